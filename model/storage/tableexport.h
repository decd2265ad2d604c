// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storage.h"
#include "model/storage/storagedatabase.h"

namespace longshore
{

/// Writes the rows that are asked for to `descriptor`, as they were when it began. `path` is for messages.
Result<StorageExported> writeTable(const StorageDatabase &storage, const StorageExport &what, int descriptor, const QString &path,
                                   const StorageProgress &progress);
/// The same by a temporary file beside `path` and a rename.
Result<StorageExported> writeTableFile(const StorageDatabase &storage, const StorageExport &what, const QString &path,
                                       const StorageProgress &progress);
/// The first rows, as text.
Result<QList<QStringList>> previewTable(const StorageDatabase &storage, const QString &id, int rows);

} // namespace longshore
