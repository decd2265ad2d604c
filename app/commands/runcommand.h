// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/loglines.h"
#include "app/headless.h"
#include "app/vaultaccess.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

#include <optional>

namespace longshore
{

class LogTail;
class RunService;

/// `longshore run JOB`: the same run as the window's, its log on stdout and stderr, its verdict as exit code. The first
/// interrupt stops the component, the second one leaves at once.
class RunCommand : public EngineCommand
{
    Q_OBJECT
public:
    RunCommand(const CommandLine &line, Console &console);
    ~RunCommand() override;

    void start() override;
    void interrupt() override;

private:
    void storeOpened() override;
    void engineConnected() override;
    void follow(const RunSummary &run);
    void stateChanged(const RunSummary &run);
    void print(const LogBatch &batch);
    void ended(const RunResult &result);
    void conclude();
    void printOutcome(const RunResult &result);

    RunRequest m_request;
    std::unique_ptr<VaultAccess> m_access;
    std::unique_ptr<RunService> m_service;
    std::unique_ptr<LogTail> m_tail;
    std::unique_ptr<LogEventWriter> m_lines;
    RunId m_run;
    std::optional<RunState> m_state;
    std::optional<RunResult> m_result;
    bool m_interrupted = false;
};

} // namespace longshore
