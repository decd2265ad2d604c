// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// What a form makes of a schema: `oneOf`/`anyOf` of constants with titles is an `enum` with `options.enum_titles`, of
/// one scalar type a field of that type, and beside `{"type": "null"}` one alternative is the node itself, `nullable`.
/// Not for validation: what narrows an alternative is lost.
nlohmann::ordered_json foldAlternatives(const nlohmann::ordered_json &schema, bool *nullable);

} // namespace longshore
