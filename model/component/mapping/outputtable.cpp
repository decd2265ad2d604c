// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/outputtable.h"

#include "model/component/mapping/outputshape.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr const char *descriptionKey = "KBC.description";

bool filled(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && !found->is_null() && !(found->is_structured() && found->empty());
}

bool hasItem(const Json &object, const char *key, const char *item)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_object() && found->contains(item);
}

class Checks
{
public:
    Checks(const Json &table, Problems *problems)
        : m_table(table)
        , m_problems(problems)
    {
    }

    void run()
    {
        for (const char *key : {"columns", "metadata", "column_metadata", "primary_key", "distribution_key"}) {
            if (filled(m_table, "schema") && filled(m_table, key))
                complain(u"schema"_s, u"only one of \"schema\" and \"%1\" may be set"_s.arg(QLatin1StringView(key)));
        }
        if (filled(m_table, "description") && hasItem(m_table, "table_metadata", descriptionKey))
            complain(u"description"_s,
                     u"only one of \"description\" and \"table_metadata.KBC.description\" may be set"_s);
        mapOfScalars(m_table, "table_metadata", {});
        deletes();
        int index = 0;
        for (const Json &column : m_table.value("schema", Json::array()))
            schemaColumn(column, joinPath(u"schema"_s, index++));
    }

private:
    void complain(const QString &path, const QString &message, const QString &rule = u"M1"_s)
    {
        m_problems->append({path, message, Problem::Severity::Error, rule});
    }
    void deletes();
    void deleteFilter(const Json &filter, const QString &path);
    void schemaColumn(const Json &column, const QString &path);
    void mapOfScalars(const Json &object, const char *key, const QString &path);

    const Json &m_table;
    Problems *m_problems;
};

void Checks::mapOfScalars(const Json &object, const char *key, const QString &path)
{
    if (!filled(object, key))
        return;
    const QString place = joinPath(path, QString::fromLatin1(key));
    const Json &map = object[key];
    if (!map.is_object())
        return complain(place, u"must be a map of keys to values"_s);
    for (const auto &[name, value] : map.items()) {
        if (value.is_structured())
            complain(joinPath(place, QString::fromStdString(name)), u"must be a single value"_s);
    }
}

void Checks::deletes()
{
    const bool older = filled(m_table, "delete_where_column") && !phpText(m_table["delete_where_column"]).isEmpty();
    if (older && !filled(m_table, "delete_where_values"))
        complain(u"delete_where_values"_s, u"is required when \"delete_where_column\" is set"_s);
    if (older && filled(m_table, "delete_where"))
        complain(u"delete_where"_s, u"only one of \"delete_where_column\" and \"delete_where\" may be set"_s);
    int index = 0;
    for (const Json &item : m_table.value("delete_where", Json::array())) {
        const QString path = joinPath(u"delete_where"_s, index++);
        if (!filled(item, "changed_since") && !filled(item, "changed_until") && !filled(item, "where_filters"))
            complain(path, u"needs \"changed_since\", \"changed_until\" or \"where_filters\""_s);
        int number = 0;
        for (const Json &filter : item.is_object() ? item.value("where_filters", Json::array()) : Json::array())
            deleteFilter(filter, joinPath(joinPath(path, u"where_filters"_s), number++));
    }
}

void Checks::deleteFilter(const Json &filter, const QString &path)
{
    int sources = 0;
    for (const char *key : {"values_from_set", "values_from_workspace", "values_from_storage"})
        sources += filled(filter, key);
    if (sources != 1)
        complain(path, u"needs one of \"values_from_set\", \"values_from_workspace\" and \"values_from_storage\""_s);
}

void Checks::schemaColumn(const Json &column, const QString &path)
{
    if (!column.is_object())
        return;
    if (filled(column, "description") && hasItem(column, "metadata", descriptionKey))
        complain(path, u"only one of \"description\" and \"metadata.KBC.description\" may be set"_s);
    mapOfScalars(column, "metadata", path);
    if (!filled(column, "data_type") || !column["data_type"].is_object())
        return;
    for (const auto &[backend, type] : column["data_type"].items()) {
        const QString place = joinPath(joinPath(path, u"data_type"_s), QString::fromStdString(backend));
        if (backend != "base" && backend != "snowflake" && backend != "bigquery") {
            complain(place, u"this backend of data types is not supported"_s, u"M2"_s);
            continue;
        }
        if (backend != "base" && (!type.is_object() || !filled(type, "type")))
            complain(place, u"\"type\" is required"_s, u"M2"_s);
        for (const char *key : {"type", "length", "default"}) {
            if (type.is_object() && filled(type, key) && type[key].is_structured())
                complain(joinPath(place, QString::fromLatin1(key)), u"must be a single value"_s);
        }
    }
}

/// PHP knows one kind of array: a map where a list belongs is the list of its values.
void makeList(Json &value)
{
    if (!value.is_object())
        return;
    Json list = Json::array();
    for (Json &item : value)
        list.push_back(std::move(item));
    value = std::move(list);
}

void makeLists(Json &table)
{
    for (const char *key :
         {"primary_key", "columns", "distribution_key", "delete_where_values", "metadata", "tags", "schema"})
        makeList(table[key]);
    for (Json &items : table["column_metadata"])
        makeList(items);
    if (!table.contains("delete_where"))
        return;
    makeList(table["delete_where"]);
    for (Json &item : table["delete_where"]) {
        if (!item.contains("where_filters"))
            continue;
        makeList(item["where_filters"]);
        for (Json &filter : item["where_filters"]) {
            if (filter.contains("values_from_set"))
                makeList(filter["values_from_set"]);
        }
    }
}

} // namespace

Json normalisedOutputTable(const Json &json, bool mapping, const QString &root, Problems *problems)
{
    const qsizetype before = problems->size();
    Json table = applyShape(json, outputTableShape(mapping), problems, root);
    if (problems->size() != before)
        return table; // the rest takes the types for granted
    makeLists(table);
    Checks(table, problems).run();
    if (mapping && !filled(table, "source") && phpText(table.value("unload_strategy", Json())) != "direct-grant"_L1)
        problems->append({u"source"_s, u"must be set"_s});
    return table;
}

Problems checkOutputTables(const Json &configuration)
{
    Problems problems;
    const Json *tables = findPath(configuration, u"storage.output.tables"_s);
    int index = 0;
    for (const Json &table : tables ? *tables : Json::array()) {
        const QString path = joinPath(u"storage.output.tables"_s, index++);
        Problems found;
        normalisedOutputTable(table, true, u"container."_s + path, &found);
        for (Problem &problem : found) {
            problem.path = problem.path.isEmpty() ? path : path + u'.' + problem.path;
            problems.append(problem);
        }
    }
    return problems;
}

} // namespace longshore
