// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/tarextractor.h"

#include "model/run/outputfolder.h"
#include "model/run/tarfeed.h"

#include <QHash>
#include <QLocale>
#include <QStorageInfo>
#include <archive.h>
#include <archive_entry.h>

namespace longshore
{

using namespace Qt::StringLiterals;

CollectLimits CollectLimits::forFolder(const QString &folder)
{
    CollectLimits limits;
    const qint64 free = QStorageInfo(folder).bytesAvailable();
    if (free >= 0)
        limits.bytes = qMin(limits.bytes, free > (4ll << 30) ? free - (2ll << 30) : free / 2);
    return limits;
}

void Collected::refuse(const QByteArray &name, const QString &reason)
{
    constexpr int listed = 1000;
    ++refusedCount;
    if (refused.size() < listed)
        refused.append({name, reason});
}

namespace
{

class Extractor
{
public:
    Extractor(const TarSource &source, const QString &target, const CollectLimits &limits, const TarLayout &layout)
        : m_target(target), m_limits(limits), m_layout(layout), m_feed{source}, m_archive(archive_read_new())
    {
        archive_read_support_format_tar(m_archive);
        if (m_layout.isGzip)
            archive_read_support_filter_gzip(m_archive);
        archive_read_set_options(m_archive, "hdrcharset=BINARY");
    }
    ~Extractor() { archive_read_free(m_archive); }

    Result<Collected> run();

private:
    Result<void> entry(archive_entry *entry);
    Result<void> file(archive_entry *entry, const CollectedEntry &found);
    Result<void> hardlink(archive_entry *entry, CollectedEntry found);
    Result<void> finishTar();
    Result<qint64> copyData();
    Result<void> closeFile(CollectedEntry found, qint64 size);
    std::optional<QByteArray> withinRoot(const QByteArray &name) const;
    std::optional<QByteArray> checkedName(const char *raw);
    QByteArray storedName(const QByteArray &name) const;
    void refuse(const QByteArray &name, const QString &reason) { m_result.refuse(name, reason); }
    Error cut(const QString &what) const
    {
        return Error::make(Error::Kind::ConnectionLost, asked(), what, u"Run it again: nothing of it was kept."_s);
    }
    Error tooMuch(const QString &what) const
    {
        return Error::make(Error::Kind::TooLarge, asked(), what,
                           u"Make the component write less, or free some space."_s);
    }
    QString asked() const { return u"fetch the outputs into %1"_s.arg(m_target); }

    QString m_target;
    CollectLimits m_limits;
    TarLayout m_layout;
    TarFeed m_feed;
    archive *m_archive;
    OutputFolder m_folder;
    Collected m_result;
    QHash<QByteArray, QString> m_files; ///< name -> stored, of files that are here: targets of hard links
    qint64 m_seen = 0;
};

Result<Collected> Extractor::run()
{
    if (auto made = m_folder.create(m_target, m_layout.mayExist); !made)
        return fail(made.error());
    if (archive_read_open(m_archive, &m_feed, nullptr, &TarFeed::read, nullptr) != ARCHIVE_OK)
        return fail(cut(QString::fromUtf8(archive_error_string(m_archive))));
    for (archive_entry *header = nullptr;;) {
        const int code = archive_read_next_header(m_archive, &header);
        if (code == ARCHIVE_EOF)
            break;
        // A warning is a name or attribute that could not be converted: with raw names none of ours. "Retry" means
        // that a damaged header was skipped.
        if (code < ARCHIVE_WARN || code == ARCHIVE_RETRY)
            return fail(cut(QString::fromUtf8(archive_error_string(m_archive))));
        if (++m_seen > m_limits.entries)
            return fail(tooMuch(u"more than %1 files and folders"_s.arg(m_limits.entries)));
        if (auto done = entry(header); !done)
            return fail(done.error());
    }
    if (auto complete = finishTar(); !complete)
        return fail(complete.error());
    if (auto synced = m_folder.syncAll(); !synced)
        return fail(synced.error());
    return std::move(m_result);
}

// libarchive takes a cut at an entry's end for the end of the tar, and reads nothing behind the end mark.
Result<void> Extractor::finishTar()
{
    while (!m_feed.piece.isEmpty() && m_feed.next()) { }
    if (m_feed.broken)
        return fail(cut(u"the stream broke off"_s));
    if (!m_layout.isGzip && !m_feed.hasEndMark())
        return fail(cut(u"the tar has no end mark"_s));
    return {};
}

/// What is within the root; nothing for what is not.
std::optional<QByteArray> Extractor::withinRoot(const QByteArray &name) const
{
    const QByteArray start = m_layout.root.isEmpty() ? QByteArray("./") : m_layout.root + '/';
    if (name.startsWith(start))
        return name.mid(start.size());
    return m_layout.root.isEmpty() ? std::optional(name) : std::nullopt;
}

// Nothing for the root itself and for refused names.
std::optional<QByteArray> Extractor::checkedName(const char *raw)
{
    QByteArray name(raw ? raw : "");
    if (name.isEmpty() || name.startsWith('/')) {
        refuse(name, u"leads outside"_s);
        return {};
    }
    while (name.endsWith('/'))
        name.chop(1);
    if (name == (m_layout.root.isEmpty() ? QByteArray(".") : m_layout.root))
        return {};
    const QByteArray inside = withinRoot(name).value_or(QByteArray(".."));
    const auto steps = inside.split('/');
    for (const QByteArray &step : steps) {
        if (step.isEmpty() || step == "." || step == "..") {
            refuse(name, u"leads outside"_s);
            return {};
        }
    }
    if (steps.size() > m_limits.depth || inside.size() > m_limits.pathLength) {
        refuse(name.left(200), u"nested too deep, or too long a path"_s);
        return {};
    }
    return inside;
}

QByteArray Extractor::storedName(const QByteArray &name) const
{
    QByteArrayList steps = name.split('/');
    for (QByteArray &step : steps)
        step = safeFileName(step);
    return steps.join('/');
}

Result<void> Extractor::entry(archive_entry *entry)
{
    const auto name = checkedName(archive_entry_pathname(entry));
    if (!name)
        return {};
    CollectedEntry found;
    found.name = *name;
    const QByteArray stored = storedName(*name);
    found.stored = QString::fromUtf8(stored);
    found.mode = int(archive_entry_perm(entry) & 0755);
    if (archive_entry_hardlink(entry))
        return hardlink(entry, found);
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
        return file(entry, found);
    case AE_IFDIR: {
        const auto made = m_folder.makeDirectory(stored);
        if (!made)
            return fail(made.error());
        found.directory = true;
        if (*made == OutputFolder::Made::Yes)
            m_result.entries.append(found);
        else if (*made == OutputFolder::Made::Refused || !m_folder.isDirectory(stored))
            refuse(*name, u"there is no such folder, or a file has that name"_s);
        return {};
    }
    case AE_IFLNK:
        refuse(*name, u"a link to %1"_s.arg(QString::fromUtf8(archive_entry_symlink(entry))));
        return {};
    default:
        refuse(*name, u"not a regular file"_s);
        return {};
    }
}

Result<void> Extractor::file(archive_entry *entry, const CollectedEntry &found)
{
    const qint64 size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    const QLocale c = QLocale::c();
    if (size < 0 || size > m_limits.bytes - m_result.bytes)
        return fail(tooMuch(u"%1 has %2, with %3 allowed for all outputs together"_s.arg(
            found.stored, c.formattedDataSize(size), c.formattedDataSize(m_limits.bytes))));
    const auto made = m_folder.openFile(found.stored.toUtf8(), found.mode | 0600);
    if (!made)
        return fail(made.error());
    if (*made != OutputFolder::Made::Yes) {
        refuse(found.name, *made == OutputFolder::Made::Exists ? u"the name came twice"_s : u"its folder was refused"_s);
        return {};
    }
    const auto copied = copyData();
    if (!copied)
        return fail(copied.error());
    return closeFile(found, *copied);
}

Result<qint64> Extractor::copyData()
{
    qint64 total = 0;
    QByteArray block(256 << 10, Qt::Uninitialized);
    for (;;) {
        const la_ssize_t n = archive_read_data(m_archive, block.data(), size_t(block.size()));
        if (n < 0)
            return fail(cut(QString::fromUtf8(archive_error_string(m_archive))));
        if (n == 0)
            return total;
        // A sparse entry may hold more than its header announced.
        total += n;
        if (total > m_limits.bytes - m_result.bytes)
            return fail(tooMuch(u"the outputs are larger than %1"_s.arg(QLocale::c().formattedDataSize(m_limits.bytes))));
        if (auto written = m_folder.write(block.constData(), n); !written)
            return fail(written.error());
    }
}

Result<void> Extractor::hardlink(archive_entry *entry, CollectedEntry found)
{
    const QByteArray target(archive_entry_hardlink(entry));
    const auto source = m_files.constFind(withinRoot(target).value_or(target));
    if (source == m_files.constEnd()) {
        refuse(found.name, u"a hard link to %1"_s.arg(QString::fromUtf8(target)));
        return {};
    }
    const auto made = m_folder.openFile(found.stored.toUtf8(), found.mode | 0600);
    if (!made)
        return fail(made.error());
    if (*made != OutputFolder::Made::Yes) {
        refuse(found.name, u"the name came twice"_s);
        return {};
    }
    const auto copied = m_folder.copyFrom(source->toUtf8());
    if (!copied)
        return fail(copied.error());
    if (*copied > m_limits.bytes - m_result.bytes)
        return fail(tooMuch(u"the outputs are larger than %1"_s.arg(QLocale::c().formattedDataSize(m_limits.bytes))));
    return closeFile(found, *copied);
}

Result<void> Extractor::closeFile(CollectedEntry found, qint64 size)
{
    auto hash = m_folder.closeFile();
    if (!hash)
        return fail(hash.error());
    found.size = size;
    found.sha256 = *hash;
    m_result.bytes += size;
    m_files.insert(found.name, found.stored);
    m_result.entries.append(found);
    return {};
}

} // namespace

Result<Collected> extractTar(const TarSource &source, const QString &target, const CollectLimits &limits, const TarLayout &layout)
{
    return Extractor(source, target, limits, layout).run();
}

} // namespace longshore
