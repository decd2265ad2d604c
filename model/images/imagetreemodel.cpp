// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagetreemodel.h"

#include "model/listdiff.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace longshore
{

ImageTreeModel::ImageTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_now(QDateTime::currentDateTimeUtc())
{
}

void ImageTreeModel::applySnapshot(const QList<ImageSummary> &images)
{
    // Old images stay known until their rows are gone: views ask for data between the row operations.
    const QSet<ImageId> changed = take(images);
    const QList<ImageGroup> groups = groupImages(images);
    Totals totals;
    QSet<ImageId> present;
    for (const ImageSummary &image : images) {
        if (present.contains(image.id))
            continue;
        present.insert(image.id);
        totals.size += qMax<qint64>(0, image.size);
    }
    for (const ImageGroup &group : groups) {
        totals.tags += group.tagCount;
        totals.rows += int(group.tags.size());
    }
    totals.images = int(present.size());
    m_totals = totals;
    applyGroups(groups, changed);
    m_images.removeIf([&](const auto &entry) { return !present.contains(entry.key()); });
}

/// Learns the summaries; the ids whose summary is not what it was.
QSet<ImageId> ImageTreeModel::take(const QList<ImageSummary> &images)
{
    QSet<ImageId> changed;
    m_images.reserve(m_images.size() + images.size());
    for (const ImageSummary &image : images) {
        Known &known = m_images[image.id];
        if (known.summary == image)
            continue;
        known.summary = image;
        changed.insert(image.id);
    }
    return changed;
}

void ImageTreeModel::applyGroups(const QList<ImageGroup> &fresh, const QSet<ImageId> &changed)
{
    const auto key = [](const auto &item) {
        if constexpr (std::is_same_v<std::decay_t<decltype(item)>, ImageGroup>)
            return item.key;
        else
            return item->group.key;
    };
    const auto same = [&](const std::unique_ptr<Node> &node, const ImageGroup &group) {
        return node->group == group && std::none_of(group.tags.begin(), group.tags.end(),
                                                    [&](const ImageTag &tag) { return changed.contains(tag.image); });
    };
    const ListDiff diff = diffLists(m_nodes, fresh, key, same);

    for (const RowRange &range : diff.removed) {
        beginRemoveRows({}, range.first, range.last);
        m_nodes.erase(m_nodes.begin() + range.first, m_nodes.begin() + range.last + 1);
        renumber(size_t(range.first));
        endRemoveRows();
    }
    for (int row = 0; row < diff.kept.size(); ++row)
        applyTags(*m_nodes[size_t(row)], fresh[diff.kept[row]], changed);
    for (const RowRange &range : diff.changed)
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, ColumnCount - 1));
    if (diff.inserted.isEmpty())
        return;
    beginInsertRows({}, int(m_nodes.size()), int(m_nodes.size() + size_t(diff.inserted.size())) - 1);
    for (const int place : diff.inserted)
        m_nodes.push_back(std::make_unique<Node>(Node{fresh[place], int(m_nodes.size())}));
    endInsertRows();
}

void ImageTreeModel::applyTags(Node &node, const ImageGroup &fresh, const QSet<ImageId> &changed)
{
    QList<ImageTag> &tags = node.group.tags;
    const ListDiff diff = diffLists(
        tags, fresh.tags, [](const ImageTag &tag) { return tag.key; },
        [&](const ImageTag &old, const ImageTag &tag) { return old == tag && !changed.contains(tag.image); });
    const QModelIndex parent = index(node.row, 0);

    for (const RowRange &range : diff.removed) {
        beginRemoveRows(parent, range.first, range.last);
        tags.remove(range.first, range.last - range.first + 1);
        endRemoveRows();
    }
    for (const RowRange &range : diff.changed) {
        for (int row = range.first; row <= range.last; ++row)
            tags[row] = fresh.tags[diff.kept[row]];
        Q_EMIT dataChanged(index(range.first, 0, parent), index(range.last, ColumnCount - 1, parent));
    }
    if (!diff.inserted.isEmpty()) {
        beginInsertRows(parent, int(tags.size()), int(tags.size() + diff.inserted.size()) - 1);
        for (const int place : diff.inserted)
            tags.append(fresh.tags[place]);
        endInsertRows();
    }
    node.group.size = fresh.size;
    node.group.newest = fresh.newest;
    node.group.tagCount = fresh.tagCount;
}

void ImageTreeModel::renumber(size_t from)
{
    for (size_t row = from; row < m_nodes.size(); ++row)
        m_nodes[row]->row = int(row);
}

void ImageTreeModel::setDetails(const ImageId &image, const ImageDetails &details)
{
    const auto known = m_images.find(image);
    if (known == m_images.end() || known->details == details)
        return;
    known->details = details;
    announce({image}, Tag, RunsAs);
}

void ImageTreeModel::setContainers(const QList<ContainerSummary> &containers)
{
    QHash<ImageId, Usage> fresh;
    for (const ContainerSummary &container : containers) {
        Usage &usage = fresh[container.imageId];
        ++usage.containers;
        usage.running += container.state == u"running" ? 1 : 0;
    }
    QSet<ImageId> changed;
    for (auto usage = fresh.cbegin(); usage != fresh.cend(); ++usage) {
        if (m_usage.value(usage.key()) != usage.value())
            changed.insert(usage.key());
    }
    for (auto usage = m_usage.cbegin(); usage != m_usage.cend(); ++usage) {
        if (!fresh.contains(usage.key()))
            changed.insert(usage.key());
    }
    m_usage = fresh;
    announce(changed, UsedBy, UsedBy);
}

void ImageTreeModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (const auto &node : m_nodes) {
        const QModelIndex parent = index(node->row, 0);
        Q_EMIT dataChanged(index(0, Created, parent), index(int(node->group.tags.size()) - 1, Created, parent),
                           {Qt::DisplayRole});
    }
}

void ImageTreeModel::announce(const QSet<ImageId> &images, Column first, Column last)
{
    if (images.isEmpty())
        return;
    for (const auto &node : m_nodes) {
        const QModelIndex parent = index(node->row, 0);
        bool any = false;
        for (int row = 0; row < node->group.tags.size(); ++row) {
            if (!images.contains(node->group.tags[row].image))
                continue;
            any = true;
            Q_EMIT dataChanged(index(row, first, parent), index(row, last, parent));
        }
        if (any)
            Q_EMIT dataChanged(index(node->row, first), index(node->row, last));
    }
}

const ImageSummary *ImageTreeModel::summary(const ImageId &image) const
{
    const auto known = m_images.constFind(image);
    return known == m_images.constEnd() ? nullptr : &known->summary;
}

const ImageDetails *ImageTreeModel::details(const ImageId &image) const
{
    const auto known = m_images.constFind(image);
    return known == m_images.constEnd() || !known->details ? nullptr : &*known->details;
}

QList<ImageId> ImageTreeModel::imagesWithoutDetails() const
{
    QList<ImageId> missing;
    for (auto known = m_images.cbegin(); known != m_images.cend(); ++known) {
        if (!known->details)
            missing.append(known.key());
    }
    return missing;
}

ImageTreeModel::Kind ImageTreeModel::kind(const QModelIndex &index) const
{
    if (tag(index))
        return Image;
    const ImageGroup *found = group(index);
    return found && found->isDangling ? Untagged : Repository;
}

const ImageTag *ImageTreeModel::tag(const QModelIndex &index) const
{
    const Node *node = index.isValid() ? nodeOf(index) : nullptr;
    return node && index.row() < node->group.tags.size() ? &node->group.tags[index.row()] : nullptr;
}

const ImageGroup *ImageTreeModel::group(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    if (const Node *node = nodeOf(index))
        return &node->group;
    return size_t(index.row()) < m_nodes.size() ? &m_nodes[size_t(index.row())]->group : nullptr;
}

ImageFilterSubject ImageTreeModel::subject(const ImageTag &tag) const
{
    return {tag.reference, tag.fullReference, summary(tag.image), details(tag.image), usage(tag.image).containers};
}

QModelIndex ImageTreeModel::find(const QString &text) const
{
    for (const auto &node : m_nodes) {
        for (int row = 0; row < node->group.tags.size(); ++row) {
            const ImageTag &tag = node->group.tags[row];
            if (tag.key == text || tag.reference == text || tag.image.value == text)
                return index(row, 0, index(node->row, 0));
        }
    }
    return {};
}

QModelIndex ImageTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_nodes[size_t(parent.row())].get() : nullptr);
}

QModelIndex ImageTreeModel::parent(const QModelIndex &child) const
{
    const Node *node = child.isValid() ? nodeOf(child) : nullptr;
    return node ? createIndex(node->row, 0, nullptr) : QModelIndex();
}

int ImageTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_nodes.size());
    const bool isGroup = parent.column() == 0 && !nodeOf(parent) && size_t(parent.row()) < m_nodes.size();
    return isGroup ? int(m_nodes[size_t(parent.row())]->group.tags.size()) : 0;
}

int ImageTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

} // namespace longshore
