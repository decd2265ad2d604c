// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QObject>
#include <functional>
#include <memory>

namespace SQLite
{
class Database;
}

namespace longshore
{

class DatabaseWriter;

/// The store directory (product.md, "Files on disk") and its index.db. Several programs may have one store open at
/// once; WAL, short transactions and a busy timeout keep them apart. Open it once per process and share it.
class Store : public std::enable_shared_from_this<Store>
{
public:
    /// `$XDG_DATA_HOME/longshore`.
    static QString defaultDirectory();

    /// Makes the directory (mode 0700) and the database when they are missing, and brings an older database up to
    /// date. Errors: StoreUnwritable (cannot be made or written, or lies on a network file system, where WAL loses
    /// data), Disk (full). A database of a newer Longshore opens read-only. Blocks for a few milliseconds.
    static Result<std::shared_ptr<Store>> open(const QString &directory);
    ~Store();

    QString directory() const { return m_directory; }
    QString runsDirectory() const;
    /// The random id of this store: label `longshore.store` of every container made from it.
    QString uuid() const { return m_uuid; }
    /// True when a newer Longshore wrote the database: every `write` fails with StoreUnwritable.
    bool readOnly() const { return m_writer == nullptr; }

    using Job = std::function<void(SQLite::Database &)>;
    /// Runs `job` in one IMMEDIATE transaction on the writer's thread; `done` is called on `context`'s thread after the
    /// commit, or with the error after the roll-back. Jobs run in the order they were given. Any thread.
    void write(Job job, QObject *context, Callback<void> done);
    /// Runs `job` on the calling thread over a read-only connection of its own. Any thread; keep it short.
    Result<void> read(const Job &job) const;

private:
    Store() = default;

    QString m_directory;
    QString m_uuid;
    std::unique_ptr<DatabaseWriter> m_writer;
};

} // namespace longshore
