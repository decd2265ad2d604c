// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QObject>
#include <memory>

namespace longshore
{

/// A byte stream to an engine: one kind per endpoint scheme, each around a QIODevice of its own. Never deleted inside
/// its own signals: hold it in a `ConnectionPtr`.
class Connection : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// A closed connection of the kind `endpoint` needs, or why there is none.
    static Result<Connection *> make(const Endpoint &endpoint);

    /// Starts connecting; `opened` or `failed` follows, perhaps before this returns.
    virtual void open() = 0;
    virtual bool isOpen() const = 0;
    /// Looks at the device without reading: false once the peer has closed it or sent what nobody asked for.
    virtual bool isIdleAndAlive() const = 0;
    /// Up to `size` bytes, 0 when there are none now.
    virtual qint64 read(char *data, qint64 size) = 0;
    virtual void write(QByteArrayView data) = 0;
    /// Hands to the system what it takes now.
    virtual void flush() = 0;
    virtual qint64 bytesToWrite() const = 0;
    /// At most `bytes` are taken from the system before they are read here; 0 = no limit.
    virtual void setReadLimit(qint64 bytes) = 0;
    /// Tells the peer that no more comes. Call it when bytesToWrite() is 0.
    virtual void shutdownWrite() = 0;
    /// Closes at once, without signals.
    virtual void abort() = 0;

    bool isReused() const { return m_reused; }
    void setReused() { m_reused = true; }
    /// Bytes of the current request that the system took.
    qint64 bytesSent() const { return m_bytesSent; }
    void resetBytesSent() { m_bytesSent = 0; }

Q_SIGNALS:
    void opened();
    /// It could not be opened; `asked` is empty.
    void failed(const longshore::Error &error);
    void readyRead();
    void bytesWritten(qint64 bytes);
    /// The peer closed it, cleanly or not; what it sent can still be read. Emitted once, from the event loop.
    void closed();

protected:
    qint64 m_bytesSent = 0;

private:
    bool m_reused = false;
};

struct ConnectionDeleter {
    void operator()(Connection *connection) const
    {
        connection->disconnect();
        connection->abort();
        connection->deleteLater();
    }
};
using ConnectionPtr = std::unique_ptr<Connection, ConnectionDeleter>;

} // namespace longshore
