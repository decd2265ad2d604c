// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/connection.h"

#include <QFile>
#include <QMetaObject>
#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
/// Sockets hold this much unread unless the reply sets less.
constexpr qint64 defaultReadBuffer = 1 << 20;

QString connectText(const Endpoint &endpoint)
{
    return u"connect to "_s + endpoint.toString();
}
} // namespace

Connection::Connection(const Endpoint &endpoint, QObject *parent) : QObject(parent), m_endpoint(endpoint)
{
    m_socket.setReadBufferSize(defaultReadBuffer);
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_opened = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, &Connection::readyRead);
    connect(&m_socket, &QLocalSocket::bytesWritten, this, [this] {
        if (m_finishWriting && m_socket.bytesToWrite() == 0)
            finishWriting();
        Q_EMIT bytesWritten();
    });
    connect(&m_socket, &QLocalSocket::disconnected, this, &Connection::end);
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &Connection::onError);
}

Connection::~Connection()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void Connection::open()
{
    const auto refuse = [this](Error::Kind kind, const QString &happened, const QString &advice = {}) {
        const Error error = Error::make(kind, connectText(m_endpoint), happened, advice);
        QMetaObject::invokeMethod(this, [this, error] { m_ended = true; Q_EMIT failed(error); }, Qt::QueuedConnection);
    };
    if (m_endpoint.scheme != Endpoint::Scheme::Unix)
        return refuse(Error::Kind::BadInput, u"this version reaches engines through unix:// sockets only"_s);
    if (QFile::encodeName(m_endpoint.path).size() >= qsizetype(sizeof(sockaddr_un::sun_path)))
        return refuse(Error::Kind::BadInput, u"the path is longer than a socket's name may be (107 bytes)"_s);
    m_socket.connectToServer(m_endpoint.path);
}

bool Connection::isAlive() const
{
    if (!isOpen() || m_socket.state() != QLocalSocket::ConnectedState || m_socket.bytesAvailable() > 0)
        return false;
    char byte = 0;
    const ssize_t n = ::recv(int(m_socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

void Connection::finishWriting()
{
    m_finishWriting = true;
    m_socket.flush();
    if (m_socket.bytesToWrite() == 0 && m_socket.state() == QLocalSocket::ConnectedState)
        ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR);
}

void Connection::onError(QLocalSocket::LocalSocketError error)
{
    if (!m_opened) {
        if (!m_ended) {
            m_ended = true;
            const Error text = openError(error);
            // Qt reports some errors from within connectToServer().
            QMetaObject::invokeMethod(this, [this, text] { Q_EMIT failed(text); }, Qt::QueuedConnection);
        }
        return;
    }
    if (error != QLocalSocket::PeerClosedError && !m_ended) {
        // A failed write throws the socket's buffer away, though the answer that explains it may lie there (F33).
        m_saved = m_socket.readAll();
        char part[4096];
        for (ssize_t n = 1; m_saved.size() < (1 << 20) && m_socket.socketDescriptor() >= 0 && n > 0;) {
            n = ::recv(int(m_socket.socketDescriptor()), part, sizeof part, MSG_DONTWAIT);
            if (n > 0)
                m_saved.append(part, n);
        }
        end();
    }
}

void Connection::end()
{
    if (m_ended)
        return;
    m_ended = true;
    Q_EMIT closed();
}

Error Connection::openError(QLocalSocket::LocalSocketError error) const
{
    struct stat info = {};
    const bool exists = ::stat(QFile::encodeName(m_endpoint.path).constData(), &info) == 0;
    const int statError = exists ? 0 : errno;
    if (!exists && statError == ENOENT)
        return Error::make(Error::Kind::Unreachable, connectText(m_endpoint), u"no such file"_s,
                           u"Start the engine, or name another endpoint."_s);
    if (error == QLocalSocket::SocketAccessError || statError == EACCES)
        return Error::make(Error::Kind::PermissionDenied, connectText(m_endpoint), u"permission denied"_s,
                           u"Join the group that owns the socket."_s);
    if (exists && !S_ISSOCK(info.st_mode))
        return Error::make(Error::Kind::Unreachable, connectText(m_endpoint), u"it is not a socket"_s);
    if (error == QLocalSocket::ConnectionRefusedError)
        return Error::make(Error::Kind::Unreachable, connectText(m_endpoint), u"connection refused: nothing listens on this socket"_s,
                           u"Start the engine."_s);
    return Error::make(Error::Kind::Unreachable, connectText(m_endpoint), m_socket.errorString());
}

} // namespace longshore
