// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/jsonfile.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using nlohmann::json;
using nlohmann::ordered_json;

QString jsonfile::text(const json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

qint64 jsonfile::number(const json &object, const char *key, qint64 otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<qint64>() : otherwise;
}

bool jsonfile::flag(const json &object, const char *key, bool otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

QDateTime jsonfile::time(const json &object, const char *key)
{
    return QDateTime::fromString(text(object, key), Qt::ISODateWithMs);
}

ordered_json jsonfile::orNull(const QString &text)
{
    return text.isEmpty() ? ordered_json() : ordered_json(text.toStdString());
}

ordered_json jsonfile::orNull(const QDateTime &at)
{
    return orNull(at.isValid() ? at.toUTC().toString(Qt::ISODateWithMs) : QString());
}

ordered_json jsonfile::digestOrNull(const ImageId &id)
{
    return id.isEmpty() ? ordered_json() : ordered_json("sha256:" + id.value.toStdString());
}

} // namespace longshore
