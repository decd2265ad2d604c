// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/endpoint.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTemporaryDir>
#include <memory>

class QSocketNotifier;

namespace longshore::test
{

class FaultPeer;

/// How the server treats one request.
struct FaultScript {
    enum class End { KeepOpen, Close };

    QByteArray reply = {};         ///< the answer's bytes, head and all
    qsizetype piece = 0;          ///< bytes per send, each sent once the last was read; 0 = all at once
    End end = End::KeepOpen;      ///< after the reply; an unread request makes Close look like a reset
    bool early = false;           ///< answer once the head is here, and read no more of the body
    bool hold = false;            ///< answer only at FaultServer::release()
    bool raw = false;             ///< after the reply, collect what comes until the client's end of file, then say `farewell`, close
    QByteArray farewell = {};        ///< sent after the client's half-close
};

struct RecordedRequest {
    QByteArray method = {};
    QByteArray target = {};
    QHash<QByteArray, QByteArray> headers = {}; ///< names in lower case
    QByteArray body = {};                    ///< decoded when it came in chunks
    int connection = 0;                    ///< 1 for the first connection accepted
};

/// An HTTP server on a unix socket in a temporary folder that misbehaves as told. It lives in the test's thread and
/// counts what it did, so that a test can show that its fault really happened. Scripts are used in the order given,
/// then the fallback for each further request.
class FaultServer : public QObject
{
    Q_OBJECT
public:
    explicit FaultServer(QObject *parent = nullptr);
    ~FaultServer() override;

    QString path() const;
    Endpoint endpoint() const { return Endpoint::unixSocket(path()); }

    void enqueue(const FaultScript &script) { m_scripts.append(script); }
    void setFallback(const FaultScript &script) { m_fallback = script; }
    /// The kernel still completes connects, up to the backlog.
    void stopAccepting();
    /// Connections are accepted and never read.
    void stopReading() { m_reading = false; }
    /// Lets the held answers go.
    void release();
    /// Closes every connection that waits for its next request; the answer is how many.
    int closeIdle();

    const QList<RecordedRequest> &requests() const { return m_requests; }
    int connections() const { return m_accepted; }
    int closedByFault() const { return m_closed; } ///< connections closed by a script or closeIdle()
    qint64 bytesSent() const { return m_sent; }
    qint64 bytesReceived() const { return m_received; }
    QByteArray rawReceived() const { return m_raw; } ///< see FaultScript::raw
    bool clientHalfClosed() const { return m_halfClosed; }

    /// "HTTP/1.1 200 OK" with a Content-Length, and `headers` (each with its "\r\n").
    static QByteArray ok(const QByteArray &body, const QByteArray &headers = {});
    static QByteArray chunked(const QList<QByteArray> &chunks, const QByteArray &trailers = {});

private:
    friend class FaultPeer;
    void accept();
    FaultScript nextScript() { return m_scripts.isEmpty() ? m_fallback : m_scripts.takeFirst(); }

    QTemporaryDir m_dir;
    int m_listener = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QList<FaultPeer *> m_peers;
    QList<FaultScript> m_scripts;
    FaultScript m_fallback;
    QList<RecordedRequest> m_requests;
    QByteArray m_raw;
    int m_accepted = 0;
    int m_closed = 0;
    qint64 m_sent = 0;
    qint64 m_received = 0;
    bool m_reading = true;
    bool m_halfClosed = false;
};

} // namespace longshore::test
