// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{

Error fileError(const QFileDevice &file, const QString &asked)
{
    const bool denied = file.error() == QFileDevice::PermissionsError || file.error() == QFileDevice::OpenError;
    if (denied) {
        return Error::make(Error::Kind::PermissionDenied, asked, file.errorString(),
                           u"Check the permissions of the file and its folder."_s);
    }
    return Error::make(Error::Kind::Disk, asked, file.errorString(), u"Make room on the disk or save elsewhere."_s);
}

/// The rename is only safe against a power cut once the folder is on disk; a file system that cannot is no failure.
void syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

Result<QByteArray> readJobFile(const QString &path, const QString &asked)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such file"_s, u"Check the path."_s));
    if (!info.isFile())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is not a file"_s, u"Name a *.job.json file."_s));
    const auto tooLarge = [&asked] {
        return fail(Error::make(Error::Kind::TooLarge, asked, u"it is larger than %1 MiB"_s.arg(maximumJobBytes >> 20),
                                u"Is it really a job file?"_s));
    };
    if (info.size() > maximumJobBytes)
        return tooLarge();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(fileError(file, asked));
    QByteArray bytes = file.read(maximumJobBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(fileError(file, asked));
    if (bytes.size() > maximumJobBytes)
        return tooLarge();
    return bytes;
}

Result<void> writeJobFile(const QString &path, const QByteArray &bytes, const QString &asked)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder)) {
        return fail(Error::make(Error::Kind::PermissionDenied, asked, u"the folder %1 cannot be made"_s.arg(folder),
                                u"Choose another folder."_s));
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(fileError(file, asked));
    if (file.write(bytes) != bytes.size() || !file.commit())
        return fail(fileError(file, asked));
    syncFolder(folder);
    return {};
}

} // namespace longshore
