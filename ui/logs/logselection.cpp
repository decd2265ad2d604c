// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logselection.h"
#include "ui/logs/logcells.h"

#include <algorithm>

namespace longshore
{

std::pair<int, int> LogSelection::rangeIn(quint64 line, int size) const
{
    if (!touches(line))
        return {0, 0};
    const int from = line == begin().line ? std::min(begin().offset, size) : 0;
    const int to = line == end().line ? std::min(end().offset, size) : size;
    return {from, std::max(from, to)};
}

bool LogSelection::holdsWhole(quint64 line, int size) const
{
    return touches(line) && (line > begin().line || begin().offset == 0) && (line < end().line || end().offset >= size);
}

std::pair<int, int> wordAt(QByteArrayView text, int offset)
{
    const auto inWord = [text](int at) {
        const auto c = quint8(text[at]);
        return c >= 0x80 || c == '_' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    };
    const int size = int(text.size());
    if (size == 0)
        return {0, 0};
    offset = std::clamp(offset, 0, size - 1);
    if (!inWord(offset)) {
        const int from = cells::characterStart(text, offset);
        return {from, cells::characterEnd(text, from)};
    }
    int from = offset;
    int to = offset;
    while (from > 0 && inWord(from - 1))
        --from;
    while (to < size && inWord(to))
        ++to;
    return {from, to};
}

} // namespace longshore
