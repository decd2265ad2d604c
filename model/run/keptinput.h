// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/rowsteps.h"

namespace longshore
{

/// Keeps in the folder of a row's first stage (`inputs.json`) what of its input mapping matters behind its stages: the next
/// state and the tags of input files. Errors: Disk.
Result<void> keepRowInput(const QString &stageFolder, const RowInput &input);

/// No more than that; what cannot be read is empty. Blocks on a small file.
RowInput keptRowInput(const QString &stageFolder);

} // namespace longshore
