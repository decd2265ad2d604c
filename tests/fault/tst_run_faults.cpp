// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logreader.h"
#include "model/run/runservice.h"
#include "model/store/store.h"
#include "tests/support/fakeengine.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using longshore::test::FakeEngine;

/// Reliability §2b: a run whose engine, or the way to it, fails in the middle. No engine needed.
class tst_RunFaults : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<RunService> m_service;
    std::unique_ptr<QSignalSpy> m_finished;
    std::unique_ptr<QSignalSpy> m_changed;
    RunId m_id;

    void begin()
    {
        const nlohmann::json job = {
            {"format", "longshore.job/1"},
            {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
            {"name", "puppet"},
            {"component",
             {{"id", "test.puppet"},
              {"type", "application"},
              {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "127.0.0.1:1/puppet"}, {"tag", "1"}}}, {"network", "none"}}}}},
            {"configuration", {{"parameters", {{"mode", "fake"}}}, {"storage", {{"output", {{"default_bucket", "out.c-test"}}}}}}}};
        const auto document = JobDocument::parse(QByteArray::fromStdString(job.dump()), m_dir->filePath(u"a.job.json"_s));
        QVERIFY2(document, qPrintable(document ? QString() : document.error().sentence()));
        RunRequest request;
        request.job = *document;
        const auto id = m_service->start(request);
        QVERIFY2(id, qPrintable(id ? QString() : id.error().sentence()));
        m_id = *id;
    }
    void untilRunning()
    {
        begin();
        QTRY_COMPARE(m_engine->logReaders(), 1);
    }
    RunResult end(int withinMs = 20'000)
    {
        if (!QTest::qWaitFor([this] { return !m_finished->isEmpty(); }, withinMs)) {
            QTest::qFail("the run did not end", __FILE__, __LINE__);
            return {};
        }
        return m_finished->first().at(1).value<RunResult>();
    }
    void succeed()
    {
        m_engine->exit(0);
        m_engine->endLogs();
        const RunResult result = end();
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(!m_engine->exists());
    }
    QByteArray log() const
    {
        QByteArray all;
        LogReader reader(m_dir->filePath(u"store/runs/"_s) + m_id.value);
        const auto batch = reader.read();
        if (batch) {
            for (const StoredFrame &frame : batch->frames) {
                if (!(frame.flags & LogAppNote))
                    all += frame.bytes;
            }
        }
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<FakeEngine>();
        const auto store = Store::open(m_dir->filePath(u"store"_s));
        QVERIFY(store);
        m_service = std::make_unique<RunService>(*store, m_engine->endpoint());
        m_finished = std::make_unique<QSignalSpy>(m_service.get(), &RunService::finished);
        m_changed = std::make_unique<QSignalSpy>(m_service.get(), &RunService::runChanged);
    }
    void cleanup()
    {
        RunState last = RunState::Queued;
        for (const auto &change : std::as_const(*m_changed)) {
            const RunState state = change.first().value<RunSummary>().state;
            QVERIFY2(state >= last, "a run went back to an earlier state");
            last = state;
        }
        m_finished.reset();
        m_changed.reset();
        m_service.reset();
        m_engine.reset();
    }

    void F30_answerToCreateIsLost()
    {
        m_engine->loseAnswer("create");
        untilRunning();
        m_engine->write("hello\n");
        succeed();
        QCOMPARE(m_engine->count("start"), 1);
        QCOMPARE(log(), QByteArray("hello\n"));
    }

    void F31_answerToStartIsLost()
    {
        m_engine->loseAnswer("start");
        untilRunning();
        m_engine->write("hello\n");
        succeed();
        QCOMPARE(m_engine->count("start"), 1); // M14: a second would run it again
    }

    void F31_answerToStartIsLostAndTheEngineIsDeafForAMoment()
    {
        m_engine->hold("start");
        begin();
        QTRY_VERIFY(m_engine->running());
        m_engine->loseAnswer("json", 3);
        m_engine->dropHeld();
        QTRY_COMPARE(m_engine->logReaders(), 1);
        succeed();
        QCOMPARE(m_engine->count("start"), 1);
    }

    void exitComesBeforeTheAnswerToStart()
    {
        m_engine->hold("start");
        begin();
        QTRY_VERIFY(m_engine->running());
        m_engine->write("quick\n");
        m_engine->exit(0);
        QTRY_COMPARE(m_engine->logReaders(), 1);
        QTRY_COMPARE(log(), QByteArray("quick\n"));
        m_engine->letGo("start");
        QVERIFY(!m_finished->wait(300)); // its log has not ended
        m_engine->endLogs();
        const RunResult result = end();
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(m_engine->count("logs"), 2); // followed once, compared once
        QCOMPARE(log(), QByteArray("quick\n"));
    }

    void F43_removedOutside()
    {
        untilRunning();
        m_engine->write("so far\n");
        QTRY_COMPARE(log(), QByteArray("so far\n"));
        m_engine->removeOutside();
        const RunResult result = end();
        QVERIFY(result.summary.verdict == Verdict::EngineFailure);
        QVERIFY2(result.summary.message.contains(u"removed outside"_s), qPrintable(result.summary.message));
        QCOMPARE(log(), QByteArray("so far\n"));
    }

    void F50_waitIsLost()
    {
        untilRunning();
        m_engine->loseAnswer("wait"); // and so is the next
        m_engine->breakWaits();
        QTRY_VERIFY(m_engine->count("wait") >= 3);
        succeed();
    }

    void F50_waitIsLostAsItEnds()
    {
        untilRunning();
        m_engine->loseAnswer("json", 3);
        m_engine->breakWaits();
        succeed();
    }

    void logBreaksAndGoesOn()
    {
        untilRunning();
        m_engine->write("one\n");
        QTRY_COMPARE(log(), QByteArray("one\n"));
        m_engine->breakLogs();
        m_engine->write("two\n");
        QTRY_COMPARE(log(), QByteArray("one\ntwo\n"));
        m_engine->write("three\n");
        succeed();
        QCOMPARE(log(), QByteArray("one\ntwo\nthree\n"));
    }

    void logEndsAfterTheWait()
    {
        untilRunning();
        m_engine->exit(1);
        m_engine->write("last words\n");
        m_engine->endLogs();
        QVERIFY(end().summary.verdict == Verdict::UserError);
        QCOMPARE(log(), QByteArray("last words\n"));
    }

    void logEndsBeforeTheWait()
    {
        untilRunning();
        m_engine->write("last words\n");
        m_engine->endLogs();
        QTRY_COMPARE(log(), QByteArray("last words\n"));
        succeed();
        QCOMPARE(log(), QByteArray("last words\n"));
    }

    void inspectAfterTheExitIsLost()
    {
        untilRunning();
        m_engine->loseAnswer("json", 3);
        succeed();
    }

    // Podman, as it cleans up behind the container.
    void outputsAreAskedForAgain()
    {
        untilRunning();
        m_engine->refuse("archive", 500, 2);
        const int before = m_engine->count("archive");
        succeed();
        QCOMPARE(m_engine->count("archive"), before + 3);
    }

    void outputsThatAreRefusedForeverFailTheRun()
    {
        untilRunning();
        m_engine->refuse("archive", 500, 100);
        m_engine->exit(0);
        m_engine->endLogs();
        const RunResult result = end();
        QVERIFY2(result.summary.verdict == Verdict::EngineFailure, qPrintable(result.summary.verdictLine()));
        QVERIFY2(result.summary.message.contains(u"HTTP 500"_s), qPrintable(result.summary.message));
    }

    void F01_engineVanishesMidRun()
    {
        untilRunning();
        m_engine->write("so far\n");
        QTRY_COMPARE(log(), QByteArray("so far\n"));
        m_engine->vanish();
        const RunResult result = end(40'000);
        QVERIFY(result.summary.verdict == Verdict::EngineFailure);
        QVERIFY2(result.summary.message.contains(u"watch the component"_s), qPrintable(result.summary.message));
        QCOMPARE(log(), QByteArray("so far\n"));
    }

    void F55_cancel_data()
    {
        QTest::addColumn<QByteArray>("phase");
        for (const char *phase : {"info", "json", "create", "archive", "wait", "start", ""})
            QTest::newRow(*phase ? phase : "running") << QByteArray(phase);
    }
    void F55_cancel()
    {
        QFETCH(QByteArray, phase);
        if (phase.isEmpty()) {
            untilRunning();
        } else {
            m_engine->hold(phase);
            begin();
            QTRY_VERIFY(m_engine->count(phase) > 0);
        }
        m_service->cancel(m_id, 1);
        if (phase == "create" || phase == "start") // whether it was obeyed is not known before the answer
            m_engine->letGo(phase);
        QVERIFY(end().summary.verdict == Verdict::Cancelled);
        QVERIFY(!m_engine->exists());
        QVERIFY(m_engine->count("start") <= (phase.isEmpty() || phase == "start" ? 1 : 0));
    }
};

LONGSHORE_TEST_MAIN(tst_RunFaults)
#include "tst_run_faults.moc"
