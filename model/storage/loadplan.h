// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/catalogue.h"
#include "model/storage/columntype.h"

#include "dockerclient/result.h"

namespace longshore
{

/// SQLite takes 2,000 columns, of which one is ours.
inline constexpr qsizetype maximumColumns = 1999;

/// What a load does to a table, known before the first row is read.
struct LoadPlan {
    catalogue::Entry entry;  ///< the table as it will be; `data` is the old one, 0 for a new table
    QList<qint64> fields;    ///< for each column of the source: where its cells go
    QList<bool> required;    ///< for each column of the source: no NULL (the key, and columns that are not nullable)
    QList<ColumnType> types; ///< for each column of the source: what its cells must be; Text in a table without types
    QList<qsizetype> added;  ///< columns of `entry` that the table did not have
    bool isNew = false;
    bool keyChanged = false;
};

/// What is wrong with a table id, as a sentence; empty when it is `in.BUCKET.NAME` or `out.BUCKET.NAME`.
QString tableIdProblem(const QString &id);

/// What is wrong with the names of the columns of a CSV: none, empty, twice (whatever the case), too many.
QString columnsProblem(const QStringList &columns);

/// Pure. Missing columns are added, a column that the source lacks is refused (O11). `columns` are the source's.
Result<LoadPlan> planLoad(const StorageLoad &load, const QStringList &columns, const std::optional<catalogue::Entry> &existing);

} // namespace longshore
