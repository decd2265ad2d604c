// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/tarstream.h"

#include "model/run/folderwalk.h"

#include <QFile>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qsizetype blockSize = 256 << 10;

struct TarStreamSink {
    static la_ssize_t write(archive *, void *self, const void *bytes, size_t count)
    {
        static_cast<TarStream *>(self)->m_out.append(static_cast<const char *>(bytes), qsizetype(count));
        return la_ssize_t(count);
    }
};

TarStream::TarStream(std::vector<TarPart> parts, int uid, int gid, Format format, QObject *parent)
    : QIODevice(parent), m_parts(std::move(parts)), m_uid(uid), m_gid(gid), m_archive(archive_write_new())
{
    if (format == Format::Zip)
        archive_write_set_format_zip(m_archive);
    else if (format == Format::GnuTar)
        archive_write_set_format_gnutar(m_archive);
    else
        archive_write_set_format_pax_restricted(m_archive);
    if (format == Format::TarGz)
        archive_write_add_filter_gzip(m_archive);
    else
        archive_write_add_filter_none(m_archive);
    if (format != Format::GnuTar) // whose names are bytes anyway
        archive_write_set_options(m_archive, "hdrcharset=BINARY");
    archive_write_set_bytes_per_block(m_archive, 0); // no buffer between the archive and ours
    archive_write_open(m_archive, this, nullptr, &TarStreamSink::write, nullptr);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    produce();
}

TarStream::~TarStream()
{
    if (m_archive) {
        archive_write_fail(m_archive);
        archive_write_free(m_archive);
    }
    if (m_file >= 0)
        ::close(m_file);
}

qint64 TarStream::bytesAvailable() const
{
    return m_out.size() - m_given + QIODevice::bytesAvailable();
}

qint64 TarStream::readData(char *data, qint64 maxSize)
{
    const qint64 count = qMin<qint64>(maxSize, m_out.size() - m_given);
    if (count == 0)
        return m_done && maxSize > 0 ? -1 : 0;
    memcpy(data, m_out.constData() + m_given, size_t(count));
    m_given += count;
    // Always one step ahead, so that bytesAvailable and atEnd tell the truth.
    if (m_given == m_out.size()) {
        m_out.resize(0);
        m_given = 0;
        produce();
    }
    return count;
}

void TarStream::produce()
{
    while (m_out.isEmpty() && !m_done) {
        if (m_file >= 0) {
            readFile();
        } else if (!nextEntry()) {
            m_done = true;
            if (archive_write_close(m_archive) != ARCHIVE_OK)
                m_failure = QString::fromUtf8(archive_error_string(m_archive));
        }
    }
}

bool TarStream::nextEntry()
{
    if (!m_failure.isEmpty())
        return false;
    if (m_walk) {
        nextOfFolder();
        return true;
    }
    if (m_next == m_parts.size())
        return false;
    openPart(m_parts[m_next++]);
    return true;
}

void TarStream::openPart(const TarPart &part)
{
    switch (part.type) {
    case TarPart::Type::Directory:
        begin(part.path, AE_IFDIR, part.mode, 0, 0);
        return;
    case TarPart::Type::Bytes:
        begin(part.path, AE_IFREG, part.mode, part.bytes.size(), 0);
        archive_write_data(m_archive, part.bytes.constData(), size_t(part.bytes.size()));
        return;
    case TarPart::Type::Folder:
        m_walk = std::make_unique<FolderWalk>(part.source, part.skip, part.sourceIsHostile ? FolderWalk::Root::IsFolder : FolderWalk::Root::MayBeLink);
        if (m_walk->rootError())
            m_failure = u"open the folder %1: %2"_s.arg(part.source, qt_error_string(m_walk->rootError()));
        return;
    case TarPart::Type::File: {
        struct stat info {};
        m_file = ::open(QFile::encodeName(part.source).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (m_file < 0 || ::fstat(m_file, &info) != 0 || !S_ISREG(info.st_mode)) {
            m_failure = u"open the file %1: %2"_s.arg(part.source, m_file < 0 ? qt_error_string(errno) : u"not a regular file"_s);
            return;
        }
        m_size = m_left = info.st_size;
        begin(part.path, AE_IFREG, part.mode, info.st_size, info.st_mtime);
        return;
    }
    }
}

void TarStream::begin(const QByteArray &path, int type, int mode, qint64 size, qint64 mtime, const QByteArray &link)
{
    archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, path.constData());
    archive_entry_set_filetype(entry, unsigned(type));
    archive_entry_set_perm(entry, mode_t(mode));
    archive_entry_set_uid(entry, m_uid);
    archive_entry_set_gid(entry, m_gid);
    archive_entry_set_size(entry, size);
    archive_entry_set_mtime(entry, mtime, 0);
    if (type == AE_IFLNK)
        archive_entry_set_symlink(entry, link.constData());
    if (archive_write_header(m_archive, entry) < ARCHIVE_WARN)
        m_failure = u"%1: %2"_s.arg(QString::fromUtf8(path), QString::fromUtf8(archive_error_string(m_archive)));
    archive_entry_free(entry);
    m_path = path;
}

void TarStream::nextOfFolder()
{
    const auto entry = m_walk->next();
    if (!entry) {
        m_walk.reset();
        return;
    }
    const TarPart &part = m_parts[m_next - 1];
    const QByteArray relative = part.rename ? part.rename(entry->path) : entry->path;
    const QByteArray path = part.path.isEmpty() ? relative : part.path + '/' + relative;
    const mode_t mode = entry->info.st_mode;
    if (entry->failed)
        return unreadable(path, entry->failed);
    if (entry->tooDeep)
        return note(path, tr("folders are nested too deep"));
    if (S_ISDIR(mode))
        return begin(path, AE_IFDIR, int(mode & 0777), 0, entry->info.st_mtime);
    if (S_ISLNK(mode)) {
        if (!FolderWalk::staysInside(entry->path, entry->link))
            return note(path, tr("a link to %1, outside the folder").arg(QString::fromUtf8(entry->link)));
        return begin(path, AE_IFLNK, 0777, 0, entry->info.st_mtime, entry->link);
    }
    if (!S_ISREG(mode))
        return note(path, tr("not a regular file"));
    m_file = ::openat(entry->parent, entry->name.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info {};
    if (m_file < 0 || ::fstat(m_file, &info) != 0 || !S_ISREG(info.st_mode)) {
        m_file < 0 ? unreadable(path, errno) : note(path, tr("not a regular file"));
        if (m_file >= 0)
            ::close(m_file);
        m_file = -1;
        return;
    }
    m_size = m_left = info.st_size;
    begin(path, AE_IFREG, int(mode & 0777), info.st_size, info.st_mtime);
}

// The size in the header binds us: a file that shrank is filled up with zeros by the archive, one that grew is cut.
void TarStream::readFile()
{
    QByteArray block(qMin<qint64>(blockSize, qMax<qint64>(m_left, 1)), Qt::Uninitialized);
    ssize_t n = 0;
    do {
        n = m_left > 0 ? ::read(m_file, block.data(), size_t(block.size())) : 0;
    } while (n < 0 && errno == EINTR);
    if (n > 0) {
        if (archive_write_data(m_archive, block.constData(), size_t(n)) != n)
            m_failure = QString::fromUtf8(archive_error_string(m_archive));
        m_left -= n;
        if (m_left > 0)
            return;
    }
    struct stat info {};
    if (n < 0)
        m_failure = u"read %1: %2"_s.arg(QString::fromUtf8(m_path), qt_error_string(errno));
    else if (m_left > 0 || (::fstat(m_file, &info) == 0 && info.st_size != m_size))
        note(m_path, tr("it changed while it was read"), TarNote::Kind::Changed);
    ::close(m_file);
    m_file = -1;
    m_left = 0;
}

QString TarNote::sentence() const
{
    return u"%1: %2"_s.arg(QString::fromUtf8(path), what);
}

QStringList TarStream::noteSentences() const
{
    QStringList sentences;
    for (const TarNote &note : m_notes)
        sentences.append(note.sentence());
    return sentences;
}

void TarStream::note(const QByteArray &path, const QString &what, TarNote::Kind kind)
{
    m_notes.append({path, what, kind});
}

void TarStream::unreadable(const QByteArray &path, int errnoValue)
{
    note(path, qt_error_string(errnoValue), errnoValue == EACCES ? TarNote::Kind::Denied : TarNote::Kind::LeftOut);
}

} // namespace longshore
