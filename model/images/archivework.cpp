// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/archivework.h"

#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "dockerclient/streams/progressstream.h"

#include <QFileInfo>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int lookEvery = 100; // ms
constexpr qsizetype tarBlock = 512;

bool isTarHeader(const QByteArray &block)
{
    return block.mid(257, 5) == "ustar";
}

QString askedToSave(const QStringList &names, const QString &path)
{
    return names.size() == 1 ? u"save the image %1 as %2"_s.arg(names.first(), path) : u"save %1 images as %2"_s.arg(names.size()).arg(path);
}

} // namespace

ArchiveWork::ArchiveWork(const Endpoint &endpoint) : m_endpoint(endpoint), m_timer(this)
{
    m_timer.setInterval(lookEvery);
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

ArchiveWork::~ArchiveWork() = default;

void ArchiveWork::start()
{
    if (const Result<void> ready = prepare(); !ready)
        return end(ready);
    m_client = std::make_unique<EngineClient>(m_endpoint);
    m_client->negotiate(this, [this](const Result<EngineVersion> &version) {
        if (isEnded())
            return;
        if (!version)
            return end(fail(version.error()));
        m_timer.start();
        begin(*m_client);
    });
}

void ArchiveWork::end(const Result<void> &result, const QStringList &names, qint64 bytes)
{
    if (std::exchange(m_ended, true))
        return;
    m_timer.stop();
    Q_EMIT finished(result, names, bytes);
}

ArchiveSaving::ArchiveSaving(const Endpoint &endpoint, const QStringList &names, const QString &path)
    : ArchiveWork(endpoint)
    , m_names(names)
    , m_asked(askedToSave(names, path))
    , m_file(path, m_asked)
{
}

ArchiveSaving::~ArchiveSaving() = default;

void ArchiveSaving::abort()
{
    if (m_stream)
        m_stream->abort();
    else
        end(fail(Error::cancelled(m_asked)));
}

void ArchiveSaving::begin(EngineClient &client)
{
    m_stream.reset(client.images().save(m_names, nullptr));
    connect(m_stream.get(), &ArchiveStream::data, this, &ArchiveSaving::take);
    connect(m_stream.get(), &Stream::finished, this, &ArchiveSaving::streamEnded);
}

void ArchiveSaving::look()
{
    Q_EMIT progress(m_file.bytes(), 0);
}

void ArchiveSaving::take(const QByteArray &bytes)
{
    if (isEnded())
        return;
    QByteArray piece = bytes;
    if (m_file.bytes() == 0) {
        m_head += bytes;
        if (m_head.size() < tarBlock)
            return;
        piece = std::exchange(m_head, {});
        if (!isTarHeader(piece)) {
            end(fail(Error::make(Error::Kind::Protocol, m_asked, u"the engine sent something else than a tar"_s, u"Look at the engine's log."_s)));
            return m_stream->abort();
        }
    }
    if (const Result<void> written = m_file.write(piece); !written) {
        end(written);
        m_stream->abort();
    }
}

void ArchiveSaving::streamEnded(const Result<void> &result)
{
    if (isEnded())
        return;
    if (!result) {
        Error error = result.error();
        error.asked = m_asked;
        if (error.kind != Error::Kind::Cancelled && error.advice.isEmpty())
            error.advice = u"An image may have been removed meanwhile: refresh the list and try again."_s;
        return end(fail(error));
    }
    if (m_file.bytes() == 0)
        return end(fail(Error::make(Error::Kind::Protocol, m_asked, u"the engine sent no archive"_s, u"Look at the engine's log."_s)));
    end(m_file.commit(), {}, m_file.bytes());
}

ArchiveLoading::ArchiveLoading(const Endpoint &endpoint, const QString &path)
    : ArchiveWork(endpoint)
    , m_path(path)
    , m_asked(u"load the archive %1"_s.arg(path))
{
}

ArchiveLoading::~ArchiveLoading() = default;

Result<void> ArchiveLoading::prepare()
{
    Result<std::unique_ptr<PlainTar>> tar = PlainTar::openFile(m_path, m_asked);
    if (!tar)
        return fail(tar.error());
    m_tar = std::move(*tar);
    return {};
}

void ArchiveLoading::abort()
{
    if (m_stream)
        m_stream->abort();
    else
        end(fail(Error::cancelled(m_asked)));
}

void ArchiveLoading::begin(EngineClient &client)
{
    m_stream.reset(client.images().load(m_tar.get(), nullptr));
    connect(m_stream.get(), &ProgressStream::message, this, [this](const ProgressMessage &message) { m_names += loadedNames(message.status); });
    connect(m_stream.get(), &Stream::finished, this, &ArchiveLoading::streamEnded);
}

void ArchiveLoading::look()
{
    Q_EMIT progress(m_tar->done(), m_tar->total());
}

void ArchiveLoading::streamEnded(const Result<void> &result)
{
    if (!m_tar->failure().isEmpty())
        return end(fail(Error::make(Error::Kind::BadInput, m_asked, u"it cannot be read to its end: "_s + m_tar->failure(), u"Copy or save it again."_s)));
    if (!result)
        return end(fail(loadError(result.error(), m_asked)));
    m_names.removeDuplicates();
    end({}, m_names, m_tar->total());
}

QStringList loadedNames(const QString &line)
{
    constexpr QLatin1String beginnings[] = {"Loaded image ID: "_L1, "Loaded image: "_L1, "Loaded image(s): "_L1};
    for (const QLatin1String &beginning : beginnings) {
        if (!line.startsWith(beginning))
            continue;
        QStringList names;
        for (const QString &name : line.mid(beginning.size()).split(u',')) {
            if (const QString trimmed = name.trimmed(); !trimmed.isEmpty())
                names.append(trimmed);
        }
        return names;
    }
    return {};
}

Error loadError(const Error &error, const QString &asked)
{
    Error told = error;
    told.asked = asked;
    if (error.kind == Error::Kind::Cancelled)
        return told;
    const auto says = [&error](std::initializer_list<QLatin1String> words) {
        return std::ranges::any_of(words, [&error](QLatin1String word) { return error.engineText.contains(word, Qt::CaseInsensitive); });
    };
    if (says({"no space left on device"_L1, "disk quota exceeded"_L1})) {
        told.kind = Error::Kind::Disk;
        told.happened = u"the engine's disk is full"_s;
        told.advice = u"Remove what is not needed there, then try again."_s;
    } else if (says({"unexpected EOF"_L1})) {
        told.kind = Error::Kind::BadInput;
        told.happened = u"the archive ends too early"_s;
        told.advice = u"Copy or save it again."_s;
    } else if (says({"invalid tar header"_L1, "does not match any of the supported"_L1, "unrecognized image format"_L1, "repositories: no such file"_L1,
                     "manifest.json: no such file"_L1, "not a directory"_L1, "invalid archive"_L1})) {
        told.kind = Error::Kind::BadInput;
        told.happened = u"it is no archive of images"_s;
        told.advice = u"Choose a file that \"docker save\", \"podman save\" or \"Save archive\" has written."_s;
    }
    // Podman lists every format that it has tried, a line for each.
    told.engineText = error.engineText.section(u'\n', 0, 0).trimmed();
    return told;
}

} // namespace longshore
