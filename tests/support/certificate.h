// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace longshore::test
{

/// Makes `cert.pem` and `key.pem` in `folder`, for a server at this IP address; signed by itself, so that nobody trusts it.
inline void makeCertificate(const QString &folder, const QString &address)
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
                   QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
                   QStringLiteral("-subj"), QStringLiteral("/CN=registry"), QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:") + address,
                   QStringLiteral("-keyout"), folder + QStringLiteral("/key.pem"), QStringLiteral("-out"), folder + QStringLiteral("/cert.pem")});
    if (!openssl.waitForFinished(20'000) || openssl.exitCode() != 0)
        qFatal("no certificate: %s", openssl.readAllStandardError().constData());
}

} // namespace longshore::test
