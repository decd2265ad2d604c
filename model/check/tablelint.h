// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/outputloading.h"

namespace longshore
{

/// What people get wrong about a table that could still be loaded: a header that would become a row, or the other way
/// round, another delimiter, a manifest among the slices (F19, F21, F22), metadata of no column. Problems have no path.
/// Reads the first record. Blocks on the disk; any thread.
Problems lintTable(const PlannedLoad &planned);

} // namespace longshore
