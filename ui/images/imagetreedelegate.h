// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

namespace longshore
{

/// Rows of an ImageTreeModel: a repository with muted account, bold name, muted totals and the badge of a newer tag,
/// below a hairline; a tag with its note, or an image with its tags as chips; marks and right-aligned numbers. The fixed
/// font is for ids and "Runs as" alone.
class ImageTreeDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The row that is tinted for a moment, because its tag moved; invalid = none.
    void setFlash(const QModelIndex &row) { m_flash = row; }
    /// Which of the row's chips is at `where`; -1 for none.
    int chipAt(const QPoint &where, const QStyleOptionViewItem &option, const QModelIndex &index) const;

protected:
    /// A repository's name may run over the id cell beside it, which is empty; it leaves room for its badge.
    QRect contentRect(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    QRect nameRect(const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintChips(QPainter *painter, const QRect &rect, const QStringList &chips, const QWidget *widget) const;
    void paintBadge(QPainter *painter, const QRect &rect, const QModelIndex &index, const QWidget *widget) const;

    QPersistentModelIndex m_flash;
};

} // namespace longshore
