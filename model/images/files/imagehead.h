// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/files/imageextract.h"
#include "model/preview/filepreview.h"

namespace longshore
{

/// The first bytes of one entry of a layer, of the last one with that path. Errors: NotFound, BadInput for what is no file.
Result<FileHead> headFromImage(const QString &image, const TarSource &source, const WantedFiles::Place &place, qint64 most, const CancelToken &token);

/// The first bytes of the one file in a plain tar, without reading on. Error: BadInput for what is no file.
Result<FileHead> headFromTar(const TarSource &source, qint64 most);

} // namespace longshore
