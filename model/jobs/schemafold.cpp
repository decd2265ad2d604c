// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemafold.h"

#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// Constants with titles instead of an enum; nothing when any alternative is more than that.
bool foldConstants(Json &schema, const char *keyword)
{
    const Json *list = nodeAt(schema, keyword);
    if (!list || !list->is_array() || list->empty() || nodeAt(schema, "enum"))
        return false;
    Json values = Json::array();
    Json titles = Json::array();
    for (const Json &alternative : *list) {
        const Json *constant = nodeAt(alternative, "const");
        const Json *single = nodeAt(alternative, "enum");
        if (!constant && single && single->is_array() && single->size() == 1)
            constant = &single->front();
        if (!constant || constant->is_structured())
            return false;
        values.push_back(*constant);
        titles.push_back(textAt(alternative, "title").toStdString());
    }
    schema.erase(keyword);
    schema["enum"] = std::move(values);
    if (!schema.contains("options") || !schema["options"].is_object())
        schema["options"] = Json::object();
    schema["options"]["enum_titles"] = std::move(titles);
    return true;
}

/// One alternative beside null: its keywords belong to the node itself.
bool foldNull(Json &schema, const char *keyword)
{
    const Json *list = nodeAt(schema, keyword);
    if (!list || !list->is_array() || list->size() != 2)
        return false;
    const bool firstIsNull = singleType(list->front()) == "null"_L1;
    const Json other = firstIsNull ? list->back() : list->front();
    if ((!firstIsNull && singleType(list->back()) != "null"_L1) || !other.is_object())
        return false;
    schema.erase(keyword);
    for (const auto &[key, value] : other.items()) {
        if (!schema.contains(key))
            schema[key] = value;
    }
    return true;
}

/// Alternatives of one scalar type are one field of that type: the values they list, and others where one lists none.
bool foldScalars(Json &schema, const char *keyword)
{
    const Json *list = nodeAt(schema, keyword);
    if (!list || !list->is_array() || list->empty())
        return false;
    const QString type = singleType(list->front());
    if (type.isEmpty() || type == "object"_L1 || type == "array"_L1 || type == "null"_L1)
        return false;
    Json values = Json::array();
    bool open = false;
    for (const Json &alternative : *list) {
        const Json *listed = nodeAt(alternative, "enum");
        if (singleType(alternative) != type)
            return false;
        open = open || !listed;
        for (const Json &value : listed && listed->is_array() ? *listed : Json::array())
            values.push_back(value);
    }
    schema.erase(keyword);
    schema["type"] = type.toStdString();
    if (!values.empty() && !schema.contains("enum"))
        schema["enum"] = std::move(values);
    if (open && (!schema.contains("options") || !schema["options"].is_object()))
        schema["options"] = Json::object();
    if (open)
        schema["options"]["creatable"] = true;
    return true;
}

} // namespace

Json foldAlternatives(const Json &schema, bool *nullable)
{
    Json folded = schema;
    for (const char *keyword : {"oneOf", "anyOf"}) {
        if (foldNull(folded, keyword))
            *nullable = true;
        if (!foldConstants(folded, keyword))
            foldScalars(folded, keyword);
    }
    return folded;
}

} // namespace longshore
