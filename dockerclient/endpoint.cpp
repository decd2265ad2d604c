// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/endpoint.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> refuse(const QString &text, const QString &why)
{
    return fail(Error::make(Error::Kind::BadInput, u"use the endpoint '%1'"_s.arg(text.left(200)), why,
                            u"Write unix:///path/to.sock, tcp://host:port or ssh://user@host."_s));
}

bool isName(const QString &text, const char *pattern)
{
    // A leading '-' would become an option of ssh (A55).
    return QRegularExpression(QRegularExpression::anchoredPattern(QLatin1String(pattern))).match(text).hasMatch();
}

constexpr auto hostPattern = R"([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?|\[[0-9A-Fa-f:.]+\])";
constexpr auto userPattern = R"([A-Za-z0-9_.][A-Za-z0-9_.-]*)";

Result<Endpoint> parseUnix(const QString &text, const QString &path)
{
    if (path.isEmpty())
        return refuse(text, u"it names no path"_s);
    if (!path.startsWith(u'/'))
        return refuse(text, u"the socket's path must be absolute"_s);
    if (path.contains(QChar(0)))
        return refuse(text, u"the path holds a NUL"_s);
    return Endpoint::unixSocket(path);
}

Result<Endpoint> parseNetwork(const QString &text, Endpoint::Scheme scheme, QString rest)
{
    Endpoint endpoint;
    endpoint.scheme = scheme;
    if (const qsizetype slash = rest.indexOf(u'/'); slash >= 0) {
        endpoint.path = rest.mid(slash);
        rest.truncate(slash);
        if (scheme == Endpoint::Scheme::Tcp && endpoint.path != "/"_L1)
            return refuse(text, u"a tcp endpoint has no path"_s);
        if (endpoint.path == "/"_L1)
            endpoint.path.clear();
    }
    if (const qsizetype at = rest.lastIndexOf(u'@'); at >= 0) {
        endpoint.user = rest.left(at);
        rest = rest.mid(at + 1);
        if (scheme == Endpoint::Scheme::Tcp)
            return refuse(text, u"a tcp endpoint has no user"_s);
        if (!isName(endpoint.user, userPattern))
            return refuse(text, u"'%1' is not a user name"_s.arg(endpoint.user));
    }
    const qsizetype colon = rest.lastIndexOf(u':');
    if (colon >= 0 && colon > rest.lastIndexOf(u']')) {
        bool number = false;
        endpoint.port = rest.mid(colon + 1).toInt(&number);
        if (!number || endpoint.port < 1 || endpoint.port > 65535)
            return refuse(text, u"'%1' is not a port (1 to 65535)"_s.arg(rest.mid(colon + 1)));
        rest.truncate(colon);
    }
    endpoint.host = rest;
    if (endpoint.host.isEmpty())
        return refuse(text, u"it names no host"_s);
    if (!isName(endpoint.host, hostPattern))
        return refuse(text, u"'%1' is not a host name"_s.arg(endpoint.host));
    return endpoint;
}

} // namespace

Result<Endpoint> Endpoint::parse(const QString &given)
{
    const QString text = given.trimmed();
    if (text.isEmpty())
        return refuse(text, u"it is empty"_s);
    if (text.startsWith(u'/'))
        return parseUnix(text, text);
    const qsizetype mark = text.indexOf("://"_L1);
    if (mark < 0)
        return refuse(text, u"it has no scheme"_s);
    const QString scheme = text.left(mark).toLower();
    const QString rest = text.mid(mark + 3);
    if (scheme == "unix"_L1)
        return parseUnix(text, rest);
    if (scheme == "tcp"_L1)
        return parseNetwork(text, Scheme::Tcp, rest);
    if (scheme == "ssh"_L1)
        return parseNetwork(text, Scheme::Ssh, rest);
    return refuse(text, u"'%1' is not a scheme it knows"_s.arg(scheme));
}

Endpoint Endpoint::unixSocket(const QString &path)
{
    Endpoint endpoint;
    endpoint.path = path;
    return endpoint;
}

QString Endpoint::toString() const
{
    if (scheme == Scheme::Unix)
        return u"unix://"_s + path;
    const QString name = (user.isEmpty() ? QString() : user + u'@') + host + (port ? u":%1"_s.arg(port) : QString());
    return (scheme == Scheme::Tcp ? u"tcp://"_s : u"ssh://"_s) + name + path;
}

} // namespace longshore
