// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runplan.h"

namespace longshore
{

/// Works one row out; a part of `makeRunPlan`. Stages are numbered on from those of `plan`, which also learns which
/// processors are not known. `row` without an id is the configuration itself.
Result<RowPlan> planRow(const RunRequest &request, const PlanInput &input, const JobRow &row, RunPlan *plan);

} // namespace longshore
