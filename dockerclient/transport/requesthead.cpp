// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/requesthead.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c));
    });
}

bool isFieldValue(const QByteArray &text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; });
}

/// Fields this program decides on: how a message is framed and what the connection does next.
bool isOurs(const QByteArray &name)
{
    static constexpr std::array<const char *, 8> ours = {"host",       "connection",      "content-length", "transfer-encoding",
                                                         "user-agent", "accept-encoding", "upgrade",        "expect"};
    return std::any_of(ours.begin(), ours.end(), [&](const char *own) { return name.compare(own, Qt::CaseInsensitive) == 0; });
}

} // namespace

QString askedText(const QByteArray &verb, const QUrl &url)
{
    return QString::fromLatin1(verb) + u' ' + (url.path().isEmpty() ? u"/"_s : url.path(QUrl::FullyEncoded));
}

Result<QByteArray> requestHead(const QByteArray &verb, const QNetworkRequest &request, const RequestBody &body,
                               bool upgrade)
{
    const QUrl url = request.url();
    const QString asked = askedText(verb, url);
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty())
        target = "/";
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    if (!isToken(verb) || !url.isValid() || !isFieldValue(target) || target.contains(' '))
        return fail(Error::make(Error::Kind::BadInput, asked, u"this is no valid HTTP request line"_s));
    QByteArray head = verb + ' ' + target + " HTTP/1.1\r\nHost: engine\r\nUser-Agent: longshore/" LONGSHORE_VERSION
                                            "\r\nAccept-Encoding: identity\r\n";
    const QList<QByteArray> names = request.rawHeaderList();
    for (const QByteArray &name : names) {
        if (isOurs(name))
            continue;
        const QByteArray value = request.rawHeader(name);
        if (!isToken(name) || !isFieldValue(value))
            return fail(Error::make(Error::Kind::BadInput, asked,
                                    u"the header field \"%1\" holds a line break or another control character"_s.arg(
                                        QString::fromLatin1(name).simplified())));
        head += name + ": " + value + "\r\n";
    }
    if (upgrade)
        head += "Connection: Upgrade\r\nUpgrade: tcp\r\n";
    if (body.isPresent() && body.size() < 0)
        head += "Transfer-Encoding: chunked\r\n";
    else if (body.isPresent() || (verb != "GET" && verb != "HEAD" && verb != "DELETE"))
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return head + "\r\n";
}

} // namespace longshore
