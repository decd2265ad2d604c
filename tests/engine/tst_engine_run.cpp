// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/capsule.h"
#include "model/run/keptrequest.h"
#include "model/run/runjournal.h"
#include "model/run/runsamples.h"
#include "tests/engine/shellcomponent.h"

#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Runs on a real engine: how they end, and what is left of them.
class tst_EngineRun : public QObject, protected OnRunBench<ShellComponentBench>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeBench(); }
    void cleanup() { verifyNothingIsLeft(); }

    void success()
    {
        QSignalSpy building(m_bench->service.get(), &RunService::buildProgress), changed(m_bench->service.get(), &RunService::runChanged);
        const RunResult result = m_bench->run(u"success"_s);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(!building.isEmpty()); // the image was missing: built from the job's source
        QCOMPARE(result.programExitCode(), 0);
        QCOMPARE(*result.summary.containerExitCode, 0);
        QCOMPARE(result.tables.size(), 1);
        QCOMPARE(result.tables[0].rows, 2);
        QCOMPARE(result.tables[0].columns, QStringList({u"id"_s, u"text"_s}));
        QCOMPARE(result.tables[0].primaryKey, QStringList({u"id"_s}));
        QCOMPARE(result.tables[0].destination, u"out.c-demo.result"_s);
        QCOMPARE(result.files.size(), 1);
        QCOMPARE(result.summary.rowsOut, 2);
        QVERIFY2(result.problems.isEmpty(), qPrintable(result.problems.value(0).text));
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/files/uid"_s).trimmed(), QByteArray::number(::getuid())); // F2
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out/state.json"_s)); // S2
        QVERIFY(RunBench::contents(result.summary.capsule + u"/stages/0/state.json"_s).contains("\"last\": 2"));
        const QByteArray text = RunBench::log(result);
        for (const char *line : {"reading\n", "a warning\n", "\"id\"\n\"1\"\n", "done\n"})
            QVERIFY2(text.contains(line), text.constData());
        const QByteArray notes = RunBench::log(result, -1, false);
        QVERIFY2(notes.startsWith("build: ") && notes.contains("\nExit 0: success"), notes.constData());
        QVERIFY(!QFileInfo::exists(result.summary.capsule + u"/out.partial"_s));
        const auto stored = RunService::result(result.summary);
        QVERIFY(stored);
        QCOMPARE(stored->tables, result.tables);
        QVERIFY(RunService::find(*m_bench->store, result.summary.id.value.left(20))->state == RunState::Finished);
        QStringList states;
        for (const auto &change : changed)
            states.append(toString(change.first().value<RunSummary>().state));
        states.removeDuplicates();
        // A short component may have ended before the answer to start, or its log before its exit was told.
        states.removeAll(u"running"_s);
        states.removeAll(u"draining"_s);
        QCOMPARE(states, QStringList({u"queued"_s, u"resolving"_s, u"building"_s, u"creating"_s, u"uploading"_s, u"starting"_s,
                                      u"collecting"_s, u"removing"_s, u"finished"_s}));
    }

    void A11_139_aRunKeepsWhatItWasAskedItsLogStatsAndOutputs()
    {
        auto job = m_bench->job(u"sleep"_s);
        job["configuration"]["parameters"]["note"] = "kept";
        const RunResult result = m_bench->run(m_bench->request(job), [this](const RunId &id) {
            const QString capsule = m_bench->store->runsDirectory() + u'/' + id.value;
            QVERIFY(m_bench->logHolds(id, "sleeping"));
            QTRY_VERIFY_WITH_TIMEOUT(readRunSamples(capsule) && !readRunSamples(capsule)->samples.isEmpty(), 30'000);
            m_bench->service->cancel(id, 1);
        });
        const QString capsule = result.summary.capsule;
        const auto kept = keptRequest(capsule);
        QVERIFY(kept && kept->request.job.parameters().contains("kept"));
        QVERIFY(storedStageConfig(capsule, 0).value_or(QByteArray()).contains("kept"));
        QVERIFY(RunBench::log(result).contains("sleeping"));
        QVERIFY(!readRunSamples(capsule)->samples.isEmpty());
        const RunResult good = m_bench->run(u"success"_s);
        QVERIFY(QFileInfo::exists(outputFolder(good.summary.capsule) + u"/tables/result.csv"_s));
    }

    void verdicts_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("exit 1") << u"user-error"_s << 1 << u"max must be positive"_s;
        QTest::newRow("exit 2") << u"app-error"_s << 2 << u"(2) boom"_s;
        QTest::newRow("F46 out of memory") << u"oom"_s << 3 << u"memory"_s;
    }
    void verdicts()
    {
        QFETCH(QString, mode);
        QFETCH(QString, message);
        const RunResult result = m_bench->run(mode);
        QVERIFY2(result.summary.message.contains(message), qPrintable(result.summary.message));
        QTEST(result.programExitCode(), "code");
    }

    void timeout()
    {
        auto json = m_bench->job(u"sleep"_s);
        json["component"]["data"]["process_timeout"] = 2;
        const RunResult result = m_bench->run(json);
        QCOMPARE(result.programExitCode(), 4);
        QVERIFY(result.summary.durationMs >= 1900);
        QVERIFY(result.summary.durationMs < 15'000);
        QVERIFY(RunBench::log(result).contains("sleeping"));
    }

    void F47_cancel()
    {
        const RunResult result = m_bench->run(m_bench->request(m_bench->job(u"stubborn"_s)), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "sleeping"));
            m_bench->service->cancel(id, 1);
            m_bench->service->cancel(id, 1);
        });
        QCOMPARE(result.programExitCode(), 5);
        QVERIFY(result.summary.durationMs < 15'000);
    }

    void F55_cancelBeforeItStarts()
    {
        const RunResult result = m_bench->run(m_bench->request(m_bench->job(u"sleep"_s)), [this](const RunId &id) { m_bench->service->cancel(id); });
        QCOMPARE(result.programExitCode(), 5);
        QVERIFY(!result.summary.containerExitCode);
    }

    void F43_removedOutside()
    {
        const RunResult result = m_bench->run(m_bench->request(m_bench->job(u"sleep"_s)), [&](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "sleeping"));
            ContainersApi::RemoveOptions options;
            options.force = true;
            m_bench->client->containers().remove(u"longshore-%1-0-a1"_s.arg(id.value), options, this, [](const Result<void> &) {});
        });
        QCOMPARE(result.programExitCode(), 69);
        QVERIFY2(result.summary.message.contains(u"removed outside"_s), qPrintable(result.summary.message));
    }

    void logIsComplete()
    {
        const RunResult result = m_bench->run(u"flood"_s);
        QByteArray expected;
        for (int i = 0; i < 5000; ++i)
            expected += "line " + QByteArray::number(i) + '\n';
        QCOMPARE(RunBench::log(result), expected);
    }

    void M6_longLine()
    {
        const RunResult result = m_bench->run(u"long"_s);
        QCOMPARE(RunBench::log(result), QByteArray(40000, 'x') + "end\n");
    }

    void twoAtATime()
    {
        QSignalSpy finished(m_bench->service.get(), &RunService::finished), idle(m_bench->service.get(), &RunService::idle);
        QList<RunId> ids;
        for (int i = 0; i < 4; ++i) {
            const auto id = m_bench->service->start(m_bench->request(m_bench->job(u"user-error"_s)));
            QVERIFY(id);
            ids.append(*id);
        }
        QCOMPARE(m_bench->service->activeCount(), 4);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 4, 120'000);
        QCOMPARE(idle.size(), 1);
        for (const auto &end : finished)
            QCOMPARE(end.at(1).value<RunResult>().programExitCode(), 1);
    }

    void engineThatIsNotThere()
    {
        RunService service(m_bench->store, Endpoint::unixSocket(m_bench->path(u"no.sock"_s)));
        QSignalSpy finished(&service, &RunService::finished);
        QVERIFY(service.start(m_bench->request(m_bench->job(u"success"_s))));
        QVERIFY(finished.wait(20'000));
        QCOMPARE(finished.first().at(1).value<RunResult>().programExitCode(), 69);
    }

    void interruptedRunIsCleanedUp()
    {
        // A run whose Longshore died while it ran: its row, its capsule without a lock, its container.
        const RunId id{u"01AAAAAAAAAAAAAAAAAAAAAAAA"_s};
        RunSummary lost;
        lost.id = id;
        lost.state = RunState::Running;
        lost.engine = m_bench->endpoint().toString();
        lost.imageReference = m_bench->image();
        QVERIFY(Capsule::create(m_bench->store->runsDirectory(), id));
        RunJournal journal(m_bench->store, this);
        journal.setContainerRemoved(false);
        bool recorded = false;
        journal.record(lost, u"started"_s, nlohmann::json::object(), this, [&](const Result<void> &) { recorded = true; });
        QTRY_VERIFY(recorded);
        ContainerSpec spec;
        spec.image = lost.imageReference;
        spec.labels = {{u"longshore.run"_s, id.value}, {u"longshore.store"_s, m_bench->store->uuid()}};
        bool created = false;
        m_bench->client->containers().create(u"longshore-%1-0-a1"_s.arg(id.value), spec, this, [&](const Result<CreatedContainer> &result) { created = bool(result); });
        QTRY_VERIFY_WITH_TIMEOUT(created, 20'000);
        QCOMPARE(m_bench->containersLeft(), 1);
        QSignalSpy recovered(m_bench->service.get(), &RunService::recovered);
        m_bench->service->load();
        QVERIFY(recovered.wait(30'000));
        QVERIFY2(recovered.first().first().toString().contains(u"1"_s), qPrintable(recovered.first().first().toString()));
        QCOMPARE(m_bench->containersLeft(), 0);
        QVERIFY(RunService::find(*m_bench->store, id.value)->state == RunState::Interrupted);
        QTRY_VERIFY(RunIndex::open(*m_bench->store)->isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_EngineRun)
#include "tst_engine_run.moc"
