// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/newlines.h"

#include <cstring>

namespace longshore
{

namespace
{

typedef quint8 Bytes __attribute__((vector_size(32), aligned(1), may_alias));
constexpr qsizetype width = sizeof(Bytes);

[[gnu::always_inline]] inline qsizetype count(QByteArrayView text)
{
    const char *p = text.data();
    qsizetype left = text.size();
    qsizetype found = 0;
    while (left >= width) {
        Bytes sums{};
        for (int i = 0; i < 255 && left >= width; ++i, p += width, left -= width)
            sums -= Bytes(*reinterpret_cast<const Bytes *>(p) == '\n'); // equal bytes are 0xff: minus one
        quint64 words[4];
        std::memcpy(words, &sums, width);
        constexpr quint64 even = 0x00ff00ff00ff00ff;
        quint64 pairs = 0;
        for (const quint64 word : words)
            pairs += (word & even) + (word >> 8 & even);
        found += qsizetype(pairs * 0x0001000100010001 >> 48);
    }
    for (; left > 0; ++p, --left)
        found += *p == '\n';
    return found;
}

qsizetype countPlain(QByteArrayView text)
{
    return count(text);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] qsizetype countAvx2(QByteArrayView text)
{
    return count(text);
}
const auto countBest = __builtin_cpu_supports("avx2") ? countAvx2 : countPlain;
#else
const auto countBest = countPlain;
#endif

} // namespace

qsizetype countNewlines(QByteArrayView text)
{
    return countBest(text);
}

} // namespace longshore
