// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/platformlog.h"
#include "model/run/runtypes.h"

namespace longshore
{

/// Reads the stored log of a run and says what the platform would show of it, while it is written, too. The stages'
/// `logging` is that of the request kept with the run; a component that it does not define has the platform's defaults.
/// A value: a worker gets a copy, and the one it leaves is the one to go on with.
class PlatformRunLog
{
public:
    explicit PlatformRunLog(const QString &capsule = {}) : m_capsule(capsule) {}

    /// The next events, of about a megabyte of log. `run` is the run as it is known now. Errors: Disk, also when the log
    /// is damaged. Blocks.
    Result<QList<PlatformRecord>> read(const RunSummary &run);
    /// The last call met the end of what there is.
    bool isCaughtUp() const { return m_caughtUp; }
    /// The run is over and all of it was told.
    bool isDone() const { return m_done; }
    /// Events that nobody sees (verbosity `none`), so far.
    qint64 dropped() const { return m_dropped + m_log.dropped(); }

private:
    void begin(int stage, const QString &componentId, bool isMain);
    void leave(const RunSummary &run, const QList<StageSummary> &stages);
    void finish(const RunSummary &run, const QList<StageSummary> &stages);

    QString m_capsule;
    int m_segment = 0;
    qint64 m_offset = 0;
    int m_stage = -1; ///< number of the one whose log is read; -1: nothing was read yet
    PlatformLog m_log;
    QList<PlatformRecord> m_records;
    qint64 m_dropped = 0; ///< of the stages before
    bool m_caughtUp = false;
    bool m_done = false;
};

/// What the platform shows the people who use a component of a run that failed (X11): the message of a user error, a
/// generic text for an application error. Empty for a success, and where the platform would not have failed like this.
QString endUserText(const RunSummary &run);

} // namespace longshore
