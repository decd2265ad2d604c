// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <QByteArray>

namespace longshore
{

/// Checks `parameters` against a configuration schema: JSON Schema draft 4–7 by Valijson, on a schema whose dialect was
/// normalised first (boolean `required` and empty `enum` ignored U4, buttons left out U5, fields hidden by unmet
/// `options.dependencies` not required U3, `pattern` checked by PCRE2 with a match limit, remote `$ref` refused).
/// Empty parameters have no problems (U8). Paths are within `parameters`. A schema that cannot be used gives one Warning: a
/// bad schema must not keep a person from running. Pure; any thread; bounded in time and depth (A57).
Problems validateParameters(const QByteArray &schema, const QByteArray &parameters);

} // namespace longshore
