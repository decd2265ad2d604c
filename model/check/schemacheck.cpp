// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/schemacheck.h"

#include "model/jobs/schemaform.h"
#include "model/json/json.h"

#include <QSet>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int deepest = maximumFormDepth;

const QSet<QString> &knownFormats()
{
    // §15.1, with JSON Schema's own.
    static const QSet<QString> formats{
        u"password"_s,   u"textarea"_s,   u"editor"_s,  u"date"_s,        u"radio"_s,       u"trim"_s,
        u"select"_s,     u"checkbox"_s,   u"grid"_s,    u"grid-strict"_s, u"tabs"_s,        u"tabs-top"_s,
        u"categories"_s, u"ssh-editor"_s, u"table"_s,   u"info"_s,        u"sync-action"_s, u"test-connection"_s,
        u"string"_s,     u"date-time"_s,  u"time"_s,    u"email"_s,       u"uri"_s,         u"url"_s,
        u"hostname"_s,   u"ipv4"_s,       u"ipv6"_s,    u"uuid"_s,        u"regex"_s,       u"number"_s,
        u"color"_s,      u"html"_s,       u"markdown"_s};
    return formats;
}

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
        field(schema, path, key);
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

    void field(const Json &schema, const QString &path, const QString &key)
    {
        const QString format = toQString(schema.value("format", Json()));
        if (format == u"password"_s && !key.isEmpty() && !key.startsWith(u'#'))
            warn(path,
                 u"It is a password, but its name does not start with #: the platform stores it in the clear."_s); // U2
        if (!format.isEmpty() && !knownFormats().contains(format))
            note(path, u"The format \"%1\" is not known; it becomes a plain field."_s.arg(format.left(40))); // U10
        if (toQString(schema.value("type", Json())) == u"button"_s && format != u"sync-action"_s &&
            format != u"test-connection"_s)
            warn(path, u"A button needs the format sync-action or test-connection."_s);
        for (const char *legacy : {"enumSource", "watch", "template"}) {
            if (schema.contains(legacy))
                note(path, u"\"%1\" is of an older form builder."_s.arg(QLatin1String(legacy))); // U6
        }
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
    const auto json = scanJson(schema, {});
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
    Walk(problems).node(*json, {}, {}, nullptr, 0);
    return problems;
}

} // namespace longshore
