// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/bytescan.h"

#include "model/logs/widebytes.h"

#include <cstring>

namespace longshore
{

namespace
{

using wide::block;
using wide::Bytes;
using wide::width;

constexpr quint64 tops = 0x8080808080808080;

[[gnu::always_inline]] inline qsizetype newlines(QByteArrayView text)
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

/// The first block that holds a byte above 0x7f, or what is left of the text.
[[gnu::always_inline]] inline qsizetype asciiBlocks(QByteArrayView text)
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

} // namespace

qsizetype countNewlines(QByteArrayView text)
{
    return wide::Compiled<newlines>::best(text);
}

qsizetype firstNonAscii(QByteArrayView text)
{
    qsizetype at = wide::Compiled<asciiBlocks>::best(text);
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
