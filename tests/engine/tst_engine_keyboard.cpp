// SPDX-License-Identifier: GPL-3.0-or-later
// A job made, filled in, saved and run by keys alone (issue 5, "Tests"), and a component's folder that is watched, in the
// real window on a real engine.
#include "dockerclient/api/images.h"
#include "model/component/definition.h"
#include "model/settings.h"
#include "model/tasks/tasklist.h"
#include "tests/engine/shellcomponent.h"
#include "tests/gui/keys.h"
#include "tests/gui/watchbench.h"
#include "tests/support/demobench.h"
#include "tests/support/testmain.h"
#include "ui/shell/mainwindow.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int minutes = 60'000;
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;

/// The window with the Jobs page, joined as the program joins it.
struct JobsWindow {
    explicit JobsWindow(RunBench &bench)
        : runs(bench)
        , theme(qApp, Theme::Scheme::Light)
        , settings(runs.path(u"store"_s))
        , logs(runs.path(u"cache"_s))
        , folders({runs.path(u"jobs"_s)})
        , window(settings, tasks, theme)
        , page(new JobsPage(folders, model, {[] { return QStringList{demoImage}; }, [this](const QString &) { return record; }}))
    {
        page->setWatching([this](const WatchRun::MakeRequest &request, QWidget *parent) {
            return new WatchPane({*runs.service, logs, {}, {runs.store->directory()}}, request, parent);
        });
        QObject::connect(page, &JobsPage::runRequested, page, [this](const RunRequest &request) { run = *runs.service->start(request); });
        window.addPage({u"jobs"_s, u"Jobs"_s, u"view-form"_s, u"&Job"_s, false}, page);
        window.resize(1290, 820);
        window.show();
        folders.refresh();
        readLabel();
    }
    bool activate() { return test::activate(window); }
    /// Of the demo's image.
    void readLabel()
    {
        runs.client->images().inspect(demoImage, page, [this](const Result<ImageDetails> &image) {
            record = image ? image->labels.value(QString::fromLatin1(componentLabel)).toUtf8() : QByteArray("none");
        });
        QTRY_VERIFY(!record.isEmpty());
    }

    RunBench &runs;
    QByteArray record;
    Theme theme;
    Settings settings;
    TaskList tasks;
    LogRoom logs;
    JobFolders folders;
    JobsModel model;
    MainWindow window;
    JobsPage *page;
    RunId run;
};

} // namespace

class tst_EngineKeyboard : public QObject, protected OnRunBench<ShellComponentBench>
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        makeBench();
        qRegisterMetaType<RunRequest>("longshore::RunRequest");
        if (!m_bench)
            return;
        RunRequest demo; // builds the demo's image
        const Result<JobDocument> job = JobDocument::load(stagedDemo() + u"/job.json"_s);
        QVERIFY(job);
        demo.job = *job;
        const RunResult result = m_bench->run(demo);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
    }
    void cleanup() { verifyNothingIsLeft(); }

    void A10_115_aJobByKeysAlone()
    {
        JobsWindow jobs(*m_bench);
        QVERIFY(jobs.activate());
        QTRY_COMPARE(jobs.page->count(), 0);
        press(Qt::Key_1, Qt::ControlModifier);
        press(Qt::Key_N, Qt::ControlModifier);
        QTRY_COMPARE(nameOf(QApplication::activeWindow()), u"newJobQuestion"_s);
        QTRY_COMPARE(nameOf(focused()), u"newJobImage"_s);
        press(Qt::Key_A, Qt::ControlModifier);
        type(demoImage);
        QVERIFY(tabTo(u"newJobName"_s));
        type(u"By keys"_s);
        press(Qt::Key_Return);
        QTRY_VERIFY(jobs.page->findChild<QWidget *>(u"jobEditor"_s));
        QVERIFY(jobs.activate());

        QVERIFY(tabTo(u"field.max"_s, u"parametersSection"_s));
        press(Qt::Key_A, Qt::ControlModifier);
        type(u"33"_s);
        QVERIFY(tabTo(u"inputHeader"_s));
        press(Qt::Key_Return);
        QVERIFY(tabTo(u"field.mode.0"_s, u"inputSection"_s));
        press(Qt::Key_Down); // from tables of the Storage to a data folder
        QVERIFY(tabTo(u"field.folder"_s, u"inputSection"_s));
        type(stagedDemo() + u"/data"_s);
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(nameOf(QApplication::activeWindow()), u"saveJobDialog"_s);
        press(Qt::Key_Return);
        QVERIFY(jobs.activate());
        QTRY_VERIFY(QFile::exists(m_bench->path(u"jobs/by-keys.job.json"_s)));

        QSignalSpy finished(m_bench->service.get(), &RunService::finished);
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!jobs.run.isEmpty());
        QVERIFY(!finished.isEmpty() || finished.wait(2 * minutes));
        const auto result = finished.first().at(1).value<RunResult>();
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QVERIFY(!result.tables.isEmpty());
        QCOMPARE(result.summary.jobFile, m_bench->path(u"jobs/by-keys.job.json"_s));
        QCOMPARE(JobDocument::load(result.summary.jobFile)->jsonAt(u"configuration.parameters.max"_s), QByteArray("33"));
        press(Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(!jobs.page->findChild<QWidget *>(u"jobEditor"_s));
        QTRY_COMPARE(nameOf(focused()), u"jobsTable"_s);
    }

    void openFolderWatchAndSaveByKeysAlone()
    {
        JobsWindow jobs(*m_bench);
        QVERIFY(jobs.activate());
        m_bench->write(u"image/run.sh"_s, "echo first\n");
        press(Qt::Key_1, Qt::ControlModifier);
        press(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(nameOf(QApplication::activeWindow()), u"componentFolderDialog"_s);
        press(Qt::Key_A, Qt::ControlModifier);
        type(m_bench->path(u"image"_s));
        press(Qt::Key_Return);
        QTRY_VERIFY(jobs.page->findChild<QWidget *>(u"jobEditor"_s));
        QVERIFY(jobs.activate());
        QSignalSpy finished(m_bench->service.get(), &RunService::finished);
        press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(finished.wait(2 * minutes));
        const auto first = finished.takeFirst().at(1).value<RunResult>();
        QCOMPARE(RunBench::log(first), QByteArray("first\n"));
        const auto *pane = jobs.page->findChild<WatchPane *>(u"watchPane"_s);
        QTRY_VERIFY(pane->watching()->fileCount() > 0);
        m_bench->write(u"image/run.sh"_s, "echo second\n");
        QVERIFY(finished.wait(2 * minutes));
        QCOMPARE(RunBench::log(finished.takeFirst().at(1).value<RunResult>()), QByteArray("second\n"));
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_EngineKeyboard)
#include "tst_engine_keyboard.moc"
