// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QHash>
#include <QHostAddress>
#include <QStringList>
#include <QTcpServer>
#include <QTcpSocket>

namespace longshore::test
{

/// A registry on this machine with the one image `x/y:1`, of one layer; engines need no TLS for a loopback address. Runs
/// on the test's own event loop.
class MiniRegistry : public QObject
{
public:
    /// `layer` is a plain tar.
    explicit MiniRegistry(const QByteArray &layer)
    {
        const QByteArray config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/hello\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
            + digestOf(layer) + "\"]}}";
        add(layer);
        add(config);
        m_manifest = "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\",\"config\":{\"mediaType\":"
                     "\"application/vnd.docker.container.image.v1+json\",\"size\":" + QByteArray::number(config.size()) + ",\"digest\":\"" + digestOf(config)
            + "\"},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.diff.tar\",\"size\":" + QByteArray::number(layer.size())
            + ",\"digest\":\"" + digestOf(layer) + "\"}]}";
        QObject::connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the registry cannot listen");
    }

    QString image() const { return QStringLiteral("127.0.0.1:%1/x/y").arg(m_server.serverPort()); }
    QString digest() const { return QString::fromLatin1(digestOf(m_manifest)); }
    /// Manifests that were asked for, each with its tag or digest.
    QStringList manifests;

private:
    static QByteArray digestOf(const QByteArray &bytes) { return "sha256:" + QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }
    void add(const QByteArray &bytes) { m_blobs.insert(digestOf(bytes), bytes); }

    void read(QTcpSocket *socket)
    {
        QByteArray &head = m_heads[socket];
        head += socket->readAll();
        for (qsizetype end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
            const QList<QByteArray> words = head.left(head.indexOf("\r\n")).split(' ');
            head.remove(0, end + 4);
            answer(socket, words.value(0), words.value(1));
        }
    }
    void answer(QTcpSocket *socket, const QByteArray &method, const QByteArray &target)
    {
        const QByteArray last = target.mid(target.lastIndexOf('/') + 1);
        if (target == "/v2/")
            return send(socket, method, 200, "{}", "application/json");
        if (target.startsWith("/v2/x/y/manifests/") && (last == "1" || last == digest().toLatin1())) {
            manifests.append(QString::fromLatin1(last));
            return send(socket, method, 200, m_manifest, "application/vnd.docker.distribution.manifest.v2+json");
        }
        if (m_blobs.contains(last))
            return send(socket, method, 200, m_blobs.value(last), "application/octet-stream");
        send(socket, method, 404, "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"manifest unknown\"}]}", "application/json");
    }
    static void send(QTcpSocket *socket, const QByteArray &method, int status, const QByteArray &body, const QByteArray &type)
    {
        socket->write("HTTP/1.1 " + QByteArray::number(status) + (status == 200 ? " OK" : " Not Found") + "\r\nDocker-Distribution-Api-Version: registry/2.0\r\n"
                      "Docker-Content-Digest: " + digestOf(body) + "\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size())
                      + "\r\n\r\n" + (method == "HEAD" ? QByteArray() : body));
    }

    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_heads;
    QHash<QByteArray, QByteArray> m_blobs;
    QByteArray m_manifest;
};

} // namespace longshore::test
