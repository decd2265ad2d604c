// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/component/problem.h"

#include <QByteArray>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// The schema with every local `$ref` replaced by what it names, so that no later reader can loop or fetch. A remote,
/// unknown or circular reference becomes a schema that accepts anything, with a problem. Error::BadInput: no JSON
/// object; Error::TooLarge: more than 20,000 nodes once expanded (A57).
Result<nlohmann::ordered_json> expandSchema(const QByteArray &schema, Problems *problems);

} // namespace longshore
