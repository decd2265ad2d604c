// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagereading.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "model/run/readingcontainer.h"

#include <algorithm>
#include <array>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

class WholeImageReading : public ImageReading
{
public:
    WholeImageReading(const Endpoint &endpoint, const QString &image, TarDownload::Work work, QObject *parent)
        : ImageReading(parent)
        , m_client(endpoint)
        , m_download([this, image](QObject *owner) { return m_client.images().get(image, owner); }, std::move(work), nullptr)
    {
        connect(&m_download, &TarDownload::received, this, &ImageReading::received);
        connect(&m_download, &TarDownload::finished, this, &ImageReading::finished);
    }
    void start() override
    {
        m_client.negotiate(this, [this](const Result<EngineVersion> &version) {
            if (m_cancelled || !version)
                Q_EMIT finished(fail(m_cancelled ? Error::cancelled(u"read the image"_s) : version.error()));
            else
                m_download.start();
        });
    }
    void cancel() override
    {
        m_cancelled = true;
        m_download.cancel();
    }

private:
    EngineClient m_client;
    TarDownload m_download; ///< on the client, so after it
    bool m_cancelled = false;
};

class ImagePathReading : public ImageReading
{
public:
    ImagePathReading(const Endpoint &endpoint, const QString &image, const QString &path, TarDownload::Work work, QObject *parent)
        : ImageReading(parent)
        , m_container(endpoint, image, nullptr)
        , m_download([this, path](QObject *owner) { return m_container.client().containers().getArchive(m_container.id().value, path, owner); },
                     std::move(work), nullptr)
    {
        connect(&m_container, &ReadingContainer::failed, this, [this](const Error &error) { Q_EMIT finished(fail(error)); });
        connect(&m_container, &ReadingContainer::ready, this, [this] {
            if (m_cancelled)
                end(fail(Error::cancelled(u"read the file"_s)));
            else
                m_download.start();
        });
        connect(&m_container, &ReadingContainer::removed, this, [this] { Q_EMIT finished(m_result); });
        connect(&m_download, &TarDownload::received, this, &ImageReading::received);
        connect(&m_download, &TarDownload::finished, this, [this](const Result<void> &result) { end(result); });
    }
    void start() override { m_container.make(); }
    void cancel() override
    {
        m_cancelled = true;
        m_download.cancel();
    }

private:
    void end(const Result<void> &result)
    {
        m_result = result;
        m_container.remove();
    }

    ReadingContainer m_container;
    TarDownload m_download; ///< on the container's client, so after it
    Result<void> m_result;
    bool m_cancelled = false;
};

/// Mounted or made by engines; "dev", "proc" and "sys" with all in them.
constexpr std::array<QByteArrayView, 9> enginePaths{"etc/hosts", "etc/hostname", "etc/resolv.conf", "etc/mtab", ".dockerenv", "run/.containerenv", "dev", "proc", "sys"};

} // namespace

ImageReading *readWholeImage(const Endpoint &endpoint, const QString &image, TarDownload::Work work, QObject *parent)
{
    return new WholeImageReading(endpoint, image, std::move(work), parent);
}

ImageReading *readImagePath(const Endpoint &endpoint, const QString &image, const QString &path, TarDownload::Work work, QObject *parent)
{
    return new ImagePathReading(endpoint, image, path, std::move(work), parent);
}

bool isEngines(const QByteArray &path)
{
    return std::any_of(enginePaths.begin(), enginePaths.end(), [&](QByteArrayView own) { return path == own || path.startsWith(own.toByteArray() + '/'); });
}

bool holdsEngines(const QByteArray &folder)
{
    return folder.isEmpty() || isEngines(folder)
        || std::any_of(enginePaths.begin(), enginePaths.end(), [&](QByteArrayView own) { return own.startsWith(folder + '/'); });
}

} // namespace longshore
