// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/imagefilter.h"

#include <QSortFilterProxyModel>

namespace longshore
{

class ImageTreeModel;

/// Orders and filters an ImageTreeModel. Newest first until another column is chosen; rows that are equal there stand by
/// a second column when one is chosen, and by tag, digits as numbers; the group of untagged images is always last. A
/// group shows while one of its rows does.
class ImageSortFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ImageSortFilter(ImageTreeModel &model, QObject *parent = nullptr);

    void setFilter(const ImageFilter &filter);
    const ImageFilter &filter() const { return m_filter; }
    /// Rows of tags and images that the filter lets through.
    int matchCount() const;

    /// The column that orders what is equal in the first one; -1 = none.
    void setSecondSort(int column, Qt::SortOrder order);
    int secondSortColumn() const { return m_second; }
    Qt::SortOrder secondSortOrder() const { return m_secondOrder; }

    /// As the model's, with a sign at the second sort column.
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    bool accepts(const struct ImageTag &tag) const;
    bool groupIsLess(const struct ImageGroup &left, const ImageGroup &right, int column) const;
    template<class Row>
    int compareSecond(const Row &left, const Row &right, int first) const;

    ImageTreeModel &m_model;
    ImageFilter m_filter;
    int m_second = -1;
    Qt::SortOrder m_secondOrder = Qt::AscendingOrder;
};

} // namespace longshore
