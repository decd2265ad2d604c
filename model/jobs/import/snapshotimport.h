// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/import/importresult.h"
#include "model/run/tarextractor.h"

namespace longshore
{

/// A job from a debug snapshot of the platform, `stage_0.zip` (contract §12, B3): the data folder is unpacked into the
/// new folder `target`, the job uses it as it is. What the snapshot hides is listed. A zip of writeJobArchive gives its
/// job, which lies in `target` then. Nothing is left of `target` when
/// it fails. Errors: NotFound, BadInput (no zip, no data folder in it), Conflict (`target` is there), TooLarge, Disk.
/// Blocks: to be called on a worker's thread.
Result<ImportResult> importSnapshot(const QString &zip, const QString &target);
Result<ImportResult> importSnapshot(const QString &zip, const QString &target, const CollectLimits &limits);

} // namespace longshore
