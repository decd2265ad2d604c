// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/networks.h"

#include "dockerclient/api/decode.h"
#include "dockerclient/names.h"

namespace longshore
{

namespace
{

/// A network's name follows the rule of containers' names.
Result<Request> networkRequest(const QByteArray &method, const QString &name)
{
    if (const Result<void> ok = checkContainerName(name); !ok)
        return fail(ok.error());
    Request request;
    request.method = method;
    request.path = "/networks/" + Request::segment(name);
    return request;
}

} // namespace

PendingCall *NetworksApi::inspect(const QString &name, QObject *context, Callback<NetworkDetails> done)
{
    return m_requester.send(networkRequest("GET", name), context, decodedAs<NetworkDetails>(std::move(done)));
}

PendingCall *NetworksApi::create(const NetworkSpec &spec, QObject *context, Callback<void> done)
{
    Result<Request> request = networkRequest("POST", spec.name);
    if (request) {
        request->path = "/networks/create";
        request->contentType = "application/json";
        request->body = jsonread::write(spec.toJson());
    }
    return m_requester.send(request, context, ignoringBody(std::move(done)));
}

PendingCall *NetworksApi::remove(const QString &name, QObject *context, Callback<void> done)
{
    return m_requester.send(networkRequest("DELETE", name), context, ignoringBody(std::move(done)));
}

} // namespace longshore
