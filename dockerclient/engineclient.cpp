// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineclient.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/networks.h"
#include "dockerclient/api/system.h"
#include "dockerclient/negotiation.h"
#include "dockerclient/requester.h"

namespace longshore
{

EngineClient::EngineClient(const Endpoint &endpoint, QObject *parent)
    : QObject(parent)
    , m_requester(std::make_unique<Requester>(endpoint))
    , m_system(std::make_unique<SystemApi>(*m_requester))
    , m_images(std::make_unique<ImagesApi>(*m_requester))
    , m_containers(std::make_unique<ContainersApi>(*m_requester))
    , m_networks(std::make_unique<NetworksApi>(*m_requester))
{
}

EngineClient::~EngineClient() = default;

Endpoint EngineClient::endpoint() const
{
    return m_requester->endpoint();
}

PendingCall *EngineClient::negotiate(QObject *context, Callback<EngineVersion> done, int deadlineMs)
{
    return new Negotiation(*m_system, *m_requester, deadlineMs, context, std::move(done), this);
}

ApiVersion EngineClient::apiVersion() const
{
    return m_requester->apiVersion;
}

EngineKind EngineClient::kind() const
{
    return m_requester->kind;
}

} // namespace longshore
