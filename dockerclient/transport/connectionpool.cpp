// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/connectionpool.h"

namespace longshore
{

namespace
{
constexpr std::size_t maxIdle = 4;
}

ConnectionPtr ConnectionPool::takeIdle()
{
    while (!m_idle.empty()) {
        ConnectionPtr connection = std::move(m_idle.back());
        m_idle.pop_back();
        if (connection->isAlive())
            return connection;
    }
    return nullptr;
}

void ConnectionPool::giveBack(ConnectionPtr connection)
{
    if (m_idle.size() >= maxIdle || !connection->isAlive())
        return;
    connection->reused = true;
    connection->setReadBufferSize(1 << 20);
    m_idle.push_back(std::move(connection));
}

} // namespace longshore
