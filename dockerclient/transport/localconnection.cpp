// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/localconnection.h"

#include <QFile>
#include <grp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype MaxPath = sizeof(sockaddr_un::sun_path) - 1;

Error unreachable(const QString &happened, const QString &advice)
{
    return Error::make(Error::Kind::Unreachable, {}, happened, advice);
}

Error denied(const QString &path, const struct stat *info)
{
    QString group;
    if (info && (info->st_mode & S_IWGRP) && info->st_gid != 0) {
        char buffer[4096];
        struct group entry = {};
        struct group *found = nullptr;
        if (getgrgid_r(info->st_gid, &entry, buffer, sizeof buffer, &found) == 0 && found)
            group = QString::fromLocal8Bit(found->gr_name);
    }
    const QString advice = group.isEmpty()
        ? u"Use an engine of your own (rootless Docker or Podman), or ask who runs this one for access."_s
        : u"Join its group with \"sudo usermod -aG %1 $USER\" and log in again, or use rootless Docker or Podman."_s
              .arg(group);
    return Error::make(Error::Kind::PermissionDenied, {}, u"permission denied on the socket %1"_s.arg(path), advice);
}

} // namespace

LocalConnection::LocalConnection(const QString &path, QObject *parent) : Connection(parent), m_path(path)
{
    connect(&m_socket, &QLocalSocket::connected, this, [this] {
        m_open = m_wasOpen = true;
        Q_EMIT opened();
    });
    connect(&m_socket, &QLocalSocket::readyRead, this, &Connection::readyRead);
    connect(&m_socket, &QLocalSocket::bytesWritten, this, [this](qint64 bytes) {
        m_bytesSent += bytes;
        Q_EMIT bytesWritten(bytes);
    });
    connect(&m_socket, &QLocalSocket::errorOccurred, this, &LocalConnection::onError);
    connect(&m_socket, &QLocalSocket::disconnected, this, &LocalConnection::onDisconnected);
}

void LocalConnection::open()
{
    const qsizetype length = QFile::encodeName(m_path).size();
    if (length > MaxPath) {
        Q_EMIT failed(Error::make(Error::Kind::BadInput, {},
                                  u"the path of the socket %1 is %2 bytes long, and the system allows %3"_s
                                      .arg(m_path).arg(length).arg(MaxPath),
                                  u"Use a shorter path, for example through a symbolic link."_s));
        return;
    }
    m_socket.connectToServer(m_path);
}

bool LocalConnection::isIdleAndAlive() const
{
    if (!m_open || m_socket.bytesAvailable() > 0)
        return false;
    char byte = 0;
    const ssize_t got = ::recv(int(m_socket.socketDescriptor()), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

qint64 LocalConnection::read(char *data, qint64 size)
{
    if (m_open)
        return std::max<qint64>(0, m_socket.read(data, size));
    const qint64 count = std::min<qint64>(size, m_saved.size());
    std::copy_n(m_saved.constData(), count, data);
    m_saved.remove(0, count);
    return count;
}

void LocalConnection::write(QByteArrayView data)
{
    if (m_open)
        m_socket.write(data.data(), data.size());
}

void LocalConnection::shutdownWrite()
{
    if (m_open)
        ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR); // QLocalSocket cannot close one direction
}

void LocalConnection::abort()
{
    m_open = false;
    m_saved.clear();
    m_socket.disconnect(this);
    m_socket.abort();
}

/// A failed write makes QLocalSocket drop its unread input right after this slot.
void LocalConnection::onError(QLocalSocket::LocalSocketError code)
{
    if (m_open)
        saveInput();
    else if (!m_wasOpen)
        Q_EMIT failed(connectError(code));
}

void LocalConnection::onDisconnected()
{
    if (m_open)
        saveInput();
}

void LocalConnection::saveInput()
{
    m_saved = m_socket.readAll();
    char block[4096];
    const int descriptor = int(m_socket.socketDescriptor());
    // The rest an engine says after it refused is short; a flood is cut so that no limit is passed by much.
    while (descriptor >= 0 && m_saved.size() < 256 * 1024) {
        const ssize_t got = ::recv(descriptor, block, sizeof block, MSG_DONTWAIT);
        if (got <= 0)
            break;
        m_saved.append(block, got);
    }
    m_open = false;
    QMetaObject::invokeMethod(this, &Connection::closed, Qt::QueuedConnection);
}

/// QLocalSocket's code says too little; the file itself says the rest.
Error LocalConnection::connectError(QLocalSocket::LocalSocketError code) const
{
    struct stat info = {};
    if (::stat(QFile::encodeName(m_path).constData(), &info) != 0) {
        const int error = errno;
        if (error == EACCES)
            return denied(m_path, nullptr);
        if (error == ENOENT || error == ENOTDIR)
            return unreachable(u"no engine socket at %1: no such file"_s.arg(m_path),
                               u"Start the engine, or choose another endpoint."_s);
        return unreachable(u"the engine socket %1 cannot be looked at: %2"_s.arg(m_path, qt_error_string(error)),
                           u"Choose another endpoint."_s);
    }
    if (!S_ISSOCK(info.st_mode))
        return unreachable(u"%1 is not a socket"_s.arg(m_path), u"Choose the socket of an engine."_s);
    if (code == QLocalSocket::SocketAccessError)
        return denied(m_path, &info);
    if (code == QLocalSocket::ConnectionRefusedError)
        return unreachable(u"the connection to %1 was refused: nothing listens on that socket"_s.arg(m_path),
                           u"Start the engine, or choose another endpoint."_s);
    return unreachable(u"the connection to %1 failed: %2"_s.arg(m_path, m_socket.errorString()),
                       u"Check that the engine runs, or choose another endpoint."_s);
}

} // namespace longshore
