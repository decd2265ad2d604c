// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>

namespace longshore
{

/// Largest job file that is read.
constexpr qint64 maximumJobBytes = 16 * 1024 * 1024;

/// The bytes of a file that a person named. `asked` opens the sentence of an error.
Result<QByteArray> readJobFile(const QString &path, const QString &asked);

/// Writes in one step: temporary file beside it, fsync, rename, fsync of the folder. Makes missing folders. The old
/// file stays whole whatever fails.
Result<void> writeJobFile(const QString &path, const QByteArray &bytes, const QString &asked);

} // namespace longshore
