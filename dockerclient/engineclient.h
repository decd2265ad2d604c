// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"
#include "dockerclient/pendingcall.h"
#include "dockerclient/types/system.h"

#include <QObject>
#include <memory>

namespace longshore
{

class ContainersApi;
class ImagesApi;
class NetworksApi;
class Requester;
class SystemApi;

/// One engine as seen from one thread: the calls of the Docker Engine API, grouped as in its documentation.
/// Everything is asynchronous and belongs to the thread that made the client. Until `negotiate` succeeded, calls go
/// out unversioned, which means "the engine's newest".
class EngineClient : public QObject
{
    Q_OBJECT
public:
    explicit EngineClient(const Endpoint &endpoint, QObject *parent = nullptr);
    ~EngineClient() override;

    Endpoint endpoint() const;

    /// Unversioned `GET /_ping`, then `GET /version`: chooses min(the engine's newest, ours) for all later calls.
    /// Fails with UnsupportedApi when the ranges do not meet, Protocol when it is no Docker API, and Timeout after
    /// `deadlineMs`. To be called again after every reconnect (F19).
    PendingCall *negotiate(QObject *context, Callback<EngineVersion> done, int deadlineMs = 5000);
    /// The version in use, {0,0} before negotiation.
    ApiVersion apiVersion() const;
    /// Docker before negotiation.
    EngineKind kind() const;

    SystemApi &system() { return *m_system; }
    ImagesApi &images() { return *m_images; }
    ContainersApi &containers() { return *m_containers; }
    NetworksApi &networks() { return *m_networks; }

private:
    std::unique_ptr<Requester> m_requester;
    std::unique_ptr<SystemApi> m_system;
    std::unique_ptr<ImagesApi> m_images;
    std::unique_ptr<ContainersApi> m_containers;
    std::unique_ptr<NetworksApi> m_networks;
};

} // namespace longshore
