// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QStringList>
#include <optional>

namespace longshore
{

/// One entry of a table's or column's metadata, as input manifests show it (contract §5.1, O15).
struct StorageMetadata {
    qint64 id = 0;
    QString key;
    QString value;
    QString provider; ///< component id, or `system`
    QDateTime timestamp; ///< UTC

    bool operator==(const StorageMetadata &) const = default;
};

/// A column's type by backend: `base`, `snowflake`, `bigquery` (M2).
struct StorageDataType {
    QString type;
    std::optional<QString> length;
    std::optional<QString> defaultValue;

    bool operator==(const StorageDataType &) const = default;
};

struct StorageColumn {
    QString name;
    QMap<QString, StorageDataType> dataTypes; ///< empty: an untyped column, all text
    bool nullable = true;
    QString description;

    bool operator==(const StorageColumn &) const = default;
};

struct StorageTable {
    QString id; ///< `stage.bucket.name`, e.g. `in.c-main.comments`
    QList<StorageColumn> columns;
    QStringList primaryKey;
    bool typed = false; ///< made from a schema with types: manifests then carry a `schema` (§5.1)
    QString description;
    QDateTime created, lastImportDate, lastChangeDate; ///< UTC; invalid = never
    qint64 rows = 0;
    qint64 bytes = 0; ///< of the text of its cells, about
    QList<StorageMetadata> metadata;
    QMap<QString, QList<StorageMetadata>> columnMetadata;

    bool operator==(const StorageTable &) const = default;
    QString name() const { return id.section(u'.', 2); }
    QString bucket() const { return id.section(u'.', 0, 1); } ///< `in.c-main`
    QStringList columnNames() const
    {
        QStringList names;
        for (const StorageColumn &column : columns)
            names.append(column.name);
        return names;
    }
};

struct StorageBucket {
    QString id; ///< `in.c-main`
    QDateTime created;
    int tables = 0;
    qint64 rows = 0;
    qint64 bytes = 0;

    bool operator==(const StorageBucket &) const = default;
};

struct StorageFile {
    qint64 id = 0;
    QString name;
    QStringList tags;
    QDateTime created, expires; ///< UTC; `expires` invalid = kept
    qint64 bytes = 0;
    bool isPublic = false;
    bool isPermanent = false;
    bool isEncrypted = true;
    bool isSliced = false;
    QString path; ///< absolute: a file, or a folder of slices

    bool operator==(const StorageFile &) const = default;
};

/// Rows to be removed before a load; all filters of one item are AND-ed (O12).
struct StorageDelete {
    struct Filter {
        QString column;
        bool negated = false; ///< `ne`: NOT IN
        QStringList values;

        bool operator==(const Filter &) const = default;
    };
    QDateTime changedSince, changedUntil; ///< by the rows' own time stamps; invalid = no limit
    QList<Filter> filters;

    bool operator==(const StorageDelete &) const = default;
};

/// One load of a CSV, or of the slices of one, into a table (O13): one transaction.
struct StorageLoad {
    QString table; ///< id; bucket and table are made when missing
    QStringList sources; ///< absolute paths of CSV files, plain or gzip
    QStringList columns; ///< empty: the first line of the one source names them
    bool skipHeader = false; ///< ignore the first line of each source although `columns` are given
    char delimiter = ',';
    char enclosure = '"'; ///< 0 = none
    bool incremental = false;
    QStringList primaryKey;
    std::optional<QString> deduplication; ///< `insert` or `upsert`; unset = by key
    QList<StorageDelete> deletes; ///< done first, on a table that exists
    QList<StorageColumn> schema; ///< not empty: the table is typed
    QStringList treatAsNull;
    QList<StorageMetadata> metadata; ///< merged by key and provider; id and time are the store's
    QMap<QString, QList<StorageMetadata>> columnMetadata;
    std::optional<QString> description;
    QString token; ///< not empty: a second load with it changes nothing and gives the first one's result

    bool operator==(const StorageLoad &) const = default;
};

struct StorageLoaded {
    qint64 importedRows = 0; ///< read from the sources
    StorageTable table;      ///< after the load
    QStringList warnings;    ///< sentences: ragged rows are errors, a byte order mark or CRLF is a warning

    bool operator==(const StorageLoaded &) const = default;
};

/// An export as the platform's: every field quoted, header line, LF (F6).
struct StorageExport {
    QString table;
    QStringList columns; ///< empty = all, in the table's order
    QString whereColumn;
    bool whereNot = false; ///< `ne`
    QStringList whereValues;
    QDateTime changedSince; ///< rows changed at or after; invalid = all
    QDateTime changedUntil;
    std::optional<qint64> limit;

    bool operator==(const StorageExport &) const = default;
};

struct StorageExported {
    qint64 rows = 0;
    qint64 bytes = 0;
    StorageTable table;

    bool operator==(const StorageExported &) const = default;
};

/// The tags and flags of a file to be stored (§5.4).
struct StorageFileUpload {
    QString name;
    QString source; ///< absolute path of a file, or of a folder of slices
    QStringList tags;
    bool isPublic = false;
    bool isPermanent = false; ///< else it expires after 15 days
    bool isEncrypted = true;
    QString token; ///< as in StorageLoad

    bool operator==(const StorageFileUpload &) const = default;
};

/// Which files: what is set must hold; newest first (§4.2).
struct StorageFileQuery {
    QList<qint64> ids;
    QStringList tags;        ///< all of them
    QStringList withoutTags; ///< none of them
    QStringList nameWords;   ///< each in the name
    QDateTime createdSince;
    std::optional<qint64> sinceId; ///< ids greater than this
    std::optional<qint64> limit;

    bool operator==(const StorageFileQuery &) const = default;
};

} // namespace longshore
