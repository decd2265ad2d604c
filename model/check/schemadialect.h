// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Adds what of one field of a configuration schema the platform's form does not support or does not understand as it was
/// meant (§15.1, §15.2): formats, types and options, and which of them go together. `key` is the property's own name,
/// `siblings` the properties beside it (may be null). Pure; any thread.
void checkDialect(const nlohmann::ordered_json &field, const QString &path, const QString &key,
                  const nlohmann::ordered_json *siblings, Problems *problems);

} // namespace longshore
