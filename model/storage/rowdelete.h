// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/catalogue.h"

#include "dockerclient/result.h"

struct sqlite3_stmt;

namespace longshore
{

/// An SQL condition and what is bound to its parameters, in order.
struct RowCondition {
    std::string sql; ///< empty = every row
    QList<QString> texts;
    QList<qint64> times;

    /// `c IN values`, or NOT IN. NULL counts as the empty text, as which it is exported.
    void addFilter(const catalogue::Entry &entry, const StorageDelete::Filter &filter);
    /// Rows changed at or after `since` and before `until`; an invalid time is no limit.
    void addTimes(const QDateTime &since, const QDateTime &until);
    void bind(sqlite3_stmt *statement) const;

private:
    void add(const std::string &condition);
    int m_next = 1;
    QList<int> m_textAt, m_timeAt;
};

struct DeletedRows {
    qint64 rows = 0;
    qint64 bytes = 0;
};

/// BadInput when a filter names a column that the table lacks.
Result<void> checkDeletes(const catalogue::Entry &entry, const QList<StorageDelete> &deletes);

/// O12: one after another; the filters of one are AND-ed, one without any limit does nothing. Throws SQLite::Exception.
DeletedRows deleteRows(SQLite::Database &database, const catalogue::Entry &entry, const QList<StorageDelete> &deletes);

} // namespace longshore
