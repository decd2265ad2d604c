// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/httpreply.h"

#include "dockerclient/transport/requestattributes.h"
#include "dockerclient/transport/requesthead.h"

#include <QPointer>
#include <limits>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

qint64 declaredSize(const QNetworkRequest &request)
{
    bool ok = false;
    const qint64 size = request.header(QNetworkRequest::ContentLengthHeader).toLongLong(&ok);
    return ok && size >= 0 ? size : -1;
}

QNetworkReply::NetworkError statusError(int status)
{
    switch (status) {
    case 400: return QNetworkReply::ProtocolInvalidOperationError;
    case 401: return QNetworkReply::AuthenticationRequiredError;
    case 403: return QNetworkReply::ContentAccessDenied;
    case 404: return QNetworkReply::ContentNotFoundError;
    case 405: return QNetworkReply::ContentOperationNotPermittedError;
    case 409: return QNetworkReply::ContentConflictError;
    case 410: return QNetworkReply::ContentGoneError;
    case 500: return QNetworkReply::InternalServerError;
    case 501: return QNetworkReply::OperationNotImplementedError;
    case 503: return QNetworkReply::ServiceUnavailableError;
    default: break;
    }
    return status >= 500 ? QNetworkReply::UnknownServerError : QNetworkReply::UnknownContentError;
}

QNetworkReply::NetworkError networkError(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled: return QNetworkReply::OperationCanceledError;
    case Error::Kind::Unreachable: return QNetworkReply::ConnectionRefusedError;
    case Error::Kind::PermissionDenied: return QNetworkReply::ContentAccessDenied;
    case Error::Kind::Timeout: return QNetworkReply::TimeoutError;
    case Error::Kind::ConnectionLost: return QNetworkReply::RemoteHostClosedError;
    case Error::Kind::Protocol: return QNetworkReply::ProtocolFailure;
    case Error::Kind::BadInput: return QNetworkReply::ProtocolInvalidOperationError;
    default: return QNetworkReply::UnknownNetworkError;
    }
}

} // namespace

HttpReply::HttpReply(QNetworkAccessManager::Operation operation, const QByteArray &verb, const QNetworkRequest &request,
                     QIODevice *body, std::shared_ptr<ConnectionPool> pool, QObject *parent)
    : Reply(parent)
    , m_verb(verb)
    , m_body(body, declaredSize(request))
    , m_pool(std::move(pool))
    , m_parser(verb == "HEAD", request.attribute(RequestAttribute::Hijack).toBool())
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    setOpenMode(ReadOnly | Unbuffered); // buffered, QIODevice would read ahead of every limit
    QMetaObject::invokeMethod(this, &HttpReply::start, Qt::QueuedConnection);
}

HttpReply::~HttpReply() = default;

void HttpReply::abort()
{
    failWith(Error::cancelled({}));
}

void HttpReply::setReadBufferSize(qint64 size)
{
    Reply::setReadBufferSize(size);
    limitConnection();
    if (m_headSeen && !isFinished())
        QMetaObject::invokeMethod(this, &HttpReply::pumpInput, Qt::QueuedConnection);
}

/// How much may be taken from the connection now.
qint64 HttpReply::room() const
{
    return readBufferSize() > 0 ? readBufferSize() - m_buffer.size() : std::numeric_limits<qint64>::max();
}

/// The connection reads ahead no more than there is room here, so that both together keep the limit. Its own limit
/// cannot be "nothing": one byte more may move.
void HttpReply::limitConnection()
{
    if (m_connection)
        m_connection->setReadLimit(readBufferSize() > 0 ? std::max<qint64>(1, room()) : 0);
}

qint64 HttpReply::readData(char *data, qint64 max)
{
    if (m_buffer.isEmpty())
        return isFinished() ? -1 : 0;
    const bool wasFull = room() <= 0;
    const qint64 count = m_buffer.take(data, max);
    if (wasFull && room() > 0 && m_connection)
        QMetaObject::invokeMethod(this, &HttpReply::pumpInput, Qt::QueuedConnection);
    return count;
}

void HttpReply::pumpInput()
{
    if (m_inPump || isFinished() || !m_connection)
        return;
    m_inPump = true;
    const QPointer<HttpReply> self(this);
    const qsizetype before = m_buffer.size();
    char block[64 * 1024];
    while (m_connection && room() > 0) {
        const qint64 got = m_connection->read(block, std::min<qint64>(room(), sizeof block));
        if (got <= 0)
            break;
        m_lastByte.start();
        m_anyByte = true;
        const bool more = takeInput(QByteArrayView(block, got));
        if (!self)
            return;
        if (!more)
            break;
    }
    m_inPump = false;
    if (readBufferSize() > 0)
        limitConnection();
    if (m_buffer.size() > before && !isFinished())
        Q_EMIT readyRead();
    if (!self || isFinished() || !m_connection)
        return;
    if (m_parser.state() == HttpParser::State::Failed)
        failWith(m_parser.errorKind(), m_parser.errorText());
    else if (m_parser.state() == HttpParser::State::Done && !m_duplex)
        onAnswerDone();
    else if (m_peerClosed && room() > 0)
        onInputEnd();
}

/// False when no more is to be read. May emit metaDataChanged: `this` may be gone afterwards.
bool HttpReply::takeInput(QByteArrayView data)
{
    if (m_duplex && m_parser.state() == HttpParser::State::Done) {
        m_buffer.bytes().append(data.data(), data.size());
        return true;
    }
    const HttpParser::State state = m_parser.feed(data, m_buffer.bytes());
    if (!m_headSeen && (state == HttpParser::State::Body || state == HttpParser::State::Done)) {
        const QPointer<HttpReply> self(this);
        onHead();
        if (!self || isFinished())
            return false;
    }
    return state == HttpParser::State::Head || state == HttpParser::State::Body || m_duplex;
}

void HttpReply::onHead()
{
    m_headSeen = true;
    const HttpHead &head = m_parser.head();
    setHeadAttributes(head);
    if (head.status >= 300 && head.status < 400 && head.status != 304) {
        failWith(Error::Kind::Protocol, u"the engine answered with a redirect (%1) to \"%2\", which is never followed"_s
                     .arg(head.status).arg(QString::fromLatin1(head.field("location")).left(200)),
                 u"Check that the endpoint is a Docker engine."_s);
        return;
    }
    const bool raw = head.status == 101 || (head.status < 300 && head.untilEof);
    if (requestAttribute(RequestAttribute::Hijack) && raw)
        becomeDuplex();
    Q_EMIT metaDataChanged();
}

void HttpReply::setHeadAttributes(const HttpHead &head)
{
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, head.status);
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(head.reason));
    for (const auto &[name, value] : head.fields)
        setRawHeader(name, hasRawHeader(name) ? rawHeader(name) + ", " + value : value);
}

void HttpReply::becomeDuplex()
{
    m_duplex = true;
    setOpenMode(ReadWrite | Unbuffered);
    m_buffer.bytes() += m_parser.takeRest();
    if (m_finishWriting && m_connection->bytesToWrite() == 0)
        m_connection->shutdownWrite();
}

void HttpReply::onClosed()
{
    m_peerClosed = true;
    pumpInput(); // with a read limit, what is left is taken as it is read
}

/// The peer closed the connection and all it sent was looked at.
void HttpReply::onInputEnd()
{
    if (m_duplex && m_parser.state() == HttpParser::State::Done)
        finishWith(NoError, {});
    else if (!retryOnFreshConnection() && m_parser.finish() == HttpParser::State::Done)
        onAnswerDone();
    else if (m_parser.state() == HttpParser::State::Failed)
        failWith(m_parser.errorKind(), m_parser.errorText(), u"Check that the engine still runs, then try again."_s);
}

/// An engine may close a kept connection at any time. Only what cannot have been acted on is sent again (F13).
bool HttpReply::retryOnFreshConnection()
{
    if (m_retried || m_anyByte || !m_connection->isReused())
        return false;
    const bool harmless = m_verb == "GET" || m_verb == "HEAD" || m_connection->bytesSent() == 0;
    if (!harmless || !m_body.rewind())
        return false;
    m_retried = true;
    m_peerClosed = false;
    m_sent = 0;
    connectTo(m_pool->make());
    return true;
}

void HttpReply::onAnswerDone()
{
    const bool keep = m_parser.keepAlive() && m_body.isComplete() && m_connection->isOpen()
        && m_connection->bytesToWrite() == 0 && !requestAttribute(RequestAttribute::OwnConnection)
        && !requestAttribute(RequestAttribute::Hijack);
    if (!m_parser.takeRest().isEmpty()) {
        failWith(Error::Kind::Protocol, u"the engine sent more than the answer it announced"_s);
        return;
    }
    if (keep)
        m_pool->release(std::move(m_connection));
    const int status = m_parser.head().status;
    if (status >= 400)
        finishWith(statusError(status), u"HTTP %1 %2"_s.arg(status).arg(QString::fromLatin1(m_parser.head().reason)));
    else
        finishWith(NoError, {});
}

void HttpReply::failWith(Error::Kind kind, const QString &happened, const QString &advice)
{
    failWith(Error::make(kind, {}, happened, advice));
}

void HttpReply::failWith(Error error)
{
    if (isFinished())
        return;
    error.asked = askedText(m_verb, url());
    m_error = error;
    if (error.kind == Error::Kind::Cancelled)
        m_buffer.clear();
    finishWith(networkError(error.kind), error.reason());
}

/// A slot may delete this reply at each signal.
void HttpReply::finishWith(NetworkError code, const QString &text)
{
    const QPointer<HttpReply> self(this);
    m_connection.reset();
    if (m_idleTimer)
        m_idleTimer->stop();
    if (QIODevice *device = m_body.device())
        device->disconnect(this);
    setFinished(true);
    if (code != NoError) {
        setError(code, text);
        Q_EMIT errorOccurred(code);
    }
    if (self)
        Q_EMIT readChannelFinished();
    if (self)
        Q_EMIT finished();
}

} // namespace longshore
