// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/flowlayout.h"

#include <QStyle>
#include <QWidget>

namespace longshore
{

FlowLayout::FlowLayout(QWidget *parent, int horizontalGap, int verticalGap)
    : QLayout(parent)
    , m_horizontalGap(horizontalGap)
    , m_verticalGap(verticalGap)
{
    setContentsMargins(0, 0, 0, 0);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *item = m_items[size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return item;
}

QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        const QSize hint = item->sizeHint();
        size = QSize(size.width() + hint.width() + (size.width() ? m_horizontalGap : 0), qMax(size.height(), hint.height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const auto &item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::sizeOf(const QLayoutItem &item, int width) const
{
    const QSize hint = item.sizeHint();
    return {qMin(hint.width(), qMax(width, item.minimumSize().width())), hint.height()};
}

/// What the items from `first` on take together, as far as they fit into `room`.
int FlowLayout::lineWidth(int first, int room) const
{
    int width = 0;
    for (int i = first; i < count(); ++i) {
        const QLayoutItem &item = *m_items[size_t(i)];
        if (item.isEmpty())
            continue;
        const int more = (width > 0 ? m_horizontalGap : 0) + sizeOf(item, room).width();
        if (width > 0 && width + more > room)
            break;
        width += more;
    }
    return width;
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = rect.x(), y = rect.y(), lineHeight = 0;
    const int end = rect.x() + rect.width();
    for (int i = 0; i < count(); ++i) {
        QLayoutItem *item = m_items[size_t(i)].get();
        if (item->isEmpty())
            continue;
        const QSize size = sizeOf(*item, rect.width());
        if (x > rect.x() && x + size.width() > end) {
            x = rect.x();
            y += lineHeight + m_verticalGap;
            lineHeight = 0;
        }
        if (m_trailing >= 0 && i >= m_trailing && (i == m_trailing || x == rect.x()))
            x = qMax(x, end - lineWidth(i, end - x));
        if (apply)
            item->setGeometry(QStyle::visualRect(direction, rect, QRect(QPoint(x, y), size)));
        x += size.width() + m_horizontalGap;
        lineHeight = qMax(lineHeight, size.height());
    }
    return y + lineHeight - rect.y();
}

} // namespace longshore
