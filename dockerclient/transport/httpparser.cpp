// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that sees Boost.Beast: it takes seven seconds to compile.
#include "dockerclient/transport/httpparser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace longshore
{

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

namespace
{
constexpr int maxInterim = 8;
constexpr qsizetype maxHeaders = 100;
constexpr std::uint32_t maxHead = 64 * 1024;

QByteArray bytes(string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}
} // namespace

class HttpParser::Beast : public http::basic_parser<false>
{
public:
    Beast()
    {
        header_limit(maxHead);
        // boost::none would fail every Content-Length body.
        body_limit(std::numeric_limits<std::uint64_t>::max());
    }

    int status = 0;
    QByteArray reason;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray *body = nullptr;

private:
    void on_request_impl(http::verb, string_view, string_view, int, error_code &) override {}
    void on_response_impl(int code, string_view text, int, error_code &) override
    {
        status = code;
        reason = bytes(text);
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code &ec) override
    {
        if (headers.size() >= maxHeaders)
            ec = http::error::header_limit;
        else
            headers.append({bytes(name), bytes(value)});
    }
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const &, error_code &) override {}
    std::size_t on_body_impl(string_view part, error_code &) override
    {
        body->append(part.data(), qsizetype(part.size()));
        return part.size();
    }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view part, error_code &) override
    {
        body->append(part.data(), qsizetype(part.size()));
        return part.size();
    }
    void on_finish_impl(error_code &) override {}
};

HttpParser::HttpParser(bool headRequest) : m_headRequest(headRequest)
{
    startMessage();
}

HttpParser::~HttpParser() = default;

void HttpParser::startMessage()
{
    m_beast = std::make_unique<Beast>();
    m_beast->skip(m_headRequest);
    m_state = State::Head;
}

HttpParser::State HttpParser::feed(QByteArrayView data, QByteArray &body)
{
    m_sawBytes = m_sawBytes || !data.isEmpty();
    m_pending.append(data);
    if (m_state == State::Head || m_state == State::Body)
        parse(body);
    return m_state;
}

void HttpParser::parse(QByteArray &body)
{
    m_beast->body = &body;
    qsizetype done = 0;
    while (m_state == State::Head || m_state == State::Body) {
        error_code ec;
        const QByteArrayView rest = QByteArrayView(m_pending).sliced(done);
        if (rest.isEmpty())
            break;
        done += qsizetype(m_beast->put(boost::asio::buffer(rest.data(), std::size_t(rest.size())), ec));
        if (ec && ec != http::error::need_more) {
            m_problem = QByteArray::fromStdString(ec.message());
            m_state = State::Failed;
        } else if (m_state == State::Head && m_beast->is_header_done()) {
            m_beast->eager(true);
            m_state = State::Body;
            if (m_beast->status == 101) {
                m_state = State::Upgraded;
            } else if (m_beast->status < 200) {
                if (++m_interim > maxInterim) {
                    m_problem = "too many interim answers";
                    m_state = State::Failed;
                    break;
                }
                startMessage();
                m_beast->body = &body;
                continue;
            }
        }
        if (m_state == State::Body && m_beast->is_done())
            m_state = State::Complete;
        if (ec == http::error::need_more)
            break;
    }
    m_beast->body = nullptr;
    m_pending.remove(0, done);
    // Of a body only the head of a chunk, or the trailer, ever waits for more; Beast sets these no limit (F11).
    if (m_state == State::Body && m_pending.size() > qsizetype(maxHead)) {
        m_problem = "the head of a chunk is too long";
        m_state = State::Failed;
    }
}

HttpParser::State HttpParser::feedEof()
{
    if (m_state != State::Head && m_state != State::Body)
        return m_state;
    error_code ec;
    QByteArray none;
    if (m_sawBytes && m_pending.isEmpty()) {
        m_beast->body = &none;
        m_beast->put_eof(ec);
        m_beast->body = nullptr;
    }
    m_state = m_state == State::Body && !ec && m_pending.isEmpty() && m_beast->is_done() ? State::Complete : State::Failed;
    return m_state;
}

HttpParser::State HttpParser::state() const { return m_state; }
int HttpParser::status() const { return m_beast->status; }
QByteArray HttpParser::reason() const { return m_beast->reason; }
const QList<QPair<QByteArray, QByteArray>> &HttpParser::headers() const { return m_beast->headers; }
bool HttpParser::keepAlive() const { return m_state == State::Complete && m_beast->keep_alive() && !m_beast->need_eof(); }
bool HttpParser::sawBytes() const { return m_sawBytes; }
QByteArray HttpParser::problem() const { return m_problem; }
QByteArray HttpParser::takeRest() { return std::exchange(m_pending, {}); }

} // namespace longshore
