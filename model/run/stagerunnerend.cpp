// SPDX-License-Identifier: GPL-3.0-or-later
// The last part of StageRunner: the outputs and the end of the container.
#include "model/run/stagerunner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/asynctask.h"
#include "model/component/secrets.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/logcapture.h"
#include "model/run/networksetup.h"
#include "model/run/outsidechanges.h"
#include "model/run/runrecord.h"
#include "model/run/settledoutputs.h"
#include "model/run/statssampler.h"

#include <QDir>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr int removalTries = 15;
/// Podman cleans up behind a container that ended, and may stumble over a question that comes meanwhile.
static constexpr int stumblesUntilFailed = 4;

void StageRunner::collect()
{
    m_record.run.state = RunState::Collecting;
    m_looks = 0;
    commit(u"collect_intent"_s, json::object(), [this] { fetchOutputs(); });
}

void StageRunner::fetchOutputs()
{
    if (m_ending)
        return;
    m_collector = new Collector(m_link.client(), m_stage.container, m_task.folder, this);
    if (m_spec.isBound)
        m_collector->takeFrom(workFolder().outputs());
    connect(m_collector, &Collector::finished, this, &StageRunner::collected);
    m_collector->start();
}

/// The engine may be on its way back.
static bool isEngineAway(const Error &error)
{
    return error.kind == Error::Kind::Unreachable || error.kind == Error::Kind::ConnectionLost || error.kind == Error::Kind::Timeout;
}

void StageRunner::collected(const Result<Collected> &result)
{
    if (m_ending)
        return;
    if (!result) {
        const bool stumbled = result.error().httpStatus >= 500 && ++m_looks < stumblesUntilFailed;
        if (stumbled || (isEngineAway(result.error()) && mayLookAgain(result.error()))) {
            m_collector->deleteLater();
            m_collector = nullptr;
            return QTimer::singleShot(lookEveryMs, this, &StageRunner::fetchOutputs);
        }
        if (result.error().kind != Error::Kind::Cancelled)
            return fail(result.error());
        m_stage.verdict = Verdict::Cancelled;
        m_record.problem(u"out"_s, u"The outputs were not fetched: cancelled."_s);
        return removeContainer();
    }
    SettleRequest request;
    request.folder = m_task.folder + u"/out.partial"_s;
    request.collected = *result;
    request.format = m_spec.component.configurationFormat;
    request.takesState = m_spec.isMain && m_stage.verdict == Verdict::Success;
    request.takesExtras = m_spec.isMain;
    request.lists = m_task.lastOfRow;
    request.ownUser = m_stage.verdict == Verdict::Success && !m_spec.staging.anyUser;
    runAsync(this, [request] { return settleOutputs(request); },
             [this](const Result<SettledOutputs> &settled) { publish(settled); });
}

void StageRunner::publish(const Result<SettledOutputs> &settled)
{
    if (m_ending)
        return;
    if (!settled)
        return fail(settled.error());
    m_outcome.collected = settled->collected;
    m_outcome.outputs = settled->outputs;
    m_outcome.state = settled->state;
    if (settled->refused) { // after exit 0 that is the component's fault
        m_outcome.error = settled->refused;
        m_stage.verdict = Verdict::UserError;
        m_stage.message = m_record.redactor.redact(settled->refused->sentence());
    }
    takeExtras(*settled);
    m_stage.output = m_task.output;
    // Should this Longshore die behind this point, the next one finishes the run from what is on the disk.
    if (m_outcome.state) {
        const QByteArray masked = m_record.redactor.redact(QByteArrayView(maskSecrets(*m_outcome.state).value_or(QByteArray())));
        if (auto written = m_record.capsule().writeStageState(m_spec.number, masked); !written)
            return fail(written.error());
    }
    // What was refused must be known before the container with the rest of it is gone.
    if (m_task.lastOfRow) {
        if (auto written = m_record.capsule().writeManifest(m_record.result(), m_outcome.collected); !written)
            return fail(written.error());
    }
    if (auto published = Collector::publish(m_task.folder); !published)
        return fail(published.error());
    m_outcome.published = true;
    if (auto kept = m_record.keepStage(m_stage); !kept)
        return fail(kept.error());
    commit(u"collected"_s, json{{"bytes", m_outcome.collected.bytes}, {"entries", m_outcome.collected.entries.size()}},
           [this] { lookOutside(); });
}

/// What it wrote outside /data is known to the engine only, and gone with the container.
void StageRunner::lookOutside()
{
    m_call = m_link.client().containers().changes(m_target, this, [this](const Result<QList<FileChange>> &changes) {
        if (m_ending)
            return;
        const QByteArray kept = outsideChanges(changes).toJson();
        if (auto written = m_record.capsule().writeStageChanges(m_spec.number, m_record.redactor.redact(QByteArrayView(kept)));
            !written)
            return fail(written.error());
        collectArtifacts();
    });
}

void StageRunner::collectArtifacts()
{
    if (m_task.artifacts.isEmpty() || m_stage.verdict != Verdict::Success)
        return removeContainer();
    QDir(m_task.artifacts + u"/out"_s).removeRecursively(); // of a Longshore that died behind this point
    if (!QDir().mkpath(m_task.artifacts))
        return artifactsCollected(longshore::fail(Error::make(Error::Kind::Disk, {}, u"the folder %1 cannot be made"_s.arg(m_task.artifacts))));
    m_collector->deleteLater();
    m_collector = new Collector(m_link.client(), m_stage.container, m_task.artifacts, this, u"/data/artifacts/out"_s);
    connect(m_collector, &Collector::finished, this, &StageRunner::artifactsCollected);
    m_collector->start();
}

/// Whatever comes of it is a warning at most (§7.5).
void StageRunner::artifactsCollected(const Result<Collected> &result)
{
    if (m_ending)
        return;
    Result<void> done = result ? Result<void>() : Result<void>(longshore::fail(result.error()));
    if (result && !result->refused.isEmpty()) {
        const RefusedEntry &first = result->refused[0];
        m_record.problem(u"artifacts"_s, u"%1 refused: %2 (%3), …"_s.arg(result->refusedCount).arg(QString::fromUtf8(first.name), first.reason));
    }
    if (result && QDir(m_task.artifacts + u"/out.partial"_s).exists()) // else the component removed the folder
        done = Collector::publish(m_task.artifacts);
    if (!done && done.error().kind == Error::Kind::Cancelled)
        m_stage.verdict = Verdict::Cancelled;
    else if (!done)
        m_record.problem(u"artifacts"_s, u"Not fetched from the container: %1"_s.arg(done.error().reason()));
    removeContainer();
}

/// On the platform usage is read last: when it is invalid, that takes the place of whatever else failed (§7.4).
void StageRunner::takeExtras(const SettledOutputs &settled)
{
    const StageExtras extras = settled.extras.redacted(m_record.redactor);
    m_stage.extras.usage = extras.usage;
    m_stage.extras.outputVariables = extras.outputVariables;
    for (const Problem &problem : settled.problems)
        m_record.problem(problem.path, problem.message);
    if (!settled.badUsage)
        return;
    const QString sentence = u"Failed to %1"_s.arg(settled.badUsage->sentence());
    if (m_stage.verdict == Verdict::Cancelled)
        return m_record.problem({}, sentence);
    if (m_stage.verdict != Verdict::Success)
        m_record.problem({}, u"Before that it ended with %1: %2"_s.arg(toWords(*m_stage.verdict), m_stage.message));
    m_outcome.error = settled.badUsage;
    m_stage.verdict = Verdict::ApplicationError;
    m_stage.message = m_record.redactor.redact(sentence);
}

void StageRunner::fail(const Error &error)
{
    if (m_ending)
        return;
    if (!m_outcome.error)
        m_outcome.error = error;
    m_stage.verdict = error.kind == Error::Kind::Cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_stage.message = m_record.redactor.redact(error.sentence());
    if (m_clock.isValid() && m_stage.durationMs < 0)
        m_stage.durationMs = m_clock.elapsed() + m_elapsedBefore;
    end();
}

void StageRunner::end()
{
    if (m_ending)
        return;
    m_ending = true;
    if (!m_stage.verdict)
        m_stage.verdict = m_cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_timeout.stop();
    m_look.stop();
    if (m_sampler)
        m_sampler->stop();
    if (m_log)
        m_log->stop();
    if (m_wait)
        m_wait->abort();
    if (m_call)
        m_call->cancel();
    if (m_network)
        m_network->cancel();
    if (m_filling)
        return m_filling->cancel(); // filled() goes on
    removeContainer();
}

void StageRunner::removeContainer()
{
    m_ending = true;
    enter(RunState::Removing);
    if (m_target.isEmpty()) {
        m_record.containerGone(true);
        return removeWork();
    }
    m_looks = 0;
    m_record.commit(u"remove_intent"_s, json{{"stage", m_spec.number}, {"container", m_target.toStdString()}}, this,
                    [this](const Result<void> &) { sendRemove(); });
}

void StageRunner::sendRemove()
{
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(m_target, options, this, [this](const Result<void> &result) { removed(result); });
}

void StageRunner::removed(const Result<void> &result)
{
    const auto kind = result ? Error::Kind::Internal : result.error().kind;
    // Somebody else is removing it: wait for that.
    if (kind == Error::Kind::Conflict && ++m_looks < removalTries)
        return QTimer::singleShot(300, this, &StageRunner::sendRemove);
    const bool gone = result || kind == Error::Kind::NotFound;
    m_record.containerGone(gone);
    if (!gone)
        m_record.problem({}, u"The container %1 could not be removed: %2. It is removed at the next start of Longshore."_s.arg(
                                 m_stage.containerName, result.error().reason()));
    // Killed and gone, and not by us: that was no lack of memory.
    if (kind == Error::Kind::NotFound && m_stage.exitCode == 137 && !m_cancelled && !m_timedOut) {
        m_outcome.error = removedOutside();
        m_stage.verdict = Verdict::EngineFailure;
        m_stage.message = m_outcome.error->sentence();
    }
    gone ? removeWork() : finish();
}

void StageRunner::finish()
{
    if (m_log) {
        if (auto closed = m_log->close(); !closed && !isDiskFull())
            m_record.problem({}, closed.error().sentence());
    }
    m_stage.endSeq = qint64(m_record.log()->frameCount());
    if (auto kept = m_record.keepStage(m_stage); !kept && !m_outcome.error)
        m_outcome.error = kept.error();
    keepError([this] {
        // Not from within a callback of what goes with this object.
        QMetaObject::invokeMethod(this, [this] { Q_EMIT finished(m_outcome); }, Qt::QueuedConnection);
    });
}

} // namespace longshore
