// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/crc32c.h"

#include <QtEndian>
#include <array>
#include <cstring>
#if defined(__x86_64__)
#include <nmmintrin.h>
#endif

namespace longshore
{

// tables[k][b]: what byte b does to the register k further bytes on (slicing by eight).
static constexpr auto tables = [] {
    std::array<std::array<quint32, 256>, 8> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = value >> 1 ^ (value & 1 ? 0x82f63b78u : 0u); // reflected
        table[0][i] = value;
    }
    for (std::size_t k = 1; k < 8; ++k) {
        for (std::size_t i = 0; i < 256; ++i)
            table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 0xff];
    }
    return table;
}();

quint32 crc32cByTable(quint32 crc, const void *bytes, qsizetype count)
{
    const auto *p = static_cast<const uchar *>(bytes);
    for (; count >= 8; count -= 8, p += 8) {
        const quint64 word = qFromLittleEndian<quint64>(p) ^ crc;
        crc = tables[7][word & 0xff] ^ tables[6][word >> 8 & 0xff] ^ tables[5][word >> 16 & 0xff] ^ tables[4][word >> 24 & 0xff]
            ^ tables[3][word >> 32 & 0xff] ^ tables[2][word >> 40 & 0xff] ^ tables[1][word >> 48 & 0xff] ^ tables[0][word >> 56];
    }
    for (; count > 0; --count, ++p)
        crc = crc >> 8 ^ tables[0][(crc ^ *p) & 0xff];
    return crc;
}

#if defined(__x86_64__)

__attribute__((target("sse4.2"))) static quint32 crc32cByProcessor(quint32 crc, const void *bytes, qsizetype count)
{
    const auto *p = static_cast<const uchar *>(bytes);
    quint64 wide = crc;
    for (; count >= 8; count -= 8, p += 8) {
        quint64 word;
        std::memcpy(&word, p, 8);
        wide = _mm_crc32_u64(wide, word);
    }
    crc = quint32(wide);
    for (; count > 0; --count, ++p)
        crc = _mm_crc32_u8(crc, *p);
    return crc;
}

quint32 crc32c(quint32 crc, const void *bytes, qsizetype count)
{
    static const bool helps = __builtin_cpu_supports("sse4.2");
    return helps ? crc32cByProcessor(crc, bytes, count) : crc32cByTable(crc, bytes, count);
}

#else

quint32 crc32c(quint32 crc, const void *bytes, qsizetype count)
{
    return crc32cByTable(crc, bytes, count);
}

#endif

} // namespace longshore
