// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/keptlogin.h"

#include <cstring>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
// One byte of what it is, the name, a line break, the secret.
constexpr char isPassword = 'p';
constexpr char isToken = 't';
} // namespace

QString keptItem(const QString &registry)
{
    return u"registry:"_s + registry;
}

SecretKey writeKeptLogin(const RegistryCredential &credential)
{
    const QByteArray head = (credential.isToken ? isToken : isPassword) + credential.user.toUtf8() + '\n';
    auto bytes = std::make_shared<SecretBuffer>(head.size() + credential.secret->size());
    std::memcpy(bytes->data(), head.constData(), size_t(head.size()));
    std::memcpy(bytes->data() + head.size(), credential.secret->data(), size_t(credential.secret->size()));
    return bytes;
}

std::optional<RegistryCredential> readKeptLogin(const QString &registry, QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 1 || end + 1 == bytes.size() || (bytes[0] != isPassword && bytes[0] != isToken))
        return std::nullopt;
    RegistryCredential credential{.registry = registry};
    credential.user = QString::fromUtf8(bytes.sliced(1, end - 1));
    credential.secret = std::make_shared<SecretBuffer>(SecretBuffer::copyOf(bytes.sliced(end + 1)));
    credential.isToken = bytes[0] == isToken;
    credential.from = u"the keychain"_s;
    return credential;
}

} // namespace longshore
