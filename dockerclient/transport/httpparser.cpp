// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/httpparser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>
#include <optional>

namespace longshore
{

using namespace Qt::StringLiterals;
namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace
{

constexpr int MaxFields = 100;
constexpr int MaxInterim = 8;
constexpr qsizetype MaxHead = 64 * 1024;

/// One message, interim or final, as Beast reports it.
class Message final : public http::basic_parser<false>
{
public:
    Message()
    {
        body_limit(std::numeric_limits<std::uint64_t>::max()); // boost::none would refuse every Content-Length
        header_limit(std::uint32_t(MaxHead));
        eager(false); // the head is looked at before the body
    }

    HttpHead head;
    QByteArray *body = nullptr;
    int fields = 0;
    bool sawChunk = false;

private:
    void on_request_impl(http::verb, string_view, string_view, int, error_code &) override {}
    void on_response_impl(int code, string_view reason, int, error_code &) override
    {
        head.status = code;
        head.reason = QByteArray(reason.data(), qsizetype(reason.size()));
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code &ec) override
    {
        if (++fields > MaxFields)
            ec = http::error::header_limit;
        else if (!is_header_done()) // trailers are counted and dropped
            head.fields.emplace_back(QByteArray(name.data(), qsizetype(name.size())),
                                     QByteArray(value.data(), qsizetype(value.size())).trimmed());
    }
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(string_view data, error_code &) override
    {
        body->append(data.data(), qsizetype(data.size()));
        return data.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override { sawChunk = true; }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view data, error_code &) override
    {
        body->append(data.data(), qsizetype(data.size()));
        return data.size();
    }
    void on_finish_impl(error_code &) override {}
};

} // namespace

QByteArray HttpHead::field(QByteArrayView name) const
{
    for (const auto &[key, value] : fields) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

class HttpParser::Private
{
public:
    bool toHead = false;
    bool mayUpgrade = false;
    std::optional<Message> message;
    State state = State::Head;
    int interim = 0;
    QByteArray tail; ///< an unfinished line or head: Beast wants those contiguous
    Error::Kind errorKind = Error::Kind::Internal;
    QString errorText;

    void begin()
    {
        message.emplace();
        message->skip(toHead);
    }
    void failWith(Error::Kind kind, const QString &text)
    {
        state = State::Failed;
        errorKind = kind;
        errorText = text;
    }
    qsizetype parse(QByteArrayView data);
    bool mustWait(QByteArrayView data) const;
    void headDone();
    void checkHead();
};

void HttpParser::Private::checkHead()
{
    const HttpHead &head = message->head;
    if (head.status == 101 && !mayUpgrade)
        return failWith(Error::Kind::Protocol, u"the engine switched protocols without being asked"_s);
    // Beast forgets a coding it does not know; the body would be taken for plain bytes.
    for (const auto &[key, value] : head.fields) {
        const QByteArray coding = value.toLower();
        if (key.compare("content-encoding", Qt::CaseInsensitive) == 0 && !coding.isEmpty() && coding != "identity")
            return failWith(Error::Kind::Protocol,
                            u"the answer is encoded (%1), which was not asked for"_s.arg(QString::fromLatin1(value)));
        if (key.compare("transfer-encoding", Qt::CaseInsensitive) == 0 && coding != "chunked")
            return failWith(Error::Kind::Protocol, u"the answer has an unknown transfer encoding (%1)"_s.arg(
                                                       QString::fromLatin1(value)));
    }
    message->head.untilEof = message->need_eof() && head.status != 101 && !toHead;
    state = message->is_done() ? State::Done : State::Body;
}

void HttpParser::Private::headDone()
{
    const int status = message->head.status;
    if (status >= 100 && status < 200 && status != 101) {
        if (++interim > MaxInterim)
            return failWith(Error::Kind::Protocol, u"the engine sent more than %1 interim answers"_s.arg(MaxInterim));
        return begin();
    }
    checkHead();
    message->eager(true);
}

/// Beast 1.74 asserts that a last chunk that is also the first has all its five bytes when it sees it again.
bool HttpParser::Private::mustWait(QByteArrayView data) const
{
    return state == State::Body && message->chunked() && !message->sawChunk && data.size() < 5 && data.front() == '0';
}

/// One step; the answer is how much of `data` it used, 0 when it needs more.
qsizetype HttpParser::Private::parse(QByteArrayView data)
{
    error_code ec;
    const auto used = qsizetype(message->put(boost::asio::const_buffer(data.data(), std::size_t(data.size())), ec));
    if (ec && ec != http::error::need_more) {
        const QString why = QString::fromStdString(ec.message());
        failWith(Error::Kind::Protocol, ec == http::error::header_limit
                                            ? u"the head of the answer is larger than 64 KiB or 100 fields"_s
                                            : u"the answer is not valid HTTP: %1"_s.arg(why));
        return used;
    }
    if (state == State::Head && message->is_header_done())
        headDone();
    else if (message->is_done())
        state = State::Done;
    return used;
}

HttpParser::HttpParser(bool toHead, bool mayUpgrade) : d(std::make_unique<Private>())
{
    d->toHead = toHead;
    d->mayUpgrade = mayUpgrade;
    d->begin();
}

HttpParser::~HttpParser() = default;

HttpParser::State HttpParser::feed(QByteArrayView data, QByteArray &body)
{
    if (d->state == State::Failed)
        return d->state;
    QByteArray joined;
    if (!d->tail.isEmpty()) {
        joined = std::exchange(d->tail, {});
        joined.append(data.data(), data.size());
        data = joined;
    }
    while (!data.isEmpty() && d->state != State::Done && d->state != State::Failed && !d->mustWait(data)) {
        d->message->body = &body;
        const State before = d->state;
        const int interim = d->interim;
        const qsizetype used = d->parse(data);
        data = data.sliced(used);
        if (used == 0 && d->state == before && d->interim == interim)
            break;
    }
    d->tail = data.toByteArray();
    if (d->state != State::Done && d->state != State::Failed && d->tail.size() > MaxHead)
        d->failWith(Error::Kind::Protocol, u"a line of the answer is longer than 64 KiB"_s);
    return d->state;
}

HttpParser::State HttpParser::finish()
{
    if (d->state == State::Done || d->state == State::Failed)
        return d->state;
    if (d->state == State::Body && d->message->head.untilEof && d->tail.isEmpty())
        d->state = State::Done;
    else if (d->state == State::Body)
        d->failWith(Error::Kind::ConnectionLost, u"the connection ended in the middle of the answer"_s);
    else if (d->message->got_some() || !d->tail.isEmpty() || d->interim > 0)
        d->failWith(Error::Kind::ConnectionLost, u"the connection ended in the middle of the answer's head"_s);
    else
        d->failWith(Error::Kind::ConnectionLost, u"the engine closed the connection without an answer"_s);
    return d->state;
}

HttpParser::State HttpParser::state() const
{
    return d->state;
}

const HttpHead &HttpParser::head() const
{
    return d->message->head;
}

bool HttpParser::keepAlive() const
{
    return d->state == State::Done && d->message->head.status != 101 && !d->message->head.untilEof
        && d->message->keep_alive() && d->tail.isEmpty();
}

QByteArray HttpParser::takeRest()
{
    return std::exchange(d->tail, {});
}

Error::Kind HttpParser::errorKind() const
{
    return d->errorKind;
}

QString HttpParser::errorText() const
{
    return d->errorText;
}

} // namespace longshore
