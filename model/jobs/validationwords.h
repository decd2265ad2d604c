// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/jobs/formstate.h"

#include <optional>
#include <string>
#include <vector>

namespace longshore
{

/// One Valijson error in plain words; nothing for the summaries it adds for every level above the real one. `state`
/// lends the limits and choices to name.
std::optional<Problem> inPlainWords(const std::vector<std::string> &context, const std::string &description,
                                    const FormState &state);

} // namespace longshore
