// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/preview/filepreview.h"
#include "model/storage/storagelisting.h"

#include <QObject>
#include <functional>
#include <memory>

namespace longshore
{

class Storage;
class Task;
class TaskList;

/// The embedded Storage for the window: everything blocking is done on workers; loads, exports and drops are tasks with
/// progress that can be cancelled, and the listing is read again after each. GUI thread.
class StorageCommands : public QObject
{
    Q_OBJECT
public:
    /// `directory`: `storage/` of the store; opened at the first `refresh`. `tasks` outlives it.
    StorageCommands(const QString &directory, TaskList &tasks, QObject *parent = nullptr);
    ~StorageCommands() override;

    /// Reads what there is; ends in `listed` or `failed`. Calls while one is under way are one more afterwards.
    void refresh();
    bool isRefreshing() const { return m_refreshing; }

    /// Loads a CSV file into a table.
    Task *importCsv(const StorageLoad &load);
    Task *exportCsv(const StorageExport &what, const QString &path);
    Task *dropTable(const QString &id);
    /// With all its tables.
    Task *dropBucket(const QString &id);
    Task *dropFile(const StorageFile &file);
    /// Copies a stored file (or folder of slices) to a place of the user's.
    Task *saveFile(const StorageFile &file, const QString &path);

    /// Makes the preview of a table: a pure function for a worker. Empty before the Storage was opened.
    std::function<Result<FilePreview>()> previewOf(const StorageTable &table, int rows = 200) const;

Q_SIGNALS:
    void listed(const longshore::StorageListing &listing);
    void failed(const longshore::Error &error);
    /// A task of this object ended; `error` tells why when it failed (not when it was cancelled).
    void ended(longshore::Task *task, const std::optional<longshore::Error> &error);

private:
    struct Opened;
    struct Counter;
    using Work = std::function<Result<QString>(Storage &, const std::function<bool(qint64, qint64)> &)>;
    Task *start(const QString &title, Work work, bool cancellable = true);
    void finish(Task *task, const Result<QString> &result);

    std::shared_ptr<Opened> m_opened; ///< shared with workers
    TaskList &m_tasks;
    bool m_refreshing = false;
    bool m_again = false;
};

} // namespace longshore
