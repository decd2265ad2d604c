// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/authfile.h"

#include "dockerclient/types/jsonread.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

constexpr qint64 largestFile = 1 << 20;

SecretKey secretOf(QByteArrayView bytes)
{
    return bytes.isEmpty() ? SecretKey() : std::make_shared<SecretBuffer>(SecretBuffer::copyOf(bytes));
}

/// One member of `auths`; without a secret when it holds none (docker leaves an empty one where a helper has it).
RegistryCredential credentialOf(const json &entry)
{
    RegistryCredential credential;
    if (QByteArray token = jsonread::text(entry, "identitytoken").toUtf8(); !token.isEmpty()) {
        credential.isToken = true;
        credential.secret = secretOf(token);
        wipe(token);
        return credential;
    }
    credential.user = jsonread::text(entry, "username");
    QByteArray password = jsonread::text(entry, "password").toUtf8();
    const auto decoded = QByteArray::fromBase64Encoding(jsonread::text(entry, "auth").toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded && decoded.decoded.contains(':')) {
        QByteArray pair = decoded.decoded;
        const qsizetype colon = pair.indexOf(':');
        credential.user = QString::fromUtf8(pair.left(colon));
        password = pair.mid(colon + 1);
        while (password.endsWith('\0')) // as docker does
            password.chop(1);
        wipe(pair);
    }
    credential.secret = secretOf(password);
    wipe(password);
    return credential;
}

} // namespace

Result<AuthFile> AuthFile::read(const QString &path)
{
    AuthFile result;
    const QString asked = u"read the registry logins in %1"_s.arg(shortPath(path));
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists())
        return result;
    if (!info.isFile() || info.size() > largestFile)
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is no file of at most 1 MiB"_s));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::PermissionDenied, asked, file.errorString()));
    QByteArray bytes = file.read(largestFile);
    const auto document = jsonread::parse(bytes);
    const bool isEmpty = bytes.trimmed().isEmpty();
    wipe(bytes);
    if (isEmpty)
        return result;
    if (!document || !document->is_object())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is no JSON object"_s, u"Correct the file, or log in here instead."_s));
    const json &auths = jsonread::member(*document, "auths");
    for (const QString &key : jsonread::keys(*document, "auths")) {
        RegistryCredential credential = credentialOf(auths[key.toStdString()]);
        if (credential.isAnonymous())
            continue;
        credential.registry = registryOfKey(key).section(u'/', 0, 0);
        credential.from = shortPath(path);
        result.entries.insert(registryOfKey(key), credential);
    }
    result.store = jsonread::text(*document, "credsStore");
    const QMap<QString, QString> helpers = jsonread::textMap(*document, "credHelpers");
    for (auto helper = helpers.begin(); helper != helpers.end(); ++helper)
        result.helpers.insert(registryOfKey(helper.key()), helper.value());
    return result;
}

std::optional<RegistryCredential> AuthFile::find(const QString &repository) const
{
    QString name = repository;
    while (!name.isEmpty()) {
        if (const auto found = entries.constFind(name); found != entries.constEnd())
            return *found;
        const qsizetype slash = name.lastIndexOf(u'/');
        name.truncate(qMax<qsizetype>(0, slash));
    }
    return std::nullopt;
}

QString AuthFile::helperFor(const QString &registry) const
{
    return helpers.value(registry, store);
}

QString shortPath(const QString &path)
{
    const QString home = QDir::homePath();
    return path.startsWith(home + u'/') ? u'~' + path.mid(home.size()) : path;
}

} // namespace longshore
