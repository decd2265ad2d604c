// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "tests/gui/samplerun.h"
#include "ui/logs/logview.h"
#include "ui/runs/runspage.h"
#include "ui/runs/stageline.h"

#include <QLabel>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

/// One run of the mockups, opened in the Runs page.
struct ShownRun {
    enum Tab { Log, Data, Output, Config, Engine, Report };

    explicit ShownRun(const std::function<void(RunSummary &)> &prepare = {}, RunState state = RunState::Finished)
    {
        const auto opened = Store::open(dir.filePath(QStringLiteral("store")));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        store = *opened;
        service = std::make_unique<RunService>(store, Endpoint::unixSocket(dir.filePath(QStringLiteral("no.sock"))));
        room = std::make_unique<LogRoom>(dir.filePath(QStringLiteral("cache")));
        page = std::make_unique<RunsPage>(model, *service, *room);
        run.jobName = QStringLiteral("Nightly orders");
        run.imageReference = QStringLiteral("quay.io/keboola/python-transformation:1.4.8");
        run.created = run.started = QDateTime(QDate(2026, 11, 23), QTime(10, 4, 2), Qt::UTC);
        run.durationMs = 13900;
        run.containerExitCode = 1;
        run.verdict = Verdict::UserError;
        run.memoryLimit = 1LL << 30;
        run.peakMemory = 812LL << 20;
        QList<SampleLine> log;
        for (int i = 0; i < 139; ++i)
            log << SampleLine{i * 100, "line at " + QByteArray::number(i * 100)};
        run = makeSampleRun(*store, QStringLiteral("01M7ZZ0000000000000000007F"), run, log);
        if (prepare)
            prepare(run);
        run.state = state;
        page->resize(1240, 760);
        page->show();
        page->activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(page.get()); // shortcuts need it
        page->open(run);
        if (!QTest::qWaitFor([this] { return this->log()->rows().storedEnd() == 139; }))
            qFatal("the log did not come");
    }
    template<class T>
    T *find(const char *name)
    {
        T *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    LogView *log() { return find<LogView>("logView"); }
    StageLine *stages() { return find<StageLine>("stageLine"); }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    QWidget *tab(Tab which)
    {
        auto *tabs = find<QTabWidget>("runTabs");
        tabs->setCurrentIndex(which);
        return tabs->currentWidget();
    }
    QPoint middleOf(int stage) { return stages()->boxOf(stage).center().toPoint(); }

    QTemporaryDir dir;
    std::shared_ptr<Store> store;
    RunsModel model;
    std::unique_ptr<RunService> service;
    std::unique_ptr<LogRoom> room;
    std::unique_ptr<RunsPage> page;
    RunSummary run;
};

} // namespace longshore::test
