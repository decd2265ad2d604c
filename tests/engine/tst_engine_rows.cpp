// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runexport.h"
#include "tests/engine/stagebench.h"

#include <archive.h>
#include <archive_entry.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Rows, states and debug mode (contract §7, §12) with real containers.
class tst_EngineRows : public QObject, protected OnRunBench<StageBench>
{
    Q_OBJECT

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
    void initTestCase() { makeBench(); }
    void cleanup() { verifyNothingIsLeft(); }

    void W1_rowsOneAfterAnother()
    {
        json job = puppetJob({{{"print", "the configuration itself"}}});
        job["rows"] = {row("a", {{{"print", "row a"}}, {{"env", "KBC_CONFIGROWID"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n"}}}}}),
                       row("off", {{{"print", "row off"}}}), row("b", {{{"print", "row b"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n2\n"}}}}})};
        job["rows"][1]["isDisabled"] = true;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.stages.size(), 2);
        QCOMPARE(StageBench::log(result, 0), QByteArray("row a\nKBC_CONFIGROWID=a\n"));
        QCOMPARE(StageBench::log(result, 1), QByteArray("row b\n"));
        QCOMPARE(result.stages[1].rowId, u"b"_s);
        QCOMPARE(result.stages[1].priority, 0);
        QVERIFY(StageBench::notes(result).contains("The row off is disabled: skipped.")); // W3
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
        QVERIFY2(none.summary.verdict == Verdict::Success, qPrintable(none.summary.verdictLine()));
        QCOMPARE(none.summary.message, u"No configurations executed."_s);
        QCOMPARE(none.stages.size(), 0);
        RunRequest request = m_bench->request(job);
        request.rowId = u"off"_s;
        const RunResult forced = m_bench->run(request);
        QVERIFY2(forced.summary.verdict == Verdict::Success, qPrintable(forced.summary.message));
        QCOMPARE(StageBench::log(forced, 0), QByteArray("row off\n"));
    }

    void W5_firstFailingRowStopsAndNoStateIsSaved()
    {
        json job = puppetJob(json::array());
        job["id"] = "6f0c1f0e-0000-4000-8000-000000000005";
        job["rows"] = {row("a", {{{"state", {{"a", 1}}}}}), row("b", {{{"exit", 1}}}), row("c", json::array())};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QCOMPARE(result.stages.size(), 2);
        QVERIFY(JobStates::read(*m_bench->store, u"6f0c1f0e-0000-4000-8000-000000000005"_s)->isEmpty()); // S3
    }

    void S1_stateRoundTrip()
    {
        json job = withProcessors({{{"show", "in/state.json"}}, {{"state", {{"last", 1}}}}}, {processor("test.p-one", {{{"list", "in"}}})}, {});
        job["id"] = StageBench::stateId;
        job["state"] = {{"component", {{"from", "the job"}}}, {"data_app", {{"kept", true}}}};
        const RunResult first = m_bench->run(job);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QVERIFY(!StageBench::log(first, 0).contains("state.json"));
        QVERIFY(json::parse(StageBench::log(first, 1).toStdString()) == json({{"from", "the job"}}));
        QCOMPARE(m_bench->state(), QByteArray("{\"component\":{\"last\":1},\"data_app\":{\"kept\":true}}"));
        const RunResult second = m_bench->run(job);
        QVERIFY(json::parse(StageBench::log(second, 1).toStdString()) == json({{"last", 1}}));
        QVERIFY(!QFileInfo::exists(second.summary.capsule + u"/out/state.json"_s)); // S2: it is removed
        QVERIFY(RunBench::contents(second.summary.capsule + u"/stages/1/state.json"_s).contains("last"));
    }

    void S3_aMissingStateClearsIt() // A52
    {
        json job = puppetJob(json::array());
        job["id"] = StageBench::stateId;
        job["state"] = {{"component", {{"from", "the job"}}}};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.verdictLine()));
        QCOMPARE(json::parse(m_bench->state().toStdString())["component"].size(), 0u);
    }

    void S2_aStateThatIsNoJsonIsAUserError()
    {
        const RunResult result = m_bench->run(puppetJob({{{"state", "{\"last\":"}}}));
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QVERIFY2(result.summary.message.contains(u"out/state.json"_s), qPrintable(result.summary.message));
        QCOMPARE(result.programExitCode(), 1);
    }

    void S4_secretsOfAStateAreNotKept()
    {
        json job = puppetJob({{{"state", {{"#refresh", "St4te-Secret"}, {"last", 2}}}}});
        job["id"] = StageBench::stateId;
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY2(m_bench->state().startsWith("{\"component\":{\"last\":2}"), m_bench->state().constData());
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
        QCOMPARE(StageBench::log(first, 0), QByteArray("{}"));
        QVERIFY(StageBench::log(first, 1).contains("\"initial\": \"b\""));
        const RunResult second = m_bench->run(job);
        QVERIFY(StageBench::log(second, 0).contains("\"row\": \"a\""));
        QVERIFY(StageBench::log(second, 1).contains("\"row\": \"b\""));
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
        QCOMPARE(StageBench::log(result, 1), QByteArray("KBC_COMPONENT_RUN_MODE=debug\n"));
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
};

QTEST_GUILESS_MAIN(tst_EngineRows)
#include "tst_engine_rows.moc"
