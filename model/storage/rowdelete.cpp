// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/rowdelete.h"

#include "model/storage/rawstatement.h"
#include "model/storage/tally.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <sqlite3.h>

namespace longshore
{

using namespace Qt::StringLiterals;

void RowCondition::add(const std::string &condition)
{
    sql += (sql.empty() ? "" : " AND ") + condition;
}

void RowCondition::addFilter(const catalogue::Entry &entry, const StorageDelete::Filter &filter)
{
    const std::string field = catalogue::fieldName(entry.fieldOf(filter.column));
    const bool inKey = catalogue::indexOf(entry.table.primaryKey, filter.column) >= 0;
    // One parameter however many values there are.
    add((inKey ? field : "coalesce(" + field + ", '')") + (filter.negated ? " NOT IN" : " IN") + " (SELECT value FROM json_each(?"
        + std::to_string(m_next) + "))");
    texts.append(QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(filter.values)).toJson(QJsonDocument::Compact)));
    m_textAt.append(m_next++);
}

void RowCondition::addTimes(const QDateTime &since, const QDateTime &until)
{
    const auto limit = [this](const char *compare, const QDateTime &time) {
        add("load IN (SELECT id FROM load WHERE time " + std::string(compare) + " ?" + std::to_string(m_next) + ")");
        times.append(time.toMSecsSinceEpoch());
        m_timeAt.append(m_next++);
    };
    if (since.isValid())
        limit(">=", since);
    if (until.isValid())
        limit("<", until);
}

void RowCondition::bind(sqlite3_stmt *statement) const
{
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QByteArray text = texts[i].toUtf8();
        sqlite3_bind_text(statement, m_textAt[i], text.constData(), int(text.size()), SQLITE_TRANSIENT);
    }
    for (qsizetype i = 0; i < times.size(); ++i)
        sqlite3_bind_int64(statement, m_timeAt[i], times[i]);
}

Result<void> checkDeletes(const catalogue::Entry &entry, const QList<StorageDelete> &deletes)
{
    for (const StorageDelete &item : deletes)
        for (const StorageDelete::Filter &filter : item.filters)
            if (entry.fieldOf(filter.column) < 0)
                return fail(Error::make(Error::Kind::BadInput, u"delete rows of the table %1"_s.arg(entry.table.id),
                                        u"there is no column '%1'"_s.arg(filter.column),
                                        u"The columns are '%1'."_s.arg(entry.table.columnNames().join(u"', '"_s))));
    return {};
}

DeletedRows deleteRows(SQLite::Database &database, const catalogue::Entry &entry, const QList<StorageDelete> &deletes)
{
    Tally tally(database);
    for (const StorageDelete &item : deletes) {
        RowCondition condition;
        condition.addTimes(item.changedSince, item.changedUntil);
        for (const StorageDelete::Filter &filter : item.filters)
            condition.addFilter(entry, filter);
        if (condition.sql.empty())
            continue;
        // CASE, since SQLite may look at the two sides of an AND in any order.
        const RawStatement statement = prepareRaw(database, "DELETE FROM " + catalogue::dataName(entry.data) + " WHERE CASE WHEN " + condition.sql
                                                  + " THEN " + Tally::gone(entry.fields) + " ELSE 0 END");
        condition.bind(statement.get());
        if (const int code = sqlite3_step(statement.get()); code != SQLITE_DONE)
            throw SQLite::Exception(database.getHandle(), code);
    }
    return {tally.met, -tally.bytes};
}

} // namespace longshore
