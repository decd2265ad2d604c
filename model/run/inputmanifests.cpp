// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/inputmanifests.h"

#include "model/component/phpdate.h"
#include "model/json/json.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Json textOrNull(const QDateTime &time)
{
    return time.isValid() ? fromQString(platformTime(time)) : Json(nullptr);
}

Json list(const QStringList &texts)
{
    Json json = Json::array();
    for (const QString &text : texts)
        json.push_back(fromQString(text));
    return json;
}

Json metadataList(const QList<StorageMetadata> &metadata)
{
    Json json = Json::array();
    for (const StorageMetadata &item : metadata) {
        json.push_back({{"key", fromQString(item.key)},
                        {"value", fromQString(item.value)},
                        {"id", item.id},
                        {"provider", fromQString(item.provider)},
                        {"timestamp", textOrNull(item.timestamp)}});
    }
    return json;
}

/// The type alone for `base`; a backend's with what else is known (§5.1).
Json dataTypes(const QMap<QString, StorageDataType> &types)
{
    Json json = Json::object();
    for (auto type = types.begin(); type != types.end(); ++type) {
        Json one{{"type", fromQString(type->type)}};
        if (type.key() != "base"_L1 && type->length)
            one["length"] = fromQString(*type->length);
        if (type.key() != "base"_L1 && type->defaultValue)
            one["default"] = fromQString(*type->defaultValue);
        json[type.key().toStdString()] = std::move(one);
    }
    return json;
}

Json schemaOf(const StorageTable &table, const QStringList &columns)
{
    Json schema = Json::array();
    for (const QString &name : columns) {
        for (const StorageColumn &column : table.columns) {
            if (column.name != name)
                continue;
            Json json{{"name", fromQString(name)}};
            if (!column.dataTypes.isEmpty())
                json["data_type"] = dataTypes(column.dataTypes);
            json["nullable"] = column.nullable;
            json["primary_key"] = table.primaryKey.contains(name);
            if (!column.description.isEmpty())
                json["description"] = fromQString(column.description);
            schema.push_back(std::move(json));
        }
    }
    return schema;
}

} // namespace

Json inputTableManifest(const StorageTable &table, const QStringList &columns, const QString &stackId)
{
    const QStringList selected = columns.isEmpty() ? table.columnNames() : columns;
    Json json;
    json["id"] = fromQString(table.id);
    json["uri"] = fromQString(u"https://%1/v2/storage/tables/%2"_s.arg(stackId, table.id));
    json["name"] = fromQString(table.name());
    json["primary_key"] = list(table.primaryKey);
    json["distribution_key"] = Json::array();
    json["created"] = textOrNull(table.created);
    json["last_change_date"] = textOrNull(table.lastChangeDate);
    json["last_import_date"] = textOrNull(table.lastImportDate);
    if (!table.description.isEmpty())
        json["description"] = fromQString(table.description);
    json["columns"] = list(selected);
    json["metadata"] = metadataList(table.metadata);
    json["column_metadata"] = Json::object();
    for (const QString &column : selected)
        json["column_metadata"][column.toStdString()] = metadataList(table.columnMetadata.value(column));
    if (table.typed)
        json["schema"] = schemaOf(table, selected);
    return json;
}

Json inputFileManifest(const StorageFile &file)
{
    const qint64 days = file.isPermanent || !file.expires.isValid() ? 0 : qMax<qint64>(0, file.created.daysTo(file.expires));
    return {{"id", file.id},
            {"name", fromQString(file.name)},
            {"created", textOrNull(file.created)},
            {"is_public", file.isPublic},
            {"is_encrypted", file.isEncrypted},
            {"is_sliced", file.isSliced},
            {"tags", list(file.tags)},
            {"max_age_days", days},
            {"size_bytes", file.bytes}};
}

} // namespace longshore
