// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/bytesearch.h"

#include "model/logs/widebytes.h"

#include <bit>
#include <cstring>

namespace longshore
{

namespace
{

/// Bytes of logs, the most frequent first; what is not here is rarer still.
constexpr QByteArrayView frequent(" e0t1a2oi3nsr4dl5-c6.7:u8m9p/h\"_gfwyb=,vk[]TIEAONRSDLCMFPUWBG(){}x'HVKYjqz");

int rarity(char byte)
{
    const qsizetype rank = frequent.indexOf(byte);
    return rank < 0 ? int(frequent.size()) : int(rank);
}

using wide::block;
using wide::Bytes;
using wide::width;

struct Pair {
    qsizetype distance; ///< of the second byte from the first
    quint8 first;
    quint8 second;
};

/// The first place from `p` on, before `end`, where both bytes of the pair stand; `end` when there is none. `end` lies a
/// block and the distance before the end of the text. Whole blocks only: the place may be left to the caller.
[[gnu::always_inline]] inline const char *findPair(const char *p, const char *end, const Pair &pair)
{
    const Bytes first = Bytes{} + pair.first;
    const Bytes second = Bytes{} + pair.second;
    for (; p < end; p += block) {
        Bytes hits[4];
        for (int i = 0; i < 4; ++i) {
            const Bytes a = *reinterpret_cast<const Bytes *>(p + i * width);
            const Bytes b = *reinterpret_cast<const Bytes *>(p + i * width + pair.distance);
            hits[i] = Bytes(a == first) & Bytes(b == second);
        }
        const Bytes any = hits[0] | hits[1] | hits[2] | hits[3];
        quint64 words[4];
        std::memcpy(words, &any, width);
        if (!(words[0] | words[1] | words[2] | words[3]))
            continue;
        for (int i = 0; i < 4; ++i) {
            std::memcpy(words, &hits[i], width);
            for (int w = 0; w < 4; ++w) {
                if (words[w])
                    return p + i * width + w * 8 + std::countr_zero(words[w]) / 8;
            }
        }
    }
    return end;
}

static_assert(std::endian::native == std::endian::little, "places are counted from the lowest byte");

} // namespace

ByteSearch::ByteSearch(const QByteArray &needle) : m_needle(needle)
{
    for (qsizetype i = 1; i < needle.size(); ++i) {
        if (rarity(needle[i]) > rarity(needle[m_rare]))
            m_rare = i;
    }
    m_other = m_rare ? 0 : needle.size() - 1;
    for (qsizetype i = 0; i < needle.size(); ++i) {
        if (i != m_rare && needle[i] != needle[m_rare] && (m_other == m_rare || rarity(needle[i]) > rarity(needle[m_other])))
            m_other = i;
    }
}

qsizetype ByteSearch::find(QByteArrayView text, qsizetype from) const
{
    const qsizetype lead = qMin(m_rare, m_other);
    const Pair pair{qMax(m_rare, m_other) - lead, quint8(m_needle[lead]), quint8(m_needle[qMax(m_rare, m_other)])};
    const qsizetype last = text.size() - m_needle.size(); // the needle may begin here
    // Blocks are read whole, so the last of them are left to the loop below.
    const qsizetype end = text.size() - block - pair.distance;
    while (from <= last) {
        if (from + lead < end) {
            const char *begin = text.data() + from + lead;
            const char *found = wide::Compiled<findPair>::best(begin, text.data() + end, pair);
            from = found - text.data() - lead;
            if (found >= text.data() + end)
                continue;
        } else {
            const void *found = std::memchr(text.data() + from + lead, pair.first, std::size_t(text.size() - from - lead));
            if (!found)
                return -1;
            from = static_cast<const char *>(found) - text.data() - lead;
            if (from > last)
                return -1;
        }
        if (std::memcmp(text.data() + from, m_needle.data(), std::size_t(m_needle.size())) == 0)
            return from;
        ++from;
    }
    return -1;
}

} // namespace longshore
