// SPDX-License-Identifier: GPL-3.0-or-later
// TableLoad: what adds to a table that is there.
#include "model/storage/rowdelete.h"
#include "model/storage/sortedrows.h"
#include "model/storage/tableload.h"

#include <SQLiteCpp/Transaction.h>

namespace longshore
{

using catalogue::dataName;
using catalogue::fieldName;

TableLoad::Outcome TableLoad::merge()
{
    std::unique_ptr<RowSource> sorted;
    if (m_plan.entry.keyed()) {
        bool good = false;
        sorted = sortedSource(&good);
        if (!good)
            return fail(*sorted->error());
    }
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    if (std::optional<StorageLoaded> before = known())
        return before;
    const std::optional<Entry> now = catalogue::find(*m_database, m_load.table);
    if (!now || !now->sameShape(*m_before))
        return std::nullopt;
    StorageTable &table = m_plan.entry.table;
    table.rows = now->table.rows;
    table.bytes = now->table.bytes;
    const QDateTime time = newTime();
    const qint64 load = newLoad();
    const DeletedRows deleted = deleteRows(*m_database, *now, m_load.deletes);
    reshape();
    if (m_plan.keyChanged)
        rekey();

    qint64 inserted = 0, updated = 0;
    {
        DataWriter writer(*m_database, m_plan, load, mode());
        if (const Result<void> written = writeAll(writer, sorted ? *sorted : *m_rows, {}); !written)
            return fail(written.error());
        inserted = writer.inserted();
        updated = writer.updated();
        table.rows += inserted - deleted.rows;
        table.bytes += writer.bytes() - deleted.bytes;
    }
    const bool changed = inserted || updated || deleted.rows || !m_plan.added.isEmpty() || m_plan.keyChanged;
    const std::optional<StorageLoaded> loaded = finish(load, time, changed);
    if (!m_rows->goOn())
        return fail(*m_rows->error());
    transaction.commit();
    return loaded;
}

/// O11: a column that is new is empty in the rows that are there; NULL, or its default, where it has a type.
void TableLoad::reshape()
{
    for (const qsizetype at : m_plan.added) {
        const StorageColumn &column = m_plan.entry.table.columns[at];
        const std::optional<QString> given = column.dataTypes.value(QStringLiteral("base")).defaultValue;
        std::string value = "''";
        if (given)
            value = '\'' + QString(*given).replace(u'\'', QStringLiteral("''")).toStdString() + '\'';
        else if (m_plan.entry.table.typed && column.nullable)
            value = "NULL";
        m_database->exec("ALTER TABLE " + dataName(m_plan.entry.data) + " ADD COLUMN " + fieldName(m_plan.entry.fields[at])
                         + " DEFAULT " + value);
    }
}

/// The rows in a new data table that has the new key. Throws when they are not unique by it.
void TableLoad::rekey()
{
    const qint64 old = m_plan.entry.data;
    m_database->exec("INSERT INTO staging (lock) VALUES ('')");
    m_plan.entry.data = m_database->getLastInsertRowid();
    m_database->exec("DELETE FROM staging WHERE data = " + std::to_string(m_plan.entry.data));
    m_database->exec(catalogue::createData(m_plan.entry));
    std::string names, key;
    for (const qint64 field : m_plan.entry.fields)
        names += fieldName(field) + ", ";
    for (const QString &column : m_plan.entry.table.primaryKey)
        key += (key.empty() ? " ORDER BY " : ", ") + fieldName(m_plan.entry.fieldOf(column));
    m_database->exec("INSERT INTO " + dataName(m_plan.entry.data) + " (" + names + "load) SELECT " + names + "load FROM "
                     + dataName(old) + key);
    m_database->exec("DROP TABLE " + dataName(old));
}

} // namespace longshore
