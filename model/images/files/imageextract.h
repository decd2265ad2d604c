// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"
#include "model/run/tarextractor.h"

namespace longshore
{

/// Which entries of an image's layers are wanted, and what they are called where they go.
struct WantedFiles {
    struct Place {
        QByteArray layer; ///< its name in the archive
        QByteArray path;
        bool operator==(const Place &) const = default;
    };
    QHash<Place, QByteArrayList> files; ///< of regular files -> relative names, several when there are hard links to it
    QByteArrayList folders;             ///< relative names, outer ones first
    qint64 leftOut = 0;                 ///< links and devices: not taken out of an image
};
size_t qHash(const WantedFiles::Place &place, size_t seed = 0);

/// The file that holds what a file or hard link says, as it was when its layer was done: a later layer may have replaced
/// either. Nothing for what is neither, and for a hard link to no file.
std::optional<ImageFileRow> contentOf(const ImageIndex &index, const ImageFileRow &row);

/// All files that a view shows below a folder. Error: TooLarge beyond half a million, Cancelled. Blocks.
Result<WantedFiles> filesBelow(const ImageIndex &index, qint64 folder, FilesView view, int layer, const CancelToken &token);

/// Writes the wanted entries of an image's archive below the new folder `target`, with safe names, nothing outside it. Of a
/// path that comes twice in a layer the last one counts.
/// Errors: those of readImageArchive, TooLarge, Disk; `target` is to be thrown away then. Blocks.
Result<Collected> extractFromImage(const QString &image, const TarSource &source, const WantedFiles &wanted, const QString &target,
                                   const CollectLimits &limits, const CancelToken &token);

} // namespace longshore
