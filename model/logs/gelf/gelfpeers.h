// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/gelf/gelfhttp.h"
#include "model/logs/gelf/gelfstream.h"

#include <QObject>
#include <map>

class QTcpServer;
class QTcpSocket;

namespace longshore
{

/// The connections to a GelfListener over TCP or HTTP: reads them, cuts what comes into messages, and closes those that
/// take too much.
class GelfPeers : public QObject
{
    Q_OBJECT
public:
    static constexpr int maxConnections = 64;
    static constexpr qsizetype maxPending = 64 << 20; ///< bytes of unfinished messages, all connections

    explicit GelfPeers(bool isHttp, QObject *parent = nullptr);

    /// Takes the connections; to be bound to an address by the owner.
    QTcpServer *server() const { return m_server; }
    bool isEmpty() const { return m_peers.empty(); }
    /// Stops reading: what is not read waits in the kernel, and so does the component.
    void setPaused(bool paused);
    /// Takes no more connections, and of those there are what has come.
    void close();

Q_SIGNALS:
    /// A message as it is decoded.
    void frame(const QByteArray &bytes);
    /// The body of an HTTP request, maybe compressed.
    void body(const QByteArray &bytes);
    /// A sentence about something that was dropped.
    void trouble(const QString &text);
    /// A connection ended, and what it said last was told.
    void ended();

private:
    struct Peer {
        GelfStream stream;
        GelfHttp http;
        bool ended = false; ///< the other side closed while reading was paused
        qsizetype pending() const { return stream.pendingBytes() + http.pendingBytes(); }
    };
    using Peers = std::map<QTcpSocket *, Peer>;

    void takeConnections();
    void readPeer(QTcpSocket *socket);
    void takeStream(Peer &peer, const QByteArray &bytes);
    void takeRequest(QTcpSocket *socket, Peer &peer, const QByteArray &bytes);
    void onPeerClosed(QTcpSocket *socket);
    void endPeer(QTcpSocket *socket);
    void drop(Peers::iterator peer);
    void keepWithinBudget();

    const bool m_isHttp;
    QTcpServer *m_server; ///< a child: sockets go when nobody here listens any more
    Peers m_peers;
    bool m_paused = false;
};

} // namespace longshore
