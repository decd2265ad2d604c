// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <SQLiteCpp/Database.h>
#include <QObject>
#include <QThread>
#include <functional>
#include <memory>

namespace longshore
{

/// An Error for what SQLite threw: Disk when it is full or fails, StoreUnwritable when it may not be written.
Error databaseError(const QString &asked, const SQLite::Exception &thrown);

/// A connection with this program's pragmas (reliability §5.1). Throws SQLite::Exception.
std::unique_ptr<SQLite::Database> openDatabase(const QString &path, bool readOnly);

/// The one thread that writes a database (architecture §4).
class DatabaseWriter
{
public:
    using Job = std::function<void(SQLite::Database &)>;

    /// Takes the connection over; it is used by the writer's thread only from now on.
    explicit DatabaseWriter(std::unique_ptr<SQLite::Database> database);
    /// Runs what is still queued, then ends the thread.
    ~DatabaseWriter();

    /// See Store::write.
    void write(Job job, QObject *context, Callback<void> done);

private:
    std::unique_ptr<SQLite::Database> m_database;
    QThread m_thread;
    QObject m_worker; ///< lives in `m_thread`
};

} // namespace longshore
