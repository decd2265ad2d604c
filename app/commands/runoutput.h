// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commands/loglines.h"
#include "app/console.h"
#include "model/logs/logreader.h"
#include "model/run/runtypes.h"

#include <QObject>
#include <memory>
#include <optional>

namespace longshore
{

class LogTail;
class RunService;

/// Tells a run on the console while it goes on: its log on stdout and stderr, with --json its states and its result.
class RunOutput : public QObject
{
    Q_OBJECT
public:
    /// `service` and `console` outlive it.
    RunOutput(RunService &service, Console &console, const RunId &run, QObject *parent = nullptr);
    ~RunOutput() override;

Q_SIGNALS:
    /// The run ended, and all was told.
    void concluded(const longshore::RunResult &result);
    /// Nobody reads stdout any more.
    void broken();

private:
    void follow(const RunSummary &run);
    void stateChanged(const RunSummary &run);
    void print(const LogBatch &batch);
    void ended(const RunResult &result);
    void conclude();
    void printOutcome(const RunResult &result);

    RunService &m_service;
    Console &m_console;
    RunId m_run;
    std::unique_ptr<LogTail> m_tail;
    std::unique_ptr<LogEventWriter> m_lines;
    std::optional<RunState> m_state;
    std::optional<RunResult> m_result;
};

} // namespace longshore
