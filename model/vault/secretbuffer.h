// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>
#include <utility>

namespace longshore
{

/// Bytes that must not leak: in locked memory between guard pages, zeroed when they are let go (reliability §4.1).
/// Move-only, so that nothing copies them by accident.
class SecretBuffer
{
public:
    SecretBuffer() = default;
    explicit SecretBuffer(qsizetype size); ///< zeros
    static SecretBuffer copyOf(QByteArrayView bytes);
    static SecretBuffer random(qsizetype size);
    ~SecretBuffer();
    SecretBuffer(SecretBuffer &&other) noexcept;
    SecretBuffer &operator=(SecretBuffer &&other) noexcept;
    SecretBuffer(const SecretBuffer &) = delete;
    SecretBuffer &operator=(const SecretBuffer &) = delete;

    unsigned char *data() { return m_data; }
    const unsigned char *data() const { return m_data; }
    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// Not to be kept: it ends with the buffer.
    QByteArrayView view() const { return {m_data, m_size}; }
    /// Gives up what lies behind `size`.
    void truncate(qsizetype size);

    /// In constant time for equal sizes.
    bool operator==(const SecretBuffer &other) const;

private:
    unsigned char *m_data = nullptr;
    qsizetype m_size = 0;
};

/// A key that several objects and threads share.
using SecretKey = std::shared_ptr<const SecretBuffer>;

constexpr qsizetype secretKeyBytes = 32;

/// Zeros the text before it is let go, unless somebody else still shares it.
void wipe(QByteArray &bytes);
void wipe(QString &text);

} // namespace longshore
