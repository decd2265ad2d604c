// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/layeraccount.h"

#include <algorithm>

namespace longshore
{

/// The layer `diffId` upon the layer at `below`, made when no image has it yet.
int LayerAccount::layerOn(int below, const QString &diffId)
{
    const auto known = m_places.constFind({below, diffId});
    if (known != m_places.constEnd())
        return *known;
    int place = int(m_layers.size());
    if (m_free.isEmpty())
        m_layers.emplaceBack();
    else
        place = m_free.takeLast();
    m_layers[place] = Layer{below, diffId};
    m_places.insert({below, diffId}, place);
    return place;
}

void LayerAccount::release(int place)
{
    m_places.remove({m_layers[place].below, m_layers[place].diffId});
    m_layers[place] = {};
    m_free.append(place);
}

/// Adds a layer to the totals, or takes it out before it changes.
void LayerAccount::count(const Layer &layer, int sign)
{
    if (layer.images == 0)
        return;
    if (layer.size < 0) {
        m_totals.unknown += sign;
        return;
    }
    m_totals.onDisk += sign * layer.size;
    m_totals.reclaimable += layer.used == 0 ? sign * layer.size : 0;
}

/// The images that are alone in having one of these layers.
QSet<ImageId> LayerAccount::ownersOf(const QList<int> &layers) const
{
    QSet<ImageId> owners;
    for (const int place : layers) {
        if (m_layers[place].images == 1)
            owners.insert(m_numbers.value(m_layers[place].owners));
    }
    return owners;
}

QSet<ImageId> LayerAccount::setImage(const ImageId &image, const QStringList &layers)
{
    QSet<ImageId> changed = remove(image);
    Image added;
    added.number = ++m_lastNumber;
    added.used = m_used.contains(image);
    int place = -1;
    for (const QString &diffId : layers) {
        place = layerOn(place, diffId);
        added.layers.append(place);
    }
    changed += ownersOf(added.layers); // they have to share it from now on
    for (const int one : std::as_const(added.layers)) {
        Layer &layer = m_layers[one];
        count(layer, -1);
        ++layer.images;
        layer.used += added.used ? 1 : 0;
        layer.owners += added.number;
        count(layer, 1);
    }
    m_numbers.insert(added.number, image);
    m_images.insert(image, added);
    return changed << image;
}

QSet<ImageId> LayerAccount::remove(const ImageId &image)
{
    const auto found = m_images.constFind(image);
    if (found == m_images.constEnd())
        return {};
    const Image gone = *found;
    m_images.erase(found);
    m_numbers.remove(gone.number);
    QList<int> left;
    for (const int place : gone.layers) {
        Layer &layer = m_layers[place];
        count(layer, -1);
        --layer.images;
        layer.used -= gone.used ? 1 : 0;
        layer.owners -= gone.number;
        count(layer, 1);
        if (layer.images > 0)
            left.append(place);
        else
            release(place);
    }
    return ownersOf(left) << image;
}

QSet<ImageId> LayerAccount::setSizes(const ImageId &image, const QList<qint64> &sizes)
{
    const auto found = m_images.constFind(image);
    if (found == m_images.constEnd() || found->layers.size() != sizes.size())
        return {};
    for (int i = 0; i < sizes.size(); ++i) {
        Layer &layer = m_layers[found->layers[i]];
        if (layer.size >= 0)
            continue;
        count(layer, -1);
        layer.size = qMax<qint64>(0, sizes[i]);
        count(layer, 1);
    }
    return {image}; // the unique part of others holds none of its layers
}

void LayerAccount::setUsed(const QSet<ImageId> &images)
{
    m_used = images;
    for (auto image = m_images.begin(); image != m_images.end(); ++image) {
        const bool used = images.contains(image.key());
        if (used == image->used)
            continue;
        image->used = used;
        for (const int place : std::as_const(image->layers)) {
            count(m_layers[place], -1);
            m_layers[place].used += used ? 1 : -1;
            count(m_layers[place], 1);
        }
    }
}

bool LayerAccount::knowsSizes(const ImageId &image) const
{
    const auto found = m_images.constFind(image);
    return found != m_images.constEnd() && std::all_of(found->layers.begin(), found->layers.end(), [this](int place) {
        return m_layers[place].size >= 0;
    });
}

ImageShare LayerAccount::share(const ImageId &image) const
{
    const auto found = m_images.constFind(image);
    if (found == m_images.constEnd())
        return {};
    ImageShare share{0, 0, 0, 0};
    for (const int place : found->layers) {
        const Layer &layer = m_layers[place];
        qint64 &bytes = layer.images == 1 ? share.unique : share.shared;
        ++(layer.images == 1 ? share.uniqueLayers : share.sharedLayers);
        bytes = layer.size < 0 || bytes < 0 ? -1 : bytes + layer.size;
    }
    return share;
}

LayerSum LayerAccount::together(const QSet<ImageId> &images) const
{
    QHash<int, int> having;
    for (const ImageId &image : images) {
        const auto found = m_images.constFind(image);
        if (found == m_images.constEnd())
            return {};
        for (const int place : found->layers)
            ++having[place];
    }
    LayerSum sum{0, 0};
    for (auto layer = having.cbegin(); layer != having.cend(); ++layer) {
        const Layer &known = m_layers[layer.key()];
        const bool all = known.images == layer.value();
        sum.onDisk = known.size < 0 || sum.onDisk < 0 ? -1 : sum.onDisk + known.size;
        if (all)
            sum.freed = known.size < 0 || sum.freed < 0 ? -1 : sum.freed + known.size;
    }
    return sum;
}

} // namespace longshore
