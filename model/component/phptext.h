// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// A scalar as PHP casts it to text (N2): true is "1"; false, null and what is no scalar are empty.
QString phpText(const nlohmann::ordered_json &scalar);

} // namespace longshore
