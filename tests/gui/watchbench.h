// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/store/store.h"
#include "ui/jobs/jobspage.h"
#include "ui/jobs/watchpane.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

/// The Jobs page over a workspace of its own that can watch, and a component's source folder in it. Without another
/// endpoint there is no engine.
struct WatchBench {
    explicit WatchBench(Theme::Scheme scheme = Theme::Scheme::Light, const std::optional<Endpoint> &endpoint = {})
        : theme(qApp, scheme)
        , store(Store::open(path(QStringLiteral("store"))).value())
        , service(store, endpoint.value_or(Endpoint::unixSocket(path(QStringLiteral("none.sock")))))
        , logs(path(QStringLiteral("cache")))
        , folders({path(QStringLiteral("jobs"))})
        , page(folders, model)
    {
        write(QStringLiteral("source/Dockerfile"), "FROM scratch\nCOPY main /main\nENTRYPOINT [\"/main\"]\n");
        write(QStringLiteral("source/main"), "1");
        page.setWatching([this](const WatchRun::MakeRequest &request, QWidget *parent) {
            return new WatchPane({service, logs, {}, {store->directory()}}, request, parent);
        });
        page.resize(1290, 780);
        page.show();
        page.activateWindow();
        if (!QTest::qWaitForWindowActive(&page))
            qFatal("the page did not become active");
    }

    QString path(const QString &name) const { return folder.filePath(name); }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
    }
    /// A job file in the workspace.
    void save(const QString &name, const QString &image) const
    {
        QDir().mkpath(path(QStringLiteral("jobs")));
        JobDocument job = JobDocument::create(name, image);
        if (!job.save(path(QStringLiteral("jobs/%1.job.json").arg(name))))
            qFatal("cannot save %s", qPrintable(name));
    }
    void list()
    {
        QSignalSpy listed(&folders, &JobFolders::listed);
        folders.refresh();
        QVERIFY(listed.wait());
    }
    /// As "Open a component's folder" does.
    void openSource()
    {
        page.importPath(path(QStringLiteral("source")));
        QVERIFY(QTest::qWaitFor([this] { return pane() != nullptr; }));
    }
    WatchPane *pane() const { return page.findChild<WatchPane *>(QStringLiteral("watchPane")); }
    template<class T>
    T *find(const QString &name) const
    {
        return page.findChild<T *>(name);
    }

    QTemporaryDir folder;
    Theme theme;
    std::shared_ptr<Store> store;
    RunService service;
    LogRoom logs;
    JobFolders folders;
    JobsModel model;
    JobsPage page;
};

} // namespace longshore::test
