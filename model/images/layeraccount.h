// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/ids.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QStringList>
#include <utility>

namespace longshore
{

/// What one image takes on disk. Bytes; -1 = some of its layers have no known size yet.
struct ImageShare {
    qint64 unique = -1; ///< in layers that no other image has: what goes when this image alone is removed
    qint64 shared = -1; ///< in layers that other images have, too
    int uniqueLayers = 0;
    int sharedLayers = 0;

    bool operator==(const ImageShare &) const = default;
};

/// What several images take together, each layer counted once. Bytes; -1 = not known.
struct LayerSum {
    qint64 onDisk = -1; ///< all layers they have
    qint64 freed = -1;  ///< of these, the ones that no further image has

    bool operator==(const LayerSum &) const = default;
};

/// What all images take. Bytes; layers of unknown size are left out and counted in `unknown`.
struct DiskTotals {
    qint64 onDisk = 0;      ///< every layer once
    qint64 reclaimable = 0; ///< layers that only unused images have: what goes when all of these are removed
    int unknown = 0;        ///< layers whose size is not known

    bool operator==(const DiskTotals &) const = default;
};

/// Counts bytes by layer, since engines report sizes differently or not at all. A layer is known by its diff id and all
/// that lies below it, as engines store it: the same diff on two bases is stored twice. Kept up by each change; an
/// answer costs the layers of the images asked about. No thread of its own.
class LayerAccount
{
public:
    /// The layers of an image, base first (diff ids). The images whose share is another now, itself among them.
    QSet<ImageId> setImage(const ImageId &image, const QStringList &layers);
    QSet<ImageId> remove(const ImageId &image);
    /// Bytes of the layers of an image, base first, as many as it has; else nothing happens. What is known stays.
    QSet<ImageId> setSizes(const ImageId &image, const QList<qint64> &sizes);
    /// The images that some container uses, running or not.
    void setUsed(const QSet<ImageId> &images);

    bool contains(const ImageId &image) const { return m_images.contains(image); }
    /// All its layers have a size.
    bool knowsSizes(const ImageId &image) const;
    ImageShare share(const ImageId &image) const;
    LayerSum together(const QSet<ImageId> &images) const;
    const DiskTotals &totals() const { return m_totals; }

private:
    /// Layers form a tree: each knows the one below it.
    struct Layer {
        int below = -1;
        QString diffId;
        qint64 size = -1;
        int images = 0; ///< that have it
        int used = 0;   ///< of these, the used ones
        /// Sum of the numbers of the images that have it; of a single one this is its number.
        quint64 owners = 0;
    };
    struct Image {
        QList<int> layers; ///< places in m_layers, base first
        quint64 number = 0;
        bool used = false;
    };

    int layerOn(int below, const QString &diffId);
    void release(int place);
    void count(const Layer &layer, int sign);
    QSet<ImageId> ownersOf(const QList<int> &layers) const;

    QList<Layer> m_layers;
    QList<int> m_free; ///< places in m_layers that no image has any more
    QHash<std::pair<int, QString>, int> m_places;
    QHash<ImageId, Image> m_images;
    QHash<quint64, ImageId> m_numbers;
    QSet<ImageId> m_used;
    quint64 m_lastNumber = 0;
    DiskTotals m_totals;
};

} // namespace longshore
