// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultserver.h"

#include "tests/support/faultpeer.h"

#include <QFile>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace longshore::test
{

FaultServer::FaultServer(QObject *parent) : QObject(parent)
{
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, QFile::encodeName(path()).constData(), sizeof address.sun_path);
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(m_listener, 128) != 0)
        qFatal("the fault server cannot listen on %s", qPrintable(path()));
    m_notifier = std::make_unique<QSocketNotifier>(m_listener, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &FaultServer::accept);
}

FaultServer::~FaultServer()
{
    qDeleteAll(m_peers);
    m_notifier.reset();
    ::close(m_listener);
}

QString FaultServer::path() const
{
    return m_dir.filePath(QStringLiteral("s"));
}

void FaultServer::accept()
{
    const int descriptor = ::accept4(m_listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0)
        m_peers.append(new FaultPeer(descriptor, ++m_accepted, this));
}

void FaultServer::stopAccepting()
{
    m_notifier->setEnabled(false);
}

void FaultServer::release()
{
    const QList<FaultPeer *> peers = m_peers;
    for (FaultPeer *peer : peers)
        peer->release();
}

int FaultServer::closeIdle()
{
    int count = 0;
    const QList<FaultPeer *> peers = m_peers;
    for (FaultPeer *peer : peers)
        count += peer->closeIfIdle() ? 1 : 0;
    return count;
}

QByteArray FaultServer::ok(const QByteArray &body, const QByteArray &headers)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

QByteArray FaultServer::chunked(const QList<QByteArray> &chunks, const QByteArray &trailers)
{
    QByteArray bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const QByteArray &chunk : chunks)
        bytes += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
    return bytes + "0\r\n" + trailers + "\r\n";
}

} // namespace longshore::test
