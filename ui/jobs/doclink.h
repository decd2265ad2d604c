// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/fieldspec.h"

class QToolButton;
class QWidget;

namespace longshore
{

/// A button that opens the field's documentation (`options.documentation`, http and https only) in the browser; the
/// address is in its tool tip. Named `documentation.<path>`.
QToolButton *docLink(const FieldSpec &spec, const QString &path, QWidget *parent);

} // namespace longshore
