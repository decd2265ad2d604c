// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"

namespace longshore
{

/// A file that two images do not have alike.
struct FileDifference {
    QByteArray path;
    LayerMark mark = LayerMark::Changed; ///< Added: the newer one has it
    qint64 older = 0; ///< bytes in the older image
    qint64 newer = 0;

    bool operator==(const FileDifference &) const = default;
};

/// What two images do not have alike, all layers of each on each other.
struct FilesDifference {
    QList<FileDifference> files; ///< by path; everything but folders
    qint64 added = 0;            ///< of all, also beyond those listed
    qint64 changed = 0;
    qint64 removed = 0;
    qint64 addedBytes = 0;       ///< of added files, and by what changed ones grew
    qint64 removedBytes = 0;
    bool isWhole = true;         ///< false: `files` holds the first ones only

    bool operator==(const FilesDifference &) const = default;
};

/// Compares kind, size, checksum, mode, owner and where links lead; not times, which every build makes new. Error:
/// Cancelled. Blocks: on a worker, over indexes of its own.
Result<FilesDifference> compareFiles(const ImageIndex &older, const ImageIndex &newer, const CancelToken &token = {}, qsizetype most = 100'000);

} // namespace longshore
