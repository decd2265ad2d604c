// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/connection.h"

#include <QLocalSocket>

namespace longshore
{

/// A connection to a unix socket. A QLocalSocket drops unread input when a write fails; this class saves it first, so
/// that an engine's early refusal of an upload is still heard (F33).
class LocalConnection : public Connection
{
    Q_OBJECT
public:
    explicit LocalConnection(const QString &path, QObject *parent = nullptr);

    void open() override;
    bool isOpen() const override { return m_open; }
    bool isIdleAndAlive() const override;
    qint64 read(char *data, qint64 size) override;
    void write(QByteArrayView data) override;
    void flush() override { m_socket.flush(); }
    qint64 bytesToWrite() const override { return m_open ? m_socket.bytesToWrite() : 0; }
    void setReadLimit(qint64 bytes) override { m_socket.setReadBufferSize(bytes); }
    void shutdownWrite() override;
    void abort() override;

private:
    void onError(QLocalSocket::LocalSocketError code);
    void onDisconnected();
    void saveInput();
    Error connectError(QLocalSocket::LocalSocketError code) const;

    QString m_path;
    QLocalSocket m_socket;
    QByteArray m_saved; ///< input taken over from a socket that is closing
    bool m_open = false;
    bool m_wasOpen = false;
};

} // namespace longshore
