// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace longshore::test
{

/// Debian's docker-registry on a free port, with data of its own; gone with this object. With a login it is alice, s3cret.
class RealRegistry
{
public:
    struct Options {
        bool login = false;
        bool tls = false; ///< by a certificate that nobody knows
        QString address = QStringLiteral("127.0.0.1"); ///< with-engine adds 192.0.2.1, for which engines check certificates
    };

    /// Why there can be none here; empty when there can. scripts/test unpacks the program (scripts/packages.sh).
    static QString obstacle();

    RealRegistry() : RealRegistry(Options()) {}
    explicit RealRegistry(const Options &options);
    ~RealRegistry();

    /// "127.0.0.1:40123"
    QString host() const { return m_host; }
    /// The certificate, in PEM.
    QString certificate() const { return m_folder.filePath(QStringLiteral("cert.pem")); }

private:
    void write(const QString &name, const QByteArray &bytes) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_host;
};

} // namespace longshore::test
