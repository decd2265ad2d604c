// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QHash>
#include <QLocalServer>
#include <QQueue>
#include <QTemporaryDir>

class QLocalSocket;

namespace longshore::test
{

/// One answer to one request.
struct Replay {
    QByteArray bytes;      ///< head and body as they go over the wire; nothing = no answer at all
    qsizetype piece = 0;   ///< bytes per turn of the event loop; 0 = all at once
    bool thenClose = false;
    bool beforeBody = false; ///< answer as soon as the request's head is there
};

/// An engine that answers request after request with what the test gave it, and remembers what it was asked.
class ReplayServer : public QObject
{
    Q_OBJECT
public:
    ReplayServer();
    ~ReplayServer() override;

    Endpoint endpoint() const;
    void add(const Replay &replay) { m_replays.enqueue(replay); }
    /// A whole answer with a Content-Length.
    void add(int status, const QByteArray &body, const QByteArray &headers = {});

    struct Seen {
        QByteArray method;
        QByteArray target; ///< path and query, as sent
        QByteArray head;
        QByteArray body; ///< its chunks joined
    };
    const QList<Seen> &seen() const { return m_seen; }
    int openConnections() const { return int(m_inputs.size()); }

    static QByteArray response(int status, const QByteArray &body, const QByteArray &headers = {});

private:
    void accept();
    void read(QLocalSocket *socket);
    bool takeRequest(QLocalSocket *socket, QByteArray &input);
    void send(QLocalSocket *socket, Replay replay);

    QTemporaryDir m_dir;
    QLocalServer m_server;
    QQueue<Replay> m_replays;
    QList<Seen> m_seen;
    QHash<QLocalSocket *, QByteArray> m_inputs;
};

} // namespace longshore::test
