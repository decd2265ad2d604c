// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QTextDocument>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

bool misleads(QChar c)
{
    const char16_t u = c.unicode();
    const bool control = (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7F && u < 0xA0);
    return control || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) || u == 0x200E || u == 0x200F || u == 0x061C;
}

} // namespace

QString visibleText(const QString &text)
{
    if (std::none_of(text.cbegin(), text.cend(), misleads))
        return text;
    QString shown;
    for (const QChar c : text) {
        if (misleads(c))
            shown += u"[U+%1]"_s.arg(c.unicode(), 4, 16, QChar(u'0')).toUpper();
        else
            shown += c;
    }
    return shown;
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : Qt::convertFromPlainText(visibleText(text), Qt::WhiteSpaceNormal);
}

void setPlainToolTip(QWidget *widget, const QString &text)
{
    widget->setToolTip(plainToolTip(text));
}

void setPlainToolTip(QAction *action, const QString &text)
{
    action->setToolTip(plainToolTip(text));
}

QString withoutMnemonic(const QString &text)
{
    QString escaped = visibleText(text);
    return escaped.replace(u'&', u"&&"_s);
}

} // namespace longshore
