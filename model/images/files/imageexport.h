// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageextract.h"

namespace longshore
{

/// A file or folder that is to be written to a place of the user's.
struct ImageExport {
    QString image;     ///< for the words of errors
    QString indexFile; ///< where its index is
    ImageFileRow row;  ///< what; node 0: all
    QByteArray path;   ///< of it
    FilesView view = FilesView::Merged;
    int layer = 0;
    int topLayer = 0;
    QString target; ///< absolute; a folder there must not exist

    /// Whether a container of the image finds the very same at `path`.
    bool isInContainers() const;
};

/// Takes it out of the tar of an image (all layers), or of a container (`fromContainer`); whole and under its name, or not at
/// all. Gives how it went in words. Errors: those of extractTar and extractFromImage, Conflict when the folder exists, BadInput
/// for what is no file and no hard link to one. Blocks.
Result<QString> exportFromTar(const ImageExport &what, bool fromContainer, const TarSource &source, const CancelToken &token);

/// The file, or the hard link to one (see contentOf), that symbolic links lead to at a layer; nothing when they lead nowhere,
/// or to no file.
std::optional<ImageFileRow> followLinks(const ImageIndex &index, const ImageFileRow &row, int layer);

} // namespace longshore
