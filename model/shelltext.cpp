// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/shelltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

bool isHarmless(QChar c)
{
    return (c.unicode() < 0x80 && c.isLetterOrNumber()) || u"_-./:=@%+,"_s.contains(c);
}

/// Controls, line separators, and what turns the direction of text (A10).
bool isActed(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
           || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

} // namespace

QString shellQuoted(const QString &word)
{
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isHarmless))
        return word;
    if (std::none_of(word.begin(), word.end(), isActed))
        return u'\'' + QString(word).replace(u"'"_s, u"'\\''"_s) + u'\'';
    QString text = u"$'"_s;
    for (const QChar c : word) {
        if (c == u'\n')
            text += u"\\n"_s;
        else if (c == u'\t')
            text += u"\\t"_s;
        else if (isActed(c))
            text += u"\\u%1"_s.arg(c.unicode(), 4, 16, QChar(u'0'));
        else if (c == u'\'' || c == u'\\')
            text += u'\\' + QString(c);
        else
            text += c;
    }
    return text + u'\'';
}

} // namespace longshore
