// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "model/run/zipfile.h"

namespace longshore
{

class Task;

/// A data folder of a run as the platform's debug mode would archive it (contract §12): before a stage, or behind the
/// last one of a row.
struct StageSnapshot {
    int stage = 0;      ///< of which stage; of the last one for `isEnd`
    bool isEnd = false; ///< as that stage left it
    QString name;       ///< as the platform calls it (B2): "stage_0.zip", "stage_output.zip"
    QString zip;        ///< written while the run went on, since it was a debug run; empty = made from the capsule

    bool operator==(const StageSnapshot &) const = default;
};

/// Those of a run that can be saved, in the order of the run. Blocks on small files.
QList<StageSnapshot> stageSnapshots(const QString &capsule);

/// Saves one as a zip: of a debug run what was archived then, else what the capsule kept, with config.json and state
/// masked (B3); a file name that only the component could have given may be another one then, and a folder of the
/// user's is taken as it is now. Errors: NotFound, Disk, Cancelled. Blocks; any thread.
Result<ZipWritten> saveStageSnapshot(const QString &capsule, const StageSnapshot &snapshot, const QString &path,
                                     const CancelToken &token = {}, ZipProgress *progress = nullptr);

/// Saves all that the capsule of a run holds, below a folder with the run's id. No secret that Longshore knew is in it;
/// outputs are as the component wrote them, a state that it left is masked, or left out where that cannot be done. Errors: Disk, Cancelled. Blocks; any thread.
Result<ZipWritten> exportCapsule(const RunSummary &run, const QString &path, const CancelToken &token = {}, ZipProgress *progress = nullptr);

/// The same on a worker; the task tells its progress, can be cancelled, and says in the end what was written. GUI
/// thread.
void saveStageSnapshotAs(Task *task, const QString &capsule, const StageSnapshot &snapshot, const QString &path);
void exportCapsuleAs(Task *task, const RunSummary &run, const QString &path);

} // namespace longshore
