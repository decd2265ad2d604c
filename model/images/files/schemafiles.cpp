// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/schemafiles.h"

#include "model/asynctask.h"
#include "model/images/files/imageindex.h"
#include "model/jobs/schemasources.h"

namespace longshore
{

namespace
{

/// Empty when there is none, or no index.
QString schemaPathIn(const ImageIndexFolder &folder, const ImageId &image)
{
    const auto index = folder.has(image) ? ImageIndex::open(folder.fileOf(image)) : Result<std::shared_ptr<ImageIndex>>(fail(Error()));
    if (!index)
        return {};
    for (const QString &path : imageSchemaPaths()) {
        const auto file = (*index)->find(path.mid(1).toUtf8(), FilesView::Merged, (*index)->topLayer());
        if (file && !file->isFolder())
            return path;
    }
    return {};
}

} // namespace

SchemaFiles::SchemaFiles(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
}

void SchemaFiles::look(const QList<ImageSummary> &images)
{
    QList<ImageId> fresh;
    for (const ImageSummary &image : images) {
        if (!m_looked.contains(image.id))
            fresh.append(image.id);
    }
    lookAt(fresh);
}

void SchemaFiles::lookAgain(const ImageId &image)
{
    lookAt({image});
}

void SchemaFiles::lookAt(const QList<ImageId> &images)
{
    if (images.isEmpty())
        return;
    m_looked += QSet<ImageId>(images.begin(), images.end());
    const auto work = [folder = m_folder, images] {
        QHash<ImageId, QString> found;
        for (const ImageId &image : images) {
            if (const QString path = schemaPathIn(folder, image); !path.isEmpty())
                found.insert(image, path);
        }
        return found;
    };
    runAsync(this, work, [this](const QHash<ImageId, QString> &found) {
        const QHash<ImageId, QString> before = m_paths;
        m_paths.insert(found);
        if (m_paths != before)
            Q_EMIT changed(m_paths);
    });
}

} // namespace longshore
