// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerfilter.h"

#include <QSortFilterProxyModel>

namespace longshore
{

class ContainersModel;

/// Orders and filters a ContainersModel. Newest first until another column is chosen; equal rows are ordered by name,
/// digits as numbers.
class ContainerSortFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ContainerSortFilter(ContainersModel &model, QObject *parent = nullptr);

    void setFilter(const ContainerFilter &filter);
    const ContainerFilter &filter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    ContainersModel &m_model;
    ContainerFilter m_filter;
};

} // namespace longshore
