// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagetypes.h"

#include <functional>
#include <memory>

namespace longshore
{

/// Called now and then during long work, with bytes done and in all (-1 unknown); false ends it with Error::Cancelled.
using StorageProgress = std::function<bool(qint64 done, qint64 total)>;

/// The embedded Storage (product.md, "Files on disk"): `storage.db` (catalogue and tables, one transaction per load, so
/// that a failed load changes nothing) and `files/`. Several programs may have it open. Every call blocks: use it on a
/// worker's thread; it is safe from any thread, and reads go on while a load is under way.
class Storage
{
public:
    /// Where the Storage of a store directory is.
    static QString directoryIn(const QString &store) { return store + QStringLiteral("/storage"); }
    /// Makes the folder (mode 0700) and the database when they are missing. Errors: StoreUnwritable, Disk.
    static Result<std::shared_ptr<Storage>> open(const QString &directory);
    ~Storage();
    Storage(const Storage &) = delete;
    Storage &operator=(const Storage &) = delete;

    QString directory() const;

    Result<QList<StorageBucket>> buckets() const;
    /// Of one bucket, or all of them when `bucket` is empty; in the order of their ids.
    Result<QList<StorageTable>> tables(const QString &bucket = {}) const;
    /// Error::NotFound when there is none.
    Result<StorageTable> table(const QString &id) const;
    /// The first rows, as text.
    Result<QList<QStringList>> preview(const QString &id, int rows = 100) const;

    /// Error::BadInput names file, line and what is wrong with it; nothing has changed then.
    Result<StorageLoaded> load(const StorageLoad &load, const StorageProgress &progress = {});
    /// Writes `path` and its folders, by a temporary file and a rename.
    Result<StorageExported> exportTable(const StorageExport &what, const QString &path, const StorageProgress &progress = {}) const;
    /// The same into an open file or pipe, which stays open.
    Result<StorageExported> exportTable(const StorageExport &what, int descriptor, const StorageProgress &progress = {}) const;
    /// Errors: NotFound; for a bucket, Conflict when it holds tables and `force` is not set.
    Result<void> dropTable(const QString &id);
    Result<void> dropBucket(const QString &id, bool force);

    Result<QList<StorageFile>> files(const StorageFileQuery &query = {}) const;
    Result<StorageFile> addFile(const StorageFileUpload &file, const StorageProgress &progress = {});
    /// `tags` are added to those it has.
    Result<void> tagFile(qint64 id, const QStringList &tags);
    Result<void> dropFile(qint64 id);
    /// Removes files past their expiry; how many.
    Result<int> expireFiles(const QDateTime &now = QDateTime::currentDateTimeUtc());

private:
    Storage();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace longshore
