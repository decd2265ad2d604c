// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/nonascii.h"

#include <cstring>

namespace longshore
{

namespace
{

typedef quint8 Bytes __attribute__((vector_size(32), aligned(1), may_alias));
constexpr qsizetype width = sizeof(Bytes);
constexpr qsizetype block = 4 * width;
constexpr quint64 tops = 0x8080808080808080;

/// The first block that holds such a byte, or what is left of the text.
[[gnu::always_inline]] inline qsizetype skip(QByteArrayView text)
{
    qsizetype at = 0;
    for (; at + block <= text.size(); at += block) {
        Bytes any{};
        for (int i = 0; i < 4; ++i)
            any |= *reinterpret_cast<const Bytes *>(text.data() + at + i * width);
        quint64 words[4];
        std::memcpy(words, &any, width);
        if ((words[0] | words[1] | words[2] | words[3]) & tops)
            break;
    }
    return at;
}

qsizetype skipPlain(QByteArrayView text)
{
    return skip(text);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] qsizetype skipAvx2(QByteArrayView text)
{
    return skip(text);
}
const auto skipBest = __builtin_cpu_supports("avx2") ? skipAvx2 : skipPlain;
#else
const auto skipBest = skipPlain;
#endif

} // namespace

qsizetype firstNonAscii(QByteArrayView text)
{
    qsizetype at = skipBest(text);
    for (quint64 word = 0; at + 8 <= text.size(); at += 8) {
        std::memcpy(&word, text.data() + at, 8);
        if (word & tops)
            break;
    }
    for (; at < text.size(); ++at)
        if (quint8(text[at]) >= 0x80)
            return at;
    return -1;
}

} // namespace longshore
