// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaintext.h"

#include "model/logs/visibletext.h"

#include <QAction>
#include <QTextDocument>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

QString visibleText(const QString &text)
{
    if (!text.contains(u'\n'))
        return visibleLine(text);
    QStringList lines = text.split(u'\n');
    for (QString &line : lines)
        line = visibleLine(line);
    return lines.join(u'\n');
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
