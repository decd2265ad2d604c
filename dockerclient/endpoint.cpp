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
    QString shown = text.simplified();
    if (shown.size() > 200)
        shown = shown.left(200) + u"…"_s;
    return fail(Error::make(Error::Kind::BadInput, u"use the engine endpoint \"%1\""_s.arg(shown), why,
                            u"Write unix:///path/to/socket, tcp://host:port or ssh://user@host."_s));
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

/// Why `host` cannot be a host, or nothing. Letters, digits, '.', '-' and '_' that start with a letter or digit, or an
/// IPv6 address: nothing ssh could take for an option (A55).
QString hostProblem(const QString &host)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,252}\\z"_s);
    static const QRegularExpression ipv6(u"\\A[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\\z"_s);
    if (host.isEmpty())
        return u"the host is missing"_s;
    if (host.startsWith(u'-'))
        return u"the host \"%1\" starts with '-', which a command would take for an option"_s.arg(host);
    if (!name.match(host).hasMatch() && !ipv6.match(host).hasMatch())
        return u"\"%1\" is not a host name or address"_s.arg(host);
    return {};
}

QString userProblem(const QString &user)
{
    static const QRegularExpression name(u"\\A[A-Za-z0-9_][A-Za-z0-9._-]{0,63}\\z"_s);
    if (user.startsWith(u'-'))
        return u"the user \"%1\" starts with '-', which a command would take for an option"_s.arg(user);
    if (!name.match(user).hasMatch())
        return u"\"%1\" is not a user name"_s.arg(user);
    return {};
}

/// Takes `host[:port]` or `[ipv6][:port]` apart; the answer is what is wrong with it, or nothing.
QString parseAuthority(const QString &authority, Endpoint &endpoint)
{
    QString port;
    qsizetype colon = -1;
    if (authority.startsWith(u'[')) {
        const qsizetype end = authority.indexOf(u']');
        if (end < 0)
            return u"the '[' of the address is not closed"_s;
        endpoint.host = authority.mid(1, end - 1);
        if (!endpoint.host.contains(u':'))
            return u"\"%1\" in brackets is not an IPv6 address"_s.arg(endpoint.host);
        if (end + 1 < authority.size()) {
            if (authority.at(end + 1) != u':')
                return u"only a port may follow the address in brackets"_s;
            colon = end + 1;
        }
    } else {
        if (authority.count(u':') > 1)
            return u"an IPv6 address must stand in brackets"_s;
        colon = authority.indexOf(u':');
        endpoint.host = authority.left(colon < 0 ? authority.size() : colon);
    }
    if (const QString problem = hostProblem(endpoint.host); !problem.isEmpty())
        return problem;
    if (colon < 0)
        return {};
    port = authority.mid(colon + 1);
    static const QRegularExpression digits(u"\\A[0-9]{1,5}\\z"_s);
    endpoint.port = digits.match(port).hasMatch() ? port.toInt() : 0;
    if (endpoint.port < 1 || endpoint.port > 65535)
        return u"the port \"%1\" is not a number from 1 to 65535"_s.arg(port);
    return {};
}

QString parseRemote(const QString &rest, Endpoint &endpoint)
{
    if (rest.contains(u'?') || rest.contains(u'#'))
        return u"an endpoint has no query or fragment"_s;
    const qsizetype slash = rest.indexOf(u'/');
    QString authority = slash < 0 ? rest : rest.left(slash);
    QString path = slash < 0 ? QString() : rest.mid(slash);
    if (path == "/"_L1)
        path.clear();
    if (endpoint.scheme == Endpoint::Scheme::Tcp) {
        if (!path.isEmpty())
            return u"a tcp endpoint has no path, but \"%1\" follows the host"_s.arg(path);
        if (authority.contains(u'@'))
            return u"a tcp endpoint has no user"_s;
    } else if (const qsizetype at = authority.lastIndexOf(u'@'); at >= 0) {
        endpoint.user = authority.left(at);
        authority = authority.mid(at + 1);
        if (endpoint.user.contains(u':'))
            return u"a password does not belong into an endpoint"_s;
        if (const QString problem = userProblem(endpoint.user); !problem.isEmpty())
            return problem;
    }
    endpoint.path = path;
    return parseAuthority(authority, endpoint);
}

} // namespace

Result<Endpoint> Endpoint::parse(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return refuse(text, u"it is empty"_s);
    if (hasControlCharacter(trimmed))
        return refuse(text, u"it holds a control character"_s);
    if (trimmed.startsWith(u'/'))
        return unixSocket(trimmed);
    const qsizetype separator = trimmed.indexOf("://"_L1);
    if (separator < 0)
        return refuse(text, u"it has no scheme"_s);
    const QString scheme = trimmed.left(separator).toLower();
    const QString rest = trimmed.mid(separator + 3);
    Endpoint endpoint;
    if (scheme == "unix"_L1) {
        if (rest.isEmpty())
            return refuse(text, u"the path of the socket is missing"_s);
        if (!rest.startsWith(u'/'))
            return refuse(text, u"the path of the socket, \"%1\", is not absolute"_s.arg(rest));
        return unixSocket(rest);
    }
    if (scheme == "tcp"_L1)
        endpoint.scheme = Scheme::Tcp;
    else if (scheme == "ssh"_L1)
        endpoint.scheme = Scheme::Ssh;
    else
        return refuse(text, u"\"%1\" is not a scheme Longshore knows"_s.arg(scheme));
    if (const QString problem = parseRemote(rest, endpoint); !problem.isEmpty())
        return refuse(text, problem);
    return endpoint;
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
    QString text = scheme == Scheme::Tcp ? u"tcp://"_s : u"ssh://"_s;
    if (!user.isEmpty())
        text += user + u'@';
    text += host.contains(u':') ? u'[' + host + u']' : host;
    if (port)
        text += u':' + QString::number(port);
    return text + path;
}

} // namespace longshore
