// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/checkdelegate.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace longshore
{

/// Where the style has the box, and takes clicks.
QRect CheckDelegate::styleRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem box = option;
    initStyleOption(&box, index);
    return option.widget->style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &box, option.widget);
}

/// It begins where the text of other cells does, below that of the header.
QRect CheckDelegate::boxRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect box = styleRect(option, index);
    box.moveLeft(RowDelegate::contentRect(option, index).left());
    return box;
}

bool CheckDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const bool isMouse = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::MouseButtonDblClick;
    if (!isMouse || !option.widget || !index.data(Qt::CheckStateRole).isValid())
        return RowDelegate::editorEvent(event, model, option, index);
    const auto &mouse = static_cast<QMouseEvent &>(*event);
    const QPointF off = boxRect(option, index).topLeft() - styleRect(option, index).topLeft();
    QMouseEvent moved(mouse.type(), mouse.position() - off, mouse.globalPosition(), mouse.button(), mouse.buttons(), mouse.modifiers());
    return RowDelegate::editorEvent(&moved, model, option, index);
}

QRect CheckDelegate::contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QRect rect = RowDelegate::contentRect(option, index);
    if (option.widget && index.data(Qt::CheckStateRole).isValid())
        rect.setLeft(qMax(rect.left(), boxRect(option, index).right() + 1 + metrics::gap));
    return rect;
}

void CheckDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    RowDelegate::paint(painter, option, index);
    if (!index.data(Qt::CheckStateRole).isValid() || !option.widget)
        return;
    QStyleOptionViewItem box = option;
    initStyleOption(&box, index);
    box.rect = boxRect(option, index);
    box.state.setFlag(QStyle::State_On, box.checkState == Qt::Checked);
    box.state.setFlag(QStyle::State_Off, box.checkState != Qt::Checked);
    option.widget->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
}

} // namespace longshore
