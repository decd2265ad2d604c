// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/replayserver.h"

#include <QLocalSocket>
#include <QPointer>

namespace longshore::test
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(name.toLower() + ':'))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

/// Takes a whole chunked body off the front of `input`; nothing when it is not all there.
std::optional<QByteArray> takeChunks(QByteArray &input)
{
    QByteArray body;
    for (qsizetype at = 0;;) {
        const qsizetype end = input.indexOf("\r\n", at);
        if (end < 0)
            return std::nullopt;
        const qsizetype size = input.mid(at, end - at).toLongLong(nullptr, 16);
        if (input.size() < end + 2 + size + 2)
            return std::nullopt;
        body += input.mid(end + 2, size);
        at = end + 2 + size + 2;
        if (size == 0) {
            input.remove(0, at);
            return body;
        }
    }
}

} // namespace

ReplayServer::ReplayServer()
{
    connect(&m_server, &QLocalServer::newConnection, this, &ReplayServer::accept);
    if (!m_server.listen(m_dir.filePath(u"engine.sock"_s)))
        qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
}

ReplayServer::~ReplayServer()
{
    for (QLocalSocket *socket : m_inputs.keys())
        socket->disconnect(this);
}

Endpoint ReplayServer::endpoint() const
{
    return Endpoint::unixSocket(m_server.fullServerName());
}

QByteArray ReplayServer::response(int status, const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nServer: Docker/20.10.24 (linux)\r\nApi-Version: 1.41\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

void ReplayServer::add(int status, const QByteArray &body, const QByteArray &headers)
{
    add({.bytes = response(status, body, headers)});
}

void ReplayServer::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        m_inputs.insert(socket, {});
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_inputs.remove(socket);
            socket->deleteLater();
        });
    }
}

void ReplayServer::read(QLocalSocket *socket)
{
    QByteArray &input = m_inputs[socket];
    input += socket->readAll();
    while (takeRequest(socket, input)) { }
}

bool ReplayServer::takeRequest(QLocalSocket *socket, QByteArray &input)
{
    const qsizetype headEnd = input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    const QByteArray head = input.left(headEnd);
    QByteArray rest = input.mid(headEnd + 4);
    QByteArray body;
    const bool early = !m_replays.isEmpty() && m_replays.head().beforeBody;
    if (early) {
        rest.clear();
    } else if (headerOf(head, "Transfer-Encoding") == "chunked") {
        const std::optional<QByteArray> chunks = takeChunks(rest);
        if (!chunks)
            return false;
        body = *chunks;
    } else {
        const qsizetype size = headerOf(head, "Content-Length").toLongLong();
        if (rest.size() < size)
            return false;
        body = rest.left(size);
        rest.remove(0, size);
    }
    input = rest;
    const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
    m_seen.append({words.value(0), words.value(1), head, body});
    const Replay nothingScripted{.bytes = response(500, "{\"message\":\"the test has no answer to this\"}")};
    send(socket, m_replays.isEmpty() ? nothingScripted : m_replays.dequeue());
    return true;
}

void ReplayServer::send(QLocalSocket *socket, Replay replay)
{
    if (!m_inputs.contains(socket))
        return;
    const qsizetype size = replay.piece > 0 ? qMin(replay.piece, replay.bytes.size()) : replay.bytes.size();
    socket->write(replay.bytes.left(size));
    socket->flush();
    replay.bytes.remove(0, size);
    if (!replay.bytes.isEmpty())
        QMetaObject::invokeMethod(this, [this, socket, replay] { send(socket, replay); }, Qt::QueuedConnection);
    else if (replay.thenClose)
        socket->disconnectFromServer();
}

} // namespace longshore::test
