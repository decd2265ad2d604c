// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/system.h"

#include "dockerclient/api/decode.h"
#include "dockerclient/api/filters.h"
#include "dockerclient/streams/enginestreams.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

Request pingRequest(int deadlineMs)
{
    Request request;
    request.path = "/_ping";
    request.versioned = false;
    request.deadlineMs = deadlineMs;
    return request;
}

Ping pingOf(const Answer &answer)
{
    Ping ping;
    ping.apiVersion = ApiVersion::parse(QString::fromLatin1(answer.header("Api-Version"))).value_or(ApiVersion{});
    ping.server = QString::fromLatin1(answer.header("Server"));
    ping.osType = QString::fromLatin1(answer.header("Ostype"));
    const bool podman = !answer.header("Libpod-Api-Version").isEmpty() || ping.server.startsWith("Libpod/"_L1);
    ping.kind = podman ? EngineKind::Podman : EngineKind::Docker;
    return ping;
}

} // namespace

PendingCall *SystemApi::ping(QObject *context, Callback<Ping> done, int deadlineMs)
{
    return m_requester.send(pingRequest(deadlineMs), context, [done = std::move(done)](const Result<Answer> &answer) {
        done(answer ? Result<Ping>(pingOf(*answer)) : fail(answer.error()));
    });
}

PendingCall *SystemApi::offersBuildKit(QObject *context, Callback<bool> done)
{
    static constexpr ApiVersion firstWithBuildKit{1, 39};
    static constexpr int deadlineMs = 5000;
    return m_requester.send(pingRequest(deadlineMs), context, [done = std::move(done)](const Result<Answer> &answer) {
        if (!answer)
            return done(fail(answer.error()));
        const Ping ping = pingOf(*answer);
        done(ping.kind == EngineKind::Docker && ping.apiVersion >= firstWithBuildKit && ping.osType != "windows"_L1
             && answer->header("Builder-Version") != "1");
    });
}

PendingCall *SystemApi::version(QObject *context, Callback<EngineVersion> done, int deadlineMs)
{
    Request request;
    request.deadlineMs = deadlineMs;
    request.path = "/version";
    request.versioned = false;
    return m_requester.send(request, context, decodedAs<EngineVersion>(std::move(done)));
}

PendingCall *SystemApi::info(QObject *context, Callback<EngineInfo> done)
{
    Request request;
    request.path = "/info";
    return m_requester.send(request, context, decodedAs<EngineInfo>(std::move(done)));
}

PendingCall *SystemApi::diskUsage(QObject *context, Callback<DiskUsage> done, int deadlineMs)
{
    Request request;
    request.path = "/system/df";
    request.bodyCap = BodyCap::List;
    request.deadlineMs = deadlineMs;
    if (m_requester.apiVersion >= ApiVersion{1, 42})
        request.add("type", u"image"_s);
    return m_requester.send(request, context, decodedAs<DiskUsage>(std::move(done)));
}

PendingCall *SystemApi::checkAuth(const QByteArray &credential, QObject *context, Callback<QString> done)
{
    Request request;
    request.method = "POST";
    request.path = "/auth";
    request.contentType = "application/json";
    request.body = credential;
    return m_requester.send(request, context, [done = std::move(done)](const Result<Answer> &answer) {
        if (!answer)
            return done(fail(answer.error()));
        const auto object = jsonread::parse(answer->body);
        done(object ? jsonread::text(*object, "IdentityToken") : QString());
    });
}

EventStream *SystemApi::events(const EventsOptions &options, QObject *parent)
{
    Request request;
    request.path = "/events";
    if (options.since.isValid())
        request.add("since", u"%1.%2"_s.arg(options.since.toMSecsSinceEpoch() / 1000)
                                 .arg(options.since.toMSecsSinceEpoch() % 1000 * 1'000'000, 9, 10, QLatin1Char('0')));
    const QString filters = filtersText({{u"type"_s, options.types}, {u"label"_s, options.labels}, {u"container"_s, options.containers}});
    if (!filters.isEmpty())
        request.add("filters", filters);
    return openEvents(m_requester, request, parent);
}

} // namespace longshore
