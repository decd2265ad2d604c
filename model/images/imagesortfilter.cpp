// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagesortfilter.h"

#include "model/images/imagetreemodel.h"

#include <algorithm>

namespace longshore
{

ImageSortFilter::ImageSortFilter(ImageTreeModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSortRole(ImageTreeModel::SortRole);
    setSourceModel(&model);
    sort(ImageTreeModel::Created, Qt::DescendingOrder);
}

void ImageSortFilter::setFilter(const ImageFilter &filter)
{
    m_filter = filter;
    invalidateFilter();
}

int ImageSortFilter::matchCount() const
{
    if (m_filter.isEmpty())
        return m_model.totals().rows;
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += rowCount(index(row, 0));
    return count;
}

bool ImageSortFilter::accepts(const ImageTag &tag) const
{
    const ImageFilterSubject subject = m_model.subject(tag);
    return m_filter.isEmpty() || (subject.image && m_filter.matches(subject, m_model.now()));
}

bool ImageSortFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_filter.isEmpty())
        return true;
    const QModelIndex index = m_model.index(row, 0, parent);
    if (const ImageTag *tag = m_model.tag(index))
        return accepts(*tag);
    const QList<ImageTag> &tags = m_model.group(index)->tags;
    return std::any_of(tags.begin(), tags.end(), [this](const ImageTag &tag) { return accepts(tag); });
}

bool ImageSortFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const ImageTag *leftTag = m_model.tag(left);
    const ImageTag *rightTag = m_model.tag(right);
    if (!leftTag || !rightTag) {
        const bool leftLast = m_model.kind(left) == ImageTreeModel::Untagged;
        const bool rightLast = m_model.kind(right) == ImageTreeModel::Untagged;
        if (leftLast != rightLast) // last in both directions
            return leftLast == (sortOrder() == Qt::DescendingOrder);
        if (QSortFilterProxyModel::lessThan(left, right))
            return true;
        if (left.column() == ImageTreeModel::Tag || QSortFilterProxyModel::lessThan(right, left))
            return false;
        // Equal repositories stand by name, whichever way the column is sorted.
        const QModelIndex leftName = left.siblingAtColumn(ImageTreeModel::Tag);
        const QModelIndex rightName = right.siblingAtColumn(ImageTreeModel::Tag);
        return sortOrder() == Qt::DescendingOrder ? QSortFilterProxyModel::lessThan(rightName, leftName)
                                                  : QSortFilterProxyModel::lessThan(leftName, rightName);
    }
    if (left.column() != ImageTreeModel::Tag) {
        if (QSortFilterProxyModel::lessThan(left, right))
            return true;
        if (QSortFilterProxyModel::lessThan(right, left))
            return false;
    }
    return naturalCompare(leftTag->tag, rightTag->tag) < 0;
}

} // namespace longshore
