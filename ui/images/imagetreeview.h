// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagetreemodel.h"

#include <QSet>
#include <QTreeView>

namespace longshore
{

class ImageSortFilter;
class ImageTreeDelegate;

/// The tree of the Images page. Groups that appear are open, those the user closed stay closed through refresh and
/// filter. Several rows can be selected; the current one is what the detail shows. Ctrl and a click on a column's header
/// make it the second one to sort by.
class ImageTreeView : public QTreeView
{
    Q_OBJECT
public:
    ImageTreeView(const ImageTreeModel &model, ImageSortFilter &proxy, QWidget *parent = nullptr);

    /// Muted rows: what is shown is old.
    void setStale(bool stale);
    /// The current row in the model, invalid when there is none.
    QModelIndex currentRow() const;
    /// The selected rows, in the order shown; a selected group stands for all of its rows that are shown.
    QList<ImageTag> selectedTags() const;
    void selectFirst();
    /// Makes this row of the model the current one and the only one selected, and shows it; nothing when it is filtered out.
    void select(const QModelIndex &row);
    /// Leaves out the columns that a window of this width has no room for; `onlyMain`: all but tag, age and size, and the
    /// names get what room there is.
    void fitColumns(int windowWidth, bool onlyMain);
    /// Up and down only: a click into a column that is cut off moves no other column out of sight.
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    /// To be called around a new arrangement of the model: `change` makes it. The current image stays current.
    void rearrange(const std::function<void()> &change);
    /// The reference of the chip at this point of the viewport, empty where there is none.
    QString chipAt(const QPoint &where) const;
    /// Sorts by this column after the first one, or turns it round when it is that already.
    void chooseSecondSort(int column);

Q_SIGNALS:
    void currentRowChanged();
    void selectionMoved();
    /// A chip was double-clicked: the reference of its tag.
    void chipActivated(const QString &reference);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpColumns();
    void flash(const QModelIndex &row);
    void openNew(const QModelIndex &parent, int first, int last);
    QString groupKey(const QModelIndex &proxyIndex) const;

    const ImageTreeModel &m_model;
    ImageSortFilter &m_proxy;
    ImageTreeDelegate *m_delegate;
    QSet<QString> m_closed;
    bool m_opening = false;
    int m_nameWidth = 0; ///< of the first column, while it takes all that is left
};

} // namespace longshore
