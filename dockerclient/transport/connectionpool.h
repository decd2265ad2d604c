// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/connection.h"

#include <vector>

namespace longshore
{

/// Keeps up to 4 connections between requests. One thread only.
class ConnectionPool
{
public:
    explicit ConnectionPool(const Endpoint &endpoint) : m_endpoint(endpoint) {}

    /// An idle connection that is still alive, else a new one that is not open yet.
    Result<Connection *> acquire();
    /// A new one, always.
    Result<Connection *> make() const { return Connection::make(m_endpoint); }
    /// Takes back an open connection whose last answer was read to its end.
    void release(ConnectionPtr connection);
    int idleCount() const { return int(m_idle.size()); }

private:
    void drop(const Connection *connection);

    Endpoint m_endpoint;
    std::vector<ConnectionPtr> m_idle;
};

} // namespace longshore
