// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QObject>
#include <QPointer>

namespace longshore
{

class Connection;

/// Sends a request's body from a device as fast as the peer takes it: never more than 512 KiB wait unsent. A device
/// whose size is known is sent as it is; a sequential one in chunks, until it reads -1 or says that its channel
/// finished.
class Upload : public QObject
{
    Q_OBJECT
public:
    /// `body` may be null. It is not owned and must be open.
    Upload(QIODevice *body, QObject *parent);

    bool isChunked() const { return m_chunked; }
    /// Bytes to come, -1 when chunked.
    qint64 length() const { return m_length; }
    void start(Connection *connection);
    bool isDone() const { return m_done; }
    /// The connection is gone.
    void stop() { m_connection = nullptr; }
    qint64 sent() const { return m_sent; }

Q_SIGNALS:
    void progress(qint64 sent, qint64 total);
    /// The device failed, or had more or less than it promised.
    void broken(const QString &why);

private:
    void pump();
    void writePart(const char *data, qint64 size);
    void finish();

    QPointer<QIODevice> m_body;
    QPointer<Connection> m_connection;
    QByteArray m_part;
    qint64 m_length = 0;
    qint64 m_sent = 0;
    bool m_chunked = false;
    bool m_ended = false; ///< the device said that nothing follows
    bool m_done = false;
};

} // namespace longshore
