// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QByteArray>

namespace longshore
{

/// What the dialect of configuration schemas (contract §15) has against a schema: what a form cannot show, what the
/// platform's own does not support (`checkDialect`), conditions on fields that do not exist (U3), legacy spellings (U4), keys
/// given twice. Paths within the schema. Text that is no JSON is one Error. Pure; any thread.
Problems checkSchema(const QByteArray &schema);

} // namespace longshore
