// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/jsontext.h"
#include "app/secretargument.h"
#include "model/run/capsulefiles.h"
#include "model/logs/logreader.h"
#include "model/run/runservice.h"
#include "model/run/runplan.h"

#include <QDir>
#include <QFileInfo>

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

RunCommand::RunCommand(const CommandLine &line, Console &console) : EngineCommand(line, console) {}

RunCommand::~RunCommand() = default;

/// What is wrong with the job or its secrets is said before an engine is looked for.
void RunCommand::start()
{
    Result<JobDocument> job = JobDocument::load(QDir().absoluteFilePath(line().subject));
    if (!job)
        return failForFile(job.error());
    if (const Result<void> valid = job->requireValid(); !valid)
        return fail(valid.error());
    const Result<QMap<QString, QString>> secrets = readSecretArguments(line().secrets);
    if (!secrets)
        return failForFile(secrets.error());
    m_request = {*job, line().dataFolder, line().row, line().tag, line().action, line().debug, *secrets};
    StoreCommand::start();
}

void RunCommand::storeOpened()
{
    m_access = std::make_unique<VaultAccess>(store(), line());
    m_access->openIfThere([this](const Result<void> &opened) {
        if (!opened)
            return failForVault(opened.error());
        PlanInput input;
        input.vault = m_access->vault();
        if (const auto plan = makeRunPlan(m_request, input); !plan)
            return fail(plan.error());
        EngineCommand::storeOpened();
    });
}

void RunCommand::engineConnected()
{
    m_service = std::make_unique<RunService>(store(), session().endpoint());
    m_service->setVault(m_access->vault());
    connect(m_service.get(), &RunService::runChanged, this, [this](const RunSummary &run) {
        if (run.id == m_run)
            stateChanged(run);
    });
    connect(m_service.get(), &RunService::finished, this, [this](const RunId &id, const RunResult &result) {
        if (id == m_run)
            ended(result);
    });
    connect(m_service.get(), &RunService::buildProgress, this, [this](const RunId &, int, int, const QString &text) {
        if (!text.trimmed().isEmpty())
            console().note(tr("build: %1").arg(text.trimmed()));
    });
    connect(m_service.get(), &RunService::recovered, this, [this](const QString &sentence) { console().note(sentence); });
    m_service->load();

    const Result<RunId> id = m_service->start(m_request);
    if (!id)
        return leave(id.error());
    m_run = *id;
}

void RunCommand::stateChanged(const RunSummary &run)
{
    if (!m_tail)
        follow(run);
    if (m_state == run.state)
        return;
    m_state = run.state;
    if (console().json())
        console().object({{"event", "state"}, {"state", text(toString(run.state))}});
}

void RunCommand::follow(const RunSummary &run)
{
    m_lines = std::make_unique<LogEventWriter>(console());
    m_tail = std::make_unique<LogTail>(run.capsule);
    connect(m_tail.get(), &LogTail::frames, this, &RunCommand::print);
    connect(m_tail.get(), &LogTail::failed, this, [this](const Error &error) { console().error(error); });
    connect(m_service.get(), &RunService::logAppended, m_tail.get(), [this](const RunId &id) {
        if (id == m_run)
            m_tail->poke();
    });
}

void RunCommand::print(const LogBatch &batch)
{
    for (const StoredFrame &frame : batch.frames) {
        if (console().json())
            m_lines->add(frame);
        else if (frame.flags & LogAppNote)
            console().note(QString::fromUtf8(frame.bytes).trimmed());
        else if (frame.source == LogSource::Stderr)
            console().writeErr(frame.bytes.toByteArray());
        else
            console().writeOut(frame.bytes.toByteArray());
    }
    if (console().broken())
        interrupt();
}

void RunCommand::printOutcome(const RunResult &result)
{
    for (const RunProblem &problem : result.problems)
        console().note(problem.path.isEmpty() ? problem.text : problem.path + u": "_s + problem.text);
    if (const QString folder = outputFolder(result.summary.capsule); QFileInfo::exists(folder))
        console().note(tr("output: %1").arg(folder));
}

/// The log is complete on disk by now; the tail may still be behind.
void RunCommand::ended(const RunResult &result)
{
    m_result = result;
    if (!m_tail)
        return conclude();
    connect(m_tail.get(), &LogTail::caughtUp, this, &RunCommand::conclude);
    m_tail->poke();
}

void RunCommand::conclude()
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
        console().error(*result.error);
    if (console().json())
        console().object(result.toJson());
    else
        printOutcome(result);
    leave(ExitCode(result.programExitCode()));
}

void RunCommand::interrupt()
{
    if (!m_service || m_run.isEmpty() || m_interrupted)
        return EngineCommand::interrupt();
    m_interrupted = true;
    console().note(tr("stopping; interrupt again to leave at once"));
    m_service->cancel(m_run);
}

} // namespace longshore
