// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/stagerunner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/logs/gelf/gelflistener.h"
#include "model/run/enginelink.h"
#include "model/run/logcapture.h"
#include "model/run/networksetup.h"
#include "model/run/runrecord.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

StageRunner::StageRunner(StageTask task, RunRecord &record, EngineLink &link, QObject *parent)
    : QObject(parent), m_task(std::move(task)), m_spec(m_task.spec), m_record(record), m_link(link), m_stage(m_outcome.summary)
{
    m_stage.number = m_spec.number;
    m_stage.priority = m_spec.priority;
    m_stage.isMain = m_spec.isMain;
    m_stage.rowId = m_spec.rowId;
    m_stage.componentId = m_spec.component.id;
    m_stage.imageReference = m_spec.imageReference;
    m_stage.imageId = m_task.imageId;
    m_stage.imageDigest = m_task.imageDigest;
    m_stage.containerName = containerName(record.run.id, m_spec.number);
    m_stage.input = m_task.input;
    m_stage.firstSeq = m_task.firstSeq;
    m_stage.extras.downloaded = m_task.downloaded;
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        m_timedOut = true;
        kill();
    });
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &StageRunner::lookAgain);
}

StageRunner::~StageRunner() = default;

RunState StageRunner::state() const
{
    return m_record.run.state;
}

void StageRunner::enter(RunState state)
{
    m_record.enter(state);
}

void StageRunner::commit(const QString &kind, json payload, const Next &next)
{
    payload["stage"] = m_spec.number;
    m_record.commit(kind, payload, this, [this, next](const Result<void> &committed) {
        if (!committed)
            return fail(committed.error());
        if (m_ending)
            return;
        m_record.announce();
        if (m_cancelled && state() < RunState::Running)
            return end();
        if (next)
            next();
    });
}

QMap<QString, QString> StageRunner::ourLabels() const
{
    return {{u"longshore.run"_s, m_record.run.id.value},
            {u"longshore.stage"_s, QString::number(m_spec.number)},
            {u"longshore.store"_s, m_record.store().uuid()},
            {u"longshore.attempt"_s, u"1"_s},
            {u"longshore.job"_s, m_record.run.jobId}};
}

void StageRunner::start()
{
    m_record.run.state = RunState::Creating;
    m_record.run.stage = m_spec.number;
    m_record.run.container = {};
    openLog();
    // `#` values may have been copied to other keys: what the log must not show, this file must not either.
    auto written = m_record.capsule().writeStageConfig(m_spec.number, m_record.redactor.redact(QByteArrayView(m_spec.maskedConfig)));
    if (written)
        written = m_record.keepStage(m_stage);
    if (!written)
        return fail(written.error());
    m_network = new NetworkSetup(m_link.client(), m_spec.container.networkMode, m_spec.wantsGelf(), this);
    connect(m_network, &NetworkSetup::problem, this, [this](const QString &text) { m_record.problem({}, text); });
    connect(m_network, &NetworkSetup::failed, this, &StageRunner::fail);
    connect(m_network, &NetworkSetup::ready, this, &StageRunner::networkReady);
    m_network->start();
}

void StageRunner::networkReady(const QString &network, const QStringList &gateways)
{
    if (m_network)
        m_network->deleteLater();
    m_network.clear();
    if (m_ending)
        return;
    m_spec.container.networkMode = network;
    if (m_spec.wantsGelf() && !listen(gateways))
        return;
    create();
}

void StageRunner::create()
{
    ContainerSpec &spec = m_spec.container;
    spec.image = u"sha256:"_s + m_task.imageId.value; // a tag that moves changes nothing (F45)
    spec.labels.insert(ourLabels());
    // Rotation loses lines even for a reader that follows (M9), and the daemon's defaults would be merged in (M10).
    spec.logDriver = u"json-file"_s;
    spec.logOptions = {{u"max-size"_s, u"1000g"_s}, {u"max-file"_s, u"1"_s}};
    if (m_task.engineCpus > 0)
        spec.cpus = qMin(spec.cpus, m_task.engineCpus);
    if (m_spec.isBound) {
        if (auto made = workFolder().make(); !made)
            return fail(made.error());
        spec.binds = workFolder().binds() + spec.binds;
    }
    m_stage.memoryLimit = spec.memory;
    if (m_spec.isMain)
        m_record.run.memoryLimit = spec.memory;
    m_record.containerMade();
    if (auto written = m_record.capsule().writeStageMemo(m_spec.number, memo()); !written)
        return fail(written.error());
    const json payload{{"name", m_stage.containerName.toStdString()}, {"image", spec.image.toStdString()}};
    commit(u"create_intent"_s, payload, [this] {
        m_target = m_stage.containerName;
        m_link.client().containers().create(m_stage.containerName, m_spec.container, this,
                                            [this](const Result<CreatedContainer> &result) { created(result); });
    });
}

void StageRunner::created(const Result<CreatedContainer> &result)
{
    if (!result) {
        const int status = result.error().httpStatus;
        if (status == 400 || status == 404) {
            m_target.clear();
            return fail(result.error());
        }
        return adopt(result.error()); // the answer may be lost, not the container (M13, M17)
    }
    if (result->id.isEmpty())
        return adopt(Error::make(Error::Kind::Protocol, u"create the container %1"_s.arg(m_stage.containerName), u"the answer names no id"_s));
    m_target = result->id.value;
    m_stage.container = m_record.run.container = result->id;
    if (m_gelf)
        m_gelf->setContainerId(result->id.value);
    for (const QString &warning : result->warnings)
        m_record.problem({}, warning);
    if (auto kept = m_record.keepStage(m_stage); !kept)
        return fail(kept.error());
    commit(u"created"_s, json{{"container", m_target.toStdString()}}, [this] { upload(); });
}

void StageRunner::adopt(const Error &cause)
{
    m_link.client().containers().inspect(m_stage.containerName, this, [this, cause](const Result<ContainerDetails> &found) {
        if (!found) {
            if (found.error().kind == Error::Kind::NotFound)
                m_target.clear();
            return fail(cause);
        }
        const auto wanted = ourLabels();
        for (auto label = wanted.begin(); label != wanted.end(); ++label) {
            if (found->labels.value(label.key()) != label.value()) {
                m_target.clear();
                return fail(cause); // somebody else's
            }
        }
        if (found->id.isEmpty())
            return fail(cause);
        CreatedContainer container;
        container.id = found->id;
        created(container);
    });
}

void StageRunner::upload()
{
    m_record.run.state = RunState::Uploading;
    commit(u"upload_intent"_s, json::object(), [this] {
        if (m_spec.isBound)
            return fill();
        m_tar = stagingTar(m_spec.staging);
        m_call = m_link.client().containers().putArchive(m_stage.container.value, u"/"_s, m_tar.get(), this,
                                                         [this](const Result<void> &result) { uploaded(result); });
    });
}

void StageRunner::uploaded(const Result<void> &result)
{
    const QString failure = m_tar->failure();
    // Never start after a partial upload (F32).
    if (!failure.isEmpty() || !result) {
        Error error = result ? Error::make(Error::Kind::Disk, {}, {}) : result.error();
        error.asked = u"send the data folder to the container"_s;
        if (!failure.isEmpty())
            error.happened = failure;
        return fail(error);
    }
    filledIn(m_tar->notes());
}

void StageRunner::filledIn(const QList<TarNote> &notes)
{
    for (const TarNote &note : notes)
        m_record.problem(QString::fromUtf8(note.path), u"Not sent as it is: %1."_s.arg(note.what));
    m_spec.staging.config.fill('\0'); // it is where it belongs
    commit(u"uploaded"_s, json{{"notes", notes.size()}}, [this] { arm(); });
}

void StageRunner::arm()
{
    enter(RunState::Starting);
    watch(u"next-exit"_s, [this] { startContainer(); });
}

void StageRunner::startContainer()
{
    if (state() != RunState::Starting)
        return;
    commit(u"start_intent"_s, json::object(), [this] {
        m_startSent = true;
        m_link.client().containers().start(m_stage.container.value, this, [this](const Result<bool> &result) { startAnswered(result); });
    });
}

void StageRunner::startAnswered(const Result<bool> &result)
{
    if (result)
        return running();
    m_looks = 0;
    askIfStarted(result.error());
}

// The answer may be lost, not the start; starting again would run it twice (M14).
void StageRunner::askIfStarted(const Error &cause)
{
    if (m_ending || state() != RunState::Starting)
        return;
    m_link.client().containers().inspect(m_stage.container.value, this, [this, cause](const Result<ContainerDetails> &details) {
        if (details && details->everStarted() && details->stateError.isEmpty())
            return running();
        if (!details && mayLookAgain(details.error()))
            return QTimer::singleShot(lookEveryMs, this, [this, cause] { askIfStarted(cause); });
        Error error = cause;
        error.asked = u"start the component %1"_s.arg(m_spec.imageReference);
        fail(error);
    });
}

} // namespace longshore
