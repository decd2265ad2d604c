// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/connection.h"
#include "dockerclient/transport/connectionpool.h"
#include "dockerclient/transport/httpparser.h"
#include "dockerclient/transport/reply.h"
#include "dockerclient/transport/upload.h"

#include <QTimer>

namespace longshore
{

/// The one implementation of Reply: Waiting → Connecting → Exchanging → Finished.
class HttpReply : public Reply
{
    Q_OBJECT
public:
    HttpReply(const QByteArray &method, const QNetworkRequest &request, QNetworkAccessManager::Operation operation,
              QIODevice *body, std::shared_ptr<ConnectionPool> pool, QObject *parent);
    ~HttpReply() override;

    Error transportError() const override { return m_error; }
    void finishWriting() override;
    void abort() override;
    void setReadBufferSize(qint64 size) override;
    qint64 bytesAvailable() const override;
    bool isSequential() const override { return true; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    enum class State { Waiting, Connecting, Exchanging, Finished };

    void start();
    void useConnection(ConnectionPtr connection);
    void sendRequest();
    QByteArray requestHead() const;
    void pump();
    bool take(QByteArrayView bytes);
    void publishHead();
    void onClosed();
    bool retryStale();
    void touch();
    void failWith(Error error);
    void finish();
    void releaseConnection();
    bool attribute(QNetworkRequest::Attribute key) const;

    QByteArray m_method;
    QUrl m_url;
    State m_state = State::Waiting;
    std::shared_ptr<ConnectionPool> m_pool;
    ConnectionPtr m_connection;
    HttpParser m_parser;
    Upload m_upload;
    QTimer m_deadline;
    QTimer m_idle;
    QByteArray m_buffer; ///< body bytes not read yet, from m_position on
    qsizetype m_position = 0;
    bool m_headPublished = false;
    bool m_upgraded = false;
    bool m_retried = false;
    bool m_pumping = false;
    Error m_error;
};

} // namespace longshore
