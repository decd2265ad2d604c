// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/filecopy.h"

#include <QFile>
#include <QScopeGuard>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

constexpr size_t part = 8u << 20;

Error failure(const QString &path, int number)
{
    const Error::Kind kind = number == ENOENT || number == ENOTDIR ? Error::Kind::NotFound
        : number == EACCES || number == EPERM                      ? Error::Kind::PermissionDenied
        : number == ELOOP                                          ? Error::Kind::BadInput
                                                                   : Error::Kind::Disk;
    return Error::make(kind, u"copy the file %1"_s.arg(path), number == ELOOP ? u"it is a link"_s : qt_error_string(number));
}

/// One part; 0 at the end, -1 with errno.
ssize_t copyPart(int from, int to, bool *inKernel, std::vector<char> &buffer)
{
    if (*inKernel) {
        const ssize_t done = ::copy_file_range(from, nullptr, to, nullptr, part, 0);
        if (done >= 0 || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP))
            return done;
        *inKernel = false;
    }
    buffer.resize(256 * 1024);
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    for (ssize_t written = 0; written < got;) {
        const ssize_t done = ::write(to, buffer.data() + written, size_t(got - written));
        if (done < 0 && errno != EINTR)
            return -1;
        written += qMax<ssize_t>(done, 0);
    }
    return got;
}

} // namespace

Result<qint64> copyFile(const QString &from, const QString &to, const StorageProgress &progress)
{
    const int source = ::open(QFile::encodeName(from).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (source < 0)
        return fail(failure(from, errno));
    const auto closeSource = qScopeGuard([source] { ::close(source); });
    struct stat info {};
    if (::fstat(source, &info) != 0)
        return fail(failure(from, errno));
    if (!S_ISREG(info.st_mode))
        return fail(Error::make(Error::Kind::BadInput, u"copy the file %1"_s.arg(from), u"it is not a regular file"_s));
    const int target = ::open(QFile::encodeName(to).constData(), O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL | O_NOFOLLOW, 0644);
    if (target < 0)
        return fail(failure(to, errno));
    const auto closeTarget = qScopeGuard([target] { ::close(target); });
    if (::ioctl(target, FICLONE, source) == 0)
        return qint64(info.st_size);
    bool inKernel = true;
    std::vector<char> buffer;
    qint64 copied = 0;
    for (;;) {
        const ssize_t done = copyPart(source, target, &inKernel, buffer);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return fail(failure(to, errno));
        if (done == 0)
            return copied;
        copied += done;
        if (progress && !progress(copied, info.st_size))
            return fail(Error::cancelled(u"copy the file %1"_s.arg(from)));
    }
}

} // namespace longshore
