// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runservice.h"

#include "model/asynctask.h"
#include "model/run/enginefolders.h"
#include "model/run/engineroom.h"
#include "model/run/processorimages.h"
#include "model/run/runjournal.h"
#include "model/store/store.h"

#include <QFile>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

RunService::RunService(std::shared_ptr<Store> store, const Endpoint &endpoint, QObject *parent, int parallel)
    : QObject(parent), m_store(std::move(store)), m_endpoint(endpoint), m_room(new EngineRoom(m_store, parallel))
{
    m_thread.setObjectName(u"engine room"_s);
    m_room->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_room, &QObject::deleteLater);
    connectRoom();
    m_thread.start();
}

RunService::~RunService()
{
    m_thread.quit();
    m_thread.wait();
}

void RunService::connectRoom()
{
    connect(m_room, &EngineRoom::runChanged, this, [this](const RunSummary &run) {
        if (!m_actions.contains(run.id))
            Q_EMIT runChanged(run);
    });
    connect(m_room, &EngineRoom::stageChanged, this, &RunService::stageChanged);
    connect(m_room, &EngineRoom::logAppended, this, &RunService::logAppended);
    connect(m_room, &EngineRoom::buildProgress, this, &RunService::buildProgress);
    connect(m_room, &EngineRoom::resumed, this, [this](const RunId &id) { m_active.append(id); });
    connect(m_room, &EngineRoom::recovered, this, &RunService::recovered);
    connect(m_room, &EngineRoom::finished, this, &RunService::ended);
}

void RunService::ended(const RunId &id, const RunResult &result)
{
    m_active.removeOne(id);
    m_actions.remove(id); // its last change was told before
    Q_EMIT finished(id, result);
    if (m_active.isEmpty())
        Q_EMIT idle();
}

void RunService::setEndpoint(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
}

void RunService::setVault(std::shared_ptr<const Vault> vault)
{
    m_vault = vault;
    QMetaObject::invokeMethod(m_room, [room = m_room, vault = std::move(vault)] { room->setVault(vault); }, Qt::QueuedConnection);
}

void RunService::setRegistries(std::shared_ptr<RegistryAuth> registries)
{
    m_registries = std::move(registries);
    QMetaObject::invokeMethod(m_room, [room = m_room, auth = m_registries.get()] { room->setRegistries(auth); }, Qt::QueuedConnection);
}

Result<RunId> RunService::start(const RunRequest &request)
{
    if (m_store->readOnly())
        return fail(Error::make(Error::Kind::StoreUnwritable, u"run the job %1"_s.arg(request.job.name()),
                                u"a newer Longshore wrote the store %1"_s.arg(m_store->directory()),
                                u"Update this program, or choose another store with --store."_s));
    PreparedRun run;
    run.request = request;
    run.input.kbcRunId = QString::number(QDateTime::currentMSecsSinceEpoch());
    run.input.vault = m_vault;
    auto plan = makeRunPlan(request, run.input);
    if (!plan)
        return fail(plan.error());
    if (auto fine = checkEngineFolders(request.job, m_endpoint); !fine)
        return fail(fine.error());
    run.input.known = storedComponents(m_store->directory(), plan->unknownComponents);
    const RunId id{m_ids.next()};
    auto capsule = Capsule::create(m_store->runsDirectory(), id);
    if (!capsule)
        return fail(capsule.error());
    run.capsule = std::move(*capsule);
    run.summary.id = id;
    run.summary.jobId = request.job.id();
    run.summary.jobName = request.job.name();
    run.summary.jobFile = request.job.path();
    run.summary.rowId = request.rowId;
    run.summary.imageReference = plan->imageReference;
    run.summary.stageCount = plan->stageCount();
    run.summary.engine = m_endpoint.toString();
    run.summary.created = QDateTime::currentDateTimeUtc();
    run.summary.capsule = run.capsule->path();
    m_active.append(id);
    if (plan->isAction)
        m_actions.insert(id);
    else
        Q_EMIT started(id, request);
    QMetaObject::invokeMethod(m_room, [room = m_room, run, endpoint = m_endpoint] { room->add(run, endpoint); }, Qt::QueuedConnection);
    return id;
}

void RunService::cancel(const RunId &id, int graceSeconds)
{
    QMetaObject::invokeMethod(m_room, [room = m_room, id, graceSeconds] { room->cancel(id, graceSeconds); }, Qt::QueuedConnection);
}

void RunService::cancelAll(int graceSeconds)
{
    for (const RunId &id : std::as_const(m_active))
        cancel(id, graceSeconds);
}

int RunService::activeCount() const
{
    return int(m_active.size());
}

void RunService::load()
{
    runAsync(this, [store = m_store] { return list(*store); }, [this](const Result<QList<RunSummary>> &runs) {
        if (runs)
            Q_EMIT runsLoaded(*runs);
        else
            Q_EMIT recovered(runs.error().sentence());
        QMetaObject::invokeMethod(m_room, [room = m_room, endpoint = m_endpoint] { room->recover(endpoint); }, Qt::QueuedConnection);
    });
}

Result<QList<RunSummary>> RunService::list(const Store &store, int limit)
{
    return RunIndex::list(store, limit);
}

Result<RunSummary> RunService::find(const Store &store, const QString &idOrPrefix)
{
    const QString asked = u"find the run %1"_s.arg(idOrPrefix);
    const auto runs = RunIndex::withPrefix(store, idOrPrefix);
    if (!runs)
        return fail(runs.error());
    if (runs->isEmpty() || idOrPrefix.isEmpty())
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such run in %1"_s.arg(store.directory()),
                                u"\"longshore runs\" lists them."_s));
    if (runs->size() > 1)
        return fail(Error::make(Error::Kind::BadInput, asked, u"more than one run starts like that"_s, u"Give more of its id."_s));
    return runs->first();
}

void RunService::events(const RunId &id, QObject *context, std::function<void(const Result<QList<RunEvent>> &)> done) const
{
    runAsync(context, [store = m_store, id] { return RunIndex::events(*store, id); }, std::move(done));
}

Result<RunResult> RunService::result(const RunSummary &run)
{
    QFile file(run.capsule + u"/manifest.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::NotFound, u"read the result of the run %1"_s.arg(run.id.value), file.errorString()));
    const auto json = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    if (!json.is_object() || !json.contains("result"))
        return fail(Error::make(Error::Kind::BadInput, u"read the result of the run %1"_s.arg(run.id.value), u"manifest.json is damaged"_s));
    return RunResult::fromJson(json["result"]);
}

} // namespace longshore
