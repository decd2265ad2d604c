// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"
#include "model/run/platformrunlog.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

struct Kept {
    Kept()
    {
        const auto opened = Store::open(dir.filePath(u"store"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        run = std::make_unique<test::StoredRun>(*opened, u"01M7ZZ0000000000000000007F"_s);
        run->result.summary.started = QDateTime::fromSecsSinceEpoch(1'795'419'277, Qt::UTC);
    }
    RunSummary &summary() { return run->result.summary; }
    void put(const QString &name, const QByteArray &bytes) const
    {
        const QString path = run->summary().capsule + u'/' + name;
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(path));
    }
    void stage(int number, const QByteArray &component, bool isMain, qint64 first, int exitCode) const
    {
        put(u"stages/%1/stage.json"_s.arg(number),
            "{\"stage\":" + QByteArray::number(number) + ",\"component\":\"" + component + "\",\"main\":" + (isMain ? "true" : "false") + ",\"exitCode\":" +
                QByteArray::number(exitCode) + ",\"log\":{\"first\":" + QByteArray::number(first) + ",\"end\":99}}");
    }
    /// The request with the main component's and one processor's `logging`.
    void request(const QByteArray &logging, const QByteArray &ofProcessor = "{}") const
    {
        const QByteArray definition = "\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x/y\"}";
        put(u"request.json"_s, "{\"format\":\"longshore.request/1\",\"job\":{\"format\":\"longshore.job/1\",\"id\":\"j\",\"name\":\"n\",\"component\":{\"id\":\"a.main\",\"data\":{" +
                                   definition + ",\"logging\":" + logging + "}},\"components\":{\"a.processor\":{\"data\":{" + definition +
                                   ",\"logging\":" + ofProcessor + "}}},\"configuration\":{}}}");
    }
    QStringList texts()
    {
        QStringList list;
        PlatformRunLog log(summary().capsule);
        while (!log.isDone()) {
            const auto records = log.read(summary());
            if (!records)
                qFatal("%s", qPrintable(records.error().sentence()));
            for (const PlatformRecord &record : *records)
                list << QString::number(record.stage) + u' ' + record.text;
        }
        dropped = log.dropped();
        return list;
    }

    QTemporaryDir dir;
    std::unique_ptr<test::StoredRun> run;
    qint64 dropped = 0;
};

} // namespace

/// Contract §9.3 over a run's capsule.
class tst_PlatformRunLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void L1_aRunOfOneStage()
    {
        Kept kept;
        QVERIFY(kept.run->log("out\n") && kept.run->log("bad\n", LogSource::Stderr));
        QCOMPARE(kept.texts(), (QStringList{u"0 out"_s, u"0 bad"_s}));
    }

    void L1_eachStageEndsOnItsOwn()
    {
        Kept kept;
        kept.stage(0, "a.processor", false, 0, 0);
        kept.stage(1, "a.main", true, 2, 0);
        QVERIFY(kept.run->log("p\n") && kept.run->log("q\n", LogSource::Stderr));
        QVERIFY(kept.run->log("m\n") && kept.run->log("n\n", LogSource::Stderr));
        QCOMPARE(kept.texts(), (QStringList{u"0 p"_s, u"0 q"_s, u"1 m"_s, u"1 n"_s}));
    }

    void L5_eachStageHasItsOwnVerbosity()
    {
        Kept kept;
        kept.request("{\"verbosity\":{\"200\":\"none\"}}", "{\"verbosity\":{\"400\":\"none\"}}");
        kept.stage(0, "a.processor", false, 0, 0);
        kept.stage(1, "a.main", true, 2, 0);
        QVERIFY(kept.run->log("p\n") && kept.run->log("q\n", LogSource::Stderr));
        QVERIFY(kept.run->log("m\n") && kept.run->log("n\n", LogSource::Stderr));
        QCOMPARE(kept.texts(), (QStringList{u"0 p"_s, u"1 n"_s}));
        QCOMPARE(kept.dropped, 2);
    }

    void G7_ofTheRequest()
    {
        Kept kept;
        kept.request("{\"type\":\"gelf\"}");
        QVERIFY(kept.run->log("out\n"));
        QVERIFY(kept.run->log("{\"short_message\":\"live\",\"level\":6}\n", LogSource::Engine, LogGelf));
        QCOMPARE(kept.texts(), (QStringList{u"0 live"_s, u"0 out"_s}));
    }

    void X11_endUser_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, Verdict verdict, const QString &shown) { QTest::newRow(name) << int(verdict) << shown; };
        row("success", Verdict::Success, {});
        row("user error", Verdict::UserError, u"what went wrong"_s);
        row("out of memory", Verdict::OutOfMemory, u"what went wrong"_s);
        row("timed out", Verdict::TimedOut, u"what went wrong"_s);
        row("application error", Verdict::ApplicationError, genericErrorText());
        row("cancelled", Verdict::Cancelled, {});
        row("engine failure", Verdict::EngineFailure, {});
    }
    void X11_endUser()
    {
        QFETCH(int, verdict);
        QFETCH(QString, shown);
        Kept kept;
        kept.summary().verdict = Verdict(verdict);
        kept.summary().containerExitCode = verdict == int(Verdict::Success) ? 0 : 2;
        kept.summary().message = u"what went wrong"_s;
        QCOMPARE(endUserText(kept.summary()), shown);
        QVERIFY(kept.run->log("bad\n", LogSource::Stderr));
        const QStringList expected = verdict == int(Verdict::Success) ? QStringList{u"0 bad"_s} : shown.isEmpty() ? QStringList() : QStringList{u"0 "_s + shown};
        QCOMPARE(kept.texts(), expected);
    }

    void L1_live()
    {
        Kept kept;
        kept.summary().state = RunState::Running;
        PlatformRunLog log(kept.summary().capsule);
        QVERIFY(kept.run->log("one\n"));
        QCOMPARE(log.read(kept.summary())->size(), 0); // more may have been read with it
        QCOMPARE(log.read(kept.summary())->value(0).text, u"one"_s);
        QVERIFY(log.isCaughtUp());
        QVERIFY(kept.run->log("two\n"));
        PlatformRunLog worker = log; // what a worker gets
        QCOMPARE(worker.read(kept.summary())->size(), 0);
        kept.summary().state = RunState::Finished;
        QCOMPARE(worker.read(kept.summary())->value(0).text, u"two"_s);
        QVERIFY(worker.isDone() && !log.isDone());
        QCOMPARE(worker.read(kept.summary())->size(), 0);
    }
};

LONGSHORE_TEST_MAIN(tst_PlatformRunLog)
#include "tst_platformrunlog.moc"
