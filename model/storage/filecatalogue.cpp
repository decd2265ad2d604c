// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/filecatalogue.h"

#include "model/storage/filecopy.h"
#include "model/storage/filequery.h"
#include "model/store/durablefile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QScopeGuard>
#include <QUuid>
#include <SQLiteCpp/Transaction.h>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int expiryDays = 15; ///< contract §5.4
constexpr int strayHours = 24; ///< no copy takes longer

void removeFile(const QString &path)
{
    if (QFileInfo(path).isDir() && !QFileInfo(path).isSymLink())
        QDir(path).removeRecursively();
    else
        QFile::remove(path);
}

void insertTags(SQLite::Database &database, qint64 id, const QStringList &tags)
{
    SQLite::Statement insert(database, "INSERT OR IGNORE INTO file_tag (file, position, tag) VALUES "
                                       "(?1, (SELECT coalesce(max(position), 0) + 1 FROM file_tag WHERE file = ?1), ?2)");
    for (const QString &tag : tags) {
        insert.bind(1, int64_t(id));
        bindText(insert, 2, tag);
        insert.exec();
        insert.reset();
    }
}

Error noSuchFile(const QString &asked)
{
    return Error::make(Error::Kind::NotFound, asked, u"there is no such file in Storage"_s);
}

StorageFileQuery byId(qint64 id)
{
    StorageFileQuery query;
    query.ids = {id};
    return query;
}

QString fileId(qint64 id)
{
    return u"the file %1 of Storage"_s.arg(id);
}

} // namespace

Result<QList<StorageFile>> FileCatalogue::find(const StorageFileQuery &query) const
{
    try {
        const StorageDatabase::Lease database = m_storage.lease();
        const SQLite::Transaction snapshot(*database);
        return findFiles(*database, query, directory(), QDateTime::currentDateTimeUtc());
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(u"look for files in Storage"_s, thrown));
    }
}

Result<StorageFile> FileCatalogue::add(const StorageFileUpload &file, const StorageProgress &progress) const
{
    const QString asked = u"store the file %1"_s.arg(file.source);
    if (file.name.isEmpty())
        return fail(Error::make(Error::Kind::BadInput, asked, u"it has no name"_s));
    const QString name = QUuid::createUuid().toString(QUuid::Id128);
    const QString path = directory() + u'/' + name;
    try {
        if (!file.token.isEmpty())
            if (const std::optional<StorageFile> before = fileWithToken(*m_storage.lease(), file.token, directory()))
                return *before;
        auto remove = qScopeGuard([&path] { removeFile(path); });
        const Result<CopiedFile> copied = copyFileOrSlices(file.source, path, progress);
        if (!copied)
            return fail(copied.error());
        // The name must be on the disk before the catalogue says so.
        if (const Result<void> synced = syncDirectory(directory()); !synced)
            return fail(synced.error());
        StorageFile stored;
        stored.bytes = copied->bytes;
        stored.isSliced = copied->sliced;
        const Result<StorageFile> done = put(file, stored, name);
        if (done && done->path == path)
            remove.dismiss();
        return done;
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
}

Result<StorageFile> FileCatalogue::put(const StorageFileUpload &file, StorageFile stored, const QString &name) const
{
    const StorageDatabase::Lease database = m_storage.lease();
    SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
    if (!file.token.isEmpty())
        if (const std::optional<StorageFile> before = fileWithToken(*database, file.token, directory()))
            return *before;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    SQLite::Statement insert(*database, "INSERT INTO file (name, created, expires, bytes, is_public, is_permanent, is_encrypted, "
                                        "is_sliced, path, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bindText(insert, 1, file.name);
    bindTime(insert, 2, now);
    bindTime(insert, 3, file.isPermanent ? QDateTime() : now.addDays(expiryDays));
    insert.bind(4, int64_t(stored.bytes));
    insert.bind(5, int(file.isPublic));
    insert.bind(6, int(file.isPermanent));
    insert.bind(7, int(file.isEncrypted));
    insert.bind(8, int(stored.isSliced));
    bindText(insert, 9, name);
    if (!file.token.isEmpty())
        bindText(insert, 10, file.token);
    insert.exec();
    const qint64 id = database->getLastInsertRowid();
    insertTags(*database, id, file.tags);
    const QList<StorageFile> found = findFiles(*database, byId(id), directory(), now);
    transaction.commit();
    return found.first();
}

Result<void> FileCatalogue::tag(qint64 id, const QStringList &tags) const
{
    const QString asked = u"tag "_s + fileId(id);
    try {
        const StorageDatabase::Lease database = m_storage.lease();
        SQLite::Transaction transaction(*database, SQLite::TransactionBehavior::IMMEDIATE);
        if (findFiles(*database, byId(id), directory(), QDateTime::currentDateTimeUtc()).isEmpty())
            return fail(noSuchFile(asked));
        insertTags(*database, id, tags);
        transaction.commit();
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
    return {};
}

Result<void> FileCatalogue::drop(qint64 id) const
{
    const QString asked = u"drop "_s + fileId(id);
    try {
        const StorageDatabase::Lease database = m_storage.lease();
        SQLite::Statement gone(*database, "DELETE FROM file WHERE id = ? RETURNING path");
        gone.bind(1, int64_t(id));
        if (!gone.executeStep())
            return fail(noSuchFile(asked));
        const QString name = textOf(gone, 0);
        gone.executeStep(); // to its end: only then it is committed
        removeFile(directory() + u'/' + name);
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
    return {};
}

Result<int> FileCatalogue::expire(const QDateTime &now) const
{
    QStringList names;
    try {
        const StorageDatabase::Lease database = m_storage.lease();
        SQLite::Statement gone(*database, "DELETE FROM file WHERE expires <= ? RETURNING path");
        bindTime(gone, 1, now);
        while (gone.executeStep())
            names.append(textOf(gone, 0));
        gone.reset();
        for (const QString &name : names)
            removeFile(directory() + u'/' + name);
        sweep(now);
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(u"remove expired files of Storage"_s, thrown));
    }
    return int(names.size());
}

void FileCatalogue::sweep(const QDateTime &now) const
{
    const StorageDatabase::Lease database = m_storage.lease();
    SQLite::Statement known(*database, "SELECT 1 FROM file WHERE path = ?");
    const QDateTime strayBefore = std::min(now, QDateTime::currentDateTimeUtc()).addSecs(-strayHours * 3600);
    QDirIterator it(directory(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    while (it.hasNext()) {
        const QFileInfo info(it.next());
        if (info.lastModified() > strayBefore)
            continue;
        bindText(known, 1, info.fileName());
        if (!known.executeStep())
            removeFile(info.filePath());
        known.reset();
    }
}

} // namespace longshore
