// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaalternatives.h"

#include "model/jobs/jsonvariant.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr std::size_t mostVariants = 100;

/// The values that a property's schema allows, when it lists them.
QVariantList listedValues(const Json &property)
{
    if (const Json *constant = nodeAt(property, "const"))
        return constant->is_structured() ? QVariantList{} : QVariantList{toVariant(*constant)};
    const Json *values = nodeAt(property, "enum");
    if (!values || !values->is_array())
        return {};
    QVariantList list;
    for (const Json &value : *values) {
        if (value.is_structured())
            return {};
        list.append(toVariant(value));
    }
    return list;
}

QVariantList listedValues(const Json &schema, const QString &key)
{
    const Json *properties = nodeAt(schema, "properties");
    const Json *property = properties ? nodeAt(*properties, key.toUtf8().constData()) : nullptr;
    return property ? listedValues(*property) : QVariantList{};
}

/// Whether `key` tells all schemas apart.
bool discriminates(const std::vector<const Json *> &schemas, const QString &key)
{
    QVariantList seen;
    for (const Json *schema : schemas) {
        const QVariantList values = listedValues(*schema, key);
        if (values.isEmpty())
            return false;
        for (const QVariant &value : values) {
            if (seen.contains(value))
                return false;
            seen.append(value);
        }
    }
    return true;
}

QString discriminatorOf(const std::vector<const Json *> &schemas)
{
    const Json *properties = nodeAt(*schemas.front(), "properties");
    if (!properties || !properties->is_object())
        return {};
    for (const auto &[name, property] : properties->items()) {
        const QString key = QString::fromStdString(name);
        if (!listedValues(property).isEmpty() && discriminates(schemas, key))
            return key;
    }
    return {};
}

bool hasType(const Json &value, const QString &type)
{
    if (type == "object"_L1)
        return value.is_object();
    if (type == "array"_L1)
        return value.is_array();
    if (type == "string"_L1)
        return value.is_string();
    if (type == "boolean"_L1)
        return value.is_boolean();
    if (type == "null"_L1)
        return value.is_null();
    return isNumber(value) && (type == "number"_L1 || (type == "integer"_L1 && isWholeNumber(value)));
}

VariantMark markOf(const Json &schema, const QString &discriminator)
{
    VariantMark mark;
    mark.type = singleType(schema);
    mark.required = namesAt(schema, "required");
    if (const Json *properties = nodeAt(schema, "properties"); properties && properties->is_object()) {
        for (const auto &member : properties->items())
            mark.keys.append(QString::fromStdString(member.key()));
    }
    if (!discriminator.isEmpty())
        mark.values = listedValues(schema, discriminator);
    return mark;
}

/// Whether a schema describes a value, rather than only asking more of it.
bool describes(const Json &schema)
{
    for (const char *keyword : {"properties", "type", "enum", "const", "items", "oneOf", "anyOf", "allOf"}) {
        if (nodeAt(schema, keyword))
            return true;
    }
    return false;
}

/// How well the keys of an object fit.
int fit(const VariantMark &mark, const Json &value)
{
    int score = 0;
    for (const auto &member : value.items())
        score += mark.keys.contains(QString::fromStdString(member.key())) ? 2 : -1;
    for (const QString &key : mark.required)
        score -= value.contains(key.toStdString()) ? 0 : 2;
    return score;
}

int byType(const std::vector<VariantMark> &marks, const Json &value, int preferred)
{
    const auto fits = [&](int i) { return marks[std::size_t(i)].type.isEmpty() || hasType(value, marks[std::size_t(i)].type); };
    if (preferred >= 0 && fits(preferred))
        return preferred;
    int best = -1;
    int bestScore = 0;
    for (int i = 0; i < int(marks.size()); ++i) {
        if (!fits(i))
            continue;
        const int score = value.is_object() ? fit(marks[std::size_t(i)], value) : 0;
        if (best < 0 || score > bestScore) {
            best = i;
            bestScore = score;
        }
    }
    return best < 0 ? qMax(0, preferred) : best;
}

} // namespace

int meantVariant(const QString &discriminator, const std::vector<VariantMark> &marks, const Json *value, int preferred)
{
    if (preferred >= int(marks.size()))
        preferred = -1;
    const Json *node = value && !discriminator.isEmpty() ? nodeAt(*value, discriminator.toUtf8().constData()) : nullptr;
    if (node) {
        const QVariant found = toVariant(*node);
        for (std::size_t i = 0; i < marks.size(); ++i) {
            if (marks[i].values.contains(found))
                return int(i);
        }
        return -1;
    }
    if (!value || !discriminator.isEmpty())
        return qMax(0, preferred);
    return byType(marks, *value, preferred);
}

std::vector<Alternatives> alternativesOf(const Json &schema)
{
    std::vector<Alternatives> all;
    for (const char *keyword : {"oneOf", "anyOf"}) {
        const Json *list = nodeAt(schema, keyword);
        if (!list || !list->is_array() || list->size() < 2 || list->size() > mostVariants)
            continue;
        Alternatives found;
        bool described = false;
        found.areObjects = true;
        for (const Json &alternative : *list) {
            if (!alternative.is_object())
                break;
            found.schemas.push_back(&alternative);
            described = described || describes(alternative);
            found.areObjects = found.areObjects && singleType(alternative) == "object"_L1;
        }
        if (!described || found.schemas.size() != list->size())
            continue;
        found.discriminator = discriminatorOf(found.schemas);
        for (const Json *alternative : found.schemas)
            found.marks.push_back(markOf(*alternative, found.discriminator));
        all.push_back(std::move(found));
    }
    return all;
}

std::vector<QStringList> requiredLists(const Json &schema, const char *keyword)
{
    const Json *list = nodeAt(schema, keyword);
    if (!list || !list->is_array() || list->size() < 2)
        return {};
    std::vector<QStringList> all;
    for (const Json &alternative : *list) {
        const QStringList names = namesAt(alternative, "required");
        if (names.isEmpty() || describes(alternative) || nodeAt(alternative, "not"))
            return {};
        all.push_back(names);
    }
    return all;
}

} // namespace longshore
