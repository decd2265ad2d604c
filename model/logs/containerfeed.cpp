// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/containerfeed.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/eventstream.h"

#include <limits>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 turnMs = 4;

ContainerFeed::ContainerFeed(const Endpoint &endpoint, const ContainerId &container, FrameSink &sink, const Options &options,
                             QObject *parent, const LogFollower::Timing &timing)
    : QObject(parent), m_endpoint(endpoint), m_container(container), m_sink(sink), m_options(options), m_timing(timing), m_lookAgain(this), m_until(this)
{
    m_until.setSingleShot(true);
    connect(&m_until, &QTimer::timeout, this, &ContainerFeed::untilCame);
    m_lookAgain.setSingleShot(true);
    connect(&m_lookAgain, &QTimer::timeout, this, &ContainerFeed::look);
}

ContainerFeed::~ContainerFeed()
{
    if (m_events)
        m_events->disconnect(this); // it ends when the client goes
}

void ContainerFeed::start()
{
    if (m_client)
        return;
    m_client = std::make_unique<EngineClient>(m_endpoint);
    m_follower = std::make_unique<LogFollower>(*m_client, m_timing, nullptr);
    connect(m_follower.get(), &LogFollower::frames, this, &ContainerFeed::take);
    connect(m_follower.get(), &LogFollower::ended, this, &ContainerFeed::ended);
    connect(m_follower.get(), &LogFollower::gap, this, [this](const QString &text) { write(text, LogGap, m_follower->cursor().newest()); });
    connect(m_follower.get(), &LogFollower::note, this, [this](const QString &text) { write(text, 0, 0); });
    connect(m_follower.get(), &LogFollower::compared, this, &ContainerFeed::compared);
    connect(m_follower.get(), &LogFollower::answering, this, [this](bool answers) {
        if (!answers)
            enter(State::Interrupted, Error::make(Error::Kind::Timeout, u"follow the log"_s, u"the engine does not answer"_s));
        else if (m_state == State::Interrupted)
            enter(m_follower->cursor().isEmpty() ? State::Waiting : State::Streaming);
    });
    enter(State::Connecting);
    m_client->negotiate(this, [this](const Result<EngineVersion> &version) { negotiated(version); });
}

void ContainerFeed::stop()
{
    if (!m_client)
        return;
    // Perhaps in the middle of one of their signals.
    m_follower->stop();
    m_follower->disconnect(this);
    m_follower.release()->deleteLater();
    if (m_events) {
        m_events->disconnect(this);
        m_events->abort();
        m_events->deleteLater();
        m_events.clear();
    }
    m_client.release()->deleteLater();
}

void ContainerFeed::enter(State state, const Error &error)
{
    if (state == m_state && error == m_error)
        return;
    m_state = state;
    m_error = error;
    Q_EMIT stateChanged(state, error);
}

void ContainerFeed::negotiated(const Result<EngineVersion> &version)
{
    if (!version)
        return enter(State::Failed, version.error());
    listen();
}

/// Listens first and looks then, so that no start falls between.
void ContainerFeed::listen()
{
    SystemApi::EventsOptions options;
    options.types = {u"container"_s};
    options.containers = {m_container.value};
    m_events = m_client->system().events(options, this);
    connect(m_events, &EventStream::opened, this, &ContainerFeed::look);
    connect(m_events, &EventStream::event, this, [this](const EngineEvent &event) {
        if (event.actorId != m_container.value)
            return; // engines that do not know the filter send all
        const QString code = event.attributes.value(u"containerExitCode"_s, event.attributes.value(u"exitCode"_s));
        if ((event.action == u"die"_s || event.action == u"died"_s) && !code.isEmpty())
            m_exitCode = code.toInt();
        if (event.action == u"die"_s || event.action == u"died"_s)
            readToEnd();
        if (event.action == u"start"_s || event.action == u"destroy"_s || event.action == u"remove"_s)
            look();
    });
    connect(m_events, &Stream::finished, this, [this](const Result<void> &) {
        if (m_events)
            m_events->deleteLater();
        m_events.clear();
        if (m_startedAt.isValid() || m_state != State::Connecting)
            return QTimer::singleShot(2 * m_timing.reopenMs, this, [this] {
                if (m_client && !m_events && m_state != State::Removed && m_state != State::Unreadable)
                    listen();
            });
        look(); // an engine without events: its log can be read all the same
    });
}

void ContainerFeed::look()
{
    if (!m_client)
        return;
    m_lookOnceMore = m_looking; // the answer on its way may be older than what happened
    if (std::exchange(m_looking, true))
        return;
    m_client->containers().inspect(m_container.value, this, [this](const Result<ContainerDetails> &details) {
        m_looking = false;
        if (std::exchange(m_lookOnceMore, false))
            return look();
        if (m_client && m_state != State::Removed && m_state != State::Unreadable)
            looked(details);
    });
}

void ContainerFeed::lookAgain(const Error &error)
{
    enter(State::Interrupted, error);
    // One at a time: each end of the stream, too, makes it look.
    if (!m_lookAgain.isActive())
        m_lookAgain.start(2 * m_timing.reopenMs);
}

void ContainerFeed::looked(const Result<ContainerDetails> &details)
{
    const bool first = m_state == State::Connecting;
    if (!details && details.error().kind == Error::Kind::NotFound)
        return first ? enter(State::Failed, details.error()) : removed();
    if (!details)
        return first ? enter(State::Failed, details.error()) : lookAgain(details.error());
    Q_EMIT inspected(*details);
    if (!m_client)
        return;
    const bool wasRunning = std::exchange(m_running, details->running);
    if (m_comparing)
        return; // looked at again when that is done
    const bool follows = details->running && !m_untilCame;
    m_follower->setFollowing(follows);
    m_followed = m_followed || follows;
    if (first)
        return begin(*details);
    if (details->startedAt != m_startedAt && details->everStarted())
        return restarted(*details);
    if (details->running && !wasRunning && m_state == State::Ended)
        return m_follower->reopen();
    if (!details->running && m_wholeEnd) {
        over(*details);
    } else if (m_state == State::Interrupted) {
        enter(m_follower->cursor().isEmpty() ? State::Waiting : State::Streaming);
    }
}

void ContainerFeed::begin(const ContainerDetails &details)
{
    m_startedAt = details.startedAt;
    if (!m_options.until.isEmpty()) {
        constexpr qint64 late = 1000; // ms, for what the engine has not written yet
        const qint64 left = qint64(m_options.until.toDouble() * 1000) - QDateTime::currentMSecsSinceEpoch() + late;
        m_untilCame = left <= late;
        m_follower->setFollowing(details.running && !m_untilCame);
        if (!m_untilCame && left < std::numeric_limits<int>::max())
            m_until.start(int(left));
    }
    m_follower->start(m_container, details.tty, m_options);
    enter(State::Waiting);
}

/// Podman cuts the stamps to seconds (M17).
static bool mayFollow(qint64 stamp, qint64 start)
{
    constexpr qint64 second = 1'000'000'000;
    return stamp >= (stamp % second ? start : start - start % second);
}

void ContainerFeed::take(const QList<LogFrame> &frames)
{
    if (!m_turn.isValid()) {
        m_turn.start();
        QMetaObject::invokeMethod(this, &ContainerFeed::restPausing, Qt::QueuedConnection);
    }
    for (const LogFrame &frame : frames) {
        if (m_divider && mayFollow(frame.engineTime, m_divider->time))
            writeDivider();
        m_sink.frame({frame.source, quint8(frame.bytes.endsWith('\n') ? 0 : LogPartial), frame.engineTime, m_seq++, frame.bytes});
    }
    m_sink.batchEnd();
    m_wholeEnd = false;
    if (m_follower && m_turn.elapsed() >= turnMs)
        m_follower->setPaused(true);
    enter(State::Streaming);
}

/// A new turn of the event loop.
void ContainerFeed::restPausing()
{
    m_turn.invalidate();
    if (m_follower)
        m_follower->setPaused(false);
}

void ContainerFeed::writeDivider()
{
    const Divider divider = *std::exchange(m_divider, std::nullopt);
    write(divider.text, 0, divider.time);
}

void ContainerFeed::write(const QString &note, quint8 flags, qint64 time)
{
    const QByteArray text = note.toUtf8() + '\n';
    m_sink.frame({LogSource::Engine, quint8(LogAppNote | flags), time, m_seq++, text});
    m_sink.batchEnd();
}

} // namespace longshore
