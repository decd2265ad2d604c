// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storage.h"

#include "model/storage/catalogue.h"
#include "model/storage/filecatalogue.h"
#include "model/storage/staginglock.h"
#include "model/storage/storagedatabase.h"
#include "model/storage/tableexport.h"
#include "model/storage/tableload.h"
#include "model/store/storefolder.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <SQLiteCpp/Transaction.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// What a drop gives back to the disk at once; the rest is used by later loads.
constexpr qint64 givingBackMs = 3'000;

/// Gives the file's free pages back, a few at a time, so that other programs can write in between.
void giveBack(SQLite::Database &database)
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < givingBackMs && database.execAndGet("PRAGMA freelist_count").getInt64() > 0) {
        SQLite::Statement some(database, "PRAGMA incremental_vacuum(512)");
        while (some.executeStep()) { }
    }
}

} // namespace

struct Storage::Private {
    std::unique_ptr<StorageDatabase> database;

    template<class Read>
    auto read(const QString &asked, Read read) const -> Result<std::invoke_result_t<Read, SQLite::Database &>>
    {
        try {
            const StorageDatabase::Lease lease = database->lease();
            const SQLite::Transaction snapshot(*lease);
            return read(*lease);
        } catch (const SQLite::Exception &thrown) {
            return fail(storageError(asked, thrown));
        }
    }

    /// Runs `change` in a transaction, which is rolled back when it returns an error.
    template<class Change>
    Result<void> write(const QString &asked, Change change) const
    {
        if (const Result<void> allowed = writable(asked); !allowed)
            return allowed;
        try {
            const StorageDatabase::Lease lease = database->lease();
            {
                SQLite::Transaction transaction(*lease, SQLite::TransactionBehavior::IMMEDIATE);
                if (Result<void> done = change(*lease); !done)
                    return done;
                transaction.commit();
            }
            giveBack(*lease);
            return {};
        } catch (const SQLite::Exception &thrown) {
            return fail(storageError(asked, thrown));
        }
    }

    Result<void> writable(const QString &asked) const
    {
        if (!database->readOnly())
            return {};
        return fail(Error::make(Error::Kind::StoreUnwritable, asked, u"a newer Longshore wrote the Storage"_s,
                                u"Update this program, or choose another store with --store."_s));
    }
};

Storage::Storage() : d(std::make_unique<Private>()) {}

Storage::~Storage() = default;

QString Storage::directory() const
{
    return d->database->directory();
}

Result<std::shared_ptr<Storage>> Storage::open(const QString &directory)
{
    const QString path = QDir::cleanPath(QFileInfo(directory).absoluteFilePath());
    const QString asked = u"open the Storage %1"_s.arg(path);
    for (const QString &folder : {path, path + u"/files"_s, path + u"/locks"_s})
        if (const Result<void> made = makeStoreFolder(folder, asked); !made)
            return fail(made.error());
    if (const Result<void> local = refuseNetworkFolder(path, asked); !local)
        return fail(local.error());
    Result<std::unique_ptr<StorageDatabase>> database = StorageDatabase::open(path);
    if (!database)
        return fail(database.error());
    std::shared_ptr<Storage> storage(new Storage);
    storage->d->database = std::move(*database);
    try {
        if (!storage->d->database->readOnly())
            sweepStaging(*storage->d->database);
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
    return storage;
}

Result<QList<StorageBucket>> Storage::buckets() const
{
    return d->read(u"list the buckets of Storage"_s, [](SQLite::Database &database) { return catalogue::buckets(database); });
}

Result<QList<StorageTable>> Storage::tables(const QString &bucket) const
{
    return d->read(u"list the tables of Storage"_s, [&](SQLite::Database &database) { return catalogue::tables(database, bucket); });
}

Result<StorageTable> Storage::table(const QString &id) const
{
    const QString asked = u"look at the table %1"_s.arg(id);
    const auto entry = d->read(asked, [&](SQLite::Database &database) { return catalogue::find(database, id); });
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such table"_s));
    return (*entry)->table;
}

Result<QList<QStringList>> Storage::preview(const QString &id, int rows) const
{
    return previewTable(*d->database, id, rows);
}

Result<StorageLoaded> Storage::load(const StorageLoad &load, const StorageProgress &progress)
{
    const QString asked = u"load into the table %1"_s.arg(load.table);
    if (const Result<void> allowed = d->writable(asked); !allowed)
        return fail(allowed.error());
    try {
        return TableLoad(*d->database, load, progress).run();
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
}

Result<StorageExported> Storage::exportTable(const StorageExport &what, const QString &path, const StorageProgress &progress) const
{
    return writeTableFile(*d->database, what, path, progress);
}

Result<StorageExported> Storage::exportTable(const StorageExport &what, int descriptor, const StorageProgress &progress) const
{
    return writeTable(*d->database, what, descriptor, u"the output"_s, progress);
}

Result<void> Storage::dropTable(const QString &id)
{
    const QString asked = u"drop the table %1"_s.arg(id);
    return d->write(asked, [&](SQLite::Database &database) -> Result<void> {
        const std::optional<catalogue::Entry> entry = catalogue::find(database, id);
        if (!entry)
            return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such table"_s));
        catalogue::remove(database, *entry);
        return {};
    });
}

Result<void> Storage::dropBucket(const QString &id, bool force)
{
    const QString asked = u"drop the bucket %1"_s.arg(id);
    return d->write(asked, [&](SQLite::Database &database) -> Result<void> {
        const QList<StorageTable> tables = catalogue::tables(database, id);
        if (!tables.isEmpty() && !force)
            return fail(Error::make(Error::Kind::Conflict, asked, u"it holds tables (%1)"_s.arg(tables.size()),
                                    u"Drop them first, or drop all with --force."_s));
        for (const StorageTable &table : tables)
            catalogue::remove(database, *catalogue::find(database, table.id));
        SQLite::Statement gone(database, "DELETE FROM bucket WHERE id = ?");
        bindText(gone, 1, id);
        if (gone.exec() == 0)
            return fail(Error::make(Error::Kind::NotFound, asked, u"there is no such bucket"_s));
        return {};
    });
}

Result<QList<StorageFile>> Storage::files(const StorageFileQuery &query) const
{
    return FileCatalogue(*d->database).find(query);
}

Result<StorageFile> Storage::addFile(const StorageFileUpload &file, const StorageProgress &progress)
{
    if (const Result<void> allowed = d->writable(u"store the file %1"_s.arg(file.source)); !allowed)
        return fail(allowed.error());
    const FileCatalogue files(*d->database);
    Result<StorageFile> added = files.add(file, progress);
    if (added)
        (void)files.expire(QDateTime::currentDateTimeUtc()); // a good time for it; what fails is tried again with the next
    return added;
}

Result<void> Storage::tagFile(qint64 id, const QStringList &tags)
{
    return FileCatalogue(*d->database).tag(id, tags);
}

Result<void> Storage::dropFile(qint64 id)
{
    return FileCatalogue(*d->database).drop(id);
}

Result<int> Storage::expireFiles(const QDateTime &now)
{
    return FileCatalogue(*d->database).expire(now);
}

} // namespace longshore
