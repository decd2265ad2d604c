// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runjournal.h"

#include "model/store/enginerow.h"
#include "model/store/store.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <chrono>
#include <nlohmann/json.hpp>

namespace longshore
{

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

std::string dumped(const json &object)
{
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

RunSummary parsed(const std::string &text)
{
    return RunSummary::fromJson(json::parse(text, nullptr, false));
}

void writeEngine(SQLite::Database &database, const QStringList &engine, const std::string &runId)
{
    SQLite::Statement run(database, "UPDATE run SET engine_id = ? WHERE id = ?");
    run.bind(1, int64_t(engineRow(database, {engine[0], engine[1], engine[2], engine[3]})));
    run.bind(2, runId);
    run.exec();
}

} // namespace

RunJournal::RunJournal(std::shared_ptr<Store> store, QObject *parent, qint64 firstSeq)
    : QObject(parent), m_store(std::move(store)), m_seq(firstSeq)
{
}

void RunJournal::setEngine(const QString &endpoint, const QString &infoId, const QString &name, const QString &version)
{
    m_engine = {endpoint, infoId, name, version};
}

void RunJournal::record(const RunSummary &run, const QString &kind, const json &payload, QObject *context,
                        Callback<void> done)
{
    const qint64 wall = QDateTime::currentMSecsSinceEpoch();
    const qint64 mono = std::chrono::steady_clock::now().time_since_epoch().count();
    m_store->write(
        [run, seq = m_seq++, kind = kind.toStdString(), payload = dumped(payload), removed = m_containerRemoved,
         engine = m_engine, also = std::exchange(m_also, {}), wall, mono](SQLite::Database &database) {
            const std::string id = run.id.value.toStdString();
            SQLite::Statement row(database,
                                  "INSERT INTO run (id, seq, state, verdict, job_id, row_id, container_removed, summary) "
                                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, "
                                  "state = excluded.state, verdict = excluded.verdict, "
                                  "container_removed = excluded.container_removed, summary = excluded.summary");
            row.bind(1, id);
            row.bind(2, int64_t(seq));
            row.bind(3, toString(run.state).toStdString());
            if (run.verdict)
                row.bind(4, toKey(*run.verdict).toStdString());
            row.bind(5, run.jobId.toStdString());
            row.bind(6, run.rowId.toStdString());
            row.bind(7, removed ? 1 : 0);
            row.bind(8, dumped(run.toJson()));
            row.exec();
            if (!engine.isEmpty())
                writeEngine(database, engine, id);
            SQLite::Statement event(database, "INSERT INTO event (run_id, seq, kind, wall_ts, mono_ns, payload) VALUES (?, ?, ?, ?, ?, ?)");
            event.bind(1, id);
            event.bind(2, int64_t(seq));
            event.bind(3, kind);
            event.bind(4, int64_t(wall));
            event.bind(5, int64_t(mono));
            event.bind(6, payload);
            event.exec();
            if (also)
                also(database);
        },
        context, std::move(done));
    m_engine.clear();
}

Result<QList<RunSummary>> RunIndex::list(const Store &store, int limit)
{
    QList<RunSummary> runs;
    auto read = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT summary FROM run WHERE NOT EXISTS (SELECT 1 FROM event WHERE run_id = run.id AND kind = 'queued' "
                                          "AND json_extract(payload, '$.action') IS NOT NULL) ORDER BY id DESC LIMIT ?");
        query.bind(1, limit);
        while (query.executeStep())
            runs.append(parsed(query.getColumn(0).getString()));
    });
    if (!read)
        return fail(read.error());
    return runs;
}

Result<QList<RunIndex::Open>> RunIndex::open(const Store &store)
{
    QList<Open> runs;
    auto read = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT summary, seq, (SELECT max(json_extract(payload, '$.stage')) FROM event "
                                          "WHERE run_id = run.id AND kind = 'uploaded'), "
                                          "EXISTS (SELECT 1 FROM event WHERE run_id = run.id AND kind = 'cancel_intent') "
                                          "FROM run WHERE state NOT IN ('finished', 'interrupted') OR container_removed = 0 ORDER BY id");
        while (query.executeStep())
            runs.append({parsed(query.getColumn(0).getString()), query.getColumn(1).getInt64(),
                         query.getColumn(2).isNull() ? -1 : query.getColumn(2).getInt(), query.getColumn(3).getInt() != 0});
    });
    if (!read)
        return fail(read.error());
    return runs;
}

Result<QList<RunEvent>> RunIndex::events(const Store &store, const RunId &id)
{
    QList<RunEvent> events;
    auto read = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT seq, kind, wall_ts, mono_ns, payload FROM event WHERE run_id = ? ORDER BY seq");
        query.bind(1, id.value.toStdString());
        while (query.executeStep()) {
            RunEvent event;
            event.seq = query.getColumn(0).getInt64();
            event.kind = QString::fromStdString(query.getColumn(1).getString());
            event.time = QDateTime::fromMSecsSinceEpoch(query.getColumn(2).getInt64(), Qt::UTC);
            event.monoNanos = query.getColumn(3).getInt64();
            event.payload = QByteArray::fromStdString(query.getColumn(4).getString());
            events.append(event);
        }
    });
    if (!read)
        return fail(read.error());
    return events;
}

Result<QList<RunSummary>> RunIndex::withPrefix(const Store &store, const QString &prefix)
{
    QList<RunSummary> runs;
    auto read = store.read([&](SQLite::Database &database) {
        SQLite::Statement query(database, "SELECT summary FROM run WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id DESC LIMIT 2");
        query.bind(1, prefix.toUpper().toStdString());
        while (query.executeStep())
            runs.append(parsed(query.getColumn(0).getString()));
    });
    if (!read)
        return fail(read.error());
    return runs;
}

} // namespace longshore
