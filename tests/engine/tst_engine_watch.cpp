// SPDX-License-Identifier: GPL-3.0-or-later
// A component's source on a real engine: built and run again whenever it is saved, in the window's way and the command
// line's; and the same job over several tags.
#include "model/jobs/import/folderimport.h"
#include "model/jobs/watchrun.h"
#include "model/run/matrix.h"
#include "tests/engine/shellcomponent.h"
#include "tests/support/program.h"
#include "tests/support/testmain.h"

#include <csignal>
#include <sys/types.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int minutes = 60'000;

const QByteArray dockerfile = "FROM scratch\nCOPY busybox /bin/busybox\nCOPY run.sh /run.sh\nENV PATH=/bin\n"
                              "ENTRYPOINT [\"/bin/busybox\",\"sh\",\"/run.sh\"]\n";

} // namespace

class tst_EngineWatch : public QObject, protected OnRunBench<ShellComponentBench>
{
    Q_OBJECT

    /// The component's program says this.
    void program(const QByteArray &text) const { m_bench->write(u"image/run.sh"_s, text + '\n'); }
    WatchRun::MakeRequest request() const
    {
        return [this]() -> Result<RunRequest> { return m_bench->request(m_bench->job(u"watch"_s)); };
    }
    QString jobFile() const
    {
        m_bench->write(u"watch.job.json"_s, QByteArray::fromStdString(m_bench->job(u"watch"_s).dump()));
        return m_bench->path(u"watch.job.json"_s);
    }
    QStringList common() const
    {
        return {u"--engine"_s, qEnvironmentVariable("LONGSHORE_TEST_ENGINE"), u"--store"_s, m_bench->path(u"store"_s)};
    }

private Q_SLOTS:
    void initTestCase() { makeBench(); }
    void init()
    {
        if (m_bench) {
            m_bench->write(u"image/Dockerfile"_s, dockerfile);
            program("echo first");
        }
    }
    void cleanup() { verifyNothingIsLeft(); }

    void savedFileBuildsAndRunsAgain()
    {
        WatchRun watch(*m_bench->service, request());
        QSignalSpy ended(&watch, &WatchRun::runEnded);
        QSignalSpy over(&watch, &WatchRun::ended);
        QVERIFY(watch.start());
        QVERIFY(ended.wait(2 * minutes));
        const auto first = ended.takeFirst().first().value<RunResult>();
        QCOMPARE(RunBench::log(first), QByteArray("first\n"));
        QVERIFY2(RunBench::log(first, -1, false).contains("build: "), "the log has no build");
        QTRY_COMPARE(watch.state(), WatchRun::State::Waiting);
        QTRY_VERIFY(watch.fileCount() > 0);
        m_bench->write(u"image/lib/second.sh"_s, "echo second\n"); // a new folder
        program(". /lib/second.sh");
        m_bench->write(u"image/Dockerfile"_s, QByteArray(dockerfile).replace("COPY run.sh", "COPY lib /lib\nCOPY run.sh"));
        QVERIFY(ended.wait(2 * minutes));
        QCOMPARE(RunBench::log(ended.takeLast().first().value<RunResult>()), QByteArray("second\n"));
        QVERIFY(watch.changedFiles().contains(u"run.sh"_s));
        watch.stop();
        QTRY_COMPARE(over.size(), 1);
        QCOMPARE(watch.state(), WatchRun::State::Off);
    }

    void savedFileStopsTheRunThatIsGoing()
    {
        program("echo sleeping; exec busybox sleep 300");
        WatchRun watch(*m_bench->service, request());
        QSignalSpy ended(&watch, &WatchRun::runEnded);
        QVERIFY(watch.start());
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->logHolds(watch.run().id, "sleeping"), 2 * minutes);
        QTRY_VERIFY(watch.fileCount() > 0);
        program("echo awake");
        QVERIFY(ended.wait(2 * minutes));
        QVERIFY(ended.takeFirst().first().value<RunResult>().summary.verdict == Verdict::Cancelled);
        QVERIFY(ended.wait(2 * minutes));
        QCOMPARE(RunBench::log(ended.takeFirst().first().value<RunResult>()), QByteArray("awake\n"));
    }

    void buildErrorNamesItsLine()
    {
        m_bench->write(u"image/Dockerfile"_s, QByteArray(dockerfile).replace("ENV PATH", "\n# fails\nRUN [\"/bin/busybox\", \"false\"]\nENV PATH"));
        WatchRun watch(*m_bench->service, request());
        QSignalSpy ended(&watch, &WatchRun::runEnded);
        QVERIFY(watch.start());
        QVERIFY(ended.wait(2 * minutes));
        const auto failed = ended.takeFirst().first().value<RunResult>();
        QVERIFY2(failed.summary.verdict == Verdict::EngineFailure, qPrintable(failed.summary.verdictLine()));
        QVERIFY2(failed.summary.message.contains("Dockerfile, line 6"_L1), qPrintable(failed.summary.message));
        QTRY_VERIFY(watch.fileCount() > 0);
        m_bench->write(u"image/Dockerfile"_s, dockerfile);
        QVERIFY(ended.wait(2 * minutes));
        QVERIFY(ended.takeFirst().first().value<RunResult>().summary.verdict == Verdict::Success);
    }

    void folderBecomesAJobThatRuns()
    {
        m_bench->write(u"image/component_config/configSchema.json"_s, "{\"type\":\"object\",\"properties\":{\"max\":{\"type\":\"integer\"}}}");
        Result<ImportResult> made = importSourceFolder(m_bench->path(u"image"_s));
        QVERIFY2(made, made ? "" : qPrintable(made.error().sentence()));
        QVERIFY(made->job.component().configurationSchema.contains("max"));
        QVERIFY(made->job.setParameters("{\"max\":3}"));
        program("busybox cat /data/config.json; printf 'a\\n1\\n' > /data/out/tables/t.csv");
        RunRequest request;
        request.job = made->job;
        request.rebuild = true; // its image is called after the folder, as others' are
        const RunResult result = m_bench->run(request);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(RunBench::log(result).contains("\"max\": 3") || RunBench::log(result).contains("\"max\":3"));
        QCOMPARE(result.tables.size(), 1);
    }

    void ignoredFilesAreNotSentToTheBuilder()
    {
        m_bench->write(u"image/.dockerignore"_s, "secret.txt\n");
        m_bench->write(u"image/secret.txt"_s, "x");
        m_bench->write(u"image/Dockerfile"_s, QByteArray(dockerfile).replace("COPY run.sh /run.sh", "COPY . /"));
        program("busybox ls /");
        RunRequest rebuilt = m_bench->request(m_bench->job(u"ignored"_s));
        rebuilt.rebuild = true;
        const RunResult result = m_bench->run(rebuilt);
        QVERIFY2(RunBench::log(result).contains("run.sh"), RunBench::log(result).constData());
        QVERIFY(!RunBench::log(result).contains("secret.txt"));
    }

    void commandLineWatchesToo()
    {
        Program watching(QStringList{u"run"_s, jobFile(), u"--watch"_s} + common());
        QProcess &process = watching.process();
        process.setReadChannel(QProcess::StandardError);
        const auto waits = [&process](int times) { return QTest::qWaitFor([&] { return process.peek(1 << 20).count("waiting for a saved file") == times; }, 2 * minutes); };
        QVERIFY(waits(1));
        program("echo second; exit 1");
        QVERIFY(waits(2));
        ::kill(pid_t(process.processId()), SIGINT);
        const Ended ended = watching.end(minutes);
        QVERIFY2(!ended.crashed && ended.code == 1, ended.err.constData());
        QVERIFY2(ended.err.contains("saved: run.sh"), ended.err.constData());
        QCOMPARE(ended.out, QByteArray("first\nsecond\n"));
    }

    void interruptStopsTheRunThatIsWatched()
    {
        program("echo sleeping; exec busybox sleep 300");
        Program watching(QStringList{u"run"_s, jobFile(), u"--watch"_s, u"--json"_s} + common());
        QProcess &process = watching.process();
        QVERIFY(QTest::qWaitFor([&] { return process.peek(1 << 20).contains("\"text\":\"sleeping\""); }, 2 * minutes));
        ::kill(pid_t(process.processId()), SIGINT);
        const Ended ended = watching.end(minutes);
        QVERIFY2(!ended.crashed && ended.code == 5, ended.err.constData());
        QCOMPARE(ended.events("result").size(), 1);
    }

    void A11_137_importContainer()
    {
        program("echo sleeping; exec busybox sleep 300");
        RunRequest asked = m_bench->request(m_bench->job(u"container"_s));
        asked.rebuild = true;
        m_bench->run(asked, [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "sleeping"));
            const Ended made = Program(QStringList{u"import"_s, u"container"_s, u"longshore-%1-0-a1"_s.arg(id.value)} + common()).end(minutes);
            m_bench->service->cancel(id, 1);
            QVERIFY2(made.code == 0, made.err.constData());
            QVERIFY2(made.out.contains("127.0.0.1:1/longshore-shell-"), made.out.constData());
        });
        const Ended none = Program(QStringList{u"import"_s, u"container"_s, u"nobody"_s} + common()).end(minutes);
        QCOMPARE(none.code, 66);
        QVERIFY2(none.err.contains("nobody"), none.err.constData());
    }

    void A11_145_oneRunForEachTag()
    {
        const Result<QList<MatrixCase>> cases = makeMatrix(m_bench->request(m_bench->job(u"tags"_s)), u"tag=first,second"_s);
        QVERIFY(cases);
        MatrixRun runs(*m_bench->service, *cases);
        QSignalSpy finished(&runs, &MatrixRun::finished);
        runs.start();
        QVERIFY(finished.wait(2 * minutes));
        for (const MatrixCase &each : runs.cases()) {
            QVERIFY2(each.result && each.result->summary.verdict == Verdict::Success, qPrintable(each.run.message));
            QVERIFY(each.run.imageReference.endsWith(each.request.tag));
            QVERIFY(each.run.durationMs >= 0);
        }
        QVERIFY(runs.cases()[0].run.id != runs.cases()[1].run.id);
    }

    void A11_145_commandLine()
    {
        program("if busybox grep -q bad /data/config.json; then echo no >&2; exit 1; fi");
        m_bench->write(u"good.json"_s, "{\"parameters\":{\"a\":\"good\"}}");
        m_bench->write(u"bad.json"_s, "{\"parameters\":{\"a\":\"bad\"}}");
        const QString axis = u"config=%1,%2"_s.arg(m_bench->path(u"good.json"_s), m_bench->path(u"bad.json"_s));
        const Ended ended = Program(QStringList{u"run"_s, jobFile(), u"--tag"_s, u"3"_s, u"--matrix"_s, axis} + common()).end(3 * minutes);
        QVERIFY2(!ended.crashed && ended.code == 1, ended.err.constData());
        const QList<QByteArray> lines = ended.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines[0].contains("good.json") && lines[0].contains("success"), ended.out.constData());
        QVERIFY2(lines[1].contains("bad.json") && lines[1].contains("user error"), ended.out.constData());
    }
};

LONGSHORE_TEST_MAIN(tst_EngineWatch)
#include "tst_engine_watch.moc"
