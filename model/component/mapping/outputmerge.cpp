// SPDX-License-Identifier: GPL-3.0-or-later
// What holds when a manifest and a mapping speak of one table (§6.2).
#include "model/component/mapping/outputtable.h"
#include "model/json/json.h"

#include <QHash>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// PHP's idea of true.
bool truthy(const Json &json)
{
    if (json.is_null() || (json.is_structured() && json.empty()))
        return false;
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_string())
        return !toQString(json).isEmpty() && toQString(json) != u"0";
    return !isNumber(json) || numberValue(json) != 0;
}

bool has(const Json &object, const std::string &key)
{
    const auto found = object.find(key);
    return found != object.end() && !found->is_null();
}

/// Keys whose default in a mapping says nothing, so that it does not undo a manifest (A24, A25).
const Json &weakDefaults()
{
    static const Json defaults = {
        {"incremental", false}, {"delete_where_operator", "eq"}, {"delimiter", ","}, {"enclosure", "\""}};
    return defaults;
}

/// A list of objects that are told apart by one of their keys, each looked up in constant time.
class Named
{
public:
    Named(Json list, const char *key)
        : m_list(std::move(list))
        , m_key(key)
    {
        if (!m_list.is_array())
            m_list = Json::array();
        for (std::size_t i = 0; i < m_list.size(); ++i) {
            if (!m_places.contains(nameOf(m_list[i])))
                m_places.insert(nameOf(m_list[i]), i);
        }
    }

    QString nameOf(const Json &item) const { return phpText(item.value(m_key, Json())); }
    Json *find(const QString &name)
    {
        const auto place = m_places.constFind(name);
        return place == m_places.cend() ? nullptr : &m_list[*place];
    }
    void add(const Json &item)
    {
        m_places.insert(nameOf(item), m_list.size());
        m_list.push_back(item);
    }
    Json take() { return std::move(m_list); }

private:
    Json m_list;
    const char *m_key;
    QHash<QString, std::size_t> m_places;
};

/// Lists of `{key, value}`, by key; the last one of a key counts.
Json mergedItems(const Json &under, const Json &over)
{
    Named result(Json::array(), "key");
    for (const Json *list : {&under, &over}) {
        for (const Json &item : *list) {
            if (Json *same = result.find(result.nameOf(item)))
                *same = item;
            else
                result.add(item);
        }
    }
    return result.take();
}

Json mergedMaps(const Json &under, const Json &over)
{
    Json result = under.is_object() ? under : Json::object();
    if (over.is_object()) {
        for (const auto &[key, value] : over.items())
            result[key] = value;
    }
    return result;
}

Json mergedColumnMetadata(const Json &under, const Json &over)
{
    Json result = under.is_object() ? under : Json::object();
    if (over.is_object()) {
        for (const auto &[column, items] : over.items())
            result[column] = result.contains(column) ? mergedItems(result[column], items) : items;
    }
    return result.empty() ? Json::array() : result;
}

Json mergedSchemas(const Json &under, const Json &over)
{
    Named result(under, "name");
    for (const Json &column : over) {
        Json *same = result.find(result.nameOf(column));
        if (!same) {
            result.add(column);
            continue;
        }
        for (const auto &[key, value] : column.items()) {
            const bool map = key == "data_type" || key == "metadata";
            (*same)[key] = map ? mergedMaps(same->value(key, Json()), value) : value;
        }
    }
    return result.take();
}

void mergeKey(Json &merged, const Json &primaryKey, Problems *problems)
{
    if (!truthy(merged.value("schema", Json()))) {
        merged["primary_key"] = primaryKey; // A26: an empty list, too
        return;
    }
    Named schema(std::move(merged["schema"]), "name");
    for (const Json &item : primaryKey) {
        if (Json *column = schema.find(phpText(item)))
            (*column)["primary_key"] = true;
        else
            problems->append(
                {u"primary_key"_s, u"primary key column \"%1\" not found in manifest"_s.arg(phpText(item))}); // A27
    }
    merged["schema"] = schema.take();
}

} // namespace

Json mergedOutputTable(const Json &manifest, const Json &mapping, Problems *problems)
{
    Json merged = manifest;
    if (!mapping.is_object())
        return merged;
    for (const auto &[key, value] : mapping.items()) {
        if (key == "source")
            continue;
        if (weakDefaults().contains(key)) {
            if (!has(merged, key) || (truthy(value) && value != weakDefaults()[key]))
                merged[key] = value;
        } else if (key == "metadata") {
            merged[key] = mergedItems(merged.value(key, Json::array()), value);
        } else if (key == "column_metadata") {
            merged[key] = mergedColumnMetadata(merged.value(key, Json::array()), value);
        } else if (key == "primary_key") {
            mergeKey(merged, value, problems);
        } else if (key == "table_metadata") {
            merged[key] = mergedMaps(merged.value(key, Json()), value);
        } else if (key == "schema") {
            merged[key] = mergedSchemas(merged.value(key, Json::array()), value);
        } else if (!has(merged, key) || truthy(value)) {
            merged[key] = value;
        }
    }
    return merged;
}

} // namespace longshore
