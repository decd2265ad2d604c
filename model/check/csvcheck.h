// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/component/problem.h"
#include "model/storage/storagetypes.h"

namespace longshore
{

/// What the load itself would refuse or warn of, in its own words, and text that is no UTF-8 (F6, F7, F22, §6.4): reads
/// the sources as the load does, a gigabyte at most, without a Storage. Problems have no path. Blocks on the files; any
/// thread.
Problems rehearseLoad(const StorageLoad &load);

} // namespace longshore
