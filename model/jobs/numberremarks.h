// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The numbers of a document that stay as they are written in a file of ours, but that the platform, which keeps
/// numbers as doubles, writes differently (A39): a warning where the value changes (30 digits), a note where the
/// spelling does
/// (`1.10`). At most 50; paths from the root. Pure; any thread.
Problems numberRemarks(const nlohmann::ordered_json &root);

} // namespace longshore
