// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/secretnodes.h"

#include <nlohmann/json.hpp>

namespace longshore
{

bool isSecretReference(const Json &json)
{
    return json.is_object() && json.size() == 1 && json.contains("$secret") && json["$secret"].is_string();
}

} // namespace longshore
