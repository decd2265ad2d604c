// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/freedspace.h"

#include "model/format.h"

#include <QCoreApplication>
#include <QSet>
#include <algorithm>

namespace longshore
{

namespace
{

qsizetype sharedLayers(const QStringList &left, const QStringList &right)
{
    const auto [end, other] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    return end - left.begin();
}

} // namespace

QString FreedSpace::words() const
{
    return isExact ? format::bytes(bytes) : QCoreApplication::translate("longshore::FreedSpace", "at most %1").arg(format::bytes(bytes));
}

FreedSpace freedSpace(const QList<ImageSummary> &images, const QHash<ImageId, ImageDetails> &details, const QList<ImageId> &gone)
{
    FreedSpace freed;
    QSet<ImageId> removed; // one after the other: what two of them share counts with the last one
    for (const ImageId &id : gone) {
        const auto image = std::find_if(images.begin(), images.end(), [&id](const ImageSummary &summary) { return summary.id == id; });
        if (image == images.end() || removed.contains(id))
            continue;
        removed.insert(id);
        const QStringList layers = details.value(id).layers;
        qsizetype shared = 0;
        qint64 sharedSize = 0; // -1 = not known
        for (const ImageSummary &other : images) {
            if (removed.contains(other.id))
                continue;
            const QStringList others = details.value(other.id).layers;
            const qsizetype same = sharedLayers(layers, others);
            if (same < shared || same == 0 || (same == shared && sharedSize >= 0))
                continue;
            shared = same;
            sharedSize = same == others.size() ? other.size : same == layers.size() ? image->size : -1;
        }
        freed.bytes += std::max<qint64>(0, image->size - std::max<qint64>(0, sharedSize));
        freed.isExact = freed.isExact && sharedSize >= 0 && image->size >= 0 && details.contains(id);
    }
    return freed;
}

} // namespace longshore
