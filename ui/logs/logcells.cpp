// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/logcells.h"

#include <QChar>
#include <algorithm>

namespace longshore::cells
{

namespace
{

struct Range {
    char32_t first;
    char32_t last;
};

constexpr Range wide[] = {{0x1100, 0x115f},   {0x231a, 0x231b},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},   {0xac00, 0xd7a3},
                          {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                          {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd}};

bool isWide(char32_t c)
{
    const auto *at = std::lower_bound(std::begin(wide), std::end(wide), c, [](const Range &r, char32_t x) { return r.last < x; });
    return at != std::end(wide) && c >= at->first;
}

/// Reads the character at `offset` of valid UTF-8; its size in bytes.
int decode(QByteArrayView text, int offset, char32_t *c)
{
    const auto byte = [text](int at) { return at < text.size() ? quint8(text[at]) : quint8(0x80); };
    const quint8 first = byte(offset);
    const int size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t code = size == 1 ? first : first & (0x7f >> size);
    for (int i = 1; i < size; ++i)
        code = code << 6 | (byte(offset + i) & 0x3f);
    *c = code;
    return std::min(size, int(text.size()) - offset);
}

} // namespace

int widthOf(char32_t c)
{
    if (c < 0x300)
        return 1;
    const auto category = QChar::category(c);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing)
        return 0;
    return isWide(c) ? 2 : 1;
}

bool Walk::next()
{
    const int offset = m_place.offset + m_place.size;
    if (offset >= m_text.size())
        return false;
    char32_t c = 0;
    const int size = decode(m_text, offset, &c);
    int width = c == '\t' ? tabWidth - m_end % tabWidth : widthOf(c);
    if (width == 0 && m_end == 0)
        width = 1; // a mark with nothing to sit on
    if (width == 2 && m_columns > 1 && c != '\t' && m_end % m_columns == m_columns - 1)
        ++m_end;
    m_place = {offset, size, width == 0 ? m_place.cell : m_end, width};
    m_end += width;
    return true;
}

bool isGrid(QByteArrayView text, bool nonAscii)
{
    return !nonAscii && !text.contains('\t');
}

int count(QByteArrayView text, bool grid, int columns)
{
    if (grid)
        return int(text.size());
    Walk walk(text, columns);
    while (walk.next())
        ;
    return walk.end();
}

int offsetOf(QByteArrayView text, bool grid, int cell, int columns)
{
    if (grid)
        return std::clamp(cell, 0, int(text.size()));
    Walk walk(text, columns);
    while (walk.next()) {
        if (walk.place().width > 0 && cell < walk.place().cell + walk.place().width)
            return walk.place().offset;
    }
    return int(text.size());
}

int characterStart(QByteArrayView text, int offset)
{
    offset = std::clamp(offset, 0, int(text.size()));
    if (offset == text.size())
        return offset;
    while (offset > 0) {
        char32_t c = 0;
        if ((quint8(text[offset]) & 0xc0) != 0x80) {
            decode(text, offset, &c);
            if (widthOf(c) > 0)
                break;
        }
        --offset;
    }
    return offset;
}

int characterEnd(QByteArrayView text, int offset)
{
    if (offset >= text.size())
        return int(text.size());
    char32_t c = 0;
    offset += decode(text, offset, &c);
    while (offset < text.size()) {
        const int size = decode(text, offset, &c);
        if (widthOf(c) > 0)
            break;
        offset += size;
    }
    return offset;
}

} // namespace longshore::cells
