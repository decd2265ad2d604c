// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/filechanges.h"
#include "model/images/files/imageindex.h"

namespace longshore
{

/// Compares kind, size, checksum, mode, owner and where links lead; not times, which every build makes new. At most
/// `most` are listed. Error: Cancelled. Blocks: on a worker, over indexes of its own.
Result<FileChanges> compareFiles(const ImageIndex &older, const ImageIndex &newer, const CancelToken &token = {}, qsizetype most = 100'000);

} // namespace longshore
