// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/schemadialect.h"

#include "model/jobs/patterncheck.h"
#include "model/json/json.h"

#include <QMap>
#include <QSet>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

using Words = QSet<QString>;

/// §15.1: each format with the types it is for.
const QMap<QString, Words> &formatTypes()
{
    static const Words texts{u"string"_s}, objects{u"object"_s}, buttons{u"button"_s};
    static const Words choices{u"string"_s, u"integer"_s, u"number"_s};
    static const QMap<QString, Words> types{
        {u"password"_s, texts},      {u"textarea"_s, texts},
        {u"date"_s, texts},          {u"trim"_s, texts},
        {u"radio"_s, choices},       {u"select"_s, choices + Words{u"array"_s}},
        {u"checkbox"_s, {u"boolean"_s}}, {u"table"_s, {u"array"_s}},
        {u"editor"_s, {u"string"_s, u"object"_s}},
        {u"grid"_s, objects},        {u"grid-strict"_s, objects},
        {u"tabs"_s, objects},        {u"tabs-top"_s, objects},
        {u"categories"_s, objects},  {u"ssh-editor"_s, objects},
        {u"sync-action"_s, buttons}, {u"test-connection"_s, buttons}};
    return types;
}

/// Formats that mean nothing to the platform, but are JSON Schema's own or harmless.
const Words &plainFormats()
{
    static const Words formats{u"info"_s,     u"string"_s, u"date-time"_s, u"time"_s, u"email"_s, u"uri"_s,    u"url"_s,
                               u"hostname"_s, u"ipv4"_s,   u"ipv6"_s,      u"uuid"_s, u"regex"_s, u"number"_s, u"color"_s,
                               u"html"_s,     u"markdown"_s};
    return formats;
}

const Words &knownTypes()
{
    static const Words types{u"string"_s, u"number"_s, u"integer"_s, u"boolean"_s, u"object"_s, u"array"_s, u"null"_s, u"button"_s};
    return types;
}

/// §15.2
const Words &knownOptions()
{
    static const Words options{u"async"_s,           u"dependencies"_s,   u"tags"_s,
                               u"creatable"_s,       u"tooltip"_s,        u"documentation"_s,
                               u"enum_titles"_s,     u"hidden"_s,         u"collapsed"_s,
                               u"disable_collapse"_s, u"enabled"_s,       u"grid_columns"_s,
                               u"grid_break"_s,      u"editor"_s,         u"encryption_hint"_s,
                               u"input_height"_s,    u"inputAttributes"_s, u"only_keys"_s,
                               u"disable_array_add"_s, u"disable_array_delete"_s, u"disable_array_reorder"_s};
    return options;
}

const Words &editorModes()
{
    static const Words modes{u"text/x-sql"_s,   u"text/x-sfsql"_s, u"text/x-plsql"_s, u"text/x-python"_s,
                             u"text/x-julia"_s, u"text/x-rsrc"_s,  u"application/json"_s};
    return modes;
}

class FieldCheck
{
public:
    FieldCheck(const Json &field, const QString &path, const QString &key, Problems *problems)
        : m_field(field)
        , m_path(path)
        , m_key(key)
        , m_format(textAt(u"format"_s))
        , m_type(textAt(u"type"_s))
        , m_problems(problems)
    {
    }

    void run(const Json *siblings)
    {
        type();
        format();
        choices();
        options();
        actions();
        values();
        alternatives();
        if (siblings)
            conditions(*siblings);
    }

private:
    void add(Problem::Severity severity, const QString &message) { m_problems->append({m_path, message, severity}); }
    void warn(const QString &message) { add(Problem::Severity::Warning, message); }
    void note(const QString &message) { add(Problem::Severity::Note, message); }
    const Json *at(const QString &path) const { return findPath(m_field, path); }
    QString textAt(const QString &path) const { return at(path) ? toQString(*at(path)) : QString(); }

    void type()
    {
        const Json *type = at(u"type"_s);
        if (type && type->is_array())
            note(u"It may be of several types; the platform's form shows one."_s);
        else if (type && !knownTypes().contains(m_type))
            warn(u"The type \"%1\" is not known."_s.arg(m_type.left(40)));
    }

    void format()
    {
        if (m_format.isEmpty())
            return;
        const auto types = formatTypes().constFind(m_format);
        if (types == formatTypes().cend() && !plainFormats().contains(m_format))
            return note(u"The format \"%1\" is not known; it becomes a plain field."_s.arg(m_format.left(40))); // U10
        if (types != formatTypes().cend() && !m_type.isEmpty() && m_type != u"button"_s && !types->contains(m_type)) {
            QStringList wanted(types->begin(), types->end());
            wanted.sort();
            warn(u"The format \"%1\" is for %2, not for %3; the platform's form ignores it."_s.arg(m_format, wanted.join(u" or "_s), m_type.left(40)));
        }
        if (m_format == u"password"_s && !m_key.isEmpty() && !m_key.startsWith(u'#'))
            warn(u"It is a password, but its name does not start with #: the platform stores it in the clear."_s); // U2
    }

    void choices()
    {
        const bool hasValues = at(u"enum"_s) || at(u"items.enum"_s) || at(u"enumSource"_s) || at(u"options.async"_s);
        if (m_format == u"radio"_s && !at(u"enum"_s))
            warn(u"Radio buttons need an \"enum\"."_s);
        if (m_format == u"select"_s && !hasValues && !at(u"options.creatable"_s) && !at(u"options.tags"_s))
            warn(u"A select needs an \"enum\", or \"options.async\" to load its values."_s);
    }

    void options()
    {
        const Json *options = at(u"options"_s);
        if (!options)
            return;
        if (!options->is_object())
            return warn(u"\"options\" is an object, this is %1."_s.arg(jsonTypeName(*options)));
        for (const auto &[name, value] : options->items()) {
            if (!knownOptions().contains(QString::fromStdString(name)))
                note(u"The platform's form does not know the option \"%1\"."_s.arg(QString::fromStdString(name).left(40)));
        }
        if (const Json *columns = at(u"options.grid_columns"_s); columns && (!isWholeNumber(*columns) || numberValue(*columns) < 1 || numberValue(*columns) > 12))
            warn(u"\"grid_columns\" is a whole number from 1 to 12."_s);
        if (const QString mode = textAt(u"options.editor.mode"_s); !mode.isEmpty() && !editorModes().contains(mode))
            note(u"The editor has no mode \"%1\"; it shows plain text."_s.arg(mode.left(40)));
    }

    void actions()
    {
        const bool isButton = m_type == u"button"_s;
        if (isButton && m_format != u"sync-action"_s && m_format != u"test-connection"_s)
            warn(u"A button needs the format sync-action or test-connection."_s);
        const QString action = textAt(u"options.async.action"_s);
        if (action.isEmpty() && (at(u"options.async"_s) || m_format == u"sync-action"_s))
            warn(u"\"options.async\" needs an \"action\": the sync action to call."_s); // U9
        if (m_format == u"test-connection"_s && !action.isEmpty() && action != u"testConnection"_s)
            note(u"A test-connection button always calls testConnection, not %1."_s.arg(action.left(40))); // U9
    }

    void values()
    {
        const Json *fallback = at(u"default"_s);
        if (fallback && m_key.startsWith(u'#') && !toQString(*fallback).isEmpty())
            warn(u"A secret has no default: everybody can read a schema."_s);
        if (fallback && !fallback->is_null() && !fits(*fallback))
            warn(u"Its default is %1, not of its type \"%2\"."_s.arg(jsonTypeName(*fallback), m_type));
        if (const QString pattern = textAt(u"pattern"_s); !pattern.isEmpty() && matchPattern(pattern, {}) == PatternMatch::BadPattern)
            warn(u"Its pattern cannot be read."_s);
        for (const char *legacy : {"enumSource", "watch", "template"}) {
            if (m_field.contains(legacy))
                note(u"\"%1\" is of an older form builder."_s.arg(QLatin1String(legacy))); // U6
        }
    }

    bool fits(const Json &value) const
    {
        if (m_type == u"string"_s)
            return value.is_string();
        if (m_type == u"boolean"_s)
            return value.is_boolean();
        if (m_type == u"integer"_s)
            return isWholeNumber(value);
        if (m_type == u"number"_s)
            return isNumber(value);
        if (m_type == u"array"_s)
            return value.is_array();
        return m_type != u"object"_s || value.is_object();
    }

    void alternatives()
    {
        for (const char *keyword : {"oneOf", "anyOf", "allOf", "if", "not", "patternProperties"}) {
            if (m_field.contains(keyword))
                note(u"No published component uses \"%1\": look at it in the platform's form before you rely on it."_s.arg(QLatin1String(keyword)));
        }
    }

    /// U3: a condition that can never hold hides the field for ever.
    void conditions(const Json &siblings)
    {
        const Json *wanted = at(u"options.dependencies"_s);
        if (!wanted || !wanted->is_object())
            return;
        for (const auto &[name, value] : wanted->items()) {
            const auto sibling = siblings.find(name);
            const Json *known = sibling == siblings.end() ? nullptr : findPath(*sibling, u"enum"_s);
            if (!known || !known->is_array() || known->empty() || findPath(*sibling, u"options.creatable"_s))
                continue;
            const Json any = value.is_array() ? value : Json::array({value});
            const bool possible = std::any_of(any.begin(), any.end(), [known](const Json &one) { return std::find(known->begin(), known->end(), one) != known->end(); });
            if (!possible)
                warn(u"It is never shown: \"%1\" has no such value."_s.arg(QString::fromStdString(name)));
        }
    }

    const Json &m_field;
    QString m_path;
    QString m_key;
    QString m_format;
    QString m_type;
    Problems *m_problems;
};

} // namespace

void checkDialect(const Json &field, const QString &path, const QString &key, const Json *siblings, Problems *problems)
{
    FieldCheck(field, path, key, problems).run(siblings);
}

} // namespace longshore
