// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/visibletext.h"

#include <algorithm>
#include <cstdio>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char16_t firstCombining = 0x300;

bool isPlainCharacter(char16_t unit)
{
    return (unit >= 0x20 && unit < 0x7f) || (unit >= 0xa0 && unit < firstCombining && unit != 0xad) || unit == u'\t';
}

/// Characters that are not seen, or that change what others look like.
bool isInvisible(char32_t c)
{
    return c == 0xad                            // soft hyphen
           || c == 0x34f                        // combining grapheme joiner
           || c == 0x61c                        // Arabic letter mark
           || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 // Hangul fillers
           || c == 0x17b4 || c == 0x17b5        // Khmer inherent vowels
           || (c >= 0x180b && c <= 0x180f)      // Mongolian variation selectors, vowel separator
           || (c >= 0x200b && c <= 0x200f)      // zero-width, marks of direction
           || (c >= 0x202a && c <= 0x202e)      // A10: embeddings and overrides
           || (c >= 0x2060 && c <= 0x206f)      // word joiner, invisible operators, isolates, deprecated formats
           || c == 0xfeff                       // byte order mark
           || (c >= 0xfff9 && c <= 0xfffb)      // interlinear annotation
           || (c >= 0x1bca0 && c <= 0x1bca3)    // shorthand format controls
           || (c >= 0x1d173 && c <= 0x1d17a)    // musical format controls
           || (c >= 0xe0000 && c <= 0xe0fff);   // tags, more variation selectors
}

QString marker(char32_t c)
{
    return u"[U+%1]"_s.arg(QString::number(uint(c), 16).toUpper(), 4, u'0');
}

/// What stands for a control character, 0 when `c` is none.
char16_t pictureOf(char32_t c)
{
    if (c < 0x20 && c != u'\t')
        return char16_t(0x2400 + c);
    if (c == 0x7f)
        return 0x2421;
    if (c >= 0x80 && c < 0xa0)
        return QChar::ReplacementCharacter;
    return c == 0x2028 || c == 0x2029 ? 0x23ce : 0;
}

} // namespace

bool isCombining(char32_t c)
{
    if (c < firstCombining)
        return false;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing || category == QChar::Mark_SpacingCombining;
}

qsizetype visibleForm(char32_t c, char (&form)[visibleFormRoom])
{
    if (isInvisible(c) || QChar::isNonCharacter(c))
        return std::snprintf(form, sizeof form, "[U+%04X]", unsigned(c));
    if (const char16_t picture = pictureOf(c))
        c = picture;
    if (c < 0x80) {
        form[0] = char(c);
        return 1;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    form[0] = char((0xf0 << (3 - more) & 0xff) | c >> (6 * more));
    for (int i = 1; i <= more; ++i)
        form[i] = char(0x80 | (c >> (6 * (more - i)) & 0x3f));
    return 1 + more;
}

QString visibleLine(const QString &text)
{
    const auto *begin = text.utf16();
    const auto *end = begin + text.size();
    const auto *special = std::find_if_not(begin, end, isPlainCharacter);
    if (special == end)
        return text;
    QString out;
    out.reserve(text.size());
    out += QStringView(begin, special);
    int combining = 0;
    for (const auto *p = special; p != end; ++p) {
        char32_t c = *p;
        if (QChar::isHighSurrogate(*p) && p + 1 != end && QChar::isLowSurrogate(p[1])) {
            c = QChar::surrogateToUcs4(p[0], p[1]);
            ++p;
        } else if (QChar::isSurrogate(c)) {
            c = QChar::ReplacementCharacter;
        }
        combining = isCombining(c) && !isInvisible(c) ? combining + 1 : 0;
        if (const char16_t picture = pictureOf(c))
            out += QChar(picture);
        else if (isInvisible(c) || QChar::isNonCharacter(c))
            out += marker(c);
        else if (combining == longestCombiningRun + 1)
            out += QChar(QChar::ReplacementCharacter);
        else if (combining <= longestCombiningRun)
            out += QStringView(QChar::fromUcs4(c));
    }
    return out;
}

} // namespace longshore
