// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "model/logs/logreader.h"
#include "model/run/stagesummary.h"

namespace longshore
{

/// `longshore log RUN [--stream NAME] [--stage N]`: the stored log of a run, byte for byte on stdout and stderr; with --json one
/// object per line of the log. Needs no engine. Of a run under way it prints what is there.
class LogCommand : public StoreCommand
{
    Q_OBJECT
public:
    using StoreCommand::StoreCommand;

private:
    void storeOpened() override;
    void pump();
    bool wanted(const StoredFrame &frame) const;

    QList<StageSummary> m_stages;
    std::unique_ptr<LogReader> m_reader;
    std::unique_ptr<class LogEventWriter> m_lines;
};

} // namespace longshore
