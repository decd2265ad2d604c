// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/tableexport.h"

#include "model/storage/catalogue.h"
#include "model/storage/csvwriter.h"
#include "model/storage/rawstatement.h"
#include "model/storage/rowdelete.h"
#include "model/store/durablefile.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <SQLiteCpp/Transaction.h>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;
using catalogue::Entry;

namespace
{

QString askedFor(const QString &table)
{
    return u"read the table %1"_s.arg(table);
}

Result<Entry> entryOf(SQLite::Database &database, const QString &id)
{
    std::optional<Entry> entry = catalogue::find(database, id);
    if (!entry)
        return fail(Error::make(Error::Kind::NotFound, askedFor(id), u"there is no such table"_s));
    return std::move(*entry);
}

Result<QList<qint64>> fieldsOf(const Entry &entry, const QStringList &columns)
{
    QList<qint64> fields;
    for (const QString &column : columns) {
        fields.append(entry.fieldOf(column));
        if (fields.last() < 0)
            return fail(Error::make(Error::Kind::BadInput, askedFor(entry.table.id), u"there is no column '%1'"_s.arg(column),
                                    u"The columns are '%1'."_s.arg(entry.table.columnNames().join(u"', '"_s))));
    }
    return fields;
}

std::string selectSql(const Entry &entry, const QList<qint64> &fields, const RowCondition &condition, std::optional<qint64> limit)
{
    std::string sql = "SELECT ";
    for (qsizetype i = 0; i < fields.size(); ++i)
        sql += (i ? ", " : "") + catalogue::fieldName(fields[i]);
    sql += " FROM " + catalogue::dataName(entry.data);
    if (!condition.sql.empty())
        sql += " WHERE " + condition.sql;
    return limit ? sql + " LIMIT " + std::to_string(std::max<qint64>(*limit, 0)) : sql;
}

/// The rows, one after another, without a copy of a cell.
Result<qint64> writeRows(SQLite::Database &database, sqlite3_stmt *query, CsvWriter &writer, const StorageTable &table,
                         const StorageProgress &progress)
{
    qint64 rows = 0;
    const int columns = sqlite3_column_count(query);
    int code = SQLITE_ROW;
    for (; (code = sqlite3_step(query)) == SQLITE_ROW; ++rows) {
        for (int i = 0; i < columns; ++i) {
            const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(query, i));
            writer.field(text ? std::string_view(text, size_t(sqlite3_column_bytes(query, i))) : std::string_view());
        }
        if (!writer.endLine())
            return fail(*writer.error());
        if (rows % 2048 == 0 && progress && !progress(std::min(writer.bytes(), table.bytes), table.bytes))
            return fail(Error::cancelled(askedFor(table.id)));
    }
    if (code != SQLITE_DONE)
        throw SQLite::Exception(database.getHandle(), code);
    return rows;
}

/// A file beside `path` that is gone at the end unless it was renamed.
class PartFile
{
public:
    explicit PartFile(const QString &path)
        : m_name(QFile::encodeName(QFileInfo(path).absolutePath() + u"/.longshore-%1.part"_s.arg(QUuid::createUuid().toString(QUuid::Id128)))),
          m_descriptor(::open(m_name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666))
    {
    }
    ~PartFile()
    {
        if (m_descriptor < 0)
            return;
        ::close(m_descriptor);
        if (!m_renamed)
            ::unlink(m_name.constData());
    }
    int descriptor() const { return m_descriptor; }
    bool rename(const QString &path)
    {
        m_renamed = std::rename(m_name.constData(), QFile::encodeName(path).constData()) == 0;
        return m_renamed;
    }

private:
    QByteArray m_name;
    int m_descriptor;
    bool m_renamed = false;
};

} // namespace

Result<StorageExported> writeTable(const StorageDatabase &storage, const StorageExport &what, int descriptor, const QString &path,
                                   const StorageProgress &progress)
{
    try {
        const StorageDatabase::Lease database = storage.lease();
        const SQLite::Transaction snapshot(*database);
        const Result<Entry> entry = entryOf(*database, what.table);
        if (!entry)
            return fail(entry.error());
        const QStringList columns = what.columns.isEmpty() ? entry->table.columnNames() : what.columns;
        const Result<QList<qint64>> fields = fieldsOf(*entry, columns);
        if (!fields)
            return fail(fields.error());
        RowCondition condition;
        if (!what.whereColumn.isEmpty()) {
            if (const Result<QList<qint64>> known = fieldsOf(*entry, {what.whereColumn}); !known)
                return fail(known.error());
            condition.addFilter(*entry, {what.whereColumn, what.whereNot, what.whereValues});
        }
        condition.addTimes(what.changedSince, what.changedUntil);
        const RawStatement query = prepareRaw(*database, selectSql(*entry, *fields, condition, what.limit));
        condition.bind(query.get());

        CsvWriter writer(descriptor, path);
        for (const QString &column : columns) {
            const std::string name = entry->table.columnNames()[catalogue::indexOf(entry->table.columnNames(), column)].toStdString();
            writer.field(name);
        }
        writer.endLine();
        const Result<qint64> rows = writeRows(*database, query.get(), writer, entry->table, progress);
        if (!rows)
            return fail(rows.error());
        if (const Result<void> written = writer.finish(); !written)
            return fail(written.error());
        return StorageExported{*rows, writer.bytes(), entry->table};
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(askedFor(what.table), thrown));
    }
}

Result<StorageExported> writeTableFile(const StorageDatabase &storage, const StorageExport &what, const QString &path,
                                       const StorageProgress &progress)
{
    const QString asked = u"write %1"_s.arg(path);
    const QFileInfo info(path);
    if (info.isDir())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it is a folder"_s));
    errno = 0;
    if (!QDir().mkpath(info.absolutePath()))
        return fail(diskError(asked, errno ? errno : EACCES));
    PartFile file(path);
    if (file.descriptor() < 0)
        return fail(diskError(asked, errno));
    Result<StorageExported> done = writeTable(storage, what, file.descriptor(), path, progress);
    if (done && !file.rename(path))
        return fail(diskError(asked, errno));
    return done;
}

Result<QList<QStringList>> previewTable(const StorageDatabase &storage, const QString &id, int rows)
{
    try {
        const StorageDatabase::Lease database = storage.lease();
        const SQLite::Transaction snapshot(*database);
        const Result<Entry> entry = entryOf(*database, id);
        if (!entry)
            return fail(entry.error());
        SQLite::Statement query(*database, selectSql(*entry, entry->fields, {}, std::max(rows, 0)));
        QList<QStringList> found;
        while (query.executeStep()) {
            QStringList row;
            for (int i = 0; i < query.getColumnCount(); ++i)
                row.append(textOf(query, i));
            found.append(row);
        }
        return found;
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(askedFor(id), thrown));
    }
}

} // namespace longshore
