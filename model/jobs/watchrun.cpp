// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/watchrun.h"

#include "model/run/runservice.h"

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// Who saved a file waits for the next run, so the one before gets little time to end by itself.
constexpr int graceSeconds = 2;

WatchedSource watchedSource(const JobDocument &job, const JobSource &source, const QStringList &leftOut)
{
    WatchedSource watched{source.folder, source.dockerfile, leftOut, {}};
    if (const QString data = job.input().folder; !data.isEmpty())
        watched.leftOut.append(data);
    if (!job.path().isEmpty())
        watched.also.append(job.path());
    return watched;
}

} // namespace

WatchRun::WatchRun(RunService &service, MakeRequest request, const QStringList &leftOut, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_makeRequest(std::move(request))
    , m_leftOut(leftOut)
{
    connect(&service, &RunService::runChanged, this, [this](const RunSummary &run) {
        if (run.id == m_run.id)
            runChanged(run);
    });
    connect(&service, &RunService::finished, this, [this](const RunId &id, const RunResult &result) {
        if (id == m_run.id)
            runFinished(result);
    });
}

Result<void> WatchRun::start()
{
    const Result<RunRequest> request = m_makeRequest();
    if (!request)
        return fail(request.error());
    const std::optional<JobSource> source = request->job.source();
    if (!source) {
        return fail(Error::make(Error::Kind::BadInput, u"watch the job %1"_s.arg(request->job.name()), u"it names no source to build from"_s,
                                u"Open the component's folder, or add \"source\" to the job."_s));
    }
    m_watcher = new SourceWatcher(watchedSource(request->job, *source, m_leftOut), this);
    connect(m_watcher, &SourceWatcher::started, this, &WatchRun::stateChanged);
    connect(m_watcher, &SourceWatcher::changed, this, &WatchRun::sourceSaved);
    connect(m_watcher, &SourceWatcher::failed, this, &WatchRun::lost);
    m_watcher->start();
    begin();
    return {};
}

Result<RunId> WatchRun::startRun()
{
    Result<RunRequest> request = m_makeRequest();
    if (!request)
        return fail(request.error());
    request->rebuild = true;
    return m_service.start(*request);
}

void WatchRun::begin()
{
    m_error.reset();
    const Result<RunId> id = startRun();
    if (!id) {
        m_error = id.error();
        enter(State::Waiting);
        Q_EMIT notStarted(id.error());
        return;
    }
    m_run = RunSummary();
    m_run.id = *id;
    m_result.reset();
    enter(State::Building);
    Q_EMIT runStarted(*id);
}

void WatchRun::sourceSaved(const QStringList &files)
{
    if (m_isOver)
        return;
    m_changed = files;
    Q_EMIT saved(files);
    if (m_state == State::Waiting)
        return begin();
    m_service.cancel(m_run.id, graceSeconds);
    enter(State::Stopping);
}

void WatchRun::runChanged(const RunSummary &run)
{
    m_run = run;
    if (m_state == State::Stopping || run.finished())
        return;
    enter(run.state <= RunState::Building ? State::Building : State::Running);
}

void WatchRun::runFinished(const RunResult &result)
{
    const bool again = m_state == State::Stopping && !m_isOver;
    m_run = result.summary;
    m_result = result;
    enter(m_isOver ? State::Off : State::Waiting);
    Q_EMIT runEnded(result);
    if (m_isOver)
        Q_EMIT ended();
    else if (again)
        begin();
}

void WatchRun::stop()
{
    if (std::exchange(m_isOver, true))
        return;
    const bool isIdle = m_state == State::Off || m_state == State::Waiting;
    enter(isIdle ? State::Off : State::Stopping);
    if (isIdle)
        Q_EMIT ended();
    else
        m_service.cancel(m_run.id, graceSeconds);
}

/// A run under way ends by itself; what it tells is not out of date.
void WatchRun::lost(const Error &error)
{
    m_error = error;
    m_isOver = true;
    const bool isIdle = m_state == State::Off || m_state == State::Waiting;
    enter(isIdle ? State::Off : m_state);
    if (isIdle)
        Q_EMIT ended();
}

void WatchRun::enter(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

QString WatchRun::words(State state)
{
    switch (state) {
    case State::Off:
        return tr("Not watching");
    case State::Building:
        return tr("Building");
    case State::Running:
        return tr("Running");
    case State::Stopping:
        return tr("Stopping the run that is out of date");
    case State::Waiting:
        return tr("Waiting for a saved file");
    }
    return {};
}

} // namespace longshore
