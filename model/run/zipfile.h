// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/asynctask.h"
#include "model/run/tarstream.h"

#include <atomic>

namespace longshore
{

/// How far a zip has come; read on another thread.
struct ZipProgress {
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0; ///< bytes of what goes in, 0 = not known yet
};

struct ZipWritten {
    qint64 bytes = 0;  ///< of the zip
    QStringList notes; ///< what was left out, and why: one sentence each
};

/// Writes `parts` as a zip by a temporary file and a rename: the file is whole, or as it was before. Constant memory.
/// `asked` opens the sentence of an error. Errors: Disk, Cancelled. Blocks; any thread.
Result<ZipWritten> writeZip(std::vector<TarPart> parts, const QString &path, const QString &asked, const CancelToken &token = {},
                            ZipProgress *progress = nullptr);

/// The same for a zip that there is already.
Result<ZipWritten> copyZip(const QString &from, const QString &path, const QString &asked, const CancelToken &token = {},
                           ZipProgress *progress = nullptr);

} // namespace longshore
