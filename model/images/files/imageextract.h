// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageindex.h"
#include "model/preview/filepreview.h"
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
    QHash<Place, QByteArray> files; ///< -> relative name
    QByteArrayList folders;         ///< relative names, outer ones first
    qint64 leftOut = 0;             ///< links and devices: not taken out of an image
};
size_t qHash(const WantedFiles::Place &place, size_t seed = 0);

/// All files that a view shows below a folder. Error: TooLarge beyond half a million, Cancelled. Blocks.
Result<WantedFiles> filesBelow(const ImageIndex &index, qint64 folder, FilesView view, int layer, const CancelToken &token);

/// Writes the wanted entries of an image's archive below the new folder `target`, with safe names, nothing outside it.
/// Errors: those of readImageArchive, TooLarge, Disk; `target` is to be thrown away then. Blocks.
Result<Collected> extractFromImage(const QString &image, const TarSource &source, const WantedFiles &wanted, const QString &target,
                                   const CollectLimits &limits, const CancelToken &token);

/// The first bytes of one entry of a layer. Errors: NotFound, BadInput for what is no file.
Result<FileHead> headFromImage(const QString &image, const TarSource &source, const WantedFiles::Place &place, qint64 most, const CancelToken &token);

/// The first bytes of the one file in a plain tar, without reading on. Error: BadInput for what is no file.
Result<FileHead> headFromTar(const TarSource &source, qint64 most);

} // namespace longshore
