// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/engine/session.h"

#include "dockerclient/engineclient.h"
#include "model/engine/search.h"

namespace longshore
{

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

/// Podman makes up another Info.ID for each answer, and our own one gets another socket each time it starts.
EngineIdentity EngineSession::identity() const
{
    if (origin() == EngineCandidate::Origin::OwnPodman)
        return {QStringLiteral("podman"), {}};
    return {endpoint().toString(), kind() == EngineKind::Podman ? QString() : m_info.id};
}

void EngineSession::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace longshore
