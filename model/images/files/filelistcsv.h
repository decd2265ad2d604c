// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"

namespace longshore
{

/// Writes all paths of a view as CSV: path, type, size, mode, uid, gid, modified, link, change, layer (as numberOf). The file is
/// there whole, or not at all. Gives how many paths. Errors: Cancelled, Disk, StoreUnwritable. Blocks.
Result<qint64> writeFileList(const ImageIndex &index, FilesView view, int layer, const QString &path, const CancelToken &token);

} // namespace longshore
