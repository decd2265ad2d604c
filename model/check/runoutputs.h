// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/outputloading.h"
#include "model/run/stagesummary.h"

namespace longshore
{

struct RunResult;

/// What one row of a run that ended left, as its capsule has it; of a job without rows the one there is.
struct RunRowOutput {
    QString rowId;
    OutputRequest request; ///< without entries; the component and its ids are those of the run's request
};

/// The rows of a run with their outputs, in order. A run whose request was not kept counts as one of a component with a
/// default bucket. Blocks on small files; any thread.
QList<RunRowOutput> runRowOutputs(const RunResult &run);

} // namespace longshore
