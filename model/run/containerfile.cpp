// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/containerfile.h"

#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"

#include <QTimer>
#include <archive.h>
#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr int idleLimitMs = 30'000;
static constexpr qsizetype tarHeader = 512;
static constexpr int mostTries = 5;
static constexpr int betweenTriesMs = 300;

ContainerFile::ContainerFile(EngineClient &client, const ContainerId &container, const QString &path, QObject *parent)
    : QObject(parent), m_client(client), m_container(container), m_path(path)
{
}

void ContainerFile::start()
{
    m_tar.resize(0);
    m_stream = m_client.containers().getArchive(m_container.value, m_path, this);
    m_stream->setIdleLimit(idleLimitMs);
    connect(m_stream, &ArchiveStream::data, this, [this](const QByteArray &bytes) {
        m_tar += bytes;
        if (m_tar.size() > most)
            m_stream->abort();
    });
    connect(m_stream, &Stream::finished, this, &ContainerFile::ended);
}

/// While a container ends, podman fails ("open /proc/1854/ns/mnt: no such file"), or succeeds with nothing.
bool ContainerFile::isEnding(const Result<void> &result) const
{
    return result ? m_tar.size() < tarHeader : result.error().httpStatus == 500;
}

void ContainerFile::ended(const Result<void> &result)
{
    const QString asked = u"read %1 of the container"_s.arg(m_path);
    if (m_tar.size() > most) {
        Q_EMIT finished(fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 20 MiB"_s)));
        return;
    }
    if (isEnding(result) && ++m_tries < mostTries)
        return QTimer::singleShot(betweenTriesMs, this, &ContainerFile::start);
    if (!result) {
        Q_EMIT finished(fail(result.error()));
        return;
    }
    archive *reader = archive_read_new();
    archive_read_support_format_tar(reader);
    archive_entry *entry = nullptr;
    Result<QByteArray> bytes = fail(Error::make(Error::Kind::BadInput, asked, u"it is no regular file"_s));
    if (archive_read_open_memory(reader, m_tar.constData(), size_t(m_tar.size())) == ARCHIVE_OK
        && archive_read_next_header(reader, &entry) == ARCHIVE_OK && archive_entry_filetype(entry) == AE_IFREG
        && archive_entry_size(entry) <= m_tar.size()) {
        QByteArray content(archive_entry_size(entry), Qt::Uninitialized);
        if (archive_read_data(reader, content.data(), size_t(content.size())) == content.size())
            bytes = content;
    }
    archive_read_free(reader);
    m_tar.fill('\0'); // it may hold secrets
    Q_EMIT finished(bytes);
}

} // namespace longshore
