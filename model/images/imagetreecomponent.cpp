// SPDX-License-Identifier: GPL-3.0-or-later
// What ImageTreeModel knows of its images as components.
#include "model/component/definition.h"
#include "model/images/imagetreemodel.h"

namespace longshore
{
namespace
{

QByteArray labelOf(const ImageSummary &image)
{
    return image.labels.value(QLatin1String(componentLabel)).toUtf8();
}

} // namespace

ComponentFact ImageTreeModel::component(const ImageId &image) const
{
    const auto known = m_images.constFind(image);
    if (known == m_images.constEnd())
        return ComponentFact::None;
    if (!known->component)
        known->component = componentFact(labelOf(known->summary));
    const bool hasFile = *known->component != ComponentFact::Damaged && m_schemaFiles.contains(image);
    return hasFile ? ComponentFact::Schema : *known->component;
}

const ComponentRecord *ImageTreeModel::componentRecord(const ImageId &image) const
{
    const auto known = m_images.constFind(image);
    if (known == m_images.constEnd())
        return nullptr;
    if (!known->record)
        known->record = longshore::componentRecord(labelOf(known->summary));
    return *known->record ? &**known->record : nullptr;
}

void ImageTreeModel::setSchemaFiles(const QHash<ImageId, QString> &paths)
{
    if (paths == m_schemaFiles)
        return;
    QSet<ImageId> changed;
    for (const auto &[image, path] : paths.asKeyValueRange()) {
        if (m_schemaFiles.value(image) != path)
            changed.insert(image);
    }
    for (const auto &[image, path] : m_schemaFiles.asKeyValueRange()) {
        if (!paths.contains(image))
            changed.insert(image);
    }
    m_schemaFiles = paths;
    if (m_arrangement.grouping == ImageGrouping::Component)
        regroup({});
    announce(changed, Component, Component);
}

} // namespace longshore
