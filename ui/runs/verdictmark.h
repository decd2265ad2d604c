// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "ui/theme/marks.h"

namespace longshore
{

/// The mark of a verdict, or of a run that has none yet.
Mark markOf(Verdict verdict);
Mark markOf(const RunSummary &run);
/// "User error", "Running", … for a chip; starts with a capital.
QString wordOf(const RunSummary &run);

} // namespace longshore
