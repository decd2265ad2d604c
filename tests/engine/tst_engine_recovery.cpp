// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runjournal.h"
#include "model/run/runstate.h"
#include "tests/support/enginesignal.h"
#include "tests/support/program.h"
#include "tests/support/runbench.h"

#include <QElapsedTimer>
#include <csignal>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Longshore is killed in the middle of a run, and another one comes (reliability §5.4, F34, F35).
class tst_EngineRecovery : public QObject
{
    Q_OBJECT

    std::unique_ptr<RunBench> m_bench;
    int m_jobs = 0;
    int m_wholeMs = 0; ///< of a run that nobody disturbs

    static void ways()
    {
        QTest::addColumn<QByteArray>("transfer");
        QTest::newRow("copy") << QByteArray("copy");
        QTest::newRow("bind") << QByteArray("bind");
    }
    /// The component counts its executions in a folder of this machine.
    json job(const json &steps)
    {
        json all = json::array({{{"write", {{"path", "/count/n"}, {"text", "x"}, {"append", true}}}}});
        for (const json &step : steps)
            all.push_back(step);
        json job = puppetJob(all);
        job["id"] = u"6f0c1f0e-0000-4000-8000-%1"_s.arg(++m_jobs, 12, 10, QLatin1Char('0')).toStdString();
        QDir().mkpath(m_bench->path(u"count"_s));
        QFile::setPermissions(m_bench->path(u"count"_s), QFile::Permissions(0x7777));
        QFile::remove(m_bench->path(u"count/n"_s));
        job["extra"] = {{"mounts", {m_bench->path(u"count"_s).toStdString() + ":/count"}}};
        return job;
    }
    json crashJob()
    {
        return job({{{"print", "begun"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n"}}}}, {{"sleep", 0.3}}, {{"state", {{"last", 1}}}}, {{"print", "ended"}}});
    }
    int executions() const { return int(RunBench::contents(m_bench->path(u"count/n"_s)).size()); }
    std::unique_ptr<Program> program(const json &job, const QStringList &more = {})
    {
        m_bench->write(u"job.json"_s, QByteArray::fromStdString(job.dump()));
        return std::make_unique<Program>(QStringList{u"run"_s, m_bench->path(u"job.json"_s), u"--json"_s, u"--engine"_s, m_bench->endpoint().toString(),
                                                     u"--store"_s, m_bench->path(u"store"_s)} + more);
    }
    std::optional<RunSummary> newest() const
    {
        const auto runs = RunService::list(*m_bench->store, 1);
        return runs && !runs->isEmpty() ? std::optional(runs->first()) : std::nullopt;
    }
    /// Ends the program as a crash does, once the run's state is this one, or after so many milliseconds.
    bool killAt(Program &program, const std::function<bool(const RunSummary &)> &reached, const QString &before)
    {
        const bool there = QTest::qWaitFor([&] { const auto run = newest(); return run && run->id.value != before && reached(*run); }, 60'000);
        kill(program);
        (void)program.end();
        return there;
    }
    static void kill(Program &program)
    {
        if (const auto pid = pid_t(program.process().processId()); pid > 0) // 0 would be all of us
            ::kill(pid, SIGKILL);
    }
    /// A second Longshore: what it says, and how the run ended.
    std::pair<QString, RunSummary> recover()
    {
        m_bench->service = std::make_unique<RunService>(m_bench->store, m_bench->endpoint());
        QSignalSpy recovered(m_bench->service.get(), &RunService::recovered);
        m_bench->service->load();
        const bool isOpen = !RunIndex::open(*m_bench->store)->isEmpty(); // else there is nothing to say
        if (!QTest::qWaitFor([&] { return recovered.isEmpty() != isOpen && newest() && newest()->finished() && m_bench->service->activeCount() == 0; }, 60'000))
            QTest::qFail("the run did not end", __FILE__, __LINE__);
        return {recovered.isEmpty() ? QString() : recovered.first().first().toString(), newest().value_or(RunSummary())};
    }
    QString before() const { return newest() ? newest()->id.value : QString(); }
    static QByteArray stdoutOf(const RunSummary &run) { return RunBench::log(run.capsule); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!RunBench::hasEngine())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        m_bench = std::make_unique<RunBench>();
        QVERIFY(m_bench->run(puppetJob(json::array())).summary.verdict == Verdict::Success); // builds the image
        QElapsedTimer clock;
        clock.start();
        QCOMPARE(program(crashJob())->end().code, 0);
        m_wholeMs = int(clock.elapsed());
    }
    void cleanup()
    {
        if (m_bench && !QTest::currentTestFailed()) {
            QTRY_COMPARE_WITH_TIMEOUT(m_bench->containersLeft(), 0, 20'000);
            QTRY_VERIFY(RunIndex::open(*m_bench->store)->isEmpty());
            QTRY_COMPARE(QDir(m_bench->path(u"store/work"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), QStringList()); // bound folders go, too
        }
    }

    void F34_aRunningComponentGoesOn_data() { ways(); }
    void F34_aRunningComponentGoesOn()
    {
        QFETCH(QByteArray, transfer);
        const QString last = before();
        json job = this->job({{{"print", "one S3cr3t-Token-9"}}, {{"show", "config.json"}}, {{"sleep", 3}}, {{"print", "two S3cr3t-Token-9"}},
                              {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n"}}}}, {{"state", {{"last", 7}}}}});
        job["input"] = {{"transfer", transfer.toStdString()}};
        job["configuration"]["parameters"]["#token"] = {{"$secret", "k"}};
        job["state"] = {{"component", {{"last", 6}}}, {"data_app", {{"kept", true}}}};
        m_bench->write(u"secret"_s, "S3cr3t-Token-9");
        const auto program = this->program(job, {u"--secret"_s, u"#token=@"_s + m_bench->path(u"secret"_s)});
        QVERIFY(killAt(*program, [](const RunSummary &run) { return run.state == RunState::Running && stdoutOf(run).contains("one"); }, last));
        const auto [sentence, run] = recover();
        QVERIFY2(run.verdict == Verdict::Success, qPrintable(sentence + run.message));
        QCOMPARE(executions(), 1);
        const QByteArray text = stdoutOf(run); // each line once, and no secret although its value was never stored
        QCOMPARE(text.count("one [hidden]\n"), 1);
        QCOMPARE(text.count("two [hidden]\n"), 1);
        QVERIFY(!text.contains("S3cr3t"));
        QCOMPARE(run.tablesOut, 1);
        QVERIFY(run.durationMs >= 3000);
        const auto states = JobStates::read(*m_bench->store, QString::fromStdString(job["id"].get<std::string>()));
        const json state = json::parse(states->value({}).toStdString());
        QVERIFY2(state["component"]["last"] == 7 && state["data_app"]["kept"] == true, states->value({}).constData()); // S3
        QVERIFY(RunBench::log(run.capsule, -1, false).contains("another one goes on with it"));
        // N14. By another process: closing index.db here would drop SQLite's locks on it.
        QCOMPARE(Program(u"grep -rlF S3cr3t-Token '%1'"_s.arg(m_bench->path(u"store"_s))).end().out, QByteArray());
    }

    void F34_aComponentThatEndedMeanwhile()
    {
        const QString last = before();
        const auto program = this->program(job({{{"print", "one"}}, {{"flood", {{"lines", 3000}}}}, {{"sleep", 1}}, {{"error", "last words"}}, {{"exit", 1}}}));
        QVERIFY(killAt(*program, [](const RunSummary &run) { return run.state == RunState::Running && stdoutOf(run).contains("one"); }, last));
        QTest::qWait(2500); // until it has ended
        const auto [sentence, run] = recover();
        QVERIFY2(run.verdict == Verdict::UserError, qPrintable(sentence + run.message));
        QCOMPARE(run.message, u"last words"_s);
        QByteArray expected = "one\n";
        for (int i = 0; i < 3000; ++i)
            expected += "line " + QByteArray::number(i) + '\n';
        QCOMPARE(stdoutOf(run).replace("last words\n", ""), expected);
        QCOMPARE(executions(), 1);
    }

    void F34_timeoutCountsFromTheStart()
    {
        const QString last = before();
        json job = this->job({{{"print", "one"}}, {{"sleep", 300}}});
        job["component"]["data"]["process_timeout"] = 3;
        const auto program = this->program(job);
        QVERIFY(killAt(*program, [](const RunSummary &run) { return run.state == RunState::Running && stdoutOf(run).contains("one"); }, last));
        const auto [sentence, run] = recover();
        QVERIFY2(run.verdict == Verdict::TimedOut, qPrintable(sentence + run.message));
        QVERIFY(run.durationMs < 15'000);
    }

    void F34_aStageBeforeTheLastIsInterrupted_data() { ways(); }
    void F34_aStageBeforeTheLastIsInterrupted()
    {
        QFETCH(QByteArray, transfer);
        const QString last = before();
        json job = this->job({{{"print", "main"}}});
        job["input"] = {{"transfer", transfer.toStdString()}};
        job["components"]["test.p"] = puppetComponent("test.p", "processor");
        job["configuration"]["processors"]["before"] = json::array({{{"definition", {{"component", "test.p"}}}, {"parameters", {{"do", {{{"print", "one"}}, {{"sleep", 300}}}}}}}});
        const auto program = this->program(job);
        QVERIFY(killAt(*program, [](const RunSummary &run) { return run.state == RunState::Running && stdoutOf(run).contains("one"); }, last));
        const auto [sentence, run] = recover();
        QVERIFY(run.state == RunState::Interrupted);
        QVERIFY2(run.message.contains(u"later stages"_s), qPrintable(run.message));
        QCOMPARE(executions(), 0);
    }

    // Docker ends its containers when it comes back; Podman's do not belong to the service that was killed.
    void M11_F15_F17_theEngineEndsMidRun_data()
    {
        QTest::addColumn<QByteArray>("signal");
        for (int i = 0; i < (qEnvironmentVariableIsSet("LONGSHORE_SOAK") ? 10 : 1); ++i) {
            QTest::addRow("F15 kill -9, %d", i) << QByteArray("KILL");
            QTest::addRow("F17 SIGTERM, %d", i) << QByteArray("TERM");
        }
    }
    void M11_F15_F17_theEngineEndsMidRun()
    {
        QFETCH(QByteArray, signal);
        if (!engineIsOurs())
            QSKIP("this engine is not ours to stop");
        const json job = this->job({{{"print", "one"}}, {{"write", {{"path", "out/tables/t.csv"}, {"text", "id\n1\n"}}}}, {{"sleep", RunBench::isPodman() ? 3 : 300}}, {{"print", "two"}}});
        const RunResult result = m_bench->run(m_bench->request(job), [&](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "one"));
            QVERIFY(restartEngine(*m_bench->client, signal));
        });
        QCOMPARE(executions(), 1);
        QCOMPARE(RunBench::contents(result.summary.capsule + u"/out/tables/t.csv"_s), QByteArray("id\n1\n"));
        QVERIFY2(result.summary.verdict == (RunBench::isPodman() ? Verdict::Success : Verdict::EngineFailure), qPrintable(result.summary.verdictLine() + result.summary.message));
        QCOMPARE(RunBench::log(result), QByteArray(RunBench::isPodman() ? "one\ntwo\n" : "one\n"));
        if (!RunBench::isPodman())
            QVERIFY2(result.summary.message.contains(u"engine was restarted"_s), qPrintable(result.summary.message));
    }

    void F35_killedAtAnyMoment_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<QByteArray>("transfer");
        const int count = qEnvironmentVariableIsSet("LONGSHORE_SOAK") ? 200 : 20;
        for (int i = 0; i < count; ++i)
            QTest::addRow("kill %d", i) << (i + 1) * 105 / count << QByteArray(i % 2 ? "bind" : "copy");
    }
    void F35_killedAtAnyMoment()
    {
        QFETCH(int, percent);
        QFETCH(QByteArray, transfer);
        const int afterMs = m_wholeMs * percent / 100;
        json job = crashJob();
        job["input"] = {{"transfer", transfer.toStdString()}};
        const QString last = before();
        auto program = this->program(job);
        QTest::qWait(afterMs);
        kill(*program);
        const Ended ended = program->end();
        QVERIFY(executions() <= 1); // 0 double starts
        if (before() == last)
            return; // before the run was known
        const QList<json> acknowledged = ended.events("log");
        const auto [sentence, run] = recover();
        QVERIFY(executions() <= 1);
        const QByteArray text = stdoutOf(run);
        QVERIFY(text.count("begun\n") <= 1 && text.count("ended\n") <= 1);
        for (const json &event : acknowledged) { // 0 lost acknowledged events
            if (event["stream"] == "stdout")
                QVERIFY2(text.contains(QByteArray::fromStdString(event["text"].get<std::string>())), text.constData());
        }
        // 0 half outputs: all, or none.
        const bool isWhole = RunBench::contents(run.capsule + u"/out/tables/t.csv"_s) == "id\n1\n";
        QVERIFY(isWhole || !QFileInfo::exists(run.capsule + u"/out"_s));
        QVERIFY(!QFileInfo::exists(run.capsule + u"/out.partial"_s) || run.state == RunState::Interrupted);
        const auto states = JobStates::read(*m_bench->store, QString::fromStdString(job["id"].get<std::string>()));
        const bool isSaved = states->contains({});
        if (run.state == RunState::Finished) {
            QVERIFY2(run.verdict == Verdict::Success, qPrintable(run.message));
            QVERIFY(isWhole && isSaved && executions() == 1);
            QCOMPARE(text, QByteArray("begun\nended\n"));
        }
        qInfo("%s after %d ms: %s %s", qPrintable(run.id.value), afterMs, qPrintable(toString(run.state)), qPrintable(run.message));
    }
};

QTEST_GUILESS_MAIN(tst_EngineRecovery)
#include "tst_engine_recovery.moc"
