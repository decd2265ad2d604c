// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagetreemodel.h"

#include "model/listdiff.h"

#include <algorithm>
#include <utility>

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
    m_list = images;
    Totals totals;
    QSet<ImageId> present;
    for (const ImageSummary &image : images) {
        if (present.contains(image.id))
            continue;
        present.insert(image.id);
        totals.size += qMax<qint64>(0, image.size);
        totals.tags += int(image.repoTags.size());
    }
    totals.images = int(present.size());
    m_totals = totals;
    if (!changed.isEmpty() || present.size() != m_images.size())
        m_engineTotal = -1; // was of other images
    m_onDisk.reset();
    regroup(changed);
    QSet<ImageId> resized;
    m_images.removeIf([&](const auto &entry) {
        const bool gone = !present.contains(entry.key());
        if (gone && m_layers.contains(entry.key()))
            resized += m_layers.remove(entry.key());
        return gone;
    });
    m_onDisk.reset();
    if (!resized.isEmpty())
        sizesChanged(resized);
}

/// Makes the rows of the list as it came last; rows of `changed` images are announced.
void ImageTreeModel::regroup(const QSet<ImageId> &changed)
{
    ImageGroupFacts facts;
    facts.now = m_now;
    facts.schemaFiles = m_schemaFiles;
    if (m_arrangement.grouping == ImageGrouping::Usage) {
        for (auto usage = m_usage.cbegin(); usage != m_usage.cend(); ++usage)
            facts.running.insert(usage.key(), usage->running);
    }
    const QList<ImageGroup> groups = groupImages(m_list, m_arrangement, facts);
    m_totals.rows = 0;
    for (const ImageGroup &group : groups)
        m_totals.rows += int(group.tags.size());
    m_groupSums.clear();
    m_nodesOf.clear();
    applyGroups(groups, changed);
}

void ImageTreeModel::setArrangement(const ImageArrangement &arrangement)
{
    if (arrangement == m_arrangement)
        return;
    m_arrangement = arrangement;
    regroup({});
    Q_EMIT headerDataChanged(Qt::Horizontal, Tag, Tag);
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
        known.component.reset();
        known.record.reset();
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
    QList<int> moved;
    for (const RowRange &range : diff.changed) {
        for (int row = range.first; row <= range.last; ++row) {
            const ImageId before = std::exchange(tags[row], fresh.tags[diff.kept[row]]).image;
            if (before != tags[row].image)
                moved.append(row);
        }
        Q_EMIT dataChanged(index(range.first, 0, parent), index(range.last, ColumnCount - 1, parent));
    }
    for (const int row : std::as_const(moved))
        Q_EMIT tagMoved(index(row, 0, parent));
    if (!diff.inserted.isEmpty()) {
        beginInsertRows(parent, int(tags.size()), int(tags.size() + diff.inserted.size()) - 1);
        for (const int place : diff.inserted)
            tags.append(fresh.tags[place]);
        endInsertRows();
    }
    const QList<ImageTag> kept = std::exchange(tags, {});
    node.group = fresh;
    tags = kept;
}

void ImageTreeModel::renumber(size_t from)
{
    for (size_t row = from; row < m_nodes.size(); ++row)
        m_nodes[row]->row = int(row);
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

QModelIndex ImageTreeModel::find(const QString &text) const
{
    for (const auto &node : m_nodes) {
        for (int row = 0; row < node->group.tags.size(); ++row) {
            const ImageTag &tag = node->group.tags[row];
            const auto isIt = [&text](const ImageChip &chip) { return chip.reference == text; };
            if (tag.key == text || tag.reference == text || tag.fullReference == text || tag.image.value == text
                || std::any_of(tag.chips.begin(), tag.chips.end(), isIt))
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
