// SPDX-License-Identifier: GPL-3.0-or-later
// The real pages in the real window, with the data of the mockups, light and dark; see tests/gui/picture.h.
#include "app/palettesources.h"
#include "model/images/transferlayers.h"
#include "model/run/runjournal.h"
#include "tests/gui/picture.h"
#include "tests/gui/realwindow.h"
#include "tests/support/testmain.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/rundialog.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logsidebyside.h"
#include "ui/storage/storagedetailpane.h"

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

/// The palette over the page.
void setPalette(RealWindow &shown)
{
    shown.images->select(u"longshore/demo-text-splitter:1.0.0"_s);
    QTest::qWait(1);
    const QString folder = QDir::homePath() + u"/jobs"_s;
    shown.jobsModel.applySnapshot({{folder + u"/split-comments.job.json"_s, u"split"_s, u"Split comments"_s, u"longshore/demo-text-splitter:1.0.0"_s, shown.data.now, {}},
                                   {folder + u"/split-orders.job.json"_s, u"orders"_s, u"Split orders by day"_s, u"longshore/demo-text-splitter:1.0.0"_s, shown.data.now, {}}});
    shown.window.addPaletteSource([&shown] { return jobEntries(shown.jobsModel, {}, {}); });
    shown.window.addPaletteSource([&shown] { return imageEntries(shown.imageModel, {}, {}); });
    shown.window.addPaletteSource([&shown] { return runEntries(shown.runsModel, {}, {}); });
    shown.window.addPaletteSource([&shown] { return containerEntries(shown.containersModel, {}); });
    shown.window.findChild<QAction *>(u"openPalette"_s)->trigger();
    QTest::keyClicks(shown.window.findChild<QLineEdit *>(u"paletteText"_s), u"run sp"_s);
}

/// As in the mockup: a pull with its layers, a build, what failed and what is done.
void setTasks(RealWindow &shown)
{
    shown.images->select(u"longshore/demo-text-splitter:1.0.0"_s);
    QTest::qWait(1);
    shown.tasks.add(u"Export run 7f3a as zip"_s)->finish(u"nightly-orders-7f3a.zip, 6.4 MB, no secrets"_s);
    shown.tasks.add(u"Push longshore/assets:build"_s)
        ->fail(Error::make(Error::Kind::PermissionDenied, u"docker.io"_s, u"denied: requested access to the resource is denied"_s));
    Task *build = shown.tasks.add(u"Build demo-text-splitter:dev"_s);
    build->setProgress(8, 11);
    build->setStep(u"Step 8 of 11: COPY splitter /"_s);
    Task *pull = shown.tasks.add(u"Pull keboola.ex-http:1.7.3"_s);
    auto *layers = new TransferLayers(pull);
    const auto tell = [layers](const char *layer, const char *status, qint64 current = -1, qint64 total = -1) {
        ProgressMessage message;
        message.id = QString::fromLatin1(layer);
        message.status = QString::fromLatin1(status);
        message.current = current;
        message.total = total;
        layers->take(message);
    };
    tell("6a1f0c93be27", "Already exists");
    tell("c20d7be15a94", "Pull complete");
    tell("93e4d1175fb0", "Extracting", 30'000'000, 58'000'000);
    tell("0b7ac5fd2e18", "Downloading", 48'000'000, 112'000'000);
    tell("f81d99c0ab36", "Waiting");
    pull->setParts(layers);
    pull->setProgress(118, 204);
    pull->setStep(u"118 of 204 MB"_s);
    shown.window.findChild<QAction *>(u"showTasks"_s)->trigger();
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
    {"palette", setPalette},
    {"tasks", setTasks},
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
