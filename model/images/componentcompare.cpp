// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/componentcompare.h"

#include "model/component/definition.h"
#include "model/format.h"
#include "model/jobs/formreader.h"
#include "model/jobs/schemaexpand.h"

#include <QCoreApplication>
#include <QMap>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using Kind = ImageDifference::Kind;
using Part = ImageDifference::Part;

namespace
{

QString say(const char *text)
{
    return QCoreApplication::translate("longshore::ComponentComparison", text);
}

/// As JSON Schema calls it.
QString schemaType(FieldKind kind)
{
    switch (kind) {
    case FieldKind::String:
    case FieldKind::Text:
    case FieldKind::Password:
    case FieldKind::Date: return u"string"_s;
    case FieldKind::Integer: return u"integer"_s;
    case FieldKind::Number: return u"number"_s;
    case FieldKind::Boolean: return u"boolean"_s;
    case FieldKind::Enum: return u"enum"_s;
    case FieldKind::MultiEnum:
    case FieldKind::Array: return u"array"_s;
    case FieldKind::Object: return u"object"_s;
    default: break;
    }
    return u"any"_s;
}

/// By path; an object stands for its members, a list for itself. The first of several variants counts.
using Parameters = QMap<QString, FieldSpec>;

/// A number that is counted through a form says nothing of a field.
FieldSpec withoutNumbers(FieldSpec field)
{
    field.variantsId = 0;
    for (FieldSpec &child : field.children)
        child = withoutNumbers(std::move(child));
    return field;
}

void collect(const FieldSpec &field, Parameters &found)
{
    const bool hasMembers = (field.kind == FieldKind::Object || field.kind == FieldKind::Variants) && !field.children.empty();
    if (hasMembers) {
        for (const FieldSpec &member : field.children)
            collect(member, found);
    } else if (field.hasValue() && !field.path.isEmpty() && !found.contains(field.path)) {
        found.insert(field.path, withoutNumbers(field));
    }
}

/// What a record says of one schema.
struct SchemaSide {
    bool isReadable = true;
    QByteArray text;
    Parameters parameters;

    static SchemaSide of(const QByteArray &schema)
    {
        SchemaSide side{true, schema, {}};
        if (schema.isEmpty())
            return side;
        Problems problems;
        const auto expanded = expandSchema(schema, &problems);
        side.isReadable = expanded.has_value();
        if (expanded)
            collect(FormReader().readRoot(*expanded), side.parameters);
        return side;
    }
    bool hasFields() const { return !text.isEmpty() && isReadable; }
    QString words() const
    {
        if (text.isEmpty())
            return say("no schema");
        if (!isReadable)
            return say("damaged schema");
        return parameters.size() == 1 ? say("1 parameter") : say("%1 parameters").arg(format::count(parameters.size()));
    }
};

/// The record of one side.
struct RecordSide {
    QByteArray text;
    QString error;
    ComponentDefinition definition;

    explicit RecordSide(const QByteArray &label) : text(label)
    {
        if (label.isEmpty())
            return;
        if (auto read = parseComponentDefinition(label, u"read the component record"_s))
            definition = std::move(*read);
        else
            error = read.error().sentence();
    }
    bool isReadable() const { return !text.isEmpty() && error.isEmpty(); }
    /// Why it cannot be read; null when there is none.
    QString summary() const { return text.isEmpty() ? QString() : error.isEmpty() ? say("readable") : error; }
    QString words(const SchemaSide &schema) const
    {
        return text.isEmpty() ? say("no component record") : !error.isEmpty() ? say("damaged component record") : schema.words();
    }
};

/// What changed of the parameters, each with its kind.
QList<ImageDifference> changesOf(const QString &prefix, const Parameters &before, const Parameters &after)
{
    QList<ImageDifference> changes;
    QStringList paths = before.keys() + after.keys();
    paths.sort();
    paths.removeDuplicates();
    for (const QString &path : std::as_const(paths)) {
        const auto typeAt = [&path](const Parameters &all) { return all.contains(path) ? schemaType(all[path].kind) : QString(); };
        ImageDifference change = ImageDifference::of(Part::Component, prefix + path, typeAt(before), typeAt(after), true);
        if (change.kind == Kind::Same && !(before[path] == after[path])) { // another default, limit, text
            change.kind = Kind::Changed;
            change.words = say("changed");
        }
        if (change.kind != Kind::Same)
            changes.append(change);
    }
    return changes;
}

/// "parameters.columns", "+ parameters.columns, − parameters.old and 3 more".
void describe(ImageDifference &row, const QList<ImageDifference> &changes)
{
    constexpr qsizetype mostNamed = 3;
    static constexpr auto marks = u" +−~ ";
    const Kind kind = changes.first().kind;
    const bool isOneKind = std::all_of(changes.begin(), changes.end(), [kind](const ImageDifference &one) { return one.kind == kind; });
    QStringList names;
    for (const ImageDifference &change : changes.first(qMin(mostNamed, changes.size())))
        names.append(isOneKind ? change.name : QChar(marks[int(change.kind)]) + u' ' + change.name);
    row.kind = isOneKind ? kind : Kind::Changed;
    row.words = names.join(u", "_s);
    if (changes.size() > mostNamed)
        row.words = say("%1 and %2 more").arg(row.words, format::count(changes.size() - mostNamed));
}

/// The two schemas that a record may have.
struct SchemaOf {
    const char *name;
    const char *prefix;
    QByteArray ComponentDefinition::*schema;
};
const SchemaOf schemas[] = {
    {QT_TRANSLATE_NOOP("longshore::ComponentComparison", "Schema"), "parameters.", &ComponentDefinition::configurationSchema},
    {QT_TRANSLATE_NOOP("longshore::ComponentComparison", "Row schema"), "row parameters.", &ComponentDefinition::configurationRowSchema},
};

/// What people look at first in a record beside its schemas.
QMap<QString, QString> settingsOf(const ComponentDefinition &component)
{
    return {{say("Component ID"), component.id},
            {say("Component type"), component.type},
            {say("Features"), component.features.join(u", "_s)},
            {say("Memory"), component.memory},
            {say("Network"), component.network},
            {say("Sync actions"), component.synchronousActions.join(u", "_s)},
            {say("Timeout"), format::duration(component.processTimeout * 1000LL)}};
}

QList<ImageDifference> settingsThatDiffer(const ComponentDefinition &before, const ComponentDefinition &after)
{
    QList<ImageDifference> rows;
    const auto was = settingsOf(before), is = settingsOf(after);
    const auto orNone = [](const QString &text) { return text.isEmpty() ? QString() : text; };
    for (auto setting = was.cbegin(); setting != was.cend(); ++setting) {
        if (const QString other = is.value(setting.key()); *setting != other)
            rows.append(ImageDifference::of(Part::Component, setting.key(), orNone(*setting), orNone(other)));
    }
    return rows;
}

} // namespace

QList<ImageDifference> compareRecords(const QByteArray &before, const QByteArray &after)
{
    const RecordSide there(before), now(after);
    QList<ImageDifference> rows;
    if (before.isEmpty() && after.isEmpty())
        return rows;
    for (const SchemaOf &one : schemas) {
        const SchemaSide was = SchemaSide::of(there.definition.*one.schema), is = SchemaSide::of(now.definition.*one.schema);
        if (!rows.isEmpty() && was.text.isEmpty() && is.text.isEmpty())
            continue;
        ImageDifference row = ImageDifference::of(Part::Component, say(one.name), there.words(was), now.words(is));
        const auto changes = changesOf(QString::fromLatin1(one.prefix), was.parameters, is.parameters);
        if (was.hasFields() && is.hasFields() && !changes.isEmpty()) {
            describe(row, changes);
        } else if (row.kind == Kind::Same && was.text != is.text) { // in what no form shows
            row.kind = Kind::Changed;
            row.words = say("changed");
        }
        rows.append(row);
    }
    if (there.isReadable() && now.isReadable())
        rows += settingsThatDiffer(there.definition, now.definition);
    const bool isFound = std::any_of(rows.begin(), rows.end(), [](const ImageDifference &row) { return row.kind != Kind::Same; });
    if (before != after && !isFound) { // in what is rarely looked at
        rows.append(ImageDifference::of(Part::Component, say("Component record"), there.summary(), now.summary()));
        rows.last().kind = Kind::Changed;
        rows.last().words = say("changed");
    }
    return rows;
}

QList<ImageDifference> compareParameters(const QByteArray &before, const QByteArray &after)
{
    const RecordSide there(before), now(after);
    QList<ImageDifference> rows;
    if (!there.error.isEmpty() || !now.error.isEmpty())
        rows.append(ImageDifference::of(Part::Component, say("Component record"), there.summary(), now.summary()));
    if (!there.isReadable() || !now.isReadable() || before == after)
        return rows;
    for (const SchemaOf &one : schemas) {
        rows += changesOf(QString::fromLatin1(one.prefix), SchemaSide::of(there.definition.*one.schema).parameters,
                          SchemaSide::of(now.definition.*one.schema).parameters);
    }
    return rows;
}

} // namespace longshore
