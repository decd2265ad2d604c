// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QDateTime>
#include <QString>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <memory>
#include <mutex>
#include <vector>

namespace longshore
{

/// An Error for what SQLite threw about storage.db.
Error storageError(const QString &asked, const SQLite::Exception &thrown);

/// The connections to storage.db of this process. Each is lent to one thread at a time and kept for the next.
class StorageDatabase
{
public:
    /// A connection, given back at its end.
    class Lease
    {
    public:
        Lease(const StorageDatabase &owner, std::unique_ptr<SQLite::Database> database);
        ~Lease();
        Lease(Lease &&) = default;
        Lease &operator=(Lease &&) = delete;

        SQLite::Database &operator*() const { return *m_database; }
        SQLite::Database *operator->() const { return m_database.get(); }
        sqlite3 *handle() const { return m_database->getHandle(); }

    private:
        const StorageDatabase *m_owner;
        std::unique_ptr<SQLite::Database> m_database;
    };

    /// Makes the file and its tables when they are missing. `directory` exists. Errors: StoreUnwritable, Disk.
    static Result<std::unique_ptr<StorageDatabase>> open(const QString &directory);

    /// Throws SQLite::Exception. Any thread.
    Lease lease() const;
    /// True when a newer Longshore wrote the file.
    bool readOnly() const { return m_readOnly; }
    QString directory() const { return m_directory; }
    QString path() const { return m_directory + QStringLiteral("/storage.db"); }

private:
    explicit StorageDatabase(const QString &directory) : m_directory(directory) {}
    std::unique_ptr<SQLite::Database> connect() const;

    QString m_directory;
    bool m_readOnly = false;
    mutable std::mutex m_mutex;
    mutable std::vector<std::unique_ptr<SQLite::Database>> m_idle;
};

/// Text in and out of statements; columns and parameters as SQLiteCpp counts them.
void bindText(SQLite::Statement &statement, int parameter, const QString &text);
QString textOf(SQLite::Statement &statement, int column);
/// Milliseconds since 1970; an invalid time is NULL.
void bindTime(SQLite::Statement &statement, int parameter, const QDateTime &time);
QDateTime timeOf(SQLite::Statement &statement, int column);

} // namespace longshore
