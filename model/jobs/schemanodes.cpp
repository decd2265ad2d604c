// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemanodes.h"

#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

void uniteProperties(Json &into, const Json &more)
{
    if (!into.is_object())
        into = Json::object();
    for (const auto &[key, schema] : more.items()) {
        const auto present = into.find(key);
        if (present == into.end())
            into[key] = schema;
        else if (*present != schema)
            *present = Json{{"allOf", Json::array({*present, schema})}};
    }
}

void uniteNames(Json &into, const Json &more)
{
    if (!into.is_array())
        into = Json::array();
    for (const Json &name : more) {
        if (std::find(into.begin(), into.end(), name) == into.end())
            into.push_back(name);
    }
}

/// Keywords that belong together, so that one of two must stay apart.
bool staysApart(const Json &merged, const Json &part)
{
    for (const char *keyword : {"oneOf", "anyOf", "not", "if", "then", "else", "dependencies"}) {
        if (part.contains(keyword) && merged.contains(keyword))
            return true;
    }
    return false;
}

void unite(Json &merged, Json &apart, const Json &part)
{
    if (!part.is_object())
        return;
    if (const auto inner = part.find("allOf"); inner != part.end() && inner->is_array()) {
        for (const Json &deeper : *inner)
            unite(merged, apart, deeper);
    }
    const bool separate = staysApart(merged, part);
    Json rest = Json::object();
    for (const auto &[key, value] : part.items()) {
        const bool isLogic = key == "oneOf" || key == "anyOf" || key == "not" || key == "if" || key == "then" ||
                             key == "else" || key == "dependencies";
        if (key == "allOf")
            continue;
        if (isLogic && separate)
            rest[key] = value;
        else if (key == "properties" && value.is_object())
            uniteProperties(merged["properties"], value);
        else if (key == "required" && value.is_array())
            uniteNames(merged["required"], value);
        else if (!merged.contains(key))
            merged[key] = value;
    }
    if (!rest.empty())
        apart.push_back(std::move(rest));
}

} // namespace

const Json *nodeAt(const Json &object, const char *key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

QString textAt(const Json &object, const char *key)
{
    const Json *node = nodeAt(object, key);
    return node ? toQString(*node) : QString();
}

bool flagAt(const Json &object, const char *key, bool fallback)
{
    const Json *node = nodeAt(object, key);
    return node && node->is_boolean() ? node->get<bool>() : fallback;
}

QStringList namesAt(const Json &object, const char *key)
{
    const Json *node = nodeAt(object, key);
    QStringList names;
    if (!node || !node->is_array())
        return names;
    for (const Json &name : *node) {
        if (name.is_string())
            names.append(toQString(name));
    }
    return names;
}

QString typeOf(const Json &schema, bool *nullable)
{
    const Json *type = nodeAt(schema, "type");
    if (type && type->is_array()) {
        QStringList types = namesAt(schema, "type");
        *nullable = types.removeAll(u"null"_s) > 0;
        // A text field can hold both: what is a number stays one while it is edited.
        if (types.contains("string"_L1))
            types.removeIf([](const QString &one) { return one == "integer"_L1 || one == "number"_L1; });
        return types.size() == 1 ? types.first() : QString();
    }
    if (type && type->is_string())
        return toQString(*type);
    if (nodeAt(schema, "properties"))
        return u"object"_s;
    if (nodeAt(schema, "items"))
        return u"array"_s;
    const Json *constant = nodeAt(schema, "const");
    if (!constant)
        return {};
    if (constant->is_string())
        return u"string"_s;
    if (constant->is_boolean())
        return u"boolean"_s;
    return isNumber(*constant) ? u"number"_s : QString();
}

QString singleType(const Json &schema)
{
    if (const QString type = textAt(schema, "type"); !type.isEmpty())
        return type;
    if (nodeAt(schema, "properties"))
        return u"object"_s;
    if (const Json *constant = nodeAt(schema, "const"))
        return constant->is_null() ? u"null"_s : constant->is_boolean() ? u"boolean"_s : QString();
    return nodeAt(schema, "items") ? u"array"_s : QString();
}

Json withoutAllOf(const Json &schema)
{
    const Json *all = nodeAt(schema, "allOf");
    if (!all || !all->is_array())
        return schema;
    Json merged = schema;
    merged.erase("allOf");
    Json apart = Json::array();
    for (const Json &part : *all)
        unite(merged, apart, part);
    if (!apart.empty())
        merged["allOf"] = std::move(apart);
    return merged;
}

} // namespace longshore
