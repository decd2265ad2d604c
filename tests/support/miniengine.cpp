// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/miniengine.h"

#include <QFile>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QUrl>

namespace longshore::test
{

using namespace Qt::StringLiterals;

MiniEngine::MiniEngine(const QString &socketPath, QObject *parent)
    : QObject(parent)
    , m_path(socketPath)
{
    connect(&m_server, &QLocalServer::newConnection, this, &MiniEngine::accept);
}

MiniEngine::~MiniEngine()
{
    stop(); // while the lists its sockets leave are still there
}

bool MiniEngine::start()
{
    QFile::remove(m_path);
    return m_server.listen(m_path);
}

void MiniEngine::stop()
{
    m_server.close();
    const QList<QLocalSocket *> sockets = m_sockets;
    for (QLocalSocket *socket : sockets)
        socket->abort();
}

void MiniEngine::endEvents()
{
    const QList<QLocalSocket *> events = m_events;
    for (QLocalSocket *socket : events)
        socket->abort();
}

void MiniEngine::sendEvent(const QByteArray &json)
{
    const QByteArray line = json + '\n';
    for (QLocalSocket *socket : std::as_const(m_events))
        socket->write(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n");
}

void MiniEngine::releaseInspects()
{
    holdInspects = false;
    for (const auto &[socket, image] : std::exchange(m_held, {}))
        if (socket)
            answerInspect(socket, image);
}

void MiniEngine::releaseActions()
{
    holdActions = false;
    for (const QPointer<QLocalSocket> &socket : std::exchange(m_heldActions, {}))
        if (socket)
            send(socket, actionStatus, actionBody);
}

void MiniEngine::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        m_sockets << socket;
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            m_sockets.removeOne(socket);
            m_events.removeOne(socket);
            socket->deleteLater();
        });
    }
}

void MiniEngine::read(QLocalSocket *socket)
{
    if (frozen)
        return;
    const QByteArray seen = socket->peek(65536);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    socket->read(end + 4);
    const QList<QByteArray> words = seen.left(seen.indexOf("\r\n")).split(' ');
    const QString target = QUrl::fromPercentEncoding(words.value(1));
    requests << QString::fromLatin1(words.value(0)) + u' ' + target;
    answer(socket, words.value(0), target);
}

void MiniEngine::answer(QLocalSocket *socket, const QByteArray &method, const QString &target)
{
    static const QRegularExpression version(u"^/v[0-9.]+"_s);
    const QString path = target.section(u'?', 0, 0).remove(version);
    if (!docker)
        return send(socket, 404, "<html>nothing here</html>", "Content-Type: text/html\r\n");
    if (const auto own = custom ? custom(QString::fromLatin1(method) + u' ' + QString(target).remove(version)) : std::nullopt)
        return send(socket, own->first, own->second);
    if (path == u"/_ping"_s)
        return send(socket, 200, "OK",
                    "Api-Version: " + apiVersion.toLatin1()
                        + (podman ? "\r\nLibpod-Api-Version: 4.3.1\r\nServer: Libpod/4.3.1 (linux)\r\n" : "\r\nServer: Docker/20.10.24 (linux)\r\n"));
    if (path == u"/version"_s)
        return send(socket, 200, u"{\"Version\":\"20.10.24\",\"ApiVersion\":\"%1\",\"MinAPIVersion\":\"%2\",\"Os\":\"linux\"}"_s
                                     .arg(apiVersion, minApiVersion)
                                     .toUtf8());
    if (path == u"/info"_s)
        return send(socket, 200, u"{\"ID\":\"%1\",\"NCPU\":2}"_s.arg(id).toUtf8());
    if (path == u"/images/json"_s)
        return send(socket, 200, target.contains(u"longshore.invalid"_s) ? QByteArray("[]") : images);
    if (path == u"/containers/json"_s)
        return send(socket, 200, containers);
    if (path == u"/events"_s) {
        m_events << socket;
        socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        return;
    }
    if (path.startsWith(u"/images/"_s) && path.endsWith(u"/get"_s) && !archive.isEmpty()) {
        socket->write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(archive.size(), 16) + "\r\n" + archive
                      + (holdArchive ? "\r\n" : "\r\n0\r\n\r\n"));
        return;
    }
    if (path.startsWith(u"/containers/"_s) && method != "GET") {
        if (!holdActions)
            return send(socket, actionStatus, actionBody);
        m_heldActions << socket;
        return;
    }
    if ((path.startsWith(u"/images/"_s) || path.startsWith(u"/containers/"_s)) && path.endsWith(u"/json"_s)) {
        mostOpenInspects = std::max(mostOpenInspects, ++openInspects);
        const QString image = path.section(u'/', 2, 2);
        if (!holdInspects)
            return answerInspect(socket, image);
        m_held << std::pair(QPointer(socket), image);
        return;
    }
    if (method == "GET" && answers.contains(path))
        return send(socket, 200, answers.value(path));
    send(socket, 404, "{\"message\":\"page not found\"}");
}

void MiniEngine::answerInspect(QLocalSocket *socket, const QString &image)
{
    --openInspects;
    if (inspects.contains(image))
        send(socket, 200, inspects.value(image));
    else
        send(socket, 404, "{\"message\":\"No such thing\"}");
}

void MiniEngine::send(QLocalSocket *socket, int status, const QByteArray &body, const QByteArray &headers)
{
    if (status == 204) { // has no body, and says no length
        socket->write("HTTP/1.1 204 No Content\r\n\r\n");
        return;
    }
    socket->write("HTTP/1.1 " + QByteArray::number(status) + (status < 300 ? " OK" : " Not OK") + "\r\n" + headers
                  + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

} // namespace longshore::test
