// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputlisting.h"

#include "model/json/json.h"
#include "model/run/folderwalk.h"

#include <QFile>
#include <QSet>
#include <algorithm>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int mostIgnored = 1000;
constexpr QByteArrayView suffix(".manifest");

bool isHidden(const QByteArray &name)
{
    return name.startsWith('.');
}

/// Folders of version control without a dot, which the platform's finder skips too (F18).
bool isVersionControl(const QByteArray &name)
{
    return name == "_svn" || name == "CVS" || name == "_darcs";
}

class Sorter
{
public:
    Sorter(const QString &out, OutputListing *listing)
        : m_out(out)
        , m_listing(listing)
    {
    }

    void add(const CollectedEntry &entry);
    void finish();

private:
    void table(const CollectedEntry &entry, const QByteArray &name);
    void file(const CollectedEntry &entry, const QByteArray &name);
    void slice(const CollectedEntry &entry, const QByteArray &folder, const QByteArray &name);
    void ignore(const CollectedEntry &entry)
    {
        if (m_listing->ignored.size() < mostIgnored)
            m_listing->ignored.append(u"out/"_s + QString::fromUtf8(safeFileName(entry.name)));
    }
    OutputEntry made(const CollectedEntry &entry, const QByteArray &name) const
    {
        return {name, m_out + u'/' + entry.stored, entry.size, entry.directory, {}};
    }

    QString m_out;
    OutputListing *m_listing;
    QHash<QByteArray, QList<OutputEntry>> m_slices;
};

void Sorter::add(const CollectedEntry &entry)
{
    const QList<QByteArray> parts = entry.name.split('/');
    if (parts.size() == 1) {
        static const QSet<QByteArray> known = {"tables",     "files",     "state.json", "state.yml",
                                               "usage.json", "usage.yml", "result.json"};
        if (!known.contains(parts[0]))
            ignore(entry); // F4
    } else if (parts[0] == "tables" && parts.size() == 2) {
        table(entry, parts[1]);
    } else if (parts[0] == "tables" && parts.size() == 3) {
        slice(entry, parts[1], parts[2]);
    } else if (parts[0] == "files" && parts.size() == 2) {
        file(entry, parts[1]);
    } else {
        ignore(entry);
    }
}

void Sorter::table(const CollectedEntry &entry, const QByteArray &name)
{
    if (isHidden(name) || (entry.directory && (isVersionControl(name) || name.endsWith(suffix))))
        ignore(entry);
    else if (name.endsWith(suffix))
        m_listing->tableManifests.insert(name, made(entry, name));
    else
        m_listing->tables.append(made(entry, name));
}

void Sorter::slice(const CollectedEntry &entry, const QByteArray &folder, const QByteArray &name)
{
    if (isHidden(folder) || isHidden(name) || entry.directory)
        ignore(entry);
    else
        m_slices[folder].append(made(entry, name));
}

void Sorter::file(const CollectedEntry &entry, const QByteArray &name)
{
    if (isHidden(name) || entry.directory)
        ignore(entry);
    else if (name.endsWith(suffix))
        m_listing->fileManifests.insert(name, made(entry, name));
    else
        m_listing->files.append(made(entry, name));
}

bool byName(const OutputEntry &a, const OutputEntry &b)
{
    return a.name < b.name;
}

void Sorter::finish()
{
    std::sort(m_listing->tables.begin(), m_listing->tables.end(), byName);
    std::sort(m_listing->files.begin(), m_listing->files.end(), byName);
    for (OutputEntry &table : m_listing->tables) {
        if (!table.directory)
            continue;
        table.slices = m_slices.value(table.name);
        std::sort(table.slices.begin(), table.slices.end(), byName);
        table.size = 0;
        for (const OutputEntry &slice : std::as_const(table.slices))
            table.size += slice.size;
    }
}

QStringList orphans(const QHash<QByteArray, OutputEntry> &manifests, const QList<OutputEntry> &data)
{
    QSet<QByteArray> names;
    for (const OutputEntry &entry : data)
        names.insert(entry.name);
    QStringList result;
    for (const OutputEntry &manifest : manifests) {
        if (!names.contains(manifest.name.chopped(suffix.size())))
            result.append(manifest.shownName());
    }
    result.sort();
    return result;
}

} // namespace

QStringList OutputListing::orphanedTableManifests() const
{
    return orphans(tableManifests, tables);
}

QStringList OutputListing::orphanedFileManifests() const
{
    return orphans(fileManifests, files);
}

OutputListing listOutputFolder(const QString &out, const QList<CollectedEntry> &entries)
{
    OutputListing listing;
    Sorter sorter(out, &listing);
    for (const CollectedEntry &entry : entries)
        sorter.add(entry);
    sorter.finish();
    return listing;
}

Result<Collected> scanOutputFolder(const QString &out)
{
    Collected found;
    FolderWalk walk(out, {});
    if (walk.rootError() != 0) {
        return fail(Error::make(walk.rootError() == ENOENT ? Error::Kind::NotFound : Error::Kind::Disk,
                                u"read the folder "_s + out, qt_error_string(walk.rootError())));
    }
    const auto refuse = [&](const QByteArray &name, const QString &why) {
        ++found.refusedCount;
        if (found.refused.size() < mostIgnored)
            found.refused.append({name, why});
    };
    while (const std::optional<FolderWalk::Entry> entry = walk.next()) {
        const QString text = QString::fromUtf8(entry->path);
        const bool directory = S_ISDIR(entry->info.st_mode);
        if (entry->failed != 0 || entry->tooDeep)
            refuse(entry->path, entry->tooDeep ? u"nested too deeply"_s : qt_error_string(entry->failed));
        else if (text.toUtf8() != entry->path)
            refuse(entry->path, u"its name is no UTF-8"_s);
        else if (!directory && !S_ISREG(entry->info.st_mode))
            refuse(entry->path, S_ISLNK(entry->info.st_mode) ? u"a link"_s : u"no file and no folder"_s);
        else
            found.entries.append({entry->path,
                                  text,
                                  directory,
                                  directory ? 0 : qint64(entry->info.st_size),
                                  {},
                                  int(entry->info.st_mode & 0777)});
        if (S_ISREG(entry->info.st_mode))
            found.bytes += entry->info.st_size;
    }
    return found;
}

Result<Collected> readCollected(const QByteArray &manifest)
{
    const auto json = scanJson(manifest, u"read the manifest of the run"_s);
    if (!json)
        return fail(json.error());
    const auto entries = json->is_object() ? json->find("entries") : json->end();
    if (!json->is_object() || entries == json->end() || !entries->is_array())
        return fail(
            Error::make(Error::Kind::BadInput, u"read the manifest of the run"_s, u"it has no list of entries"_s));
    Collected found;
    for (const Json &object : *entries) {
        if (!object.is_object())
            continue;
        CollectedEntry entry;
        entry.name = object.contains("nameBase64") ? QByteArray::fromBase64(toQString(object["nameBase64"]).toUtf8())
                                                   : toQString(object.value("name", Json())).toUtf8();
        entry.stored = object.contains("stored") ? toQString(object["stored"]) : QString::fromUtf8(entry.name);
        entry.directory = toQString(object.value("type", Json())) == u"directory";
        entry.size = object.value("size", Json()).is_number_integer() ? object["size"].get<qint64>() : 0;
        entry.sha256 = toQString(object.value("sha256", Json())).toLatin1();
        entry.mode = object.value("mode", Json()).is_number_integer() ? object["mode"].get<int>() : 0;
        if (entry.name.isEmpty() || entry.stored.startsWith(u'/') || entry.stored.split(u'/').contains(u".."_s))
            continue;
        found.bytes += entry.size;
        found.entries.append(entry);
    }
    return found;
}

Result<QByteArray> readOutputBytes(const QString &path, qint64 most)
{
    const QString asked = u"read "_s + path;
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        const int code = errno;
        return fail(
            Error::make(code == ENOENT ? Error::Kind::NotFound : Error::Kind::Disk, asked, qt_error_string(code)));
    }
    QFile file;
    struct stat info {
    };
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        !file.open(fd, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(fd);
        return fail(Error::make(Error::Kind::Disk, asked, u"it is no ordinary file"_s));
    }
    const QByteArray bytes = file.read(most + 1);
    if (bytes.size() > most)
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than %1 bytes"_s.arg(most)));
    return bytes;
}

} // namespace longshore
