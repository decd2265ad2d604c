// SPDX-License-Identifier: GPL-3.0-or-later
// StorageCommand: `longshore storage ls`.
#include "app/commands/storagecommand.h"

#include "app/commands/jsontext.h"
#include "model/format.h"
#include "model/storage/storagejson.h"
#include "model/store/store.h"

#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;

QString StorageCommand::said(const StorageTable &table) const
{
    QString text = tr("%1: %2 rows, %3").arg(table.id, format::count(table.rows), format::bytes(table.bytes));
    if (!table.primaryKey.isEmpty())
        text += tr(", key %1").arg(table.primaryKey.join(u", "_s));
    return text;
}

void StorageCommand::list()
{
    const QString what = line().storage.what;
    if (what != "files"_L1 && !line().storage.tags.isEmpty())
        return refuse(Error::make(Error::Kind::BadInput, u"longshore storage ls"_s, tr("--tag goes with 'ls files' only")));
    if (what.isEmpty())
        return listBuckets();
    if (what == "files"_L1)
        return listFiles();
    if (what.count(u'.') > 1)
        return showTable();
    const Result<QList<StorageBucket>> buckets = m_storage->buckets();
    const Result<QList<StorageTable>> tables = m_storage->tables(what);
    if (!buckets || !tables)
        return refuse(buckets ? tables.error() : buckets.error());
    if (std::none_of(buckets->begin(), buckets->end(), [&](const StorageBucket &bucket) { return bucket.id == what; }))
        return refuse(Error::make(Error::Kind::NotFound, tr("look at the bucket %1").arg(what), tr("there is no such bucket"),
                                  tr("longshore storage ls lists what is here.")));
    listTables(*tables);
    end(ExitCode::Success);
}

void StorageCommand::listTables(const QList<StorageTable> &tables)
{
    for (const StorageTable &table : tables) {
        if (console().json())
            console().object({{"event", "table"}, {"table", toJson(table)}});
        else
            console().line(u"%1  %2  %3  %4"_s.arg(table.id.leftJustified(40), format::count(table.rows).rightJustified(12),
                                                  format::bytes(table.bytes).rightJustified(9), table.primaryKey.join(u", "_s)));
    }
}

void StorageCommand::listBuckets()
{
    const Result<QList<StorageBucket>> buckets = m_storage->buckets();
    const Result<QList<StorageFile>> files = m_storage->files();
    if (!buckets || !files)
        return refuse(buckets ? files.error() : buckets.error());
    for (const StorageBucket &bucket : *buckets) {
        if (console().json())
            console().object({{"event", "bucket"}, {"bucket", toJson(bucket)}});
        else if (bucket.tables == 0)
            console().line(tr("%1  (empty)").arg(bucket.id));
        const Result<QList<StorageTable>> tables = m_storage->tables(bucket.id);
        if (!tables)
            return refuse(tables.error());
        listTables(*tables);
    }
    if (!console().json() && !files->isEmpty())
        console().note(tr("and %1 files; longshore storage ls files lists them").arg(files->size()));
    if (!console().json() && buckets->isEmpty() && files->isEmpty())
        console().note(tr("nothing yet in %1; longshore storage import FILE.csv in.c-main.NAME makes a table").arg(m_storage->directory()));
    end(ExitCode::Success);
}

void StorageCommand::listFiles()
{
    StorageFileQuery query;
    query.tags = line().storage.tags;
    query.limit = line().storage.limit;
    const Result<QList<StorageFile>> files = m_storage->files(query);
    if (!files)
        return refuse(files.error());
    for (const StorageFile &file : *files) {
        if (console().json())
            console().object({{"event", "file"}, {"file", toJson(file)}});
        else
            console().line(u"%1  %2  %3  %4  %5"_s.arg(QString::number(file.id).rightJustified(6), file.created.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
                                                      format::bytes(file.bytes).rightJustified(9), file.name.leftJustified(32), file.tags.join(u", "_s)));
    }
    if (files->isEmpty() && !console().json())
        console().note(tr("no such files"));
    end(ExitCode::Success);
}

void StorageCommand::showTable()
{
    const Result<StorageTable> table = m_storage->table(line().storage.what);
    if (!table)
        return refuse(table.error());
    if (console().json()) {
        console().object({{"event", "table"}, {"table", toJson(*table)}});
        return end(ExitCode::Success);
    }
    const auto row = [this](const QString &label, const QString &value) {
        if (!value.isEmpty())
            console().line(label.leftJustified(14) + value);
    };
    row(tr("Table"), table->id);
    row(tr("Description"), table->description);
    row(tr("Rows"), format::count(table->rows));
    row(tr("Size"), format::bytes(table->bytes));
    row(tr("Primary key"), table->primaryKey.join(u", "_s));
    row(tr("Last import"), table->lastImportDate.toString(Qt::ISODate));
    row(tr("Last change"), table->lastChangeDate.toString(Qt::ISODate));
    for (const StorageColumn &column : table->columns) {
        const StorageDataType type = column.dataTypes.value(u"base"_s);
        row(tr("Column"), column.name + (type.type.isEmpty() ? QString() : u"  "_s + type.type) + (column.nullable ? QString() : u"  NOT NULL"_s));
    }
    for (const StorageMetadata &entry : table->metadata)
        row(tr("Metadata"), u"%1 = %2  (%3)"_s.arg(entry.key, entry.value, entry.provider));
    end(ExitCode::Success);
}

} // namespace longshore
