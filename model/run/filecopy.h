// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/storage/storage.h"

#include <QString>

namespace longshore
{

/// Copies the regular file `from` to `to`, which must not exist: shared blocks where the file system has them, else in
/// parts, so that memory stays flat. Links are not followed; a file that shrinks meanwhile gives what it has. Gives the
/// bytes copied. Errors: NotFound, BadInput (no regular file), PermissionDenied, Disk, Cancelled. Blocks: worker's thread.
Result<qint64> copyFile(const QString &from, const QString &to, const StorageProgress &progress = {});

} // namespace longshore
