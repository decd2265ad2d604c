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

/// A part of a cell: its text laid out, and the room it gets.
struct Part {
    TextRole role;
    QString text;
    LineCache::Line line;
    int width = 0;
};

Part partOf(TextRole role, const QString &text, const Theme &theme)
{
    QString shown = visibleText(text);
    shown.replace(u'\n', u' ');
    if (shown.isEmpty())
        return {role, {}, {}};
    const LineCache::Line line = theme.line(role, shown);
    return {role, shown, line, line.width};
}

struct Parts {
    Part prefix, text, note;
    int mark; ///< its width

    Parts(const CellLook &look, const Theme &theme)
        : prefix(partOf(TextRole::Body, look.prefix, theme))
        , text(partOf(look.role, look.text, theme))
        , note(partOf(TextRole::Small, look.note, theme))
        , mark(look.mark == Mark::None ? 0 : metrics::icon + markGap)
    {
        note.width += note.text.isEmpty() ? 0 : metrics::gap;
    }

    int width() const { return mark + prefix.width + text.width + note.width; }

    /// The note goes first, then the prefix shrinks to a stub, then the text is elided.
    void fit(int available, Qt::TextElideMode elide, const Theme &theme)
    {
        available -= mark;
        if (prefix.width + text.width + note.width > available)
            note.width = 0;
        const int stub = qMin(prefix.width, 40);
        cut(prefix, qBound(stub, available - text.width, prefix.width), Qt::ElideMiddle, theme);
        cut(text, qMin(text.width, available - prefix.width), elide, theme);
    }

private:
    /// What is elided is narrower than the room it was given; what follows stands closely behind it.
    static void cut(Part &part, int room, Qt::TextElideMode elide, const Theme &theme)
    {
        if (room >= part.width)
            return;
        room = qMax(0, room);
        part.line = theme.line(part.role, QFontMetrics(theme.font(part.role)).elidedText(part.text, elide, room));
        part.width = qBound(0, part.line.width + 1, room);
    }
};

/// Small and fixed-width words stand on the line of the text beside them, in this cell and in the next.
int baselineIn(const QRect &rect, TextRole role, const Theme &theme)
{
    const bool isSmall = role == TextRole::Small || role == TextRole::Code;
    const QFontMetrics fm(theme.font(isSmall ? TextRole::Body : role));
    return rect.top() + (rect.height() - fm.height()) / 2 + fm.ascent();
}

void drawPart(QPainter *painter, int x, int baseline, const Part &part, const QColor &ink, const Theme &theme)
{
    if (part.width <= 0)
        return;
    painter->setFont(theme.font(part.role));
    painter->setPen(ink);
    painter->drawStaticText(x, baseline - part.line.ascent, part.line.text);
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
    Parts parts(look, theme);
    parts.fit(rect.width(), look.elide, theme);
    int x = look.alignment & Qt::AlignRight ? rect.right() + 1 - parts.width() : rect.left();
    if (look.mark != Mark::None)
        paintMark(painter, QRectF(x, rect.top(), metrics::icon, rect.height()), look.mark, theme.colors());
    x += parts.mark;
    const int baseline = baselineIn(rect, look.role, theme);
    drawPart(painter, x, baseline, parts.prefix, theme.colors().muted, theme);
    x += parts.prefix.width;
    drawPart(painter, x, baseline, parts.text, theme.ink(look.ink), theme);
    x += parts.text.width + metrics::gap;
    drawPart(painter, x, baseline, parts.note, theme.colors().muted, theme);
}

int RowDelegate::lookWidth(const CellLook &look, const QWidget *widget)
{
    return Parts(look, Theme::of(widget)).width();
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
