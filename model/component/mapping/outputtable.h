// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/phptext.h"
#include "model/component/problem.h"
#include "model/storage/storagetypes.h"

#include <nlohmann/json_fwd.hpp>

namespace longshore
{

struct MetadataItem {
    QString key;
    QString value;

    bool operator==(const MetadataItem &) const = default;
};

/// An item of `schema` (§5.3).
struct OutputColumn {
    QString name;
    QMap<QString, StorageDataType> dataTypes; ///< `base`, `snowflake`, `bigquery`; empty: none declared
    bool nullable = true;
    bool primaryKey = false;
    bool distributionKey = false;
    std::optional<QString> description;
    QList<MetadataItem> metadata;

    bool operator==(const OutputColumn &) const = default;
};

/// What a manifest and a mapping say about one table, merged (§5.3).
struct OutputTable {
    QString destination; ///< as written; `resolveDestination` makes a table id of it
    bool incremental = false;
    QStringList primaryKey;
    QStringList columns; ///< not empty: the data have no header (F22)
    QStringList distributionKey;
    std::optional<QString> deduplication;
    QList<StorageDelete> deletes; ///< of `delete_where` and of the older three keys (O12)
    char delimiter = ',';
    char enclosure = '"';         ///< 0 = none
    QList<MetadataItem> metadata; ///< of `metadata`, `table_metadata` and `description`
    QList<std::pair<QString, QList<MetadataItem>>> columnMetadata;
    bool writeAlways = false;
    QStringList tags;
    bool hasHeader = false;
    std::optional<QString> description;
    QList<OutputColumn> schema;

    bool operator==(const OutputTable &) const = default;
};

/// A table manifest, or an entry of `storage.output.tables` when `mapping`, with every default filled in. Problems name
/// dotted paths below the document: unknown keys, wrong types (M3; only true and false are booleans), what excludes
/// each other (M1), back-ends (M2). `root` opens the paths within the messages. Pure; any thread.
nlohmann::ordered_json normalisedOutputTable(const nlohmann::ordered_json &json, bool mapping, const QString &root,
                                             Problems *problems);

/// What `normalisedOutputTable` finds wrong beyond the shape of `storage.output.tables` of a whole, normalised
/// configuration. Pure; any thread.
Problems checkOutputTables(const nlohmann::ordered_json &configuration);

/// What holds when a manifest (normalised, or an empty object when there is none) and a mapping (normalised, null when
/// there is none) speak of one table: the mapping wins, with the platform's exceptions (§6.2). Pure; any thread.
nlohmann::ordered_json mergedOutputTable(const nlohmann::ordered_json &manifest, const nlohmann::ordered_json &mapping,
                                         Problems *problems);

/// Reads a normalised document. Problems: a delimiter that is no single character, dates that are none, metadata
/// without a key, empty names in keys (a warning), columns given twice; names are made Storage's (M5), each changed one
/// with a warning. Dates of `delete_where` may be relative to `now` (`-7 days`). Pure; any thread.
OutputTable readOutputTable(const nlohmann::ordered_json &normalised, Problems *problems,
                            const QDateTime &now = QDateTime::currentDateTimeUtc());

} // namespace longshore
