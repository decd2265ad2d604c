// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/runcommand.h"

#include "app/commands/runoutput.h"
#include "app/secretargument.h"
#include "model/run/runplan.h"
#include "model/run/runservice.h"

#include <QDir>

namespace longshore
{

RunCommand::RunCommand(const CommandLine &line, Console &console) : EngineCommand(line, console) {}

RunCommand::~RunCommand() = default;

Result<RunRequest> RunCommand::readRequest() const
{
    const Result<JobDocument> job = JobDocument::load(QDir().absoluteFilePath(line().subject));
    if (!job)
        return longshore::fail(job.error());
    if (const Result<void> valid = job->requireValid(); !valid)
        return longshore::fail(valid.error());
    RunRequest request = m_request;
    request.job = *job;
    return request;
}

/// What is wrong with the job or its secrets is said before an engine is looked for.
void RunCommand::start()
{
    const Result<RunRequest> request = readRequest();
    if (!request)
        return failForFile(request.error());
    const Result<QMap<QString, QString>> secrets = readSecretArguments(line().secrets);
    if (!secrets)
        return failForFile(secrets.error());
    m_request = {request->job, line().dataFolder, line().row, line().tag, line().action, line().debug, *secrets};
    if (const Result<void> prepared = prepare(); !prepared)
        return failForFile(prepared.error());
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
    m_service->setRegistries(m_access->registries());
    connect(m_service.get(), &RunService::recovered, this, [this](const QString &sentence) { console().note(sentence); });
    m_service->load();
    begin();
}

void RunCommand::begin()
{
    const Result<RunId> id = m_service->start(m_request);
    if (!id)
        return leave(id.error());
    m_run = *id;
    auto *output = new RunOutput(*m_service, console(), m_run, this);
    connect(output, &RunOutput::broken, this, &RunCommand::interrupt);
    connect(output, &RunOutput::concluded, this, [this](const RunResult &result) { leave(ExitCode(result.programExitCode())); });
}

bool RunCommand::stopRuns()
{
    if (m_run.isEmpty())
        return false;
    m_service->cancel(m_run);
    return true;
}

void RunCommand::interrupt()
{
    if (!m_service || m_interrupted || !stopRuns())
        return EngineCommand::interrupt();
    m_interrupted = true;
    console().note(tr("stopping; interrupt again to leave at once"));
}

} // namespace longshore
