// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/engine/session.h"
#include "model/engine/sync.h"
#include "tests/support/containerfixtures.h"
#include "tests/support/miniengine.h"
#include "ui/containers/containerspage.h"
#include "ui/containers/containertable.h"

#include <QAction>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// A Containers page with the containers of the pictures and, when asked for, an engine that obeys.
struct ShownContainers {
    ShownContainers()
        : engine(dir.filePath(u"e"_s))
        , session(environment(dir.filePath(u"e"_s)), nullptr, SessionTiming{1000, 500, 2000, 10, 50})
        , sync(session, nullptr, SyncTiming{20, 3600000})
        , commands(session, sync)
        , inspector(session, sync)
        , page(model, commands, inspector, nullptr, [this] { return data.now; })
    {
        QObject::connect(&commands, &ContainerCommands::pendingChanged, &model, &ContainersModel::setPending);
        page.resize(1240, 700);
        page.show();
        page.activateWindow();
    }
    static EngineEnvironment environment(const QString &endpoint)
    {
        EngineEnvironment made;
        made.requested = endpoint;
        return made;
    }
    void fill()
    {
        model.setNow(data.now);
        model.applySnapshot(data.containers);
        page.setRefreshed(data.now);
    }
    /// An engine that obeys; the rows stay those of the fixtures.
    bool connectToEngine() { return engine.start() && (session.start(), QTest::qWaitFor([this] { return !sync.isLoading(); })); }
    void inspect(const QString &name)
    {
        const ContainerSummary &container = data.named(name);
        const Result<ContainerInspection> inspection = ContainerInspection::parse(ContainerFixtures::inspectJson(container));
        if (!inspection)
            qFatal("%s", qPrintable(inspection.error().sentence()));
        Q_EMIT inspector.inspected(container.id, *inspection);
    }
    void select(const QString &name)
    {
        table()->select(model.find(name));
        const bool shown = QTest::qWaitFor([&] { return text(u"containerTitle"_s) == name; });
        if (!shown)
            qFatal("%s was not shown", qPrintable(name));
    }
    /// Removed by somebody else.
    void takeAway(const QString &name)
    {
        QList<ContainerSummary> left = data.containers;
        left.removeIf([&](const ContainerSummary &container) { return container.names.contains(name); });
        model.applySnapshot(left);
        page.setRefreshed(data.now);
    }
    QAction *action(const QString &name) { return page.findChild<QAction *>(name); }
    ContainerTable *table() { return page.findChild<ContainerTable *>(); }
    template<class T>
    T *find(const QString &name)
    {
        return page.findChild<T *>(name);
    }
    QString text(const QString &name) { return find<QLabel>(name)->text(); }
    QStringList actions() const { return engine.requests.filter(QRegularExpression(u"^(POST|DELETE) "_s)); }

    QTemporaryDir dir;
    MiniEngine engine;
    EngineSession session;
    EngineSync sync;
    ContainerFixtures data = ContainerFixtures::mockup();
    ContainersModel model;
    ContainerCommands commands;
    ContainerInspector inspector;
    ContainersPage page;
};

} // namespace longshore::test
