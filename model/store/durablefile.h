// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>

namespace longshore
{

/// Replaces a small file so that a crash or power cut leaves the old or the new content, never a mix: temporary file
/// in the same folder, fsync, rename, fsync of the folder (reliability §5.2). Mode 0600. Errors: Disk when the disk
/// is full or fails, StoreUnwritable otherwise. Any thread.
Result<void> durableReplace(const QString &path, const QByteArray &bytes);

/// fsync of a folder, so that names made, renamed or removed in it survive a power cut.
Result<void> syncDirectory(const QString &path);

/// An Error for the errno of a failed write: Disk for ENOSPC, EDQUOT, EFBIG and EIO, else StoreUnwritable.
Error diskError(const QString &asked, int errnoValue);

} // namespace longshore
