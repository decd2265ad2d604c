// SPDX-License-Identifier: GPL-3.0-or-later
// TableLoad: what takes a table's place.
#include "model/storage/sortedrows.h"
#include "model/storage/staginglock.h"
#include "model/storage/tableload.h"

#include <QElapsedTimer>
#include <SQLiteCpp/Transaction.h>

namespace longshore
{

namespace
{

/// A short transaction keeps the write-ahead log small and lets others write in between.
constexpr qint64 bytesPerTransaction = 64 << 20;
constexpr qint64 msPerTransaction = 2'000;

/// Rows written in one transaction after another.
class ShortTransactions
{
public:
    explicit ShortTransactions(SQLite::Database &database) : m_database(database) {}

    void begin()
    {
        m_transaction.emplace(m_database, SQLite::TransactionBehavior::IMMEDIATE);
        m_clock.start();
    }
    void commit()
    {
        m_transaction->commit();
        m_transaction.reset();
    }
    void nowAndThen(qint64 bytes)
    {
        if (bytes - m_bytes < bytesPerTransaction && m_clock.elapsed() < msPerTransaction)
            return;
        m_bytes = bytes;
        commit();
        begin();
    }

private:
    SQLite::Database &m_database;
    std::optional<SQLite::Transaction> m_transaction;
    QElapsedTimer m_clock;
    qint64 m_bytes = 0;
};

/// A data table that belongs to no table yet; dropped at the end unless it was published.
class StagedData
{
public:
    StagedData(SQLite::Database &database, std::unique_ptr<StagingLock> lock) : m_database(database), m_lock(std::move(lock)) {}
    ~StagedData()
    {
        if (m_data)
            drop();
    }
    qint64 create(catalogue::Entry *entry)
    {
        SQLite::Statement insert(m_database, "INSERT INTO staging (lock) VALUES (?)");
        bindText(insert, 1, m_lock->name());
        insert.exec();
        entry->data = m_database.getLastInsertRowid();
        m_database.exec(catalogue::createData(*entry));
        return entry->data;
    }
    void setCreated(qint64 data) { m_data = data; }
    void publish()
    {
        SQLite::Statement gone(m_database, "DELETE FROM staging WHERE data = ?");
        gone.bind(1, int64_t(m_data));
        gone.exec();
    }
    void setPublished() { m_data = 0; }

private:
    /// What cannot be dropped now is swept when the Storage is opened again.
    void drop() noexcept
    {
        try {
            SQLite::Transaction transaction(m_database, SQLite::TransactionBehavior::IMMEDIATE);
            publish();
            m_database.exec("DROP TABLE IF EXISTS " + catalogue::dataName(m_data));
            transaction.commit();
        } catch (const SQLite::Exception &) {
        }
    }

    SQLite::Database &m_database;
    std::unique_ptr<StagingLock> m_lock;
    qint64 m_data = 0;
};

void renumber(LoadPlan *plan)
{
    QList<qint64> fields;
    for (qint64 &field : plan->fields)
        field = plan->entry.fields.indexOf(field);
    for (qsizetype i = 0; i < plan->entry.fields.size(); ++i)
        fields.append(i);
    plan->entry.fields = fields;
    plan->entry.nextField = fields.size();
}

} // namespace

TableLoad::Outcome TableLoad::replace()
{
    std::unique_ptr<RowSource> sorted;
    if (m_plan.entry.keyed()) {
        bool good = false;
        sorted = sortedSource(&good);
        if (!good)
            return fail(*sorted->error());
    }
    Result<std::unique_ptr<StagingLock>> lock = StagingLock::take(m_storage.directory());
    if (!lock)
        return fail(lock.error());
    renumber(&m_plan);
    StagedData staged(*m_database, std::move(*lock));
    ShortTransactions transactions(*m_database);
    transactions.begin();
    const qint64 load = newLoad();
    const qint64 data = staged.create(&m_plan.entry);
    transactions.commit();
    staged.setCreated(data);

    qint64 rows = 0, bytes = 0;
    {
        // Until it is published nobody needs it after a power cut; checkpoints still sync, so the file stays whole.
        m_database->exec("PRAGMA synchronous=NORMAL");
        transactions.begin();
        DataWriter writer(*m_database, m_plan, load, mode());
        const Result<void> written = writeAll(writer, sorted ? *sorted : *m_rows, [&] { transactions.nowAndThen(writer.bytes()); });
        if (!written)
            return fail(written.error());
        rows = writer.inserted();
        bytes = writer.bytes();
        transactions.commit();
        m_database->exec("PRAGMA synchronous=FULL");
    }
    if (!m_rows->goOn())
        return fail(*m_rows->error());

    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    if (std::optional<StorageLoaded> before = known())
        return before;
    const std::optional<Entry> now = catalogue::find(*m_database, m_load.table);
    if (now.has_value() != m_before.has_value() || (now && !now->sameShape(*m_before)))
        return std::nullopt;
    m_plan.entry.table.rows = rows;
    m_plan.entry.table.bytes = bytes;
    const std::optional<StorageLoaded> loaded = finish(load, newTime(), true);
    staged.publish();
    if (now)
        m_database->exec("DROP TABLE " + catalogue::dataName(now->data));
    transaction.commit();
    staged.setPublished();
    return loaded;
}

} // namespace longshore
