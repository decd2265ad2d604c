// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/formreader.h"

#include "model/jobs/fielddetails.h"
#include "model/jobs/fieldoptions.h"
#include "model/jobs/schemafold.h"
#include "model/jobs/schemaform.h"
#include "model/jobs/schemanodes.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{

FieldSpec FormReader::readRoot(const Json &schema)
{
    return read(schema, {});
}

bool FormReader::tooManyFields() const
{
    return m_fields > maximumFormFields;
}

FieldSpec FormReader::read(const Json &schema, const Place &place)
{
    FieldSpec field;
    field.key = place.key;
    field.path = place.path;
    ++m_fields;
    Json united; // only where there is something to unite: most schemas have neither
    if (nodeAt(schema, "allOf"))
        united = withoutAllOf(schema);
    if (nodeAt(united.is_null() ? schema : united, "oneOf") || nodeAt(united.is_null() ? schema : united, "anyOf"))
        united = foldAlternatives(united.is_null() ? schema : united, &field.nullable);
    const Json &node = united.is_null() ? schema : united;
    readTexts(node, field);
    readOptions(node, place.parentPath, field);
    readLimits(node, field);
    const QString type = typeOf(node, &field.nullable);
    if (place.depth > maximumFormDepth)
        degrade(field, u"is nested deeper than %1 levels"_s.arg(maximumFormDepth));
    else
        readKind(node, type, field, place.depth);
    if (field.kind != FieldKind::Enum && field.kind != FieldKind::MultiEnum) {
        field.choiceSource = {};
        field.choiceList = {};
    }
    return field;
}

void FormReader::readKind(const Json &schema, const QString &type, FieldSpec &field, int depth)
{
    if (type == "button"_L1) {
        field.kind = FieldKind::Action;
        field.action = field.format == "test-connection"_L1 ? u"testConnection"_s : field.choiceSource.action; // U9
    } else if (field.format == "info"_L1 || (!field.suggestion.what.isEmpty() && type.isEmpty())) {
        field.kind = FieldKind::Info;
    } else if (field.format == "ssh-editor"_L1 && type == "object"_L1 && !nodeAt(schema, "properties")) {
        readSshEditor(schema, field, depth);
    } else if (readVariants(schema, field, depth)) {
        return;
    } else if (type == "array"_L1) {
        readArray(schema, field, depth);
    } else if (type == "object"_L1 || (type.isEmpty() && !alternativesOf(schema).empty())) {
        readObject(schema, field, depth);
    } else {
        readScalar(schema, type, field);
    }
}

void FormReader::readScalar(const Json &schema, const QString &type, FieldSpec &field)
{
    const bool isText = type == "string"_L1;
    const bool listed = !field.choiceSource.action.isEmpty() || !field.choiceList.path.isEmpty();
    field.choices = readChoices(schema);
    if (field.key.startsWith(u'#') || field.format == "password"_L1)
        field.kind = FieldKind::Password;
    else if (!field.choices.isEmpty() || (isText && (listed || field.creatable)))
        field.kind = FieldKind::Enum;
    else if (nodeAt(schema, "enumSource"))
        degrade(field, u"takes its choices from other fields in a way that is not supported"_s);
    else if (isText && (field.format == "textarea"_L1 || field.format == "editor"_L1))
        field.kind = FieldKind::Text;
    else if (isText)
        field.kind = field.format == "date"_L1 ? FieldKind::Date : FieldKind::String;
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

bool FormReader::readMultiEnum(const Json &items, FieldSpec &field)
{
    bool nullable = false;
    const QString type = typeOf(items, &nullable);
    field.choices = readChoices(items);
    const bool scalar = type != "object"_L1 && type != "array"_L1;
    const bool listed = !field.choiceSource.action.isEmpty() || !field.choiceList.path.isEmpty();
    const bool picks = !field.choices.isEmpty() || listed || field.creatable || field.format == "select"_L1 || !field.suggestion.what.isEmpty();
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
    if (!usable)
        return degrade(field, items ? u"is a list with a schema for each position"_s
                                    : u"is a list without a schema for its items"_s);
    field.kind = FieldKind::Array;
    field.children.push_back(read(*items, {{}, field.path, joinPath(field.path, u"*"_s), depth + 1}));
}

void FormReader::degrade(FieldSpec &field, const QString &why)
{
    field.kind = FieldKind::Json;
    note(field.path, why + u"; it is edited as JSON"_s);
}

void FormReader::note(const QString &path, const QString &message)
{
    problems.append({path, message, Problem::Severity::Note});
}

} // namespace longshore
