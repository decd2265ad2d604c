// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"
#include "model/run/outputloading.h"

namespace longshore
{

/// Checks an `out` folder against its output mapping: all that storing it would refuse or warn of, in the same words
/// (`planOutput`, the loads), what no rule takes (F4, F18, F19, F25), what no mapping names (O3), and what people get
/// wrong in tables (`lintTable`). `request.entries` need not be set. Paths start with `prefix`, the data folder's.
/// Blocks on the files, of which tables are read to a gigabyte each; any thread.
void checkOutputs(OutputRequest request, const QString &prefix, Findings &findings);

} // namespace longshore
