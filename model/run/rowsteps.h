// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/run/outputs.h"
#include "model/run/runplan.h"

namespace longshore
{

/// Getting one row's inputs.
struct RowInputTask {
    RowPlan row;         ///< without its stages
    QString stageFolder; ///< of the row's first stage in the capsule; mapped inputs are put into `data` below it
    QString shownFolder; ///< the same, below the capsule
    QString storage;     ///< folder of the embedded Storage
    CancelToken token;
};

/// What a row's first stage finds in /data.
struct RowInput {
    QString folder;                   ///< to be laid over /data; may be empty
    QString shown;                    ///< StageSummary::input
    std::optional<QByteArray> state;  ///< in/state.json of a data folder, when nothing was saved
    QByteArray storageState;          ///< for the next state (§7.1); empty = keep the one there is
    QMap<qint64, QStringList> processedTags; ///< of input files, once the row succeeded (§4.2)
    QList<RunProblem> problems;
};

/// Blocks: on a worker's thread.
Result<RowInput> stageRowInput(const RowInputTask &task);

/// Storing one row's outputs.
struct RowOutputTask {
    QString folder; ///< the `out` of its last stage, or of the one that failed
    QList<CollectedEntry> entries;
    QByteArray configuration; ///< effective
    ComponentDefinition component; ///< the main one
    QString configurationId, rowId, runId;
    QString storage;         ///< folder of the embedded Storage; empty = nothing is stored (B1, A2)
    QMap<qint64, QStringList> processedTags;
    bool failedPass = false; ///< only what is to be written always (§6.7)
    QString tokenPrefix;     ///< so that a load happens once, however often it is asked for
    Outputs listed;          ///< what lies in the folder
    CancelToken token;
};

struct RowOutput {
    Outputs stored;
    std::optional<Error> failure; ///< a user error (§6.8)
};

/// Errors: BadInput is a user error. Blocks: on a worker's thread.
Result<RowOutput> storeRowOutput(const RowOutputTask &task);

} // namespace longshore
