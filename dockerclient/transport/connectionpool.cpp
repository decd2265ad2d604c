// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/connectionpool.h"

namespace longshore
{

namespace
{
constexpr std::size_t MaxIdle = 4;
}

Result<Connection *> ConnectionPool::acquire()
{
    while (!m_idle.empty()) {
        ConnectionPtr connection = std::move(m_idle.back()); // the newest is the least likely to be stale
        m_idle.pop_back();
        connection->disconnect();
        if (connection->isIdleAndAlive()) {
            connection->setReused();
            connection->resetBytesSent();
            return connection.release();
        }
    }
    return make();
}

void ConnectionPool::release(ConnectionPtr connection)
{
    Connection *raw = connection.get();
    raw->disconnect();
    raw->setReadLimit(0);
    m_idle.push_back(std::move(connection));
    if (m_idle.size() > MaxIdle)
        m_idle.erase(m_idle.begin());
    // Whatever an idle connection says, it is of no more use. Both signals end with the connection.
    QObject::connect(raw, &Connection::closed, raw, [this, raw] { drop(raw); });
    QObject::connect(raw, &Connection::readyRead, raw, [this, raw] { drop(raw); });
}

void ConnectionPool::drop(const Connection *connection)
{
    std::erase_if(m_idle, [connection](const ConnectionPtr &idle) { return idle.get() == connection; });
}

} // namespace longshore
