// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/podmanservice.h"
#include "model/engine/probe.h"

#include <QDateTime>

namespace longshore
{

class EngineClient;
class EngineSearch;

/// An engine is known by where it is and what it says it is: two engines of one host may report the same Info.ID.
struct EngineIdentity {
    QString endpoint; ///< canonical, Endpoint::toString(); `podman` for the one we start ourselves
    QString infoId;   ///< EngineInfo::id, may be empty; always so for Podman

    bool operator==(const EngineIdentity &) const = default;
};

/// Times of a session, in milliseconds.
struct SessionTiming {
    int probeDeadline = 5000;
    int heartbeat = 5000;  ///< between two pings
    int verdict = 15000;   ///< silence after which the engine counts as lost (F18)
    int firstRetry = 200;  ///< then doubled …
    int longestRetry = 5000; ///< … up to this
};

/// The connection to the one engine the window looks at: finds it, keeps it, says when it is lost, gets it back.
///
/// Idle → Searching → Connected ⇄ Lost, or Searching → NoEngine; StartingPodman leads to Connected or NoEngine.
/// A lost engine is tried again by itself at the same place (an engine named by the user is never swapped for
/// another); the API version is negotiated anew each time (F19). GUI thread.
class EngineSession : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Searching, StartingPodman, Connected, Lost, NoEngine };
    Q_ENUM(State)

    explicit EngineSession(const EngineEnvironment &environment, QObject *parent = nullptr,
                           const SessionTiming &timing = {}, const PodmanSetup &podman = {});
    ~EngineSession() override;

    /// Looks for an engine in the order of product.md. The state is Searching when this returns.
    void start();
    /// Searches again, or, when Lost, tries the same engine now.
    void tryAgain();
    /// Uses this endpoint from now on and nothing else (`tryAgain` tries it again, `start` goes back to the usual
    /// order); the caller saves the choice once `connected` came. A text that is no endpoint ends in NoEngine with
    /// the reason.
    void useEndpoint(const QString &text);
    /// Starts podman as our child and uses it.
    void startPodman();
    /// Lets go of the engine and ends our podman; `shutDownFinished` follows through the event loop. To be called
    /// before the event loop ends (a podman still running in the destructor is killed).
    void shutDown();

    State state() const { return m_state; }
    /// Null unless Connected. Never keep it across a signal of this object.
    EngineClient *client() const;
    /// Where we are or were connected; the default Endpoint before that.
    Endpoint endpoint() const { return m_candidate.endpoint.value_or(Endpoint()); }
    EngineCandidate::Origin origin() const { return m_candidate.origin; }
    /// "DOCKER_HOST", "usual place of docker", … (translated).
    QString originText() const { return m_candidate.originText(); }
    const EngineVersion &version() const { return m_version; }
    const EngineInfo &info() const { return m_info; }
    EngineKind kind() const;
    EngineIdentity identity() const;

    /// What was tried, in order; complete once the state is not Searching any more.
    const QList<ProbeReport> &probes() const { return m_probes; }
    /// When the last search began, and how long it took so far or in all (ms).
    QDateTime searchedAt() const { return m_searchedAt; }
    qint64 searchMilliseconds() const;
    /// Why the state is Lost or NoEngine, and since when.
    const Error &lastError() const { return m_error; }
    QDateTime lostAt() const { return m_lostAt; }
    /// Version of the podman program, empty when there is none or not known: it is asked each time a search ended
    /// without an engine, and `podmanDetected` follows `noEngine`.
    QString podmanVersion() const { return m_podmanVersion; }

Q_SIGNALS:
    void stateChanged(longshore::EngineSession::State state);
    /// A connection was made, for the first time or again: everything known has to be listed anew.
    void connected();
    void lost(const longshore::Error &error);
    /// The search or the start of podman ended without an engine.
    void noEngine(const longshore::Error &error);
    void probesChanged();
    void podmanDetected(const QString &version);
    /// An event of the connected engine; a hint only.
    void event(const longshore::EngineEvent &event);
    void shutDownFinished();

private:
    void setState(State state);
    void search(const QList<EngineCandidate> &candidates);
    void searchEnded(int chosen);
    void connectTo(const EngineCandidate &candidate);
    void negotiate();
    void loadInfo();
    void becomeConnected();
    void openEvents();
    void beat();
    void connectFailed(const Error &error);
    void lose(const Error &error);
    void dropLink();
    void dropClient();
    void giveUp(const Error &error);

    EngineEnvironment m_environment;
    SessionTiming m_timing;
    State m_state = State::Idle;
    std::optional<EngineCandidate> m_named; ///< of useEndpoint
    EngineSearch *m_search = nullptr;
    EngineCandidate m_candidate;
    EngineVersion m_version;
    EngineInfo m_info;
    QList<ProbeReport> m_probes;
    QDateTime m_searchedAt;
    QElapsedTimer m_searchClock;
    qint64 m_searchMs = 0;
    Error m_error;
    QDateTime m_lostAt;
    QString m_podmanVersion;
    bool m_shuttingDown = false;
    int m_nextRetry = 0;
    std::unique_ptr<EngineClient> m_client;
    /// Context of every call of one connection: what an earlier one answers late is not heard.
    std::unique_ptr<QObject> m_link;
    QTimer m_heartbeat;
    QTimer m_retry;
    PodmanService m_podman;
};

} // namespace longshore
