// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemanormalise.h"

#include "model/json/json.h"

#include <QSet>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

using Plain = nlohmann::json;

bool isKnownType(const Json &type)
{
    static const QSet<QString> types{u"object"_s, u"array"_s,   u"string"_s, u"integer"_s,
                                     u"number"_s, u"boolean"_s, u"null"_s};
    return types.contains(toQString(type));
}

bool isButton(const Json &schema)
{
    return schema.is_object() && schema.contains("type") && toQString(schema["type"]) == "button"_L1;
}

void copyType(const Json &type, Plain &out)
{
    if (isKnownType(type)) {
        out["type"] = toPlainJson(type);
        return;
    }
    if (!type.is_array() || type.empty())
        return;
    for (const Json &item : type) {
        if (!isKnownType(item))
            return;
    }
    out["type"] = toPlainJson(type);
}

void copyBounds(const Json &schema, const char *key, const char *exclusiveKey, Plain &out)
{
    const bool hasBound = schema.contains(key) && isNumber(schema[key]);
    const bool isFlag = schema.contains(exclusiveKey) && schema[exclusiveKey].is_boolean();
    if (hasBound)
        out[isFlag && schema[exclusiveKey].get<bool>() ? exclusiveKey : key] = numberValue(schema[key]);
    if (schema.contains(exclusiveKey) && isNumber(schema[exclusiveKey]))
        out[exclusiveKey] = numberValue(schema[exclusiveKey]);
}

void copyCount(const Json &schema, const char *key, Plain &out)
{
    if (!schema.contains(key) || !isNumber(schema[key]) || !isWholeNumber(schema[key]))
        return;
    const double count = numberValue(schema[key]);
    if (count >= 0 && count < 1e15)
        out[key] = std::uint64_t(count);
}

void copyProperties(const Json &properties, Plain &out)
{
    if (!properties.is_object())
        return;
    Plain copied = Plain::object();
    for (const auto &[key, child] : properties.items()) {
        if (!isButton(child))
            copied[key] = normaliseSchema(child);
    }
    out["properties"] = std::move(copied);
}

void copyRequired(const Json &schema, Plain &out)
{
    if (!schema["required"].is_array())
        return;
    Plain names = Plain::array();
    QSet<QString> seen;
    for (const Json &name : schema["required"]) {
        const bool fresh = name.is_string() && !seen.contains(toQString(name));
        const bool button = fresh && schema.contains("properties") && schema["properties"].is_object() &&
                            schema["properties"].contains(name.get_ref<const std::string &>()) &&
                            isButton(schema["properties"][name.get_ref<const std::string &>()]);
        if (!fresh || button)
            continue;
        seen.insert(toQString(name));
        names.push_back(name.get_ref<const std::string &>());
    }
    if (!names.empty())
        out["required"] = std::move(names);
}

bool isSchema(const Json &node)
{
    return node.is_object() || node.is_boolean();
}

/// Draft 4 to 7: a key that is there asks for other keys, or for a schema.
void copyDependencies(const Json &dependencies, Plain &out)
{
    if (!dependencies.is_object())
        return;
    Plain copied = Plain::object();
    for (const auto &[key, value] : dependencies.items()) {
        const bool names = value.is_array() && std::all_of(value.begin(), value.end(), [](const Json &name) { return name.is_string(); });
        if (names)
            copied[key] = toPlainJson(value);
        else if (isSchema(value))
            copied[key] = normaliseSchema(value);
    }
    if (!copied.empty())
        out["dependencies"] = std::move(copied);
}

void copySubschemas(const Json &schema, Plain &out)
{
    for (const char *key : {"additionalProperties", "not", "if", "then", "else", "contains", "items"}) {
        if (schema.contains(key) && isSchema(schema[key]))
            out[key] = normaliseSchema(schema[key]);
    }
    if (schema.contains("items") && schema["items"].is_array()) {
        out["items"] = Plain::array();
        for (const Json &child : schema["items"])
            out["items"].push_back(normaliseSchema(child));
    }
    if (schema.contains("dependencies"))
        copyDependencies(schema["dependencies"], out);
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_boolean())
        out["additionalProperties"] = schema["additionalProperties"].get<bool>(); // has a message of its own
    if (!out.contains("if")) {
        out.erase("then");
        out.erase("else");
    }
    // A key that only a removed patternProperties describes must not become "not allowed".
    if (schema.contains("patternProperties"))
        out.erase("additionalProperties");
    for (const char *key : {"allOf", "anyOf", "oneOf"}) {
        if (!schema.contains(key) || !schema[key].is_array() || schema[key].empty())
            continue;
        out[key] = Plain::array();
        for (const Json &child : schema[key])
            out[key].push_back(normaliseSchema(child));
    }
}

} // namespace

Plain normaliseSchema(const Json &schema)
{
    if (schema.is_boolean())
        return schema.get<bool>() ? Plain::object() : Plain{{"not", Plain::object()}};
    Plain out = Plain::object();
    if (!schema.is_object())
        return out;
    if (schema.contains("type"))
        copyType(schema["type"], out);
    if (schema.contains("enum") && schema["enum"].is_array() && !schema["enum"].empty())
        out["enum"] = toPlainJson(schema["enum"]);
    if (schema.contains("const"))
        out["const"] = toPlainJson(schema["const"]);
    copyBounds(schema, "minimum", "exclusiveMinimum", out);
    copyBounds(schema, "maximum", "exclusiveMaximum", out);
    for (const char *key : {"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"})
        copyCount(schema, key, out);
    if (schema.contains("multipleOf") && isNumber(schema["multipleOf"]) && numberValue(schema["multipleOf"]) > 0)
        out["multipleOf"] = toPlainJson(schema["multipleOf"]);
    if (schema.contains("uniqueItems") && schema["uniqueItems"].is_boolean())
        out["uniqueItems"] = schema["uniqueItems"].get<bool>();
    if (schema.contains("properties"))
        copyProperties(schema["properties"], out);
    if (schema.contains("required"))
        copyRequired(schema, out);
    copySubschemas(schema, out);
    return out;
}

} // namespace longshore
