// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "model/run/tarextractor.h"

namespace longshore
{

/// What of a run's output is a table or a file of the contract, with what a list of them shows.
struct Outputs {
    QList<RunOutputTable> tables; ///< F18-F22: entries of out/tables but manifests and hidden ones; a folder is a sliced table
    QList<RunOutputFile> files;   ///< F25: regular files of out/files
    QList<RunProblem> problems;   ///< refused entries, manifests that are no JSON
    qint64 rows = -1;             ///< over all tables; -1 when one is not known
};

/// Reads manifests (in the component's `configuration_format`), headers and row counts below `folder` (`out` or
/// `out.partial`). Blocks: on a worker's thread.
Outputs listOutputs(const QString &folder, const Collected &collected, const QString &format = QStringLiteral("json"));

/// Records of a CSV file by the contract's dialect (F7): quoted fields may hold line ends. `header`, when not null, gets
/// the first record's fields. -1 when the file cannot be read.
qint64 countCsvRecords(const QString &path, QStringList *header, char delimiter = ',', char enclosure = '"');

} // namespace longshore
