// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"
#include "ui/theme/stylepaint.h"

#include <QPainter>
#include <QWidget>

namespace longshore::stylepaint
{

namespace
{

QFont headerFont(const QWidget *widget, const QPainter *painter)
{
    QFont font = widget ? widget->font() : painter ? painter->font() : QFont();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

int leftPadding(const QStyleOptionHeader &option)
{
    const bool first = option.position == QStyleOptionHeader::Beginning || option.position == QStyleOptionHeader::OnlyOneSection;
    return first ? metrics::firstCell : metrics::gap;
}

} // namespace

void rowBackground(const QStyleOptionViewItem &option, QPainter *painter, const Colors &colors)
{
    if (option.state & QStyle::State_Selected) {
        // Views clear State_Active when another widget of the window has the focus; only the window counts.
        const bool active = option.widget ? option.widget->isActiveWindow() : bool(option.state & QStyle::State_Active);
        painter->fillRect(option.rect, active ? colors.selection : colors.selectionInactive);
        if (option.rect.left() <= 0 && option.rect.right() >= metrics::selectionBar)
            painter->fillRect(QRect(0, option.rect.top(), metrics::selectionBar, option.rect.height()), active ? colors.accent : colors.border);
    } else if (option.backgroundBrush.style() != Qt::NoBrush) {
        painter->fillRect(option.rect, option.backgroundBrush);
    } else if (option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled) {
        painter->fillRect(option.rect, blend(colors.text, colors.base, 0.04));
    }
}

void branch(const QStyleOption &option, QPainter *painter, const Colors &colors)
{
    if (option.state & QStyle::State_Children)
        chevron(painter, QRectF(option.rect).adjusted(0, 0, -1, 0), option.state & QStyle::State_Open ? Arrow::Down : Arrow::Right, colors.icon);
}

void header(const QStyleOptionHeader &option, QPainter *painter, const Colors &colors, const QWidget *widget)
{
    painter->save();
    painter->fillRect(option.rect, colors.base);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), colors.hairline);
    painter->setFont(headerFont(widget, painter));
    const bool sorted = option.sortIndicator != QStyleOptionHeader::None;
    QRect rect = option.rect.adjusted(leftPadding(option), 0, -metrics::gap, 0);
    const QFontMetrics fm = painter->fontMetrics();
    const int arrowSpace = sorted ? 16 : 0;
    const QString text = fm.elidedText(option.text, Qt::ElideRight, rect.width() - arrowSpace);
    const bool right = option.textAlignment & Qt::AlignRight;
    const int width = fm.horizontalAdvance(text);
    const int x = right ? rect.right() + 1 - arrowSpace - width : rect.left();
    painter->setPen(sorted ? colors.text : colors.muted);
    painter->drawText(QRect(x, rect.top(), width + 1, rect.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    // QHeaderView says SortUp for descending order; newest or largest first points down, as in the mockups.
    if (sorted)
        chevron(painter, QRectF(x + width + 4, rect.top() + 1, 12, rect.height()),
                option.sortIndicator == QStyleOptionHeader::SortUp ? Arrow::Down : Arrow::Up, colors.accent);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        focusRing(painter, option.rect, colors);
    painter->restore();
}

QSize headerSize(const QStyleOptionHeader &option, const QWidget *widget)
{
    const QFontMetrics fm(headerFont(widget, nullptr));
    const int arrowSpace = option.sortIndicator != QStyleOptionHeader::None ? 16 : 0;
    return {fm.horizontalAdvance(option.text) + leftPadding(option) + metrics::gap + arrowSpace + 1, metrics::height(metrics::header, fm)};
}

} // namespace longshore::stylepaint
