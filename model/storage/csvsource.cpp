// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/csvsource.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr unsigned gzipBuffer = 1u << 18;

QString askedFor(const QString &path)
{
    return u"read the CSV %1"_s.arg(path);
}

Error openError(const QString &path, int number)
{
    if (number == ELOOP)
        return Error::make(Error::Kind::BadInput, askedFor(path), u"it is a symbolic link"_s);
    const Error::Kind kind = number == ENOENT || number == ENOTDIR ? Error::Kind::NotFound
        : number == EACCES || number == EPERM                      ? Error::Kind::PermissionDenied
                                                                   : Error::Kind::Disk;
    return Error::make(kind, askedFor(path), qt_error_string(number));
}

} // namespace

Result<std::unique_ptr<CsvSource>> CsvSource::open(const QString &path)
{
    // O_NONBLOCK: a named pipe must not hang us before we see that it is none of ours. O_NOFOLLOW: a component's output
    // may be a link to somebody's secrets.
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (descriptor < 0)
        return fail(openError(path, errno));
    return adopt(descriptor, path);
}

Result<std::unique_ptr<CsvSource>> CsvSource::adopt(int descriptor, const QString &path)
{
    std::unique_ptr<CsvSource> source(new CsvSource);
    source->m_path = path;
    source->m_fd = descriptor;
    struct stat info {};
    if (::fstat(source->m_fd, &info) != 0)
        return fail(openError(path, errno));
    if (!S_ISREG(info.st_mode))
        return fail(Error::make(Error::Kind::BadInput, askedFor(path), u"it is not a regular file"_s));
    source->m_size = info.st_size;
    ::lseek(source->m_fd, 0, SEEK_SET);
    ::posix_fadvise(source->m_fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    unsigned char magic[2] = {};
    if (::pread(source->m_fd, magic, sizeof magic, 0) == 2 && magic[0] == 0x1f && magic[1] == 0x8b) {
        gzFile file = ::gzdopen(source->m_fd, "rb");
        if (!file)
            return fail(openError(path, ENOMEM));
        ::gzbuffer(file, gzipBuffer);
        source->m_gzip = file;
    }
    return source;
}

CsvSource::~CsvSource()
{
    if (m_gzip)
        ::gzclose(static_cast<gzFile>(m_gzip));
    else if (m_fd >= 0)
        ::close(m_fd);
}

qint64 CsvSource::position() const
{
    return m_gzip ? qint64(::gzoffset(static_cast<gzFile>(m_gzip))) : m_position;
}

Result<qint64> CsvSource::inflateInto(char *to, qint64 room)
{
    gzFile file = static_cast<gzFile>(m_gzip);
    const int got = ::gzread(file, to, unsigned(std::min<qint64>(room, 1 << 30)));
    int number = Z_OK;
    const char *text = ::gzerror(file, &number);
    // A file that was cut short gives what it has and then Z_BUF_ERROR.
    if (got < 0 || (got == 0 && number != Z_OK && number != Z_STREAM_END)) {
        if (number == Z_ERRNO)
            return fail(openError(m_path, errno ? errno : EIO));
        return fail(Error::make(Error::Kind::BadInput, askedFor(m_path),
                                u"the gzip is damaged: %1"_s.arg(number == Z_BUF_ERROR ? u"it ends too early"_s
                                                                                       : QString::fromUtf8(text))));
    }
    return got;
}

Result<qint64> CsvSource::read(char *to, qint64 room)
{
    if (m_gzip)
        return inflateInto(to, room);
    for (;;) {
        const ssize_t got = ::read(m_fd, to, size_t(room));
        if (got >= 0) {
            m_position += got;
            return qint64(got);
        }
        if (errno != EINTR)
            return fail(openError(m_path, errno));
    }
}

} // namespace longshore
