// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/buildservice.h"

#include "dockerclient/engineclient.h"
#include "model/engine/session.h"
#include "model/images/imagebuild.h"
#include "model/settings.h"
#include "model/tasks/tasklist.h"

#include <QDataStream>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr qsizetype mostFolders = 20;
const QString settingsName = u"images/builds"_s;

/// Makes the client and the build in the thread where both live, and is what they belong to.
class Workbench : public QObject
{
public:
    Workbench(const Endpoint &endpoint, const BuildRequest &request) : m_endpoint(endpoint), m_request(request) {}

    /// `join` connects the build before it starts.
    void begin(const std::function<void(ImageBuild &)> &join)
    {
        m_client = new EngineClient(m_endpoint, this);
        m_build = new ImageBuild(*m_client, m_request, this);
        join(*m_build);
        m_client->negotiate(this, [this](const Result<EngineVersion> &version) {
            if (version && !m_cancelled)
                m_build->start();
            else if (!m_cancelled)
                Q_EMIT m_build->finished(fail(version.error()));
        });
    }
    void cancel()
    {
        m_cancelled = true;
        if (m_build)
            m_build->cancel();
    }

private:
    Endpoint m_endpoint;
    BuildRequest m_request;
    EngineClient *m_client = nullptr;
    ImageBuild *m_build = nullptr;
    bool m_cancelled = false;
};

} // namespace

BuildService::BuildService(EngineSession &session, TaskList &tasks, LogRoom &logs, Settings *settings, QObject *parent)
    : QObject(parent), m_session(session), m_tasks(tasks), m_logs(logs), m_settings(settings)
{
    m_thread.setObjectName(u"builds"_s);
    m_thread.start();
    if (!settings)
        return;
    QDataStream stream(settings->viewState(settingsName));
    QList<QByteArray> kept;
    stream >> kept;
    for (const QByteArray &json : kept) {
        if (const BuildRequest request = BuildRequest::fromJson(json); !request.folder.isEmpty())
            m_requests.append(request);
    }
}

BuildService::~BuildService()
{
    m_thread.quit();
    m_thread.wait();
}

std::optional<BuildRequest> BuildService::lastRequest(const QString &folder) const
{
    const auto found = std::find_if(m_requests.begin(), m_requests.end(),
                                    [&folder](const BuildRequest &request) { return folder.isEmpty() || request.folder == folder; });
    return found == m_requests.end() ? std::nullopt : std::optional(*found);
}

QStringList BuildService::folders() const
{
    QStringList folders;
    for (const BuildRequest &request : m_requests)
        folders.append(request.folder);
    return folders;
}

void BuildService::remember(const BuildRequest &request)
{
    m_requests.removeIf([&request](const BuildRequest &other) { return other.folder == request.folder; });
    m_requests.prepend(request);
    m_requests = m_requests.mid(0, mostFolders);
    if (!m_settings)
        return;
    QList<QByteArray> kept;
    for (const BuildRequest &each : std::as_const(m_requests))
        kept.append(each.toJson());
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << kept;
    m_settings->setViewState(settingsName, bytes);
}

Result<Build *> BuildService::start(const BuildRequest &request)
{
    if (const Result<void> good = request.check(); !good)
        return fail(good.error());
    if (m_session.state() != EngineSession::State::Connected)
        return fail(Error::make(Error::Kind::Unreachable, u"build an image"_s, u"no engine is connected"_s, tr("Try again when the engine answers.")));
    remember(request);
    auto *build = new Build(request, m_session.kind(), m_logs, this);
    m_builds.prepend(build);
    joinTask(build);
    dropOld();
    const Endpoint endpoint = m_session.endpoint();
    if (m_credentials)
        m_credentials(request, build, [this, build, endpoint](const QByteArray &header) {
            build->setRegistryConfig(header);
            launch(build, endpoint);
        });
    else
        launch(build, endpoint);
    Q_EMIT started(build);
    return build;
}

void BuildService::launch(Build *build, const Endpoint &endpoint)
{
    if (!build->isRunning())
        return; // cancelled meanwhile
    build->setLaunched();
    auto *bench = new Workbench(endpoint, build->request());
    bench->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, bench, &QObject::deleteLater);
    connect(build, &QObject::destroyed, bench, &QObject::deleteLater);
    connect(build, &Build::ended, bench, &QObject::deleteLater);
    connect(build, &Build::cancelRequested, bench, [bench] { bench->cancel(); });
    const auto join = [build](ImageBuild &work) {
        connect(&work, &ImageBuild::builderChosen, build, &Build::setBuilder);
        connect(&work, &ImageBuild::stepBegan, build, [build](int index, int count, const QString &text) { build->steps().begin(index, count, text); });
        connect(&work, &ImageBuild::stepWasCached, build, [build] { build->steps().markCached(); });
        connect(&work, &ImageBuild::traced, build, [build](const BuildTrace &trace) { build->steps().take(trace); });
        connect(&work, &ImageBuild::output, &build->inlet(), &LogInlet::written);
        connect(&work, &ImageBuild::leftOut, build, &Build::setLeftOut);
        connect(&work, &ImageBuild::finished, build, &Build::end);
    };
    QMetaObject::invokeMethod(bench, [bench, join] { bench->begin(join); }, Qt::QueuedConnection);
}

/// Who looks at one of the last may go on; each holds its log on disk.
void BuildService::dropOld()
{
    int ended = 0;
    m_builds.removeIf([&ended](Build *build) {
        const bool isOld = !build->isRunning() && ++ended > mostEnded;
        if (isOld)
            build->deleteLater();
        return isOld;
    });
}

void BuildService::joinTask(Build *build)
{
    Task *task = m_tasks.add(tr("Build %1").arg(build->request().name()));
    task->setOffer(tr("Show"));
    connect(task, &Task::offerTaken, build, [this, build] { Q_EMIT showRequested(build); });
    connect(build, &QObject::destroyed, task, [task] { task->setOffer({}); });
    connect(task, &Task::cancelRequested, build, &Build::cancel);
    connect(build, &Build::changed, task, [build, task] {
        if (build->isRunning()) {
            task->setProgress(build->steps().endedCount(), build->steps().totalCount());
            task->setStep(build->steps().current());
        }
    });
    connect(build, &Build::ended, this, [this, build, task = QPointer(task)] {
        if (build->state() == Build::State::Done)
            Q_EMIT built(build);
        dropOld();
        if (!task)
            return;
        if (build->state() == Build::State::Done)
            task->finish(build->sentence());
        else
            task->fail(build->error());
    });
}

} // namespace longshore
