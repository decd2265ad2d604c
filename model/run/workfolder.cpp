// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/workfolder.h"

#include "model/run/openbeneath.h"
#include "model/store/durablefile.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 longestFile = 20 << 20;

/// Unpacks a tar of ours below a folder that nobody else has in hands yet.
class Unpacker
{
public:
    Unpacker(TarStream &tar, const QString &folder, const CancelToken &token)
        : m_tar(tar), m_folder(QFile::encodeName(folder)), m_token(token), m_reader(archive_read_new()), m_writer(archive_write_disk_new())
    {
        archive_read_support_format_tar(m_reader);
        archive_read_set_options(m_reader, "hdrcharset=BINARY");
        const int owner = ::geteuid() == 0 ? ARCHIVE_EXTRACT_OWNER : 0;
        archive_write_disk_set_options(m_writer, ARCHIVE_EXTRACT_PERM | ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_SECURE_NODOTDOT
                                                     | ARCHIVE_EXTRACT_SECURE_SYMLINKS | owner);
    }
    ~Unpacker()
    {
        archive_write_free(m_writer);
        archive_read_free(m_reader);
    }

    Result<void> run()
    {
        if (archive_read_open(m_reader, this, nullptr, &Unpacker::read, nullptr) != ARCHIVE_OK)
            return failed(m_reader);
        for (archive_entry *entry = nullptr;;) {
            const int code = archive_read_next_header(m_reader, &entry);
            if (code == ARCHIVE_EOF)
                break;
            if (code < ARCHIVE_WARN)
                return failed(m_reader);
            archive_entry_set_pathname(entry, (m_folder + '/' + archive_entry_pathname(entry)).constData());
            if (auto written = write(entry); !written)
                return written;
        }
        return archive_write_close(m_writer) < ARCHIVE_WARN ? failed(m_writer) : Result<void>(); // modes of folders
    }

private:
    static la_ssize_t read(archive *a, void *self, const void **bytes)
    {
        auto *unpacker = static_cast<Unpacker *>(self);
        unpacker->m_block = unpacker->m_token.isCancelled() ? QByteArray() : unpacker->m_tar.read(256 << 10);
        if (unpacker->m_token.isCancelled() || !unpacker->m_tar.failure().isEmpty()) {
            archive_set_error(a, ECANCELED, "cancelled");
            return -1;
        }
        *bytes = unpacker->m_block.constData();
        return la_ssize_t(unpacker->m_block.size());
    }
    Result<void> write(archive_entry *entry)
    {
        if (archive_write_header(m_writer, entry) < ARCHIVE_WARN)
            return failed(m_writer);
        const void *bytes = nullptr;
        size_t size = 0;
        for (la_int64_t offset = 0;;) {
            const int code = archive_read_data_block(m_reader, &bytes, &size, &offset);
            if (code == ARCHIVE_EOF)
                return {};
            if (code < ARCHIVE_WARN)
                return failed(m_reader);
            if (archive_write_data_block(m_writer, bytes, size, offset) < ARCHIVE_WARN)
                return failed(m_writer);
        }
    }
    Result<void> failed(archive *a) const
    {
        const QString asked = u"fill the folder %1"_s.arg(QString::fromUtf8(m_folder));
        if (m_token.isCancelled())
            return fail(Error::cancelled(asked));
        if (!m_tar.failure().isEmpty())
            return fail(Error::make(Error::Kind::Disk, asked, m_tar.failure()));
        return fail(Error::make(Error::Kind::Disk, asked, QString::fromUtf8(archive_error_string(a))));
    }

    TarStream &m_tar;
    QByteArray m_folder;
    CancelToken m_token;
    archive *m_reader;
    archive *m_writer;
    QByteArray m_block;
};

} // namespace

QString WorkFolder::ofRun(const QString &store, const RunId &run)
{
    return u"%1/work/%2"_s.arg(store, run.value);
}

WorkFolder::WorkFolder(const QString &store, const RunId &run, int stage) : m_path(u"%1/%2"_s.arg(ofRun(store, run)).arg(stage)) {}

Result<void> WorkFolder::make() const
{
    const QString asked = u"make the folder %1"_s.arg(m_path);
    if (m_path.contains(u':'))
        return fail(Error::make(Error::Kind::BadInput, asked, u"a path with a colon cannot be bound into a container"_s,
                                u"Choose another store with --store, or set input.transfer to \"copy\"."_s));
    for (const QString &folder : {QFileInfo(QFileInfo(m_path).path()).path(), QFileInfo(m_path).path(), m_path, m_path + u"/data"_s, m_path + u"/tmp"_s}) {
        if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
            return fail(diskError(asked, errno));
    }
    return {};
}

QStringList WorkFolder::binds() const
{
    return {m_path + u"/data:/data"_s, m_path + u"/tmp:/tmp"_s};
}

Result<QList<TarNote>> WorkFolder::fill(const Staging &staging, const CancelToken &token) const
{
    const QString folder = QFileInfo(m_path).canonicalFilePath(); // a link on the way to it would be refused
    const auto tar = stagingTar(staging);
    if (auto done = Unpacker(*tar, folder, token).run(); !done)
        return fail(done.error());
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const auto close = qScopeGuard([fd] { ::close(fd); });
    if (fd < 0 || ::syncfs(fd) != 0) // before the journal says that it is whole
        return fail(diskError(u"fill the folder %1"_s.arg(folder), errno));
    return tar->notes();
}

Result<QByteArray> WorkFolder::read(const QByteArray &name) const
{
    const QString asked = u"read %1/data/%2"_s.arg(m_path, QString::fromUtf8(name));
    const int root = ::open(QFile::encodeName(m_path + u"/data"_s).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const int fd = root < 0 ? -1 : openBeneath(root, name, O_RDONLY | O_NONBLOCK);
    const int code = errno;
    if (root >= 0)
        ::close(root);
    const auto close = qScopeGuard([fd] { ::close(fd); });
    struct stat info {};
    if (fd < 0)
        return fail(Error::make(code == ENOENT   ? Error::Kind::NotFound
                                : code == EACCES ? Error::Kind::PermissionDenied
                                                 : Error::Kind::BadInput,
                                asked, qt_error_string(code)));
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is no regular file"_s));
    QFile file;
    if (info.st_size > longestFile || !file.open(fd, QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than 20 MiB"_s));
    return file.read(longestFile);
}

} // namespace longshore
