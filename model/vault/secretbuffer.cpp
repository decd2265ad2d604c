// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/vault/secretbuffer.h"

#include <QString>
#include <cstring>
#include <sodium.h>

namespace longshore
{

SecretBuffer::SecretBuffer(qsizetype size) : m_size(size)
{
    if (size == 0)
        return;
    // Idempotent; without it, sodium_malloc has no canary.
    if (sodium_init() < 0)
        qFatal("libsodium cannot be initialised");
    // Memory that may not be locked (RLIMIT_MEMLOCK) is still guarded and zeroed.
    m_data = static_cast<unsigned char *>(sodium_malloc(size_t(size)));
    Q_CHECK_PTR(m_data);
    std::memset(m_data, 0, size_t(size));
}

SecretBuffer SecretBuffer::copyOf(QByteArrayView bytes)
{
    SecretBuffer buffer(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(buffer.m_data, bytes.data(), size_t(bytes.size()));
    return buffer;
}

SecretBuffer SecretBuffer::random(qsizetype size)
{
    SecretBuffer buffer(size);
    randombytes_buf(buffer.m_data, size_t(size));
    return buffer;
}

SecretBuffer::~SecretBuffer()
{
    sodium_free(m_data);
}

SecretBuffer::SecretBuffer(SecretBuffer &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0))
{
}

SecretBuffer &SecretBuffer::operator=(SecretBuffer &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

void SecretBuffer::truncate(qsizetype size)
{
    if (size >= m_size)
        return;
    sodium_memzero(m_data + size, size_t(m_size - size));
    m_size = size;
}

bool SecretBuffer::operator==(const SecretBuffer &other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_data, other.m_data, size_t(m_size)) == 0);
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached() && !bytes.isEmpty())
        sodium_memzero(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

void wipe(QString &text)
{
    if (text.isDetached() && !text.isEmpty())
        sodium_memzero(text.data(), size_t(text.size()) * sizeof(QChar));
    text.clear();
}

} // namespace longshore
