// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// Rows of a list that is edited: cells with a check state show its box, with their text behind it.
class CheckDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QRect styleRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    QRect boxRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
};

} // namespace longshore
