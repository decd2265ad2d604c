// SPDX-License-Identifier: GPL-3.0-or-later
// The real pages in the real window, with the data of the mockups, light and dark; see tests/gui/picture.h.
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/jobs/jobsmodel.h"
#include "model/logs/logroom.h"
#include "model/run/runjournal.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "model/settings.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/picture.h"
#include "tests/gui/samplelog.h"
#include "tests/support/storagefixtures.h"
#include "tests/support/containerfixtures.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/testmain.h"
#include "ui/containers/containerspage.h"
#include "ui/images/imagespage.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobspage.h"
#include "ui/jobs/rundialog.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logsidebyside.h"
#include "ui/runs/runspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/storage/storagedetailpane.h"
#include "ui/storage/storagepage.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>
#include <algorithm>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// The window as app/windowparts.cpp joins it, without an engine.
struct RealWindow {
    explicit RealWindow(const QString &folder, Theme::Scheme scheme)
        : theme(qApp, scheme)
        , store(Store::open(folder).value())
        , settings(folder)
        , service(store, Endpoint::unixSocket(folder + u"/none.sock"_s))
        , session(EngineEnvironment())
        , sync(session)
        , commands(session, sync)
        , inspector(session, sync)
        , window(settings, tasks, theme)
        , images(new ImagesPage(imageModel, nullptr, [this] { return data.now; }))
        , jobFolders({folder + u"/jobs"_s})
        , jobs(new JobsPage(jobFolders, jobsModel, {}, nullptr, [this] { return data.now; }))
        , logs(folder)
        , runs(new RunsPage(runsModel, service, logs, {&tasks, &settings}))
        , containers(new ContainersPage(containersModel, commands, inspector, nullptr, [this] { return data.now; }))
        , storageCommands(folder + u"/storage"_s, tasks)
        , storage(new StoragePage(storageCommands, nullptr, [] { return StorageFixtures::now(); }))
    {
        window.addPage({u"images"_s, u"Images"_s, u"package"_s, u"&Image"_s}, images);
        window.addPage({u"jobs"_s, u"Jobs"_s, u"view-form"_s, u"&Job"_s, false}, jobs);
        window.addPage({u"runs"_s, u"Runs"_s, u"view-history"_s, u"&Run"_s, false}, runs);
        window.addPage({u"containers"_s, u"Containers"_s, u"draw-cuboid"_s, u"&Container"_s}, containers);
        window.addPage({u"storage"_s, u"Storage"_s, u"server-database"_s, u"&Storage"_s, false}, storage);
        window.setEngine({.mark = Mark::Success, .name = u"docker"_s, .endpoint = u"unix:///var/run/docker.sock"_s, .facts = u"20.10.24 · API 1.41"_s});
        window.setMinimumSize(1440, 900); // the offscreen screen is smaller
        window.resize(1440, 900);
        fillImages();
        fillRuns();
        fillContainers();
        theme.setScheme(scheme); // the window has applied the one of the settings
        window.show();
    }

    void fillImages()
    {
        imageModel.applySnapshot(data.images);
        for (const ImageDetails &details : data.details)
            imageModel.setDetails(details.id, details);
        for (int i = 0; i < data.images.size(); ++i)
            imageModel.setHistory(data.images[i].id, data.histories[i]);
        imageModel.setContainers(data.containers);
        images->setRefreshed(data.now);
    }

    void fillContainers()
    {
        containersModel.setNow(data.now);
        containersModel.applySnapshot(containerData.containers);
        containersModel.setExit(containerData.named(u"load-invoices"_s).id, {137, true, {}, {}, {}});
        containers->setRefreshed(data.now);
    }

    /// Shows this container in this tab, as if the engine had been asked about it.
    void openContainer(const QString &name, ContainerDetailPane::Tab tab)
    {
        window.openPage(u"containers"_s);
        containers->open(name);
        QCoreApplication::sendPostedEvents();
        QTest::qWait(1); // the page follows its list with the next turn of the loop
        const ContainerSummary &container = containerData.named(name);
        Q_EMIT inspector.inspected(container.id, ContainerInspection::parse(ContainerFixtures::inspectJson(container)).value());
        containers->findChild<ContainerDetailPane *>()->showTab(tab);
        QTest::qWait(1);
    }

    void fillRuns()
    {
        RunSummary run;
        run.jobName = u"Nightly orders"_s;
        run.imageReference = u"quay.io/keboola/python-transformation:1.4.8"_s;
        run.imageId = {u"91c7d2a03b5e91c7d2a03b5e"_s};
        run.created = run.started = QDateTime(QDate(2026, 11, 23), QTime(10, 4, 2), Qt::UTC);
        run.durationMs = 13900;
        run.containerExitCode = 1;
        run.verdict = Verdict::UserError;
        run.memoryLimit = 1LL << 30;
        run.peakMemory = 812LL << 20;
        run.message = u"Column \"customer_id\" not found in in/tables/customers.csv"_s;
        failed = makeSampleRun(*store, u"01M7ZZ0000000000000000007F"_s, run, {});
        failedLog = std::make_unique<LogWriter>(failed.capsule);
        appendSample(*failedLog, failed, mockupLog());
        addSampleStages(failed);
        addSampleStats(failed);
        addSampleData(failed);
        run.jobName = u"Split comments"_s;
        run.imageReference = u"longshore/demo-text-splitter:1.0.0"_s;
        run.verdict = Verdict::Success;
        run.containerExitCode = 0;
        run.message.clear();
        run.durationMs = 1100;
        run.rowsOut = 72;
        run.tablesOut = 1;
        const RunSummary good = makeSampleRun(*store, u"01M7ZZ0000000000000000007E"_s, run, {{12, "Done: 1 table(s), 72 pieces"}});
        run.verdict = Verdict::TimedOut;
        run.jobName = u"Load invoices"_s;
        run.durationMs = 3'600'000;
        run.rowsOut = -1;
        run.tablesOut = 0;
        slow = makeSampleRun(*store, u"01M7ZZ0000000000000000007D"_s, run, structuredLog());
        runsModel.applySnapshot({failed, good, slow});
    }

    ImageFixtures data = ImageFixtures::mockup();
    Theme theme;
    std::shared_ptr<Store> store;
    Settings settings;
    TaskList tasks;
    RunService service;
    EngineSession session;
    EngineSync sync;
    ContainerCommands commands;
    ContainerInspector inspector;
    ContainerFixtures containerData = ContainerFixtures::mockup();
    ImageTreeModel imageModel;
    ContainersModel containersModel;
    RunsModel runsModel;
    MainWindow window;
    ImagesPage *images;
    JobFolders jobFolders;
    JobsModel jobsModel;
    JobsPage *jobs;
    LogRoom logs;
    RunsPage *runs;
    ContainersPage *containers;
    StorageCommands storageCommands;
    StoragePage *storage;
    RunSummary failed;
    RunSummary slow;
    std::unique_ptr<LogWriter> failedLog;
};

/// Opens a run and waits for its log.
LogPane *openLog(RealWindow &shown, const RunSummary &run, quint64 lines)
{
    shown.window.openPage(u"runs"_s);
    shown.runs->open(run);
    auto *pane = shown.runs->findChild<LogSideBySide *>(u"logSideBySide"_s)->first();
    if (!QTest::qWaitFor([pane, lines] { return pane->view()->rows().storedEnd() >= lines; }))
        qFatal("the log did not come");
    return pane;
}

bool settled(LogPane *pane)
{
    const LogView *view = pane->view();
    return QTest::qWaitFor([view] { return !view->isTicking() && !view->search()->isRunning() && !view->filter()->isRunning(); });
}

/// As in the mockup: a search, repeats folded, and while a line further up is looked at the rest comes.
void setRunLog(RealWindow &shown)
{
    RunSummary running = shown.failed;
    running.state = RunState::Running;
    LogPane *pane = openLog(shown, running, 19'040);
    pane->findChild<QAbstractButton *>(u"foldRepeats"_s)->setChecked(true);
    (void)settled(pane);
    pane->view()->goToLine(18'210);
    pane->find(u"timeout"_s);
    (void)settled(pane);
    pane->focusFind();
    appendSample(*shown.failedLog, shown.failed, mockupLogRest());
    Q_EMIT shown.service.logAppended(shown.failed.id);
    (void)QTest::qWaitFor([pane] { return pane->view()->rows().storedEnd() >= 19'400; });
    Q_EMIT shown.service.runChanged(shown.failed);
    (void)settled(pane);
}

/// Warnings and worse without the page loads, one line around each.
void setRunFilter(RealWindow &shown)
{
    LogPane *pane = openLog(shown, shown.failed, 19'040);
    pane->actions()->filter->trigger();
    pane->findChild<QAbstractButton *>(u"foldRepeats"_s)->setChecked(true);
    pane->findChild<QLineEdit *>(u"filterExclude"_s)->setText(u"timeout"_s);
    pane->findChild<QSpinBox *>(u"filterContext"_s)->setValue(1);
    pane->actions()->levelMenu->menu()->actions().at(3)->trigger();
    (void)settled(pane);
    pane->view()->goToLine(19'033);
}

void setRunFields(RealWindow &shown)
{
    LogPane *pane = openLog(shown, shown.slow, 42);
    pane->view()->goToLine(40);
    pane->view()->toggleOpened(40);
    pane->view()->setFocus();
}

void setRunBeside(RealWindow &shown)
{
    LogPane *pane = openLog(shown, shown.failed, 19'040);
    auto *both = shown.runs->findChild<LogSideBySide *>(u"logSideBySide"_s);
    QMenu *others = pane->actions()->compare->menu();
    Q_EMIT others->aboutToShow();
    others->actions().last()->trigger();
    (void)QTest::qWaitFor([both] { return both->second()->view()->rows().storedEnd() == 42; });
    pane->view()->goToLine(2'000);
    (void)settled(pane);
}

/// The log of a container; where it comes from makes no difference to the page.
void setContainerLog(RealWindow &shown)
{
    shown.containers->setLogFactory([&shown](const ContainerSummary &, QWidget *parent) {
        auto *pane = new LogPane({}, parent);
        pane->setDocument(shown.logs.openRun(shown.slow.capsule, pane));
        return ContainerLogView{pane, {}, pane->makeCorner(pane)};
    });
    shown.openContainer(u"orders-api"_s, ContainerDetailPane::Log);
    const auto pane = [&shown] { return shown.containers->findChild<LogPane *>(); };
    if (!QTest::qWaitFor([pane] { return pane() && pane()->view()->rows().storedEnd() >= 42; }))
        qFatal("the log did not come");
    (void)settled(pane());
}

/// The demo's job, changed and with a value its schema refuses.
void setJobEditor(RealWindow &shown)
{
    const QString folder = shown.jobFolders.folders().first();
    qputenv("HOME", QFileInfo(folder).absolutePath().toUtf8()); // the path is told from there
    Result<JobDocument> job = JobDocument::load(QStringLiteral(LONGSHORE_BUILD_DIR) + u"/share/longshore/demo/job.json"_s);
    job->removeAt(u"input"_s);
    if (!job->save(folder + u"/split-comments.job.json"_s))
        qFatal("the job could not be saved");
    shown.window.openPage(u"jobs"_s);
    shown.jobs->openFile(job->path());
    JobEditor &editor = shown.jobs->findChild<JobEditorView *>()->editor();
    JobDocument next = editor.document();
    if (!next.setJsonAt(u"configuration.parameters.max"_s, "0") || !next.setJsonAt(u"configuration.parameters.splitAt"_s, "\"sentences\""))
        qFatal("the job could not be changed");
    editor.change(next, u"Longest piece"_s);
    shown.jobs->setFocus();
    QTest::qWait(200); // the preview follows when typing pauses
}

void setStorage(RealWindow &shown)
{
    shown.window.openPage(u"storage"_s);
    (void)QTest::qWaitFor([&shown] { return !shown.storageCommands.isRefreshing(); });
    shown.storage->setListing(StorageFixtures::mockup());
    shown.storage->open(u"in.c-main.orders"_s);
}

void setStoragePreview(RealWindow &shown)
{
    setStorage(shown);
    auto *detail = shown.storage->findChild<StorageDetailPane *>();
    detail->showTab(StorageDetailPane::Preview);
    detail->preview()->show(u"in.c-main.orders"_s, [] { return Result<FilePreview>(StorageFixtures::preview()); });
    auto *preview = detail->findChild<QTableView *>(u"previewTable"_s);
    (void)QTest::qWaitFor([preview] { return preview->isVisible(); });
}

/// Another tab of the run, once what it shows is read.
void setRunTab(RealWindow &shown, int tab, const std::function<bool()> &ready)
{
    openLog(shown, shown.failed, 19'040);
    shown.runs->findChild<QTabWidget *>(u"runTabs"_s)->setCurrentIndex(tab);
    if (!QTest::qWaitFor(ready))
        qFatal("the tab was not filled");
}

void setRunData(RealWindow &shown)
{
    auto *tree = shown.runs->findChild<QTreeView *>(u"dataTree"_s);
    setRunTab(shown, 1, [tree] { return tree->model()->rowCount() > 0; });
    auto *snapshots = shown.runs->findChild<QComboBox *>(u"dataSnapshot"_s);
    auto *before = shown.runs->findChild<QComboBox *>(u"dataComparedWith"_s);
    snapshots->setCurrentIndex(1);
    before->setCurrentIndex(1);
    Q_EMIT before->activated(1);
    const auto found = [tree] { return tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, u"orders.csv"_s, 1, Qt::MatchExactly | Qt::MatchRecursive); };
    (void)QTest::qWaitFor([found] { return !found().isEmpty(); });
    tree->setCurrentIndex(found().value(0));
    auto *preview = shown.runs->findChild<QTableView *>(u"previewTable"_s);
    (void)QTest::qWaitFor([preview] { return preview->isVisible() && preview->model()->rowCount() > 0; });
}

void setRunOutput(RealWindow &shown)
{
    setRunTab(shown, 2, [&shown] {
        const QList<QTableView *> tables = shown.runs->findChildren<QTableView *>(u"previewTable"_s);
        return std::any_of(tables.begin(), tables.end(), [](const QTableView *table) { return table->isVisible() && table->model()->rowCount() > 0; });
    });
}

/// A journal as a run leaves it.
void setRunEngine(RealWindow &shown)
{
    RunJournal journal(shown.store, &shown.window);
    int kept = 0;
    const std::pair<const char *, const char *> events[] = {
        {"queued", "{\"image\":\"quay.io/keboola/python-transformation:1.4.8\",\"job\":\"6f0c1f0e\"}"}, {"resolving", "{}"},
        {"create_intent", "{\"image\":\"sha256:91c7d2a03b5e\",\"name\":\"longshore-01M7ZZ-0-a1\"}"}, {"created", "{\"container\":\"4f1d2c9b8a7e\"}"},
        {"upload_intent", "{}"}, {"uploaded", "{\"notes\":0}"}, {"start_intent", "{}"}, {"started", "{}"},
        {"exited", "{\"exitCode\":1,\"oomKilled\":false}"}, {"log_complete", "{\"compared\":true,\"missed\":0}"}, {"collect_intent", "{}"},
        {"collected", "{\"bytes\":6200000,\"entries\":4}"}, {"remove_intent", "{\"container\":\"4f1d2c9b8a7e\"}"}, {"finished", "{}"}};
    for (const auto &[kind, payload] : events)
        journal.record(shown.failed, QLatin1String(kind), nlohmann::json::parse(payload), &shown.window, [&kept](const Result<void> &) { ++kept; });
    (void)QTest::qWaitFor([&kept] { return kept == 14; });
    auto *view = shown.runs->findChild<QTreeView *>(u"engineEvents"_s);
    setRunTab(shown, 4, [view] { return view->model()->rowCount() > 10; });
    view->setCurrentIndex(view->model()->index(2, 0));
    // The times are those of this moment: no two pictures would be alike.
    view->setColumnHidden(0, true);
    view->setColumnHidden(3, true);
}

void setRunPlatform(RealWindow &shown)
{
    openLog(shown, shown.failed, 19'040);
    shown.runs->findChild<QAction *>(u"showAsPlatform"_s)->setChecked(true);
    auto *events = shown.runs->findChild<QTreeView *>(u"platformEvents"_s);
    (void)QTest::qWaitFor([events] { return events->isVisible() && events->model()->rowCount() > 100; });
    events->setCurrentIndex(events->model()->index(events->model()->rowCount() - 1, 0));
}

void setRunReport(RealWindow &shown)
{
    auto *table = shown.runs->findChild<QTreeView *>(u"reportTable"_s);
    setRunTab(shown, 5, [table] { return table->model()->rowCount() > 0; });
}

void setRunCompare(RealWindow &shown)
{
    openLog(shown, shown.failed, 19'040);
    shown.runs->findChild<QAction *>(u"compareRun"_s)->trigger();
    auto *menu = shown.runs->findChild<QMenu *>(u"compareMenu"_s);
    menu->actions().at(0)->trigger();
    menu->close();
    auto *table = shown.runs->findChild<QTreeView *>(u"compareTable"_s);
    (void)QTest::qWaitFor([table] { return table->isVisible() && table->model()->rowCount() > 0; });
}

struct Scene {
    const char *name;
    void (*set)(RealWindow &);
};

const Scene scenes[] = {
    {"images",
     [](RealWindow &shown) {
         shown.images->select(u"longshore/demo-text-splitter:1.0.0"_s);
         QTest::qWait(1); // the page follows its list with the next turn of the loop
     }},
    {"images-by-image",
     [](RealWindow &shown) {
         shown.imageModel.setNewerTags({{u"postgres"_s, u"17-alpine"_s}, {u"longshore/demo-text-splitter"_s, u"1.1.0"_s}});
         shown.imageModel.setFormerNames({{shown.data.images.back().id, u"longshore/demo-text-splitter:0.9.1"_s}});
         shown.images->findChild<QAction *>(u"rowPerImage"_s)->trigger();
         auto *tree = shown.images->findChild<QTreeView *>(u"imageTree"_s);
         const auto add = QItemSelectionModel::Select | QItemSelectionModel::Rows;
         tree->selectionModel()->select(tree->model()->index(1, 0, tree->model()->index(0, 0)), add);
         tree->selectionModel()->select(tree->model()->index(0, 0, tree->model()->index(3, 0)), add);
         QTest::qWait(1);
     }},
    {"job-editor", setJobEditor},
    {"runs", [](RealWindow &shown) { shown.window.openPage(u"runs"_s); }},
    {"run-log", setRunLog},
    {"run-log-filter", setRunFilter},
    {"run-data", setRunData},
    {"run-output", setRunOutput},
    {"run-config", [](RealWindow &shown) { setRunTab(shown, 3, [] { return true; }); }},
    {"run-engine", setRunEngine},
    {"run-platform", setRunPlatform},
    {"run-report", setRunReport},
    {"run-compare", setRunCompare},
    {"storage", setStorage},
    {"storage-preview", setStoragePreview},
    {"run-log-fields", setRunFields},
    {"run-log-beside", setRunBeside},
    {"container-log", setContainerLog},
    {"containers", [](RealWindow &shown) { shown.openContainer(u"orders-api"_s, ContainerDetailPane::Overview); }},
    {"container-inspect",
     [](RealWindow &shown) {
         shown.openContainer(u"orders-api"_s, ContainerDetailPane::Inspect);
         auto *tree = shown.containers->findChild<QTreeView *>(u"jsonTree"_s);
         for (const QString &key : {u"State"_s, u"Config"_s, u"Env"_s}) {
             const QModelIndexList found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive);
             tree->expand(found.value(0));
         }
     }},
};

} // namespace

class tst_PageScreenshots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { setPictureFont(); }

    void renders_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<bool>("dark");
        for (int i = 0; i < int(std::size(scenes)); ++i)
            for (const bool dark : {false, true})
                QTest::addRow("%s-%s", scenes[i].name, dark ? "dark" : "light") << i << dark;
    }
    void renders()
    {
        QFETCH(int, scene);
        QFETCH(bool, dark);
        QTemporaryDir folder;
        RealWindow shown(folder.path(), dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        QVERIFY(QTest::qWaitForWindowActive(&shown.window));
        scenes[scene].set(shown);
        const QImage image = takePicture(shown.window, QString::fromLatin1(QTest::currentDataTag()), folder.path());
        QCOMPARE(image.size(), QSize(1440, 900));
        QVERIFY(!isBlank(image));
    }

    void form_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("run-form-light") << false;
        QTest::newRow("run-form-dark") << true;
    }
    void form()
    {
        QFETCH(bool, dark);
        const Theme theme(qApp, dark ? Theme::Scheme::Dark : Theme::Scheme::Light);
        const Result<JobDocument> job = JobDocument::load(QStringLiteral(LONGSHORE_BUILD_DIR) + u"/share/longshore/demo/job.json"_s);
        QVERIFY2(job, job ? "" : qPrintable(job.error().sentence()));
        // Closing deletes it; a test that fails half-way must not leave it on the screen.
        const std::unique_ptr<RunDialog> dialog(new RunDialog(*job, {}, nullptr));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->setMinimumSize(1180, 780);
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog.get()));
        QTemporaryDir folder;
        const QImage image = takePicture(*dialog, QString::fromLatin1(QTest::currentDataTag()), folder.path());
        QVERIFY(!image.isNull());
        QVERIFY(!isBlank(image));
    }
};

LONGSHORE_GUI_TEST_MAIN(tst_PageScreenshots)
#include "tst_pagescreenshots.moc"
