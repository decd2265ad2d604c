// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

namespace longshore
{

/// The stages that a run's stage line shows: those that were begun, then those of the plan that were not, without a
/// component; a run whose capsule has none is one stage, made from its summary. Blocks on small files.
QList<StageSummary> stagesOf(const RunSummary &run);

} // namespace longshore
