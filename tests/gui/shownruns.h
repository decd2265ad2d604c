// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logroom.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "tests/support/storedrun.h"
#include "ui/logs/logview.h"
#include "ui/runs/runspage.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

namespace longshore::test
{

using namespace Qt::StringLiterals;

/// Text from outside that must be shown as it is.
inline const QString evil = u"<img src=x>&amp;<b>"_s;

/// A store with three runs and the page that shows them; the engine is not there.
struct ShownRuns {
    ShownRuns()
    {
        auto opened = Store::open(dir.filePath(u"store"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        store = *opened;
        service = std::make_unique<RunService>(store, Endpoint::unixSocket(dir.filePath(u"no.sock"_s)));
        room = std::make_unique<LogRoom>(dir.filePath(u"cache"_s));
        page = std::make_unique<RunsPage>(model, *service, *room);
        QObject::connect(service.get(), &RunService::runsLoaded, &model, &RunsModel::applySnapshot);
        page->resize(1240, 700);
        page->show();
        page->activateWindow();
    }
    std::unique_ptr<StoredRun> run(char last) { return std::make_unique<StoredRun>(store, u"01J0000000000000000000000"_s + QLatin1Char(last)); }
    /// Three runs: A said 3 lines, B failed, C is long.
    bool fill()
    {
        const auto a = run('A'), b = run('B'), c = run('C');
        a->result.summary.jobName = u"alpha"_s;
        a->result.tables = {{u"parts.csv"_s, u"out.c-x.parts"_s, 1234, 2048, {u"id"_s, u"part"_s}, {u"id"_s}}};
        a->result.files = {{evil, 5, {u"tag"_s}}};
        a->result.problems = {{u"out/tables/x.csv"_s, evil}};
        b->result.summary.jobName = evil;
        b->result.summary.imageReference = evil;
        b->result.summary.verdict = Verdict::UserError;
        b->result.summary.containerExitCode = 1;
        b->result.summary.message = evil;
        c->result.summary.jobName = u"gamma"_s;
        QByteArray many;
        for (int i = 1; i <= 2000; ++i)
            many += "row " + QByteArray::number(i) + (i % 500 ? "\n" : " needle\n");
        const QByteArray hostile = evil.toUtf8() + " \x1b]0;title\a\x1b[31mred\x1b[0m \xe2\x80\xa9new\xe2\x80\xae" "rtl end\n";
        return a->log("one\ntwo\n") && a->log("oops\n", LogSource::Stderr) && a->log("no newline") && a->keep("{\"#token\": \"[hidden]\"}")
            && b->log(hostile, LogSource::Stderr) && b->keep(evil.toUtf8()) && c->log(many) && c->keep() && load();
    }
    bool load()
    {
        QSignalSpy loaded(service.get(), &RunService::runsLoaded);
        service->load();
        return loaded.wait();
    }
    template<class T>
    T *find(const char *name)
    {
        T *found = page->findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    QTreeView *table() { return find<QTreeView>("runsTable"); }
    QLineEdit *filter() { return find<QWidget>("runsFilter")->findChild<QLineEdit *>(); }
    LogView *log() { return find<LogView>("logView"); }
    quint64 lines() { return log()->document() ? log()->document()->store()->endLine() : 0; }
    /// All of the log as it is shown.
    QString logText()
    {
        if (!log()->document())
            return {};
        log()->select({0, 0}, {log()->document()->store()->endLine() + 10, 0});
        return log()->selectedText();
    }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    /// Opens the run of this job as a person does.
    bool open(const QString &job)
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            const QModelIndex index = table()->model()->index(row, RunsModel::JobColumn);
            if (index.data().toString() != job)
                continue;
            table()->setCurrentIndex(index);
            table()->setFocus();
            QTest::keyClick(table(), Qt::Key_Return);
            return table()->isHidden() || !table()->isVisible();
        }
        return false;
    }

    QTemporaryDir dir;
    std::shared_ptr<Store> store;
    RunsModel model;
    std::unique_ptr<RunService> service;
    std::unique_ptr<LogRoom> room;
    std::unique_ptr<RunsPage> page;
};

} // namespace longshore::test
