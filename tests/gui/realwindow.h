// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/imageparts.h"
#include "app/runlauncher.h"
#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "model/jobs/jobsmodel.h"
#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "model/settings.h"
#include "model/storage/storagecommands.h"
#include "model/tasks/noticelist.h"
#include "model/tasks/tasklist.h"
#include "tests/gui/samplelog.h"
#include "tests/support/containerfixtures.h"
#include "tests/support/fakekeychain.h"
#include "tests/support/imagefixtures.h"
#include "tests/support/storagefixtures.h"
#include "ui/containers/containerspage.h"
#include "ui/images/imagespage.h"
#include "ui/jobs/jobspage.h"
#include "ui/runs/runspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/storage/storagepage.h"
#include "ui/vault/secretkeeper.h"

#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// The window as app/windowparts.cpp joins it, with the data of the mockups. Without an engine unless one is given: then
/// the images are those it lists.
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
        , vault(std::make_shared<Vault>(store))
        , keeper(*vault, keychain)
        , window(settings, tasks, theme)
        , launcher(service, sync, keeper, window)
        , images(new ImagesPage(imageModel, nullptr, [this] { return data.now; }))
        , jobFolders({folder + u"/jobs"_s})
        , jobs(new JobsPage(jobFolders, jobsModel, {}, nullptr, [this] { return data.now; }))
        , logs(folder)
        , runs(new RunsPage(runsModel, service, logs, {&tasks, &settings}))
        , containers(new ContainersPage(containersModel, commands, inspector, nullptr, [this] { return data.now; }))
        , storageCommands(folder + u"/storage"_s, tasks)
        , storage(new StoragePage(storageCommands, nullptr, [] { return StorageFixtures::now(); }))
    {
        const ImageServices services{session, sync, *store, settings, tasks, notices, logs, keychain, launcher, imageModel, jobsModel, runsModel, window,
                                     [this] { return data.now; }};
        imageParts = std::make_unique<ImageParts>(services, *images);
        window.addFileActions({launcher.openJobAction(), launcher.demoAction(), launcher.lastAgainAction()});
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
    TaskList tasks{nullptr, [] { return QDateTime(QDate(2026, 11, 23), QTime(12, 3, 10)); }}; ///< pictures stay the same
    NoticeList notices;
    FakeKeychain keychain;
    RunService service;
    EngineSession session;
    EngineSync sync;
    ContainerCommands commands;
    ContainerInspector inspector;
    ContainerFixtures containerData = ContainerFixtures::mockup();
    ImageTreeModel imageModel;
    ContainersModel containersModel;
    RunsModel runsModel;
    std::shared_ptr<Vault> vault;
    SecretKeeper keeper;
    MainWindow window;
    RunLauncher launcher;
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
    std::unique_ptr<ImageParts> imageParts; ///< goes before the page does
};

} // namespace longshore::test
