// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/schemacheck.h"

#include "model/check/schemadialect.h"
#include "model/jobs/schemaform.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int deepest = maximumFormDepth;

class Walk
{
public:
    explicit Walk(Problems &problems)
        : m_problems(problems)
    {
    }

    /// `key` is the property's own name; `siblings` the properties beside it.
    void node(const Json &schema, const QString &path, const QString &key, const Json *siblings, int depth)
    {
        if (!schema.is_object() || depth > deepest)
            return;
        checkDialect(schema, path, key, siblings, &m_problems);
        enumeration(schema, path);
        dependencies(schema, path, siblings);
        const auto properties = schema.find("properties");
        if (properties != schema.end() && properties->is_object()) {
            required(schema, path, *properties);
            for (const auto &[name, property] : properties->items())
                node(property, joinPath(joinPath(path, u"properties"_s), QString::fromStdString(name)),
                     QString::fromStdString(name), &*properties, depth + 1);
        }
        if (const auto items = schema.find("items"); items != schema.end())
            node(*items, joinPath(path, u"items"_s), {}, nullptr, depth + 1);
    }

private:
    void warn(const QString &path, const QString &message)
    {
        m_problems.append({path, message, Problem::Severity::Warning});
    }
    void note(const QString &path, const QString &message)
    {
        m_problems.append({path, message, Problem::Severity::Note});
    }

    void enumeration(const Json &schema, const QString &path)
    {
        const Json *values = findPath(schema, u"enum"_s);
        const Json *titles = findPath(schema, u"options.enum_titles"_s);
        if (values && values->is_array() && titles && titles->is_array() && values->size() != titles->size())
            warn(path, u"It has %1 values and %2 enum_titles."_s.arg(values->size()).arg(titles->size()));
        const Json *fallback = findPath(schema, u"default"_s);
        if (values && values->is_array() && !values->empty() && fallback && !fallback->is_structured() &&
            std::find(values->begin(), values->end(), *fallback) == values->end())
            warn(path, u"Its default is none of its values."_s);
    }

    // U3
    void dependencies(const Json &schema, const QString &path, const Json *siblings)
    {
        const Json *conditions = findPath(schema, u"options.dependencies"_s);
        if (!conditions || !conditions->is_object() || !siblings)
            return;
        for (const auto &[name, value] : conditions->items()) {
            if (!name.starts_with("root.") && !siblings->contains(name))
                warn(path, u"It depends on \"%1\", which is no field beside it."_s.arg(QString::fromStdString(name)));
        }
    }

    void required(const Json &schema, const QString &path, const Json &properties)
    {
        const auto names = schema.find("required");
        if (names == schema.end())
            return;
        if (names->is_boolean())
            return note(path,
                        u"\"required\": true or false says nothing; the object's \"required\" lists names."_s); // U4
        for (const Json &name : names->is_array() ? *names : Json::array()) {
            if (name.is_string() && !properties.contains(name.get<std::string>()))
                warn(path, u"It requires \"%1\", which it does not define."_s.arg(toQString(name)));
        }
    }

    Problems &m_problems;
};

} // namespace

Problems checkSchema(const QByteArray &schema)
{
    JsonRemarks remarks;
    const auto json = scanJson(schema, {}, &remarks);
    if (!json)
        return {{{}, u"It is no JSON: %1."_s.arg(json.error().happened), Problem::Severity::Error}};
    if (json->is_structured() && json->empty())
        return {}; // the same as none
    if (!json->is_object())
        return {{{}, u"A schema is an object, this is %1."_s.arg(jsonTypeName(*json)), Problem::Severity::Error}};
    Problems problems;
    for (Problem problem : formFromSchema(schema).problems) {
        problem.severity = qMax(problem.severity, Problem::Severity::Warning); // never an obstacle (U10)
        problems.append(problem);
    }
    for (const QString &path : std::as_const(remarks.duplicateKeys))
        problems.append({path, u"It is given twice; the last one counts."_s, Problem::Severity::Warning});
    Walk(problems).node(*json, {}, {}, nullptr, 0);
    return problems;
}

} // namespace longshore
