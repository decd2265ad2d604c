// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/catalogue.h"

#include "model/storage/storagedatabase.h"
#include "model/storage/storagejson.h"

#include <SQLiteCpp/Statement.h>
#include <nlohmann/json.hpp>

namespace longshore::catalogue
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

qsizetype indexOf(const QStringList &names, const QString &name)
{
    const qsizetype exact = names.indexOf(name);
    if (exact >= 0)
        return exact;
    for (qsizetype i = 0; i < names.size(); ++i)
        if (names[i].compare(name, Qt::CaseInsensitive) == 0)
            return i;
    return -1;
}

qint64 Entry::fieldOf(const QString &column) const
{
    const qsizetype at = indexOf(table.columnNames(), column);
    return at < 0 ? -1 : fields[at];
}

bool Entry::sameShape(const Entry &other) const
{
    return data == other.data && fields == other.fields && table.columnNames() == other.table.columnNames()
        && table.primaryKey == other.table.primaryKey;
}

std::string dataName(qint64 data)
{
    return "data_" + std::to_string(data);
}

std::string fieldName(qint64 field)
{
    return "c" + std::to_string(field);
}

std::string createData(const Entry &entry)
{
    std::string sql = "CREATE TABLE " + dataName(entry.data) + " (";
    for (const qint64 field : entry.fields)
        sql += fieldName(field) + ", ";
    sql += "load INTEGER NOT NULL";
    if (!entry.keyed())
        return sql + ")";
    sql += ", PRIMARY KEY (";
    for (qsizetype i = 0; i < entry.table.primaryKey.size(); ++i)
        sql += (i ? ", " : "") + fieldName(entry.fieldOf(entry.table.primaryKey[i]));
    return sql + ")) WITHOUT ROWID";
}

namespace
{

void readColumns(SQLite::Database &database, Entry *entry)
{
    SQLite::Statement query(database, "SELECT field, name, key_position, nullable, types, description FROM table_column "
                                      "WHERE table_id = ? ORDER BY position");
    bindText(query, 1, entry->table.id);
    QMap<int, QString> key;
    while (query.executeStep()) {
        StorageColumn column;
        column.name = textOf(query, 1);
        column.nullable = query.getColumn(3).getInt() != 0;
        column.dataTypes = dataTypesFromJson(ordered_json::parse(query.getColumn(4).getString(), nullptr, false));
        column.description = textOf(query, 5);
        if (!query.getColumn(2).isNull())
            key.insert(query.getColumn(2).getInt(), column.name);
        entry->fields.append(query.getColumn(0).getInt64());
        entry->table.columns.append(column);
    }
    entry->table.primaryKey = key.values();
}

void readMetadata(SQLite::Database &database, StorageTable *table)
{
    SQLite::Statement query(database, "SELECT id, column_name, key, value, provider, time FROM metadata WHERE table_id = ? ORDER BY id");
    bindText(query, 1, table->id);
    while (query.executeStep()) {
        const QString column = textOf(query, 1);
        const StorageMetadata entry{query.getColumn(0).getInt64(), textOf(query, 2), textOf(query, 3), textOf(query, 4), timeOf(query, 5)};
        (column.isEmpty() ? table->metadata : table->columnMetadata[column]).append(entry);
    }
}

constexpr auto tableFields = "SELECT id, data, next_field, typed, description, created, last_import, last_change, rows, bytes "
                             "FROM loaded_table ";

Entry readEntry(SQLite::Database &database, SQLite::Statement &query)
{
    Entry entry;
    entry.table.id = textOf(query, 0);
    entry.data = query.getColumn(1).getInt64();
    entry.nextField = query.getColumn(2).getInt64();
    entry.table.typed = query.getColumn(3).getInt() != 0;
    entry.table.description = textOf(query, 4);
    entry.table.created = timeOf(query, 5);
    entry.table.lastImportDate = timeOf(query, 6);
    entry.table.lastChangeDate = timeOf(query, 7);
    entry.table.rows = query.getColumn(8).getInt64();
    entry.table.bytes = query.getColumn(9).getInt64();
    readColumns(database, &entry);
    readMetadata(database, &entry.table);
    return entry;
}

void putColumns(SQLite::Database &database, const Entry &entry)
{
    const StorageTable &table = entry.table;
    SQLite::Statement old(database, "DELETE FROM table_column WHERE table_id = ?");
    bindText(old, 1, table.id);
    old.exec();
    SQLite::Statement insert(database, "INSERT INTO table_column (table_id, position, field, name, key_position, nullable, types, "
                                       "description) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (qsizetype i = 0; i < table.columns.size(); ++i) {
        const StorageColumn &column = table.columns[i];
        const qsizetype key = table.primaryKey.indexOf(column.name);
        bindText(insert, 1, table.id);
        insert.bind(2, int64_t(i));
        insert.bind(3, int64_t(entry.fields[i]));
        bindText(insert, 4, column.name);
        if (key >= 0)
            insert.bind(5, int64_t(key));
        else
            insert.bind(5);
        insert.bind(6, int(column.nullable));
        insert.bind(7, toJson(column.dataTypes).dump(-1, ' ', false, ordered_json::error_handler_t::replace));
        bindText(insert, 8, column.description);
        insert.exec();
        insert.reset();
    }
}

} // namespace

std::optional<Entry> find(SQLite::Database &database, const QString &id)
{
    SQLite::Statement query(database, std::string(tableFields) + "WHERE id = ?");
    bindText(query, 1, id);
    if (!query.executeStep())
        return std::nullopt;
    return readEntry(database, query);
}

QList<StorageTable> tables(SQLite::Database &database, const QString &bucket)
{
    QList<StorageTable> list;
    SQLite::Statement query(database, std::string(tableFields) + (bucket.isEmpty() ? "ORDER BY id" : "WHERE bucket = ? ORDER BY id"));
    if (!bucket.isEmpty())
        bindText(query, 1, bucket);
    while (query.executeStep())
        list.append(readEntry(database, query).table);
    return list;
}

QList<StorageBucket> buckets(SQLite::Database &database)
{
    QList<StorageBucket> list;
    SQLite::Statement query(database, "SELECT b.id, b.created, count(t.id), coalesce(sum(t.rows), 0), coalesce(sum(t.bytes), 0) "
                                      "FROM bucket b LEFT JOIN loaded_table t ON t.bucket = b.id GROUP BY b.id ORDER BY b.id");
    while (query.executeStep())
        list.append({textOf(query, 0), timeOf(query, 1), query.getColumn(2).getInt(), query.getColumn(3).getInt64(),
                     query.getColumn(4).getInt64()});
    return list;
}

void put(SQLite::Database &database, const Entry &entry)
{
    const StorageTable &table = entry.table;
    SQLite::Statement bucket(database, "INSERT OR IGNORE INTO bucket (id, created) VALUES (?, ?)");
    bindText(bucket, 1, table.bucket());
    bindTime(bucket, 2, table.created);
    bucket.exec();
    SQLite::Statement insert(database,
                             "INSERT INTO loaded_table (id, bucket, data, next_field, typed, description, created, last_import, "
                             "last_change, rows, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                             "data = excluded.data, next_field = excluded.next_field, typed = excluded.typed, "
                             "description = excluded.description, last_import = excluded.last_import, "
                             "last_change = excluded.last_change, rows = excluded.rows, bytes = excluded.bytes");
    bindText(insert, 1, table.id);
    bindText(insert, 2, table.bucket());
    insert.bind(3, int64_t(entry.data));
    insert.bind(4, int64_t(entry.nextField));
    insert.bind(5, int(table.typed));
    bindText(insert, 6, table.description);
    bindTime(insert, 7, table.created);
    bindTime(insert, 8, table.lastImportDate);
    bindTime(insert, 9, table.lastChangeDate);
    insert.bind(10, int64_t(table.rows));
    insert.bind(11, int64_t(table.bytes));
    insert.exec();
    putColumns(database, entry);
}

void mergeMetadata(SQLite::Database &database, const QString &table, const QString &column,
                   const QList<StorageMetadata> &metadata, const QDateTime &time)
{
    SQLite::Statement insert(database, "INSERT INTO metadata (table_id, column_name, provider, key, value, time) VALUES (?, ?, ?, ?, ?, ?) "
                                       "ON CONFLICT (table_id, column_name, provider, key) DO UPDATE SET "
                                       "value = excluded.value, time = excluded.time");
    for (const StorageMetadata &entry : metadata) {
        bindText(insert, 1, table);
        bindText(insert, 2, column);
        bindText(insert, 3, entry.provider);
        bindText(insert, 4, entry.key);
        bindText(insert, 5, entry.value);
        bindTime(insert, 6, time);
        insert.exec();
        insert.reset();
    }
}

void remove(SQLite::Database &database, const Entry &entry)
{
    SQLite::Statement gone(database, "DELETE FROM loaded_table WHERE id = ?");
    bindText(gone, 1, entry.table.id);
    gone.exec();
    database.exec("DROP TABLE " + dataName(entry.data));
}

} // namespace longshore::catalogue
