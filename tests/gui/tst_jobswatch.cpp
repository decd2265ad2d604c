// SPDX-License-Identifier: GPL-3.0-or-later
// The Jobs page around a component's source: watching it, where jobs are kept, one job over several tags.
#include "tests/gui/picture.h"
#include "tests/gui/watchbench.h"
#include "tests/support/testmain.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/matrixdialog.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestJobsWatch : public QObject
{
    Q_OBJECT

    QTemporaryDir m_pictures;

    static QString stateOf(const WatchBench &bench) { return bench.find<MarkLabel>(u"watchState"_s)->text(); }
    static QString detailOf(const WatchBench &bench) { return bench.find<ElidedLabel>(u"watchDetail"_s)->text(); }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        setPictureFont();
        qRegisterMetaType<RunRequest>("longshore::RunRequest");
    }

    void theSwitchBelongsToASource()
    {
        WatchBench bench;
        bench.openSource();
        QVERIFY(bench.pane()->isVisible());
        QCOMPARE(stateOf(bench), u"Not watching"_s);
        QVERIFY2(detailOf(bench).contains(bench.path(u"source"_s)), qPrintable(detailOf(bench)));
        JobEditor &editor = bench.page.findChild<JobEditorView *>()->editor();
        JobDocument without = editor.document();
        without.removeAt(u"source"_s);
        editor.change(without, u"Source"_s);
        QVERIFY(!bench.pane()->isVisible());
        editor.undo();
        QVERIFY(bench.pane()->isVisible());
    }

    void keySwitchesAndTheVerdictStays()
    {
        WatchBench bench;
        bench.openSource();
        QSignalSpy finished(&bench.service, &RunService::finished);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(bench.find<QAction>(u"watchSource"_s)->isChecked());
        QVERIFY(!finished.isEmpty() || finished.wait(20'000)); // there is no engine
        QTRY_COMPARE(stateOf(bench), u"Waiting for a saved file"_s);
        QCOMPARE(bench.find<MarkLabel>(u"watchState"_s)->mark(), Mark::Error);
        QVERIFY2(detailOf(bench).startsWith(u"last run: "_s), qPrintable(detailOf(bench)));
        QVERIFY(bench.pane()->isLogShown());
        const RunId first = bench.pane()->watching()->run().id;
        QTRY_VERIFY(bench.pane()->watching()->fileCount() > 0);
        bench.write(u"source/main"_s, "22");
        QTRY_VERIFY(bench.pane()->watching()->run().id != first);
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, 20'000);
        bench.find<QAction>(u"watchSource"_s)->trigger();
        QTRY_COMPARE(stateOf(bench), u"Not watching"_s);
        bench.write(u"source/main"_s, "333");
        QVERIFY(bench.pane()->isLogShown()); // the log stays
        QSignalSpy opened(&bench.page, &JobsPage::openRunRequested);
        bench.find<QAction>(u"openWatchedRun"_s)->trigger();
        QCOMPARE(opened.size(), 1);
    }

    void leavingTheEditorEndsTheWatch()
    {
        WatchBench bench;
        bench.openSource();
        bench.find<QAction>(u"watchSource"_s)->trigger();
        bench.page.findChild<JobEditorView *>()->saveTo(bench.path(u"jobs/a.job.json"_s));
        bench.find<QAction>(u"backToJobs"_s)->trigger();
        QTRY_VERIFY(!bench.pane());
        QTRY_COMPARE_WITH_TIMEOUT(bench.service.activeCount(), 0, 20'000);
    }

    void A11_135_jobsOfAnImageAreFoundByIt()
    {
        WatchBench bench;
        bench.save(u"orders"_s, u"quay.io/x/loader:1"_s);
        bench.save(u"invoices"_s, u"quay.io/x/loader:1"_s);
        bench.save(u"other"_s, u"docker.io/y/writer:2"_s);
        bench.list();
        auto *table = bench.find<QTreeView>(u"jobsTable"_s);
        QCOMPARE(table->model()->rowCount(), 3);
        table->sortByColumn(JobsModel::ImageColumn, Qt::DescendingOrder);
        QStringList images;
        for (int row = 0; row < 3; ++row)
            images.append(table->model()->index(row, JobsModel::ImageColumn).data().toString());
        QVERIFY2(images[0] == images[1] || images[1] == images[2], qPrintable(images.join(u' ')));
        bench.page.focusFilter();
        QTest::keyClicks(QApplication::focusWidget(), u"x/loader"_s);
        QCOMPARE(table->model()->rowCount(), 2);
    }

    void workspaceIsChosenAndMustBeWritable()
    {
        WatchBench bench;
        bench.list();
        QSignalSpy chosen(&bench.page, &JobsPage::workspaceChosen);
        const auto choose = [&bench](const QString &folder) {
            bench.find<QAction>(u"chooseWorkspace"_s)->trigger();
            auto *dialog = bench.find<QFileDialog>(u"workspaceDialog"_s);
            QVERIFY(dialog);
            Q_EMIT dialog->fileSelected(folder);
            dialog->close();
            QCoreApplication::sendPostedEvents(dialog, QEvent::DeferredDelete);
        };
        choose(bench.path(u"new/jobs"_s));
        QCOMPARE(chosen.size(), 1);
        QVERIFY(QFileInfo(bench.path(u"new/jobs"_s)).isDir());
        choose(u"/proc/longshore"_s);
        QCOMPARE(chosen.size(), 1);
        auto *box = bench.find<QMessageBox>(u"jobsMessage"_s);
        QVERIFY(box);
        QVERIFY2(box->text().contains("/proc/longshore"_L1) && box->text().contains("another folder"_L1), qPrintable(box->text()));
    }

    void A11_145_runOverTags()
    {
        WatchBench bench;
        bench.save(u"orders"_s, u"quay.io/x/loader:1"_s);
        bench.list();
        QSignalSpy asked(&bench.page, &JobsPage::matrixRequested);
        bench.page.setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        auto *tags = bench.find<QLineEdit>(u"matrixTags"_s);
        QVERIFY(tags);
        QVERIFY(!bench.find<QPushButton>(u"doIt"_s)->isEnabled());
        tags->setText(u"1,  2 latest"_s);
        bench.find<QPushButton>(u"doIt"_s)->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.first().at(1).toString(), u"tag=1,2,latest"_s);
        const Result<QList<MatrixCase>> cases = makeMatrix(asked.first().at(0).value<RunRequest>(), asked.first().at(1).toString());
        QVERIFY(cases);
        auto *dialog = new MatrixDialog(bench.service, *cases, &bench.page);
        dialog->show();
        auto *table = dialog->findChild<QTreeView *>(u"matrixTable"_s);
        QCOMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(2, 0).data().toString(), u"tag latest"_s);
        QTRY_COMPARE_WITH_TIMEOUT(dialog->findChild<PlainLabel *>(u"matrixSummary"_s)->text(), u"0 of 3 succeeded"_s, 20'000);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"engine failure"_s);
        QSignalSpy opened(dialog, &MatrixDialog::openRequested);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
    }

    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void pictures()
    {
        QFETCH(bool, dark);
        const QString suffix = dark ? u"dark"_s : u"light"_s;
        const QString target = qEnvironmentVariable("LONGSHORE_PICTURES", m_pictures.path());
        WatchBench bench(dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        bench.openSource();
        QVERIFY(!isBlank(takePicture(bench.page, u"jobs-source-"_s + suffix, target)));
        QSignalSpy finished(&bench.service, &RunService::finished);
        bench.find<QAction>(u"watchSource"_s)->trigger();
        QVERIFY(finished.wait(20'000));
        QVERIFY(!isBlank(takePicture(bench.page, u"jobs-watch-failed-"_s + suffix, target)));
        bench.save(u"orders"_s, u"quay.io/x/loader:1"_s);
        const Result<JobDocument> job = JobDocument::load(bench.path(u"jobs/orders.job.json"_s));
        RunRequest request;
        request.job = *job;
        auto *dialog = new MatrixDialog(bench.service, *makeMatrix(request, u"tag=1.0,1.1,latest"_s), &bench.page);
        dialog->show();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 4, 20'000);
        QVERIFY(!isBlank(takePicture(*dialog, u"jobs-matrix-"_s + suffix, target)));
    }
};

LONGSHORE_GUI_TEST_MAIN(TestJobsWatch)
#include "tst_jobswatch.moc"
