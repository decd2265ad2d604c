// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storage.h"

namespace longshore
{

/// What a copy holds.
struct CopiedFile {
    qint64 bytes = 0;
    bool sliced = false; ///< the source was a folder
};

/// Copies a file, or the regular, not hidden files of a folder (its slices, contract F19), and brings it to the disk. A
/// reflink where the file system can, never a hard link: who writes into the source later must not change the copy. No
/// link is followed. `to` must not exist; what is there of it after an error is the caller's to remove.
/// Errors: NotFound, BadInput, Disk, StoreUnwritable, Cancelled.
Result<CopiedFile> copyFileOrSlices(const QString &from, const QString &to, const StorageProgress &progress);

} // namespace longshore
