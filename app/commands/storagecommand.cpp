// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/storagecommand.h"

#include "app/commands/jsontext.h"
#include "model/format.h"
#include "model/storage/filecopy.h"
#include "model/storage/storagejson.h"
#include "model/store/store.h"

#include <QFile>
#include <QFileInfo>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;
using Action = StorageArguments::Action;

namespace
{

Result<CopiedFile> printFile(const StorageFile &stored, const StorageProgress &progress)
{
    const QString asked = u"export the file %1"_s.arg(stored.id);
    if (stored.isSliced)
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is a folder of slices"_s, u"Name a folder to write it to."_s));
    QFile file(stored.path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
    Console console(false);
    CopiedFile done;
    while (!file.atEnd() && !console.broken()) {
        const QByteArray some = file.read(1 << 20);
        if (some.isEmpty())
            return fail(Error::make(Error::Kind::Disk, asked, file.errorString()));
        if (!progress(done.bytes, stored.bytes))
            return fail(Error::cancelled(asked));
        console.writeOut(some);
        done.bytes += some.size();
    }
    return done;
}

} // namespace

template<class Work, class Done>
void StorageCommand::begin(Work work, Done done)
{
    runAsync(this, std::move(work), [this, done = std::move(done)](const auto &result) {
        if (!result)
            return refuse(result.error());
        done(*result);
        end(ExitCode::Success);
    });
}

void StorageCommand::interrupt()
{
    m_cancelled.cancel();
}

StorageProgress StorageCommand::progress() const
{
    return [cancelled = m_cancelled](qint64, qint64) { return !cancelled.isCancelled(); };
}

/// exitCodeFor speaks of engines; here a conflict is a bucket that is not empty, and what may not be read is a source.
void StorageCommand::refuse(Error error)
{
    if (error.kind == Error::Kind::NotFound && error.advice.isEmpty())
        error.advice = tr("longshore storage ls lists what is here.");
    if (error.kind != Error::Kind::Conflict && error.kind != Error::Kind::PermissionDenied)
        return fail(error);
    console().error(error);
    end(error.kind == Error::Kind::Conflict ? ExitCode::BadUsage : ExitCode::NoInput);
}

void StorageCommand::storeOpened()
{
    const Result<std::shared_ptr<Storage>> storage = Storage::open(Storage::directoryIn(store()->directory()));
    if (!storage)
        return fail(storage.error());
    m_storage = *storage;
    const StorageArguments &arguments = line().storage;
    switch (arguments.action) {
    case Action::List: return list();
    case Action::Import: return arguments.file ? importFile() : importTable();
    case Action::Export: return arguments.file ? exportFile() : exportTable();
    case Action::Drop: return drop();
    }
}

StorageLoad StorageCommand::plannedLoad() const
{
    const StorageArguments &arguments = line().storage;
    StorageLoad load;
    load.table = arguments.to;
    load.sources = {QFileInfo(arguments.what).exists() ? QFileInfo(arguments.what).canonicalFilePath() : arguments.what};
    load.columns = arguments.columns;
    load.skipHeader = arguments.skipHeader;
    load.delimiter = arguments.delimiter;
    load.enclosure = arguments.enclosure;
    load.incremental = arguments.incremental;
    load.primaryKey = arguments.key;
    return load;
}

void StorageCommand::importTable()
{
    const bool ownKey = line().storage.key.isEmpty() && !line().storage.noKey;
    const auto work = [storage = m_storage, load = plannedLoad(), ownKey, progress = progress()]() mutable {
        if (ownKey)
            if (const Result<StorageTable> table = storage->table(load.table))
                load.primaryKey = table->primaryKey;
        return storage->load(load, progress);
    };
    begin(work, [this](const StorageLoaded &loaded) {
        for (const QString &warning : loaded.warnings)
            console().note(warning);
        if (console().json())
            console().object({{"event", "imported"}, {"importedRows", loaded.importedRows}, {"table", toJson(loaded.table)}, {"warnings", texts(loaded.warnings)}});
        else
            console().line(tr("%1 rows read; %2").arg(format::count(loaded.importedRows), said(loaded.table)));
    });
}

void StorageCommand::importFile()
{
    const StorageArguments &arguments = line().storage;
    StorageFileUpload upload;
    upload.source = QFileInfo(arguments.what).exists() ? QFileInfo(arguments.what).canonicalFilePath() : arguments.what;
    upload.name = arguments.name.isEmpty() ? QFileInfo(arguments.what).fileName() : arguments.name;
    upload.tags = arguments.tags;
    upload.isPermanent = arguments.permanent;
    const auto work = [storage = m_storage, upload, progress = progress()] { return storage->addFile(upload, progress); };
    begin(work, [this](const StorageFile &file) {
        if (console().json())
            console().object({{"event", "imported"}, {"file", toJson(file)}});
        else
            console().line(tr("file %1: %2, %3").arg(QString::number(file.id), file.name, format::bytes(file.bytes)));
    });
}

void StorageCommand::exportTable()
{
    const StorageArguments &arguments = line().storage;
    StorageExport what;
    what.table = arguments.what;
    what.columns = arguments.columns;
    what.whereColumn = arguments.whereColumn;
    what.whereNot = arguments.whereNot;
    what.whereValues = arguments.whereValues;
    what.changedSince = arguments.changedSince;
    what.limit = arguments.limit;
    const QString path = arguments.to;
    const auto work = [storage = m_storage, what, path, progress = progress()]() -> Result<StorageExported> {
        if (!path.isEmpty())
            return storage->exportTable(what, path, progress);
        Result<StorageExported> done = storage->exportTable(what, STDOUT_FILENO, progress);
        // `longshore storage export T | head` is no failure.
        if (!done && done.error().kind == Error::Kind::Cancelled && progress(0, 0))
            return StorageExported();
        return done;
    };
    begin(work, [this, path](const StorageExported &done) {
        if (path.isEmpty())
            return;
        if (console().json())
            console().object({{"event", "exported"}, {"rows", done.rows}, {"bytes", done.bytes}, {"path", text(path)}});
        else
            console().line(tr("%1 rows written to %2").arg(format::count(done.rows), path));
    });
}

void StorageCommand::exportFile()
{
    const StorageArguments &arguments = line().storage;
    bool good = false;
    StorageFileQuery query;
    query.ids = {arguments.what.toLongLong(&good)};
    if (!good)
        return refuse(Error::make(Error::Kind::BadInput, u"longshore storage export --file"_s, tr("'%1' is not a number").arg(arguments.what),
                                  tr("longshore storage ls files lists them.")));
    const QString to = arguments.to;
    if (!to.isEmpty() && QFileInfo::exists(to))
        return refuse(Error::make(Error::Kind::BadInput, tr("write %1").arg(to), tr("it is there already")));
    const auto work = [storage = m_storage, query, to, progress = progress()]() -> Result<CopiedFile> {
        const Result<QList<StorageFile>> files = storage->files(query);
        if (!files)
            return longshore::fail(files.error());
        if (files->isEmpty())
            return longshore::fail(Error::make(Error::Kind::NotFound, u"export the file %1"_s.arg(query.ids[0]), u"there is no such file in Storage"_s));
        return to.isEmpty() ? printFile(files->first(), progress) : copyFileOrSlices(files->first().path, to, progress);
    };
    begin(work, [this, to](const CopiedFile &copied) {
        if (to.isEmpty())
            return;
        if (console().json())
            console().object({{"event", "exported"}, {"bytes", copied.bytes}, {"path", text(to)}});
        else
            console().line(tr("%1 written").arg(format::bytes(copied.bytes)));
    });
}

void StorageCommand::drop()
{
    const StorageArguments arguments = line().storage;
    const auto work = [storage = m_storage, arguments]() -> Result<bool> {
        Result<void> done;
        if (arguments.file) {
            bool good = false;
            const qint64 id = arguments.what.toLongLong(&good);
            done = good ? storage->dropFile(id)
                        : longshore::fail(Error::make(Error::Kind::BadInput, u"drop a file of Storage"_s, u"'%1' is not a number"_s.arg(arguments.what)));
        } else {
            done = arguments.what.count(u'.') > 1 ? storage->dropTable(arguments.what) : storage->dropBucket(arguments.what, arguments.force);
        }
        if (!done)
            return longshore::fail(done.error());
        return true;
    };
    begin(work, [this, arguments](bool) {
        if (console().json())
            console().object({{"event", "dropped"}, {arguments.file ? "file" : "id", text(arguments.what)}});
    });
}

} // namespace longshore
