// SPDX-License-Identifier: GPL-3.0-or-later
// The second half of Runner: from the running component to the end.
#include "model/run/runner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/asynctask.h"
#include "model/component/verdict.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/imageresolver.h"
#include "model/run/logcapture.h"
#include "model/run/outputs.h"
#include "model/run/runjournal.h"

#include <QDir>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr int lookEveryMs = 1000;
static constexpr int looksUntilLost = 15;

void Runner::running()
{
    m_clock.start();
    m_run.state = RunState::Running;
    m_run.started = QDateTime::currentDateTimeUtc(); // the engine's own time comes with the inspect at the end
    if (m_spec.timeoutSeconds > 0)
        m_timeout.start(std::chrono::seconds(m_spec.timeoutSeconds));
    m_log->start(m_run.container, false); // runs never ask for a terminal
    if (auto written = m_capsule->writeRun(m_run); !written)
        return fail(written.error());
    commit(u"started"_s, json::object(), {});
    if (m_cancelled)
        cancel(m_grace);
}

void Runner::watch(const QString &condition, const Next &armed)
{
    if (m_wait)
        m_wait->deleteLater();
    m_wait = m_link.client().containers().wait(m_run.container.value, condition, this);
    WaitStream *wait = m_wait;
    if (armed)
        connect(wait, &WaitStream::armed, this, armed);
    connect(wait, &WaitStream::exited, this, [this](int, const QString &) { exited(); });
    connect(wait, &Stream::finished, this, [this](const Result<void> &result) {
        if (m_ending || m_exited)
            return;
        if (m_run.state == RunState::Starting)
            return fail(result ? Error::make(Error::Kind::Protocol, u"wait for the component"_s, u"the engine ended the wait before the start"_s)
                               : result.error());
        m_look.start(0);
    });
}

// The wait broke off: only a look tells whether the component did, too (F43, F50).
void Runner::lookAgain()
{
    if (m_ending || m_exited)
        return;
    m_link.client().containers().inspect(m_run.container.value, this, [this](const Result<ContainerDetails> &details) { looked(details); });
}

Error Runner::removedOutside() const
{
    return Error::make(Error::Kind::NotFound, u"watch the component %1"_s.arg(m_run.imageReference),
                       u"its container was removed outside Longshore"_s, u"Run it again."_s);
}

void Runner::looked(const Result<ContainerDetails> &details)
{
    if (m_ending || m_exited)
        return;
    if (details && !details->running && !details->paused)
        return exited();
    if (details) {
        m_looks = 0;
        return watch(u"not-running"_s, {});
    }
    if (details.error().kind == Error::Kind::NotFound)
        return fail(removedOutside());
    if (++m_looks < looksUntilLost)
        return m_look.start(lookEveryMs);
    m_link.reset();
    Error error = details.error();
    error.asked = u"watch the component %1"_s.arg(m_run.imageReference);
    error.advice = u"The engine was lost while it ran. Its container is removed when Longshore finds the engine again."_s;
    fail(error);
}

void Runner::cancel(int graceSeconds)
{
    if (m_ending || (m_exited && m_run.state != RunState::Collecting))
        return;
    m_cancelled = !m_exited;
    m_grace = graceSeconds;
    switch (m_run.state) {
    case RunState::Queued:
    case RunState::Resolving:
    case RunState::Building:
    case RunState::Uploading:
        return end();
    case RunState::Running:
        m_link.client().containers().stop(m_run.container.value, graceSeconds, this, [this](const Result<void> &stopped) {
            if (!stopped)
                kill();
        });
        return;
    case RunState::Collecting:
        if (m_collector)
            m_collector->cancel();
        return;
    default:
        return; // the step under way is short; commit() ends the run after it
    }
}

void Runner::kill()
{
    if (m_exited || m_run.container.isEmpty())
        return;
    m_link.client().containers().kill(m_run.container.value, u"SIGKILL"_s, this, [this](const Result<void> &) {
        if (!m_exited)
            m_look.start(lookEveryMs);
    });
}

void Runner::exited()
{
    if (m_exited || m_ending)
        return;
    if (m_run.state == RunState::Starting) // it was faster than the answer to the start
        running();
    m_exited = true;
    m_run.durationMs = m_clock.elapsed();
    m_timeout.stop();
    m_look.stop();
    enter(RunState::Draining);
    m_log->drain();
}

void Runner::drained(const Result<void> &result)
{
    if (m_ending)
        return;
    if (!result)
        return fail(result.error());
    m_looks = 0;
    commit(u"log_complete"_s, json::object(), [this] { inspectExited(); });
}

void Runner::inspectExited()
{
    m_link.client().containers().inspect(m_run.container.value, this, [this](const Result<ContainerDetails> &details) {
        if (m_ending)
            return;
        if (!details && details.error().kind != Error::Kind::NotFound)
            return fail(details.error());
        if (!details || details->status == u"removing"_s || details->status == u"dead"_s)
            return fail(removedOutside());
        // The wait may come a moment before the state says so.
        if (details->running && ++m_looks < looksUntilLost)
            return QTimer::singleShot(100, this, &Runner::inspectExited);
        classified(*details);
    });
}

void Runner::classified(const ContainerDetails &details)
{
    if (details.startedAt.isValid())
        m_run.started = details.startedAt.toUTC();
    StageEnd end;
    end.cancelled = m_cancelled;
    end.timedOut = m_timedOut;
    end.oomKilled = details.oomKilled;
    end.exitCode = details.exitCode;
    end.elapsedMs = m_run.durationMs;
    end.timeoutSeconds = m_spec.timeoutSeconds;
    end.stdoutTail = m_log->tail(LogSource::Stdout);
    end.stderrTail = m_log->tail(LogSource::Stderr);
    end.image = printableImage(m_run.imageReference);
    end.containerName = containerName();
    end.memoryLimit = m_run.memoryLimit;
    end.noApplicationErrors = m_spec.noApplicationErrors;
    const StageVerdict verdict = classify(end);
    m_run.verdict = verdict.verdict;
    m_run.message = verdict.message;
    m_run.containerExitCode = details.exitCode;
    commit(u"exited"_s, json{{"exitCode", details.exitCode}, {"oomKilled", details.oomKilled}}, [this] { collect(); });
}

void Runner::collect()
{
    m_run.state = RunState::Collecting;
    commit(u"collect_intent"_s, json::object(), [this] {
        m_collector = new Collector(m_link.client(), m_run.container, m_capsule->path(), this);
        connect(m_collector, &Collector::finished, this, &Runner::collected);
        m_collector->start();
    });
}

void Runner::collected(const Result<Collected> &result)
{
    if (m_ending)
        return;
    if (!result) {
        if (result.error().kind != Error::Kind::Cancelled)
            return fail(result.error());
        m_run.verdict = Verdict::Cancelled;
        problem(u"out"_s, u"The outputs were not fetched: cancelled."_s);
        return removeContainer();
    }
    m_collected = *result;
    const QString partial = m_capsule->path() + u"/out.partial"_s;
    if (!QDir().mkpath(partial))
        return fail(Error::make(Error::Kind::Disk, u"make the folder %1"_s.arg(partial), u"it cannot be made"_s));
    runAsync(this, [partial, what = m_collected] { return listOutputs(partial, what); },
             [this](const Outputs &outputs) { listed(outputs); });
}

void Runner::listed(const Outputs &outputs)
{
    if (m_ending)
        return;
    m_result.tables = outputs.tables;
    m_result.files = outputs.files;
    m_result.problems += outputs.problems;
    if (m_collected.refusedCount > m_collected.refused.size())
        problem(u"out"_s, u"%1 entries were refused in all."_s.arg(m_collected.refusedCount));
    m_run.rowsOut = outputs.rows;
    m_run.tablesOut = int(outputs.tables.size());
    m_run.filesOut = int(outputs.files.size());
    m_result.summary = m_run;
    if (auto written = m_capsule->writeManifest(m_result, m_collected); !written)
        return fail(written.error());
    if (auto published = Collector::publish(m_capsule->path()); !published)
        return fail(published.error());
    commit(u"collected"_s, json{{"bytes", m_collected.bytes}, {"entries", m_collected.entries.size()}}, [this] { removeContainer(); });
}

void Runner::fail(const Error &error)
{
    if (m_ending)
        return;
    if (!m_result.error)
        m_result.error = error;
    m_run.verdict = error.kind == Error::Kind::Cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_run.message = m_redactor.redact(error.sentence());
    if (m_clock.isValid() && m_run.durationMs < 0)
        m_run.durationMs = m_clock.elapsed();
    end();
}

void Runner::end()
{
    if (m_ending)
        return;
    m_ending = true;
    if (!m_run.verdict)
        m_run.verdict = m_cancelled ? Verdict::Cancelled : Verdict::EngineFailure;
    m_timeout.stop();
    m_look.stop();
    if (m_log)
        m_log->stop();
    if (m_wait)
        m_wait->abort();
    if (m_call)
        m_call->cancel();
    if (m_resolver)
        m_resolver->cancel();
    removeContainer();
}

void Runner::removeContainer()
{
    m_ending = true;
    enter(RunState::Removing);
    if (m_target.isEmpty()) {
        m_journal->setContainerRemoved(true);
        return finish();
    }
    m_looks = 0;
    m_journal->record(m_run, u"remove_intent"_s, json{{"container", m_target.toStdString()}}, this,
                      [this](const Result<void> &) { sendRemove(); });
}

void Runner::sendRemove()
{
    ContainersApi::RemoveOptions options;
    options.force = true;
    options.volumes = true;
    m_link.client().containers().remove(m_target, options, this, [this](const Result<void> &result) { removed(result); });
}

void Runner::removed(const Result<void> &result)
{
    const auto kind = result ? Error::Kind::Internal : result.error().kind;
    // Somebody else is removing it: wait for that.
    if (kind == Error::Kind::Conflict && ++m_looks < looksUntilLost)
        return QTimer::singleShot(300, this, &Runner::sendRemove);
    const bool gone = result || kind == Error::Kind::NotFound;
    m_journal->setContainerRemoved(gone);
    if (!gone)
        problem({}, u"The container %1 could not be removed: %2. It is removed at the next start of Longshore."_s.arg(
                        containerName(), m_redactor.redact(result.error().reason())));
    // Killed and gone, and not by us: that was no lack of memory.
    if (kind == Error::Kind::NotFound && m_run.containerExitCode == 137 && !m_cancelled && !m_timedOut) {
        m_result.error = removedOutside();
        m_run.verdict = Verdict::EngineFailure;
        m_run.message = m_result.error->sentence();
    }
    finish();
}

// The last line of each log says how the run ended, also of one that never started.
void Runner::writeVerdict()
{
    if (!m_log)
        openLog();
    // On a full disk the note is one more thing that cannot be written, and no news.
    const bool disk = m_result.error && m_result.error->kind == Error::Kind::Disk;
    Result<void> written = m_log->close();
    if (written)
        written = m_log->note(m_run.verdictLine());
    if (written)
        written = m_log->close();
    if (!written && !disk)
        problem({}, written.error().sentence());
    Q_EMIT logAppended(m_run.id);
}

void Runner::finish()
{
    m_run.state = RunState::Finished;
    writeVerdict();
    for (const Problem &warning : std::as_const(m_spec.problems))
        problem(warning.path, warning.message);
    m_result.summary = m_run;
    for (const Result<void> &written : {m_capsule->writeManifest(m_result, m_collected), m_capsule->writeRun(m_run)}) {
        if (!written && !m_result.error)
            m_result.error = written.error();
    }
    m_journal->record(m_run, u"finished"_s, json{{"verdict", toKey(*m_run.verdict).toStdString()}}, this, [this](const Result<void> &committed) {
        if (!committed && !m_result.error)
            m_result.error = committed.error();
        Q_EMIT changed(m_run);
        Q_EMIT finished(m_run.id, m_result);
    });
}

} // namespace longshore
