// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <cstring>

namespace longshore
{

/// How many '\n' there are; sixteen bytes at a time.
inline qsizetype countNewlines(QByteArrayView text)
{
    typedef quint8 Bytes __attribute__((vector_size(16)));
    const char *p = text.data();
    qsizetype left = text.size();
    qsizetype found = 0;
    while (left >= 16) {
        Bytes sums{};
        for (int i = 0; i < 255 && left >= 16; ++i, p += 16, left -= 16) {
            Bytes some;
            std::memcpy(&some, p, 16);
            sums -= Bytes(some == '\n'); // equal bytes are 0xff: minus one
        }
        quint64 halves[2];
        std::memcpy(halves, &sums, 16);
        for (const quint64 half : halves) {
            constexpr quint64 even = 0x00ff00ff00ff00ff;
            const quint64 pairs = (half & even) + (half >> 8 & even);
            found += qsizetype(pairs * 0x0001000100010001 >> 48);
        }
    }
    for (; left > 0; ++p, --left)
        found += *p == '\n';
    return found;
}

} // namespace longshore
