// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfpeers.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr qint64 readBuffer = 256 << 10;   ///< of one connection: the kernel, and so the component, holds the rest
constexpr qint64 unreadReplies = 64 << 10; ///< a peer that never reads its answers is cut off

} // namespace

GelfPeers::GelfPeers(bool isHttp, QObject *parent) : QObject(parent), m_isHttp(isHttp), m_server(new QTcpServer(this))
{
    m_server->setMaxPendingConnections(maxConnections);
    connect(m_server, &QTcpServer::newConnection, this, &GelfPeers::takeConnections);
}

void GelfPeers::takeConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_peers.size() >= maxConnections) {
            Q_EMIT trouble(u"A GELF connection was refused: there are %1 already."_s.arg(int(maxConnections)));
            socket->abort();
            socket->deleteLater();
            continue;
        }
        socket->setReadBufferSize(readBuffer);
        m_peers.try_emplace(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { readPeer(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { onPeerClosed(socket); });
        readPeer(socket);
        if (socket->state() != QAbstractSocket::ConnectedState)
            onPeerClosed(socket);
    }
}

void GelfPeers::readPeer(QTcpSocket *socket)
{
    const auto found = m_peers.find(socket);
    if (m_paused || found == m_peers.end())
        return;
    const QByteArray bytes = socket->readAll(); // at most `readBuffer`
    if (bytes.isEmpty())
        return;
    if (m_isHttp)
        takeRequest(socket, found->second, bytes);
    else
        takeStream(found->second, bytes);
    keepWithinBudget();
}

void GelfPeers::takeStream(Peer &peer, const QByteArray &bytes)
{
    for (const QByteArray &whole : peer.stream.feed(bytes))
        Q_EMIT frame(whole);
    for (int tooLong = peer.stream.takeTooLong(); tooLong > 0; --tooLong)
        Q_EMIT trouble(u"Invalid message: it is longer than 8 MiB."_s);
}

void GelfPeers::takeRequest(QTcpSocket *socket, Peer &peer, const QByteArray &bytes)
{
    const GelfHttp::Step step = peer.http.feed(bytes);
    for (const QByteArray &whole : step.bodies)
        Q_EMIT body(whole);
    socket->write(step.reply);
    if (step.close && !step.reply.startsWith("HTTP/1.1 202"))
        Q_EMIT trouble(u"A GELF request over HTTP was refused: %1."_s.arg(QString::fromLatin1(step.reply.mid(9, step.reply.indexOf('\r') - 9))));
    if (socket->bytesToWrite() > unreadReplies)
        socket->abort();
    else if (step.close)
        socket->disconnectFromHost();
}

void GelfPeers::onPeerClosed(QTcpSocket *socket)
{
    const auto found = m_peers.find(socket);
    if (found == m_peers.end())
        return;
    found->second.ended = true;
    if (!m_paused)
        endPeer(socket);
}

void GelfPeers::endPeer(QTcpSocket *socket)
{
    readPeer(socket);
    const auto found = m_peers.find(socket);
    if (found == m_peers.end())
        return;
    const QByteArray rest = m_isHttp ? found->second.http.end() : found->second.stream.end(); // G2
    drop(found);
    Q_EMIT frame(rest);
    Q_EMIT ended();
}

void GelfPeers::drop(Peers::iterator peer)
{
    QTcpSocket *socket = peer->first;
    m_peers.erase(peer);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

/// A component may open many connections and finish no message on any: the greediest one is cut off.
void GelfPeers::keepWithinBudget()
{
    qsizetype total = 0;
    for (const auto &[socket, peer] : m_peers)
        total += peer.pending();
    if (total <= maxPending)
        return;
    const auto greediest = std::max_element(m_peers.begin(), m_peers.end(),
                                            [](const auto &a, const auto &b) { return a.second.pending() < b.second.pending(); });
    Q_EMIT trouble(u"A GELF connection was closed: unfinished messages took more than 64 MiB."_s);
    drop(greediest);
}

void GelfPeers::setPaused(bool paused)
{
    m_paused = paused;
    if (paused)
        return;
    std::vector<QTcpSocket *> sockets; // peers may go while they are read
    for (const auto &[socket, peer] : m_peers)
        sockets.push_back(socket);
    for (QTcpSocket *socket : sockets) {
        readPeer(socket);
        if (const auto found = m_peers.find(socket); found != m_peers.end() && found->second.ended)
            endPeer(socket);
    }
}

void GelfPeers::close()
{
    m_server->close();
    while (!m_peers.empty())
        endPeer(m_peers.begin()->first);
}

} // namespace longshore
