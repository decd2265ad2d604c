// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArrayView>
#include <QSaveFile>

namespace longshore
{

/// A large file that a person wants saved somewhere, written piece by piece: there as a whole, or not at all. It goes away
/// with its temporary file unless it was committed. Errors of all: Disk when the disk is full or fails, NotFound for a
/// folder that is not there, else PermissionDenied. Any thread, one at a time; blocks.
class SavedFile
{
public:
    /// `asked` begins the errors' sentences.
    SavedFile(const QString &path, const QString &asked);

    Result<void> open();
    Result<void> write(QByteArrayView bytes);
    /// fsync, rename, fsync of the folder (reliability §5.2).
    Result<void> commit();
    qint64 bytes() const { return m_bytes; } ///< written so far

private:
    Error failure(int fallback) const;

    QSaveFile m_file;
    QString m_asked;
    qint64 m_bytes = 0;
};

} // namespace longshore
