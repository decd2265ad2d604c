// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imagearchive.h"

#include <limits>

namespace longshore
{

/// What a layer did to a path. The numbers are stored in indexes.
enum class LayerMark {
    Same = 0,
    Added = 1,
    Changed = 2,
    Removed = 3,
    Inside = 4 ///< a folder that is as it was, with something in it that is not
};

/// Which files are looked at.
enum class FilesView {
    Layer, ///< what one layer added, changed and removed
    Merged ///< all there is up to and with a layer
};

/// A path of an image as it is in one view.
struct ImageFileRow {
    qint64 node = 0; ///< of the path, whatever layer
    qint64 parent = 0;
    QByteArray name; ///< last step of the path, any bytes; in the model several steps of folders that share a row
    LayerEntry::Kind kind = LayerEntry::Kind::File;
    int mode = 0;
    qint64 uid = 0;
    qint64 gid = 0;
    qint64 size = 0; ///< bytes; of a folder all within it in this view; of one that is gone what went
    qint64 mtime = 0;
    QByteArray link;
    qint64 sum = 0; ///< CRC-32C of a file's content
    LayerMark mark = LayerMark::Same;
    int layer = 0;         ///< that wrote it
    bool isLatest = false; ///< no later layer replaced or removed it

    bool isFolder() const { return kind == LayerEntry::Kind::Folder; }
    bool operator==(const ImageFileRow &) const = default;
};

/// The path of the image's root.
inline constexpr qint64 rootNode = 0;

} // namespace longshore
