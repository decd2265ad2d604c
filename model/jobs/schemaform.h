// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/fieldspec.h"

#include <QByteArray>

namespace longshore
{

/// A configuration schema turned into fields.
struct SchemaForm {
    FieldSpec root;    ///< kind Object; or Json when there is no usable schema: edit the parameters as text
    Problems problems; ///< what degraded and why, paths within the schema; never an obstacle
};

/// Limits that keep a hostile schema from stalling a window (A57).
constexpr int maximumFormDepth = 32;
constexpr int maximumFormFields = 2000;

/// Reads the dialect of contract §15. Never fails: what is unknown becomes a Json field (U10), a schema that is no
/// JSON object or beyond the limits becomes one Json field with a problem. Local `$ref`s are followed, remote ones
/// refused. Pure; any thread.
SchemaForm formFromSchema(const QByteArray &schema);

/// The schema a form is made from: the job's component record, else the image label `longshore.component`, else none
/// (empty: a plain JSON field). `jobComponentSchema` is `ComponentDefinition::configurationSchema`, `imageLabelRecord`
/// a whole component record; both may be empty.
QByteArray chooseSchema(const QByteArray &jobComponentSchema, const QByteArray &imageLabelRecord);

} // namespace longshore
