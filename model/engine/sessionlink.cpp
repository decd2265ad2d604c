// SPDX-License-Identifier: GPL-3.0-or-later
// The connection of a session to the engine it found: what it tells at first, its events, its heartbeat, its loss.
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/eventstream.h"
#include "model/engine/session.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

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

} // namespace longshore
