// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runservice.h"

#include "model/run/engineroom.h"

namespace longshore
{

RunService::RunService(std::shared_ptr<Store> store, const Endpoint &endpoint, QObject *parent, int)
    : QObject(parent), m_store(std::move(store)), m_endpoint(endpoint), m_room(std::make_unique<EngineRoom>())
{
}

RunService::~RunService() = default;

} // namespace longshore
