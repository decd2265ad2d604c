// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/format.h"
#include "model/run/runjournal.h"
#include "tests/gui/shownrun.h"
#include "tests/gui/shellfixture.h"
#include "tests/support/testmain.h"
#include "ui/logs/logview.h"
#include "ui/runs/resourcespane.h"
#include "ui/runs/sampleplot.h"
#include "ui/runs/stageline.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filepreviewpane.h"
#include "ui/widgets/jsonview.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace longshore;

using Shown = test::ShownRun;
using enum Shown::Tab;

namespace
{

const QString evil = u"<img src=x>&amp;<b>"_s;

} // namespace

/// The tabs of a run beside its log, its stage line and its resources.
class tst_RunTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void stagesToScaleWithWordAndMark()
    {
        Shown shown(test::addSampleStages);
        StageLine *line = shown.stages();
        QCOMPARE(line->stages().size(), 3);
        QCOMPARE(line->nameOf(0), u"decompress"_s);
        QVERIFY(line->markOf(0) == Mark::Success && line->markOf(1) == Mark::Error && line->markOf(2) == Mark::Waiting);
        QCOMPARE(line->factsOf(1), u"12.4 s · exit 1 · stage 2 of 3"_s);
        const double scale = line->boxOf(1).width() / 12.4;
        QVERIFY(qAbs(line->boxOf(0).width() / 1.3 - scale) < 1);
        QVERIFY(line->boxOf(1).left() >= line->boxOf(0).right());
        QVERIFY(line->boxOf(2).left() > line->boxOf(1).right());
        QVERIFY(line->accessibleName().contains(u"python-transformation, user error, 12.4 s"_s));
        QVERIFY(line->accessibleName().contains(u"not run"_s));
        QVERIFY(!line->grab().isNull());
    }

    void oneStageIsTheRun()
    {
        Shown shown;
        QCOMPARE(shown.stages()->stages().size(), 1);
        QCOMPARE(shown.stages()->nameOf(0), u"Nightly orders"_s);
        QCOMPARE(shown.stages()->factsOf(0), u"13.9 s · exit 1"_s);
    }

    void aStageAndAMomentLeadToTheLog()
    {
        Shown shown(test::addSampleStages);
        shown.tab(Output);
        QTest::mouseClick(shown.stages(), Qt::LeftButton, {}, shown.middleOf(1));
        QVERIFY(shown.log()->isVisible());
        QCOMPARE(shown.log()->currentLine(), std::optional<quint64>(15)); // 1.5 s
        // By keyboard, too.
        shown.stages()->setFocus();
        QTest::keyClick(shown.stages(), Qt::Key_Home);
        QTest::keyClick(shown.stages(), Qt::Key_Return);
        QCOMPARE(shown.log()->currentLine(), std::optional<quint64>(0));
        QCOMPARE(shown.stages()->chosen(), 0);
        // A stage that never ran leads nowhere.
        QTest::mouseClick(shown.stages(), Qt::LeftButton, {}, shown.middleOf(2));
        QCOMPARE(shown.log()->currentLine(), std::optional<quint64>(0));
    }

    void whatIsUsedStandsBesideTheLog()
    {
        Shown shown([](const RunSummary &run) {
            test::addSampleStages(run);
            test::addSampleStats(run);
        });
        auto *pane = shown.find<ResourcesPane>("resourcesPane");
        QTRY_VERIFY(pane->memory()->pointCount() == 125);
        QVERIFY(pane->isVisible());
        for (const SamplePlot *plot : {pane->cpu(), pane->network(), pane->blocks()})
            QCOMPARE(plot->pointCount(), 125);
        QVERIFY(pane->memory()->showsLimitLine());
        QVERIFY(!pane->cpu()->showsLimitLine());
        QVERIFY(pane->memory()->facts().endsWith(u"peak 812 MiB"_s));
        QVERIFY2(shown.text("blockTotals").contains(u"31.0 MB read"_s), qPrintable(shown.text("blockTotals")));
        shown.log()->goToLine(80);
        QCOMPARE(shown.text("momentLine"), u"line 81"_s);
        QVERIFY2(pane->memory()->facts().startsWith(u"at 8.0 s: "_s), qPrintable(pane->memory()->facts()));
        QVERIFY(shown.text("momentsInView").contains(u" to "_s));
        QVERIFY(!pane->grab().isNull());
    }

    void aClickOnAPlotGoesToTheLine()
    {
        Shown shown([](const RunSummary &run) {
            test::addSampleStages(run);
            test::addSampleStats(run);
        });
        auto *pane = shown.find<ResourcesPane>("resourcesPane");
        QTRY_VERIFY(pane->memory()->pointCount() > 0);
        auto *curve = shown.find<QWidget>("cpuPlotCurve");
        QTest::mouseClick(curve, Qt::LeftButton, {}, QPoint(curve->width() / 2, curve->height() / 2));
        const auto line = shown.log()->currentLine();
        QVERIFY(line && *line > 70 && *line < 80); // the middle of 15 s
        QVERIFY(pane->hasFocus());
        QTest::keyClick(pane, Qt::Key_Right);
        QVERIFY(shown.log()->currentLine() > line);
        QTest::keyClick(pane, Qt::Key_PageUp);
        QVERIFY(shown.log()->currentLine() < line);
    }

    void theResourcesCloseAndComeBack()
    {
        Shown shown([](const RunSummary &run) { test::addSampleStats(run); });
        auto *pane = shown.find<ResourcesPane>("resourcesPane");
        QTRY_VERIFY(pane->isVisible() && pane->memory()->pointCount() > 0);
        shown.find<QAction>("closeResources")->trigger();
        QVERIFY(!pane->isVisible());
        shown.find<QAction>("showResources")->trigger();
        QVERIFY(pane->isVisible());
        shown.tab(Engine);
        QVERIFY(!pane->isVisible());
        shown.tab(Log);
        QVERIFY(pane->isVisible());
        QVERIFY2(shown.page->minimumSizeHint().width() <= 980, qPrintable(QString::number(shown.page->minimumSizeHint().width())));
        shown.page->resize(1000, 700); // little room for both: they close to their button …
        QTRY_VERIFY(!pane->isVisible());
        shown.find<QAction>("showResources")->trigger(); // … which opens them all the same
        QVERIFY(pane->isVisible());
        shown.page->resize(1240, 760);
        shown.page->resize(1000, 700);
        QTRY_VERIFY(!pane->isVisible());
        shown.page->resize(1240, 760);
        QTRY_VERIFY(pane->isVisible());
    }

    void noSamplesNoPane()
    {
        Shown shown;
        QTRY_VERIFY(!shown.find<ResourcesPane>("resourcesPane")->isVisible());
        QVERIFY(!shown.find<QAction>("showResources")->isEnabled());
    }

    void outputsWithTheirFirstRows()
    {
        Shown shown(test::addSampleData);
        auto *tab = shown.tab(Output);
        auto *preview = tab->findChild<FilePreviewPane *>();
        QTRY_COMPARE(preview->tableModel()->rowCount(), 200);
        QCOMPARE(preview->tableModel()->headerData(0, Qt::Horizontal).toString(), u"order_id"_s);
        QCOMPARE(preview->tableModel()->index(0, 2).data().toString(), u"Customer 1, Ltd."_s);
        QCOMPARE(preview->findChild<QLabel *>(u"previewFacts"_s)->text().section(u" · "_s, 0, 0), u"first 200 of 19,433 rows"_s);
        auto *table = tab->findChild<QTableView *>(u"previewTable"_s);
        QVERIFY(table->isVisible());
        table->setCurrentIndex(preview->tableModel()->index(1, 2));
        table->setFocus();
        tab->findChild<QAction *>(u"copyCell"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Customer 2, Ltd."_s);
        shown.find<QAction>("copyOutputPath")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), shown.run.capsule + u"/out/tables/parts.csv"_s);
    }

    void usageAndVariablesAreBelowTheOutputs()
    {
        Shown shown([](const RunSummary &run) {
            RunResult result;
            result.summary = run;
            result.stages = {StageSummary()};
            StageExtras &extras = result.stages[0].extras;
            extras.usage = {{u"API calls"_s, u"150"_s}};
            extras.outputVariables = {{u"count"_s, u"3"_s}, {u"none"_s, std::nullopt}};
            extras.uploaded = {{7, u"artifacts.tar.gz"_s, 1200}};
            for (int i = 0; i < 25; ++i)
                result.variables.insert(u"v%1"_s.arg(i, 2, 10, QLatin1Char('0')), QString(i == 0 ? 500 : 2, QLatin1Char('x')));
            test::putSampleFile(run, u"manifest.json"_s, QByteArray::fromStdString(nlohmann::json{{"result", nlohmann::json::parse(result.toJson().dump())}}.dump()));
        });
        shown.tab(Output);
        const QStringList lines = shown.text("outputExtras").split(u'\n');
        QVERIFY(shown.find<QLabel>("outputExtras")->isVisible());
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines[3], u"Artifacts stored: artifacts.tar.gz (file 7, %1)"_s.arg(format::bytes(1200)));
        QCOMPARE(lines[0], u"Usage: API calls = 150"_s);
        QVERIFY(lines[1].startsWith(u"Variables filled in: v00 = xxx"_s) && lines[1].contains(u"… · v01 = xx"_s) && lines[1].endsWith(u"and 5 more"_s));
        QCOMPARE(lines[2], u"Output variables: count = 3 · none = null"_s);
    }

    void outputsThatAreGoneAreSaid()
    {
        Shown shown; // its manifest.json lists a table that nobody wrote
        auto *preview = shown.tab(Output)->findChild<FilePreviewPane *>();
        QTRY_VERIFY(preview->findChild<QLabel *>(u"previewSentence"_s)->text().contains(u"does not exist"_s));
    }

    void dataFoldersStageByStage()
    {
        Shown shown(test::addSampleData);
        auto *tab = shown.tab(Data);
        auto *snapshots = shown.find<QComboBox>("dataSnapshot");
        QTRY_COMPARE(snapshots->count(), 3);
        QCOMPARE(snapshots->itemText(0), u"Stage 1, Nightly orders: in"_s);
        QCOMPARE(snapshots->currentText(), u"Collected outputs"_s);
        auto *tree = shown.find<QTreeView>("dataTree");
        const auto names = [tree] {
            QStringList found;
            const QModelIndexList all = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QString(), -1, Qt::MatchContains | Qt::MatchRecursive);
            for (const QModelIndex &index : all)
                found << index.data().toString();
            return found;
        };
        QTRY_COMPARE(names(), (QStringList{u"files"_s, u"summary.json"_s, u"tables"_s, u"parts.csv"_s, u"parts.csv.manifest"_s}));
        // A JSON file is a tree.
        auto *preview = tab->findChild<FilePreviewPane *>();
        tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        QTRY_COMPARE(preview->preview().kind, FilePreview::Kind::Json);
        // What came since the first stage.
        snapshots->setCurrentIndex(1);
        Q_EMIT snapshots->activated(1);
        auto *before = shown.find<QComboBox>("dataComparedWith");
        before->setCurrentIndex(1);
        Q_EMIT before->activated(1);
        QTRY_VERIFY2(shown.text("dataFacts").endsWith(u"4 differences"_s), qPrintable(shown.text("dataFacts")));
        QVERIFY(names().contains(u"orders.csv.gz"_s)); // gone, and still named
        before->setCurrentIndex(2);
        Q_EMIT before->activated(2); // with itself: with nothing
        QTRY_VERIFY(!shown.find<QCheckBox>("dataOnlyChanges")->isEnabled());
    }

    void onlyWhatChanged()
    {
        Shown shown([](const RunSummary &run) {
            test::putSampleFile(run, u"stages/0/in/a"_s, "1");
            test::putSampleFile(run, u"stages/0/in/deep/same"_s, "1");
            test::putSampleFile(run, u"stages/1/in/a"_s, "2");
            test::putSampleFile(run, u"stages/1/in/deep/same"_s, "1");
        });
        shown.tab(Data);
        QTRY_COMPARE(shown.find<QComboBox>("dataSnapshot")->count(), 2);
        auto *before = shown.find<QComboBox>("dataComparedWith");
        before->setCurrentIndex(1);
        Q_EMIT before->activated(1);
        QTRY_VERIFY(shown.text("dataFacts").endsWith(u"1 difference"_s));
        shown.find<QCheckBox>("dataOnlyChanges")->setChecked(true);
        const QAbstractItemModel *tree = shown.find<QTreeView>("dataTree")->model();
        QCOMPARE(tree->rowCount(), 1);
        QCOMPARE(tree->index(0, 0).data().toString(), u"a"_s);
    }

    void noDataFolderSaysSo()
    {
        Shown shown;
        shown.tab(Data);
        QTRY_VERIFY(!shown.find<QTreeView>("dataTree")->isVisible());
        const auto said = [&] {
            for (const QLabel *label : shown.page->findChildren<QLabel *>())
                if (label->isVisible() && label->text() == u"No data folder was kept"_s)
                    return true;
            return false;
        };
        QTRY_VERIFY(said());
    }

    void configOfEachStage()
    {
        Shown shown(test::addSampleStages);
        auto *tab = shown.tab(Config);
        auto *stage = shown.find<QComboBox>("configStage");
        QVERIFY(stage->isVisible());
        QCOMPARE(stage->count(), 3);
        auto *tree = tab->findChild<JsonView *>()->tree();
        QCOMPARE(tree->model()->rowCount(), 2); // parameters, action
        stage->setCurrentIndex(1);
        QCOMPARE(tree->model()->rowCount(), 1);
        shown.find<QAction>("configAsText")->setChecked(true);
        auto *text = shown.find<QPlainTextEdit>("storedConfig");
        QVERIFY(text->isVisible() && text->toPlainText().contains(u"\"blocks\": []"_s));
        shown.find<QAction>("copyConfig")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), text->toPlainText());
        stage->setCurrentIndex(2); // it never ran: no config.json was made
        QVERIFY(text->toPlainText().isEmpty());
        QCOMPARE(shown.text("configSentence"), u"the run ended before it was made"_s);
    }

    void journalOfTheEngine()
    {
        Shown shown;
        RunJournal journal(shown.store, nullptr);
        bool kept = false;
        journal.record(shown.run, u"create_intent"_s, nlohmann::json{{"name", "longshore-x"}}, this, [](const Result<void> &) {});
        journal.record(shown.run, u"created"_s, nlohmann::json{{"container", evil.toStdString()}}, this, [&](const Result<void> &) { kept = true; });
        QTRY_VERIFY(kept);
        auto *tab = shown.tab(Engine);
        auto *events = shown.find<QTreeView>("engineEvents");
        QTRY_COMPARE(events->model()->rowCount(), 2);
        QCOMPARE(events->model()->index(0, RunEventsModel::StepColumn).data().toString(), u"Create the container"_s);
        events->setCurrentIndex(events->model()->index(1, 0));
        auto *details = tab->findChild<JsonView *>();
        QCOMPARE(details->tree()->model()->index(0, 1).data().toString(), evil);
    }

    void A02_hostileTextStaysText()
    {
        Shown shown([](const RunSummary &run) {
            test::putSampleFile(run, u"stages/0/in/<b>bold<"_s, "<img src=x>");
            test::putSampleFile(run, u"stages/0/stage.json"_s, "{\"component\":\"<b>x\",\"started\":\"2026-11-23T10:04:02.000Z\",\"durationMs\":5}");
        });
        for (const Shown::Tab which : {Data, Output, Config, Engine, Report, Log})
            QVERIFY(!shown.tab(which)->grab().isNull());
        QCOMPARE(test::labelsThatAreNotPlain(*shown.page), QStringList());
    }

    void aRunUnderWayGoesOn()
    {
        Shown shown({}, RunState::Running);
        auto *pane = shown.find<ResourcesPane>("resourcesPane");
        QVERIFY(pane->isVisible());
        QTRY_VERIFY(shown.text("noSamples").contains(u"once it works"_s));
        RunSummary ended = shown.run;
        test::addSampleStats(shown.run);
        ended.state = RunState::Finished;
        Q_EMIT shown.service->runChanged(ended);
        QTRY_COMPARE(pane->memory()->pointCount(), 125);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(tst_RunTabs)
#include "tst_runtabs.moc"
