// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/registrytrust.h"

#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QSslKey privateKey(const QString &path)
{
    QFile file(path);
    const QByteArray pem = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

void showClient(QSslConfiguration &configuration, const QDir &folder)
{
    for (const QString &name : folder.entryList({u"*.cert"_s}, QDir::Files, QDir::Name)) {
        const QList<QSslCertificate> chain = QSslCertificate::fromPath(folder.filePath(name));
        const QSslKey key = privateKey(folder.filePath(name.chopped(4) + u"key"_s));
        if (chain.isEmpty() || key.isNull())
            continue;
        configuration.setLocalCertificateChain(chain);
        configuration.setPrivateKey(key);
        return;
    }
}

} // namespace

QSslConfiguration registryTrust(const QString &registry, bool showsClient)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    const QString own = QDir::home().filePath(u".config/containers/certs.d"_s);
    for (const QString &place : {own, u"/etc/containers/certs.d"_s, u"/etc/docker/certs.d"_s}) {
        const QDir folder(place + u'/' + registry);
        for (const QString &name : folder.entryList({u"*.crt"_s}, QDir::Files, QDir::Name))
            configuration.addCaCertificates(folder.filePath(name));
        if (showsClient && configuration.privateKey().isNull())
            showClient(configuration, folder);
    }
    return configuration;
}

} // namespace longshore
