// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QWidget>

class QTreeView;
class QVBoxLayout;

namespace longshore
{

class Bar;
class FilterField;
class StatePage;

/// A filter line, with room for buttons beside it, over a table that sorts: what the lists of jobs and runs are.
class FilteredTable : public QWidget
{
    Q_OBJECT
public:
    struct Names {
        QString filterHint;   ///< shown in the empty filter line; its accessible name too
        QString filterObject; ///< object names
        QString tableObject;
        QString tableName; ///< accessible
    };
    /// `model` outlives it; sorted by what it gives for `sortRole`, filtered over all columns.
    FilteredTable(QAbstractItemModel &model, int sortRole, const Names &names, QWidget *parent = nullptr);

    /// Puts the table into the four states of a page; the filter line stays above them.
    StatePage *addStates();
    /// One column takes the room that is left.
    void setColumns(const QList<int> &widths, int stretched);
    QTreeView *view() const { return m_view; }
    FilterField *filter() const { return m_filter; }
    /// Where the filter line is.
    Bar *bar() const { return m_bar; }
    /// Rows that the filter lets through.
    int shownCount() const { return m_proxy.rowCount(); }
    /// The first row, if no row is current yet.
    void chooseFirst();

Q_SIGNALS:
    void filtered();

private:
    QSortFilterProxyModel m_proxy;
    Bar *m_bar;
    FilterField *m_filter;
    QTreeView *m_view;
    QVBoxLayout *m_column;
};

} // namespace longshore
