// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaguess.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr int deepest = 8; ///< below it, values are edited as JSON

Json guess(const QString &key, const Json &value, int depth);

Json object(const Json &value, int depth)
{
    Json properties = Json::object();
    int order = 0;
    for (const auto &[name, member] : value.items()) {
        Json property = guess(QString::fromStdString(name), member, depth + 1);
        property["propertyOrder"] = ++order;
        properties[name] = std::move(property);
    }
    return Json{{"type", "object"}, {"properties", std::move(properties)}};
}

/// One object with the keys of all, else the first item.
Json example(const Json &list)
{
    Json all = list.front();
    for (const Json &item : list) {
        if (!item.is_object() || !all.is_object())
            return list.front();
        for (const auto &[name, member] : item.items()) {
            if (!all.contains(name))
                all[name] = member;
        }
    }
    return all;
}

Json text(const QString &key, const Json &value)
{
    Json schema{{"type", "string"}};
    if (key.startsWith(u'#'))
        schema["format"] = "password";
    else if (toQString(value).contains(u'\n'))
        schema["format"] = "textarea";
    return schema;
}

Json guess(const QString &key, const Json &value, int depth)
{
    if (value.is_string() || findPath(value, u"$secret"_s))
        return text(key, value);
    if (value.is_boolean())
        return Json{{"type", "boolean"}};
    if (isNumber(value)) // whoever writes 1 may mean 1.5 next time
        return Json{{"type", "number"}};
    if (value.is_object() && !value.empty() && depth < deepest)
        return object(value, depth);
    if (value.is_array() && !value.empty() && depth < deepest)
        return Json{{"type", "array"}, {"items", guess({}, example(value), depth + 1)}};
    return Json::object();
}

} // namespace

QByteArray guessSchema(const QByteArray &parameters)
{
    const Result<Json> value = scanJson(parameters, u"read the parameters"_s);
    if (!value || !value->is_object() || value->empty())
        return {};
    return writeJson(object(*value, 0), JsonStyle::Compact);
}

} // namespace longshore
