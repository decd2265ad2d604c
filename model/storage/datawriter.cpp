// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/datawriter.h"

#include <sqlite3.h>

namespace longshore
{

using catalogue::dataName;
using catalogue::fieldName;

namespace
{

/// What follows VALUES (…) when the key is there already.
std::string onConflict(const catalogue::Entry &entry)
{
    QList<qint64> key;
    for (const QString &column : entry.table.primaryKey)
        key.append(entry.fieldOf(column));
    QList<qint64> rest;
    for (const qint64 field : entry.fields)
        if (!key.contains(field))
            rest.append(field);
    if (rest.isEmpty())
        return " ON CONFLICT DO NOTHING";
    std::string sql = " ON CONFLICT (";
    for (qsizetype i = 0; i < key.size(); ++i)
        sql += (i ? ", " : "") + fieldName(key[i]);
    sql += ") DO UPDATE SET ";
    for (const qint64 field : rest)
        sql += fieldName(field) + " = excluded." + fieldName(field) + ", ";
    // A row that is the same keeps its time: changed_since is about changes.
    return sql + "load = excluded.load WHERE " + Tally::differs(dataName(entry.data), "excluded", rest);
}

std::string insertSql(const LoadPlan &plan, DataWriter::Mode mode)
{
    std::string names, marks;
    for (const qint64 field : plan.fields) {
        names += fieldName(field) + ", ";
        marks += "?, ";
    }
    const bool keepFirst = mode == DataWriter::Mode::KeepFirst;
    return (keepFirst ? "INSERT OR IGNORE INTO " : "INSERT INTO ") + dataName(plan.entry.data) + " (" + names + "load) VALUES (" + marks
        + "?)" + (mode == DataWriter::Mode::Upsert && plan.entry.keyed() ? onConflict(plan.entry) : std::string());
}

} // namespace

DataWriter::DataWriter(SQLite::Database &database, const LoadPlan &plan, qint64 load, Mode mode)
    : m_database(database), m_tally(database), m_insert(prepareRaw(database, insertSql(plan, mode)))
{
    sqlite3_bind_int64(m_insert.get(), int(plan.fields.size()) + 1, load);
}

void DataWriter::write(const std::vector<std::string_view> &row)
{
    sqlite3_stmt *insert = m_insert.get();
    qint64 size = 0;
    int parameter = 0;
    for (const std::string_view &cell : row) {
        if (sqlite3_bind_text(insert, ++parameter, cell.data(), int(cell.size()), SQLITE_STATIC) != SQLITE_OK)
            throw SQLite::Exception(m_database.getHandle());
        size += qint64(cell.size());
    }
    const qint64 metBefore = m_tally.met;
    sqlite3_step(insert);
    if (const int code = sqlite3_reset(insert); code != SQLITE_OK)
        throw SQLite::Exception(m_database.getHandle(), code);
    const bool changed = sqlite3_changes(m_database.getHandle()) > 0;
    if (m_tally.met != metBefore) {
        m_updated += changed;
    } else if (changed) {
        ++m_inserted;
        m_bytes += size;
    }
}

} // namespace longshore
