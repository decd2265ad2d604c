// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// An expanded schema (`expandSchema`) as Valijson takes it without throwing or running a regular expression: only
/// known keywords with usable values, draft 4 bounds as draft 7 ones, no `pattern`, `patternProperties` or `format`, no
/// buttons, no legacy boolean `required`, no empty `enum` (U4, U5, U10).
nlohmann::json normaliseSchema(const nlohmann::ordered_json &schema);

} // namespace longshore
