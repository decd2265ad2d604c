// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_RunsModel : public QObject
{
    Q_OBJECT

    static RunSummary run(const QString &id, RunState state = RunState::Finished)
    {
        RunSummary summary;
        summary.id.value = id;
        summary.state = state;
        summary.jobName = u"job "_s + id;
        summary.imageReference = u"longshore/demo:1"_s;
        if (state == RunState::Finished)
            summary.verdict = Verdict::Success;
        return summary;
    }

private Q_SLOTS:
    void snapshotsAndUpserts()
    {
        RunsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.applySnapshot({run(u"01A"_s), run(u"01C"_s), run(u"01B"_s)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.at(0).id.value, u"01C"_s);
        const QPersistentModelIndex kept = model.index(1, 0); // 01B
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
        model.applySnapshot({run(u"01D"_s, RunState::Running), run(u"01B"_s), run(u"01A"_s)});
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(kept.row(), 1);
        QCOMPARE(kept.data(RunsModel::SummaryRole).value<RunSummary>().id.value, u"01B"_s);
        QVERIFY(reset.isEmpty() && changed.isEmpty());
        model.upsert(run(u"01D"_s));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(0, RunsModel::VerdictColumn).data().toString(), u"success"_s);
        QCOMPARE(model.index(0, 0).data(RunsModel::VerdictRole).toInt(), int(Verdict::Success));
        model.remove(RunId{u"01B"_s});
        QVERIFY(!kept.isValid());
        model.applySnapshot({});
        QCOMPARE(model.rowCount(), 0);
    }

    void A11_138_historyTellsWhenHowLongHowItEndedAndOfWhat()
    {
        RunSummary summary = run(u"01A"_s);
        summary.created = QDateTime(QDate(2026, 11, 28), QTime(10, 4, 2));
        summary.durationMs = 12400;
        summary.verdict = Verdict::UserError;
        summary.containerExitCode = 1;
        summary.imageDigest = u"longshore/demo@sha256:0123456789abcdef0123"_s;
        RunsModel model;
        model.applySnapshot({summary});
        const auto text = [&model](RunsModel::Column column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(RunsModel::StartColumn), u"2026-11-28 10:04:02"_s);
        QVERIFY2(text(RunsModel::DurationColumn).contains("12"_L1), qPrintable(text(RunsModel::DurationColumn)));
        QCOMPARE(text(RunsModel::VerdictColumn), u"user error"_s);
        QCOMPARE(text(RunsModel::ImageColumn), u"longshore/demo:1@sha256:0123456789ab"_s);
        QVERIFY2(summary.verdictLine().startsWith("Exit 1: user error"_L1), qPrintable(summary.verdictLine()));
    }

    void statesHaveWords()
    {
        for (int state = 0; state <= int(RunState::Interrupted); ++state) {
            QVERIFY(!RunsModel::stateWords(RunState(state)).isEmpty());
            QVERIFY(runStateFromString(toString(RunState(state))) == RunState(state));
        }
    }

    void summarySurvivesJson()
    {
        RunSummary full = run(u"01J"_s);
        full.verdict = Verdict::UserError;
        full.rowId = u"7"_s;
        full.jobFile = u"/home/x/a.job.json"_s;
        full.imageId.value = u"abc"_s;
        full.imageDigest = u"x@sha256:1"_s;
        full.engine = u"unix:///x"_s;
        full.container.value = u"def"_s;
        full.created = QDateTime::fromMSecsSinceEpoch(1'795'419'277'262, Qt::UTC);
        full.started = full.created.addMSecs(10);
        full.durationMs = 1234;
        full.containerExitCode = 1;
        full.memoryLimit = 1 << 28;
        full.rowsOut = 9;
        full.tablesOut = 2;
        full.filesOut = 3;
        full.message = u"max must be positive"_s;
        full.capsule = u"/store/runs/01J"_s;
        QCOMPARE(RunSummary::fromJson(full.toJson()), full);
        QCOMPARE(RunSummary::fromJson(nlohmann::json::parse("[]")), RunSummary());
        QCOMPARE(RunSummary::fromJson(nlohmann::json::parse(R"({"run":1,"durationMs":"x","job":null})")).durationMs, -1);

        RunResult result;
        result.summary = full;
        result.tables.append({u"t.csv"_s, u"out.c-a.t"_s, 9, 100, {u"a"_s, u"b"_s}, {u"a"_s}});
        result.files.append({u"f"_s, 5, {u"tag"_s}});
        result.problems.append({u"out/x"_s, u"Refused."_s});
        QCOMPARE(RunResult::fromJson(result.toJson()), result);
    }

    void exitCodes_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("disk") << int(Error::Kind::Disk) << 74;
        QTest::newRow("store") << int(Error::Kind::StoreUnwritable) << 73;
        QTest::newRow("input") << int(Error::Kind::BadInput) << 64;
        QTest::newRow("missing image") << int(Error::Kind::NotFound) << 69;
        QTest::newRow("engine") << int(Error::Kind::Engine) << 69;
    }
    void exitCodes()
    {
        QFETCH(int, kind);
        RunResult result;
        result.summary.verdict = Verdict::EngineFailure;
        result.error = Error::make(Error::Kind(kind), u"x"_s, u"y"_s);
        QTEST(result.programExitCode(), "code");
    }
};

QTEST_GUILESS_MAIN(tst_RunsModel)
#include "tst_runsmodel.moc"
