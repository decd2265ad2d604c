// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/filecopy.h"

#include "model/store/durablefile.h"

#include <QDir>
#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <linux/fs.h>
#include <memory>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t copyAtOnce = 8 << 20;

struct Descriptor {
    int fd;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

struct Copy {
    QString asked;
    StorageProgress progress;
    qint64 done = 0;
    qint64 total = -1;
};

Error readError(const QString &asked, int number)
{
    if (number == ENOENT || number == ENOTDIR)
        return Error::make(Error::Kind::NotFound, asked, qt_error_string(number));
    if (number == ELOOP)
        return Error::make(Error::Kind::BadInput, asked, u"it is a symbolic link"_s);
    if (number == EACCES || number == EPERM)
        return Error::make(Error::Kind::PermissionDenied, asked, qt_error_string(number));
    return diskError(asked, number);
}

/// One step of a copy, by whatever the kernel can do between these two files; 0 at the end, -1 with errno.
ssize_t copySome(int from, int to, char *buffer)
{
    const ssize_t inKernel = ::copy_file_range(from, nullptr, to, nullptr, copyAtOnce, 0);
    if (inKernel >= 0 || (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP))
        return inKernel;
    const ssize_t got = ::read(from, buffer, 1 << 16);
    for (ssize_t done = 0; done < got;) {
        const ssize_t n = ::write(to, buffer + done, size_t(got - done));
        if (n < 0 && errno != EINTR)
            return -1;
        done += std::max<ssize_t>(n, 0);
    }
    return got;
}

Result<void> copyBytes(int from, int to, qint64 size, Copy *copy)
{
    if (::ioctl(to, FICLONE, from) == 0) {
        copy->done += size;
    } else {
        const auto buffer = std::make_unique<char[]>(1 << 16);
        for (;;) {
            const ssize_t n = copySome(from, to, buffer.get());
            if (n == 0)
                break;
            if (n < 0 && errno == EINTR)
                continue;
            if (n < 0)
                return fail(diskError(copy->asked, errno));
            copy->done += n;
            if (copy->progress && !copy->progress(copy->done, copy->total))
                return fail(Error::cancelled(copy->asked));
        }
    }
    if (::fsync(to) != 0)
        return fail(diskError(copy->asked, errno));
    return {};
}

Result<void> copyOne(int folder, const QByteArray &name, const QByteArray &to, Copy *copy)
{
    const Descriptor from{::openat(folder, name.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
    struct stat info {};
    if (from.fd < 0 || ::fstat(from.fd, &info) != 0)
        return fail(readError(copy->asked, errno));
    if (!S_ISREG(info.st_mode))
        return fail(Error::make(Error::Kind::BadInput, copy->asked, u"it is neither a file nor a folder"_s));
    const Descriptor out{::open(to.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (out.fd < 0)
        return fail(diskError(copy->asked, errno));
    return copyBytes(from.fd, out.fd, info.st_size, copy);
}

Result<void> copySlices(int folder, const QString &from, const QString &to, Copy *copy)
{
    if (::mkdir(QFile::encodeName(to).constData(), 0700) != 0)
        return fail(diskError(copy->asked, errno));
    // Names as QDir gives them: hidden files and links are left out (F19).
    const QStringList slices = QDir(from).entryList(QDir::Files | QDir::NoSymLinks | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &slice : slices) {
        const QByteArray name = QFile::encodeName(slice);
        if (const Result<void> copied = copyOne(folder, name, QFile::encodeName(to) + '/' + name, copy); !copied)
            return copied;
    }
    return syncDirectory(to);
}

} // namespace

Result<CopiedFile> copyFileOrSlices(const QString &from, const QString &to, const StorageProgress &progress)
{
    Copy copy{u"store the file %1"_s.arg(from), progress};
    struct stat info {};
    if (::lstat(QFile::encodeName(from).constData(), &info) != 0)
        return fail(readError(copy.asked, errno));
    CopiedFile made;
    made.sliced = S_ISDIR(info.st_mode);
    if (!made.sliced) {
        copy.total = info.st_size;
        if (const Result<void> copied = copyOne(AT_FDCWD, QFile::encodeName(from), QFile::encodeName(to), &copy); !copied)
            return fail(copied.error());
    } else {
        const Descriptor folder{::open(QFile::encodeName(from).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)};
        if (folder.fd < 0)
            return fail(readError(copy.asked, errno));
        if (const Result<void> copied = copySlices(folder.fd, from, to, &copy); !copied)
            return fail(copied.error());
    }
    made.bytes = copy.done;
    return made;
}

} // namespace longshore
