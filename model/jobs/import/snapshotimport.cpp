// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/import/snapshotimport.h"

#include "model/check/sourcecheck.h"
#include "model/jobs/import/folderimport.h"
#include "model/run/outputfolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <archive.h>
#include <archive_entry.h>
#include <memory>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

/// B3: the platform cuts the files it hides secrets in.
constexpr qint64 cutLength = 60'000;

using Archive = std::unique_ptr<archive, decltype(&archive_read_free)>;

class Unpacker
{
public:
    Unpacker(const QString &zip, const QString &target, const CollectLimits &limits)
        : m_zip(zip)
        , m_target(target)
        , m_limits(limits)
        , m_archive(archive_read_new(), &archive_read_free)
    {
    }
    Result<QList<UnmappedItem>> run();

private:
    Result<void> entry(archive_entry *entry);
    Result<void> file(const QByteArray &name);
    Result<bool> parents(const QByteArray &name);
    std::optional<QByteArray> safeName(const char *raw);
    void refuse(const QByteArray &name, const QString &why)
    {
        if (m_refused.size() < 100)
            m_refused.append({QString::fromUtf8(name.left(200)), why});
    }
    Error bad(const QString &what) const
    {
        return Error::make(Error::Kind::BadInput, u"unpack %1"_s.arg(m_zip), what, u"Fetch the snapshot again."_s);
    }
    Error tooMuch(const QString &what) const
    {
        return Error::make(Error::Kind::TooLarge, u"unpack %1"_s.arg(m_zip), what,
                           u"Unpack it by hand and open the folder."_s);
    }

    QString m_zip;
    QString m_target;
    CollectLimits m_limits;
    Archive m_archive;
    OutputFolder m_folder;
    QList<UnmappedItem> m_refused;
    qint64 m_bytes = 0;
    qint64 m_entries = 0;
};

/// Relative, without `..`, not too deep; the slashes of a Windows zip turned.
std::optional<QByteArray> Unpacker::safeName(const char *raw)
{
    QByteArray name(raw ? raw : "");
    name.replace('\\', '/');
    const QByteArrayList given = name.split('/');
    QByteArrayList parts;
    for (const QByteArray &part : given) {
        if (part == "..") {
            refuse(name, u"leads outside"_s);
            return std::nullopt;
        }
        if (!part.isEmpty() && part != ".")
            parts.append(safeFileName(part));
    }
    if (parts.isEmpty())
        return std::nullopt;
    if (name.startsWith('/') || parts.size() > m_limits.depth || name.size() > m_limits.pathLength) {
        refuse(name, name.startsWith('/') ? u"leads outside"_s : u"is too long a name"_s);
        return std::nullopt;
    }
    return parts.join('/');
}

/// False: one of them is a file.
Result<bool> Unpacker::parents(const QByteArray &name)
{
    for (qsizetype slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
        const QByteArray folder = name.left(slash);
        const Result<OutputFolder::Made> made = m_folder.makeDirectory(folder);
        if (!made)
            return fail(made.error());
        if (*made == OutputFolder::Made::Refused || !m_folder.isDirectory(folder))
            return false;
    }
    return true;
}

Result<void> Unpacker::file(const QByteArray &name)
{
    const Result<OutputFolder::Made> made = m_folder.openFile(name, 0600);
    if (!made)
        return fail(made.error());
    if (*made != OutputFolder::Made::Yes) {
        refuse(name, u"is in it twice"_s);
        return {};
    }
    char buffer[65536];
    for (;;) {
        const la_ssize_t count = archive_read_data(m_archive.get(), buffer, sizeof buffer);
        if (count < 0)
            return fail(bad(QString::fromUtf8(archive_error_string(m_archive.get()))));
        if (count == 0)
            break;
        m_bytes += count;
        if (m_bytes > m_limits.bytes)
            return fail(tooMuch(u"it holds more than %1 MiB"_s.arg(m_limits.bytes >> 20)));
        if (const Result<void> written = m_folder.write(buffer, count); !written)
            return written;
    }
    const Result<QByteArray> closed = m_folder.closeFile();
    return closed ? Result<void>() : fail(closed.error());
}

Result<void> Unpacker::entry(archive_entry *entry)
{
    if (++m_entries > m_limits.entries)
        return fail(tooMuch(u"it holds more than %1 files"_s.arg(m_limits.entries)));
    const std::optional<QByteArray> name = safeName(archive_entry_pathname(entry));
    if (!name)
        return {};
    const auto type = archive_entry_filetype(entry);
    if ((type != AE_IFREG && type != AE_IFDIR) || archive_entry_hardlink(entry)) {
        refuse(*name, u"is a link or a device"_s);
        return {};
    }
    const Result<bool> held = parents(*name + (type == AE_IFDIR ? "/" : ""));
    if (!held)
        return fail(held.error());
    if (!*held) {
        refuse(*name, u"is below a file"_s);
        return {};
    }
    return type == AE_IFREG ? file(*name) : Result<void>();
}

Result<QList<UnmappedItem>> Unpacker::run()
{
    archive_read_support_format_zip(m_archive.get());
    archive_read_set_options(m_archive.get(), "hdrcharset=UTF-8");
    const QByteArray path = QFile::encodeName(m_zip);
    if (archive_read_open_filename(m_archive.get(), path.constData(), 65536) != ARCHIVE_OK)
        return fail(bad(QString::fromUtf8(archive_error_string(m_archive.get()))));
    if (const Result<void> made = m_folder.create(m_target); !made)
        return fail(made.error());
    for (archive_entry *header = nullptr;;) {
        const int code = archive_read_next_header(m_archive.get(), &header);
        if (code == ARCHIVE_EOF)
            break;
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY)
            return fail(bad(QString::fromUtf8(archive_error_string(m_archive.get()))));
        if (const Result<void> done = entry(header); !done)
            return fail(done.error());
    }
    if (const Result<void> synced = m_folder.syncAll(); !synced)
        return fail(synced.error());
    return m_refused;
}

/// The data folder in what was unpacked: itself, or the only folder in it.
QString dataFolderIn(const QString &target)
{
    if (folderKind(target) == FolderKind::Data)
        return target;
    const QDir dir(target);
    const QStringList folders = dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    const QString inner = folders.size() == 1 ? dir.filePath(folders.first()) : QString();
    return !inner.isEmpty() && folderKind(inner) == FolderKind::Data ? inner : QString();
}

Result<ImportResult> unpackAndRead(const QString &zip, const QString &target, const CollectLimits &limits)
{
    const Result<QList<UnmappedItem>> refused = Unpacker(zip, target, limits).run();
    if (!refused)
        return fail(refused.error());
    // A job of ours, packed with what it needs.
    const QDir unpacked(target);
    if (const QStringList jobs = unpacked.entryList({u"*.job.json"_s}, QDir::Files); jobs.size() == 1) {
        const Result<JobDocument> job = JobDocument::load(unpacked.filePath(jobs.first()));
        return job ? Result<ImportResult>(ImportResult{*job, *refused}) : fail(job.error());
    }
    const QString data = dataFolderIn(target);
    if (data.isEmpty()) {
        return fail(Error::make(Error::Kind::BadInput, u"make a job of %1"_s.arg(zip),
                                u"it holds no data folder (config.json, in, out)"_s,
                                u"Choose a stage_….zip of a debug job."_s));
    }
    ImportResult result{JobDocument::create(QFileInfo(zip).completeBaseName(), {}), {}};
    applyDataFolder(data, &result);
    for (const QString &name : {u"config.json"_s, u"in/state.json"_s}) {
        if (QFileInfo(data + u'/' + name).size() >= cutLength)
            result.unmapped.append({name, u"may be cut: the platform keeps no more than 60,000 characters of it"_s});
    }
    result.unmapped += *refused;
    return result;
}

} // namespace

Result<ImportResult> importSnapshot(const QString &zip, const QString &target)
{
    return importSnapshot(zip, target, CollectLimits::forFolder(QFileInfo(target).absolutePath()));
}

Result<ImportResult> importSnapshot(const QString &zip, const QString &target, const CollectLimits &limits)
{
    const QString asked = u"make a job of the snapshot %1"_s.arg(zip);
    if (!QFileInfo(zip).isFile())
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such file"_s, u"Check the path."_s));
    if (QFileInfo::exists(target)) {
        return fail(Error::make(Error::Kind::Conflict, asked, u"%1 is there already"_s.arg(target),
                                u"Choose another name for the job, or remove that folder."_s));
    }
    if (!QDir().mkpath(QFileInfo(target).absolutePath()))
        return fail(
            Error::make(Error::Kind::PermissionDenied, asked, u"the folder of %1 cannot be made"_s.arg(target)));
    Result<ImportResult> result = unpackAndRead(zip, target, limits);
    if (!result)
        QDir(target).removeRecursively();
    return result;
}

} // namespace longshore
