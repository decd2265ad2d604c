// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containertable.h"

#include "model/containers/containersmodel.h"
#include "model/containers/containersortfilter.h"
#include "ui/containers/containermark.h"
#include "ui/widgets/bars.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{

CellLook ContainerDelegate::look(const QModelIndex &index) const
{
    CellLook look = RowDelegate::look(index);
    look.note = index.data(ContainersModel::NoteRole).toString();
    switch (index.column()) {
    case ContainersModel::State:
        if (index.data(ContainersModel::PendingRole).toBool()) {
            look.mark = Mark::Waiting;
            look.ink = Ink::Muted;
        } else {
            look.mark = markOf(index.data(ContainersModel::StateRole).value<ContainerState>());
            look.ink = markInk(look.mark);
        }
        break;
    case ContainersModel::Id: look.elide = Qt::ElideNone; [[fallthrough]];
    case ContainersModel::Command:
        look.role = TextRole::Code;
        look.ink = Ink::Muted;
        break;
    case ContainersModel::Name:
        look.elide = Qt::ElideMiddle;
        if (!look.note.isEmpty()) // names of runs are long: before them it is seen
            look.prefix = std::exchange(look.note, QString()) + u' ';
        break;
    case ContainersModel::Image: { // the name says more than the registry and account before it
        const qsizetype name = look.text.lastIndexOf(u'/') + 1;
        look.prefix = look.text.left(name);
        look.text.remove(0, name);
        look.elide = Qt::ElideMiddle;
        break;
    }
    default: break;
    }
    if (isStale())
        look.ink = Ink::Muted;
    return look;
}

ContainerTable::ContainerTable(ContainerSortFilter &proxy, QWidget *parent)
    : QTreeView(parent)
    , m_proxy(proxy)
    , m_delegate(new ContainerDelegate(this))
{
    setObjectName(u"containerTable"_s);
    setAccessibleName(tr("Containers"));
    setUpTree(this);
    setRootIsDecorated(false);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setItemDelegate(m_delegate);
    // Before setModel: the selection moves away from a row while it is being removed.
    connect(&proxy, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    connect(&proxy, &QAbstractItemModel::rowsRemoved, this, [this] { m_removing = false; });
    setModel(&proxy);
    setUpColumns();
}

void ContainerTable::setUpColumns()
{
    setCellWidths(this, {{ContainersModel::Name, {.text = u"longshore-run-0-a1"_s}},
                         {ContainersModel::State, {.mark = Mark::OutOfMemory, .text = u"out of memory exit 137"_s}},
                         {ContainersModel::Image, {.text = u"q…/python-transformation:1.4.8"_s}},
                         {ContainersModel::Since, {.text = u"12 min"_s}},
                         {ContainersModel::Created, {.text = u"12 min"_s}},
                         {ContainersModel::Ports, {.text = u"127.0.0.1:8080"_s}},
                         {ContainersModel::Command, {.text = u"python3 -u /code/main.py"_s, .role = TextRole::Code}},
                         {ContainersModel::Id, {.text = u"0123456789ab"_s, .role = TextRole::Code}}});
    setSortingEnabled(true);
    header()->setSortIndicator(ContainersModel::Created, Qt::DescendingOrder);
}

void ContainerTable::setStale(bool stale)
{
    m_delegate->setStale(stale);
    viewport()->update();
}

QList<int> ContainerTable::chosenRows() const
{
    QList<int> visible;
    const QModelIndexList selected = selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        visible.append(index.row());
    if (visible.isEmpty() && currentIndex().isValid())
        visible.append(currentIndex().row());
    std::sort(visible.begin(), visible.end());
    QList<int> rows;
    for (const int row : std::as_const(visible))
        rows.append(m_proxy.mapToSource(m_proxy.index(row, 0)).row());
    return rows;
}

bool ContainerTable::shows(int row) const
{
    return m_proxy.mapFromSource(m_proxy.sourceModel()->index(row, 0)).isValid();
}

int ContainerTable::currentRow() const
{
    return m_proxy.mapToSource(currentIndex()).row();
}

void ContainerTable::selectFirst()
{
    if (m_proxy.rowCount() > 0)
        choose(m_proxy.index(0, 0));
}

/// Alone, whatever keys are held.
void ContainerTable::choose(const QModelIndex &index)
{
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void ContainerTable::select(int row)
{
    const QModelIndex index = m_proxy.mapFromSource(m_proxy.sourceModel()->index(row, 0));
    if (!index.isValid())
        return;
    choose(index);
    scrollTo(index);
}

void ContainerTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int left = horizontalScrollBar()->value();
    QTreeView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(left);
}

void ContainerTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentRowChanged(!m_removing);
}

void ContainerTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

} // namespace longshore
