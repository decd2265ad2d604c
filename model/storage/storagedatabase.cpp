// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagedatabase.h"

#include "model/storage/storagemigrations.h"
#include "model/store/database.h"

#include <QFile>
#include <QFileInfo>
#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <sqlite3.h>
#include <string>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t idleConnections = 4;
constexpr int busyMilliseconds = 60'000;

int versionOf(SQLite::Database &database)
{
    return database.execAndGet("PRAGMA user_version").getInt();
}

void migrate(SQLite::Database &database)
{
    const auto steps = storageMigrations();
    if (versionOf(database) >= int(steps.size()))
        return;
    // Another program may be doing the same: look again with the write lock held.
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (int version = versionOf(database); version < int(steps.size()); ++version)
        database.exec(steps[size_t(version)]);
    database.exec("PRAGMA application_id=" + std::to_string(storageApplicationId));
    // Never back: a newer program may have been the other one.
    database.exec("PRAGMA user_version=" + std::to_string(std::max(versionOf(database), int(steps.size()))));
    transaction.commit();
}

} // namespace

Error storageError(const QString &asked, const SQLite::Exception &thrown)
{
    switch (thrown.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error::make(Error::Kind::StoreUnwritable, asked, QString::fromUtf8(thrown.what()),
                           u"Move the folder storage/ of the store away and start again: the runs lie elsewhere."_s);
    case SQLITE_INTERRUPT:
        return Error::cancelled(asked);
    case SQLITE_TOOBIG:
        return Error::make(Error::Kind::BadInput, asked, u"a value or a row is too long"_s);
    default:
        return databaseError(asked, thrown);
    }
}

StorageDatabase::Lease::Lease(const StorageDatabase &owner, std::unique_ptr<SQLite::Database> database)
    : m_owner(&owner), m_database(std::move(database))
{
}

StorageDatabase::Lease::~Lease()
{
    if (!m_database || sqlite3_get_autocommit(m_database->getHandle()) == 0)
        return;
    sqlite3_busy_timeout(m_database->getHandle(), busyMilliseconds);
    const std::lock_guard lock(m_owner->m_mutex);
    if (m_owner->m_idle.size() < idleConnections)
        m_owner->m_idle.push_back(std::move(m_database));
}

/// The pragmas of reliability §5.1, but secure_delete=FAST: to overwrite each page of a dropped table with zeros would
/// cost as much as loading it, and secrets never lie here.
std::unique_ptr<SQLite::Database> StorageDatabase::connect() const
{
    const int flags = (m_readOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) | SQLite::OPEN_NOMUTEX;
    auto database = std::make_unique<SQLite::Database>(QFile::encodeName(path()).toStdString(), flags, busyMilliseconds);
    database->exec("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
    sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    // Big pages halve the work of a load. In a file that is there, auto_vacuum would wait for the write lock.
    if (QFileInfo(path()).size() == 0 && !m_readOnly)
        database->exec("PRAGMA page_size=16384; PRAGMA auto_vacuum=INCREMENTAL;");
    if (!m_readOnly)
        database->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=FAST;"
                       "PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;");
    // Last: SQLite counts the pages by the page size that it knows at this moment.
    database->exec("PRAGMA cache_size=-24576;");
    return database;
}

Result<std::unique_ptr<StorageDatabase>> StorageDatabase::open(const QString &directory)
{
    std::unique_ptr<StorageDatabase> made(new StorageDatabase(directory));
    const QString asked = u"open the Storage %1"_s.arg(directory);
    try {
        auto database = made->connect();
        const int id = database->execAndGet("PRAGMA application_id").getInt();
        if (id != 0 && id != storageApplicationId)
            return fail(Error::make(Error::Kind::StoreUnwritable, asked, u"storage.db belongs to another program"_s,
                                    u"Choose another directory with --store."_s));
        migrate(*database);
        made->m_readOnly = versionOf(*database) > int(storageMigrations().size());
        if (!made->m_readOnly)
            made->m_idle.push_back(std::move(database));
    } catch (const SQLite::Exception &thrown) {
        return fail(storageError(asked, thrown));
    }
    return made;
}

StorageDatabase::Lease StorageDatabase::lease() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_idle.empty()) {
            auto database = std::move(m_idle.back());
            m_idle.pop_back();
            return {*this, std::move(database)};
        }
    }
    return {*this, connect()};
}

void bindText(SQLite::Statement &statement, int parameter, const QString &text)
{
    statement.bind(parameter, text.toStdString());
}

QString textOf(SQLite::Statement &statement, int column)
{
    return QString::fromStdString(statement.getColumn(column).getString());
}

void bindTime(SQLite::Statement &statement, int parameter, const QDateTime &time)
{
    if (time.isValid())
        statement.bind(parameter, int64_t(time.toMSecsSinceEpoch()));
    else
        statement.bind(parameter);
}

QDateTime timeOf(SQLite::Statement &statement, int column)
{
    const SQLite::Column value = statement.getColumn(column);
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.getInt64(), Qt::UTC);
}

} // namespace longshore
