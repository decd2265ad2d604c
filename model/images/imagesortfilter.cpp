// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagesortfilter.h"

#include "model/images/imagetreemodel.h"
#include "model/images/naturalcompare.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageSortFilter::ImageSortFilter(ImageTreeModel &model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
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
    if (m_model.arrangement().grouping == ImageGrouping::None)
        return true; // its rows stand without it
    const QList<ImageTag> &tags = m_model.group(index)->tags;
    return std::any_of(tags.begin(), tags.end(), [this](const ImageTag &tag) { return accepts(tag); });
}

void ImageSortFilter::setSecondSort(int column, Qt::SortOrder order)
{
    const int before = m_second;
    m_second = column == sortColumn() ? -1 : column;
    m_secondOrder = order;
    invalidate();
    for (const int section : {before, m_second}) {
        if (section >= 0)
            Q_EMIT headerDataChanged(Qt::Horizontal, section, section);
    }
}

QVariant ImageSortFilter::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QVariant data = QSortFilterProxyModel::headerData(section, orientation, role);
    const bool second = orientation == Qt::Horizontal && section == m_second && section != sortColumn();
    if (!second)
        return data;
    if (role == Qt::DisplayRole)
        return QString(data.toString() + (m_secondOrder == Qt::AscendingOrder ? u" 2\u2191"_s : u" 2\u2193"_s));
    return role == Qt::ToolTipRole ? tr("Orders rows that are equal in the column sorted by") : data;
}

/// By the second column, as it is to be seen whichever way the first one is sorted.
template<class Row>
int ImageSortFilter::compareSecond(const Row &left, const Row &right, int first) const
{
    if (m_second < 0 || m_second == first)
        return 0;
    const int order = m_model.compare(left, right, m_second);
    return m_secondOrder == sortOrder() ? order : -order;
}

bool ImageSortFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int column = left.column();
    const ImageTag *leftTag = m_model.tag(left);
    const ImageTag *rightTag = m_model.tag(right);
    if (!leftTag || !rightTag)
        return groupIsLess(*m_model.group(left), *m_model.group(right), column);
    const bool byRepository = m_model.arrangement().grouping == ImageGrouping::Repository;
    const auto byName = [&] {
        return byRepository ? naturalCompare(leftTag->tag, rightTag->tag) : naturalCompare(leftTag->reference, rightTag->reference);
    };
    if (const int order = column == ImageTreeModel::Tag ? byName() : m_model.compare(*leftTag, *rightTag, column))
        return order < 0;
    if (const int order = compareSecond(*leftTag, *rightTag, column))
        return order < 0;
    return byName() < 0;
}

bool ImageSortFilter::groupIsLess(const ImageGroup &left, const ImageGroup &right, int column) const
{
    if (left.isDangling != right.isDangling) // last in both directions
        return left.isDangling == (sortOrder() == Qt::DescendingOrder);
    if (const int order = m_model.compare(left, right, column))
        return order < 0;
    if (const int order = compareSecond(left, right, column))
        return order < 0;
    // Equal groups stand by name, whichever way the column is sorted.
    const int names = m_model.compare(left, right, ImageTreeModel::Tag);
    return sortOrder() == Qt::DescendingOrder ? names > 0 : names < 0;
}

} // namespace longshore
