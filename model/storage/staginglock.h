// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QString>
#include <memory>

namespace longshore
{

class StorageDatabase;

/// Shows other loads, in this program and others, that the data table that is being written has a living writer.
class StagingLock
{
public:
    /// Makes a file in `directory`/locks and locks it. Errors: StoreUnwritable, Disk.
    static Result<std::unique_ptr<StagingLock>> take(const QString &directory);
    ~StagingLock();
    StagingLock(const StagingLock &) = delete;
    StagingLock &operator=(const StagingLock &) = delete;

    QString name() const { return m_name; }
    /// True when nobody holds the lock `name`.
    static bool isFree(const QString &directory, const QString &name);

private:
    StagingLock() = default;

    QString m_name;
    QByteArray m_path;
    int m_fd = -1;
};

/// Drops the data tables whose writers died. Throws SQLite::Exception.
void sweepStaging(const StorageDatabase &storage);

} // namespace longshore
