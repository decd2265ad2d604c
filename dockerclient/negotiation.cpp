// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/negotiation.h"

#include "dockerclient/api/system.h"
#include "dockerclient/requester.h"

namespace longshore
{

using namespace Qt::StringLiterals;

Result<ApiVersion> chooseApiVersion(const ApiVersion &engineOldest, const ApiVersion &engineNewest, const QString &asked)
{
    if (engineNewest < oldestApi)
        return fail(Error::make(Error::Kind::UnsupportedApi, asked,
                                u"the engine speaks API %1 at most, this program needs %2"_s.arg(engineNewest.toString(), oldestApi.toString()),
                                u"Update the engine."_s));
    if (engineOldest > newestApi)
        return fail(Error::make(Error::Kind::UnsupportedApi, asked,
                                u"the engine speaks API %1 at least, this program knows %2 at most"_s.arg(engineOldest.toString(), newestApi.toString()),
                                u"Update Longshore."_s));
    return std::min(engineNewest, newestApi);
}

Negotiation::Negotiation(SystemApi &system, Requester &requester, int deadlineMs, QObject *context,
                         Callback<EngineVersion> done, QObject *parent)
    : PendingCall(parent), m_system(system), m_requester(requester), m_done(std::move(done)), m_deadlineMs(deadlineMs)
{
    m_clock.start();
    if (context)
        connect(context, &QObject::destroyed, this, &Negotiation::cancel);
    m_system.ping(this, [this](const Result<Ping> &ping) { pinged(ping); }, deadlineMs);
}

void Negotiation::cancel()
{
    m_done = nullptr;
    deleteLater();
}

void Negotiation::pinged(const Result<Ping> &ping)
{
    // Another HTTP server knows no such path; an engine that is ill says 5xx.
    const bool refused = !ping && ping.error().httpStatus >= 300 && ping.error().httpStatus < 500
        && ping.error().kind != Error::Kind::PermissionDenied;
    if (!ping && !refused)
        return deliver(fail(ping.error()));
    if (refused || ping->apiVersion == ApiVersion{}) {
        Error error = Error::make(Error::Kind::Protocol, u"GET /_ping"_s,
                                  u"what answers there is not a Docker API: it names no Api-Version"_s,
                                  u"Name the socket of a Docker or Podman engine."_s);
        error.httpStatus = ping ? 200 : ping.error().httpStatus;
        return deliver(fail(error));
    }
    m_ping = *ping;
    const int left = qMax(1, m_deadlineMs - int(m_clock.elapsed()));
    m_system.version(this, [this](const Result<EngineVersion> &version) { versioned(version); }, left);
}

void Negotiation::versioned(const Result<EngineVersion> &version)
{
    if (!version)
        return deliver(fail(version.error()));
    const Result<ApiVersion> chosen = chooseApiVersion(version->minApiVersion, m_ping.apiVersion, u"GET /version"_s);
    if (!chosen)
        return deliver(fail(chosen.error()));
    m_requester.apiVersion = *chosen;
    m_requester.kind = m_ping.kind;
    deliver(*version);
}

void Negotiation::deliver(const Result<EngineVersion> &result)
{
    const Callback<EngineVersion> done = std::exchange(m_done, nullptr);
    deleteLater();
    if (done)
        done(result);
}

} // namespace longshore
