// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaconditions.h"

#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{
namespace
{

/// Keywords that ask for nothing, or for what the conditions ask anyway.
bool isSilent(const std::string &keyword)
{
    return keyword == "required" || keyword == "type" || keyword == "title" || keyword == "description" ||
           keyword == "$comment" || keyword == "$id";
}

std::optional<QList<FieldCondition>> ofProperty(const Json &schema, const QString &path)
{
    const Json *constant = nodeAt(schema, "const");
    const Json *values = nodeAt(schema, "enum");
    if (constant && !constant->is_structured())
        return QList<FieldCondition>{{path, {toVariant(*constant)}}};
    if (values && values->is_array() && !values->empty())
        return QList<FieldCondition>{{path, toVariant(*values).toList()}};
    if (const Json *excluded = nodeAt(schema, "not")) {
        const auto inner = ofProperty(*excluded, path);
        return inner ? oppositeOf(*inner) : std::nullopt;
    }
    return nodeAt(schema, "properties") ? conditionsOf(schema, path) : std::nullopt;
}

} // namespace

std::optional<QList<FieldCondition>> conditionsOf(const Json &schema, const QString &path)
{
    if (!schema.is_object())
        return std::nullopt;
    QList<FieldCondition> all;
    for (const auto &[keyword, value] : schema.items()) {
        if (isSilent(keyword))
            continue;
        if (keyword == "not") {
            const auto inner = conditionsOf(value, path);
            const auto opposite = inner ? oppositeOf(*inner) : std::nullopt;
            if (!opposite)
                return std::nullopt;
            all += *opposite;
            continue;
        }
        if (keyword != "properties" || !value.is_object())
            return std::nullopt;
        for (const auto &[key, property] : value.items()) {
            const auto found = ofProperty(property, joinPath(path, QString::fromStdString(key)));
            if (!found)
                return std::nullopt;
            all += *found;
        }
    }
    return all.isEmpty() ? std::nullopt : std::optional(all);
}

std::optional<QList<FieldCondition>> oppositeOf(const QList<FieldCondition> &conditions)
{
    if (conditions.size() != 1)
        return std::nullopt;
    FieldCondition opposite = conditions.first();
    opposite.negated = !opposite.negated;
    return QList<FieldCondition>{opposite};
}

} // namespace longshore
