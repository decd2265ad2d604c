// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QLocalSocket>
#include <QObject>
#include <memory>

namespace longshore
{

/// One byte stream to an engine. A Unix socket today; TLS and `ssh … dial-stdio` will be other devices behind the same
/// signals. `failed` or `closed` comes at most once, and never before `open` returned.
class Connection : public QObject
{
    Q_OBJECT
public:
    explicit Connection(const Endpoint &endpoint, QObject *parent = nullptr);
    ~Connection() override;

    void open();
    bool isOpen() const { return m_opened && !m_ended; }
    /// False when the peer closed while the connection lay idle.
    bool isAlive() const;

    qint64 read(char *data, qint64 maxSize) { return m_socket.read(data, maxSize); }
    qint64 bytesAvailable() const { return m_socket.bytesAvailable(); }
    void write(const QByteArray &bytes) { m_socket.write(bytes); }
    qint64 bytesToWrite() const { return m_socket.bytesToWrite(); }
    /// What the socket may hold unread; beyond it the kernel's buffer, then the peer, waits.
    void setReadBufferSize(qint64 size) { m_socket.setReadBufferSize(size); }
    /// shutdown(SHUT_WR) once everything is sent.
    void finishWriting();
    /// Bytes that came before a failed write ended the connection (F33); empty otherwise.
    QByteArray takeSaved() { return std::exchange(m_saved, {}); }

    bool reused = false; ///< it served a request before

Q_SIGNALS:
    void opened();
    void readyRead();
    void bytesWritten();
    /// It never opened.
    void failed(const longshore::Error &error);
    /// The peer closed, or the connection broke; what was read before is still readable.
    void closed();

private:
    void onError(QLocalSocket::LocalSocketError error);
    Error openError(QLocalSocket::LocalSocketError error) const;
    void end();

    Endpoint m_endpoint;
    QLocalSocket m_socket;
    QByteArray m_saved;
    bool m_opened = false;
    bool m_ended = false;
    bool m_finishWriting = false;
};

/// A connection is let go from within its own signals.
struct DeleteLater {
    void operator()(QObject *object) const { object->deleteLater(); }
};
using ConnectionPtr = std::unique_ptr<Connection, DeleteLater>;

} // namespace longshore
