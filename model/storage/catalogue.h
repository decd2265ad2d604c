// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <SQLiteCpp/Database.h>
#include <optional>
#include <string>

namespace longshore
{

/// What storage.db says of tables and buckets. Every function throws SQLite::Exception; those that write are called
/// within a transaction.
namespace catalogue
{

/// A table and where its rows are.
struct Entry {
    StorageTable table;
    qint64 data = 0;      ///< its rows are in dataName(data)
    QList<qint64> fields; ///< for each column: its cells are in fieldName(field)
    qint64 nextField = 0; ///< a field that was never used

    bool keyed() const { return !table.primaryKey.isEmpty(); }
    /// The field of a column, whatever the case of its name; -1 when there is none.
    qint64 fieldOf(const QString &column) const;
    /// True when both have the same columns, key and place.
    bool sameShape(const Entry &other) const;
};

/// Where `name` is in `names`, exactly or else in another case; -1 when it is not.
qsizetype indexOf(const QStringList &names, const QString &name);

std::string dataName(qint64 data);
std::string fieldName(qint64 field);
/// The CREATE TABLE for the rows of `entry`: with a key they are kept in its order, once each.
std::string createData(const Entry &entry);

std::optional<Entry> find(SQLite::Database &database, const QString &id);
QList<StorageTable> tables(SQLite::Database &database, const QString &bucket);
QList<StorageBucket> buckets(SQLite::Database &database);

/// Adds the table (and its bucket) or replaces what was said of it; metadata stay as they are.
void put(SQLite::Database &database, const Entry &entry);
/// Merges by column, provider and key (O15).
void mergeMetadata(SQLite::Database &database, const QString &table, const QString &column,
                   const QList<StorageMetadata> &metadata, const QDateTime &time);
/// Takes the table and its rows away.
void remove(SQLite::Database &database, const Entry &entry);

} // namespace catalogue

} // namespace longshore
