// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/asynctask.h"

#include <QStringList>

namespace longshore
{

/// How the rows of an output table differ between two runs.
struct TableDifference {
    qint64 same = 0;
    qint64 added = 0;   ///< only later
    qint64 removed = 0; ///< only before
    qint64 changed = 0; ///< same key, other values; without a key such rows are removed and added
    QStringList addedColumns, removedColumns;
    bool byKey = false; ///< rows were told apart by the primary key; else by all their values

    bool operator==(const TableDifference &) const = default;
    bool isSame() const { return added + removed + changed == 0 && addedColumns.isEmpty() && removedColumns.isEmpty(); }
};

/// So many rows of a table are compared at most: their keys are held in memory.
inline constexpr qint64 mostComparedRows = 2'000'000;

/// Compares two output tables (files, or folders of slices) by the values of the columns that both have. `primaryKey`
/// counts when both have its columns. The dialect, and columns of a table without a header, are its manifest's. Errors:
/// NotFound, BadInput (no CSV, too many rows), Disk, Cancelled. Blocks; any thread.
Result<TableDifference> compareTables(const QString &before, const QString &after, const QStringList &primaryKey, const CancelToken &token = {});

} // namespace longshore
