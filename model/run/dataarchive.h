// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/datasnapshot.h"

namespace longshore
{

/// As `listSnapshot` for a zip or tar file; nothing of it is written anywhere.
Result<DataListing> listArchive(const QString &path, bool withDigests, const CancelToken &token);
/// The beginning of one of its files. Error NotFound when it has none of this name.
Result<FileHead> readArchiveFile(const QString &path, const QString &name, qint64 most);

} // namespace longshore
