// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace longshore::test
{

/// What GELF libraries send over UDP.
inline QByteArray zlibbed(const QByteArray &bytes)
{
    return qCompress(bytes).sliced(4); // Qt puts the length before zlib's bytes
}

/// The same deflated bytes with gzip's header and trailer (CRC-32 and length).
inline QByteArray gzipped(const QByteArray &bytes)
{
    const auto littleEndian = [](quint32 value) {
        QByteArray out;
        for (int i = 0; i < 4; ++i)
            out += char(value >> (8 * i));
        return out;
    };
    quint32 crc = ~0u;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0u);
    }
    const QByteArray deflated = zlibbed(bytes).sliced(2).chopped(4);
    return QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10) + deflated + littleEndian(~crc) + littleEndian(quint32(bytes.size()));
}

/// One datagram of a chunked message; `id` has eight bytes.
inline QByteArray chunk(const QByteArray &id, int number, int total, const QByteArray &part)
{
    return "\x1e\x0f" + id + char(number) + char(total) + part;
}

} // namespace longshore::test
