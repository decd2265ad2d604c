// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/phpserialize.h"

#include "model/json/json.h"

#include <QLocale>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QByteArray serializeString(const std::string &text)
{
    return "s:" + QByteArray::number(qsizetype(text.size())) + ":\"" + QByteArray::fromStdString(text) + "\";";
}

/// PHP turns keys that look like a decimal integer into integers.
QByteArray serializeKey(const std::string &key)
{
    const QByteArray text = QByteArray::fromStdString(key);
    bool isInteger = false;
    const qlonglong number = text.toLongLong(&isInteger);
    return isInteger && QByteArray::number(number) == text ? "i:" + text + ';' : serializeString(key);
}

QByteArray serializeNumber(const Json &json)
{
    const QByteArray text = numberText(json);
    bool isInteger = false;
    const qlonglong integer = text.toLongLong(&isInteger);
    if (isInteger)
        return text == "-0" ? "i:0;" : "i:" + QByteArray::number(integer) + ';';
    QByteArray shortest = QByteArray::number(numberValue(json), 'g', QLocale::FloatingPointShortest);
    return "d:" + shortest.replace('e', 'E') + ';';
}

QByteArray serializeNode(const Json &json)
{
    if (json.is_object()) {
        QByteArray text = "a:" + QByteArray::number(qsizetype(json.size())) + ":{";
        for (const auto &[key, value] : json.get_ref<const Json::object_t &>())
            text += serializeKey(key) + serializeNode(value);
        return text + '}';
    }
    if (json.is_array()) {
        QByteArray text = "a:" + QByteArray::number(qsizetype(json.size())) + ":{";
        for (std::size_t i = 0; i < json.size(); ++i)
            text += "i:" + QByteArray::number(qulonglong(i)) + ';' + serializeNode(json[i]);
        return text + '}';
    }
    if (json.is_string())
        return serializeString(json.get_ref<const std::string &>());
    if (json.is_boolean())
        return json.get<bool>() ? "b:1;" : "b:0;";
    return isNumber(json) ? serializeNumber(json) : QByteArray("N;");
}

} // namespace

QByteArray phpSerialize(const QByteArray &json)
{
    const Result<Json> parsed = scanJson(json, u"read the parameters"_s);
    return parsed ? serializeNode(*parsed) : QByteArray("a:0:{}");
}

} // namespace longshore
