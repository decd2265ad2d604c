// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/csvrows.h"
#include "model/storage/datawriter.h"
#include "model/storage/storagedatabase.h"

namespace longshore
{

/// One load into one table. What replaces a table (a full load, a new table) is written beside it, in short
/// transactions, and takes its place in one; what adds to a table is one transaction. Rows that have a key are sorted
/// before the database is locked.
class TableLoad
{
public:
    TableLoad(const StorageDatabase &storage, const StorageLoad &load, const StorageProgress &progress);
    Result<StorageLoaded> run();

private:
    using Entry = catalogue::Entry;
    /// Nothing = the table was changed by somebody else meanwhile: plan again.
    using Outcome = Result<std::optional<StorageLoaded>>;

    Result<StorageLoaded> attempts();
    Result<void> check() const;
    Outcome attempt();
    Outcome replace();
    Outcome merge();
    Outcome publish(const DataWriter &writer, qint64 load, const QString &asked);

    std::optional<StorageLoaded> known();
    Result<void> writeAll(DataWriter &writer, RowSource &rows, const std::function<void()> &now_and_then);
    DataWriter::Mode mode() const;
    QList<qsizetype> keyColumns() const;
    std::unique_ptr<RowSource> sortedSource(bool *good);
    qint64 newLoad();
    QDateTime newTime();
    void reshape();
    void rekey();
    StorageLoaded finish(qint64 load, const QDateTime &time, bool changed);
    Error constraintError(const SQLite::Exception &thrown) const;

    const StorageDatabase &m_storage;
    StorageLoad m_load;
    StorageProgress m_progress;
    QString m_asked;
    StorageDatabase::Lease m_database;
    std::unique_ptr<CsvRows> m_rows;
    std::optional<Entry> m_before;
    LoadPlan m_plan;
};

} // namespace longshore
