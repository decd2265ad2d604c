// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/pendingcall.h"
#include "dockerclient/result.h"
#include "dockerclient/types/network.h"

namespace longshore
{

class Requester;

/// `/networks`.
class NetworksApi
{
public:
    explicit NetworksApi(Requester &requester) : m_requester(requester) {}

    /// `GET /networks/{name}`; a name or an id.
    PendingCall *inspect(const QString &name, QObject *context, Callback<NetworkDetails> done);
    /// `POST /networks/create`, driver bridge. An error when there is one of that name: which kind depends on the engine.
    PendingCall *create(const NetworkSpec &spec, QObject *context, Callback<void> done);
    /// `DELETE /networks/{name}`.
    PendingCall *remove(const QString &name, QObject *context, Callback<void> done);

private:
    Requester &m_requester;
};

} // namespace longshore
