// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/filters.h"

#include "dockerclient/types/jsonread.h"

#include <nlohmann/json.hpp>

namespace longshore
{

QString filtersText(const QMap<QString, QStringList> &filters)
{
    nlohmann::json object = nlohmann::json::object();
    for (auto it = filters.cbegin(); it != filters.cend(); ++it)
        if (!it->isEmpty())
            object[it.key().toStdString()] = jsonread::fromTexts(*it);
    return object.empty() ? QString() : QString::fromUtf8(jsonread::write(object));
}

} // namespace longshore
