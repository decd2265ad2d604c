// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace longshore
{

/// What a registry's `WWW-Authenticate` wants.
struct RegistryChallenge {
    enum class Kind { Unknown, Basic, Bearer };

    Kind kind = Kind::Unknown;
    QString realm;   ///< Bearer: the address of the token service
    QString service;

    /// `Bearer realm="https://auth.docker.io/token",service="registry.docker.io"`. Tolerant; Bearer wins over Basic.
    static RegistryChallenge parse(const QByteArray &header);
};

/// The target of `Link: </v2/a/b/tags/list?last=x&n=100>; rel="next"` behind its "/v2/"; empty when there is none or it
/// leads to another place than this API at the host that was `asked`. (What stands behind a proxy may name itself http.)
QString nextPage(const QByteArray &link, const QUrl &asked);

} // namespace longshore
