// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "split.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore::splitter
{

/// `parameters` of config.json, checked. What each means stands in component_config/configSchema.json.
struct Parameters {
    std::string idColumn = "id";
    std::string textColumn = "text";
    SplitRule rule{SplitAt::Words, 75, 20};
    std::string idPrefix;
    bool keepEmpty = false;
    bool hasToken = false;
    int delayMs = 0;
};

/// Throws UserError naming the parameter, what was given and what is allowed. A parameter that is not known is
/// only warned about on stderr, since a configuration may be newer than the component.
Parameters readParameters(const nlohmann::json &config);

} // namespace longshore::splitter
