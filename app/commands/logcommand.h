// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/loglines.h"
#include "app/headless.h"
#include "model/logs/logreader.h"
#include "model/run/platformrunlog.h"

namespace longshore
{

/// `longshore log RUN [--stream NAME] [--stage N] [--platform]`: the stored log of a run, byte for byte on stdout and stderr; with
/// --json one object per line of the log. With --platform the events that the platform would make of it. Needs no engine. Of
/// a run under way it prints what is there.
class LogCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;

private:
    void storeOpened() override;
    void pump();
    void pumpPlatform();
    bool wanted(const StoredFrame &frame) const;

    RunSummary m_run;
    QList<StageSummary> m_stages;
    PlatformRunLog m_platform;
    std::unique_ptr<LogReader> m_reader;
    std::unique_ptr<LogEventWriter> m_lines;
};

} // namespace longshore
