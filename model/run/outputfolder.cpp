// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputfolder.h"

#include "model/run/openbeneath.h"
#include "model/store/durablefile.h"

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 writebackStep = 8 << 20;

OutputFolder::~OutputFolder()
{
    for (const int file : m_unsynced)
        ::close(file);
    if (m_file >= 0)
        ::close(m_file);
    if (m_root >= 0)
        ::close(m_root);
    EVP_MD_CTX_free(m_hash);
}

/// Few enough to stay open till the end.
bool OutputFolder::isFew() const
{
    return m_made <= 128;
}

Error OutputFolder::failed(const QByteArray &path, int errnoValue) const
{
    return diskError(u"write the output %1/%2"_s.arg(m_path, QString::fromUtf8(path)), errnoValue);
}

Result<void> OutputFolder::create(const QString &path, bool mayExist)
{
    m_path = path;
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) != 0 && !(mayExist && errno == EEXIST))
        return fail(failed({}, errno));
    m_root = ::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (m_root < 0)
        return fail(failed({}, errno));
    m_hash = EVP_MD_CTX_new();
    return {};
}

Result<OutputFolder::Made> OutputFolder::makeDirectory(const QByteArray &path)
{
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray name = path.mid(slash + 1);
    const int parent = slash < 0 ? ::dup(m_root) : openBeneath(m_root, path.left(slash), O_RDONLY | O_DIRECTORY);
    if (parent < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == EXDEV ? Result<Made>(Made::Refused)
                                                                                     : fail(failed(path, errno));
    const int code = ::mkdirat(parent, name.constData(), 0755) == 0 ? 0 : errno;
    ::close(parent);
    if (code && code != EEXIST)
        return fail(failed(path, code));
    m_made += !code;
    if (!code && isFew())
        m_folders.append(path);
    return code ? Made::Exists : Made::Yes;
}

bool OutputFolder::isDirectory(const QByteArray &path) const
{
    const int fd = openBeneath(m_root, path, O_RDONLY | O_DIRECTORY);
    if (fd >= 0)
        ::close(fd);
    return fd >= 0;
}

Result<OutputFolder::Made> OutputFolder::openFile(const QByteArray &path, int mode, bool mayReplace)
{
    const int ours = (mode & 0755) | 0600; // to read, whatever the component thinks
    m_file = openBeneath(m_root, path, O_WRONLY | O_CREAT | O_NOFOLLOW | (mayReplace ? O_TRUNC : O_EXCL), ours);
    m_filePath = path;
    m_written = m_started = 0;
    if (m_file >= 0) {
        if (mayReplace)
            ::fchmod(m_file, mode_t(ours));
        EVP_DigestInit_ex(m_hash, EVP_sha256(), nullptr);
        return Made::Yes;
    }
    switch (errno) {
    case EEXIST:
    case EISDIR: return Made::Exists;
    case ENOTDIR:
    case ENOENT:
    case ELOOP:
    case EXDEV: return Made::Refused;
    default: return fail(failed(path, errno));
    }
}

Result<void> OutputFolder::write(const char *bytes, qint64 count)
{
    EVP_DigestUpdate(m_hash, bytes, size_t(count));
    while (count > 0) {
        const ssize_t n = ::write(m_file, bytes, size_t(count));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(failed(m_filePath, errno));
        bytes += n;
        count -= n;
        m_written += n;
    }
    // Writing back starts while the rest arrives, so that the sync at the end finds little to wait for.
    if (m_written - m_started >= writebackStep) {
        ::sync_file_range(m_file, m_started, m_written - m_started, SYNC_FILE_RANGE_WRITE);
        m_started = m_written;
    }
    return {};
}

Result<QByteArray> OutputFolder::closeFile()
{
    ++m_made;
    if (isFew()) {
        ::sync_file_range(m_file, m_started, 0, SYNC_FILE_RANGE_WRITE);
        m_unsynced.push_back(m_file);
    } else {
        ::close(m_file);
    }
    m_file = -1;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    EVP_DigestFinal_ex(m_hash, digest, &length);
    return QByteArray(reinterpret_cast<const char *>(digest), qsizetype(length)).toHex();
}

Result<qint64> OutputFolder::copyFrom(const QByteArray &path)
{
    const int source = openBeneath(m_root, path, O_RDONLY | O_NOFOLLOW);
    if (source < 0)
        return fail(failed(path, errno));
    QByteArray block(256 << 10, Qt::Uninitialized);
    qint64 total = 0;
    Result<void> written;
    for (ssize_t n; written && (n = ::read(source, block.data(), size_t(block.size()))) > 0; total += n)
        written = write(block.constData(), n);
    ::close(source);
    if (!written)
        return fail(written.error());
    return total;
}

Result<void> OutputFolder::syncFolder(const QByteArray &path)
{
    const int fd = openBeneath(m_root, path, O_RDONLY | O_DIRECTORY);
    const int code = fd < 0 || ::fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        ::close(fd);
    return code ? Result<void>(fail(failed(path, code))) : Result<void>();
}

Result<void> OutputFolder::syncAll()
{
    if (!isFew())
        return ::syncfs(m_root) == 0 ? Result<void>() : fail(failed({}, errno));
    for (const int file : m_unsynced) {
        if (::fdatasync(file) != 0)
            return fail(failed({}, errno));
    }
    for (const QByteArray &folder : m_folders) {
        if (auto synced = syncFolder(folder); !synced)
            return synced;
    }
    return {};
}

} // namespace longshore
