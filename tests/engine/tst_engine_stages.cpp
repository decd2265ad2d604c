// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runexport.h"
#include "model/run/runstate.h"
#include "tests/support/runbench.h"

#include <archive.h>
#include <archive_entry.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Processors, rows, states and debug mode (contract §10, §7, §12) with real containers.
class tst_EngineStages : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunBench> m_bench;

    static json processor(const char *id, const json &steps)
    {
        return {{"definition", {{"component", id}}}, {"parameters", {{"do", steps}}}};
    }
    static json withProcessors(const json &main, const std::vector<json> &before, const std::vector<json> &after)
    {
        json job = puppetJob(main);
        job["configuration"]["processors"] = {{"before", before}, {"after", after}};
        for (const char *id : {"test.p-one", "test.p-two", "test.p-three"})
            job["components"][id] = puppetComponent(id, "processor", {{"memory", "32m"}});
        return job;
    }
    static json row(const char *id, const json &steps)
    {
        return {{"id", id}, {"configuration", {{"parameters", {{"do", steps}}}}}};
    }
    QByteArray log(const RunResult &result, int stage) const { return RunBench::log(result, stage); }
    QByteArray notes(const RunResult &result) const { return RunBench::log(result, -1, false); }
    static constexpr const char *stateId = "6f0c1f0e-0000-4000-8000-0000000000f1"; ///< of the jobs whose state is looked at
    QByteArray state() const { return JobStates::read(*m_bench->store, QLatin1String(stateId))->value({}); }
    /// Name -> content of a zip's entries.
    static QMap<QByteArray, QByteArray> zip(const QString &path)
    {
        QMap<QByteArray, QByteArray> all;
        archive *reader = archive_read_new();
        archive_read_support_format_zip_streamable(reader);
        archive_read_support_format_zip_seekable(reader);
        if (archive_read_open_filename(reader, QFile::encodeName(path).constData(), 65536) == ARCHIVE_OK) {
            for (archive_entry *entry = nullptr; archive_read_next_header(reader, &entry) == ARCHIVE_OK;) {
                QByteArray bytes(1 << 20, Qt::Uninitialized);
                const la_ssize_t n = archive_read_data(reader, bytes.data(), size_t(bytes.size()));
                all.insert(archive_entry_pathname(entry), bytes.left(qMax<la_ssize_t>(n, 0)));
            }
        }
        archive_read_free(reader);
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RunBench::hasEngine())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_bench = std::make_unique<RunBench>();
    }
    void cleanup()
    {
        if (m_bench && !QTest::currentTestFailed())
            QCOMPARE(m_bench->containersLeft(), 0);
    }

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
            QCOMPARE(log(result, i), QByteArray("KBC_COMPONENTID=") + ids[i].toUtf8() + '\n');
        }
        QCOMPARE(storedStages(result.summary.capsule), result.stages);
        QCOMPARE(notes(result).count("\n"), 5); // one opens each stage, the last is the verdict
        QVERIFY(notes(result).startsWith("Stage 1 of 4: test.p-one (127.0.0.1:1/longshore-test-puppet:1)\n"));
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
        QByteArray seen = log(result, 1);
        const QByteArray own = ' ' + QByteArray::number(::getuid()) + ':' + QByteArray::number(::getgid()) + ' ';
        seen.replace(own, " ").replace("\xef\xbf\xbd", "\xff"); // M5: Docker's log is not exact
        const QByteArray expected = "d 0755 files\nf 0644 files/a\xff" "b\nf 0644 files/f\nf 0644 state.json\nd 0755 tables\nd 0755 tables/sliced\n"
                                    "f 0644 tables/sliced/p1\nf 0644 tables/t.csv\nf 0644 tables/t.csv.manifest\nf 0644 usage.json\nd 0755 user\n"
                                    "tmp:\nout:\nd 0755 files\nd 0755 tables\n\"id\"\n\"1\"\n";
        QCOMPARE(seen, expected);
        seen = log(result, 2);
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
        const json config = json::parse(log(result, 0).toStdString());
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
        QVERIFY(log(result, 0).contains("KBC_TOKEN="));
        QVERIFY(!log(result, 1).contains("KBC_TOKEN="));
        for (int stage : {0, 1}) // Q5: the identity is the main job's
            QVERIFY(log(result, stage).contains("KBC_CONFIGID=6f0c1f0e-0000-4000-8000-000000000001\n"));
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
        job["id"] = stateId;
        job["component"]["data"]["synchronous_actions"] = {"test"};
        job["configuration"]["storage"]["input"]["tables"] = {{{"source", "in.c-no.such"}}};
        RunRequest request = m_bench->request(job);
        request.action = u"test"_s;
        const QByteArray before = state();
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == (accepted ? Verdict::Success : Verdict::ApplicationError), qPrintable(result.summary.message));
        QVERIFY(accepted || result.summary.message.contains(u"no JSON"_s));
        QCOMPARE(state(), before);
    }

    void Q5_failingProcessorEndsTheRun()
    {
        const RunResult result = m_bench->run(withProcessors({{{"print", "never"}}}, {processor("test.p-one", {{{"error", "bad rows"}}, {{"exit", 1}}})}, {}));
        QVERIFY(result.summary.verdict == Verdict::UserError);
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
        QCOMPARE(log(stored, 0), QByteArray("stored\n"));

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
        QCOMPARE(log(labelled, 0), QByteArray("labelled\n"));

        job["configuration"]["processors"]["before"][0] = processor("test.nobody", json::array());
        const RunResult unknown = m_bench->run(job);
        QVERIFY(unknown.summary.verdict == Verdict::UserError);
        QVERIFY2(unknown.summary.message.contains(u"cannot get component test.nobody"_s), qPrintable(unknown.summary.message));
        QCOMPARE(unknown.stages.size(), 0);
    }

    void W1_rowsOneAfterAnother()
    {
        json job = puppetJob({{{"print", "the configuration itself"}}});
        job["rows"] = {row("a", {{{"print", "row a"}}, {{"env", "KBC_CONFIGROWID"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n"}}}}}),
                       row("off", {{{"print", "row off"}}}), row("b", {{{"print", "row b"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n2\n"}}}}})};
        job["rows"][1]["isDisabled"] = true;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.stages.size(), 2);
        QCOMPARE(log(result, 0), QByteArray("row a\nKBC_CONFIGROWID=a\n"));
        QCOMPARE(log(result, 1), QByteArray("row b\n"));
        QCOMPARE(result.stages[1].rowId, u"b"_s);
        QCOMPARE(result.stages[1].priority, 0);
        QVERIFY(notes(result).contains("The row off is disabled: skipped.")); // W3
        QCOMPARE(result.tables.size(), 2);
        QCOMPARE(result.tables[0].rowId, u"a"_s);
        QCOMPARE(result.tables[1].rows, 2);
        QCOMPARE(result.summary.rowsOut, 3);
        for (const StageSummary &stage : result.stages)
            QVERIFY(QFileInfo::exists(result.summary.capsule + u'/' + stage.output + u"/tables/t.csv"_s));
        QCOMPARE(RunService::result(result.summary)->tables, result.tables);
    }

    void W3_aDisabledRowThatIsNamed()
    {
        json job = puppetJob(json::array());
        job["rows"] = json::array({row("off", {{{"print", "row off"}}})});
        job["rows"][0]["isDisabled"] = true;
        const RunResult none = m_bench->run(job); // W4
        QVERIFY(none.summary.verdict == Verdict::Success);
        QCOMPARE(none.summary.message, u"No configurations executed."_s);
        QCOMPARE(none.stages.size(), 0);
        RunRequest request = m_bench->request(job);
        request.rowId = u"off"_s;
        const RunResult forced = m_bench->run(request);
        QVERIFY2(forced.summary.verdict == Verdict::Success, qPrintable(forced.summary.message));
        QCOMPARE(log(forced, 0), QByteArray("row off\n"));
    }

    void W5_firstFailingRowStopsAndNoStateIsSaved()
    {
        json job = puppetJob(json::array());
        job["id"] = "6f0c1f0e-0000-4000-8000-000000000005";
        job["rows"] = {row("a", {{{"state", {{"a", 1}}}}}), row("b", {{{"exit", 1}}}), row("c", json::array())};
        const RunResult result = m_bench->run(job);
        QVERIFY(result.summary.verdict == Verdict::UserError);
        QCOMPARE(result.stages.size(), 2);
        QVERIFY(JobStates::read(*m_bench->store, u"6f0c1f0e-0000-4000-8000-000000000005"_s)->isEmpty()); // S3
    }

    void S1_stateRoundTrip()
    {
        json job = withProcessors({{{"show", "in/state.json"}}, {{"state", {{"last", 1}}}}}, {processor("test.p-one", {{{"list", "in"}}})}, {});
        job["id"] = stateId;
        job["state"] = {{"component", {{"from", "the job"}}}, {"data_app", {{"kept", true}}}};
        const RunResult first = m_bench->run(job);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QVERIFY(!log(first, 0).contains("state.json"));
        QVERIFY(json::parse(log(first, 1).toStdString()) == json({{"from", "the job"}}));
        QCOMPARE(state(), QByteArray("{\"component\":{\"last\":1},\"data_app\":{\"kept\":true}}"));
        const RunResult second = m_bench->run(job);
        QVERIFY(json::parse(log(second, 1).toStdString()) == json({{"last", 1}}));
        QVERIFY(!QFileInfo::exists(second.summary.capsule + u"/out/state.json"_s)); // S2: it is removed
        QVERIFY(RunBench::contents(second.summary.capsule + u"/stages/1/state.json"_s).contains("last"));
    }

    void S3_aMissingStateClearsIt() // A52
    {
        json job = puppetJob(json::array());
        job["id"] = stateId;
        job["state"] = {{"component", {{"from", "the job"}}}};
        const RunResult result = m_bench->run(job);
        QVERIFY(result.summary.verdict == Verdict::Success);
        QCOMPARE(json::parse(state().toStdString())["component"].size(), 0u);
    }

    void S2_aStateThatIsNoJsonIsAUserError()
    {
        const RunResult result = m_bench->run(puppetJob({{{"state", "{\"last\":"}}}));
        QVERIFY(result.summary.verdict == Verdict::UserError);
        QVERIFY2(result.summary.message.contains(u"out/state.json"_s), qPrintable(result.summary.message));
        QCOMPARE(result.programExitCode(), 1);
    }

    void S4_secretsOfAStateAreNotKept()
    {
        json job = puppetJob({{{"state", {{"#refresh", "St4te-Secret"}, {"last", 2}}}}});
        job["id"] = stateId;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY2(state().startsWith("{\"component\":{\"last\":2}"), state().constData());
        QCOMPARE(result.problems.size(), 1);
        QCOMPARE(result.problems[0].path, u"state.component.#refresh"_s);
        QVERIFY(!RunBench::contents(result.summary.capsule + u"/stages/0/state.json"_s).contains("St4te"));
    }

    void S5_eachRowHasItsOwn()
    {
        json job = puppetJob(json::array());
        job["id"] = "6f0c1f0e-0000-4000-8000-0000000000a5";
        job["rows"] = {row("a", {{{"show", "in/state.json"}}, {{"state", {{"row", "a"}}}}}), row("b", {{{"show", "in/state.json"}}, {{"state", {{"row", "b"}}}}})};
        job["rows"][1]["state"] = {{"component", {{"initial", "b"}}}};
        const RunResult first = m_bench->run(job);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QCOMPARE(log(first, 0), QByteArray("{}"));
        QVERIFY(log(first, 1).contains("\"initial\": \"b\""));
        const RunResult second = m_bench->run(job);
        QVERIFY(log(second, 0).contains("\"row\": \"a\""));
        QVERIFY(log(second, 1).contains("\"row\": \"b\""));
    }

    void B1_B2_B3_A54_debugMode()
    {
        json job = withProcessors({{{"env", "KBC_COMPONENT_RUN_MODE"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n"}}}}, {{"state", {{"debug", 1}}}}},
                                  {processor("test.p-one", {{{"write", {{"path", "out/files/f"}, {"text", "handed"}}}}})},
                                  {processor("test.p-two", {{{"copy", {{"from", "in"}, {"to", "out"}}}}})});
        job["id"] = "6f0c1f0e-0000-4000-8000-00000000000b";
        job["configuration"]["parameters"]["#token"] = "D3bug-Secret-1";
        job["state"] = {{"component", {{"#old", "St4te-Secret-2"}}}};
        RunRequest request = m_bench->request(job);
        request.debug = true;
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(log(result, 1), QByteArray("KBC_COMPONENT_RUN_MODE=debug\n"));
        QVERIFY(JobStates::read(*m_bench->store, u"6f0c1f0e-0000-4000-8000-00000000000b"_s)->isEmpty());
        // B2, A54
        const QString folder = result.summary.capsule + u"/debug/"_s;
        QCOMPARE(QDir(folder).entryList(QDir::Files, QDir::Name), QStringList({u"stage_0.zip"_s, u"stage_1.zip"_s, u"stage_2.zip"_s, u"stage_output.zip"_s}));
        const auto main = zip(folder + u"stage_1.zip"_s);
        QCOMPARE(main.value("in/files/f"), QByteArray("handed"));
        QVERIFY(main.contains("out/tables/"));
        QVERIFY(!main.contains("tmp/"));
        // B3
        QVERIFY2(main.value("config.json").contains("\"#token\": \"[hidden]\""), main.value("config.json").constData());
        QVERIFY2(main.value("in/state.json").contains("[hidden]"), main.value("in/state.json").constData());
        const auto end = zip(folder + u"stage_output.zip"_s);
        QVERIFY(end.contains("in/tables/t.csv") && end.contains("out/tables/t.csv"));
        for (const QByteArray &bytes : main.values() + end.values())
            QVERIFY(!bytes.contains("Secret-"));
    }

    void B3_noSecretLeavesWithARun_data()
    {
        QTest::addColumn<bool>("debug");
        QTest::newRow("debug") << true;
        QTest::newRow("run") << false;
    }
    void B3_noSecretLeavesWithARun()
    {
        QFETCH(bool, debug);
        json job = withProcessors({{{"print", "the token is D3bug-Secret-1"}}, {{"state", {{"#kept", "N3w-Secret-3"}}}}},
                                  {processor("test.p-one", {{{"write", {{"path", "out/files/f"}, {"text", "handed"}}}}})}, {});
        job["configuration"]["parameters"]["#token"] = "D3bug-Secret-1";
        job["state"] = {{"component", {{"#old", "St4te-Secret-2"}}}};
        RunRequest request = m_bench->request(job);
        request.debug = debug;
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        const QString path = m_bench->folder.filePath(u"export.zip"_s);
        const auto isClean = [&path] {
            const auto all = zip(path);
            return !all.isEmpty() && std::none_of(all.begin(), all.end(), [](const QByteArray &bytes) { return bytes.contains("Secret-"); });
        };
        QVERIFY(exportCapsule(result.summary, path));
        QVERIFY(isClean());
        const QList<StageSnapshot> snapshots = stageSnapshots(result.summary.capsule);
        QCOMPARE(snapshots.size(), 3);
        for (const StageSnapshot &snapshot : snapshots) {
            QCOMPARE(!snapshot.zip.isEmpty(), debug);
            QVERIFY(saveStageSnapshot(result.summary.capsule, snapshot, path));
            QVERIFY(isClean());
        }
        QVERIFY(zip(path).contains("out/state.json"));
    }

    void F2_outputsThatTheirOwnerMayNotRead()
    {
        const json steps = {{{"write", {{"path", "out/files/f"}, {"text", "x"}}}}, {{"chmod", {{"path", "out/files/f"}, {"mode", "000"}}}}};
        const RunResult result = m_bench->run(puppetJob(steps));
        QVERIFY(result.summary.verdict == Verdict::UserError);
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
        QVERIFY(result.summary.verdict == Verdict::Cancelled);
        QVERIFY(log(result, 0).contains("going")); // it was asked before it was killed
        QCOMPARE(result.stages.size(), 1);
    }
};

QTEST_GUILESS_MAIN(tst_EngineStages)
#include "tst_engine_stages.moc"
