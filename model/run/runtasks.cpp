// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runtasks.h"

#include "model/run/runservice.h"
#include "model/tasks/tasklist.h"

namespace longshore
{

RunTasks::RunTasks(RunService &service, TaskList &tasks, QObject *parent) : QObject(parent), m_service(service), m_tasks(tasks)
{
    connect(&service, &RunService::runChanged, this, &RunTasks::runChanged);
    connect(&service, &RunService::buildProgress, this, &RunTasks::progress);
    connect(&service, &RunService::finished, this, &RunTasks::finished);
}

void RunTasks::runChanged(const RunSummary &run)
{
    Task *build = m_builds.value(run.id);
    if (run.state == RunState::Building && !build) {
        build = m_tasks.add(tr("Build %1").arg(run.imageReference));
        connect(build, &Task::cancelRequested, this, [this, id = run.id] { m_service.cancel(id); });
        m_builds.insert(run.id, build);
    } else if (build && run.state > RunState::Building && run.state < RunState::Removing) {
        build->finish(tr("built"));
        m_builds.remove(run.id);
    }
}

void RunTasks::progress(const RunId &id, int step, int count, const QString &text)
{
    if (Task *build = m_builds.value(id)) {
        build->setProgress(step, count);
        if (const QString line = text.trimmed(); !line.isEmpty())
            build->setStep(line);
    }
}

// A run that ends while its image is built ends the build.
void RunTasks::finished(const RunId &id, const RunResult &result)
{
    if (Task *build = m_builds.take(id)) {
        if (result.summary.verdict == Verdict::Cancelled)
            build->markCancelled();
        else
            build->fail(result.error.value_or(Error::cancelled(tr("build the image"))));
    }
}

} // namespace longshore
