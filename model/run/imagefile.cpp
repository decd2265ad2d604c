// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/imagefile.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/run/containerfile.h"
#include "model/store/ulid.h"

#include <QDateTime>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

const QString purposeLabel = u"longshore.purpose"_s;
const QString purpose = u"read-image"_s;
constexpr int forgottenAfter = 600; // s; reading takes a few

} // namespace

ImageFile::ImageFile(const Endpoint &endpoint, const QString &image, const QStringList &paths, QObject *parent)
    : QObject(parent)
    , m_client(std::make_unique<EngineClient>(endpoint))
    , m_image(image)
    , m_paths(paths)
{
}

ImageFile::~ImageFile() = default;

void ImageFile::start()
{
    m_client->negotiate(this, [this](const Result<EngineVersion> &version) {
        if (!version) {
            Q_EMIT finished(fail(version.error()));
            return;
        }
        removeForgotten();
        create();
    });
}

/// Nobody waits for it, and nobody needs to know when it fails.
void ImageFile::removeForgotten()
{
    const ContainersApi::ListOptions options{true, {purposeLabel + u'=' + purpose}};
    m_client->containers().list(options, this, [this](const Result<QList<ContainerSummary>> &found) {
        for (const ContainerSummary &container : found.value_or(QList<ContainerSummary>())) {
            if (container.created.secsTo(QDateTime::currentDateTimeUtc()) > forgottenAfter)
                m_client->containers().remove(container.id.value, {true, true}, this, [](const Result<void> &) {});
        }
    });
}

void ImageFile::create()
{
    ContainerSpec spec;
    spec.image = m_image;
    spec.cmd = {u"true"_s}; // an image may name none; this one never starts
    spec.networkMode = u"none"_s;
    spec.labels = {{purposeLabel, purpose}};
    m_client->containers().create(u"longshore-read-"_s + UlidGenerator().next(), spec, this, [this](const Result<CreatedContainer> &created) {
        if (!created) {
            Q_EMIT finished(fail(created.error()));
            return;
        }
        m_container = created->id;
        readNext();
    });
}

/// The archive call gives a link as it is, so what it leads to is asked first.
void ImageFile::readNext()
{
    const QString path = m_paths.value(m_at);
    m_client->containers().statPath(m_container.value, path, this, [this, path](const Result<PathStat> &stat) {
        if (!stat)
            return read(fail(stat.error()));
        const bool isLink = stat->isSymlink() && !stat->linkTarget.isEmpty();
        auto *file = new ContainerFile(*m_client, m_container, isLink ? stat->linkTarget : path, this);
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
    m_client->containers().remove(m_container.value, {true, true}, this, [this, result](const Result<void> &) { Q_EMIT finished(result); });
}

} // namespace longshore
