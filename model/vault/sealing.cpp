// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/sealing.h"

#include <QtEndian>
#include <cstring>
#include <sodium.h>

namespace longshore
{
namespace
{

constexpr char version = 1;
constexpr size_t block = 64;
constexpr qsizetype nonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(secretKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

/// Each part with its length before it, so that ("a", "bc") and ("ab", "c") differ.
QByteArray boundTo(const QStringList &context)
{
    QByteArray bytes(1, version);
    for (const QString &part : context) {
        const QByteArray text = part.toUtf8();
        char length[4];
        qToLittleEndian(quint32(text.size()), length);
        bytes.append(length, 4);
        bytes += text;
    }
    return bytes;
}

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

} // namespace

QByteArray seal(const SecretBuffer &key, QByteArrayView clear, const QStringList &context)
{
    Q_ASSERT(key.size() == secretKeyBytes);
    SecretBuffer padded(clear.size() + qsizetype(block) - clear.size() % qsizetype(block));
    if (!clear.isEmpty())
        std::memcpy(padded.data(), clear.data(), size_t(clear.size()));
    size_t paddedSize = 0;
    sodium_pad(&paddedSize, padded.data(), size_t(clear.size()), block, size_t(padded.size()));

    QByteArray sealed(1 + nonceBytes + padded.size() + tagBytes, Qt::Uninitialized);
    sealed[0] = version;
    auto *nonce = reinterpret_cast<unsigned char *>(sealed.data()) + 1;
    randombytes_buf(nonce, nonceBytes);
    const QByteArray bound = boundTo(context);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonceBytes, nullptr, padded.data(), paddedSize, bytesOf(bound),
                                               quint64(bound.size()), nullptr, nonce, key.data());
    return sealed;
}

std::optional<SecretBuffer> unseal(const SecretBuffer &key, QByteArrayView sealed, const QStringList &context)
{
    const qsizetype paddedSize = sealed.size() - 1 - nonceBytes - tagBytes;
    if (key.size() != secretKeyBytes || paddedSize < qsizetype(block) || sealed[0] != version)
        return std::nullopt;
    SecretBuffer clear(paddedSize);
    const QByteArray bound = boundTo(context);
    const unsigned char *nonce = bytesOf(sealed) + 1;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(clear.data(), nullptr, nullptr, nonce + nonceBytes, quint64(paddedSize + tagBytes),
                                                   bytesOf(bound), quint64(bound.size()), nonce, key.data()) != 0)
        return std::nullopt;
    size_t size = 0;
    if (sodium_unpad(&size, clear.data(), size_t(paddedSize), block) != 0)
        return std::nullopt;
    clear.truncate(qsizetype(size));
    return clear;
}

} // namespace longshore
