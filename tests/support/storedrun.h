// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/capsule.h"
#include "model/logs/logsegment.h"
#include "model/run/runjournal.h"
#include "model/store/store.h"

#include <QTest>
#include <nlohmann/json.hpp>

namespace longshore::test
{

/// A run made by hand: its capsule and its row in index.db, as a run leaves them, without an engine. For programs that
/// link model.
class StoredRun
{
public:
    /// `id` is a ULID, e.g. "01J0000000000000000000000A".
    StoredRun(std::shared_ptr<Store> store, const QString &id) : m_store(std::move(store))
    {
        using namespace Qt::StringLiterals;
        RunSummary &run = result.summary;
        run.id.value = id;
        run.state = RunState::Finished;
        run.verdict = Verdict::Success;
        run.containerExitCode = 0;
        run.jobName = u"Split comments"_s;
        run.imageReference = u"longshore/demo-text-splitter:1.0.0"_s;
        run.created = QDateTime::fromSecsSinceEpoch(1'795'419'277, Qt::UTC);
        run.durationMs = 1234;
        auto capsule = Capsule::create(m_store->runsDirectory(), run.id);
        if (!capsule)
            qFatal("%s", qPrintable(capsule.error().sentence()));
        m_capsule = std::move(*capsule);
        run.capsule = m_capsule->path();
        m_writer = std::make_unique<LogWriter>(run.capsule);
    }

    RunResult result; ///< change it before `keep`
    const RunSummary &summary() const { return result.summary; }

    /// Adds to the log and makes it visible to readers; each call one millisecond after the one before.
    bool log(const QByteArray &bytes, LogSource source = LogSource::Stdout, quint8 flags = 0)
    {
        m_time += 1'000'000;
        return m_writer->append(source, flags, m_time, bytes) && m_writer->flush();
    }
    /// Writes the stored config.json, run.json, manifest.json and the row of index.db.
    bool keep(const QByteArray &config = "{}\n")
    {
        if (!m_capsule->writeStageConfig(0, config) || !m_capsule->writeRun(summary()) || !m_capsule->writeManifest(result, {}))
            return false;
        QObject context;
        RunJournal journal(m_store, &context);
        bool recorded = false;
        journal.record(summary(), QStringLiteral("finished"), nlohmann::json::object(), &context,
                       [&recorded](const Result<void> &done) { recorded = bool(done); });
        return QTest::qWaitFor([&recorded] { return recorded; });
    }

private:
    std::shared_ptr<Store> m_store;
    std::unique_ptr<Capsule> m_capsule;
    std::unique_ptr<LogWriter> m_writer;
    qint64 m_time = 1'795'419'277'000'000'000;
};

} // namespace longshore::test
