// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/runcommand.h"

namespace longshore
{

class WatchRun;

/// `longshore run JOB --watch`: builds and runs whenever the source is saved, until it is interrupted. Its exit code is
/// that of the last run.
class WatchCommand : public RunCommand
{
    Q_OBJECT
public:
    WatchCommand(const CommandLine &line, Console &console);
    ~WatchCommand() override;

private:
    void begin() override;
    bool stopRuns() override;
    void watching();
    void notStarted(const Error &error);
    void saved(const QStringList &files);
    void follow(const RunId &id);
    void leaveIfTold();

    std::unique_ptr<WatchRun> m_watch;
    ExitCode m_code = ExitCode::Cancelled; ///< of the last run
    int m_telling = 0;                     ///< runs whose output is not told to its end
    bool m_isOver = false;
    bool m_told = false;
};

} // namespace longshore
