// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/transport/connectionpool.h"
#include "dockerclient/transport/httpparser.h"
#include "dockerclient/transport/reply.h"
#include "dockerclient/transport/replybuffer.h"
#include "dockerclient/transport/requestbody.h"

#include <QElapsedTimer>
#include <QTimer>

namespace longshore
{

/// One request and its answer on a Connection. Begins from the event loop, ends once.
class HttpReply : public Reply
{
    Q_OBJECT
public:
    HttpReply(QNetworkAccessManager::Operation operation, const QByteArray &verb, const QNetworkRequest &request,
              QIODevice *body, std::shared_ptr<ConnectionPool> pool, QObject *parent);
    ~HttpReply() override;

    Error transportError() const override { return m_error; }
    void finishWriting() override;
    void abort() override;
    void setReadBufferSize(qint64 size) override;
    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_buffer.size() + Reply::bytesAvailable(); }
    qint64 bytesToWrite() const override;

protected:
    qint64 readData(char *data, qint64 max) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    // sending
    void start();
    void startTimers();
    void connectTo(Result<Connection *> connection);
    void send();
    void pumpBody();
    void onBytesWritten(qint64 bytes);
    // receiving
    void pumpInput();
    bool takeInput(QByteArrayView data);
    void onHead();
    void setHeadAttributes(const HttpHead &head);
    void becomeDuplex();
    void onClosed();
    void onInputEnd();
    bool retryOnFreshConnection();
    // ending
    void onAnswerDone();
    void failWith(Error::Kind kind, const QString &happened, const QString &advice = {});
    void failWith(Error error);
    void finishWith(NetworkError code, const QString &text);
    void checkIdle();
    qint64 room() const;
    void limitConnection();
    bool requestAttribute(QNetworkRequest::Attribute key) const { return request().attribute(key).toBool(); }

    QByteArray m_verb;
    RequestBody m_body;
    std::shared_ptr<ConnectionPool> m_pool;
    ConnectionPtr m_connection;
    HttpParser m_parser;
    ReplyBuffer m_buffer;
    Error m_error;
    QTimer *m_idleTimer = nullptr;
    QElapsedTimer m_lastByte;
    qint64 m_sent = 0;
    bool m_headSeen = false;
    bool m_duplex = false;
    bool m_finishWriting = false;
    bool m_peerClosed = false;
    bool m_anyByte = false;
    bool m_retried = false;
    bool m_inPump = false;
};

} // namespace longshore
