// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runevents.h"

#include <QObject>
#include <functional>
#include <memory>

namespace SQLite
{
class Database;
}

namespace longshore
{

class Store;

/// Keeps one run in index.db: each `record` adds an event and brings the run's row up to date in one transaction. The
/// rule of reliability §5.1 is its user's: the intent before an engine call, the result after it.
class RunJournal : public QObject
{
    Q_OBJECT
public:
    RunJournal(std::shared_ptr<Store> store, QObject *parent, qint64 firstSeq = 0);

    /// `done` comes after the commit, never before this returns.
    void record(const RunSummary &run, const QString &kind, const nlohmann::json &payload, QObject *context,
                Callback<void> done);
    /// Written in the transaction of the next record, and only with it.
    void alsoWrite(std::function<void(SQLite::Database &)> job) { m_also = std::move(job); }
    /// Whether a container of this run may still exist on the engine; written with the next record.
    void setContainerRemoved(bool removed) { m_containerRemoved = removed; }
    /// Which engine the run is on; written with the next record.
    void setEngine(const QString &endpoint, const QString &infoId, const QString &name, const QString &version);

private:
    std::shared_ptr<Store> m_store;
    qint64 m_seq;
    bool m_containerRemoved = true;
    QStringList m_engine;
    std::function<void(SQLite::Database &)> m_also;
};

/// Runs as index.db knows them.
namespace RunIndex
{
Result<QList<RunSummary>> list(const Store &store, int limit);
/// Those that are not final, or whose container may be left, with the number of their newest event.
struct Open {
    RunSummary run;
    qint64 seq = 0;
    int lastUploaded = -1; ///< the newest stage whose data folder was sent whole, -1 = none
    bool isCancelled = false; ///< somebody asked to stop it
};
Result<QList<Open>> open(const Store &store);
/// The journal of one run, oldest first. Any thread.
Result<QList<RunEvent>> events(const Store &store, const RunId &id);
Result<QList<RunSummary>> withPrefix(const Store &store, const QString &prefix);
} // namespace RunIndex

} // namespace longshore
