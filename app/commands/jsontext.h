// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <nlohmann/json_fwd.hpp>
#include <string>

namespace longshore
{

/// UTF-8 for a JSON value.
std::string text(const QString &string);
/// A JSON array of strings.
nlohmann::ordered_json texts(const QStringList &strings);

} // namespace longshore
