// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/containers/containersortfilter.h"

#include "model/containers/containersmodel.h"
#include "model/images/naturalcompare.h"

namespace longshore
{

ContainerSortFilter::ContainerSortFilter(ContainersModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortRole(ContainersModel::SortRole);
    setSourceModel(&model);
    sort(ContainersModel::Created, Qt::DescendingOrder);
}

void ContainerSortFilter::setFilter(const ContainerFilter &filter)
{
    m_filter = filter;
    invalidateFilter();
}

bool ContainerSortFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    return m_filter.isEmpty() || m_filter.matches(m_model.subject(row), m_model.now());
}

bool ContainerSortFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    if (left.column() != ContainersModel::Name) {
        if (QSortFilterProxyModel::lessThan(left, right))
            return true;
        if (QSortFilterProxyModel::lessThan(right, left))
            return false;
    }
    const int names = naturalCompare(ContainersModel::nameOf(m_model.at(left.row())), ContainersModel::nameOf(m_model.at(right.row())));
    // Equal rows stand by name, whichever way the column is sorted.
    const bool turned = left.column() != ContainersModel::Name && sortOrder() == Qt::DescendingOrder;
    return turned ? names > 0 : names < 0;
}

} // namespace longshore
