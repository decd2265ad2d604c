// SPDX-License-Identifier: GPL-3.0-or-later
// How the rows of ImageTreeModel compare; ImageSortFilter puts them in order by it. Without QVariant: thousands of rows
// are compared before the first list can be seen.
#include "model/images/imagetreemodel.h"

#include <limits>

namespace longshore
{
namespace
{

int orderOf(qint64 left, qint64 right)
{
    return left < right ? -1 : int(left > right);
}

qint64 orderOf(const QDateTime &when)
{
    return when.isValid() ? when.toMSecsSinceEpoch() : std::numeric_limits<qint64>::min();
}

} // namespace

int ImageTreeModel::compare(const ImageTag &left, const ImageTag &right, int column) const
{
    if (column == Tag)
        return nameText(left).compare(nameText(right));
    if (left.image == right.image)
        return 0;
    switch (column) {
    case Id:
        return left.image.value.compare(right.image.value);
    case RunsAs:
        return tagText(left, column).compare(tagText(right, column));
    default:
        return orderOf(numberOf(left, column), numberOf(right, column));
    }
}

int ImageTreeModel::compare(const ImageGroup &left, const ImageGroup &right, int column) const
{
    switch (column) {
    case Created:
    case Size:
    case Unique:
    case UsedBy:
        return orderOf(numberOf(left, column), numberOf(right, column));
    default:
        if (left.order != right.order)
            return orderOf(left.order, right.order);
        return compareTitles(left, right);
    }
}

qint64 ImageTreeModel::numberOf(const ImageTag &tag, int column) const
{
    const ImageSummary *image = summary(tag.image);
    switch (column) {
    case Created:
        return orderOf(image ? image->created : QDateTime());
    case Size:
        return image ? image->size : -1;
    case Unique:
        return share(tag.image).unique;
    case UsedBy:
        return usage(tag.image).containers;
    default:
        return qint64(component(tag.image));
    }
}

qint64 ImageTreeModel::numberOf(const ImageGroup &group, int column) const
{
    switch (column) {
    case Created:
        return orderOf(group.newest);
    case Size:
        return sumOf(group).onDisk < 0 ? group.size : sumOf(group).onDisk;
    case Unique:
        return sumOf(group).freed;
    default:
        return usageOf(group).containers;
    }
}

} // namespace longshore
