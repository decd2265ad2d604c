// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/stagebench.h"

#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Processors (contract §10) with real containers.
class tst_EngineStages : public QObject, protected OnRunBench<StageBench>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeBench(); }
    void cleanup() { verifyNothingIsLeft(); }

    void Q1_order()
    {
        QSignalSpy changes(m_bench->service.get(), &RunService::stageChanged);
        const json say = {{{"env", "KBC_COMPONENTID"}}};
        const RunResult result = m_bench->run(withProcessors(say, {processor("test.p-one", say), processor("test.p-two", say)},
                                                             {processor("test.p-three", say)}));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.stages.size(), 4);
        const QStringList ids{u"test.p-one"_s, u"test.p-two"_s, u"test.puppet"_s, u"test.p-three"_s};
        for (int i = 0; i < 4; ++i) {
            const StageSummary &stage = result.stages[i];
            QCOMPARE(stage.number, i);
            QCOMPARE(stage.priority, i);
            QCOMPARE(stage.componentId, ids[i]);
            QCOMPARE(stage.isMain, i == 2);
            QVERIFY(stage.verdict == Verdict::Success && stage.exitCode == 0 && stage.durationMs >= 0);
            QVERIFY(stage.started.isValid() && stage.finished >= stage.started);
            QCOMPARE(stage.memoryLimit, (i == 2 ? 64ll : 32ll) << 20); // Q5
            QCOMPARE(StageBench::log(result, i), QByteArray("KBC_COMPONENTID=") + ids[i].toUtf8() + '\n');
        }
        QCOMPARE(storedStages(result.summary.capsule), result.stages);
        QCOMPARE(StageBench::notes(result).count("\n"), 5); // one opens each stage, the last is the verdict
        QVERIFY(StageBench::notes(result).startsWith("Stage 1 of 4: test.p-one (127.0.0.1:1/longshore-test-puppet:1)\n"));
        QCOMPARE(result.summary.stageCount, 4);
        QCOMPARE(changes.last().at(1).value<StageSummary>(), result.stages.last());
    }

    void Q2_A53_onlyWhatLiesInOutIsHandedOver()
    {
        const json first = {{{"write", {{"path", "out/tables/t.csv"}, {"text", "\"id\"\n\"1\"\n"}}}},
                            {{"write", {{"path", "out/tables/t.csv.manifest"}, {"text", "{}"}}}},
                            {{"write", {{"path", "out/tables/sliced/p1"}, {"text", "1\n"}}}},
                            {{"write", {{"path", "out/files/f"}, {"text", "f"}}}},
                            {{"write", {{"path", "out/usage.json"}, {"text", "[]"}}}},
                            {{"write", {{"pathHex", "6f75742f66696c65732f61ff62"}, {"text", "odd"}}}},
                            {{"state", {{"from", "a processor"}}}},
                            {{"write", {{"path", "in/files/lost"}, {"text", "x"}}}},
                            {{"write", {{"path", "/tmp/lost"}, {"text", "x"}}}}};
        const json main = {{{"list", "in"}}, {{"print", "tmp:"}}, {{"list", "/tmp"}}, {{"print", "out:"}}, {{"list", "out"}},
                           {{"show", "in/tables/t.csv"}}, {{"remove", "out/files"}}};
        const json last = {{{"list", "in"}}};
        const RunResult result = m_bench->run(withProcessors(main, {processor("test.p-one", first)}, {processor("test.p-two", last)}));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QByteArray seen = StageBench::log(result, 1);
        const QByteArray own = ' ' + QByteArray::number(::getuid()) + ':' + QByteArray::number(::getgid()) + ' ';
        seen.replace(own, " ").replace("\xef\xbf\xbd", "\xff"); // M5: Docker's log is not exact
        const QByteArray expected = "d 0755 files\nf 0644 files/a\xff" "b\nf 0644 files/f\nf 0644 state.json\nd 0755 tables\nd 0755 tables/sliced\n"
                                    "f 0644 tables/sliced/p1\nf 0644 tables/t.csv\nf 0644 tables/t.csv.manifest\nf 0644 usage.json\nd 0755 user\n"
                                    "tmp:\nout:\nd 0755 files\nd 0755 tables\n\"id\"\n\"1\"\n";
        QCOMPARE(seen, expected);
        seen = StageBench::log(result, 2);
        QCOMPARE(seen.replace(own, " "), QByteArray("d 0755 tables\nd 0755 user\n")); // A53, and what main removed is gone
        QCOMPARE(result.stages[1].input, u"stages/0/out"_s);
        QCOMPARE(result.stages[2].output, u"out"_s);
    }

    void Q3_configurationOfAProcessor()
    {
        const json show = {{{"show", "config.json"}}};
        json job = withProcessors(json::array(), {processor("test.p-one", show)}, {});
        job["configuration"]["parameters"]["#token"] = "MainsOwn-Secret";
        job["configuration"]["storage"] = {{"output", {{"default_bucket", "out.c-x"}}}};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        const json config = json::parse(StageBench::log(result, 0).toStdString());
        QCOMPARE(config.dump(), std::string("{\"action\":\"run\",\"authorization\":{},\"image_parameters\":{},\"parameters\":{\"do\":[{\"show\":\"config.json\"}]},\"storage\":{}}"));
        QVERIFY(!RunBench::contents(result.summary.capsule + u"/stages/0/config.json"_s).isEmpty());
    }

    void E2_environmentIsThatOfTheImagesOwner()
    {
        const json show = {{{"env", ""}}};
        json job = withProcessors(show, {processor("test.p-one", show)}, {});
        job["components"]["test.p-one"]["data"]["forward_token"] = true;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(StageBench::log(result, 0).contains("KBC_TOKEN="));
        QVERIFY(!StageBench::log(result, 1).contains("KBC_TOKEN="));
        for (int stage : {0, 1}) // Q5: the identity is the main job's
            QVERIFY(StageBench::log(result, stage).contains("KBC_CONFIGID=6f0c1f0e-0000-4000-8000-000000000001\n"));
    }

    void Q4_noProcessors_data()
    {
        QTest::addColumn<bool>("action");
        QTest::newRow("staging none") << false;
        QTest::newRow("sync action") << true;
    }
    void Q4_noProcessors()
    {
        QFETCH(bool, action);
        json job = withProcessors({{{"print", "{\"status\": \"success\"}"}}}, {processor("test.p-one", json::array())}, {});
        if (!action)
            job["component"]["data"]["staging_storage"] = {{"input", "none"}};
        job["component"]["data"]["synchronous_actions"] = {"test"};
        RunRequest request = m_bench->request(job);
        request.action = action ? u"test"_s : QString();
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.stages.size(), 1);
    }

    void syncA2_syncA4_anActionAnswersInJson_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("an object") << QByteArray("{\"status\": \"success\"}") << true;
        QTest::newRow("a list over lines") << QByteArray("[\n{\"value\": 1}\n]") << true;
        QTest::newRow("words") << QByteArray("fine") << false;
        QTest::newRow("JSON after words") << QByteArray("Connecting\n{}") << false;
        QTest::newRow("a scalar") << QByteArray("1") << false;
    }
    void syncA2_syncA4_anActionAnswersInJson()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, accepted);
        // A2: no input is staged, the state is empty and stays what it was.
        json job = puppetJob({{{"action", {{"test", {{{"print", answer.toStdString()}}, {{"state", {{"new", 1}}}}}}}}}});
        job["id"] = StageBench::stateId;
        job["component"]["data"]["synchronous_actions"] = {"test"};
        job["configuration"]["storage"]["input"]["tables"] = {{{"source", "in.c-no.such"}}};
        RunRequest request = m_bench->request(job);
        request.action = u"test"_s;
        const QByteArray before = m_bench->state();
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == (accepted ? Verdict::Success : Verdict::ApplicationError), qPrintable(result.summary.message));
        QVERIFY(accepted || result.summary.message.contains(u"no JSON"_s));
        QCOMPARE(m_bench->state(), before);
    }

    /// A form waits for its buttons: they take none of the two places of runs, and are none of the runs that are listed.
    void actionsWaitForNoRun()
    {
        QSignalSpy changed(m_bench->service.get(), &RunService::runChanged);
        QSignalSpy finished(m_bench->service.get(), &RunService::finished);
        QList<RunId> runs;
        for (int i = 0; i < 2; ++i) {
            const auto id = m_bench->service->start(m_bench->request(puppetJob({{{"print", "up"}}, {{"sleep", 120}}})));
            QVERIFY(id);
            runs.append(*id);
        }
        for (const RunId &id : std::as_const(runs))
            QVERIFY(m_bench->logHolds(id, "up"));
        json job = puppetJob({{{"action", {{"test", {{{"print", "{}"}}}}}}}});
        job["component"]["data"]["synchronous_actions"] = {"test"};
        RunRequest request = m_bench->request(job);
        request.action = u"test"_s;
        const auto action = m_bench->service->start(request);
        QVERIFY(action);
        QVERIFY(finished.wait(60'000));
        QCOMPARE(finished.first().first().value<RunId>(), *action);
        for (const auto &change : std::as_const(changed))
            QVERIFY(change.first().value<RunSummary>().id != *action);
        const auto listed = RunService::list(*m_bench->store);
        QVERIFY(listed);
        for (const RunSummary &run : *listed)
            QVERIFY(run.id != *action);
        QVERIFY(RunService::find(*m_bench->store, action->value)); // kept all the same
        m_bench->service->cancelAll(0);
        QTRY_COMPARE_WITH_TIMEOUT(m_bench->service->activeCount(), 0, 60'000);
    }

    void Q5_failingProcessorEndsTheRun()
    {
        const RunResult result = m_bench->run(withProcessors({{{"print", "never"}}}, {processor("test.p-one", {{{"error", "bad rows"}}, {{"exit", 1}}})}, {}));
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QCOMPARE(result.summary.message, u"bad rows"_s);
        QCOMPARE(result.stages.size(), 1);
        QCOMPARE(result.programExitCode(), 1);
    }

    void X6_timeoutOfAProcessorIsItsOwn()
    {
        json job = withProcessors(json::array(), {processor("test.p-one", {{{"sleep", 60}}})}, {});
        job["components"]["test.p-one"]["data"]["process_timeout"] = 1;
        job["configuration"]["runtime"]["process_timeout"] = 300;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::TimedOut, qPrintable(result.summary.message));
        QVERIFY(result.summary.message.contains(u"1 seconds"_s));
    }

    void Q8_componentsFromElsewhere()
    {
        json job = withProcessors(json::array(), {processor("test.stored", {{{"print", "stored"}}})}, {});
        m_bench->write(u"store/components/test.stored.json"_s, QByteArray::fromStdString(puppetComponent("test.stored", "processor").dump()));
        const RunResult stored = m_bench->run(job);
        QVERIFY2(stored.summary.verdict == Verdict::Success, qPrintable(stored.summary.message));
        QCOMPARE(StageBench::log(stored, 0), QByteArray("stored\n"));

        // A processor that only the label of an image defines.
        json label = puppetComponent("test.labelled", "processor");
        label["data"]["definition"] = {{"type", "dockerhub"}, {"uri", "127.0.0.1:1/longshore-labelled"}, {"tag", "1"}};
        QByteArray text = QByteArray::fromStdString(label.dump());
        text.replace('"', "\\\"");
        m_bench->write(u"labelled/Dockerfile"_s, "FROM scratch\nLABEL longshore.component=\"" + text + "\"\nCOPY puppet /puppet\nENTRYPOINT [\"/puppet\"]\n");
        QVERIFY(QFile::copy(puppetSource() + u"/puppet"_s, m_bench->path(u"labelled/puppet"_s)));
        json build = puppetJob(json::array());
        build.erase("component");
        build["component"] = label;
        build["source"]["folder"] = "labelled";
        QVERIFY(m_bench->run(build).summary.verdict == Verdict::Success);
        job["configuration"]["processors"]["before"][0] = processor("test.labelled", {{{"print", "labelled"}}});
        const RunResult labelled = m_bench->run(job);
        QVERIFY2(labelled.summary.verdict == Verdict::Success, qPrintable(labelled.summary.message));
        QCOMPARE(StageBench::log(labelled, 0), QByteArray("labelled\n"));

        job["configuration"]["processors"]["before"][0] = processor("test.nobody", json::array());
        const RunResult unknown = m_bench->run(job);
        QVERIFY2(unknown.summary.verdict == Verdict::UserError, qPrintable(unknown.summary.verdictLine()));
        QVERIFY2(unknown.summary.message.contains(u"cannot get component test.nobody"_s), qPrintable(unknown.summary.message));
        QCOMPARE(unknown.stages.size(), 0);
    }

    void F2_outputsThatTheirOwnerMayNotRead()
    {
        const json steps = {{{"write", {{"path", "out/files/f"}, {"text", "x"}}}}, {{"chmod", {{"path", "out/files/f"}, {"mode", "000"}}}}};
        const RunResult result = m_bench->run(puppetJob(steps));
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QVERIFY2(result.summary.message.contains(u"permission denied"_s), qPrintable(result.summary.message));
        json root = puppetJob(steps);
        root["component"]["features"] = {"container-root-user"};
        QVERIFY(m_bench->run(root).summary.verdict == Verdict::Success);
    }

    void T1_cancelBetweenAndWithinStages()
    {
        const json job = withProcessors({{{"print", "main"}}}, {processor("test.p-one", {{{"trapTerm", "going"}}, {{"print", "working"}}, {{"sleep", 300}}})}, {});
        const RunResult result = m_bench->run(m_bench->request(job), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "working"));
            m_bench->service->cancel(id, 10);
        });
        QVERIFY2(result.summary.verdict == Verdict::Cancelled, qPrintable(result.summary.verdictLine()));
        QVERIFY(StageBench::log(result, 0).contains("going")); // it was asked before it was killed
        QCOMPARE(result.stages.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_EngineStages)
#include "tst_engine_stages.moc"
