// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/streamreader.h"

#include "dockerclient/engineerror.h"

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 bufferSize = 256 << 10;
/// Reads in one turn of the event loop before others get theirs.
constexpr int readsPerTurn = 8;
} // namespace

StreamReader::StreamReader(Requester &requester, const Result<Request> &request, QObject *parent) : QObject(parent)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        end(fail(Error::make(Error::Kind::Timeout, m_asked, u"nothing came for %1 s"_s.arg(m_idle.interval() / 1000.0))));
    });
    if (!request) {
        const Error error = request.error();
        m_asked = error.asked;
        QMetaObject::invokeMethod(this, [this, error] { end(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    m_asked = requester.asked(*request);
    m_reply = requester.open(*request, request->idleLimitMs);
    m_reply->setReadBufferSize(bufferSize);
    m_buffer.resize(bufferSize);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (!m_opened && status() < 300) {
            m_opened = true;
            Q_EMIT opened();
        }
    });
    connect(m_reply, &QNetworkReply::readyRead, this, &StreamReader::pump);
    connect(m_reply, &QNetworkReply::finished, this, &StreamReader::replyEnded);
    connect(m_reply, &QObject::destroyed, this, [this] {
        end(fail(Error::make(Error::Kind::Cancelled, m_asked, u"the client was closed"_s)));
    });
}

StreamReader::~StreamReader()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
}

int StreamReader::status() const
{
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}

void StreamReader::abort()
{
    end(fail(Error::cancelled(m_asked)));
}

void StreamReader::setIdleLimit(int milliseconds)
{
    m_idle.setInterval(milliseconds);
    restartIdle();
}

/// While the consumer pauses, silence is not the engine's.
void StreamReader::restartIdle()
{
    if (m_idle.interval() > 0 && !m_ended && !m_paused)
        m_idle.start();
    else
        m_idle.stop();
}

void StreamReader::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    restartIdle();
    if (!paused)
        QMetaObject::invokeMethod(this, &StreamReader::pump, Qt::QueuedConnection);
}

void StreamReader::pump()
{
    m_pumpQueued = false;
    const QPointer<StreamReader> self(this);
    for (int reads = 0; !m_ended && !m_paused && m_reply; ++reads) {
        if (reads == readsPerTurn) {
            m_pumpQueued = true;
            QMetaObject::invokeMethod(this, &StreamReader::pump, Qt::QueuedConnection);
            return;
        }
        const qint64 n = m_reply->read(m_buffer.data(), bufferSize);
        if (n <= 0)
            break;
        restartIdle();
        if (status() >= 300)
            m_errorBody.append(m_buffer.constData(), qMin(n, BodyCap::Error - m_errorBody.size()));
        else
            Q_EMIT data(QByteArrayView(m_buffer.constData(), n));
        if (!self)
            return;
    }
    if (m_replyEnded && !m_paused)
        replyEnded();
}

void StreamReader::replyEnded()
{
    m_replyEnded = true;
    if (m_ended || m_paused || m_pumpQueued || !m_reply)
        return;
    if (m_reply->bytesAvailable() > 0)
        return pump();
    const std::optional<Error> error = errorOf(*m_reply, m_asked, m_errorBody);
    if (error)
        end(fail(*error));
    else
        end({});
}

void StreamReader::end(const Result<void> &result)
{
    if (m_ended)
        return;
    m_ended = true;
    m_idle.stop();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
        m_reply = nullptr;
    }
    Q_EMIT done(result);
}

} // namespace longshore
