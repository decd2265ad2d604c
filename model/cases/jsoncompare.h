// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <nlohmann/json_fwd.hpp>

namespace longshore
{

/// Equal as JSON: the order of an object's keys says nothing, and a number is its value (`1`, `1.0`, `1e0`). Whole
/// numbers too long for a double are compared digit by digit. Any thread.
bool equalJson(const nlohmann::ordered_json &a, const nlohmann::ordered_json &b);

/// Two-space indent, keys sorted: how JSON is laid out before its lines are compared.
QByteArray sortedJsonText(const nlohmann::ordered_json &json);

} // namespace longshore
