// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/plaintext.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace longshore
{

namespace
{

constexpr int markGap = 6;

struct Widths {
    int prefix, text, note;
};

Widths naturalWidths(const CellLook &look, const Theme &theme)
{
    const auto width = [&theme](TextRole role, const QString &text) {
        return text.isEmpty() ? 0 : QFontMetrics(theme.font(role)).horizontalAdvance(visibleText(text));
    };
    return {width(TextRole::Body, look.prefix), width(look.role, look.text),
            look.note.isEmpty() ? 0 : width(TextRole::Small, look.note) + metrics::gap};
}

int total(const Widths &w, const CellLook &look)
{
    return w.prefix + w.text + w.note + (look.mark == Mark::None ? 0 : metrics::icon + markGap);
}

/// The note goes first, then the prefix shrinks to a stub, then the text is elided.
Widths fitted(Widths w, int available)
{
    if (w.prefix + w.text + w.note > available)
        w.note = 0;
    const int stub = qMin(w.prefix, 40);
    w.prefix = qBound(stub, available - w.text, w.prefix);
    w.text = qMin(w.text, available - w.prefix);
    return w;
}

void drawPart(QPainter *painter, QRect rect, const QFont &font, const QColor &ink, const QString &text, Qt::TextElideMode elide)
{
    if (rect.width() <= 0 || text.isEmpty())
        return;
    painter->setFont(font);
    painter->setPen(ink);
    const QString whole = visibleText(text);
    const QFontMetrics fm = painter->fontMetrics();
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      fm.horizontalAdvance(whole) <= rect.width() ? whole : fm.elidedText(whole, elide, rect.width()));
}

} // namespace

RowDelegate::RowDelegate(QObject *parent, int rowHeight)
    : QStyledItemDelegate(parent)
    , m_rowHeight(rowHeight)
{
}

CellLook RowDelegate::look(const QModelIndex &index) const
{
    CellLook look;
    look.text = index.data(Qt::DisplayRole).toString();
    if (const QVariant alignment = index.data(Qt::TextAlignmentRole); alignment.isValid())
        look.alignment = Qt::Alignment(alignment.toInt());
    return look;
}

QRect RowDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool first = option.viewItemPosition == QStyleOptionViewItem::Beginning
                    || option.viewItemPosition == QStyleOptionViewItem::OnlyOne;
    const bool atEdge = first && option.rect.left() < metrics::gap && !index.parent().isValid();
    return option.rect.adjusted(atEdge ? metrics::firstCell : metrics::gap, 0, -metrics::gap, 0);
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem opt = option;
    initStyleOption(&opt, index);
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : nullptr;
    if (style)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &opt, painter, widget);
    const CellLook cell = look(index);
    painter->save();
    if (cell.lineAbove)
        painter->fillRect(QRect(0, option.rect.top(), option.rect.right() + 1, 1), Theme::of(widget).colors().hairline);
    paintLook(painter, contentRect(opt, index), cell, widget);
    painter->restore();
}

void RowDelegate::paintLook(QPainter *painter, const QRect &rect, const CellLook &look, const QWidget *widget)
{
    const Theme &theme = Theme::of(widget);
    const int markWidth = look.mark == Mark::None ? 0 : metrics::icon + markGap;
    Widths w = fitted(naturalWidths(look, theme), rect.width() - markWidth);
    // An elided prefix is narrower than the room it was given; the name follows it closely.
    const QString prefix = visibleText(look.prefix);
    if (const QFontMetrics body(theme.font(TextRole::Body)); w.prefix < body.horizontalAdvance(prefix))
        w.prefix = body.horizontalAdvance(body.elidedText(prefix, Qt::ElideMiddle, w.prefix)) + 1;
    const int used = total(w, look);
    int x = look.alignment & Qt::AlignRight ? rect.right() + 1 - used : rect.left();
    if (look.mark != Mark::None)
        paintMark(painter, QRectF(x, rect.top(), metrics::icon, rect.height()), look.mark, theme.colors());
    x += markWidth;
    const auto part = [&rect](int left, int width) { return QRect(left, rect.top(), width, rect.height()); };
    drawPart(painter, part(x, w.prefix), theme.font(TextRole::Body), theme.colors().muted, look.prefix, Qt::ElideMiddle);
    drawPart(painter, part(x + w.prefix, w.text), theme.font(look.role), theme.ink(look.ink), look.text, look.elide);
    if (w.note > 0)
        drawPart(painter, part(x + w.prefix + w.text + metrics::gap, w.note - metrics::gap), theme.font(TextRole::Small),
                 theme.colors().muted, look.note, Qt::ElideRight);
}

int RowDelegate::lookWidth(const CellLook &look, const QWidget *widget)
{
    return total(naturalWidths(look, Theme::of(widget)), look);
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = lookWidth(look(index), option.widget) + metrics::firstCell + metrics::gap;
    return {width, metrics::height(m_rowHeight, option.fontMetrics)};
}

bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const CellLook cell = look(index);
    QString text = index.data(Qt::ToolTipRole).toString();
    const bool elided = lookWidth(cell, view) > contentRect(option, index).width();
    if (text.isEmpty() && elided)
        text = cell.prefix + cell.text + (cell.note.isEmpty() ? QString() : u' ' + cell.note);
    QToolTip::showText(event->globalPos(), plainToolTip(text), view);
    return true;
}

} // namespace longshore
