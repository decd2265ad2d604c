// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/tableload.h"

#include "model/storage/rowdelete.h"
#include "model/storage/sortedrows.h"
#include "model/storage/storagejson.h"

#include <QThread>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::ordered_json;

namespace
{

constexpr int attemptsAtMost = 5;
constexpr int longestWaitMs = 600'000;

/// Waits for another writer, and looks whether the load was cancelled meanwhile.
struct BusyWait {
    const StorageProgress &progress;
    int waitedMs = 0;

    static int again(void *mine, int count)
    {
        auto *self = static_cast<BusyWait *>(mine);
        if (self->waitedMs > longestWaitMs || (self->progress && !self->progress(0, -1)))
            return 0;
        const int pause = std::min(1 + count, 20);
        QThread::msleep(ulong(pause));
        self->waitedMs += pause;
        return 1;
    }
};

} // namespace

TableLoad::TableLoad(const StorageDatabase &storage, const StorageLoad &load, const StorageProgress &progress)
    : m_storage(storage), m_load(load), m_progress(progress), m_asked(u"load into the table %1"_s.arg(load.table)),
      m_database(storage.lease())
{
}

Result<void> TableLoad::check() const
{
    const auto refuse = [this](const QString &happened) { return fail(Error::make(Error::Kind::BadInput, m_asked, happened)); };
    if (const QString problem = tableIdProblem(m_load.table); !problem.isEmpty())
        return refuse(problem);
    if (m_load.deduplication && *m_load.deduplication != "insert"_L1 && *m_load.deduplication != "upsert"_L1)
        return refuse(u"the deduplication is 'insert' or 'upsert', not '%1'"_s.arg(*m_load.deduplication));
    return {};
}

Result<StorageLoaded> TableLoad::run()
{
    if (const Result<void> good = check(); !good)
        return fail(good.error());
    BusyWait wait{m_progress};
    sqlite3_busy_handler(m_database.handle(), BusyWait::again, &wait);
    Result<StorageLoaded> done = attempts();
    sqlite3_busy_handler(m_database.handle(), nullptr, nullptr);
    (void)m_database->tryExec("PRAGMA synchronous=FULL"); // replace() may have ended early
    if (!done && done.error().kind != Error::Kind::Cancelled && m_progress && !m_progress(0, -1))
        return fail(Error::cancelled(m_asked));
    return done;
}

Result<StorageLoaded> TableLoad::attempts()
{
    try {
        for (int i = 0; i < attemptsAtMost; ++i) {
            if (std::optional<StorageLoaded> before = known())
                return *before;
            const Outcome outcome = attempt();
            if (!outcome)
                return fail(outcome.error());
            if (*outcome)
                return **outcome;
        }
    } catch (const SQLite::Exception &thrown) {
        if (thrown.getErrorCode() == SQLITE_CONSTRAINT)
            return fail(constraintError(thrown));
        return fail(storageError(m_asked, thrown));
    }
    return fail(Error::make(Error::Kind::Conflict, m_asked, u"other programs keep changing the table"_s, u"Try again."_s));
}

TableLoad::Outcome TableLoad::attempt()
{
    Result<std::unique_ptr<CsvRows>> rows = CsvRows::open(m_load, m_progress);
    if (!rows)
        return fail(rows.error());
    m_rows = std::move(*rows);
    m_before = catalogue::find(*m_database, m_load.table);
    const Result<LoadPlan> plan = planLoad(m_load, m_rows->columns(), m_before);
    if (!plan)
        return fail(plan.error());
    m_plan = *plan;
    m_rows->setRules(m_plan.required, m_plan.types);
    // O12: there is nothing to be deleted from a table that is not there yet.
    if (m_before)
        if (const Result<void> good = checkDeletes(*m_before, m_load.deletes); !good)
            return fail(good.error());
    return m_before && m_load.incremental ? merge() : replace();
}

std::optional<StorageLoaded> TableLoad::known()
{
    if (m_load.token.isEmpty())
        return std::nullopt;
    SQLite::Statement query(*m_database, "SELECT result FROM load WHERE token = ?");
    bindText(query, 1, m_load.token);
    if (!query.executeStep())
        return std::nullopt;
    const ordered_json json = ordered_json::parse(query.getColumn(0).getString(), nullptr, false);
    StorageLoaded loaded;
    loaded.importedRows = json.value("importedRows", qint64(0));
    loaded.table = storageTableFromJson(json.value("table", ordered_json()));
    for (const ordered_json &warning : json.value("warnings", ordered_json::array()))
        loaded.warnings.append(QString::fromStdString(warning.get<std::string>()));
    return loaded;
}

Result<void> TableLoad::writeAll(DataWriter &writer, RowSource &rows, const std::function<void()> &nowAndThen)
{
    for (qint64 count = 1; rows.next(); ++count) {
        writer.write(rows.row());
        if (count % 2048 == 0 && nowAndThen)
            nowAndThen();
    }
    if (rows.error())
        return fail(*rows.error());
    return {};
}

QList<qsizetype> TableLoad::keyColumns() const
{
    QList<qsizetype> key;
    for (const QString &column : m_plan.entry.table.primaryKey)
        key.append(catalogue::indexOf(m_rows->columns(), column));
    return key;
}

/// O13: with a key, what comes last wins. A table that is being made keeps the first of equal rows, so the last is
/// put first; in a table that is there each one replaces the one before.
std::unique_ptr<RowSource> TableLoad::sortedSource(bool *good)
{
    const auto equal = mode() == DataWriter::Mode::KeepFirst ? SortedRows::Equal::LastFirst : SortedRows::Equal::FirstFirst;
    auto sorted = std::make_unique<SortedRows>(*m_rows, keyColumns(), equal);
    *good = sorted->sort();
    return sorted;
}

DataWriter::Mode TableLoad::mode() const
{
    if (!m_plan.entry.keyed() || m_load.deduplication == u"insert"_s)
        return DataWriter::Mode::Insert;
    return m_before && m_load.incremental ? DataWriter::Mode::Upsert : DataWriter::Mode::KeepFirst;
}

/// Times never go back, or changed_since would miss rows after the clock was set.
QDateTime TableLoad::newTime()
{
    const qint64 last = m_database->execAndGet("SELECT coalesce((SELECT time FROM load ORDER BY id DESC LIMIT 1), 0)").getInt64();
    return QDateTime::fromMSecsSinceEpoch(std::max(last, QDateTime::currentMSecsSinceEpoch()), Qt::UTC);
}

qint64 TableLoad::newLoad()
{
    SQLite::Statement insert(*m_database, "INSERT INTO load (time) VALUES (?)");
    bindTime(insert, 1, newTime());
    insert.exec();
    return m_database->getLastInsertRowid();
}

/// The end of the transaction that changes a table, but for the commit.
StorageLoaded TableLoad::finish(qint64 load, const QDateTime &time, bool changed)
{
    StorageTable &table = m_plan.entry.table;
    table.lastImportDate = time;
    if (changed)
        table.lastChangeDate = time;
    if (!table.created.isValid())
        table.created = time;
    catalogue::put(*m_database, m_plan.entry);
    catalogue::mergeMetadata(*m_database, table.id, {}, m_load.metadata, time);
    for (auto it = m_load.columnMetadata.cbegin(); it != m_load.columnMetadata.cend(); ++it) {
        const qsizetype column = catalogue::indexOf(table.columnNames(), it.key());
        if (column >= 0)
            catalogue::mergeMetadata(*m_database, table.id, table.columns[column].name, *it, time);
    }
    StorageLoaded loaded{m_rows->count(), catalogue::find(*m_database, table.id)->table, m_rows->warnings()};
    SQLite::Statement update(*m_database, "UPDATE load SET time = ?, token = ?, result = ? WHERE id = ?");
    bindTime(update, 1, time);
    if (!m_load.token.isEmpty()) {
        ordered_json warnings = ordered_json::array();
        for (const QString &warning : loaded.warnings)
            warnings.push_back(warning.toStdString());
        const ordered_json json{{"importedRows", loaded.importedRows}, {"warnings", warnings}, {"table", toJson(loaded.table)}};
        bindText(update, 2, m_load.token);
        update.bind(3, json.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    }
    update.bind(4, int64_t(load));
    update.exec();
    return loaded;
}

Error TableLoad::constraintError(const SQLite::Exception &thrown) const
{
    const QString key = m_plan.entry.table.primaryKey.join(u"', '"_s);
    if (QString::fromUtf8(thrown.what()).contains("NOT NULL"_L1))
        return Error::make(Error::Kind::BadInput, m_asked, u"a row of the table has no value in the new primary key '%1'"_s.arg(key));
    if (m_load.deduplication == u"insert"_s)
        return Error::make(Error::Kind::BadInput, m_asked, u"two rows have the same primary key '%1'"_s.arg(key),
                           u"With the deduplication 'insert' no row may be there already."_s);
    return Error::make(Error::Kind::BadInput, m_asked, u"the rows of the table are not unique by the new primary key '%1'"_s.arg(key),
                       u"Load the whole table again, or keep its key."_s);
}

} // namespace longshore
