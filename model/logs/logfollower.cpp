// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfollower.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"

namespace longshore
{

using namespace Qt::StringLiterals;
using Way = LogCursor::Way;

/// A longer log is compared at its end only.
static constexpr qint64 comparedWhole = 256ll << 20;
static constexpr int comparisonTries = 3;

LogFollower::LogFollower(EngineClient &client, const Timing &timing, QObject *parent)
    : QObject(parent), m_client(client), m_timing(timing)
{
    m_reopen.setSingleShot(true);
    m_reopen.setInterval(timing.reopenMs);
    connect(&m_reopen, &QTimer::timeout, this, [this] { m_comparing ? openComparison() : open(); });
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &LogFollower::lookAfterSilence);
}

void LogFollower::start(const ContainerId &container, bool tty, const Range &range)
{
    m_container = container;
    m_tty = tty;
    m_range = range;
    m_cursor = LogCursor(range.isAll());
    open();
}

void LogFollower::stop()
{
    m_stopped = true;
    m_comparing = false;
    m_reopen.stop();
    m_silence.stop();
    closeStream();
}

void LogFollower::closeStream()
{
    for (QPointer<LogStream> *stream : {&m_stream, &m_probe}) {
        if (*stream) {
            (*stream)->disconnect(this);
            (*stream)->abort();
            (*stream)->deleteLater();
        }
        stream->clear();
    }
}

void LogFollower::setPaused(bool paused)
{
    m_paused = paused;
    m_lastBytes.start();
    if (m_stream)
        m_stream->setPaused(paused);
}

void LogFollower::reopen()
{
    closeStream();
    open();
}

void LogFollower::open()
{
    m_stopped = false;
    m_reopen.stop();
    ContainersApi::LogOptions options;
    options.follow = m_follows;
    options.tty = m_tty;
    options.since = m_range.since;
    options.until = m_range.until;
    options.tail = m_range.tail;
    if (!m_cursor.isEmpty()) {
        m_cursor.begin(m_next);
        options.since = m_cursor.since();
        options.tail = -1;
    }
    m_stream = m_client.containers().logs(m_container.value, options, this);
    connect(m_stream, &LogStream::frames, this, &LogFollower::take);
    connect(m_stream, &LogStream::note, this, &LogFollower::note);
    connect(m_stream, &Stream::finished, this, &LogFollower::conclude);
    if (m_paused)
        m_stream->setPaused(true);
    m_lastBytes.start();
    m_silence.start(m_timing.silenceMs);
}

void LogFollower::take(const QList<LogFrame> &frames)
{
    const QPointer<LogFollower> self(this);
    const QPointer<LogStream> stream = m_stream;
    m_lastBytes.start();
    heard(true);
    if (!self || m_stream != stream)
        return;
    m_fresh.clear();
    bool same = true;
    for (const LogFrame &frame : frames) {
        if (frame.source == LogSource::Engine)
            continue; // said again by the end of the stream
        const auto fresh = m_cursor.take(frame);
        same = fresh.has_value();
        if (!same)
            break;
        if (!fresh->isEmpty())
            m_fresh.append({frame.source, frame.engineTime, *fresh});
    }
    for (const LogFrame &frame : std::as_const(m_fresh))
        m_comparison.missed += m_comparing ? frame.bytes.size() : 0;
    if (!m_fresh.isEmpty())
        Q_EMIT this->frames(m_fresh);
    if (self && !same && m_stream == stream)
        mismatch();
}

/// What comes is not what was taken before: the next way to go on, and at last without comparing.
void LogFollower::mismatch()
{
    closeStream();
    const QPointer<LogFollower> self(this);
    if (m_comparing) {
        m_differs = true;
        Q_EMIT gap(u"The engine's own log is not the one that was read until here. What it has that is newer follows."_s);
        return self && m_comparing ? openComparison() : void();
    }
    if (m_cursor.way() == Way::Since && m_range.isAll()) {
        m_next = Way::Count;
    } else {
        m_next = Way::Time;
        Q_EMIT gap(u"The engine's log no longer begins with what was read before this: lines may be missing here, or come twice."_s);
    }
    if (self && !m_stopped)
        open();
}

void LogFollower::conclude(const Result<void> &result)
{
    if (m_stream)
        m_stream->deleteLater();
    m_stream.clear();
    m_silence.stop();
    const bool refused = !result && result.error().httpStatus >= 400 && result.error().httpStatus != 404;
    // An engine that does not like `since` may like to send all.
    const bool tryAll = refused && !m_cursor.since().isEmpty() && m_range.isAll();
    m_next = tryAll ? Way::Count : Way::Since;
    m_reopen.start();
    Q_EMIT ended(result);
}

void LogFollower::heard(bool answers)
{
    if (std::exchange(m_answers, answers) != answers)
        Q_EMIT answering(answers);
}

void LogFollower::lookAfterSilence()
{
    const auto left = int(m_timing.silenceMs - qMin<qint64>(m_lastBytes.elapsed(), m_timing.silenceMs));
    if (left > 0 || m_paused)
        return m_silence.start(m_paused ? m_timing.silenceMs : left);
    m_client.system().ping(this, [this](const Result<Ping> &pong) {
        const QPointer<LogFollower> self(this);
        heard(bool(pong));
        if (!self || !m_stream || m_comparing)
            return;
        if (pong && m_lastBytes.elapsed() >= m_timing.silenceMs)
            inspectQuiet();
        else
            m_silence.start(m_timing.silenceMs);
    }, m_timing.answerMs);
}

void LogFollower::inspectQuiet()
{
    m_client.containers().inspect(m_container.value, this, [this](const Result<ContainerDetails> &details) {
        if (!m_stream || m_comparing)
            return;
        const bool over = details ? !details->running : details.error().kind == Error::Kind::NotFound;
        if (over)
            return reopen(); // its end got lost
        if (details)
            return probe();
        m_silence.start(m_timing.silenceMs);
    });
}

/// A short look beside the silent stream: has the log bytes that it did not bring?
void LogFollower::probe()
{
    if (m_cursor.isEmpty() && !m_range.isAll())
        return m_silence.start(m_timing.silenceMs);
    auto cursor = std::make_shared<LogCursor>(m_cursor);
    cursor->begin(Way::Since);
    ContainersApi::LogOptions options;
    options.tty = m_tty;
    options.since = cursor->since();
    options.until = m_range.until;
    m_probe = m_client.containers().logs(m_container.value, options, this);
    m_probe->setIdleLimit(m_timing.answerMs);
    connect(m_probe, &LogStream::frames, this, [this, cursor](const QList<LogFrame> &frames) {
        for (const LogFrame &frame : frames) {
            const auto fresh = cursor->take(frame);
            if (frame.source != LogSource::Engine && (!fresh || !fresh->isEmpty()))
                return reopen();
        }
    });
    connect(m_probe, &Stream::finished, this, [this] {
        m_probe->deleteLater();
        m_probe.clear();
        m_silence.start(m_timing.silenceMs);
    });
}

void LogFollower::compare(Extent extent)
{
    stop();
    m_extent = extent;
    m_comparing = true;
    m_comparison = {};
    m_differs = false;
    m_tries = 0;
    openComparison();
}

void LogFollower::openComparison()
{
    m_stopped = false;
    const bool whole = m_extent == Extent::Whole && m_cursor.total() <= comparedWhole;
    m_cursor.begin(m_differs ? Way::Time : whole ? Way::Count : Way::Since);
    const bool none = m_cursor.isEmpty() && m_extent == Extent::End; // nothing came of the part that was asked for
    ContainersApi::LogOptions options;
    options.tty = m_tty;
    options.since = none ? m_range.since : m_cursor.since();
    options.until = m_range.until;
    options.tail = none ? m_range.tail : -1;
    m_stream = m_client.containers().logs(m_container.value, options, this);
    m_stream->setIdleLimit(m_timing.compareMs);
    connect(m_stream, &LogStream::frames, this, &LogFollower::take);
    connect(m_stream, &Stream::finished, this, &LogFollower::concludeComparison);
}

void LogFollower::concludeComparison(const Result<void> &result)
{
    closeStream();
    const bool worthAnother = !result && result.error().kind != Error::Kind::NotFound;
    if (worthAnother && ++m_tries < comparisonTries)
        return m_reopen.start();
    m_comparing = false;
    m_stopped = true;
    m_comparison.compared = bool(result);
    if (!result)
        m_comparison.trouble = u"The log could not be compared with the engine's own: %1."_s.arg(result.error().reason());
    else if (m_differs)
        m_comparison.trouble = u"The engine's own log is not the one that was read while the component ran. Both are kept."_s;
    else if (m_cursor.lacks())
        m_comparison.trouble = u"The engine's own log is shorter than what was read while the component ran."_s;
    Q_EMIT compared(m_comparison);
}

} // namespace longshore
