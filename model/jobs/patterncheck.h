// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

enum class PatternMatch { Yes, No, TooCostly, BadPattern };

/// Whether `text` has a match of the ECMA-like `pattern`, found within PCRE2's match, depth and heap limits.
PatternMatch matchPattern(const QString &pattern, const QString &text);

/// Adds a problem for each string of `value` that its schema's `pattern` does not match; follows `properties`, `items`
/// (also one for each position) and `allOf`. A pattern that is wrong or too costly is a Warning.
void checkPatterns(const nlohmann::ordered_json &schema, const nlohmann::ordered_json &value, const QString &path,
                   Problems *problems);

} // namespace longshore
