// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/formstate.h"

#include <functional>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Whether a value conforms to a schema; for alternatives that nothing but a whole check tells apart.
using Conforms = std::function<bool(const nlohmann::ordered_json &schema, const nlohmann::ordered_json &value)>;

/// Whether any part of an expanded schema depends on the value in a way that `selectFor` resolves.
bool hasChoices(const nlohmann::ordered_json &schema);

/// The expanded `schema` as it counts for `value`: each `oneOf`/`anyOf` is the alternative that is meant, so that what
/// is wrong is said of its fields and not of all alternatives; `patternProperties` are properties (patterns by PCRE2,
/// A57). What no field can be blamed for goes to `problems`. `choices` are those of the form.
nlohmann::ordered_json selectFor(const nlohmann::ordered_json &schema, const nlohmann::ordered_json &value,
                                 const VariantChoices &choices, const Conforms &conforms, Problems *problems);

} // namespace longshore
