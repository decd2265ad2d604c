// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/runtypes.h"
#include "model/run/tablecompare.h"

namespace longshore
{

/// Something that two runs have, or only one of them.
struct ComparedValue {
    QString name; ///< "duration", or the dotted path of a value of the configuration
    QString before, after; ///< as text; null (not only empty) = it is not there

    bool operator==(const ComparedValue &) const = default;
    bool isSame() const { return before == after && before.isNull() == after.isNull(); }
};

/// An output table of two runs.
struct ComparedTable {
    QString source;
    bool isBefore = true, isAfter = true; ///< which of them wrote it
    std::optional<TableDifference> difference; ///< of one that both wrote
    QString trouble; ///< why the rows could not be compared; else empty

    bool operator==(const ComparedTable &) const = default;
};

/// Two runs side by side: `before` is the earlier one as a rule.
struct RunComparison {
    QList<ComparedValue> facts;         ///< verdict, image, duration, peak memory, rows
    QList<ComparedValue> configuration; ///< of the main component; the values that differ, by path
    QList<ComparedTable> tables;        ///< by name
    QList<ComparedValue> files;         ///< of out/files: sizes
};

/// Compares two runs by what their capsules hold: the configuration as it was sent (secrets masked, so that another
/// secret is no difference), outputs by primary key, duration and memory. Errors: Cancelled. Blocks; any thread.
Result<RunComparison> compareRuns(const RunSummary &before, const RunSummary &after, const CancelToken &token = {});

/// The values of two JSON documents that differ, by path.
QList<ComparedValue> compareJson(const QByteArray &before, const QByteArray &after);

} // namespace longshore
