// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QByteArray textOf(const Json::binary_t &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())};
}

QByteArray writeString(const Json &json, JsonStyle style)
{
    QByteArray text =
        QByteArray::fromStdString(json.dump(-1, ' ', style == JsonStyle::Php, Json::error_handler_t::replace));
    if (style == JsonStyle::Php)
        text.replace("/", "\\/");
    return text;
}

class Writer
{
public:
    Writer(JsonStyle style)
        : m_style(style)
        , m_indent(style == JsonStyle::Php ? 4 : 2)
    {
    }

    void write(const Json &json, int level)
    {
        if (json.is_object())
            writeObject(json, level);
        else if (json.is_array())
            writeArray(json, level);
        else if (json.is_string())
            text += writeString(json, m_style);
        else if (json.is_binary())
            text += textOf(json.get_binary());
        else
            text += json.dump();
    }

    QByteArray text;

private:
    void writeObject(const Json &json, int level)
    {
        const char *separator = "";
        text += '{';
        for (const auto &[key, value] : json.get_ref<const Json::object_t &>()) {
            text += separator;
            newLine(level + 1);
            text += writeString(key, m_style);
            text += m_style == JsonStyle::Compact ? ":" : ": ";
            write(value, level + 1);
            separator = ",";
        }
        if (!json.empty())
            newLine(level);
        text += '}';
    }

    void writeArray(const Json &json, int level)
    {
        const char *separator = "";
        text += '[';
        for (const Json &value : json) {
            text += separator;
            newLine(level + 1);
            write(value, level + 1);
            separator = ",";
        }
        if (!json.empty())
            newLine(level);
        text += ']';
    }

    void newLine(int level)
    {
        if (m_style != JsonStyle::Compact)
            text += '\n' + QByteArray(level * m_indent, ' ');
    }

    JsonStyle m_style;
    int m_indent;
};

nlohmann::json plainNumber(const Json &json)
{
    if (json.is_number_unsigned())
        return json.get<std::uint64_t>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    const double value = numberValue(json);
    constexpr double limit = 9223372036854774784.0; // the largest double below 2^63
    return isWholeNumber(json) ? nlohmann::json(std::int64_t(std::clamp(value, -limit, limit))) : nlohmann::json(value);
}

} // namespace

QByteArray writeJson(const Json &json, JsonStyle style)
{
    Writer writer(style);
    writer.write(json, 0);
    return writer.text;
}

bool isNumber(const Json &json)
{
    return json.is_number() || json.is_binary();
}

QByteArray numberText(const Json &json)
{
    if (json.is_binary())
        return textOf(json.get_binary());
    return json.is_number() ? QByteArray::fromStdString(json.dump()) : QByteArray();
}

double numberValue(const Json &json)
{
    if (json.is_binary())
        return textOf(json.get_binary()).toDouble();
    return json.is_number() ? json.get<double>() : 0.0;
}

bool isWholeNumber(const Json &json)
{
    if (json.is_number_integer())
        return true;
    if (!isNumber(json))
        return false;
    const QByteArray text = numberText(json);
    const bool plain = !text.contains('.') && !text.contains('e') && !text.contains('E');
    return plain || std::trunc(numberValue(json)) == numberValue(json);
}

Json numberFromText(const QByteArray &text)
{
    return Json::binary(std::vector<std::uint8_t>(text.begin(), text.end()));
}

QString toQString(const Json &json)
{
    return json.is_string() ? QString::fromStdString(json.get_ref<const std::string &>()) : QString();
}

Json fromQString(const QString &text)
{
    return text.toStdString();
}

QString jsonTypeName(const Json &json)
{
    if (json.is_object())
        return u"an object"_s;
    if (json.is_array())
        return u"a list"_s;
    if (json.is_string())
        return u"a string"_s;
    if (json.is_boolean())
        return u"true or false"_s;
    return isNumber(json) ? u"a number"_s : u"nothing (null)"_s;
}

nlohmann::json toPlainJson(const Json &json)
{
    nlohmann::json plain;
    if (json.is_object()) {
        plain = nlohmann::json::object();
        for (const auto &[key, value] : json.get_ref<const Json::object_t &>())
            plain[key] = toPlainJson(value);
    } else if (json.is_array()) {
        plain = nlohmann::json::array();
        for (const Json &value : json)
            plain.push_back(toPlainJson(value));
    } else if (json.is_string()) {
        plain = json.get_ref<const std::string &>();
    } else if (isNumber(json)) {
        plain = plainNumber(json);
    } else if (json.is_boolean()) {
        plain = json.get<bool>();
    }
    return plain;
}

} // namespace longshore
