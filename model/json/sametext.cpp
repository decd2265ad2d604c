// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/sametext.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

bool sameText(const Json &a, const Json &b)
{
    return a == b && writeJson(a, JsonStyle::Compact) == writeJson(b, JsonStyle::Compact);
}

} // namespace longshore
