// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfhttp.h"

#include "model/logs/gelf/gelfdecoder.h"

#include <utility>

namespace longshore
{

namespace
{

bool equals(QByteArrayView a, const char *b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Digits only, at most 18 of them; else -1.
qint64 lengthIn(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 18)
        return -1;
    qint64 length = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        length = length * 10 + (c - '0');
    }
    return length;
}

/// What matters of a request's head.
struct Head {
    bool valid = false;
    bool post = false;
    bool keepAlive = false;
    bool expects = false;  ///< 100-continue
    bool encoded = false;  ///< Transfer-Encoding
    bool twoLengths = false;
    qint64 length = -1;
};

void takeHeader(QByteArrayView name, QByteArrayView value, Head *head)
{
    if (equals(name, "content-length")) {
        const qint64 length = lengthIn(value);
        head->twoLengths = head->twoLengths || length < 0 || (head->length >= 0 && head->length != length);
        head->length = length;
    } else if (equals(name, "transfer-encoding")) {
        head->encoded = true;
    } else if (equals(name, "expect")) {
        head->expects = equals(value, "100-continue");
    } else if (equals(name, "connection")) {
        if (equals(value, "close"))
            head->keepAlive = false;
        else if (equals(value, "keep-alive"))
            head->keepAlive = true;
    }
}

Head parsed(const QByteArray &text)
{
    Head head;
    QList<QByteArray> lines = text.split('\n');
    for (QByteArray &line : lines)
        if (line.endsWith('\r'))
            line.chop(1);
    const QList<QByteArray> request = lines.takeFirst().split(' ');
    if (request.size() != 3 || !request[2].startsWith("HTTP/1.") || request[1].isEmpty())
        return head;
    head.post = request[0] == "POST";
    head.keepAlive = request[2] == "HTTP/1.1";
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || line[colon - 1] == ' ' || line[0] == ' ' || line[0] == '\t')
            return head;
        takeHeader(QByteArrayView(line).first(colon), QByteArrayView(line).sliced(colon + 1).trimmed(), &head);
    }
    head.valid = true;
    return head;
}

} // namespace

void GelfHttp::refuse(Step *step, const QByteArray &status)
{
    step->reply += "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    step->close = true;
    m_closed = true;
    m_pending = {};
}

/// Takes the head off `m_pending`; false when it is not whole, or refused.
bool GelfHttp::readHead(Step *step)
{
    while (m_pending.startsWith("\r\n")) // between requests, as RFC 9112 asks
        m_pending.remove(0, 2);
    const qsizetype end = m_pending.indexOf("\r\n\r\n");
    if (end < 0 || end > maxHead) {
        if (m_pending.size() > maxHead)
            refuse(step, "431 Request Header Fields Too Large");
        return false;
    }
    const Head head = parsed(m_pending.left(end));
    m_pending.remove(0, end + 4);
    if (!head.valid || head.twoLengths)
        refuse(step, "400 Bad Request");
    else if (!head.post)
        refuse(step, "405 Method Not Allowed\r\nAllow: POST");
    else if (head.encoded || head.length < 0)
        refuse(step, "411 Length Required");
    else if (head.length > GelfLimits::messageBytes)
        refuse(step, "413 Content Too Large");
    if (m_closed)
        return false;
    if (head.expects && m_pending.size() < head.length)
        step->reply += "HTTP/1.1 100 Continue\r\n\r\n";
    m_bodyLength = head.length;
    m_keepAlive = head.keepAlive;
    return true;
}

GelfHttp::Step GelfHttp::feed(QByteArrayView bytes)
{
    Step step;
    if (m_closed)
        return step;
    m_pending.append(bytes);
    for (;;) {
        if (m_bodyLength < 0 && !readHead(&step))
            return step;
        if (m_pending.size() < m_bodyLength)
            return step;
        step.bodies.append(m_pending.left(m_bodyLength));
        m_pending.remove(0, m_bodyLength);
        m_bodyLength = -1;
        step.reply += m_keepAlive ? "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                                  : "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        if (!m_keepAlive) {
            step.close = true;
            m_closed = true;
            m_pending = {};
            return step;
        }
    }
}

QByteArray GelfHttp::end()
{
    QByteArray rest = m_bodyLength >= 0 ? std::exchange(m_pending, {}) : QByteArray();
    m_closed = true;
    m_pending = {};
    return rest;
}

} // namespace longshore
