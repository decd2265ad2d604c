// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/schemaform.h"

#include "model/component/definition.h"
#include "model/jobs/fielddetails.h"
#include "model/jobs/schemaexpand.h"
#include "model/json/json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// The type of a node, of a list the first that is not null; guessed from other keywords when missing.
QString typeOf(const Json &schema, bool *nullable)
{
    const Json *type = nodeAt(schema, "type");
    if (type && type->is_array()) {
        QStringList types;
        for (const Json &item : *type)
            types.append(toQString(item));
        *nullable = types.removeAll(u"null"_s) > 0;
        return types.size() == 1 ? types.first() : QString();
    }
    if (type && type->is_string())
        return toQString(*type);
    if (nodeAt(schema, "properties"))
        return u"object"_s;
    return nodeAt(schema, "items") ? u"array"_s : QString();
}

class FormReader
{
public:
    FieldSpec read(const Json &schema, const QString &key, const QString &parentPath, const QString &path, int depth)
    {
        FieldSpec field;
        field.key = key;
        field.path = path;
        ++m_fields;
        readTexts(schema, field);
        readOptions(schema, parentPath, field);
        readLimits(schema, field);
        const QString type = typeOf(schema, &field.nullable);
        if (depth > maximumFormDepth)
            degrade(field, u"is nested deeper than %1 levels"_s.arg(maximumFormDepth));
        else
            readKind(schema, type, field, depth);
        if (field.kind != FieldKind::Enum && field.kind != FieldKind::MultiEnum && field.kind != FieldKind::Action)
            field.loadsChoices = false;
        return field;
    }

    bool tooManyFields() const { return m_fields > maximumFormFields; }
    Problems problems;

private:
    void readKind(const Json &schema, const QString &type, FieldSpec &field, int depth)
    {
        if (type == "button"_L1) {
            field.kind = FieldKind::Action;
            if (field.action.isEmpty() && field.format == "test-connection"_L1)
                field.action = u"testConnection"_s;
        } else if (field.format == "info"_L1) {
            field.kind = FieldKind::Info;
        } else if (type == "object"_L1) {
            readObject(schema, field, depth);
        } else if (type == "array"_L1) {
            readArray(schema, field, depth);
        } else {
            readScalar(schema, type, field);
        }
    }

    void readScalar(const Json &schema, const QString &type, FieldSpec &field);
    void readObject(const Json &schema, FieldSpec &field, int depth);
    void readArray(const Json &schema, FieldSpec &field, int depth);
    bool readMultiEnum(const Json &items, FieldSpec &field);

    void degrade(FieldSpec &field, const QString &why)
    {
        field.kind = FieldKind::Json;
        problems.append({field.path, why + u"; it is edited as JSON"_s, Problem::Severity::Note});
    }

    int m_fields = 0;
};

void FormReader::readScalar(const Json &schema, const QString &type, FieldSpec &field)
{
    field.choices = readChoices(schema);
    const bool isSecret = field.key.startsWith(u'#') || field.format == "password"_L1;
    if (isSecret)
        field.kind = FieldKind::Password;
    else if (!field.choices.isEmpty() || (type == "string"_L1 && (field.loadsChoices || field.creatable)))
        field.kind = FieldKind::Enum;
    else if (nodeAt(schema, "enumSource"))
        degrade(field, u"takes its choices from other fields, which is not supported"_s);
    else if (type == "string"_L1)
        field.kind = field.format == "textarea"_L1 || field.format == "editor"_L1 ? FieldKind::Text : FieldKind::String;
    else if (type == "integer"_L1)
        field.kind = FieldKind::Integer;
    else if (type == "number"_L1)
        field.kind = FieldKind::Number;
    else if (type == "boolean"_L1)
        field.kind = FieldKind::Boolean;
    else
        degrade(field, type.isEmpty() ? u"has no type"_s : u"has the unknown type \"%1\""_s.arg(type.left(40)));
    if (field.kind == FieldKind::Enum && field.choices.isEmpty())
        field.creatable = true;
}

void FormReader::readObject(const Json &schema, FieldSpec &field, int depth)
{
    const Json *properties = nodeAt(schema, "properties");
    if (!properties || !properties->is_object() || properties->empty() || field.format == "editor"_L1) {
        field.kind = FieldKind::Json;
        return;
    }
    field.kind = FieldKind::Object;
    QStringList required;
    if (const Json *names = nodeAt(schema, "required"); names && names->is_array()) {
        for (const Json &name : *names)
            required.append(toQString(name));
    }
    struct Ordered {
        double order;
        FieldSpec child;
    };
    std::vector<Ordered> children;
    for (const auto &[name, child] : properties->items()) {
        if (!child.is_object() || tooManyFields())
            continue;
        const QString key = QString::fromStdString(name);
        FieldSpec spec = read(child, key, field.path, joinPath(field.path, key), depth + 1);
        spec.required = spec.hasValue() && required.contains(key);
        const Json *order = nodeAt(child, "propertyOrder");
        children.push_back({order && isNumber(*order) ? numberValue(*order) : 1e300, std::move(spec)});
    }
    std::stable_sort(children.begin(), children.end(),
                     [](const Ordered &a, const Ordered &b) { return a.order < b.order; });
    for (Ordered &ordered : children)
        field.children.push_back(std::move(ordered.child));
    for (const char *keyword : {"oneOf", "anyOf", "if"}) {
        if (nodeAt(schema, keyword))
            problems.append({field.path, u"%1 is checked, but has no form of its own yet"_s.arg(QLatin1String(keyword)),
                             Problem::Severity::Note});
    }
}

bool FormReader::readMultiEnum(const Json &items, FieldSpec &field)
{
    bool nullable = false;
    const QString type = typeOf(items, &nullable);
    field.choices = readChoices(items);
    const bool scalar = type != "object"_L1 && type != "array"_L1;
    const bool picks = !field.choices.isEmpty() || field.loadsChoices || field.creatable || field.format == "select"_L1;
    if (!scalar || !picks)
        return false;
    field.kind = FieldKind::MultiEnum;
    field.creatable = field.creatable || field.choices.isEmpty();
    return true;
}

void FormReader::readArray(const Json &schema, FieldSpec &field, int depth)
{
    const Json *items = nodeAt(schema, "items");
    const bool usable = items && items->is_object();
    if (readMultiEnum(usable ? *items : Json::object(), field))
        return;
    if (!usable) {
        degrade(field,
                items ? u"is a list with a schema for each position"_s : u"is a list without a schema for its items"_s);
        return;
    }
    field.kind = FieldKind::Array;
    field.children.push_back(read(*items, {}, field.path, joinPath(field.path, u"*"_s), depth + 1));
}

SchemaForm plainForm(Problems problems)
{
    SchemaForm form;
    form.problems = std::move(problems);
    return form;
}

} // namespace

const FieldSpec *FieldSpec::find(const QString &fieldPath) const
{
    const FieldSpec *field = this;
    const qsizetype above = splitPath(path).size();
    const QStringList steps = splitPath(fieldPath).mid(above);
    for (const QString &step : steps) {
        if (field->kind == FieldKind::Array && !field->children.empty()) {
            field = &field->children.front();
            continue;
        }
        const auto found = std::find_if(field->children.begin(), field->children.end(),
                                        [&step](const FieldSpec &child) { return child.key == step; });
        if (found == field->children.end())
            return nullptr;
        field = &*found;
    }
    return field;
}

SchemaForm formFromSchema(const QByteArray &schema)
{
    if (schema.trimmed().isEmpty())
        return plainForm({});
    Problems problems;
    const Result<Json> expanded = expandSchema(schema, &problems);
    if (!expanded) {
        problems.append({{}, expanded.error().happened, Problem::Severity::Warning});
        return plainForm(problems);
    }
    FormReader reader;
    SchemaForm form;
    form.root = reader.read(*expanded, {}, {}, {}, 0);
    form.problems = problems + reader.problems;
    if (reader.tooManyFields()) {
        problems.append({{}, u"it has more than %1 fields"_s.arg(maximumFormFields), Problem::Severity::Warning});
        return plainForm(problems);
    }
    if (form.root.kind != FieldKind::Object) {
        form.root = FieldSpec();
        form.problems.append({{}, u"the schema describes no fields"_s, Problem::Severity::Note});
    }
    return form;
}

QByteArray chooseSchema(const QByteArray &jobComponentSchema, const QByteArray &imageLabelRecord)
{
    if (!jobComponentSchema.trimmed().isEmpty())
        return jobComponentSchema;
    const Result<Json> record = scanJson(imageLabelRecord, u"read the image label"_s);
    if (!record)
        return {};
    return readComponentDefinition(*record).definition.configurationSchema;
}

} // namespace longshore
