// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runner.h"

#include "dockerclient/api/images.h"
#include "model/run/enginelink.h"
#include "model/run/imageresolver.h"
#include "model/run/keptrequest.h"
#include "model/run/processorimages.h"
#include "model/run/runrecord.h"
#include "model/run/runstate.h"
#include "model/run/stagerunner.h"
#include "model/run/statesecrets.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

Runner::Runner(PreparedRun run, std::shared_ptr<Store> store, EngineLink &link, QObject *parent)
    : QObject(parent), m_record(new RunRecord(std::move(run.summary), std::move(store), std::move(run.capsule), std::move(run.log), this,
                                              run.journalSeq)),
      m_link(link), m_request(std::move(run.request)), m_input(std::move(run.input))
{
    m_record->run.engine = link.client().endpoint().toString();
    connect(m_record, &RunRecord::changed, this, &Runner::changed);
    connect(m_record, &RunRecord::stageChanged, this, &Runner::stageChanged);
    connect(m_record, &RunRecord::logAppended, this, &Runner::logAppended);
}

Runner::~Runner() = default;

const RunSummary &Runner::summary() const
{
    return m_record->run;
}

void Runner::enqueue()
{
    const RunSummary &run = m_record->run;
    m_record->announce();
    json payload{{"job", run.jobId.toStdString()}, {"image", run.imageReference.toStdString()}};
    if (isActionRequest(m_request))
        payload["action"] = m_request.action.toStdString(); // kept out of the list of runs
    commit(u"queued"_s, payload, {});
}

void Runner::commit(const QString &kind, const json &payload, const Next &next)
{
    m_record->commit(kind, payload, this, [this, next](const Result<void> &committed) {
        if (!committed)
            return fail(committed.error());
        if (m_ending)
            return;
        m_record->announce();
        if (m_cancelled)
            return end(Verdict::Cancelled);
        if (next)
            next();
    });
}

void Runner::start()
{
    m_record->run.state = RunState::Resolving;
    if (auto written = m_record->capsule().writeRun(m_record->run); !written)
        return fail(written.error());
    commit(u"resolving"_s, json::object(), [this] {
        const auto read = [store = m_record->sharedStore(), vault = m_input.vault, id = m_request.job.configurationId(), apart = m_request.apart] {
            const auto states = JobStates::read(*store, id);
            return states && !apart ? openStates(vault.get(), id, *states) : states;
        };
        runAsync(this, read,
                 [this](const Result<QMap<QString, QByteArray>> &states) { statesRead(states); });
    });
}

void Runner::statesRead(const Result<QMap<QString, QByteArray>> &states)
{
    if (m_ending)
        return;
    if (!states)
        return fail(states.error());
    if (!m_request.apart)
        m_input.states = *states;
    if (replan())
        m_link.ready(this, [this](const Result<EngineInfo> &info) { engineReady(info); });
}

bool Runner::replan()
{
    auto plan = makeRunPlan(m_request, m_input);
    if (!plan) {
        fail(plan.error());
        return false;
    }
    m_plan = std::move(*plan);
    m_record->run.stageCount = m_plan.stageCount();
    refreshRedactor(); // a label's schema may say what else is a password
    return true;
}

void Runner::refreshRedactor(const QList<QByteArray> &more)
{
    m_secrets += more;
    m_record->redactor = Redactor(m_isResumed ? m_secrets : m_plan.secrets() + m_secrets); // a kept plan holds masks
}

void Runner::engineReady(const Result<EngineInfo> &info)
{
    if (m_ending)
        return;
    if (!info)
        return fail(info.error());
    m_engineCpus = info->cpus;
    m_engineIsRootless = info->rootless;
    m_record->journal().setEngine(m_record->run.engine, info->id, info->name, info->serverVersion);
    resolveNext();
}

/// The main image first: its label may define the component, and so the processors.
void Runner::resolveNext()
{
    QStringList wanted{m_plan.imageReference};
    for (const RowPlan &row : std::as_const(m_plan.rows)) {
        for (const StageSpec &stage : row.stages)
            wanted.append(stage.imageReference);
    }
    for (const QString &reference : std::as_const(wanted)) {
        if (m_images.contains(reference))
            continue;
        const auto source = reference == m_plan.imageReference ? m_request.job.source() : std::nullopt;
        m_resolver = new ImageResolver(m_link.client(), reference, pullPolicyFor(reference), source, this);
        connect(m_resolver, &ImageResolver::pulling, this, [this, reference] { (void)m_record->note(u"Pulling the image %1."_s.arg(reference)); });
        connect(m_resolver, &ImageResolver::building, this, [this] { m_record->enter(RunState::Building); });
        connect(m_resolver, &ImageResolver::buildProgress, this, [this](int step, int count, const QString &text) {
            Q_EMIT buildProgress(m_record->run.id, step, count, text);
        });
        connect(m_resolver, &ImageResolver::buildLine, this, [this](const QString &line) {
            (void)m_record->note(u"build: "_s + line); // a log that cannot be written fails the run soon enough
        });
        connect(m_resolver, &ImageResolver::failed, this, [this](const Error &error) { fail(error); });
        connect(m_resolver, &ImageResolver::resolved, this, [this, reference](const ImageDetails &image) { resolved(reference, image); });
        m_resolver->setRebuild(m_request.rebuild);
        m_resolver->setRegistries(m_link.registries());
        return m_resolver->start();
    }
    if (!m_plan.unknownComponents.isEmpty() && !m_lookedForComponents)
        return findComponents();
    planned();
}

/// What the job says is about its component: a processor is pulled when it is missing, unless nothing shall be.
JobImage::Pull Runner::pullPolicyFor(const QString &reference) const
{
    const JobImage::Pull policy = m_request.job.image().pull;
    return reference == m_plan.imageReference || policy == JobImage::Pull::Never ? policy : JobImage::Pull::Missing;
}

void Runner::resolved(const QString &reference, const ImageDetails &image)
{
    m_resolver->deleteLater();
    m_images.insert(reference, image);
    if (reference == m_plan.imageReference) {
        m_record->run.imageId = image.id;
        m_record->run.imageDigest = image.repoDigests.value(0);
        const QByteArray label = image.labels.value(QLatin1String(componentLabel)).toUtf8();
        if (!m_request.job.hasComponent() && !label.isEmpty()) {
            auto component = parseComponentDefinition(label, u"read the label %1 of the image %2"_s.arg(QLatin1String(componentLabel), reference));
            if (!component)
                return fail(component.error());
            m_input.labelled = std::move(*component);
            m_label = label;
            if (!replan())
                return;
        }
    }
    resolveNext();
}

void Runner::findComponents()
{
    m_lookedForComponents = true;
    m_call = m_link.client().images().list({}, this, [this](const Result<QList<ImageSummary>> &images) { componentsListed(images); });
}

void Runner::componentsListed(const Result<QList<ImageSummary>> &images)
{
    if (m_ending)
        return;
    if (!images)
        return fail(images.error());
    const auto found = labelledComponents(*images, m_plan.unknownComponents);
    for (auto component = found.begin(); component != found.end(); ++component)
        m_input.known.insert(component.key(), component.value());
    if (replan())
        resolveNext();
}

void Runner::planned()
{
    if (!m_plan.unknownComponents.isEmpty()) { // Q8
        return fail(Error::make(Error::Kind::BadInput, u"run the job %1"_s.arg(m_request.job.name()),
                                u"cannot get component %1"_s.arg(m_plan.unknownComponents.join(u", "_s)),
                                u"Add its record to \"components\" of the job, or to the folder components of the store."_s),
                    Verdict::UserError);
    }
    for (const RowPlan &row : std::as_const(m_plan.rows)) {
        for (const StageSpec &stage : row.stages) {
            if (m_images.value(stage.imageReference).isRunnable() || !stage.container.entrypoint.isEmpty() || !stage.container.cmd.isEmpty())
                continue;
            return fail(Error::make(Error::Kind::Engine, u"run the image %1"_s.arg(stage.imageReference),
                                    u"it has no ENTRYPOINT and no CMD, so it cannot run"_s,
                                    u"Add an ENTRYPOINT to its Dockerfile, or set extra.entrypoint in the job."_s));
        }
    }
    for (const QString &rowId : std::as_const(m_plan.skippedRows)) { // W3
        if (auto noted = m_record->note(u"The row %1 is disabled: skipped."_s.arg(rowId)); !noted)
            return fail(noted.error());
    }
    if (m_plan.rows.isEmpty()) { // W4
        m_record->run.message = u"No configurations executed."_s;
        return end(Verdict::Success);
    }
    if (auto kept = keepRequest(m_record->capsule().path(), m_request, m_input, m_label, m_record->redactor); !kept)
        return fail(kept.error());
    beginRow();
}

void Runner::cancel(int graceSeconds)
{
    if (m_ending)
        return;
    m_cancelled = true;
    m_token.cancel();
    // A disk that is full must not keep a component running.
    m_record->commit(u"cancel_intent"_s, json{{"graceSeconds", graceSeconds}}, this, [this, graceSeconds](const Result<void> &) { stop(graceSeconds); });
}

void Runner::stop(int graceSeconds)
{
    if (m_ending)
        return;
    if (m_running)
        return m_running->cancel(graceSeconds);
    const RunState state = m_record->run.state;
    if (state == RunState::Queued || state == RunState::Resolving || state == RunState::Building || state == RunState::Preparing)
        end(Verdict::Cancelled);
}

} // namespace longshore
