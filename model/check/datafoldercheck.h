// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/check/finding.h"

namespace longshore
{

/// Checks a data folder (`config.json`, `in`, `out`) against contract §1 and §5; paths start with `prefix`. Blocks on
/// the files, of which CSVs are read to a gigabyte each; any thread.
Findings checkDataFolder(const QString &folder, const QString &prefix = {});

/// Checks only an `out` folder: what a run left. `prefix` is "out", usually.
Findings checkOutFolder(const QString &folder, const QString &prefix);

} // namespace longshore
