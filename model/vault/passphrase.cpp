// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/passphrase.h"

#include "model/format.h"

#include <QElapsedTimer>
#include <sodium.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 mostOperations = 64;
constexpr quint64 mostMemory = 4ull << 30; // a changed index.db must not eat the machine
static_assert(secretKeyBytes >= qsizetype(crypto_pwhash_BYTES_MIN));

QString askedForKey()
{
    return u"make a key of the passphrase"_s;
}

} // namespace

QByteArray newPassphraseSalt()
{
    QByteArray salt(crypto_pwhash_SALTBYTES, Qt::Uninitialized);
    randombytes_buf(salt.data(), size_t(salt.size()));
    return salt;
}

PassphraseCost measuredPassphraseCost()
{
    PassphraseCost cost;
    constexpr qint64 wanted = 500; // ms, reliability §4.3
    QElapsedTimer timer;
    timer.start();
    if (!keyFromPassphrase(SecretBuffer::copyOf("x"), newPassphraseSalt(), cost))
        return cost;
    const qint64 took = qMax<qint64>(1, timer.elapsed());
    if (took < wanted)
        cost.operations = qMin<quint64>(mostOperations, (cost.operations * wanted + quint64(took) - 1) / quint64(took));
    return cost;
}

Result<SecretKey> keyFromPassphrase(const SecretBuffer &passphrase, const QByteArray &salt, const PassphraseCost &cost)
{
    if (passphrase.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, askedForKey(), u"it is empty"_s));
    const bool known = salt.size() == qsizetype(crypto_pwhash_SALTBYTES) && cost.operations >= crypto_pwhash_OPSLIMIT_MIN
        && cost.operations <= mostOperations && cost.memory >= crypto_pwhash_MEMLIMIT_MIN && cost.memory <= mostMemory;
    if (!known)
        return fail(Error::make(Error::Kind::BadInput, askedForKey(), u"what is stored about it was changed"_s));
    auto key = std::make_shared<SecretBuffer>(secretKeyBytes);
    if (crypto_pwhash(key->data(), quint64(key->size()), reinterpret_cast<const char *>(passphrase.data()), quint64(passphrase.size()),
                      reinterpret_cast<const unsigned char *>(salt.constData()), cost.operations, size_t(cost.memory), crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return fail(Error::make(Error::Kind::Internal, askedForKey(), u"it needs %1 of memory"_s.arg(format::bytes(qint64(cost.memory))),
                                u"Close other programs and try again."_s));
    return key;
}

} // namespace longshore
