// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"
#include "model/run/outputloading.h"

namespace longshore
{

/// Checks a data folder (`config.json`, `in`, `out`) against contract §1, §5 and §6; paths start with `prefix`. Its
/// outputs are checked as those of a component with a default bucket. Blocks on the files, of which CSVs are read to a
/// gigabyte each; any thread.
Findings checkDataFolder(const QString &folder, const QString &prefix = {});

/// Checks only an `out` folder, `request.folder`: the state, usage and variables in it (S2, §7.4, §6.9), and all that
/// `checkOutputs` does.
Findings checkOutFolder(const OutputRequest &request, const QString &prefix = {});

} // namespace longshore
