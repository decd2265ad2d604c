// SPDX-License-Identifier: GPL-3.0-or-later
// The report on a run that ended; the findings carry the contract's rules.
#include "model/check/runreport.h"
#include "model/run/keptrequest.h"
#include "model/run/outsidechanges.h"
#include "tests/support/findings.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;
using test::brief;
using test::told;

namespace
{

constexpr auto secretValue = "S3cr3t-Value-42";

} // namespace

class TestCheckRun : public QObject
{
    Q_OBJECT

    test::Tree m_tree;
    std::shared_ptr<Store> m_store;
    int m_runs = 0;

    static json base()
    {
        return {{"format", "longshore.job/1"},
                {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
                {"name", "test"},
                {"component", {{"id", "demo.x"}, {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "demo/x"}}}}}}},
                {"configuration", json::object()}};
    }
    std::unique_ptr<test::StoredRun> run(int code)
    {
        auto run = std::make_unique<test::StoredRun>(
            m_store, u"01J00000000000000000000%1A"_s.arg(++m_runs, 2, 10, QLatin1Char('0')));
        run->result.summary.containerExitCode = code;
        run->result.summary.verdict = code == 0   ? Verdict::Success
                                      : code == 1 ? Verdict::UserError
                                                  : Verdict::ApplicationError;
        return run;
    }
    /// As a run of this job keeps it.
    static void keepJob(const test::StoredRun &run, const json &job, int uid = 0)
    {
        PlanInput input;
        input.user = {uid, uid};
        RunRequest request;
        request.job = *JobDocument::parse(QByteArray::fromStdString(job.dump()), u"/x.job.json"_s);
        if (const auto kept = keepRequest(run.summary().capsule, request, input, {}, Redactor()); !kept)
            qFatal("%s", qPrintable(kept.error().sentence()));
    }
    static void writeOut(const test::StoredRun &run, const QString &name, const QByteArray &bytes)
    {
        const QString path = run.summary().capsule + u"/out/"_s + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = Store::open(m_tree.path(u"store"_s));
        QVERIFY(store);
        m_store = *store;
    }

    void goodRun()
    {
        const auto stored = run(0);
        QVERIFY(stored->log("working\n") && stored->keep());
        const Findings found = reportRun(stored->result);
        QVERIFY2(found.isEmpty(), qPrintable(told(found)));
    }

    void exitCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<QString>("finding");
        QTest::newRow("success with stderr")
            << 0 << QByteArray("x\n") << QByteArray("warning\n") << u"warning 9.2 stderr"_s;
        QTest::newRow("message on stdout") << 1 << QByteArray("bad\n") << QByteArray() << u"warning X9 stderr"_s;
        QTest::newRow("no word") << 2 << QByteArray() << QByteArray() << u"warning X9 stderr"_s;
        QTest::newRow("user error") << 1 << QByteArray() << QByteArray("bad\n") << QString();
        QTest::newRow("application error") << 2 << QByteArray() << QByteArray("bad\n") << QString();
        QTest::newRow("exception as user error")
            << 1 << QByteArray() << QByteArray("Traceback (most recent call last):\n") << u"warning 9.2 exit code"_s;
        QTest::newRow("exception as application error")
            << 2 << QByteArray() << QByteArray("Traceback (most recent call last):\n") << QString();
        QTest::newRow("killed") << 137 << QByteArray() << QByteArray("x\n") << u"warning 9.2 exit code"_s;
        QTest::newRow("not found") << 127 << QByteArray() << QByteArray("x\n") << u"error 9.2 exit code"_s;
        QTest::newRow("signal") << 139 << QByteArray() << QByteArray("x\n") << u"warning 9.2 exit code"_s;
    }
    void exitCodes()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, out);
        QFETCH(QByteArray, err);
        QFETCH(QString, finding);
        const auto stored = run(code);
        QVERIFY(out.isEmpty() || stored->log(out));
        QVERIFY(err.isEmpty() || stored->log(err, LogSource::Stderr));
        QVERIFY(stored->log("Exit\n", LogSource::Stderr, LogAppNote) && stored->keep());
        const Findings found = reportRun(stored->result);
        if (finding.isEmpty())
            QVERIFY2(found.isEmpty(), qPrintable(told(found)));
        else
            QVERIFY2(brief(found).contains(finding), qPrintable(told(found)));
    }

    void Z4_user_data()
    {
        QTest::addColumn<int>("uid");
        QTest::addColumn<bool>("rootUser"); ///< the component's feature
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<QString>("finding");
        QTest::addColumn<QString>("words");
        const QByteArray denied = "open: Permission denied\n";
        QTest::newRow("works") << 1000 << false << 0 << QByteArray() << u"note Z4 user"_s << u"works without root: it ran as 1000:1000"_s;
        QTest::newRow("needs it") << 1000 << false << 1 << denied << u"warning Z4 user"_s << u"\"open: Permission denied\""_s;
        QTest::newRow("failed otherwise") << 1000 << false << 1 << QByteArray("bad\n") << u"note Z4 user"_s << u"not as root"_s;
        QTest::newRow("ran as root") << 0 << false << 1 << denied << u"note Z4 user"_s << u"because Longshore did"_s;
        QTest::newRow("feature") << 1000 << true << 0 << QByteArray() << u"note F2 user"_s << u"container-root-user"_s;
    }
    void Z4_user()
    {
        QFETCH(int, uid);
        QFETCH(bool, rootUser);
        QFETCH(int, code);
        QFETCH(QByteArray, err);
        QFETCH(QString, finding);
        QFETCH(QString, words);
        const auto stored = run(code);
        QVERIFY(err.isEmpty() || stored->log(err, LogSource::Stderr));
        QVERIFY(stored->keep());
        json job = base();
        if (rootUser)
            job["component"]["features"] = {"container-root-user"};
        keepJob(*stored, job, uid);
        const Findings found = reportRun(stored->result);
        QCOMPARE(brief(found), QStringList{finding});
        QVERIFY2(told(found).contains(words), qPrintable(told(found)));
    }

    void F1_writtenOutside()
    {
        const auto stored = run(0);
        QVERIFY(stored->keep());
        const QString stage = stored->summary().capsule + u"/stages/0/"_s;
        OutsideChanges changes;
        for (int i = 0; i < 25; ++i)
            changes.paths.append({u"/var/cache/%1"_s.arg(i), FileChange::Kind::Added});
        changes.paths[0] = {u"/etc/passwd"_s, FileChange::Kind::Modified};
        changes.left = 3;
        m_tree.write(QDir(m_tree.root()).relativeFilePath(stage + u"stage.json"_s), "{\"verdict\":\"success\"}");
        m_tree.write(QDir(m_tree.root()).relativeFilePath(stage + u"changes.json"_s), changes.toJson());
        Findings found = reportRun(stored->result);
        QCOMPARE(found.size(), 21);
        QCOMPARE(brief(found).first(2), QStringList({u"warning F1 /etc/passwd"_s, u"warning F1 /var/cache/1"_s}));
        QCOMPARE(found.last().message, u"8 more paths were changed outside /data and /tmp."_s);
        m_tree.write(QDir(m_tree.root()).relativeFilePath(stage + u"changes.json"_s),
                     OutsideChanges{{}, 0, u"not supported"_s}.toJson());
        found = reportRun(stored->result);
        QCOMPARE(brief(found), QStringList{u"note F1 /"_s});
        QVERIFY(found[0].message.contains(u"not supported"_s));
    }

    void secretsInLogAndOutputs()
    {
        const auto stored = run(0);
        QVERIFY(stored->log("token [hidden]\n", LogSource::Stdout, LogRedacted) && stored->keep());
        writeOut(*stored, u"tables/in.c-a.t.csv"_s, QByteArray("a\n") + QByteArray(secretValue).toBase64() + "\n");
        writeOut(*stored, u"files/clean"_s, "x");
        const QStringList found = brief(reportRun(stored->result, {secretValue}));
        QVERIFY2(found.contains(u"warning L6 log"_s) && found.contains(u"error L6 out/tables/in.c-a.t.csv"_s),
                 qPrintable(found.join(u'\n')));
        QVERIFY(!found.contains(u"error L6 out/files/clean"_s));
    }

    void outputMapping()
    {
        const auto stored = run(0);
        for (const QString &name : {u"mapped.csv"_s, u"loose.csv"_s, u"in.c-a.named.csv"_s, u"manifest.csv"_s})
            writeOut(*stored, u"tables/"_s + name, "a\n1\n");
        writeOut(*stored, u"tables/manifest.csv.manifest"_s, "{\"destination\":\"in.c-a.m\"}");
        QVERIFY(stored->keep("{\"storage\":{\"output\":{\"tables\":[{\"source\":\"mapped.csv\",\"destination\":\"in.c-"
                             "a.x\"},{\"source\":\"absent.csv\",\"destination\":\"in.c-a.y\"}]}}}"));
        keepJob(*stored, base());
        const QStringList found = brief(reportRun(stored->result));
        for (const QString &each : {u"error O2 out/tables/absent.csv"_s, u"note O3 out/tables/loose.csv"_s,
                                    u"error O5 out/tables/loose.csv"_s, u"warning 6.3 out/tables/in.c-a.named.csv"_s})
            QVERIFY2(found.contains(each), qPrintable(found.join(u'\n')));
        QVERIFY(!found.join(u' ').contains(u"out/tables/mapped.csv"_s) &&
                !found.contains(u"error O5 out/tables/manifest.csv"_s));
        json job = base();
        job["component"]["data"]["default_bucket"] = true;
        keepJob(*stored, job);
        QVERIFY(!brief(reportRun(stored->result)).contains(u"error O5 out/tables/loose.csv"_s));
        stored->result.summary.verdict = Verdict::UserError;
        QVERIFY(!brief(reportRun(stored->result))
                     .contains(u"error O2 out/tables/absent.csv"_s)); // skipped when the job failed
    }

    /// What the run said of its outputs is not said twice.
    void problemsOfTheRun()
    {
        const auto stored = run(0);
        writeOut(*stored, u"tables/ab.csv"_s, "a b\r\n1\r\n");
        stored->result.problems = {
            {u"out/tables/ab.csv"_s, u"the column name \"a b\" of the header is changed to \"a_b\""_s},
            {u"out/tables/ab.csv"_s, u"ab.csv has CRLF line ends; LF is expected."_s},
            {u"log"_s, u"Something else."_s}};
        QVERIFY(stored->keep());
        const Findings found = reportRun(stored->result);
        QVERIFY2(brief(found) ==
                 QStringList({u"warning M5 out/tables/ab.csv"_s, u"warning F7 out/tables/ab.csv"_s, u"warning  log"_s}),
                 qPrintable(told(found)));
    }

    void outputsAreChecked()
    {
        const auto stored = run(0);
        QVERIFY(stored->keep());
        writeOut(*stored, u"tables/in.c-a.t.csv.manifest"_s, "{}");
        writeOut(*stored, u"state.json"_s, "3");
        const QStringList found = brief(reportRun(stored->result));
        QVERIFY2(found.contains(u"error O1 out/tables/in.c-a.t.csv.manifest"_s) &&
                     found.contains(u"error S2 out/state.json"_s),
                 qPrintable(found.join(u'\n')));
    }
};

LONGSHORE_TEST_MAIN(TestCheckRun)
#include "tst_check_run.moc"
