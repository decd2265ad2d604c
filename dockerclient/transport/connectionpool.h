// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/connection.h"

#include <vector>

namespace longshore
{

/// Idle keep-alive connections to one endpoint, at most four. One thread.
class ConnectionPool
{
public:
    explicit ConnectionPool(const Endpoint &endpoint) : m_endpoint(endpoint) {}

    /// An idle connection that is still alive, or null.
    ConnectionPtr takeIdle();
    ConnectionPtr makeNew() const { return ConnectionPtr(new Connection(m_endpoint)); }
    void giveBack(ConnectionPtr connection);
    qsizetype idleCount() const { return qsizetype(m_idle.size()); }

private:
    Endpoint m_endpoint;
    std::vector<ConnectionPtr> m_idle;
};

} // namespace longshore
