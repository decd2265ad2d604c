// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/durablefile.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

Error diskError(const QString &asked, int errnoValue)
{
    const QString reason = qt_error_string(errnoValue);
    switch (errnoValue) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return Error::make(Error::Kind::Disk, asked, reason, u"Free some space and try again."_s);
    case EIO:
        return Error::make(Error::Kind::Disk, asked, reason, u"Check the disk, then try again."_s);
    default:
        return Error::make(Error::Kind::StoreUnwritable, asked, reason,
                           u"Make the store directory writable, or choose another one with --store."_s);
    }
}

Result<void> syncDirectory(const QString &path)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int failed = fd < 0 || ::fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        ::close(fd);
    // Some file systems cannot sync a folder: they keep names in order by themselves.
    if (failed && failed != EINVAL)
        return fail(diskError(u"write to %1"_s.arg(path), failed));
    return {};
}

Result<void> durableReplace(const QString &path, const QByteArray &bytes)
{
    const QString asked = u"write the file %1"_s.arg(path);
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    errno = 0;
    if (!file.open(QIODevice::WriteOnly))
        return fail(diskError(asked, errno ? errno : EACCES));
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    errno = 0;
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const int failed = errno ? errno : EIO;
        file.cancelWriting();
        return fail(diskError(asked, failed));
    }
    if (::fsync(file.handle()) != 0) {
        const int failed = errno;
        file.cancelWriting();
        return fail(diskError(asked, failed));
    }
    if (!file.commit())
        return fail(diskError(asked, errno ? errno : EIO));
    return syncDirectory(QFileInfo(path).absolutePath());
}

} // namespace longshore
