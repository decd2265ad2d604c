// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/headless.h"
#include "app/vaultaccess.h"
#include "model/run/runrequest.h"
#include "model/run/runtypes.h"

namespace longshore
{

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

protected:
    /// Looks at what else was asked for, before an engine is looked for.
    virtual Result<void> prepare() { return {}; }
    /// The request is good and there is an engine.
    virtual void begin();
    /// What the first interrupt does; false: there is nothing to stop.
    virtual bool stopRuns();
    /// The job as its file is now, and what else was asked for.
    Result<RunRequest> readRequest() const;
    const RunRequest &request() const { return m_request; }
    RunService &service() { return *m_service; }

private:
    void storeOpened() override;
    void engineConnected() override;

    RunRequest m_request;
    std::unique_ptr<VaultAccess> m_access;
    std::unique_ptr<RunService> m_service;
    RunId m_run;
    bool m_interrupted = false;
};

} // namespace longshore
