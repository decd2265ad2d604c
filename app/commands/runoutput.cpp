// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runoutput.h"

#include "app/commands/jsontext.h"
#include "model/run/capsulefiles.h"
#include "model/run/runservice.h"

#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

RunOutput::RunOutput(RunService &service, Console &console, const RunId &run, QObject *parent)
    : QObject(parent), m_service(service), m_console(console), m_run(run)
{
    connect(&service, &RunService::runChanged, this, [this](const RunSummary &changed) {
        if (changed.id == m_run)
            stateChanged(changed);
    });
    connect(&service, &RunService::finished, this, [this](const RunId &id, const RunResult &result) {
        if (id == m_run)
            ended(result);
    });
}

RunOutput::~RunOutput() = default;

void RunOutput::stateChanged(const RunSummary &run)
{
    if (!m_tail)
        follow(run);
    if (m_state == run.state)
        return;
    m_state = run.state;
    if (m_console.json())
        m_console.object({{"event", "state"}, {"state", text(toString(run.state))}});
}

void RunOutput::follow(const RunSummary &run)
{
    m_lines = std::make_unique<LogEventWriter>(m_console);
    m_tail = std::make_unique<LogTail>(run.capsule);
    connect(m_tail.get(), &LogTail::frames, this, &RunOutput::print);
    connect(m_tail.get(), &LogTail::failed, this, [this](const Error &error) { m_console.error(error); });
    connect(&m_service, &RunService::logAppended, m_tail.get(), [this](const RunId &id) {
        if (id == m_run)
            m_tail->poke();
    });
}

void RunOutput::print(const LogBatch &batch)
{
    for (const StoredFrame &frame : batch.frames) {
        if (m_console.json())
            m_lines->add(frame);
        else if (frame.flags & LogAppNote)
            m_console.note(QString::fromUtf8(frame.bytes).trimmed());
        else if (frame.source == LogSource::Stderr)
            m_console.writeErr(frame.bytes.toByteArray());
        else
            m_console.writeOut(frame.bytes.toByteArray());
    }
    if (m_console.broken())
        Q_EMIT broken();
}

void RunOutput::printOutcome(const RunResult &result)
{
    for (const RunProblem &problem : result.problems)
        m_console.note(problem.path.isEmpty() ? problem.text : problem.path + u": "_s + problem.text);
    if (const QString folder = outputFolder(result.summary.capsule); QFileInfo::exists(folder))
        m_console.note(tr("output: %1").arg(folder));
}

/// The log is complete on disk by now; the tail may still be behind.
void RunOutput::ended(const RunResult &result)
{
    m_result = result;
    if (!m_tail)
        return conclude();
    connect(m_tail.get(), &LogTail::caughtUp, this, &RunOutput::conclude);
    m_tail->poke();
}

void RunOutput::conclude()
{
    if (!m_result)
        return;
    const RunResult result = *std::exchange(m_result, std::nullopt);
    if (m_tail) { // none when it failed before its first state
        m_tail->disconnect(this);
        m_lines->finish();
    }
    // The log's last line is the verdict; why the engine failed is said in full here only.
    if (result.error)
        m_console.error(*result.error);
    if (m_console.json())
        m_console.object(result.toJson());
    else
        printOutcome(result);
    Q_EMIT concluded(result);
}

} // namespace longshore
