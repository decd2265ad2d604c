// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dataarchive.h"

#include <QCryptographicHash>
#include <QFile>
#include <archive.h>
#include <archive_entry.h>
#include <memory>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t blockSize = 1 << 18;

/// An archive being read; formats and filters that only ask for trouble are not enabled.
class Reader
{
public:
    explicit Reader(const QString &path) : m_asked(u"read the archive %1"_s.arg(path)), m_archive(archive_read_new())
    {
        archive_read_support_format_zip(m_archive.get());
        archive_read_support_format_tar(m_archive.get());
        archive_read_support_filter_gzip(m_archive.get());
        m_open = archive_read_open_filename(m_archive.get(), QFile::encodeName(path).constData(), blockSize) == ARCHIVE_OK;
    }

    /// The next entry, null at the end or after an error.
    archive_entry *next()
    {
        if (!m_open)
            return nullptr;
        archive_entry *entry = nullptr;
        const int code = archive_read_next_header(m_archive.get(), &entry);
        m_open = code == ARCHIVE_OK || code == ARCHIVE_WARN;
        m_ended = code == ARCHIVE_EOF;
        return m_open ? entry : nullptr;
    }
    /// Bytes of the entry; -1 after an error.
    qint64 read(QByteArray &block) { return archive_read_data(m_archive.get(), block.data(), size_t(block.size())); }
    bool endedWell() const { return m_ended; }
    Error error() const
    {
        const char *text = archive_error_string(m_archive.get());
        return Error::make(Error::Kind::BadInput, m_asked, text ? QString::fromUtf8(text) : u"it is damaged"_s);
    }
    Error error(Error::Kind kind, const QString &happened) const { return Error::make(kind, m_asked, happened); }

private:
    struct Free {
        void operator()(archive *a) const { archive_read_free(a); }
    };
    QString m_asked;
    std::unique_ptr<archive, Free> m_archive;
    bool m_open = false;
    bool m_ended = false;
};

QString nameOf(archive_entry *entry)
{
    const char *utf8 = archive_entry_pathname_utf8(entry);
    QString name = QString::fromUtf8(utf8 ? utf8 : archive_entry_pathname(entry));
    while (name.startsWith(u"./"_s))
        name.remove(0, 2);
    while (name.startsWith(u'/'))
        name.remove(0, 1);
    while (name.endsWith(u'/'))
        name.chop(1);
    return name;
}

} // namespace

Result<DataListing> listArchive(const QString &path, bool withDigests, const CancelToken &token)
{
    Reader reader(path);
    DataListing listing;
    QByteArray block(blockSize, Qt::Uninitialized);
    while (archive_entry *header = reader.next()) {
        if (token.isCancelled())
            return fail(reader.error(Error::Kind::Cancelled, u"cancelled"_s));
        DataEntry entry;
        entry.name = nameOf(header);
        if (entry.name.isEmpty() || entry.name == u"."_s)
            continue;
        if (listing.entries.size() == mostDataEntries) {
            listing.isWhole = false;
            return listing;
        }
        entry.isFolder = archive_entry_filetype(header) == AE_IFDIR;
        if (!entry.isFolder && archive_entry_filetype(header) != AE_IFREG)
            entry.note = archive_entry_filetype(header) == AE_IFLNK ? u"a link"_s : u"no ordinary file"_s;
        const bool sized = archive_entry_size_is_set(header);
        entry.size = sized && !entry.isFolder ? archive_entry_size(header) : 0;
        if (!entry.isFolder && entry.note.isEmpty() && (withDigests || !sized)) {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            entry.size = 0;
            qint64 read = 0;
            while ((read = reader.read(block)) > 0 && !token.isCancelled()) {
                hash.addData({block.constData(), read});
                entry.size += read;
            }
            if (read < 0)
                return fail(reader.error());
            if (withDigests)
                entry.digest = hash.result();
        }
        listing.entries.append(entry);
    }
    if (!reader.endedWell())
        return fail(reader.error());
    return listing;
}

Result<FileHead> readArchiveFile(const QString &path, const QString &name, qint64 most)
{
    Reader reader(path);
    while (archive_entry *header = reader.next()) {
        if (nameOf(header) != name)
            continue;
        FileHead head;
        QByteArray block(blockSize, Qt::Uninitialized);
        qint64 read = 0;
        while (head.bytes.size() < most && (read = reader.read(block)) > 0)
            head.bytes += QByteArrayView(block).first(std::min(read, most - head.bytes.size()));
        if (read < 0)
            return fail(reader.error());
        head.size = archive_entry_size_is_set(header) ? archive_entry_size(header) : head.bytes.size();
        return head;
    }
    return fail(reader.endedWell() ? reader.error(Error::Kind::NotFound, u"it has no file %1"_s.arg(name)) : reader.error());
}

} // namespace longshore
