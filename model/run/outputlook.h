// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/preview/filepreview.h"

namespace longshore
{

/// What a collected output looks like: a table by its manifest, which may name columns, delimiter and enclosure (F20 to
/// F22); a file by its name. `rows`: how many a table has, -1 not known. Blocks: on a worker's thread.
Result<FilePreview> previewOutput(const QString &path, bool isTable, qint64 rows = -1);

} // namespace longshore
