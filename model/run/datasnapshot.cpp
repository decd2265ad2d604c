// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/datasnapshot.h"

#include "dockerclient/types/jsonread.h"
#include "model/run/dataarchive.h"
#include "model/run/runexport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <algorithm>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

bool isArchiveName(const QString &name)
{
    for (const QLatin1StringView ending : {".zip"_L1, ".tar"_L1, ".tar.gz"_L1, ".tgz"_L1}) {
        if (name.endsWith(ending, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

Error cancelled(const QString &asked)
{
    return Error::make(Error::Kind::Cancelled, asked, u"cancelled"_s);
}

Result<QByteArray> digestOf(const QString &path, const CancelToken &token)
{
    const QString asked = u"read the file %1"_s.arg(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    QByteArray block(1 << 20, Qt::Uninitialized);
    for (qint64 read; (read = file.read(block.data(), block.size())) > 0;) {
        hash.addData({block.constData(), read});
        if (token.isCancelled())
            return fail(cancelled(asked));
    }
    return hash.result();
}

Result<DataListing> listFolder(const DataSnapshot &snapshot, bool withDigests, const CancelToken &token)
{
    const QDir root(snapshot.path);
    const QString asked = u"list the folder %1"_s.arg(snapshot.path);
    if (!root.exists())
        return fail(Error::make(Error::Kind::NotFound, asked, u"it does not exist"_s));
    DataListing listing;
    QDirIterator walk(snapshot.path, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        if (token.isCancelled())
            return fail(cancelled(asked));
        const QFileInfo info = walk.nextFileInfo();
        if (listing.entries.size() == mostDataEntries) {
            listing.isWhole = false;
            break;
        }
        DataEntry entry;
        entry.name = root.relativeFilePath(info.filePath());
        if (info.isSymLink())
            entry.note = u"a link"_s;
        else if (info.isDir())
            entry.isFolder = true;
        else if (!info.isFile())
            entry.note = u"no ordinary file"_s;
        else
            entry.size = info.size();
        if (withDigests && !entry.isFolder && entry.note.isEmpty()) {
            Result<QByteArray> digest = digestOf(info.filePath(), token);
            if (!digest)
                return fail(digest.error());
            entry.digest = *digest;
        }
        listing.entries.append(entry);
    }
    return listing;
}

} // namespace

namespace
{

/// What the stage's in and out were made from and collected to: paths below the capsule, or a folder of the user's. The
/// first stage of a row begins with a whole data folder, each other one with the outputs of the one before.
void addParts(QList<DataSnapshot> &found, const QString &capsule, int stage)
{
    QFile file(capsule + u"/stages/%1/stage.json"_s.arg(stage));
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto json = jsonread::parse(file.read(1 << 20));
    if (!json)
        return;
    const bool isFirst = jsonread::smallInteger(*json, "priority") == 0;
    for (const auto &[key, part] : {std::pair("input", isFirst ? QString() : u"in"_s), std::pair("output", u"out"_s)}) {
        const QString path = jsonread::text(*json, key);
        const QFileInfo folder(QDir(capsule), path);
        if (!path.isEmpty() && folder.isDir())
            found.append({stage, part.isEmpty() ? u"data"_s : part, folder.absoluteFilePath(), part, false, QDir::isAbsolutePath(path)});
    }
}

} // namespace

QList<DataSnapshot> dataSnapshots(const QString &capsule)
{
    QList<DataSnapshot> found;
    QList<int> stages;
    const QDir root(capsule + u"/stages"_s);
    for (const QString &name : root.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        bool isNumber = false;
        if (const int stage = name.toInt(&isNumber); isNumber)
            stages.append(stage);
    }
    std::sort(stages.begin(), stages.end());
    for (const int stage : std::as_const(stages)) {
        const qsizetype first = found.size();
        addParts(found, capsule, stage);
        const QDir folder(root.filePath(QString::number(stage)));
        const QFileInfoList inside = folder.entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
        for (const QFileInfo &info : inside) {
            const bool known = std::any_of(found.begin() + first, found.end(), [&](const DataSnapshot &one) { return one.path == info.absoluteFilePath(); });
            const QString part = info.fileName() == u"in"_s || info.fileName() == u"out"_s ? info.fileName() : QString();
            if (!known && (info.isDir() || isArchiveName(info.fileName())))
                found.append({stage, info.fileName(), info.absoluteFilePath(), part, !info.isDir(), false});
        }
    }
    // B5: what a debug run archived of a stage stands with the stage.
    for (const StageSnapshot &archived : stageSnapshots(capsule)) {
        if (archived.zip.isEmpty())
            continue;
        const auto behind = std::find_if(found.begin(), found.end(), [&](const DataSnapshot &one) { return one.stage > archived.stage; });
        found.insert(behind, {archived.stage, archived.name, archived.zip, {}, true, false});
    }
    if (const QFileInfo out(capsule + u"/out"_s); out.isDir())
        found.append({-1, u"out"_s, out.absoluteFilePath(), u"out"_s, false, false});
    return found;
}

Result<DataListing> listSnapshot(const DataSnapshot &snapshot, bool withDigests, const CancelToken &token)
{
    Result<DataListing> listing = snapshot.isArchive ? listArchive(snapshot.path, withDigests, token) : listFolder(snapshot, withDigests, token);
    if (listing)
        std::sort(listing->entries.begin(), listing->entries.end(), [](const DataEntry &a, const DataEntry &b) { return a.name < b.name; });
    return listing;
}

Result<FileHead> readSnapshotFile(const DataSnapshot &snapshot, const QString &name, qint64 most)
{
    if (snapshot.isArchive)
        return readArchiveFile(snapshot.path, name, most);
    return readFileHead(snapshot.path + u'/' + name, most);
}

QList<ComparedEntry> compareData(const QList<DataEntry> &before, const QList<DataEntry> &after)
{
    QList<ComparedEntry> compared;
    compared.reserve(std::max(before.size(), after.size()));
    auto was = before.begin(), is = after.begin();
    while (was != before.end() || is != after.end()) {
        if (is == after.end() || (was != before.end() && was->name < is->name)) {
            compared.append({*was++, DataChange::Removed, -1});
        } else if (was == before.end() || is->name < was->name) {
            compared.append({*is++, DataChange::Added, -1});
        } else {
            const bool same = was->isFolder == is->isFolder && was->size == is->size && was->digest == is->digest && was->note == is->note;
            compared.append({*is, same ? DataChange::Same : DataChange::Changed, same ? -1 : was->size});
            ++was;
            ++is;
        }
    }
    return compared;
}

/// Of a whole data folder only one part, named as in a snapshot of that part.
static QList<DataEntry> partOf(const QList<DataEntry> &entries, const QString &part)
{
    const QString prefix = part + u'/';
    QList<DataEntry> found;
    for (DataEntry entry : entries) {
        if (!entry.name.startsWith(prefix))
            continue;
        entry.name.remove(0, prefix.size());
        found.append(entry);
    }
    return found;
}

Result<DataComparison> compareSnapshots(const DataSnapshot &shown, const std::optional<DataSnapshot> &before, const CancelToken &token)
{
    const Result<DataListing> now = listSnapshot(shown, before.has_value(), token);
    if (!now)
        return fail(now.error());
    DataComparison comparison;
    comparison.isWhole = now->isWhole;
    if (!before) {
        for (const DataEntry &entry : now->entries)
            comparison.entries.append({entry, DataChange::Same, -1});
        return comparison;
    }
    const Result<DataListing> was = listSnapshot(*before, true, token);
    if (!was)
        return fail(was.error());
    comparison.isWhole = comparison.isWhole && was->isWhole;
    if (shown.part.isEmpty() == before->part.isEmpty()) {
        comparison.entries = compareData(was->entries, now->entries);
    } else if (before->part.isEmpty()) {
        comparison.entries = compareData(partOf(was->entries, shown.part), now->entries);
    } else {
        const QString prefix = before->part + u'/';
        comparison.entries = compareData(was->entries, partOf(now->entries, before->part));
        for (ComparedEntry &entry : comparison.entries)
            entry.entry.name.prepend(prefix);
        for (const DataEntry &entry : now->entries) {
            if (!entry.name.startsWith(prefix))
                comparison.entries.append({entry, DataChange::Same, -1});
        }
        std::sort(comparison.entries.begin(), comparison.entries.end(), [](const ComparedEntry &a, const ComparedEntry &b) { return a.entry.name < b.entry.name; });
    }
    return comparison;
}

} // namespace longshore
