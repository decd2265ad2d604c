// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/httpreply.h"
#include "dockerclient/transport/requestattributes.h"
#include "dockerclient/transport/requesthead.h"

#include <QPointer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 MaxUnsent = 512 * 1024; // above this the body waits for the peer

QString durationText(int ms)
{
    return ms % 1000 == 0 ? u"%1 s"_s.arg(ms / 1000) : u"%1 ms"_s.arg(ms);
}
}

void HttpReply::start()
{
    if (isFinished())
        return;
    startTimers();
    if (QIODevice *device = m_body.device(); device && device->isSequential()) {
        connect(device, &QIODevice::readyRead, this, &HttpReply::pumpBody);
        connect(device, &QIODevice::readChannelFinished, this, [this] {
            m_body.setSourceFinished();
            pumpBody();
        });
    }
    const bool own = requestAttribute(RequestAttribute::OwnConnection) || requestAttribute(RequestAttribute::Hijack);
    connectTo(own ? m_pool->make() : m_pool->acquire());
}

void HttpReply::startTimers()
{
    m_lastByte.start();
    if (const int deadline = request().attribute(RequestAttribute::Deadline).toInt(); deadline > 0) {
        QTimer::singleShot(deadline, this, [this, deadline] {
            failWith(Error::Kind::Timeout, u"no complete answer within %1"_s.arg(durationText(deadline)),
                     u"Check that the engine is not overloaded or stopped, then try again."_s);
        });
    }
    if (const int limit = request().attribute(RequestAttribute::IdleLimit).toInt(); limit > 0) {
        m_idleTimer = new QTimer(this);
        m_idleTimer->setSingleShot(true);
        connect(m_idleTimer, &QTimer::timeout, this, &HttpReply::checkIdle);
        m_idleTimer->start(limit);
    }
}

/// Runs when the limit may have passed; stamping each byte is cheaper than restarting a timer for it.
void HttpReply::checkIdle()
{
    const int limit = request().attribute(RequestAttribute::IdleLimit).toInt();
    const qint64 left = room() <= 0 ? limit : limit - m_lastByte.elapsed(); // a paused reader is our own silence
    if (left > 0)
        m_idleTimer->start(int(left));
    else
        failWith(Error::Kind::Timeout, u"nothing was heard from the engine for %1"_s.arg(durationText(limit)),
                 u"Check that the engine is not stopped, then try again."_s);
}

void HttpReply::connectTo(Result<Connection *> connection)
{
    if (!connection) {
        failWith(connection.error());
        return;
    }
    m_connection.reset(*connection);
    connect(m_connection.get(), &Connection::opened, this, &HttpReply::send);
    connect(m_connection.get(), &Connection::failed, this, [this](const Error &error) { failWith(error); });
    connect(m_connection.get(), &Connection::readyRead, this, &HttpReply::pumpInput);
    connect(m_connection.get(), &Connection::bytesWritten, this, &HttpReply::onBytesWritten);
    connect(m_connection.get(), &Connection::closed, this, &HttpReply::onClosed);
    limitConnection();
    if (m_connection->isOpen())
        send();
    else
        m_connection->open();
}

void HttpReply::send()
{
    const auto head = requestHead(m_verb, request(), m_body, requestAttribute(RequestAttribute::Hijack));
    if (!head) {
        failWith(head.error());
        return;
    }
    QByteArray first = *head;
    // A small body goes out with its head; a sequential one only after a live connection took the head, since its
    // bytes cannot be sent twice.
    if (m_body.device() && !m_body.device()->isSequential())
        m_body.next(first);
    const QPointer<HttpReply> self(this);
    m_connection->write(first);
    m_connection->flush(); // tells of progress at once: a slot may delete this
    if (self)
        pumpBody();
}

void HttpReply::pumpBody()
{
    if (isFinished() || !m_connection || !m_connection->isOpen() || m_body.isComplete())
        return;
    QByteArray block;
    while (m_connection->bytesToWrite() < MaxUnsent) {
        block.resize(0);
        const RequestBody::Step step = m_body.next(block);
        if (step == RequestBody::Step::Short) {
            failWith(Error::Kind::Disk, u"what was to be sent ended before its announced size"_s,
                     u"Check that the file is not being changed, then try again."_s);
            return;
        }
        if (step == RequestBody::Step::Wait)
            return;
        m_connection->write(block);
        if (step == RequestBody::Step::End)
            return;
    }
}

void HttpReply::onBytesWritten(qint64 bytes)
{
    m_lastByte.start();
    m_sent += bytes;
    if (m_duplex) {
        if (m_finishWriting && m_connection->bytesToWrite() == 0)
            m_connection->shutdownWrite();
        Q_EMIT bytesWritten(bytes);
        return;
    }
    const QPointer<HttpReply> self(this);
    pumpBody();
    if (self && m_body.isPresent() && !isFinished())
        Q_EMIT uploadProgress(m_sent, m_body.size());
}

qint64 HttpReply::writeData(const char *data, qint64 size)
{
    if (!m_duplex || m_finishWriting || isFinished() || !m_connection)
        return -1;
    m_connection->write(QByteArrayView(data, size));
    return size;
}

qint64 HttpReply::bytesToWrite() const
{
    return m_connection ? m_connection->bytesToWrite() : 0;
}

void HttpReply::finishWriting()
{
    m_finishWriting = true;
    if (m_duplex && m_connection && m_connection->bytesToWrite() == 0)
        m_connection->shutdownWrite();
}

} // namespace longshore
