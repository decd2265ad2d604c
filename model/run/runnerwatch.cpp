// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of Runner: from the running component to its verdict.
#include "model/run/runner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/component/verdict.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/logcapture.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr int looksUntilLost = 15;
/// A look that waited for its whole deadline counts for several: a frozen engine is given up after two minutes.
static constexpr int looksPerTimeout = 5;
/// To the headers of a wait: they come at once.
static constexpr int armLimitMs = 30'000;

void Runner::running()
{
    if (m_ending || m_run.state != RunState::Starting)
        return; // the exit was faster than the answer to the start
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
    wait->setIdleLimit(armLimitMs);
    connect(wait, &WaitStream::armed, wait, [wait] { wait->setIdleLimit(0); });
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
    if (mayLookAgain(details.error()))
        return m_look.start(lookEveryMs);
    Error error = details.error();
    error.asked = u"watch the component %1"_s.arg(m_run.imageReference);
    error.advice = u"The engine was lost while it ran. Its container is removed when Longshore finds the engine again."_s;
    fail(error);
}

// Whether a look that failed is worth another; when not, the engine is lost.
bool Runner::mayLookAgain(const Error &error)
{
    if (error.kind == Error::Kind::NotFound)
        return false;
    m_looks += error.kind == Error::Kind::Timeout ? looksPerTimeout : 1;
    if (m_looks >= looksUntilLost)
        m_link.reset();
    return m_looks < looksUntilLost;
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
    case RunState::Starting:
        return m_startSent ? void() : end(); // once sent, its answer decides
    case RunState::Running:
        m_link.client().containers().stop(m_run.container.value, graceSeconds, this, [this](const Result<void> &stopped) {
            if (!stopped)
                kill();
            else if (!m_exited)
                m_look.start(lookEveryMs); // should the wait have died without a word
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
    const LogComparison &comparison = m_log->comparison();
    if (!comparison.trouble.isEmpty())
        problem({}, m_redactor.redact(comparison.trouble));
    commit(u"log_complete"_s, json{{"compared", comparison.compared}, {"missed", comparison.missed}}, [this] { inspectExited(); });
}

void Runner::inspectExited()
{
    m_link.client().containers().inspect(m_run.container.value, this, [this](const Result<ContainerDetails> &details) {
        if (m_ending)
            return;
        if (!details && mayLookAgain(details.error()))
            return QTimer::singleShot(lookEveryMs, this, &Runner::inspectExited);
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

} // namespace longshore
