// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dataarchive.h"
#include "model/run/runjournal.h"
#include "tests/support/runbench.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

json file(const char *path, const std::string &text)
{
    return {{"write", {{"path", path}, {"text", text}}}};
}

json resultOf(const RunResult &result)
{
    return json::parse(result.toJson().dump());
}

json stored(const RunResult &result, const QString &name)
{
    return json::parse(RunBench::contents(result.summary.capsule + u'/' + name).toStdString(), nullptr, false);
}

} // namespace

/// What a run says besides its tables and files: usage (§7.4), variables (§6.9, V5), what is kept with an error (X10).
class tst_EngineOutcome : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunBench> m_bench;

    /// Leaves the run as a Longshore that dies does, and lets another one come.
    RunSummary abandonAndRecover(const RunId &id)
    {
        m_bench->service.reset();
        m_bench->service = std::make_unique<RunService>(m_bench->store, m_bench->endpoint());
        QSignalSpy recovered(m_bench->service.get(), &RunService::recovered);
        m_bench->service->load();
        const auto now = [&] { return RunService::find(*m_bench->store, id.value).value_or(RunSummary()); };
        if (!QTest::qWaitFor([&] { return !recovered.isEmpty() && now().finished() && m_bench->service->activeCount() == 0; }, 60'000))
            QTest::qFail("the run did not end", __FILE__, __LINE__);
        return now();
    }
    bool isCancelJournaled(const RunId &id) const
    {
        const auto open = RunIndex::open(*m_bench->store);
        return open && std::any_of(open->begin(), open->end(), [&](const RunIndex::Open &run) { return run.run.id == id && run.isCancelled; });
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

    void s7_4_usage_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QByteArray>("usage");
        QTest::addColumn<QString>("says");
        const QByteArray good = "[{\"metric\":\"rows\",\"value\":\"150\"}]";
        const QByteArray bad = "[{\"metric\":\"rows\"}]";
        QTest::newRow("good") << QByteArray("[{\"metric\":\"rows\",\"value\":150}]") << 0 << Verdict::Success << good << QString();
        QTest::newRow("read after a failure, too") << good << 1 << Verdict::UserError << good << u"its own words"_s;
        QTest::newRow("invalid") << bad << 0 << Verdict::ApplicationError << QByteArray("[]") << u"Failed to store job usage: out/usage.json: "_s;
        QTest::newRow("invalid after a failure") << bad << 1 << Verdict::ApplicationError << QByteArray("[]") << u"Failed to store job usage"_s;
    }
    void s7_4_usage()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, exitCode);
        QFETCH(Verdict, verdict);
        QFETCH(QByteArray, usage);
        QFETCH(QString, says);
        const RunResult result = m_bench->run(puppetJob({file("out/usage.json", text.toStdString()), {{"error", "its own words"}}, {{"exit", exitCode}}}));
        QVERIFY2(result.summary.verdict == verdict, qPrintable(result.summary.message));
        QVERIFY2(result.summary.message.contains(says), qPrintable(result.summary.message));
        QCOMPARE(resultOf(result)["usage"].dump(), usage.toStdString());
        QCOMPARE(stored(result, u"run.json"_s)["usage"].dump(), usage.toStdString());
        QVERIFY(QFile::exists(result.summary.capsule + u"/out/usage.json"_s)); // it is not removed
        if (exitCode != 0 && verdict == Verdict::ApplicationError)
            QVERIFY(result.problems.last().text.contains(u"user error: its own words"_s));
    }

    void s6_9_outputVariables_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("variables");
        QTest::addColumn<int>("problems");
        QTest::newRow("scalars and null") << QByteArray("{\"variables\":{\"count\":3,\"none\":null,\"list\":[1]}}") << QByteArray("{\"count\":\"3\",\"none\":null}") << 1;
        QTest::newRow("a secret") << QByteArray("{\"variables\":{\"t\":\"S3cret-Token-1\"}}") << QByteArray("{\"t\":\"[hidden]\"}") << 0;
        QTest::newRow("malformed: a warning only") << QByteArray("{\"variables\"") << QByteArray("{}") << 1;
    }
    void s6_9_outputVariables()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, variables);
        QFETCH(int, problems);
        json job = puppetJob(json::array({file("out/result.json", text.toStdString())}));
        job["configuration"]["parameters"]["#token"] = "S3cret-Token-1";
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(resultOf(result)["outputVariables"].dump(), variables.toStdString());
        QCOMPARE(stored(result, u"run.json"_s)["outputVariables"].dump(), variables.toStdString());
        QCOMPARE(int(result.problems.size()), problems);
        QVERIFY(!RunBench::contents(result.summary.capsule + u"/stages/0/stage.json"_s).contains("S3cret"));
    }

    void s7_4_eachRowTellsItsOwn()
    {
        const auto row = [](const char *id, const char *value) {
            const std::string text = std::string("[{\"metric\":\"rows\",\"value\":") + value + "}]";
            return json{{"id", id}, {"configuration", {{"parameters", {{"do", {file("out/usage.json", text), file("out/result.json", std::string("{\"variables\":{\"last\":\"") + id + "\"}}")}}}}}}};
        };
        json job = puppetJob(json::array());
        job["rows"] = {row("a", "1"), row("b", "2")};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(result.usage(), (QList<RunMetric>{{u"rows"_s, u"1"_s, u"a"_s}, {u"rows"_s, u"2"_s, u"b"_s}}));
        QCOMPARE(resultOf(result)["outputVariables"].dump(), std::string("{\"last\":\"b\"}"));
        QCOMPARE(storedStages(result.summary.capsule), result.stages);
    }

    void V5_resolvedVariablesAreTold()
    {
        json job = puppetJob({{{"print", "hello {{ who }} with {{ key }}"}}});
        job["configuration"]["variables_id"] = "v";
        job["configuration"]["parameters"]["#token"] = "S3cret-Token-2";
        job["variables"] = {{"declared", {"who", "key"}}, {"values", {{{"name", "who"}, {"value", "world"}}, {{"name", "key"}, {"value", "S3cret-Token-2"}}}}};
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::log(result), QByteArray("hello world with [hidden]\n"));
        const std::string expected = "{\"key\":\"[hidden]\",\"who\":\"world\"}";
        QCOMPARE(resultOf(result)["variables"].dump(), expected);
        QCOMPARE(stored(result, u"run.json"_s)["variables"].dump(), expected);
        QCOMPARE(RunService::result(result.summary)->variables, result.variables);
    }

    void X10_X12_theEndOfBothStreamsIsKeptWithAnError()
    {
        json job = puppetJob({{{"flood", {{"lines", 60'000}, {"text", "a line of some length"}}}}, {{"error", "S3cret-Token-3 is wrong"}}, {{"exit", 2}}});
        job["configuration"]["parameters"]["#token"] = "S3cret-Token-3";
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::ApplicationError, qPrintable(result.summary.message));
        const json error = stored(result, u"stages/0/error.json"_s);
        QCOMPARE(error["container"].get<std::string>(), result.stages[0].container.value.toStdString());
        QCOMPARE(error["image"].get<std::string>(), std::string("longshore-test-puppet:1")); // X12
        QCOMPARE(error["verdict"].get<std::string>(), std::string("application-error"));
        QCOMPARE(error["exitCode"].get<int>(), 2);
        QCOMPARE(error["stderr"].get<std::string>(), std::string("[hidden] is wrong\n"));
        const QByteArray log = RunBench::log(result).replace("[hidden] is wrong\n", "");
        QVERIFY2(log.size() > 1'000'000, RunBench::log(result, -1, false).constData());
        QVERIFY(QByteArray::fromStdString(error["stdout"].get<std::string>()) == log.right(1'000'000));
        const RunResult good = m_bench->run(puppetJob({{{"print", "fine"}}}));
        QVERIFY(!QFile::exists(good.summary.capsule + u"/stages/0/error.json"_s));
    }

    void s7_5_artifactsGoFromJobToJob_data()
    {
        QTest::addColumn<bool>("zip");
        QTest::addColumn<bool>("debug");
        QTest::newRow("one archive") << true << false;
        QTest::newRow("each file; B1: in debug mode, too") << false << true;
    }
    void s7_5_artifactsGoFromJobToJob()
    {
        QFETCH(bool, zip);
        QFETCH(bool, debug);
        json job = puppetJob({file("artifacts/out/current/model.bin", "weights"), file("artifacts/out/shared/s", "x"), {{"list", "artifacts"}}});
        job["id"] = zip ? "6f0c1f0e-0000-4000-a000-000000000001" : "6f0c1f0e-0000-4000-a000-000000000002";
        job["configuration"]["artifacts"] = {{"options", {{"zip", zip}}}};
        RunRequest request = m_bench->request(job);
        request.debug = debug;
        const RunResult first = m_bench->run(request);
        QVERIFY2(first.summary.verdict == Verdict::Success, qPrintable(first.summary.message));
        QVERIFY(RunBench::log(first).contains(" out/current\n"));
        const auto uploaded = first.uploaded();
        QCOMPARE(uploaded.size(), 1);
        QCOMPARE(uploaded[0].name, zip ? u"artifacts.tar.gz"_s : u"model.bin"_s);
        QCOMPARE(resultOf(first)["artifacts"]["uploaded"][0]["storageFileId"].get<qint64>(), uploaded[0].fileId);
        QVERIFY(first.problems.size() == 1 && first.problems[0].text.contains(u"shared"_s)); // no orchestration here
        QVERIFY(first.files.isEmpty()); // they are no outputs
        QCOMPARE(storedStages(first.summary.capsule), first.stages);

        job["configuration"]["parameters"]["do"] = {{{"list", "artifacts"}}};
        job["configuration"]["artifacts"]["runs"] = {{"enabled", true}, {"filter", {{"limit", 1}}}};
        request = m_bench->request(job);
        request.debug = debug;
        const RunResult second = m_bench->run(request);
        QVERIFY2(second.summary.verdict == Verdict::Success, qPrintable(second.summary.message));
        QVERIFY2(RunBench::log(second).contains("/model.bin\n") && RunBench::log(second).contains(" in/runs/"), RunBench::log(second).constData());
        QCOMPARE(second.downloaded().size(), 1);
        QCOMPARE(second.downloaded()[0].fileId, uploaded[0].fileId);
        QVERIFY(second.uploaded().isEmpty());
        if (debug) { // the archive is what the component found
            const auto archive = listArchive(second.summary.capsule + u"/debug/stage_0.zip"_s, false, {});
            QVERIFY(archive && std::any_of(archive->entries.begin(), archive->entries.end(), [](const DataEntry &entry) { return entry.name.endsWith(u"/model.bin"_s); }));
        }
        job["configuration"].erase("artifacts");
        job["configuration"]["parameters"]["do"] = json::array({file("artifacts/out/current/more", "x")});
        QVERIFY(m_bench->run(job).uploaded().isEmpty()); // nobody asked for them
    }

    void s7_5_whatCannotBeFetchedIsAWarning()
    {
        json job = puppetJob({{{"remove", "artifacts/out"}}});
        job["id"] = "6f0c1f0e-0000-4000-a000-000000000003";
        job["configuration"]["artifacts"] = {{"options", {{"zip", true}}}};
        const RunResult removed = m_bench->run(job);
        QVERIFY2(removed.summary.verdict == Verdict::Success && removed.problems.isEmpty(), qPrintable(removed.summary.message));
        job["configuration"]["parameters"]["do"] = {{{"remove", "artifacts/out"}}, {{"link", {{"path", "artifacts/out"}, {"target", "/etc"}}}}};
        const RunResult linked = m_bench->run(job);
        QVERIFY2(linked.summary.verdict == Verdict::Success, qPrintable(linked.summary.message));
        QVERIFY(linked.uploaded().isEmpty());
        QVERIFY(linked.problems.size() == 1 && linked.problems[0].text.contains(u"a link to /etc"_s));
    }

    // Reliability §5.1: the wish to stop is committed before anything is stopped.
    void F34_aCancelThatWasCutShort_data()
    {
        QTest::addColumn<bool>("goesOn"); ///< whether a run that is not cancelled would go on
        QTest::newRow("last stage") << true;
        QTest::newRow("a stage before it") << false;
    }
    void F34_aCancelThatWasCutShort()
    {
        QFETCH(bool, goesOn);
        const json steps = {{{"ignoreTerm", true}}, {{"print", "working"}}, {{"sleep", 300}}};
        json job = puppetJob(steps);
        if (!goesOn) {
            job["components"]["test.p"] = puppetComponent("test.p", "processor");
            job["configuration"]["processors"]["after"] = json::array({{{"definition", {{"component", "test.p"}}}, {"parameters", {{"do", json::array()}}}}});
        }
        const auto id = m_bench->service->start(m_bench->request(job));
        QVERIFY2(id, id ? "" : qPrintable(id.error().sentence()));
        QVERIFY(m_bench->logHolds(*id, "working"));
        m_bench->service->cancel(*id, 30);
        QTRY_VERIFY_WITH_TIMEOUT(isCancelJournaled(*id), 20'000);
        const RunSummary run = abandonAndRecover(*id);
        QVERIFY2(run.state == RunState::Finished && run.verdict == Verdict::Cancelled, qPrintable(run.message));
        QCOMPARE(storedStages(run.capsule).last().verdict, std::optional(Verdict::Cancelled));
        QVERIFY(RunBench::log(run.capsule, -1, false).contains("Cancelled"));
        QTRY_VERIFY(!isCancelJournaled(*id)); // nothing is left to do for it
    }

    void B2_aResumedDebugRunWritesItsLastArchive()
    {
        json job = puppetJob({{{"print", "working"}}, file("out/tables/t.csv", "id\n1\n"), {{"sleep", 2}}});
        job["configuration"]["parameters"]["#token"] = "S3cret-Token-4";
        m_bench->write(u"data/in/files/given"_s, "x");
        job["input"] = {{"mode", "folder"}, {"folder", m_bench->path(u"data"_s).toStdString()}};
        RunRequest request = m_bench->request(job);
        request.debug = true;
        const auto id = m_bench->service->start(request);
        QVERIFY2(id, id ? "" : qPrintable(id.error().sentence()));
        QVERIFY(m_bench->logHolds(*id, "working"));
        const RunSummary run = abandonAndRecover(*id);
        QVERIFY2(run.verdict == Verdict::Success, qPrintable(run.message));
        const auto archive = listArchive(run.capsule + u"/debug/stage_output.zip"_s, false, {});
        QVERIFY2(archive, archive ? "" : qPrintable(archive.error().sentence()));
        QStringList names;
        for (const DataEntry &entry : archive->entries)
            names << entry.name;
        for (const char *name : {"config.json", "in/state.json", "in/files/given", "out/tables/t.csv"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        const auto config = readArchiveFile(run.capsule + u"/debug/stage_output.zip"_s, u"config.json"_s, 1 << 20);
        QVERIFY(config && config->bytes.contains("\"#token\": \"[hidden]\"") && !config->bytes.contains("S3cret"));
    }
};

QTEST_GUILESS_MAIN(tst_EngineOutcome)
#include "tst_engine_outcome.moc"
