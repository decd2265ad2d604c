// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagejson.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace
{

ordered_json timeJson(const QDateTime &time)
{
    return time.isValid() ? ordered_json(time.toUTC().toString(Qt::ISODateWithMs).toStdString()) : ordered_json();
}

ordered_json textsJson(const QStringList &texts)
{
    ordered_json list = ordered_json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

ordered_json metadataJson(const QList<StorageMetadata> &metadata)
{
    ordered_json list = ordered_json::array();
    for (const StorageMetadata &entry : metadata)
        list.push_back({{"id", entry.id},
                        {"key", entry.key.toStdString()},
                        {"value", entry.value.toStdString()},
                        {"provider", entry.provider.toStdString()},
                        {"timestamp", timeJson(entry.timestamp)}});
    return list;
}

QString textAt(const ordered_json &json, const char *key)
{
    const auto it = json.is_object() ? json.find(key) : json.end();
    return it != json.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

qint64 numberAt(const ordered_json &json, const char *key)
{
    const auto it = json.is_object() ? json.find(key) : json.end();
    return it != json.end() && it->is_number_integer() ? it->get<qint64>() : 0;
}

bool flagAt(const ordered_json &json, const char *key, bool otherwise)
{
    const auto it = json.is_object() ? json.find(key) : json.end();
    return it != json.end() && it->is_boolean() ? it->get<bool>() : otherwise;
}

QDateTime timeAt(const ordered_json &json, const char *key)
{
    return QDateTime::fromString(textAt(json, key), Qt::ISODateWithMs);
}

ordered_json listAt(const ordered_json &json, const char *key)
{
    const auto it = json.is_object() ? json.find(key) : json.end();
    return it != json.end() && (it->is_array() || it->is_object()) ? *it : ordered_json::array();
}

QList<StorageMetadata> metadataFromJson(const ordered_json &json)
{
    QList<StorageMetadata> list;
    for (const ordered_json &entry : json)
        list.append({numberAt(entry, "id"), textAt(entry, "key"), textAt(entry, "value"), textAt(entry, "provider"),
                     timeAt(entry, "timestamp")});
    return list;
}

} // namespace

ordered_json toJson(const QMap<QString, StorageDataType> &types)
{
    ordered_json object = ordered_json::object();
    for (auto it = types.cbegin(); it != types.cend(); ++it) {
        ordered_json type{{"type", it->type.toStdString()}};
        if (it->length)
            type["length"] = it->length->toStdString();
        if (it->defaultValue)
            type["default"] = it->defaultValue->toStdString();
        object[it.key().toStdString()] = std::move(type);
    }
    return object;
}

QMap<QString, StorageDataType> dataTypesFromJson(const ordered_json &json)
{
    QMap<QString, StorageDataType> types;
    if (!json.is_object())
        return types;
    for (const auto &[backend, value] : json.items()) {
        StorageDataType type;
        type.type = textAt(value, "type");
        if (value.is_object() && value.contains("length"))
            type.length = textAt(value, "length");
        if (value.is_object() && value.contains("default"))
            type.defaultValue = textAt(value, "default");
        types.insert(QString::fromStdString(backend), type);
    }
    return types;
}

ordered_json toJson(const StorageTable &table)
{
    ordered_json columns = ordered_json::array();
    for (const StorageColumn &column : table.columns)
        columns.push_back({{"name", column.name.toStdString()},
                           {"dataTypes", toJson(column.dataTypes)},
                           {"nullable", column.nullable},
                           {"description", column.description.toStdString()}});
    ordered_json columnMetadata = ordered_json::object();
    for (auto it = table.columnMetadata.cbegin(); it != table.columnMetadata.cend(); ++it)
        columnMetadata[it.key().toStdString()] = metadataJson(*it);
    return {{"id", table.id.toStdString()},
            {"columns", std::move(columns)},
            {"primaryKey", textsJson(table.primaryKey)},
            {"typed", table.typed},
            {"description", table.description.toStdString()},
            {"rows", table.rows},
            {"bytes", table.bytes},
            {"created", timeJson(table.created)},
            {"lastImportDate", timeJson(table.lastImportDate)},
            {"lastChangeDate", timeJson(table.lastChangeDate)},
            {"metadata", metadataJson(table.metadata)},
            {"columnMetadata", std::move(columnMetadata)}};
}

StorageTable storageTableFromJson(const ordered_json &json)
{
    StorageTable table;
    table.id = textAt(json, "id");
    for (const ordered_json &column : listAt(json, "columns"))
        table.columns.append({textAt(column, "name"),
                              dataTypesFromJson(column.is_object() && column.contains("dataTypes") ? column["dataTypes"] : ordered_json()),
                              flagAt(column, "nullable", true), textAt(column, "description")});
    for (const ordered_json &column : listAt(json, "primaryKey"))
        if (column.is_string())
            table.primaryKey.append(QString::fromStdString(column.get<std::string>()));
    table.typed = flagAt(json, "typed", false);
    table.description = textAt(json, "description");
    table.rows = numberAt(json, "rows");
    table.bytes = numberAt(json, "bytes");
    table.created = timeAt(json, "created");
    table.lastImportDate = timeAt(json, "lastImportDate");
    table.lastChangeDate = timeAt(json, "lastChangeDate");
    table.metadata = metadataFromJson(listAt(json, "metadata"));
    const ordered_json columns = listAt(json, "columnMetadata");
    if (columns.is_object())
        for (const auto &[name, entries] : columns.items())
            table.columnMetadata.insert(QString::fromStdString(name), metadataFromJson(entries));
    return table;
}

ordered_json toJson(const StorageFile &file)
{
    return {{"id", file.id},
            {"name", file.name.toStdString()},
            {"tags", textsJson(file.tags)},
            {"bytes", file.bytes},
            {"created", timeJson(file.created)},
            {"expires", timeJson(file.expires)},
            {"isPublic", file.isPublic},
            {"isPermanent", file.isPermanent},
            {"isEncrypted", file.isEncrypted},
            {"isSliced", file.isSliced},
            {"path", file.path.toStdString()}};
}

ordered_json toJson(const StorageBucket &bucket)
{
    return {{"id", bucket.id.toStdString()},
            {"tables", bucket.tables},
            {"rows", bucket.rows},
            {"bytes", bucket.bytes},
            {"created", timeJson(bucket.created)}};
}

} // namespace longshore
