// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// PHP's `array_replace_recursive(base, over)`: maps merge, lists merge by index, since PHP knows one array type, where a
/// list is a map with the keys 0, 1, … (W2).
nlohmann::ordered_json replaceRecursive(const nlohmann::ordered_json &base, const nlohmann::ordered_json &over);

} // namespace longshore
