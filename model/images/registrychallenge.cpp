// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrychallenge.h"

#include <QRegularExpression>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString parameter(const QString &text, const QString &name)
{
    const QRegularExpression pattern(u"(?:^|[\\s,])%1\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,\"]+))"_s.arg(name), QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

} // namespace

RegistryChallenge RegistryChallenge::parse(const QByteArray &header)
{
    const QString text = QString::fromLatin1(header.left(4096));
    RegistryChallenge challenge;
    static const QRegularExpression bearer(u"(?:^|[\\s,])Bearer\\s"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression basic(u"(?:^|[\\s,])Basic(?:\\s|$)"_s, QRegularExpression::CaseInsensitiveOption);
    if (const QRegularExpressionMatch match = bearer.match(text); match.hasMatch()) {
        challenge.kind = Kind::Bearer;
        challenge.realm = parameter(text.mid(match.capturedEnd()), u"realm"_s);
        challenge.service = parameter(text.mid(match.capturedEnd()), u"service"_s);
    } else if (basic.match(text).hasMatch()) {
        challenge.kind = Kind::Basic;
    }
    return challenge;
}

QString nextPage(const QByteArray &link, const QUrl &asked)
{
    static const QRegularExpression pattern(u"<\\s*([^>\\s]+)\\s*>\\s*;\\s*rel=\"?next\"?"_s);
    const QString target = pattern.match(QString::fromLatin1(link.left(4096))).captured(1);
    const QUrl next = asked.resolved(QUrl(target));
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == "http"_L1 ? 80 : 443); };
    const bool isSame = next.host() == asked.host() && (next.port() == asked.port() || port(next) == port(asked));
    const QString path = next.toString(QUrl::FullyEncoded | QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    return !target.isEmpty() && isSame && path.startsWith("/v2/"_L1) ? path.mid(4) : QString();
}

} // namespace longshore
