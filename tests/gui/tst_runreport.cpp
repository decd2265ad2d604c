// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dataarchive.h"
#include "model/run/platformlogmodel.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/shellfixture.h"
#include "tests/gui/shownrun.h"
#include "tests/support/testmain.h"
#include "ui/runs/runreportpane.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace longshore;

using Shown = test::ShownRun;

namespace
{

const QString evil = u"<img src=x>&amp;<b>"_s;

void fails(RunSummary &run)
{
    run.verdict = Verdict::ApplicationError;
    run.containerExitCode = 2;
    run.message = evil;
}

/// What a dialog that is open is answered with.
void answer(QWidget *page, const QString &path)
{
    auto *dialog = page->findChild<QFileDialog *>(u"exportDialog"_s);
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
}

} // namespace

/// The log as the platform shows it, the report, and what can be done with a run.
class tst_RunReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

    void L1_theLogAsThePlatformShowsIt()
    {
        Shown shown;
        auto *asPlatform = shown.find<QAction>("showAsPlatform");
        auto *events = shown.find<QTreeView>("platformEvents");
        QVERIFY(!events->isVisible());
        QCOMPARE(events->model()->rowCount(), 0); // nothing is read while nobody looks
        QTest::keyClick(shown.log(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(asPlatform->isChecked());
        QTRY_COMPARE(events->model()->rowCount(), 139);
        QVERIFY(events->isVisible() && !shown.log()->isVisible());
        QVERIFY(events->isColumnHidden(PlatformLogModel::StageColumn));
        QCOMPARE(events->model()->index(1, PlatformLogModel::TextColumn).data().toString(), u"line at 100"_s);
        QCOMPARE(shown.text("platformSentence"), u"139 events as the platform shows them"_s);
        QCOMPARE(shown.find<QPlainTextEdit>("platformDetails")->toPlainText(), u"line at 0"_s);
        // What goes to a line of the stored log shows that again.
        QTest::mouseClick(shown.stages(), Qt::LeftButton, {}, shown.middleOf(0));
        QVERIFY(!asPlatform->isChecked() && shown.log()->isVisible());
    }

    void L1_liveWhileItRuns()
    {
        Shown shown({}, RunState::Running);
        shown.find<QAction>("showAsPlatform")->setChecked(true);
        auto *events = shown.find<QTreeView>("platformEvents");
        QTRY_COMPARE(events->model()->rowCount(), 139);
        QVERIFY(shown.text("platformSentence").endsWith(u"stderr comes when the component has ended"_s));
        const auto writer = LogWriter::resume(shown.run.capsule);
        QVERIFY(writer);
        test::appendSample(**writer, shown.run, {{20'000, "later"}});
        QTRY_COMPARE(events->model()->rowCount(), 140);
    }

    void X11_whatAnEndUserSees()
    {
        Shown shown(fails);
        QCOMPARE(shown.text("verdictCause"), evil);
        QCOMPARE(shown.text("verdictNote"), u"An end user would see: "_s + genericErrorText());
        shown.find<QAction>("showAsPlatform")->setChecked(true);
        auto *events = shown.find<QTreeView>("platformEvents");
        QTRY_COMPARE(events->model()->rowCount(), 140);
        events->setCurrentIndex(events->model()->index(139, 0));
        QCOMPARE(events->currentIndex().siblingAtColumn(PlatformLogModel::TypeColumn).data().toString(), u"error"_s);
        const QString details = shown.find<QPlainTextEdit>("platformDetails")->toPlainText();
        QVERIFY2(details.startsWith(genericErrorText()) && details.endsWith(evil), qPrintable(details));
        QCOMPARE(test::labelsThatAreNotPlain(*shown.page), QStringList());
    }

    void X11_aUserErrorIsSeenAsItIs()
    {
        Shown shown([](RunSummary &run) { run.message = u"no such column"_s; });
        QCOMPARE(shown.text("verdictNote"), u"An end user would see this message."_s);
    }

    void reportOfARun()
    {
        Shown shown([](RunSummary &run) {
            fails(run);
            test::addSampleData(run);
            test::putSampleFile(run, u"out/tables/orphan.csv.manifest"_s, "{}");
        });
        auto *table = shown.find<QTreeView>("reportTable");
        QCOMPARE(table->model()->rowCount(), 0); // made when it is looked at
        shown.tab(Shown::Report);
        QTRY_VERIFY(table->model()->rowCount() > 0);
        QVERIFY(table->isVisible());
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"error"_s); // errors first
        QVERIFY(!shown.text("reportSentence").isEmpty());
        QCOMPARE(shown.text("reportChosen"), table->model()->index(0, 2).data().toString());
        QVERIFY(!table->grab().isNull());
    }

    void noReportOfARunUnderWay()
    {
        Shown shown({}, RunState::Running);
        QWidget *tab = shown.tab(Shown::Report);
        QVERIFY(!shown.find<QTreeView>("reportTable")->isVisible());
        QVERIFY(tab->isVisible());
        RunSummary ended = shown.run;
        ended.state = RunState::Finished;
        Q_EMIT shown.service->runChanged(ended);
        QTRY_VERIFY(shown.find<QTreeView>("reportTable")->isVisible());
    }

    void actionsByKey()
    {
        Shown shown;
        QSignalSpy again(shown.page.get(), &RunsPage::runAgainRequested), edit(shown.page.get(), &RunsPage::editRequested);
        QVERIFY(!shown.find<QPushButton>("stopRun")->isVisible());
        QTest::keyClick(shown.log(), Qt::Key_R, Qt::ControlModifier);
        QTest::keyClick(shown.log(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(again.size(), 1);
        QCOMPARE(edit.size(), 1);
        QTest::mouseClick(shown.find<QPushButton>("runAgain"), Qt::LeftButton);
        QTest::mouseClick(shown.find<QPushButton>("editRun"), Qt::LeftButton);
        QCOMPARE(again.size(), 2);
        QCOMPARE(edit.size(), 2);
        QVERIFY(!shown.find<QAction>("stopCurrentRun")->isEnabled());
    }

    void onlyWhatFitsARunUnderWay()
    {
        Shown shown({}, RunState::Running);
        QVERIFY(shown.find<QPushButton>("stopRun")->isVisible());
        QVERIFY(!shown.find<QPushButton>("runAgain")->isVisible());
        QVERIFY(shown.find<QAction>("stopCurrentRun")->isEnabled());
        QVERIFY(!shown.find<QAction>("exportCapsule")->isEnabled());
        auto *stop = shown.find<QPushButton>("stopRun");
        QTest::mouseClick(stop, Qt::LeftButton);
        QVERIFY(!stop->isEnabled());
        QCOMPARE(stop->text(), u"Stopping…"_s);
        shown.page->open(shown.run); // still the same run
        QVERIFY(!stop->isEnabled());
        RunSummary another = shown.run;
        another.id.value[0] = u'1';
        shown.page->open(another);
        QVERIFY(stop->isEnabled());
    }

    void theWholeRunAsAZip()
    {
        Shown shown(test::addSampleData);
        shown.find<QAction>("exportCapsule")->trigger();
        const QString path = shown.dir.filePath(u"run.zip"_s);
        answer(shown.page.get(), path);
        QTRY_VERIFY(QFileInfo::exists(path));
        const auto listing = listArchive(path, false, {});
        QVERIFY(listing);
        QStringList names;
        for (const DataEntry &entry : listing->entries)
            names << entry.name.section(u'/', 1);
        QVERIFY(names.contains(u"run.json"_s) && names.contains(u"log.000.seg"_s) && names.contains(u"out/tables/parts.csv"_s));
        QVERIFY(!names.contains(u"lock"_s));
    }

    void aStagesDataFolderAsAZip()
    {
        Shown shown([](RunSummary &run) {
            test::addSampleStages(run);
            test::addSampleData(run);
        });
        shown.find<QAction>("saveStageSnapshot")->trigger();
        auto *menu = shown.page->findChild<QMenu *>(u"snapshotMenu"_s);
        QVERIFY(menu && menu->isVisible());
        QStringList texts;
        for (const QAction *action : menu->actions())
            texts << action->text();
        QCOMPARE(texts, (QStringList{u"Before stage 1, decompress"_s, u"Before stage 2, python-transformation"_s}));
        menu->actions().at(1)->trigger();
        menu->close();
        const QString path = shown.dir.filePath(u"stage.zip"_s);
        answer(shown.page.get(), path);
        QTRY_VERIFY(QFileInfo::exists(path));
        const auto config = readArchiveFile(path, u"config.json"_s, 1000);
        QVERIFY(config && config->bytes.contains("[hidden]"));
    }

    void A11_140_comparedWithAnother()
    {
        Shown shown(test::addSampleData);
        RunSummary other = shown.run;
        other.message = evil;
        other.verdict = Verdict::Success;
        other.jobName = evil;
        other = test::makeSampleRun(*shown.store, u"01M7ZZ00000000000000000001"_s, other, {});
        shown.model.applySnapshot({shown.run, other});
        shown.find<QAction>("compareRun")->trigger();
        auto *menu = shown.page->findChild<QMenu *>(u"compareMenu"_s);
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 1);
        menu->actions().at(0)->trigger();
        menu->close();
        auto *table = shown.find<QTreeView>("compareTable");
        QTRY_VERIFY(table->isVisible() && table->model()->rowCount() == 4);
        QCOMPARE(table->model()->index(0, 2, table->model()->index(0, 0)).data().toString(), u"user error"_s);
        QCOMPARE(test::labelsThatAreNotPlain(*shown.page), QStringList());
        shown.page->open(shown.run); // opened anew there is nothing to compare with
        QVERIFY(!table->isVisible());
    }

    void anOutputLeadsToStorage()
    {
        Shown shown(test::addSampleData);
        shown.tab(Shown::Output);
        QSignalSpy asked(shown.page.get(), &RunsPage::storageRequested);
        shown.find<QAction>("showInStorage")->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), u"out.c-forum.parts"_s);
    }

private:
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(tst_RunReport)
#include "tst_runreport.moc"
