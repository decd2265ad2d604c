// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/redactor.h"
#include "model/run/stagingtar.h"
#include "model/run/zipfile.h"

namespace longshore
{

/// A debug archive: the data folder as a stage finds it, or as the last one leaves it (contract §12).
struct SnapshotTask {
    Staging staging;         ///< its config is not used
    QByteArray maskedConfig;
    Redactor redactor;       ///< goes over config.json and the states (B3)
    QString output;          ///< the collected `out` of the last stage; empty before a stage
    QByteArray outState;     ///< JSON, masked: out/state.json, which is no output and does not lie there; empty = none
    QString path;            ///< of the zip; its folder is made
};

/// Writes the zip by a temporary file and a rename; relative paths, empty folders included (B3). Unlike the platform's it
/// cuts no file at 60,000 characters. Errors: Disk, Cancelled. Blocks: on a worker's thread.
Result<ZipWritten> writeSnapshot(const SnapshotTask &task, const CancelToken &token = {}, ZipProgress *progress = nullptr);

/// The state that a main stage left, masked, as the capsule keeps it; empty = none. Blocks on a small file.
QByteArray keptStageState(const QString &capsule, int stage);

/// `debug/stage_0.zip` below the capsule, with a folder for the row of a job that has several.
QString snapshotPath(const QString &capsule, const QString &rowId, const QString &name);

} // namespace longshore
