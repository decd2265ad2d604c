// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>

namespace longshore
{

/// The ends of a component's two streams.
struct LogTails {
    QByteArray out;
    QByteArray err;
};

/// The last `characters` of each stream in a capsule's log from frame `firstSeq` on, without what Longshore wrote. Reads
/// back from the end, no further than it must, and holds no more than it gives. Characters are those of UTF-8; a stray
/// byte counts as one. Errors: Disk. Blocks: on a worker's thread.
Result<LogTails> readLogTails(const QString &capsule, quint64 firstSeq, qsizetype characters);

} // namespace longshore
