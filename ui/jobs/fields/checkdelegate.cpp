// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/fields/checkdelegate.h"

#include <QPainter>
#include <QStyle>
#include <QWidget>

namespace longshore
{

QRect CheckDelegate::boxRect(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem box = option;
    initStyleOption(&box, index);
    return option.widget->style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &box, option.widget);
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
