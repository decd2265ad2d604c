// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/asynctask.h"
#include "model/logs/logrows.h"
#include "model/logs/logstore.h"

#include <atomic>

namespace longshore
{

class Task;

enum class LogFileFormat {
    Plain,
    Timestamps, ///< each line behind its time, RFC 3339 UTC with nanoseconds; "-" where it is not known
    Ansi,       ///< colours and attributes as escape sequences
    JsonLines   ///< {"time","stream","level","line","text"}; lines count from 1, time and level may be null
};

/// Lines of a log on their way into a file. Of rows of lines alike, all lines; a line that was cut into rows is whole
/// again, but in JSON.
struct LogExport {
    std::shared_ptr<const LogStore> store;
    LogRows rows; ///< as they are now; all lines: those of a LogRows after `setLines`
    quint64 firstRow = 0;
    quint64 endRow = 0; ///< one behind the last
    LogFileFormat format = LogFileFormat::Plain;
    QString path;
};

struct LogExported {
    quint64 lines = 0;
    quint64 lost = 0; ///< had left the store by the time they were to be written
    qint64 bytes = 0;
};

/// Writes a temporary file beside `path` and renames it in the end: the file is whole, or as it was before. Constant
/// memory. `done` counts rows. Errors: Disk, PermissionDenied, NotFound, Cancelled. Any thread.
Result<LogExported> writeLog(const LogExport &what, const CancelToken &token = {}, std::atomic<quint64> *done = nullptr);

/// The same on a worker; the task tells its progress, can be cancelled, and says in the end what was written. GUI thread.
void exportLog(LogExport what, Task *task);

} // namespace longshore
