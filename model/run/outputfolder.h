// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <openssl/evp.h>

namespace longshore
{

/// A folder that is being filled with files of unknown good will: every name is opened beneath its descriptor with
/// openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS), so that nothing lands outside, whatever the names say (A18-A20).
class OutputFolder
{
public:
    OutputFolder() = default;
    ~OutputFolder();
    OutputFolder(const OutputFolder &) = delete;
    OutputFolder &operator=(const OutputFolder &) = delete;

    /// Makes `path` (mode 0700), which must not exist, unless it may.
    Result<void> create(const QString &path, bool mayExist = false);

    enum class Made { Yes, Exists, Refused };
    /// Makes one folder; its parents must exist. `Exists` also when a file has that name.
    Result<Made> makeDirectory(const QByteArray &path);
    bool isDirectory(const QByteArray &path) const;

    /// Opens a new file for `write`; Exists when the name is taken.
    Result<Made> openFile(const QByteArray &path, int mode);
    Result<void> write(const char *bytes, qint64 count);
    /// Syncs and closes it; its SHA-256 as hex.
    Result<QByteArray> closeFile(bool sync);
    /// Copies an earlier file of this folder into the open one (hard links, A21).
    Result<qint64> copyFrom(const QByteArray &path);

    /// Syncs the whole file system: cheaper than thousands of single files.
    Result<void> syncAll();

private:
    Error failed(const QByteArray &path, int errnoValue) const;

    QString m_path;
    int m_root = -1;
    int m_file = -1;
    QByteArray m_filePath;
    EVP_MD_CTX *m_hash = nullptr;
};

} // namespace longshore
