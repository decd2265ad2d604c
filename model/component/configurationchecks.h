// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace longshore
{

/// The configuration with its keys spelled as the platform does (C2) and the defaults of `storage` filled in (C6); what
/// the platform refuses is added to `problems`. Pure.
nlohmann::ordered_json normalisedConfiguration(const nlohmann::ordered_json &configuration, Problems &problems);

/// An OAuth id without its credentials (C10): a run cannot fetch them.
std::optional<Problem> missingCredentials(const nlohmann::ordered_json &configuration);

} // namespace longshore
