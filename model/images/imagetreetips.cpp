// SPDX-License-Identifier: GPL-3.0-or-later
// The tool tips of ImageTreeModel, which say where each number comes from.
#include "model/format.h"
#include "model/images/imagetreemodel.h"

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

QString exactBytes(qint64 bytes)
{
    return ImageTreeModel::tr("%1 bytes").arg(format::count(bytes));
}

QString layerCount(int layers)
{
    return layers == 1 ? ImageTreeModel::tr("1 layer") : ImageTreeModel::tr("%n layers", nullptr, layers);
}

} // namespace

QString ImageTreeModel::groupTip(const ImageGroup &group, int column) const
{
    const LayerSum &sum = sumOf(group);
    switch (column) {
    case Tag: {
        const QString name = group.isDangling ? tr("Images that no tag points at any more") : group.prefix + group.name;
        const QString newer = newerTag(group);
        return newer.isEmpty() ? name : tr("%1\nIts registry has %2, which is newer than any tag of it here.").arg(name, newer);
    }
    case Size:
        return sum.onDisk < 0
                   ? tr("Sum of the sizes the engine tells; images that share layers count them each")
                   : tr("%1 on disk: every layer of these images once").arg(exactBytes(sum.onDisk));
    case Unique:
        return sum.freed < 0 ? tr("Not known before the layers of all these images are counted")
                             : tr("%1 go when all of these images are removed; other images have the rest, too")
                                   .arg(exactBytes(sum.freed));
    default:
        return groupText(group, column);
    }
}

QString ImageTreeModel::tagTip(const ImageTag &tag, int column) const
{
    const ImageSummary *image = summary(tag.image);
    switch (column) {
    case Tag: {
        if (!tag.tag.isEmpty())
            return tag.chips.isEmpty() ? tag.fullReference : nameText(tag);
        const QString former = formerName(tag.image);
        const QString told = former.isEmpty() ? tr("No tag points at this image") : tr("No tag points at this image; it was %1").arg(former);
        return tag.fullReference.isEmpty() ? told : told + u'\n' + tag.fullReference;
    }
    case Id:
        return u"sha256:"_s + tag.image.value;
    case Created:
        return image ? format::dateTime(image->created) : QString();
    case Size:
        return sizeTip(tag);
    case Unique:
        return uniqueTip(tag);
    case UsedBy: {
        const Usage used = usage(tag.image);
        const QString containers =
            used.containers == 1 ? tr("1 container") : tr("%n containers", nullptr, used.containers);
        return used.running > 0 ? tr("%1, %2 running").arg(containers, format::count(used.running)) : containers;
    }
    case Component:
        return componentTip(tag);
    case RunsAs:
        return runsAsText(tag.image, true);
    default:
        return tagText(tag, column);
    }
}

QString ImageTreeModel::sizeTip(const ImageTag &tag) const
{
    const ImageSummary *image = summary(tag.image);
    if (!image || image->size < 0)
        return {};
    QStringList lines{tr("%1, as the engine tells it").arg(exactBytes(image->size))};
    const LayerSum own = m_layers.together({tag.image});
    // A containerd store counts the compressed layers, Podman the image's own records, too.
    if (own.onDisk >= 0 && own.onDisk != image->size)
        lines.append(image->size > own.onDisk
                         ? tr("%1 in its layers; the engine counts its compressed layers or records, too").arg(exactBytes(own.onDisk))
                         : tr("%1 in its layers; the engine tells less").arg(exactBytes(own.onDisk)));
    return lines.join(u'\n');
}

QString ImageTreeModel::uniqueTip(const ImageTag &tag) const
{
    const ImageShare counted = m_layers.share(tag.image);
    const ImageShare shown = share(tag.image);
    const auto known = m_images.constFind(tag.image);
    const qint64 engineUnique = known != m_images.constEnd() && known->engineShared >= 0 && known->summary.size >= 0
                                    ? known->summary.size - known->engineShared
                                    : -1;
    if (shown.unique < 0)
        return known != m_images.constEnd() && known->historyRead
                   ? tr("Not known: its history does not tell the size of each layer")
                   : tr("Not counted yet");
    if (counted.unique < 0)
        return tr("%1 that no other image has, as the engine tells it").arg(exactBytes(shown.unique));
    QStringList lines{counted.uniqueLayers == 0
                          ? tr("Other images have all of its layers, too: removing it alone frees nothing")
                          : tr("%1 in %2 that no other image has: what removing it frees")
                                .arg(exactBytes(counted.unique), layerCount(counted.uniqueLayers))};
    if (counted.sharedLayers > 0 && counted.shared >= 0)
        lines.append(tr("%1 in %2 that other images have, too").arg(exactBytes(counted.shared), layerCount(counted.sharedLayers)));
    if (engineUnique >= 0 && engineUnique != counted.unique)
        lines.append(tr("Counted by layers; the engine says %1").arg(exactBytes(engineUnique)));
    return lines.join(u'\n');
}

QString ImageTreeModel::componentTip(const ImageTag &tag) const
{
    if (const QString path = schemaFile(tag.image); !path.isEmpty())
        return tr("A component: its files hold the schema %1").arg(path);
    switch (component(tag.image)) {
    case ComponentFact::None: return tr("No component record in its label longshore.component; its files were not looked at");
    case ComponentFact::Damaged: return tr("Its label longshore.component holds no valid component record");
    case ComponentFact::Record: return tr("A component whose record has no schema for its configuration");
    case ComponentFact::Schema: return tr("A component with a schema: its configuration is a form");
    }
    return {};
}

} // namespace longshore
