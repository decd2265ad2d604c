// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArrayList>
#include <openssl/evp.h>
#include <vector>

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

    /// Opens a new file for `write`; Exists when the name is taken, unless what has it may be replaced.
    Result<Made> openFile(const QByteArray &path, int mode, bool mayReplace = false);
    Result<void> write(const char *bytes, qint64 count);
    /// Ends it; its SHA-256 as hex. What was written is on its way to the disk, and is there after `syncAll`.
    Result<QByteArray> closeFile();
    /// Copies an earlier file of this folder into the open one (hard links, A21).
    Result<qint64> copyFrom(const QByteArray &path);

    /// All of it is on the disk afterwards. A few files and folders are synced one by one: syncing the file system, which
    /// is cheaper than thousands of files, also waits for whatever else was written, such as the engine's layers.
    Result<void> syncAll();

private:
    bool isFew() const;
    Result<void> syncFolder(const QByteArray &path);
    Error failed(const QByteArray &path, int errnoValue) const;

    QString m_path;
    int m_root = -1;
    int m_file = -1;
    qint64 m_written = 0; ///< of the open file
    qint64 m_started = 0; ///< how much of it was sent to the disk
    QByteArray m_filePath;
    EVP_MD_CTX *m_hash = nullptr;
    std::vector<int> m_unsynced;
    QByteArrayList m_folders{QByteArray(".")};
    qsizetype m_made = 0; ///< files and folders
};

} // namespace longshore
