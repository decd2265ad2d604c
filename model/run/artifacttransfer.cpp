// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/artifacttransfer.h"

#include "model/component/phpdate.h"
#include "model/run/filecopy.h"
#include "model/run/outputlisting.h"
#include "model/run/tarextractor.h"
#include "model/run/tarstream.h"
#include "model/storage/storage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype blockSize = 256 << 10;
constexpr QLatin1StringView where("artifacts"); ///< what problems are about, and how folders below /data begin

void warn(Problems *problems, const QString &text)
{
    problems->append({where, text, Problem::Severity::Warning});
}

StorageProgress untilCancelled(const CancelToken &token)
{
    return [token](qint64, qint64) { return !token.isCancelled(); };
}

/// Files that may be artifacts: `selectArtifacts` says which are.
Result<QList<StorageFile>> candidates(const Storage &storage)
{
    StorageFileQuery query;
    query.tags = {u"artifact"_s};
    return storage.files(query);
}

Result<void> unpack(const StorageFile &file, const QString &target, const CancelToken &token)
{
    QFile archive(file.path);
    if (file.isSliced || !archive.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::BadInput, {}, file.isSliced ? u"it is sliced, which no archive is"_s : archive.errorString()));
    const TarSource source = [&]() -> std::optional<QByteArray> {
        const QByteArray piece = token.isCancelled() ? QByteArray() : archive.read(blockSize);
        return piece.isEmpty() && !archive.atEnd() ? std::nullopt : std::optional(piece);
    };
    const auto unpacked = extractTar(source, target, CollectLimits::forFolder(target), {.root = {}, .isGzip = true, .mayExist = true});
    return unpacked ? Result<void>() : Result<void>(fail(unpacked.error()));
}

Result<void> copyInto(const StorageFile &file, const QString &folder, const CancelToken &token)
{
    const QString target = folder + u'/' + QString::fromUtf8(safeFileName(file.name.toUtf8().replace('/', '_')));
    if (file.isSliced || QFileInfo::exists(target))
        return fail(Error::make(Error::Kind::Conflict, {}, file.isSliced ? u"it is sliced"_s : u"a newer one has its name"_s));
    const auto copied = copyFile(file.path, target, untilCancelled(token));
    return copied ? Result<void>() : Result<void>(fail(copied.error()));
}

class Storing
{
public:
    Storing(const ArtifactTask &task, Storage &storage) : m_task(task), m_storage(storage) {}
    MovedArtifacts take() { return std::move(m_moved); }
    /// `name` is `current` or `shared`.
    void folder(const QString &name, const QList<CollectedEntry> &entries);

private:
    std::optional<QString> pack(const QString &source);
    void store(const QString &path, const QString &name, bool isShared);

    const ArtifactTask &m_task;
    Storage &m_storage;
    MovedArtifacts m_moved;
};

void Storing::folder(const QString &name, const QList<CollectedEntry> &entries)
{
    const QString source = m_task.folder + u"/out/"_s + name;
    const bool isShared = name == u"shared"_s;
    if (!m_task.settings.zip) {
        for (const CollectedEntry &entry : entries) {
            if (!entry.directory)
                store(m_task.folder + u"/out/"_s + entry.stored, entry.stored.section(u'/', -1), isShared);
        }
    } else if (const auto archive = pack(source)) {
        store(*archive, u"artifacts.tar.gz"_s, isShared);
        QFile::remove(*archive);
    }
}

/// The archive of a folder, which must be removed; nothing, and a warning, when there is none.
std::optional<QString> Storing::pack(const QString &source)
{
    QFile file(m_task.folder + u"/artifacts.tar.gz"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        warn(&m_moved.problems, u"Not stored: %1"_s.arg(file.errorString()));
        return {};
    }
    TarPart part;
    part.type = TarPart::Type::Folder;
    part.source = source;
    TarStream tar({part}, int(::getuid()), int(::getgid()), TarStream::Format::TarGz);
    QByteArray block(blockSize, Qt::Uninitialized);
    QString trouble;
    for (qint64 n; trouble.isEmpty() && (n = tar.read(block.data(), block.size())) > 0;) {
        if (m_task.token.isCancelled() || file.size() > largestArtifact)
            break;
        if (file.write(block.constData(), n) != n)
            trouble = file.errorString();
    }
    file.close();
    if (trouble.isEmpty())
        trouble = tar.failure();
    if (!trouble.isEmpty())
        warn(&m_moved.problems, u"Not stored: %1"_s.arg(trouble));
    if (trouble.isEmpty() && !m_task.token.isCancelled())
        return file.fileName();
    file.remove();
    return {};
}

void Storing::store(const QString &path, const QString &name, bool isShared)
{
    if (QFileInfo(path).size() > largestArtifact)
        return warn(&m_moved.problems, u"%1 was not stored: it exceeds the maximum of %2."_s.arg(name, QLocale::c().formattedDataSize(largestArtifact)));
    StorageFileUpload upload;
    upload.name = name;
    upload.source = path;
    upload.tags = artifactTags(m_task.owner, isShared);
    upload.token = m_task.tokenPrefix + (isShared ? u"-shared"_s : u"-current"_s) + path.mid(m_task.folder.size());
    const auto stored = m_storage.addFile(upload, untilCancelled(m_task.token));
    if (stored)
        m_moved.files.append({stored->id, stored->name, stored->bytes});
    else if (stored.error().kind != Error::Kind::Cancelled)
        warn(&m_moved.problems, u"%1 was not stored: %2"_s.arg(name, stored.error().reason()));
}

} // namespace

MovedArtifacts fetchArtifacts(const ArtifactTask &task)
{
    MovedArtifacts moved;
    if (task.settings.kind == ArtifactSettings::Kind::None)
        return moved;
    if (task.settings.kind == ArtifactSettings::Kind::Shared && task.owner.orchestrationId.isEmpty())
        warn(&moved.problems, u"Shared ones come from jobs of the same orchestration, and a run here is of none."_s);
    const auto since = phpDateTime(task.settings.dateSince, QDateTime::currentDateTimeUtc());
    if (!task.settings.dateSince.isEmpty() && !since)
        warn(&moved.problems, u"date_since \"%1\" is no date: all are taken."_s.arg(task.settings.dateSince));
    const auto storage = Storage::open(task.storage);
    const auto files = storage ? candidates(**storage) : Result<QList<StorageFile>>(fail(storage.error()));
    if (!files) {
        warn(&moved.problems, u"None were fetched: %1"_s.arg(files.error().reason()));
        return moved;
    }
    QDir(task.folder).removeRecursively(); // what an interrupted try left
    const auto chosen = selectArtifacts(*files, task.settings, task.owner, since.value_or(QDateTime()));
    for (const ArtifactDownload &download : chosen) {
        if (task.token.isCancelled())
            return moved;
        const QString target = task.folder + download.folder.mid(where.size());
        Result<void> got;
        if (!QDir().mkpath(target))
            got = fail(Error::make(Error::Kind::Disk, {}, u"the folder %1 cannot be made"_s.arg(target)));
        else
            got = task.settings.zip ? unpack(download.file, target, task.token) : copyInto(download.file, target, task.token);
        if (got)
            moved.files.append({download.file.id, download.file.name, download.file.bytes});
        else
            warn(&moved.problems, u"The file %1 of Storage (%2) was not fetched: %3"_s.arg(download.file.id).arg(download.file.name, got.error().reason()));
    }
    return moved;
}

MovedArtifacts storeArtifacts(const ArtifactTask &task)
{
    MovedArtifacts moved;
    const auto found = scanOutputFolder(task.folder + u"/out"_s);
    if (!found)
        return moved; // the component removed the folder
    QMap<QString, QList<CollectedEntry>> entries;
    for (const CollectedEntry &entry : found->entries) {
        if (entry.stored.contains(u'/'))
            entries[entry.stored.section(u'/', 0, 0)].append(entry);
    }
    if (entries.contains(u"shared"_s) && task.owner.orchestrationId.isEmpty()) {
        warn(&moved.problems, u"What is in artifacts/out/shared is for jobs of the same orchestration, and a run here is of none: it was not stored."_s);
        entries.remove(u"shared"_s);
    }
    if (!entries.contains(u"current"_s) && !entries.contains(u"shared"_s))
        return moved;
    const auto storage = Storage::open(task.storage);
    if (!storage) {
        warn(&moved.problems, u"Not stored: %1"_s.arg(storage.error().reason()));
        return moved;
    }
    Storing storing(task, **storage);
    for (const QString &name : {u"current"_s, u"shared"_s}) {
        if (entries.contains(name))
            storing.folder(name, entries.value(name));
    }
    MovedArtifacts stored = storing.take();
    moved.files = stored.files;
    moved.problems += stored.problems;
    return moved;
}

} // namespace longshore
