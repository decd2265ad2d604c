// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

namespace longshore
{

/// What the Storage holds, as of one moment: buckets and tables by id, files newest first.
struct StorageListing {
    QList<StorageBucket> buckets;
    QList<StorageTable> tables;
    QList<StorageFile> files;
    QDateTime when; ///< UTC

    bool operator==(const StorageListing &) const = default;
};

} // namespace longshore
