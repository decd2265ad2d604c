// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/store/database.h"

#include "model/store/writeticket.h"

#include <QFile>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

namespace longshore
{

using namespace Qt::StringLiterals;

Error databaseError(const QString &asked, const SQLite::Exception &thrown)
{
    const QString reason = QString::fromUtf8(thrown.what());
    switch (thrown.getErrorCode()) {
    case SQLITE_FULL:
        return Error::make(Error::Kind::Disk, asked, reason, u"Free some space and try again."_s);
    case SQLITE_IOERR:
        return Error::make(Error::Kind::Disk, asked, reason, u"Check the disk, then try again."_s);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return Error::make(Error::Kind::StoreUnwritable, asked, reason,
                           u"Make the store directory writable, or choose another one with --store."_s);
    case SQLITE_BUSY:
        return Error::make(Error::Kind::StoreUnwritable, asked, u"another program holds the store for too long"_s,
                           u"Try again when it is done."_s);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error::make(Error::Kind::StoreUnwritable, asked, reason,
                           u"Move index.db away and start again: the runs themselves lie in runs/."_s);
    default:
        return Error::make(Error::Kind::Internal, asked, reason);
    }
}

std::unique_ptr<SQLite::Database> openDatabase(const QString &path, bool readOnly)
{
    const int flags = readOnly ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    auto database = std::make_unique<SQLite::Database>(QFile::encodeName(path).toStdString(), flags, 5000);
    database->exec("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
    sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (!readOnly)
        database->exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;");
    return database;
}

DatabaseWriter::DatabaseWriter(std::unique_ptr<SQLite::Database> database) : m_database(std::move(database))
{
    m_thread.setObjectName(u"index.db writer"_s);
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

DatabaseWriter::~DatabaseWriter()
{
    // Queued behind every job given so far.
    QMetaObject::invokeMethod(&m_worker, [this] { m_thread.quit(); }, Qt::QueuedConnection);
    m_thread.wait();
}

void DatabaseWriter::write(Job job, QObject *context, Callback<void> done)
{
    auto *ticket = new WriteTicket;
    QObject::connect(ticket, &WriteTicket::finished, context, std::move(done), Qt::QueuedConnection);
    ticket->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        &m_worker,
        [this, job = std::move(job), ticket] {
            const std::unique_ptr<WriteTicket> owned(ticket);
            const QString asked = u"write to the store %1"_s.arg(QString::fromStdString(m_database->getFilename()));
            Result<void> result;
            try {
                SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
                job(*m_database);
                transaction.commit();
            } catch (const SQLite::Exception &thrown) {
                result = fail(databaseError(asked, thrown));
            }
            Q_EMIT ticket->finished(result);
        },
        Qt::QueuedConnection);
}

} // namespace longshore
