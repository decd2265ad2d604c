// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagecommands.h"

#include "model/format.h"
#include "model/storage/storage.h"
#include "model/storage/storagesave.h"
#include "model/tasks/tasklist.h"

#include <QFileInfo>
#include <QMutex>
#include <QTimer>
#include <atomic>

namespace longshore
{

using namespace Qt::StringLiterals;

/// The Storage, opened by whichever worker needs it first.
struct StorageCommands::Opened {
    explicit Opened(const QString &path) : directory(path) {}

    Result<std::shared_ptr<Storage>> get()
    {
        const QMutexLocker lock(&mutex);
        if (!storage) {
            Result<std::shared_ptr<Storage>> opened = Storage::open(directory);
            if (!opened)
                return opened;
            storage = *opened;
        }
        return storage;
    }

    const QString directory;
    QMutex mutex;
    std::shared_ptr<Storage> storage;
};

/// How far a worker is; the window looks now and then.
struct StorageCommands::Counter {
    std::atomic<qint64> done = 0;
    std::atomic<qint64> total = 0;
};

namespace
{

constexpr int progressEveryMs = 100;

Result<StorageListing> listAll(Storage &storage)
{
    StorageListing listing;
    const auto buckets = storage.buckets();
    if (!buckets)
        return fail(buckets.error());
    const auto tables = storage.tables();
    if (!tables)
        return fail(tables.error());
    const auto files = storage.files();
    if (!files)
        return fail(files.error());
    listing.buckets = *buckets;
    listing.tables = *tables;
    listing.files = *files;
    listing.when = QDateTime::currentDateTimeUtc();
    return listing;
}

/// A call that says nothing but that it went well, in words.
Result<QString> said(const Result<void> &done, const QString &words)
{
    return done ? Result<QString>(words) : Result<QString>(fail(done.error()));
}

} // namespace

StorageCommands::StorageCommands(const QString &directory, TaskList &tasks, QObject *parent)
    : QObject(parent), m_opened(std::make_shared<Opened>(directory)), m_tasks(tasks)
{
}

StorageCommands::~StorageCommands() = default;

void StorageCommands::refresh()
{
    if (std::exchange(m_refreshing, true)) {
        m_again = true;
        return;
    }
    m_again = false;
    const auto work = [opened = m_opened]() -> Result<StorageListing> {
        const auto storage = opened->get();
        return storage ? listAll(**storage) : Result<StorageListing>(fail(storage.error()));
    };
    runAsync(this, work, [this](const Result<StorageListing> &listing) {
        m_refreshing = false;
        if (listing)
            Q_EMIT listed(*listing);
        else
            Q_EMIT failed(listing.error());
        if (m_again)
            refresh();
    });
}

Task *StorageCommands::start(const QString &title, Work work, bool cancellable)
{
    Task *task = m_tasks.add(title);
    task->setCancellable(cancellable);
    const auto counter = std::make_shared<Counter>();
    const CancelToken token;
    connect(task, &Task::cancelRequested, this, [token] { token.cancel(); });
    auto *timer = new QTimer(task);
    connect(timer, &QTimer::timeout, task, [task, counter] {
        if (const qint64 total = counter->total; counter->done > 0)
            task->setProgress(counter->done, qMax<qint64>(total, 0));
    });
    connect(task, &Task::endedAs, timer, &QTimer::stop);
    timer->start(progressEveryMs);
    const auto run = [opened = m_opened, work = std::move(work), counter, token]() -> Result<QString> {
        const auto storage = opened->get();
        if (!storage)
            return fail(storage.error());
        return work(**storage, [counter, token](qint64 done, qint64 total) {
            counter->done = done;
            counter->total = total;
            return !token.isCancelled();
        });
    };
    // The token is not given: what was done until then has to be told, and undone, whoever cancelled.
    runAsync(this, run, [this, guard = QPointer<Task>(task)](const Result<QString> &result) {
        if (guard)
            finish(guard, result);
    });
    return task;
}

void StorageCommands::finish(Task *task, const Result<QString> &result)
{
    std::optional<Error> error;
    if (result) {
        task->finish(*result);
    } else {
        task->fail(result.error());
        if (result.error().kind != Error::Kind::Cancelled)
            error = result.error();
    }
    Q_EMIT ended(task, error);
    refresh();
}

Task *StorageCommands::importCsv(const StorageLoad &load)
{
    const QString name = QFileInfo(load.sources.value(0)).fileName();
    return start(tr("Import %1 into %2").arg(name, load.table), [load](Storage &storage, const auto &progress) -> Result<QString> {
        const Result<StorageLoaded> loaded = storage.load(load, progress);
        if (!loaded)
            return fail(loaded.error());
        QStringList words{tr("%1 rows read, %2 in the table").arg(format::count(loaded->importedRows), format::count(loaded->table.rows))};
        return (words + loaded->warnings).join(u" · "_s);
    });
}

Task *StorageCommands::exportCsv(const StorageExport &what, const QString &path)
{
    return start(tr("Export %1").arg(what.table), [what, path](Storage &storage, const auto &progress) -> Result<QString> {
        const Result<StorageExported> exported = storage.exportTable(what, path, progress);
        if (!exported)
            return fail(exported.error());
        return tr("%1 rows, %2 in %3").arg(format::count(exported->rows), format::bytes(exported->bytes), path);
    });
}

Task *StorageCommands::dropTable(const QString &id)
{
    return start(tr("Drop the table %1").arg(id), [id](Storage &storage, const auto &) { return said(storage.dropTable(id), tr("dropped")); }, false);
}

Task *StorageCommands::dropBucket(const QString &id)
{
    return start(tr("Drop the bucket %1").arg(id), [id](Storage &storage, const auto &) { return said(storage.dropBucket(id, true), tr("dropped")); }, false);
}

Task *StorageCommands::dropFile(const StorageFile &file)
{
    return start(tr("Drop the file %1").arg(file.name), [id = file.id](Storage &storage, const auto &) { return said(storage.dropFile(id), tr("dropped")); }, false);
}

Task *StorageCommands::saveFile(const StorageFile &file, const QString &path)
{
    return start(tr("Save %1").arg(file.name), [from = file.path, path](Storage &, const auto &progress) -> Result<QString> {
        return said(saveStored(from, path, progress), path);
    });
}

std::function<Result<FilePreview>()> StorageCommands::previewOf(const StorageTable &table, int rows) const
{
    return [opened = m_opened, table, rows]() -> Result<FilePreview> {
        const auto storage = opened->get();
        if (!storage)
            return fail(storage.error());
        const Result<QList<QStringList>> cells = (*storage)->preview(table.id, rows);
        if (!cells)
            return fail(cells.error());
        FilePreview preview;
        preview.kind = FilePreview::Kind::Table;
        preview.columns = table.columnNames();
        preview.rows = *cells;
        preview.rowCount = cells->size() < rows ? cells->size() : table.rows;
        preview.size = table.bytes;
        preview.isWhole = cells->size() < rows;
        return preview;
    };
}

} // namespace longshore
