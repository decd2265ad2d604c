// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/check/manifestcheck.h"

#include "model/component/shape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// The shape of an item of `storage.output.<list>`, which a manifest shares but for `source`.
Shape outputItem(const QString &list)
{
    const Shape *at = &configurationShape();
    for (const QString &key : {u"storage"_s, u"output"_s, list}) {
        for (const ShapeMember &member : at->members) {
            if (member.key == key) {
                at = &member.shape;
                break;
            }
        }
    }
    Shape item = at->members.front().shape;
    std::erase_if(item.members, [](const ShapeMember &member) { return member.key == u"source"_s; });
    return item;
}

void complain(Problems &problems, const QString &path, const QString &message)
{
    problems.append({path, message, Problem::Severity::Error});
}

std::optional<Json> objectFrom(const QByteArray &text, Problems &problems)
{
    auto json = scanJson(text, {});
    if (!json)
        complain(problems, {}, u"It cannot be read: %1."_s.arg(json.error().happened)); // M4
    else if (!json->is_object() && !(json->is_array() && json->empty()))
        complain(problems, {}, u"It holds %1 instead of an object."_s.arg(jsonTypeName(*json)));
    else
        return json->is_object() ? std::move(*json) : Json::object();
    return std::nullopt;
}

bool isSet(const Json &object, const char *key)
{
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return false;
    return found->is_structured() || found->is_string() ? !found->empty() && *found != "" : true;
}

/// Whether metadata, as a list of pairs or as a map, says `KBC.description`.
bool describes(const Json *metadata)
{
    if (!metadata || !metadata->is_structured())
        return false;
    if (metadata->is_object())
        return metadata->contains("KBC.description");
    for (const Json &item : *metadata) {
        if (item.is_object() && item.value("key", Json()) == "KBC.description")
            return true;
    }
    return false;
}

// M1
void checkExclusions(const Json &manifest, Problems &problems)
{
    for (const char *key : {"columns", "metadata", "column_metadata", "primary_key", "distribution_key"}) {
        if (isSet(manifest, "schema") && isSet(manifest, key))
            complain(problems, QLatin1String(key),
                     u"Only one of \"schema\" and \"%1\" can be given."_s.arg(QLatin1String(key)));
    }
    if (isSet(manifest, "delete_where") && isSet(manifest, "delete_where_column"))
        complain(problems, u"delete_where"_s,
                 u"Only one of \"delete_where_column\" and \"delete_where\" can be given."_s);
    if (isSet(manifest, "description") && describes(findPath(manifest, u"table_metadata"_s)))
        complain(problems, u"description"_s,
                 u"Only one of \"description\" and \"table_metadata.KBC.description\" can be given."_s);
    if (isSet(manifest, "delete_where_column") && !isSet(manifest, "delete_where_values"))
        complain(problems, u"delete_where_values"_s, u"It must be given with \"delete_where_column\"."_s);
}

void checkDataType(const Json &type, const QString &path, Problems &problems)
{
    if (!type.is_object())
        return complain(problems, path, u"It must be an object of types by back end."_s);
    if (!type.contains("base"))
        complain(problems, path, u"The type \"base\" must be given."_s);
    for (const auto &[backend, definition] : type.items()) {
        const QString at = joinPath(path, QString::fromStdString(backend));
        if (backend != "base" && backend != "snowflake" && backend != "bigquery")
            complain(problems, at, u"This back end is not known: base, snowflake and bigquery are."_s); // M2
        else if (!definition.is_object() || !isSet(definition, "type"))
            complain(problems, at, u"Its \"type\" must be given."_s);
    }
}

QStringList schemaNames(const Json &manifest, Problems &problems)
{
    QStringList names;
    const Json *schema = findPath(manifest, u"schema"_s);
    if (!schema || schema->is_null())
        return names;
    if (!schema->is_array()) {
        complain(problems, u"schema"_s, u"It must be a list of columns."_s);
        return names;
    }
    for (std::size_t i = 0; i < schema->size(); ++i) {
        const Json &column = (*schema)[i];
        const QString path = joinPath(u"schema"_s, int(i));
        if (!column.is_object() || !isSet(column, "name")) {
            complain(problems, path, u"Its \"name\" must be given."_s);
            continue;
        }
        names.append(toQString(column["name"]));
        if (const Json *type = findPath(column, u"data_type"_s); type && !type->is_null())
            checkDataType(*type, path + u".data_type"_s, problems);
        if (isSet(column, "description") && describes(findPath(column, u"metadata"_s)))
            complain(problems, path, u"Only one of \"description\" and \"metadata.KBC.description\" can be given."_s);
    }
    return names;
}

QStringList texts(const Json &object, const char *key)
{
    QStringList list;
    const auto found = object.find(key);
    for (const Json &item : found != object.end() && found->is_array() ? *found : Json::array()) {
        if (item.is_string())
            list.append(toQString(item));
    }
    return list;
}

void checkColumns(const QStringList &columns, const Json &manifest, const QString &path, Problems &problems)
{
    QStringList seen;
    for (const QString &column : columns) {
        if (column.compare(u"_timestamp"_s, Qt::CaseInsensitive) == 0)
            complain(problems, path,
                     u"The column \"%1\" is a system column, which no table may have."_s.arg(column)); // M5
        if (seen.contains(column))
            complain(problems, path, u"The column \"%1\" is named twice."_s.arg(column));
        seen.append(column);
    }
    for (const QString &key : texts(manifest, "primary_key")) {
        if (!columns.isEmpty() && !key.isEmpty() && !columns.contains(key))
            complain(problems, u"primary_key"_s, u"The key column \"%1\" is not among the columns."_s.arg(key));
    }
}

char oneByte(const Json &object, const char *key, char otherwise, Problems &problems)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string())
        return otherwise;
    const QByteArray text = toQString(*found).toUtf8();
    if (text.isEmpty() && qstrcmp(key, "enclosure") == 0)
        return 0;
    if (text.size() == 1)
        return text[0];
    complain(problems, QLatin1String(key), u"It must be one character."_s);
    return otherwise;
}

} // namespace

Problems checkTableManifest(const QByteArray &text, ManifestFacts *facts)
{
    Problems problems;
    ManifestFacts found;
    if (const auto json = objectFrom(text, problems)) {
        static const Shape shape = outputItem(u"tables"_s);
        applyShape(*json, shape, &problems);
        checkExclusions(*json, problems);
        const QStringList schema = schemaNames(*json, problems);
        found.usable = true;
        found.fromSchema = !schema.isEmpty();
        found.columns = found.fromSchema ? schema : texts(*json, "columns");
        checkColumns(found.columns, *json, found.fromSchema ? u"schema"_s : u"columns"_s, problems);
        const auto header = json->find("has_header");
        found.hasHeader = header != json->end() && header->is_boolean() && header->get<bool>();
        found.destination = toQString(json->value("destination", Json()));
        found.delimiter = oneByte(*json, "delimiter", ',', problems);
        found.enclosure = oneByte(*json, "enclosure", '"', problems);
    }
    if (facts)
        *facts = found;
    return problems;
}

Problems checkFileManifest(const QByteArray &text)
{
    Problems problems;
    if (const auto json = objectFrom(text, problems)) {
        static const Shape shape = outputItem(u"files"_s);
        applyShape(*json, shape, &problems);
    }
    return problems;
}

Problems checkInputManifest(const QByteArray &text, bool ofTable)
{
    Problems problems;
    const auto json = objectFrom(text, problems);
    if (!json)
        return problems;
    const auto warn = [&problems](const QString &path, const QString &message) {
        problems.append({path, message, Problem::Severity::Warning});
    };
    if (!isSet(*json, "id"))
        warn(u"id"_s, u"The platform always gives it."_s);
    for (const QString &key :
         ofTable ? QStringList{u"primary_key"_s, u"columns"_s, u"metadata"_s} : QStringList{u"tags"_s}) {
        const Json *list = findPath(*json, key);
        if (list && !list->is_null() && !list->is_array())
            warn(key, u"The platform gives a list, this is %1."_s.arg(jsonTypeName(*list)));
    }
    return problems;
}

} // namespace longshore
