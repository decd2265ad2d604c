// SPDX-License-Identifier: GPL-3.0-or-later
// What ImageTreeModel knows of its images; its rows are in imagetreemodel.cpp, what they say in imagetreetexts.cpp.
#include "model/format.h"
#include "model/images/imagetreemodel.h"
#include "model/images/layersizes.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// An image that is told to have more than this does not consist of empty layers: its history tells no sizes at all.
constexpr qint64 emptyImage = 64 * 1024;

} // namespace

void ImageTreeModel::setDetails(const ImageId &image, const ImageDetails &details)
{
    const auto known = m_images.find(image);
    if (known == m_images.end() || known->details == details)
        return;
    known->details = details;
    QSet<ImageId> resized = m_layers.setImage(image, details.layers);
    resized.remove(image);
    announce({image}, Tag, RunsAs);
    sizesChanged(resized);
}

void ImageTreeModel::setContainers(const QList<ContainerSummary> &containers)
{
    QHash<ImageId, Usage> fresh;
    m_usedBy.clear();
    for (const ContainerSummary &container : containers) {
        m_usedBy[container.imageId].append(container.names.value(0, container.id.shortText()));
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
    const QList<ImageId> used = fresh.keys();
    m_layers.setUsed({used.begin(), used.end()});
    if (m_arrangement.grouping == ImageGrouping::Usage)
        regroup({});
    announce(changed, UsedBy, UsedBy);
    if (changed.isEmpty())
        return;
    m_onDisk.reset();
    Q_EMIT onDiskChanged();
}

ImageTreeModel::Usage ImageTreeModel::allUsage() const
{
    Usage all;
    for (const Usage &one : m_usage) {
        all.containers += one.containers;
        all.running += one.running;
    }
    return all;
}

void ImageTreeModel::setNow(const QDateTime &now)
{
    const QDateTime before = std::exchange(m_now, now);
    if (m_arrangement.grouping == ImageGrouping::Age)
        regroup({});
    QSet<ImageId> older;
    for (auto known = m_images.cbegin(); known != m_images.cend(); ++known) {
        const QDateTime &created = known->summary.created;
        if (format::age(created, before) != format::age(created, now))
            older.insert(known.key());
    }
    announce(older, Created, Created);
}

/// Tells views that cells of these images, and of the groups that hold them, say something else.
void ImageTreeModel::announce(const QSet<ImageId> &images, Column first, Column last)
{
    if (images.isEmpty())
        return;
    if (m_nodesOf.isEmpty()) {
        for (const auto &node : m_nodes) {
            for (const ImageTag &tag : std::as_const(node->group.tags)) {
                QList<Node *> &nodes = m_nodesOf[tag.image];
                if (nodes.isEmpty() || nodes.back() != node.get())
                    nodes.append(node.get());
            }
        }
    }
    QSet<Node *> touched;
    for (const ImageId &image : images) {
        for (Node *node : m_nodesOf.value(image))
            touched.insert(node);
    }
    for (const Node *node : touched) {
        const QModelIndex parent = index(node->row, 0);
        for (int row = 0; row < node->group.tags.size(); ++row) {
            if (images.contains(node->group.tags[row].image))
                Q_EMIT dataChanged(index(row, first, parent), index(row, last, parent));
        }
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

void ImageTreeModel::setHistory(const ImageId &image, const QList<ImageHistoryEntry> &history)
{
    const auto known = m_images.find(image);
    if (known == m_images.end() || !known->details)
        return;
    known->historyRead = true;
    const QList<qint64> sizes = layerSizes(known->details->layers, history);
    const bool empty = std::all_of(sizes.begin(), sizes.end(), [](qint64 size) { return size == 0; });
    if (!sizes.isEmpty() && !(empty && known->summary.size > emptyImage))
        sizesChanged(m_layers.setSizes(image, sizes));
}

void ImageTreeModel::setDiskUsage(const DiskUsage &usage)
{
    QSet<ImageId> changed;
    m_engineTotal = usage.layersSize;
    for (const ImageSummary &image : usage.images) {
        const auto known = m_images.find(image.id);
        if (known == m_images.end() || known->engineShared == image.sharedSize)
            continue;
        known->engineShared = image.sharedSize;
        changed.insert(image.id);
    }
    sizesChanged(changed);
}

/// The share of these images is another now.
void ImageTreeModel::sizesChanged(const QSet<ImageId> &images)
{
    m_groupSums.clear();
    m_onDisk.reset();
    announce(images, Size, Unique);
    Q_EMIT onDiskChanged();
}

void ImageTreeModel::setFormerNames(const QHash<ImageId, QString> &names)
{
    QSet<ImageId> changed;
    for (auto name = names.cbegin(); name != names.cend(); ++name) {
        if (m_formerNames.value(name.key()) != *name)
            changed.insert(name.key());
    }
    for (auto name = m_formerNames.cbegin(); name != m_formerNames.cend(); ++name) {
        if (!names.contains(name.key()))
            changed.insert(name.key());
    }
    m_formerNames = names;
    announce(changed, Tag, Tag);
}

void ImageTreeModel::setLeaving(const LeavingImages &leaving)
{
    QSet<ImageId> changed = m_leaving.images + leaving.images;
    for (const LeavingImages *each : {&std::as_const(m_leaving), &leaving})
        changed += QSet<ImageId>(each->names.cbegin(), each->names.cend());
    m_leaving = leaving;
    announce(changed, Tag, RunsAs);
}

bool ImageTreeModel::isLeaving(const ImageTag &tag) const
{
    return m_leaving.images.contains(tag.image) || (tag.chips.isEmpty() && m_leaving.names.contains(tag.fullReference));
}

void ImageTreeModel::setNewerTags(const QHash<QString, QString> &tags)
{
    if (tags == m_newerTags)
        return;
    m_newerTags = tags;
    if (!m_nodes.empty())
        Q_EMIT dataChanged(index(0, Tag), index(int(m_nodes.size()) - 1, Tag));
}

QString ImageTreeModel::newerTag(const ImageGroup &group) const
{
    if (m_newerTags.isEmpty() || !group.key.startsWith(u'/')) // only repositories have keys like that
        return {};
    const auto full = m_newerTags.constFind(group.key.mid(1));
    return full != m_newerTags.constEnd() ? *full : m_newerTags.value(group.prefix + group.name);
}

bool ImageTreeModel::wantsHistory(const ImageId &image) const
{
    const auto known = m_images.constFind(image);
    return known != m_images.constEnd() && known->details && !known->historyRead && !m_layers.knowsSizes(image);
}

/// By layers; where these cannot be counted, as the engine says.
ImageShare ImageTreeModel::share(const ImageId &image) const
{
    ImageShare share = m_layers.share(image);
    const auto known = m_images.constFind(image);
    const bool told = known != m_images.constEnd() && known->engineShared >= 0 && known->summary.size >= known->engineShared;
    if (share.unique < 0 && told) {
        share.unique = known->summary.size - known->engineShared;
        share.shared = known->engineShared;
    }
    return share;
}

ImageTreeModel::OnDisk ImageTreeModel::onDisk() const
{
    if (m_onDisk)
        return *m_onDisk;
    OnDisk onDisk;
    for (auto known = m_images.cbegin(); known != m_images.cend(); ++known)
        onDisk.unknown += m_layers.knowsSizes(known.key()) ? 0 : 1;
    const DiskTotals &counted = m_layers.totals();
    if (m_images.isEmpty() || onDisk.unknown < m_images.size()) {
        onDisk.total = counted.onDisk;
        onDisk.reclaimable = counted.reclaimable;
    }
    // What it says counts when it can be true: not less than the layers of its images.
    onDisk.byEngine = m_engineTotal > 0 && m_engineTotal >= counted.onDisk;
    if (onDisk.byEngine)
        onDisk.total = m_engineTotal;
    m_onDisk = onDisk;
    return onDisk;
}

const LayerSum &ImageTreeModel::sumOf(const ImageGroup &group) const
{
    const auto known = m_groupSums.constFind(group.key);
    if (known != m_groupSums.constEnd())
        return *known;
    QSet<ImageId> images;
    for (const ImageTag &tag : group.tags)
        images.insert(tag.image);
    return *m_groupSums.insert(group.key, m_layers.together(images));
}

ImageFilterSubject ImageTreeModel::subject(const ImageTag &tag) const
{
    ImageFilterSubject subject{&tag, summary(tag.image), details(tag.image), &m_layers};
    if (const auto used = m_usedBy.constFind(tag.image); used != m_usedBy.constEnd())
        subject.usedBy = &*used;
    if (tag.tag.isEmpty())
        subject.formerName = formerName(tag.image);
    subject.hasSchemaFile = m_schemaFiles.contains(tag.image);
    if (!m_newerTags.isEmpty() && !tag.tag.isEmpty()) {
        const qsizetype end = tag.tag.size() + 1;
        subject.isOutdated = m_newerTags.contains(tag.fullReference.chopped(end)) || m_newerTags.contains(tag.reference.chopped(end));
    }
    return subject;
}

ImageFilterValues ImageTreeModel::filterValues() const
{
    QStringList architectures;
    for (const Known &known : m_images) {
        if (known.details && !architectures.contains(known.details->architecture))
            architectures.append(known.details->architecture);
    }
    QStringList containers;
    for (const QStringList &names : m_usedBy)
        containers += names;
    architectures.removeAll(QString());
    return ImageFilterValues::from(m_list, architectures, containers);
}

} // namespace longshore
