// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/run/stagesummary.h"

namespace longshore
{

/// How much of each stream is looked at for a verdict and kept with an error (X10).
constexpr qsizetype keptCharacters = 1'000'000;

/// Keeps with a stage that failed, in `stages/<n>/error.json`, what whoever looks into it needs in one place (X10): the
/// container's id, the printable image id, the last million characters of stdout and stderr as the run's log has them,
/// secrets replaced. Errors: Disk. Blocks: on a worker's thread.
Result<void> keepStageError(const QString &capsule, const StageSummary &stage);

} // namespace longshore
