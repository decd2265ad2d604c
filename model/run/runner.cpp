// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/imageresolver.h"
#include "model/run/logcapture.h"
#include "model/run/runjournal.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

Runner::Runner(PreparedRun run, std::shared_ptr<Store> store, EngineLink &link, QObject *parent)
    : QObject(parent), m_store(std::move(store)), m_link(link), m_request(std::move(run.request)),
      m_spec(std::move(run.spec)), m_kbcRunId(run.kbcRunId), m_capsule(std::move(run.capsule)),
      m_run(std::move(run.summary)), m_redactor(m_spec.secrets), m_journal(new RunJournal(m_store, this))
{
    m_run.engine = link.client().endpoint().toString();
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        m_timedOut = true;
        kill();
    });
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &Runner::lookAgain);
}

Runner::~Runner() = default;

void Runner::enqueue()
{
    Q_EMIT changed(m_run);
    commit(u"queued"_s, json{{"job", m_run.jobId.toStdString()}, {"image", m_run.imageReference.toStdString()}}, {});
}

void Runner::commit(const QString &kind, const json &payload, const Next &next)
{
    m_journal->record(m_run, kind, payload, this, [this, next](const Result<void> &committed) {
        if (!committed)
            return fail(committed.error());
        if (m_ending)
            return;
        Q_EMIT changed(m_run);
        if (m_cancelled && m_run.state < RunState::Running)
            return end();
        if (next)
            next();
    });
}

void Runner::enter(RunState state)
{
    m_run.state = state;
    Q_EMIT changed(m_run);
}

void Runner::start()
{
    m_run.state = RunState::Resolving;
    if (auto written = m_capsule->writeRun(m_run); !written)
        return fail(written.error());
    commit(u"resolving"_s, json::object(), [this] {
        m_link.ready(this, [this](const Result<EngineInfo> &info) { resolve(info); });
    });
}

void Runner::resolve(const Result<EngineInfo> &info)
{
    if (m_ending)
        return;
    if (!info)
        return fail(info.error());
    m_engineCpus = info->cpus;
    m_journal->setEngine(m_run.engine, info->id, info->name, info->serverVersion);
    m_resolver = new ImageResolver(m_link.client(), m_spec, this);
    connect(m_resolver, &ImageResolver::building, this, [this] { enter(RunState::Building); });
    connect(m_resolver, &ImageResolver::buildProgress, this, [this](int step, int count, const QString &text) {
        Q_EMIT buildProgress(m_run.id, step, count, text);
    });
    connect(m_resolver, &ImageResolver::failed, this, &Runner::fail);
    connect(m_resolver, &ImageResolver::resolved, this, &Runner::resolved);
    m_resolver->start();
}

void Runner::resolved(const ImageDetails &image)
{
    m_run.imageId = image.id;
    m_run.imageDigest = image.repoDigests.value(0);
    const QByteArray label = image.labels.value(QLatin1String(componentLabel)).toUtf8();
    if (!m_spec.hasComponent && !label.isEmpty()) {
        auto component = parseComponentDefinition(label, u"read the label %1 of the image %2"_s.arg(QLatin1String(componentLabel), m_run.imageReference));
        auto spec = component ? makeRunSpec(m_request, *component, m_kbcRunId) : Result<RunSpec>(longshore::fail(component.error()));
        if (!spec)
            return fail(spec.error());
        m_spec = std::move(*spec);
        m_redactor = Redactor(m_spec.secrets); // the label's schema may say what else is a password
    }
    if (!image.isRunnable() && m_spec.container.entrypoint.isEmpty() && m_spec.container.cmd.isEmpty())
        return fail(Error::make(Error::Kind::Engine, u"run the image %1"_s.arg(m_run.imageReference),
                                u"it has no ENTRYPOINT and no CMD, so it cannot run"_s,
                                u"Add an ENTRYPOINT to its Dockerfile, or set extra.entrypoint in the job."_s));
    create();
}

QString Runner::containerName() const
{
    return u"longshore-%1-0-a1"_s.arg(m_run.id.value);
}

QMap<QString, QString> Runner::ourLabels() const
{
    return {{u"longshore.run"_s, m_run.id.value},
            {u"longshore.stage"_s, u"0"_s},
            {u"longshore.store"_s, m_store->uuid()},
            {u"longshore.attempt"_s, u"1"_s},
            {u"longshore.job"_s, m_run.jobId}};
}

void Runner::create()
{
    ContainerSpec &spec = m_spec.container;
    spec.image = u"sha256:"_s + m_run.imageId.value; // a tag that moves changes nothing (F45)
    spec.labels.insert(ourLabels());
    // Rotation loses lines even for a reader that follows (M9), and the daemon's defaults would be merged in (M10).
    spec.logDriver = u"json-file"_s;
    spec.logOptions = {{u"max-size"_s, u"1000g"_s}, {u"max-file"_s, u"1"_s}};
    if (m_engineCpus > 0)
        spec.cpus = qMin(spec.cpus, m_engineCpus);
    m_run.memoryLimit = spec.memory;
    openLog();
    m_run.state = RunState::Creating;
    // `#` values may have been copied to other keys: what the log must not show, this file must not either.
    if (auto written = m_capsule->writeStageConfig(0, m_redactor.redact(QByteArrayView(m_spec.maskedConfig))); !written)
        return fail(written.error());
    m_journal->setContainerRemoved(false);
    commit(u"create_intent"_s, json{{"name", containerName().toStdString()}, {"image", spec.image.toStdString()}}, [this] {
        m_target = containerName();
        m_link.client().containers().create(containerName(), m_spec.container, this,
                                            [this](const Result<CreatedContainer> &result) { created(result); });
    });
}

void Runner::openLog()
{
    m_log = new LogCapture(m_link.client(), m_capsule->path(), m_redactor, this);
    connect(m_log, &LogCapture::appended, this, [this] { Q_EMIT logAppended(m_run.id); });
    connect(m_log, &LogCapture::finished, this, &Runner::drained);
}

void Runner::created(const Result<CreatedContainer> &result)
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
        return adopt(Error::make(Error::Kind::Protocol, u"create the container %1"_s.arg(containerName()), u"the answer names no id"_s));
    m_target = result->id.value;
    m_run.container = result->id;
    for (const QString &warning : result->warnings)
        problem({}, warning);
    commit(u"created"_s, json{{"container", m_target.toStdString()}}, [this] { upload(); });
}

void Runner::adopt(const Error &cause)
{
    m_link.client().containers().inspect(containerName(), this, [this, cause](const Result<ContainerDetails> &found) {
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

void Runner::upload()
{
    m_run.state = RunState::Uploading;
    commit(u"upload_intent"_s, json::object(), [this] {
        m_tar = stagingTar(m_spec.staging);
        m_call = m_link.client().containers().putArchive(m_run.container.value, u"/"_s, m_tar.get(), this,
                                                         [this](const Result<void> &result) { uploaded(result); });
    });
}

void Runner::uploaded(const Result<void> &result)
{
    const QString failure = m_tar->failure();
    const QStringList notes = m_tar->notes();
    // Never start after a partial upload (F32).
    if (!failure.isEmpty() || !result) {
        Error error = result ? Error::make(Error::Kind::Disk, {}, {}) : result.error();
        error.asked = u"send the data folder to the container"_s;
        if (!failure.isEmpty())
            error.happened = failure;
        return fail(error);
    }
    for (const QString &note : notes)
        problem(note.section(u": "_s, 0, 0), u"Not sent as it is: %1."_s.arg(note.section(u": "_s, 1)));
    m_spec.staging.config.fill('\0'); // it is where it belongs
    commit(u"uploaded"_s, json{{"notes", notes.size()}}, [this] { arm(); });
}

void Runner::arm()
{
    m_run.state = RunState::Starting;
    Q_EMIT changed(m_run);
    watch(u"next-exit"_s, [this] { startContainer(); });
}

void Runner::startContainer()
{
    if (m_run.state != RunState::Starting)
        return;
    commit(u"start_intent"_s, json::object(), [this] {
        m_startSent = true;
        m_link.client().containers().start(m_run.container.value, this, [this](const Result<bool> &result) { startAnswered(result); });
    });
}

void Runner::startAnswered(const Result<bool> &result)
{
    if (result)
        return running();
    m_looks = 0;
    askIfStarted(result.error());
}

// The answer may be lost, not the start; starting again would run it twice (M14).
void Runner::askIfStarted(const Error &cause)
{
    if (m_ending || m_run.state != RunState::Starting)
        return;
    m_link.client().containers().inspect(m_run.container.value, this, [this, cause](const Result<ContainerDetails> &details) {
        if (details && details->everStarted() && details->stateError.isEmpty())
            return running();
        if (!details && mayLookAgain(details.error()))
            return QTimer::singleShot(lookEveryMs, this, [this, cause] { askIfStarted(cause); });
        Error error = cause;
        error.asked = u"start the component %1"_s.arg(m_run.imageReference);
        fail(error);
    });
}

} // namespace longshore
