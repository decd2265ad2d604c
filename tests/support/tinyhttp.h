// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>
#include <memory>
#include <optional>

namespace longshore::test
{

/// Where a server listens. 0.0.0.0 is this machine under an address that is none of its own.
struct HttpPlace {
    QHostAddress address = QHostAddress::LocalHost;
    std::optional<QSslConfiguration> tls = {};
};

/// An HTTP server on a free port of this machine, on the test's own event loop. Without a certificate it hangs up on who
/// speaks TLS to it, like every web server; one that waits for more makes an engine wait for ten seconds.
class TinyHttp : public QObject
{
public:
    struct Ask {
        QByteArray method;
        QByteArray target;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };
    struct Answer {
        int status = 200;
        QByteArray body = {};
        QList<QByteArray> headers = {}; ///< each "Name: value"
        bool isHeld = false;            ///< never comes; with `cutAfter` the rest of it
        qsizetype cutAfter = -1;        ///< bytes of the body, then the connection closes; -1 = all
    };

    explicit TinyHttp(std::function<Answer(const Ask &)> answer, const HttpPlace &place = {}) : m_answer(std::move(answer)), m_server(serverFor(place))
    {
        QObject::connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                QObject::connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_input.remove(socket);
                    m_waiting.removeAll(socket);
                });
            }
        });
        if (!m_server->listen(place.address))
            qFatal("no port to listen on");
    }

    QString host() const { return QStringLiteral("%1:%2").arg(m_server->serverAddress().toString()).arg(m_server->serverPort()); }
    QList<Ask> asked;
    /// Clients that wait for what is held.
    qsizetype waiting() const { return m_waiting.size(); }

private:
    static std::unique_ptr<QTcpServer> serverFor(const HttpPlace &place)
    {
        if (!place.tls)
            return std::make_unique<QTcpServer>();
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*place.tls);
        return server;
    }
    void read(QTcpSocket *socket)
    {
        QByteArray &input = m_input[socket];
        input += socket->readAll();
        if (input.startsWith('\x16'))
            return socket->abort();
        for (qsizetype end = input.indexOf("\r\n\r\n"); end >= 0; end = input.indexOf("\r\n\r\n")) {
            Ask ask;
            const QList<QByteArray> lines = input.left(end).split('\n');
            ask.method = lines.first().split(' ').value(0);
            ask.target = lines.first().split(' ').value(1);
            for (const QByteArray &line : lines.mid(1))
                ask.headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());
            const qsizetype length = ask.headers.value("content-length").toLongLong();
            if (input.size() < end + 4 + length)
                return;
            ask.body = input.mid(end + 4, length);
            input.remove(0, end + 4 + length);
            asked.append(ask);
            send(socket, ask, m_answer(ask));
        }
    }
    void send(QTcpSocket *socket, const Ask &ask, const Answer &answer)
    {
        if (answer.isHeld)
            m_waiting.append(socket);
        if (answer.isHeld && answer.cutAfter < 0)
            return;
        QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nContent-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
        for (const QByteArray &header : answer.headers)
            head += header + "\r\n";
        socket->write(head + "\r\n" + (ask.method == "HEAD" ? QByteArray() : answer.body.left(answer.cutAfter < 0 ? answer.body.size() : answer.cutAfter)));
        if (answer.cutAfter >= 0 && !answer.isHeld)
            socket->disconnectFromHost();
    }

    std::function<Answer(const Ask &)> m_answer;
    QHash<QTcpSocket *, QByteArray> m_input;
    QList<QTcpSocket *> m_waiting;
    std::unique_ptr<QTcpServer> m_server; ///< last: its sockets tell the others of their end
};

} // namespace longshore::test
