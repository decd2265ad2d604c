// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/json/json.h"

namespace longshore
{

/// Whether it is `{"$secret": id}`.
bool isSecretReference(const Json &json);

} // namespace longshore
