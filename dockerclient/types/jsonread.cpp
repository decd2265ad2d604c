// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/types/jsonread.h"

#include "dockerclient/types/rfc3339.h"

#include <QTimeZone>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace longshore::jsonread
{

using nlohmann::json;

namespace
{

bool tooDeep(QByteArrayView text)
{
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            if (++depth > MaxDepth)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

std::optional<json> parse(QByteArrayView text)
{
    if (tooDeep(text))
        return std::nullopt;
    json document = json::parse(text.begin(), text.end(), nullptr, /* allow_exceptions */ false);
    if (document.is_discarded())
        return std::nullopt;
    return document;
}

QByteArray write(const json &document)
{
    return QByteArray::fromStdString(document.dump(-1, ' ', false, json::error_handler_t::replace));
}

const json &member(const json &document, const char *key)
{
    static const json null;
    if (!document.is_object())
        return null;
    const auto found = document.find(key);
    return found == document.end() ? null : *found;
}

QString toText(const json &string)
{
    return string.is_string() ? QString::fromStdString(string.get_ref<const std::string &>()) : QString();
}

QString text(const json &document, const char *key)
{
    return toText(member(document, key));
}

bool flag(const json &document, const char *key)
{
    const json &value = member(document, key);
    return value.is_boolean() && value.get<bool>();
}

qint64 integer(const json &document, const char *key, qint64 otherwise)
{
    const json &value = member(document, key);
    if (value.is_number_unsigned()) {
        const auto number = value.get<quint64>();
        return number <= quint64(std::numeric_limits<qint64>::max()) ? qint64(number) : otherwise;
    }
    if (value.is_number_integer())
        return value.get<qint64>();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        return std::abs(number) < 9.0e18 ? std::llround(number) : otherwise;
    }
    return otherwise;
}

int smallInteger(const json &document, const char *key, int otherwise)
{
    const qint64 number = integer(document, key, otherwise);
    return number == int(number) ? int(number) : otherwise;
}

QStringList texts(const json &document, const char *key)
{
    QStringList result;
    const json &value = member(document, key);
    if (!value.is_array())
        return result;
    for (const json &element : value) {
        if (element.is_string())
            result.append(toText(element));
    }
    return result;
}

QMap<QString, QString> textMap(const json &document, const char *key)
{
    QMap<QString, QString> result;
    const json &value = member(document, key);
    if (!value.is_object())
        return result;
    for (const auto &[name, element] : value.items()) {
        if (element.is_string())
            result.insert(QString::fromStdString(name), toText(element));
    }
    return result;
}

QStringList keys(const json &document, const char *key)
{
    QStringList result;
    const json &value = member(document, key);
    if (!value.is_object())
        return result;
    for (const auto &[name, element] : value.items())
        result.append(QString::fromStdString(name));
    return result;
}

QDateTime time(const json &document, const char *key)
{
    const json &value = member(document, key);
    if (value.is_string())
        return parseRfc3339(QByteArrayView(value.get_ref<const std::string &>()));
    const qint64 seconds = integer(document, key);
    constexpr qint64 endOfYear9999 = 253402300799;
    if (seconds < 1 || seconds > endOfYear9999)
        return {};
    return QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
}

json fromTexts(const QStringList &list)
{
    json result = json::array();
    for (const QString &element : list)
        result.push_back(element.toStdString());
    return result;
}

json fromTextMap(const QMap<QString, QString> &map)
{
    json result = json::object();
    for (auto it = map.begin(); it != map.end(); ++it)
        result[it.key().toStdString()] = it.value().toStdString();
    return result;
}

} // namespace longshore::jsonread
