// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/httpreply.h"

#include "dockerclient/transport/requestattributes.h"

#include <QPointer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 readPart = 256 << 10;
/// Unread body bytes kept for a reader that set no limit; beyond it the socket waits.
constexpr qint64 defaultLimit = 4 << 20;

QNetworkReply::NetworkError errorOfStatus(int status)
{
    switch (status) {
    case 401: return QNetworkReply::AuthenticationRequiredError;
    case 403: return QNetworkReply::ContentAccessDenied;
    case 404: return QNetworkReply::ContentNotFoundError;
    case 409: return QNetworkReply::ContentConflictError;
    case 500: return QNetworkReply::InternalServerError;
    case 503: return QNetworkReply::ServiceUnavailableError;
    default: return status < 500 ? QNetworkReply::UnknownContentError : QNetworkReply::UnknownServerError;
    }
}

QNetworkReply::NetworkError errorOfKind(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Cancelled: return QNetworkReply::OperationCanceledError;
    case Error::Kind::Timeout: return QNetworkReply::TimeoutError;
    case Error::Kind::ConnectionLost: return QNetworkReply::RemoteHostClosedError;
    case Error::Kind::Protocol: return QNetworkReply::ProtocolFailure;
    case Error::Kind::PermissionDenied: return QNetworkReply::ContentAccessDenied;
    case Error::Kind::Unreachable: return QNetworkReply::ConnectionRefusedError;
    default: return QNetworkReply::UnknownNetworkError;
    }
}

} // namespace

HttpReply::HttpReply(const QByteArray &method, const QNetworkRequest &request,
                     QNetworkAccessManager::Operation operation, QIODevice *body,
                     std::shared_ptr<ConnectionPool> pool, QObject *parent)
    : Reply(parent)
    , m_method(method)
    , m_url(request.url())
    , m_pool(std::move(pool))
    , m_parser(method == "HEAD")
    , m_upload(body, nullptr)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    // Buffered, QIODevice would add 16 KiB of its own and bytesAvailable() would lie.
    setOpenMode(QIODevice::ReadOnly | QIODevice::Unbuffered);
    m_deadline.setSingleShot(true);
    m_idle.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        failWith(Error::make(Error::Kind::Timeout, {}, u"no complete answer within %1 s"_s.arg(m_deadline.interval() / 1000.0)));
    });
    connect(&m_idle, &QTimer::timeout, this, [this] {
        failWith(Error::make(Error::Kind::Timeout, {}, u"nothing came for %1 s"_s.arg(m_idle.interval() / 1000.0)));
    });
    connect(&m_upload, &Upload::progress, this, [this](qint64 sent, qint64 total) {
        touch();
        Q_EMIT uploadProgress(sent, total);
    });
    connect(&m_upload, &Upload::broken, this, [this](const QString &why) {
        failWith(Error::make(Error::Kind::Disk, {}, u"reading what was to be sent failed: "_s + why));
    });
    QMetaObject::invokeMethod(this, &HttpReply::start, Qt::QueuedConnection);
}

HttpReply::~HttpReply() = default;

bool HttpReply::attribute(QNetworkRequest::Attribute key) const
{
    return request().attribute(key).toBool();
}

void HttpReply::start()
{
    if (m_state != State::Waiting)
        return;
    m_state = State::Connecting;
    if (const int ms = request().attribute(RequestAttribute::Deadline).toInt(); ms > 0)
        m_deadline.start(ms);
    m_idle.setInterval(request().attribute(RequestAttribute::IdleLimit).toInt());
    touch();
    // Only what may be sent twice rides a connection that may be stale (F13).
    const bool pooled = !attribute(RequestAttribute::OwnConnection) && !attribute(RequestAttribute::Hijack)
        && (m_method == "GET" || m_method == "HEAD");
    ConnectionPtr connection = pooled ? m_pool->takeIdle() : nullptr;
    useConnection(connection ? std::move(connection) : m_pool->makeNew());
}

void HttpReply::useConnection(ConnectionPtr connection)
{
    m_connection = std::move(connection);
    if (readBufferSize() > 0)
        m_connection->setReadBufferSize(readBufferSize());
    connect(m_connection.get(), &Connection::opened, this, &HttpReply::sendRequest);
    connect(m_connection.get(), &Connection::failed, this, &HttpReply::failWith);
    connect(m_connection.get(), &Connection::readyRead, this, &HttpReply::pump);
    connect(m_connection.get(), &Connection::bytesWritten, this, &HttpReply::touch);
    connect(m_connection.get(), &Connection::closed, this, &HttpReply::onClosed);
    if (m_connection->isOpen())
        sendRequest();
    else
        m_connection->open();
}

void HttpReply::sendRequest()
{
    m_state = State::Exchanging;
    m_connection->write(requestHead());
    m_upload.start(m_connection.get());
}

QByteArray HttpReply::requestHead() const
{
    QByteArray target = m_url.path(QUrl::FullyEncoded).toLatin1();
    if (m_url.hasQuery())
        target += '?' + m_url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray head = m_method + ' ' + target + " HTTP/1.1\r\nHost: engine\r\nUser-Agent: longshore/" LONGSHORE_VERSION
                                                "\r\nAccept-Encoding: identity\r\n";
    const QList<QByteArray> names = request().rawHeaderList();
    for (const QByteArray &name : names)
        head += name + ": " + request().rawHeader(name) + "\r\n";
    if (attribute(RequestAttribute::Hijack))
        head += "Connection: Upgrade\r\nUpgrade: tcp\r\n";
    if (m_upload.isChunked())
        head += "Transfer-Encoding: chunked\r\n";
    else if (m_method == "POST" || m_method == "PUT" || m_upload.length() > 0)
        head += "Content-Length: " + QByteArray::number(m_upload.length()) + "\r\n";
    return head + "\r\n";
}

void HttpReply::touch()
{
    if (m_idle.interval() > 0 && m_state != State::Finished)
        m_idle.start();
}

/// Reads while the reader keeps up; what does not fit stays in the socket, then in the engine.
void HttpReply::pump()
{
    if (m_state != State::Exchanging || m_pumping)
        return;
    m_pumping = true;
    const QPointer<HttpReply> self(this);
    const qint64 limit = readBufferSize() > 0 ? readBufferSize() : defaultLimit;
    QByteArray part(readPart, Qt::Uninitialized);
    while (m_state == State::Exchanging && m_connection) {
        const qint64 room = qMin(limit - bytesAvailable(), readPart);
        const qint64 n = room > 0 ? m_connection->read(part.data(), room) : 0;
        if (n <= 0)
            break;
        touch();
        const bool more = take(QByteArrayView(part.constData(), n));
        if (!self)
            return;
        if (!more)
            break;
    }
    m_pumping = false;
}

/// False when the reply is over. May delete `this` through a slot.
bool HttpReply::take(QByteArrayView bytes)
{
    const QPointer<HttpReply> self(this);
    const qint64 before = bytesAvailable();
    if (m_position > 0) {
        m_buffer.remove(0, m_position);
        m_position = 0;
    }
    if (m_upgraded)
        m_buffer.append(bytes);
    else
        m_parser.feed(bytes, m_buffer);

    const HttpParser::State state = m_parser.state();
    if (state == HttpParser::State::Failed) {
        failWith(Error::make(Error::Kind::Protocol, {}, u"the answer is not HTTP as the Docker Engine speaks it (%1)"_s.arg(QString::fromUtf8(m_parser.problem()))));
        return false;
    }
    if (state != HttpParser::State::Head && !m_headPublished) {
        publishHead();
        if (!self || m_state != State::Exchanging)
            return false;
    }
    if (state == HttpParser::State::Upgraded && !m_upgraded) {
        m_upgraded = true;
        setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
        m_buffer.append(m_parser.takeRest());
    }
    if (bytesAvailable() > before) {
        Q_EMIT readyRead();
        if (!self || m_state != State::Exchanging)
            return false;
    }
    if (state == HttpParser::State::Complete) {
        finish();
        return false;
    }
    return true;
}

void HttpReply::publishHead()
{
    m_headPublished = true;
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, m_parser.status());
    setAttribute(QNetworkRequest::HttpReasonPhraseAttribute, QString::fromLatin1(m_parser.reason()));
    QByteArray encoding;
    for (const auto &[name, value] : m_parser.headers()) {
        setRawHeader(name, value);
        if (name.compare("Content-Encoding", Qt::CaseInsensitive) == 0)
            encoding = value;
    }
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return failWith(Error::make(Error::Kind::Protocol, {}, u"the answer is encoded (%1), which was not asked for"_s.arg(QString::fromLatin1(encoding))));
    if (const int status = m_parser.status(); status >= 300 && status < 400 && status != 304)
        return failWith(Error::make(Error::Kind::Protocol, {}, u"the answer redirects (HTTP %1); an engine never does"_s.arg(status)));
    if (m_parser.status() == 101 && !attribute(RequestAttribute::Hijack))
        return failWith(Error::make(Error::Kind::Protocol, {}, u"the answer switches protocols (HTTP 101), which was not asked for"_s));
    Q_EMIT metaDataChanged();
}

void HttpReply::onClosed()
{
    if (m_state != State::Exchanging)
        return;
    const QPointer<HttpReply> self(this);
    pump();
    if (!self || m_state != State::Exchanging)
        return;
    if (const QByteArray saved = m_connection->takeSaved(); !saved.isEmpty()) {
        take(saved);
        if (!self || m_state != State::Exchanging)
            return;
    }
    if (m_connection->bytesAvailable() > 0)
        return; // the reader is behind; readData() comes back here
    if (m_upgraded)
        return finish();
    if (!m_parser.sawBytes() && retryStale())
        return;
    if (m_parser.feedEof() == HttpParser::State::Complete)
        return finish();
    failWith(Error::make(Error::Kind::ConnectionLost, {},
                         m_parser.sawBytes() ? u"the connection closed in the middle of the answer"_s
                                             : u"the connection closed before an answer came"_s));
}

bool HttpReply::retryStale()
{
    if (m_retried || !m_connection->reused || (m_method != "GET" && m_method != "HEAD"))
        return false;
    m_retried = true;
    m_connection->disconnect(this);
    m_state = State::Connecting;
    useConnection(m_pool->makeNew());
    return true;
}

void HttpReply::failWith(Error error)
{
    if (m_state == State::Finished)
        return;
    if (error.asked.isEmpty())
        error.asked = QString::fromLatin1(m_method) + u' ' + m_url.path();
    m_error = error;
    setError(errorOfKind(error.kind), error.reason());
    finish();
}

void HttpReply::finish()
{
    m_state = State::Finished;
    m_deadline.stop();
    m_idle.stop();
    releaseConnection();
    if (const int status = m_parser.status(); m_headPublished && status >= 400 && error() == NoError)
        setError(errorOfStatus(status), u"HTTP %1 %2"_s.arg(status).arg(QString::fromLatin1(m_parser.reason())));
    setFinished(true);
    const QPointer<HttpReply> self(this);
    if (error() != NoError)
        Q_EMIT errorOccurred(error());
    if (self)
        Q_EMIT readChannelFinished();
    if (self)
        Q_EMIT finished();
}

void HttpReply::releaseConnection()
{
    if (!m_connection)
        return;
    m_connection->disconnect(this);
    m_connection->disconnect(&m_upload);
    const bool clean = m_error.happened.isEmpty() && m_upload.isDone() && m_parser.keepAlive();
    m_upload.stop();
    if (clean && m_parser.takeRest().isEmpty() && !attribute(RequestAttribute::OwnConnection))
        m_pool->giveBack(std::move(m_connection));
    m_connection.reset();
}

void HttpReply::finishWriting()
{
    if (m_connection)
        m_connection->finishWriting();
}

void HttpReply::abort()
{
    if (m_state == State::Finished)
        return;
    m_buffer.clear();
    m_position = 0;
    failWith(Error::cancelled({})); // last: a slot may delete this
}

void HttpReply::setReadBufferSize(qint64 size)
{
    QNetworkReply::setReadBufferSize(size);
    if (m_connection)
        m_connection->setReadBufferSize(size > 0 ? size : 1 << 20);
}

qint64 HttpReply::bytesAvailable() const
{
    return QNetworkReply::bytesAvailable() + m_buffer.size() - m_position;
}

qint64 HttpReply::readData(char *data, qint64 maxSize)
{
    const qint64 n = qMin(maxSize, qint64(m_buffer.size() - m_position));
    if (n <= 0)
        return isFinished() ? -1 : 0;
    memcpy(data, m_buffer.constData() + m_position, size_t(n));
    m_position += n;
    if (m_position == m_buffer.size()) {
        m_buffer.resize(0);
        m_position = 0;
    }
    if (m_state == State::Exchanging && m_connection && !m_pumping) {
        QMetaObject::invokeMethod(this, [this] {
            if (m_connection && m_state == State::Exchanging)
                m_connection->isOpen() ? pump() : onClosed();
        }, Qt::QueuedConnection);
    }
    return n;
}

qint64 HttpReply::writeData(const char *data, qint64 maxSize)
{
    if (!m_upgraded || !m_connection)
        return -1;
    m_connection->write(QByteArray(data, maxSize));
    return maxSize;
}

} // namespace longshore
