// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Whether both would be written alike: `1` and `1.0` are one value to the library, but not to a person. Pure; any
/// thread.
bool sameText(const nlohmann::ordered_json &a, const nlohmann::ordered_json &b);

} // namespace longshore
