// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/upload.h"

#include "dockerclient/transport/connection.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 partSize = 64 << 10;
constexpr qint64 highWater = 512 << 10;
} // namespace

Upload::Upload(QIODevice *body, QObject *parent) : QObject(parent), m_body(body)
{
    if (!body)
        return;
    m_chunked = body->isSequential();
    m_length = m_chunked ? -1 : body->size() - body->pos();
    connect(body, &QIODevice::readyRead, this, &Upload::pump);
    connect(body, &QIODevice::readChannelFinished, this, [this] {
        m_ended = true;
        pump();
    });
}

void Upload::start(Connection *connection)
{
    m_connection = connection;
    connect(connection, &Connection::bytesWritten, this, &Upload::pump);
    m_part.resize(partSize);
    if (m_length == 0) {
        m_done = true;
        return;
    }
    pump();
}

void Upload::pump()
{
    if (!m_connection || m_done)
        return;
    if (!m_body)
        return Q_EMIT broken(u"what was to be sent is gone"_s);
    const QPointer<Upload> self(this);
    while (self && m_connection && !m_done && m_connection->bytesToWrite() < highWater) {
        const qint64 n = m_body->read(m_part.data(), m_chunked ? partSize : qMin(partSize, m_length - m_sent));
        if (n > 0) {
            writePart(m_part.constData(), n);
        } else if (n < 0 || m_ended || !m_chunked) {
            if (!m_chunked)
                return Q_EMIT broken(u"it became shorter while it was sent"_s);
            return finish();
        } else {
            return; // more will come
        }
    }
}

/// May end the upload, or delete `this`, through a slot.
void Upload::writePart(const char *data, qint64 size)
{
    if (m_chunked)
        m_connection->write(QByteArray::number(size, 16) + "\r\n" + QByteArray(data, size) + "\r\n");
    else
        m_connection->write(QByteArray(data, size));
    m_sent += size;
    m_done = m_sent == m_length;
    Q_EMIT progress(m_sent, m_length);
}

void Upload::finish()
{
    m_done = true;
    if (m_chunked)
        m_connection->write("0\r\n\r\n");
}

} // namespace longshore
