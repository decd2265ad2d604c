// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/reattachment.h"

#include "dockerclient/api/containers.h"
#include "model/asynctask.h"
#include "model/component/secrets.h"
#include "model/logs/crc32c.h"
#include "model/logs/logreader.h"
#include "model/run/capsulefiles.h"
#include "model/run/containerfile.h"
#include "model/run/enginelink.h"
#include "model/run/runstate.h"
#include "model/run/workfolder.h"
#include "model/run/workremoval.h"
#include "model/store/store.h"

#include <QFileInfo>
#include <QTimer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int removalTries = 15;

/// What of the stage's log is stored, by stream.
Result<LogCapture::StoredLog> storedLog(const QString &capsule, qint64 firstSeq)
{
    LogCapture::StoredLog stored{};
    LogReader reader(capsule);
    for (;;) {
        const auto batch = reader.read();
        if (!batch)
            return fail(batch.error());
        if (batch->frames.isEmpty())
            return stored;
        for (const StoredFrame &frame : batch->frames) {
            if (frame.source == LogSource::Engine || qint64(frame.seq) < firstSeq)
                continue;
            LogCapture::Stored &stream = stored[size_t(frame.source)];
            stream.bytes += frame.bytes.size();
            stream.crc = crc32c(stream.crc, frame.bytes.data(), frame.bytes.size());
        }
    }
}

Result<ResumePoint> load(const QString &capsule, const Store &store)
{
    ResumePoint point;
    auto kept = keptRequest(capsule);
    if (!kept && kept.error().kind == Error::Kind::NotFound)
        return fail(Error::make(Error::Kind::NotFound, u"go on with the run"_s, u"no stage was begun"_s));
    if (!kept)
        return fail(kept.error());
    point.kept = std::move(*kept);
    auto states = JobStates::read(store, point.kept.request.job.configurationId());
    if (!states)
        return fail(states.error());
    point.kept.input.states = std::move(*states);
    if (auto plan = makeRunPlan(point.kept.request, point.kept.input); !plan)
        return fail(plan.error());
    point.stages = storedStages(capsule);
    if (point.stages.isEmpty())
        return fail(Error::make(Error::Kind::NotFound, u"go on with the run"_s, u"no stage was begun"_s));
    auto memo = storedStageMemo(capsule, point.stages.last().number);
    if (!memo)
        return fail(memo.error());
    point.memo = std::move(*memo);
    auto logged = storedLog(capsule, point.stages.last().firstSeq);
    if (!logged)
        return fail(logged.error());
    point.logged = *logged;
    return point;
}

} // namespace

Reattachment::Reattachment(EngineLink &link, std::shared_ptr<Store> store, const RunSummary &run, const QString &capsule, bool wasUploaded,
                           QObject *parent)
    : QObject(parent), m_link(link), m_store(std::move(store)), m_run(run), m_capsule(capsule), m_wasUploaded(wasUploaded)
{
}

void Reattachment::start(const ContainerId &container)
{
    m_container = container;
    runAsync(this, [capsule = m_capsule, store = m_store] { return load(capsule, *store); }, [this](const Result<ResumePoint> &point) { loaded(point); });
}

void Reattachment::loaded(const Result<ResumePoint> &point)
{
    if (!point)
        return decline(point.error().sentence());
    m_point = *point;
    if (!m_point.memo.lastOfRun)
        return decline(tr("later stages were to come, whose configuration is not kept"));
    if (m_run.state >= RunState::Removing) // committed once its outputs were; the engine may be removing it right now
        return isPublished() ? removeContainer() : decline(tr("it was being ended"));
    if (m_container.isEmpty())
        return isPublished() ? removeWork() : decline(tr("its container is gone"));
    m_link.client().containers().inspect(m_container.value, this, [this](const Result<ContainerDetails> &details) { inspected(details); });
}

/// Its verdict is known and its outputs are here: only what comes behind the stage is left to do.
bool Reattachment::isPublished() const
{
    const StageSummary &stage = m_point.stages.last();
    return stage.verdict && !stage.output.isEmpty() && QFileInfo(m_capsule + u'/' + stage.output).isDir();
}

void Reattachment::removeContainer()
{
    if (m_container.isEmpty())
        return removeWork();
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(m_container.value, options, this, [this](const Result<void> &removed) {
        const auto kind = removed ? Error::Kind::NotFound : removed.error().kind;
        if (kind == Error::Kind::Conflict && ++m_tries < removalTries) // the call of the one that died is still at work
            return QTimer::singleShot(300, this, &Reattachment::removeContainer);
        kind == Error::Kind::NotFound ? removeWork() : decline(removed.error().sentence());
    });
}

/// Of a bound stage, the folder goes with the container.
void Reattachment::removeWork()
{
    const QString folder = WorkFolder::ofRun(m_store->directory(), m_run.id);
    auto *removal = new WorkRemoval(m_link, folder, m_run.id, m_point.stages.last().imageId, m_store->uuid(), this);
    connect(removal, &WorkRemoval::finished, this, &Reattachment::finish);
    removal->start();
}

void Reattachment::decline(const QString &why)
{
    Q_EMIT impossible(why);
}

void Reattachment::inspected(const Result<ContainerDetails> &details)
{
    if (!details)
        return decline(details.error().sentence());
    m_point.container = *details;
    if (!details->everStarted() && !m_wasUploaded)
        return decline(tr("its data had not been sent, and secrets are never kept"));
    if (!m_point.memo.hasSecrets)
        return finish();
    if (!m_point.memo.knowsAllSecrets)
        return decline(tr("secrets of other stages, which its log must not show, are not kept"));
    readSecrets();
}

void Reattachment::readSecrets()
{
    readData("config.json", [this](const Result<QByteArray> &config) { configRead(config); });
}

/// A file below /data, which is bound, or within the container.
void Reattachment::readData(const QByteArray &name, const Read &done)
{
    if (m_point.memo.isBound) {
        const WorkFolder work(m_store->directory(), m_run.id, m_point.stages.last().number);
        return runAsync(this, [work, name] { return work.read(name); }, done);
    }
    auto *file = new ContainerFile(m_link.client(), m_container, u"/data/"_s + QString::fromUtf8(name), this);
    connect(file, &ContainerFile::finished, this, done);
    file->start();
}

void Reattachment::configRead(const Result<QByteArray> &config)
{
    if (!config)
        return decline(config.error().sentence());
    // A component may have changed it: then it is not known what to hide.
    const auto sent = storedStageConfig(m_capsule, m_point.stages.last().number);
    const auto secrets = secretValues(*config, m_point.memo.secretPatterns);
    const auto masked = maskSecrets(*config, m_point.memo.secretPatterns);
    if (!sent || !masked || Redactor(secrets).redact(QByteArrayView(*masked)) != *sent)
        return decline(tr("its component changed config.json, so its secrets are not known any more"));
    m_point.secrets = secrets;
    if (!m_point.stages.last().isMain)
        return finish();
    readData("in/state.json", [this](const Result<QByteArray> &state) { stateRead(state); });
}

void Reattachment::stateRead(const Result<QByteArray> &state)
{
    if (!state && state.error().kind != Error::Kind::NotFound)
        return decline(state.error().sentence());
    if (state)
        m_point.secrets += secretValues(*state);
    finish();
}

void Reattachment::finish()
{
    Q_EMIT possible(m_point);
}

} // namespace longshore
