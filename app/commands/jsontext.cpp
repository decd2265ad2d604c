// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/jsontext.h"

#include <nlohmann/json.hpp>

namespace longshore
{

std::string text(const QString &string)
{
    return string.toStdString();
}

nlohmann::ordered_json texts(const QStringList &strings)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const QString &string : strings)
        list.push_back(string.toStdString());
    return list;
}

} // namespace longshore
