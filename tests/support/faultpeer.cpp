// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faultpeer.h"

#include <cerrno>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace longshore::test
{

FaultPeer::FaultPeer(int descriptor, int number, FaultServer *server)
    : QObject(server)
    , m_server(server)
    , m_descriptor(descriptor)
    , m_number(number)
    , m_readable(descriptor, QSocketNotifier::Read)
    , m_writable(descriptor, QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    m_readable.setEnabled(server->m_reading);
    m_next.setSingleShot(true);
    connect(&m_readable, &QSocketNotifier::activated, this, &FaultPeer::onReadable);
    connect(&m_writable, &QSocketNotifier::activated, this, &FaultPeer::sendMore);
    connect(&m_next, &QTimer::timeout, this, &FaultPeer::sendMore);
}

FaultPeer::~FaultPeer()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    ::close(m_descriptor);
}

void FaultPeer::onReadable()
{
    char block[64 * 1024];
    const ssize_t got = ::recv(m_descriptor, block, sizeof block, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        m_readable.setEnabled(false);
        if (!m_rawPhase)
            return close();
        m_server->m_halfClosed = true;
        m_script = FaultScript{.reply = m_script.farewell, .end = FaultScript::End::Close};
        m_position = 0;
        return sendMore();
    }
    m_server->m_received += got;
    if (m_rawPhase) {
        m_server->m_raw.append(block, got);
        return;
    }
    m_input.append(block, got);
    if (!m_replying)
        parseRequest();
}

void FaultPeer::parseRequest()
{
    if (!m_headDone) {
        const qsizetype end = m_input.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QList<QByteArray> lines = m_input.left(end).split('\n');
        const QList<QByteArray> words = lines.first().trimmed().split(' ');
        m_request = RecordedRequest{.method = words.value(0), .target = words.value(1), .connection = m_number};
        for (const QByteArray &line : lines.mid(1))
            m_request.headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());
        m_input.remove(0, end + 4);
        m_headDone = true;
        m_script = m_server->nextScript();
    }
    if (m_script.early)
        m_readable.setEnabled(false);
    else if (!takeBody())
        return;
    m_server->m_requests.append(m_request);
    m_headDone = false;
    m_replying = true;
    if (!m_script.hold)
        beginReply();
}

/// True once the whole body is here.
bool FaultPeer::takeBody()
{
    if (m_request.headers.value("transfer-encoding") != "chunked") {
        const qsizetype size = m_request.headers.value("content-length").toLongLong();
        if (m_input.size() < size)
            return false;
        m_request.body = m_input.left(size);
        m_input.remove(0, size);
        return true;
    }
    for (;;) {
        const qsizetype line = m_input.indexOf("\r\n");
        const qsizetype size = line < 0 ? 0 : m_input.left(line).toLongLong(nullptr, 16);
        if (line < 0 || m_input.size() < line + 2 + size + 2)
            return false;
        m_request.body += m_input.mid(line + 2, size);
        m_input.remove(0, line + 2 + size + 2);
        if (size == 0)
            return true;
    }
}

void FaultPeer::release()
{
    if (m_replying && m_script.hold)
        beginReply();
}

void FaultPeer::beginReply()
{
    m_script.hold = false;
    m_position = 0;
    sendMore();
}

void FaultPeer::sendMore()
{
    m_writable.setEnabled(false);
    while (m_position < m_script.reply.size()) {
        int unread = 0;
        if (m_script.piece > 0 && ::ioctl(m_descriptor, SIOCOUTQ, &unread) == 0 && unread > 0)
            return m_next.start(0); // the last piece is still in the client's queue
        qsizetype size = m_script.reply.size() - m_position;
        if (m_script.piece > 0)
            size = std::min(size, m_script.piece);
        const ssize_t sent = ::send(m_descriptor, m_script.reply.constData() + m_position, std::size_t(size), MSG_NOSIGNAL);
        if (sent < 0 && errno == EAGAIN)
            return m_writable.setEnabled(true);
        if (sent < 0)
            return close();
        m_position += sent;
        m_server->m_sent += sent;
    }
    endReply();
}

void FaultPeer::endReply()
{
    if (m_script.end == FaultScript::End::Close) {
        ++m_server->m_closed;
        return close();
    }
    m_rawPhase = m_script.raw;
    m_replying = false;
    if (m_rawPhase)
        m_server->m_raw = std::exchange(m_input, {});
    else if (!m_input.isEmpty())
        parseRequest();
}

bool FaultPeer::closeIfIdle()
{
    if (m_replying || m_rawPhase || m_headDone || !m_input.isEmpty())
        return false;
    ++m_server->m_closed;
    close();
    return true;
}

void FaultPeer::close()
{
    m_server->m_peers.removeOne(this);
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    m_next.stop();
    ::shutdown(m_descriptor, SHUT_RDWR);
    deleteLater();
}

} // namespace longshore::test
