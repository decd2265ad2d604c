// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runevents.h"
#include "model/run/runservice.h"
#include "model/run/runstages.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The journal of a run and its stages, as the window shows them.
class tst_RunEvents : public QObject
{
    Q_OBJECT

    static RunEvent event(qint64 seq, const QString &kind, qint64 ms = 0)
    {
        RunEvent made;
        made.seq = seq;
        made.kind = kind;
        made.time = QDateTime::fromMSecsSinceEpoch(1'795'419'277'000 + ms, Qt::UTC);
        made.monoNanos = ms * 1'000'000;
        made.payload = "{}";
        return made;
    }
    static QString text(const RunEventsModel &model, int row, int column) { return model.index(row, column).data().toString(); }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theJournalOfARunIsRead()
    {
        QTemporaryDir dir;
        const auto store = Store::open(dir.path());
        QVERIFY(store);
        StoredRun run(*store, u"01J0000000000000000000000A"_s);
        QVERIFY(run.log("x\n") && run.keep());
        RunService service(*store, Endpoint::unixSocket(dir.filePath(u"no.sock"_s)));
        QList<RunEvent> events;
        service.events(run.summary().id, this, [&](const Result<QList<RunEvent>> &read) { events = read.value(); });
        QVERIFY(events.isEmpty()); // never before the call returns
        QTRY_COMPARE(events.size(), 1);
        QCOMPARE(events[0].kind, u"finished"_s);
        QVERIFY(events[0].time.isValid() && events[0].monoNanos > 0);
        QCOMPARE(events[0].payload, QByteArray("{}"));
    }

    void intentsAndWhatCameOfThem()
    {
        RunEventsModel model;
        const QAbstractItemModelTester tester(&model);
        QList<RunEvent> events{event(0, u"queued"_s), event(1, u"create_intent"_s, 20)};
        model.setEvents(events, false);
        QCOMPARE(text(model, 1, RunEventsModel::StepColumn), u"Create the container"_s);
        QCOMPARE(text(model, 1, RunEventsModel::KindColumn), u"asked"_s);
        QVERIFY(!model.index(1, 0).data(RunEventsModel::ProblemRole).toBool());
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setEvents(events << event(2, u"created"_s, 320), false);
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(text(model, 2, RunEventsModel::KindColumn), u"done"_s);
        QCOMPARE(text(model, 2, RunEventsModel::TookColumn), u"300 ms"_s);
        // A run that ended within an intent: nobody knows what came of it.
        model.setEvents(events << event(3, u"start_intent"_s, 400), true);
        QVERIFY(model.index(3, 0).data(RunEventsModel::ProblemRole).toBool());
        QCOMPARE(text(model, 3, RunEventsModel::KindColumn), u"asked, no answer kept"_s);
        model.setEvents({event(0, u"some_new_kind"_s)}, true);
        QCOMPARE(reset.size(), 1);
        QCOMPARE(text(model, 0, RunEventsModel::StepColumn), u"Some new kind"_s);
    }

    void stagesOfARun_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QByteArray>("run");
        QTest::addColumn<QStringList>("expected");
        const QString first = u"{\"stage\":0,\"component\":\"keboola.processor-decompress\",\"verdict\":\"success\",\"started\":\"2026-11-23T10:00:00.000Z\",\"durationMs\":1200,\"exitCode\":0}"_s;
        const QString second = u"{\"stage\":1,\"row\":\"r1\",\"component\":\"demo.x\",\"image\":{\"reference\":\"a/b:1\"},\"started\":\"2026-11-23T10:00:02.000Z\"}"_s;
        QTest::newRow("none: one, from the summary") << QStringList() << QByteArray() << QStringList{u"0 Split comments success 1234"_s};
        QTest::newRow("two") << QStringList{first, second} << QByteArray() << QStringList{u"0 decompress success 1200"_s, u"1 x  -1"_s};
        QTest::newRow("a third is planned") << QStringList{first, second} << QByteArray("{\"stageCount\":3}") << QStringList{u"0 decompress success 1200"_s, u"1 x  -1"_s, u"2   -1"_s};
        QTest::newRow("damaged") << QStringList{u"nonsense"_s, second} << QByteArray("{\"stageCount\":99}") << QStringList{u"0 Split comments success 1234"_s};
        QTest::newRow("other types") << QStringList{u"{\"stage\":\"x\",\"component\":7,\"started\":[],\"durationMs\":null}"_s} << QByteArray("[]") << QStringList{u"0   -1"_s};
    }
    void stagesOfARun()
    {
        QFETCH(QStringList, files);
        QFETCH(QByteArray, run);
        QFETCH(QStringList, expected);
        QTemporaryDir dir;
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile file(dir.filePath(name));
            return QDir().mkpath(QFileInfo(file.fileName()).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        for (int i = 0; i < files.size(); ++i)
            QVERIFY(put(u"stages/%1/stage.json"_s.arg(i), files[i].toUtf8()));
        QVERIFY(put(u"run.json"_s, run));
        RunSummary summary;
        summary.capsule = dir.path();
        summary.jobName = u"Split comments"_s;
        summary.verdict = Verdict::Success;
        summary.durationMs = 1234;
        QStringList found;
        for (const StageSummary &stage : stagesOf(summary))
            found << u"%1 %2 %3 %4"_s.arg(stage.number).arg(stage.shortName(), stage.verdict ? toKey(*stage.verdict) : QString()).arg(stage.durationMs);
        QCOMPARE(found, expected);
    }
};

LONGSHORE_TEST_MAIN(tst_RunEvents)
#include "tst_runevents.moc"
