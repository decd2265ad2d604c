// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/rowdelegate.h"

#include <QTreeView>

namespace longshore
{

class ContainersModel;
class ContainerSortFilter;

/// Rows of a ContainersModel: the state has its mark and its word; the fixed font is for commands and ids alone.
class ContainerDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override;
};

/// The table of the Containers page. Several rows can be selected; the current one is what the detail shows.
class ContainerTable : public QTreeView
{
    Q_OBJECT
public:
    ContainerTable(ContainerSortFilter &proxy, QWidget *parent = nullptr);

    void setStale(bool stale);
    /// Rows of the model, in the order of the list. The current row when nothing is selected.
    QList<int> chosenRows() const;
    /// The current row of the model, -1 when there is none.
    int currentRow() const;
    /// The filter lets this row of the model pass.
    bool shows(int row) const;
    void selectFirst();
    /// Selects this row of the model alone.
    void select(int row);
    /// Up and down only: a click into a column that is cut off moves no other column out of sight.
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    /// `chosen`: a person or the page chose it; false when the row before went away.
    void currentRowChanged(bool chosen);
    void selectionMoved();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;

private:
    void setUpColumns();
    void choose(const QModelIndex &index);

    ContainerSortFilter &m_proxy;
    ContainerDelegate *m_delegate;
    bool m_removing = false;
};

} // namespace longshore
