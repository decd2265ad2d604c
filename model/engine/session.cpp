// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"

#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/eventstream.h"
#include "model/engine/search.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

EngineSession::EngineSession(const EngineEnvironment &environment, QObject *parent, const SessionTiming &timing,
                             const PodmanSetup &podman)
    : QObject(parent)
    , m_environment(environment)
    , m_timing(timing)
    , m_podman(podman)
{
    m_heartbeat.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_heartbeat, &QTimer::timeout, this, &EngineSession::beat);
    connect(&m_retry, &QTimer::timeout, this, &EngineSession::negotiate);
    connect(&m_podman, &PodmanService::detected, this, [this](const QString &version) {
        m_podmanVersion = version;
        Q_EMIT podmanDetected(version);
    });
    connect(&m_podman, &PodmanService::ready, this, [this](const Endpoint &endpoint) {
        EngineCandidate own;
        own.origin = EngineCandidate::Origin::OwnPodman;
        own.endpoint = endpoint;
        own.text = endpoint.toString();
        connectTo(own);
    });
    connect(&m_podman, &PodmanService::failed, this, [this](const Error &error) {
        const bool ours = m_state == State::StartingPodman || origin() == EngineCandidate::Origin::OwnPodman;
        if (!m_shuttingDown && ours)
            giveUp(error);
    });
    connect(&m_podman, &PodmanService::stopped, this, [this] {
        if (m_shuttingDown)
            Q_EMIT shutDownFinished();
        else if (m_state == State::StartingPodman)
            m_podman.start();
    });
}

EngineSession::~EngineSession() = default;

void EngineSession::start()
{
    m_named.reset();
    search(engineCandidates(m_environment));
}

void EngineSession::tryAgain()
{
    switch (m_state) {
    case State::Idle:
    case State::NoEngine:
        if (m_named)
            search({*m_named});
        else
            start();
        break;
    case State::Lost:
        m_nextRetry = m_timing.firstRetry;
        negotiate();
        break;
    case State::Connected: beat(); break;
    case State::Searching:
    case State::StartingPodman: break;
    }
}

void EngineSession::useEndpoint(const QString &text)
{
    EngineCandidate named;
    named.origin = EngineCandidate::Origin::Saved;
    named.text = text.trimmed();
    named.decisive = true;
    if (auto endpoint = Endpoint::parse(text))
        named.endpoint = *endpoint;
    else
        named.problem = endpoint.error();
    m_named = named;
    search({named});
}

void EngineSession::search(const QList<EngineCandidate> &candidates)
{
    m_shuttingDown = false;
    dropClient();
    if (m_podman.state() == PodmanService::State::Running || m_podman.state() == PodmanService::State::Starting)
        m_podman.stop();
    if (m_search)
        m_search->deleteLater();
    m_search = new EngineSearch(candidates, m_timing.probeDeadline, this);
    m_probes = m_search->reports();
    m_searchedAt = QDateTime::currentDateTimeUtc();
    m_searchClock.start();
    connect(m_search, &EngineSearch::changed, this, [this, search = m_search] {
        if (search != m_search)
            return;
        m_probes = search->reports();
        Q_EMIT probesChanged();
    });
    connect(m_search, &EngineSearch::finished, this, [this, search = m_search](int chosen) {
        if (search == m_search)
            searchEnded(chosen);
    });
    m_search->start();
    setState(State::Searching);
    Q_EMIT probesChanged();
}

void EngineSession::searchEnded(int chosen)
{
    m_searchMs = m_searchClock.elapsed();
    EngineSearch *search = std::exchange(m_search, nullptr);
    search->deleteLater();
    if (chosen < 0) {
        // Only now: with an engine at hand no program needs to be started.
        m_podman.detect();
        return giveUp(search->failure());
    }
    m_candidate = m_probes[chosen].candidate;
    m_version = m_probes[chosen].version;
    m_client = search->takeClient();
    m_link = std::make_unique<QObject>();
    loadInfo();
}

qint64 EngineSession::searchMilliseconds() const
{
    return m_state == State::Searching ? m_searchClock.elapsed() : m_searchMs;
}

void EngineSession::startPodman()
{
    if (m_state == State::StartingPodman || (client() && origin() == EngineCandidate::Origin::OwnPodman))
        return;
    m_shuttingDown = false;
    m_named.reset();
    if (m_search)
        std::exchange(m_search, nullptr)->deleteLater();
    dropClient();
    setState(State::StartingPodman);
    if (m_podman.state() == PodmanService::State::Stopped)
        m_podman.start();
    else
        m_podman.stop(); // one that is on its way out, or hangs; started again once it is gone
}

void EngineSession::shutDown()
{
    m_shuttingDown = true;
    if (m_search)
        std::exchange(m_search, nullptr)->deleteLater();
    dropClient();
    setState(State::Idle);
    // After our connections are gone: podman would wait a second for an event stream to end.
    QMetaObject::invokeMethod(&m_podman, &PodmanService::stop, Qt::QueuedConnection);
}

void EngineSession::connectTo(const EngineCandidate &candidate)
{
    dropClient();
    m_candidate = candidate;
    m_client = std::make_unique<EngineClient>(*candidate.endpoint);
    negotiate();
}

/// Also after every loss: the engine may have come back as another version (F19).
void EngineSession::negotiate()
{
    m_retry.stop();
    dropLink();
    m_link = std::make_unique<QObject>();
    m_client->negotiate(
        m_link.get(),
        [this, link = m_link.get()](const Result<EngineVersion> &version) {
            if (link != m_link.get())
                return;
            if (!version)
                return connectFailed(version.error());
            m_version = *version;
            loadInfo();
        },
        m_timing.probeDeadline);
}

void EngineSession::loadInfo()
{
    m_client->system().info(m_link.get(), [this, link = m_link.get()](const Result<EngineInfo> &info) {
        if (link != m_link.get())
            return;
        // An engine that answers but keeps its info to itself can be used.
        if (!info && !info.error().httpStatus)
            return connectFailed(info.error());
        m_info = info.value_or(EngineInfo());
        becomeConnected();
    });
}

void EngineSession::becomeConnected()
{
    m_error = {};
    m_nextRetry = m_timing.firstRetry;
    openEvents();
    m_heartbeat.start(m_timing.heartbeat);
    setState(State::Connected);
    if (m_state == State::Connected)
        Q_EMIT connected();
}

void EngineSession::openEvents()
{
    SystemApi::EventsOptions options;
    // From before the first list, so that nothing falls between the two.
    options.since = QDateTime::currentDateTimeUtc();
    EventStream *events = m_client->system().events(options, m_link.get());
    connect(events, &EventStream::event, m_link.get(), [this, link = m_link.get()](const EngineEvent &one) {
        if (link == m_link.get())
            Q_EMIT event(one);
    });
    connect(events, &EventStream::finished, m_link.get(), [this, link = m_link.get()](const Result<void> &result) {
        if (link != m_link.get())
            return;
        lose(result ? Error::make(Error::Kind::ConnectionLost, u"follow the events of %1"_s.arg(endpoint().toString()),
                                  u"the engine ended the stream"_s, u"Longshore tries again by itself."_s)
                    : result.error());
    });
}

void EngineSession::beat()
{
    if (m_state != State::Connected)
        return;
    m_heartbeat.stop();
    // A stop just after a good ping must still be noticed within the verdict.
    const int deadline = std::max(m_timing.verdict - m_timing.heartbeat, 1);
    m_client->system().ping(
        m_link.get(),
        [this, link = m_link.get()](const Result<Ping> &ping) {
            if (link != m_link.get())
                return;
            if (!ping)
                return lose(ping.error());
            m_heartbeat.start(m_timing.heartbeat);
        },
        deadline);
}

void EngineSession::connectFailed(const Error &error)
{
    if (m_state == State::StartingPodman)
        return giveUp(error);
    if (m_state != State::Lost)
        return lose(error);
    m_error = error;
    m_retry.start(m_nextRetry);
    m_nextRetry = std::min(m_nextRetry * 2, m_timing.longestRetry);
}

void EngineSession::lose(const Error &error)
{
    m_heartbeat.stop();
    dropLink();
    m_error = error;
    m_lostAt = QDateTime::currentDateTimeUtc();
    m_nextRetry = m_timing.firstRetry;
    setState(State::Lost);
    if (m_state != State::Lost)
        return;
    m_retry.start(m_nextRetry);
    m_nextRetry = std::min(m_nextRetry * 2, m_timing.longestRetry);
    Q_EMIT lost(error);
}

/// We may be within one of its callbacks, so it goes later, and until then its callbacks look whether it is current.
void EngineSession::dropLink()
{
    if (m_link)
        m_link.release()->deleteLater();
}

void EngineSession::dropClient()
{
    m_heartbeat.stop();
    m_retry.stop();
    dropLink();
    // Who asked it something may be on the stack.
    if (m_client)
        m_client.release()->deleteLater();
}

void EngineSession::giveUp(const Error &error)
{
    dropClient();
    if (m_podman.state() == PodmanService::State::Running || m_podman.state() == PodmanService::State::Starting)
        m_podman.stop();
    m_error = error;
    m_lostAt = QDateTime::currentDateTimeUtc();
    setState(State::NoEngine);
    if (m_state == State::NoEngine)
        Q_EMIT noEngine(error);
}

EngineClient *EngineSession::client() const
{
    return m_state == State::Connected ? m_client.get() : nullptr;
}

EngineKind EngineSession::kind() const
{
    return m_client ? m_client->kind() : EngineKind::Docker;
}

EngineIdentity EngineSession::identity() const
{
    return {endpoint().toString(), m_info.id};
}

void EngineSession::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace longshore
