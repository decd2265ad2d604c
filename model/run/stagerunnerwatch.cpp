// SPDX-License-Identifier: GPL-3.0-or-later
// The middle of StageRunner: from the running component to its end.
#include "model/run/stagerunner.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/streams/waitstream.h"
#include "model/logs/gelf/gelflistener.h"
#include "model/run/collector.h"
#include "model/run/enginelink.h"
#include "model/run/logcapture.h"
#include "model/run/networksetup.h"
#include "model/run/runrecord.h"
#include "model/run/statssampler.h"

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

void StageRunner::running()
{
    if (m_ending || state() != RunState::Starting)
        return; // the exit was faster than the answer to the start
    m_clock.start();
    m_record.run.state = RunState::Running;
    m_stage.started = QDateTime::currentDateTimeUtc(); // the engine's own time comes with the inspect at the end
    if (!m_record.run.started.isValid())
        m_record.run.started = m_stage.started;
    if (m_spec.timeoutSeconds > 0)
        m_timeout.start(std::chrono::milliseconds(qMax<qint64>(0, m_spec.timeoutSeconds * 1000ll - m_elapsedBefore)));
    m_log->start(m_stage.container, false); // runs never ask for a terminal
    m_sampler = new StatsSampler(m_link.client(), m_record.capsule().path(), this);
    m_sampler->start(m_stage.container, m_spec.number);
    for (const Result<void> &written : {m_record.capsule().writeRun(m_record.run), m_record.keepStage(m_stage)}) {
        if (!written)
            return fail(written.error());
    }
    commit(u"started"_s, json::object(), {});
    if (m_cancelled)
        cancel(m_grace);
}

/// KILL, and TERM.
bool StageRunner::isKill(int exitCode)
{
    return exitCode == 137 || exitCode == 143;
}

void StageRunner::watch(const QString &condition, const Next &armed)
{
    if (m_wait)
        m_wait->deleteLater();
    m_wait = m_link.client().containers().wait(m_stage.container.value, condition, this);
    WaitStream *wait = m_wait;
    wait->setIdleLimit(armLimitMs);
    connect(wait, &WaitStream::armed, wait, [wait] { wait->setIdleLimit(0); });
    if (armed)
        connect(wait, &WaitStream::armed, this, armed);
    connect(wait, &WaitStream::exited, this, [this](int exitCode, const QString &) {
        // An engine that is ending ends its containers, and says so, but to nobody who comes new: so ask again.
        if (isKill(exitCode) && !m_cancelled && !m_timedOut && !std::exchange(m_endWasTold, true))
            return watch(u"not-running"_s, {});
        exited();
    });
    connect(wait, &Stream::finished, this, [this, wait](const Result<void> &result) {
        if (m_ending || m_exited || m_wait != wait)
            return;
        if (state() == RunState::Starting)
            return fail(result ? Error::make(Error::Kind::Protocol, u"wait for the component"_s, u"the engine ended the wait before the start"_s)
                               : result.error());
        m_waitBroke = true;
        m_look.start(0);
    });
}

// The wait broke off: only a look tells whether the component did, too (F43, F50).
void StageRunner::lookAgain()
{
    if (m_ending || m_exited)
        return;
    m_link.client().containers().inspect(m_stage.container.value, this, [this](const Result<ContainerDetails> &details) { looked(details); });
}

Error StageRunner::removedOutside() const
{
    return Error::make(Error::Kind::NotFound, u"watch the component %1"_s.arg(m_spec.imageReference),
                       u"its container was removed outside Longshore"_s, u"Run it again."_s);
}

void StageRunner::looked(const Result<ContainerDetails> &details)
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
    error.asked = u"watch the component %1"_s.arg(m_spec.imageReference);
    error.advice = u"The engine was lost while it ran. Its container is removed when Longshore finds the engine again."_s;
    fail(error);
}

// Whether a look that failed is worth another; when not, the engine is lost.
bool StageRunner::mayLookAgain(const Error &error)
{
    if (error.kind == Error::Kind::NotFound)
        return false;
    m_looks += error.kind == Error::Kind::Timeout ? looksPerTimeout : 1;
    if (m_looks >= looksUntilLost)
        m_link.reset();
    return m_looks < looksUntilLost;
}

void StageRunner::cancel(int graceSeconds)
{
    if (m_ending || (m_exited && state() != RunState::Collecting))
        return;
    m_cancelled = !m_exited;
    m_grace = graceSeconds;
    switch (state()) {
    case RunState::Uploading:
        return end();
    case RunState::Creating:
        if (m_network)
            end(); // no container was asked for yet
        return;
    case RunState::Starting:
        return m_startSent ? void() : end(); // once sent, its answer decides
    case RunState::Running:
        m_link.client().containers().stop(m_stage.container.value, graceSeconds, this, [this](const Result<void> &stopped) {
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

void StageRunner::kill()
{
    if (m_exited || m_stage.container.isEmpty())
        return;
    m_link.client().containers().kill(m_stage.container.value, u"SIGKILL"_s, this, [this](const Result<void> &) {
        if (!m_exited)
            m_look.start(lookEveryMs);
    });
}

void StageRunner::exited()
{
    if (m_exited || m_ending)
        return;
    if (state() == RunState::Starting) // it was faster than the answer to the start
        running();
    m_exited = true;
    m_sampler->stop();
    m_stage.peakMemory = m_sampler->peakMemory();
    m_stage.durationMs = m_clock.elapsed() + m_elapsedBefore;
    m_timeout.stop();
    m_look.stop();
    enter(RunState::Draining);
    m_log->drain();
    if (m_gelf)
        m_gelf->stop();
}

void StageRunner::drained(const Result<void> &result)
{
    if (m_ending)
        return;
    if (!result)
        return fail(result.error());
    m_logDone = true;
    logComplete();
}

// The two come in any order: the log's end, and the last GELF message's.
void StageRunner::logComplete()
{
    if (m_ending || !m_logDone || !m_gelfDone)
        return;
    m_looks = 0;
    const LogComparison &comparison = m_log->comparison();
    if (!comparison.trouble.isEmpty())
        m_record.problem({}, comparison.trouble);
    commit(u"log_complete"_s, json{{"compared", comparison.compared}, {"missed", comparison.missed}}, [this] { inspectExited(); });
}

void StageRunner::inspectExited()
{
    m_link.client().containers().inspect(m_stage.container.value, this, [this](const Result<ContainerDetails> &details) {
        if (m_ending)
            return;
        if (!details && mayLookAgain(details.error()))
            return QTimer::singleShot(lookEveryMs, this, &StageRunner::inspectExited);
        if (!details && details.error().kind != Error::Kind::NotFound)
            return fail(details.error());
        if (!details || details->status == u"removing"_s || details->status == u"dead"_s)
            return fail(removedOutside());
        // The wait may come a moment before the state says so.
        if (details->running && ++m_looks < looksUntilLost)
            return QTimer::singleShot(100, this, &StageRunner::inspectExited);
        classify(*details);
    });
}

} // namespace longshore
