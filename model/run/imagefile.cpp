// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/imagefile.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/run/containerfile.h"

namespace longshore
{

using namespace Qt::StringLiterals;

ImageFile::ImageFile(const Endpoint &endpoint, const QString &image, const QStringList &paths, QObject *parent)
    : QObject(parent), m_container(endpoint, image, nullptr), m_image(image), m_paths(paths)
{
    connect(&m_container, &ReadingContainer::ready, this, &ImageFile::readNext);
    connect(&m_container, &ReadingContainer::failed, this, [this](const Error &error) { Q_EMIT finished(fail(error)); });
    connect(&m_container, &ReadingContainer::removed, this, [this] { Q_EMIT finished(*m_result); });
}

/// The archive call gives a link as it is, so what it leads to is asked first.
void ImageFile::readNext()
{
    const QString path = m_paths.value(m_at);
    m_container.client().containers().statPath(m_container.id().value, path, this, [this, path](const Result<PathStat> &stat) {
        if (!stat)
            return read(fail(stat.error()));
        const bool isLink = stat->isSymlink() && !stat->linkTarget.isEmpty();
        auto *file = new ContainerFile(m_container.client(), m_container.id(), isLink ? stat->linkTarget : path, this);
        connect(file, &ContainerFile::finished, this, &ImageFile::read);
        file->start();
    });
}

void ImageFile::read(const Result<QByteArray> &bytes)
{
    if (bytes)
        return remove(ImageFileContent{m_paths[m_at], *bytes});
    if (bytes.error().kind != Error::Kind::NotFound)
        return remove(fail(bytes.error()));
    if (++m_at < m_paths.size())
        return readNext();
    remove(fail(Error::make(Error::Kind::NotFound, u"read a file of the image %1"_s.arg(m_image),
                            m_paths.size() == 1 ? u"there is no %1"_s.arg(m_paths.first()) : u"there is none of %1"_s.arg(m_paths.join(u", "_s)),
                            u"Name the file by its path inside the image."_s)));
}

void ImageFile::remove(const Result<ImageFileContent> &result)
{
    m_result = result;
    m_container.remove();
}

} // namespace longshore
