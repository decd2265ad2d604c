// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace longshore
{

/// What one pass over a run's stored log shows of the component's manners.
struct LogFacts {
    qint64 stdoutBytes = 0;
    qint64 stderrBytes = 0;
    qint64 redacted = 0;    ///< frames in which a secret was hidden
    qint64 longestLine = 0; ///< bytes
    bool badUtf8 = false;
    bool traceback = false; ///< an unhandled exception of Python, PHP, Java or Node, a panic of Go
    QString needsRoot;      ///< the first line that sounds like missing rights; empty = none

    bool operator==(const LogFacts &) const = default;
};

/// Reads at most 256 MiB; the application's own notes are left out. Blocks; any thread.
LogFacts readLogFacts(const QString &capsule);

} // namespace longshore
