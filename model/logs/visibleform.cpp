// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/visibleform.h"

#include <cstdio>

namespace longshore
{

namespace
{

bool isHidden(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)      // bidi overrides and isolates
        || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064)      // zero width, invisible operators
        || c == 0xfeff || c == 0x061c || c == 0x180e || (c >= 0xe0000 && c <= 0xe007f) // BOM, marks, tags
        || (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;          // noncharacters
}

qsizetype utf8(char32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = char(c);
        return 1;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    to[0] = char((0xf0 << (3 - more) & 0xff) | c >> (6 * more));
    for (int i = 1; i <= more; ++i)
        to[i] = char(0x80 | (c >> (6 * (more - i)) & 0x3f));
    return 1 + more;
}

} // namespace

qsizetype visibleForm(char32_t c, char (&form)[visibleFormRoom])
{
    if (c < 0x20 && c != '\t')
        return utf8(0x2400 + c, form);
    if (c == 0x7f)
        return utf8(0x2421, form);
    if (c >= 0x80 && c < 0xa0)
        return utf8(0xfffd, form);
    if (c == 0x2028 || c == 0x2029)
        return utf8(0x23ce, form);
    if (isHidden(c))
        return std::snprintf(form, sizeof form, "[U+%04X]", unsigned(c));
    return utf8(c, form);
}

} // namespace longshore
