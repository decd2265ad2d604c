// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/savedfile.h"

#include "model/store/durablefile.h"

#include <QFileInfo>
#include <cerrno>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

SavedFile::SavedFile(const QString &path, const QString &asked) : m_file(path), m_asked(asked)
{
    m_file.setDirectWriteFallback(false);
}

Error SavedFile::failure(int fallback) const
{
    const int failed = errno ? errno : fallback;
    Error error = diskError(m_asked, failed);
    if (error.kind == Error::Kind::Disk)
        return error;
    return Error::make(failed == ENOENT ? Error::Kind::NotFound : Error::Kind::PermissionDenied, m_asked, qt_error_string(failed),
                       u"Choose another folder."_s);
}

Result<void> SavedFile::open()
{
    errno = 0;
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return fail(failure(EACCES));
    return {};
}

Result<void> SavedFile::write(QByteArrayView bytes)
{
    errno = 0;
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        return fail(failure(EIO));
    m_bytes += bytes.size();
    return {};
}

Result<void> SavedFile::commit()
{
    errno = 0;
    if (::fsync(m_file.handle()) != 0 || !m_file.commit())
        return fail(failure(EIO));
    return syncDirectory(QFileInfo(m_file.fileName()).absolutePath());
}

} // namespace longshore
