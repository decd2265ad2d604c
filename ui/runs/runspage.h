// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "ui/logs/logpane.h"
#include "ui/runs/runactions.h"
#include "ui/shell/page.h"

class QAction;
class QStackedWidget;

namespace longshore
{

class FilteredTable;
class LogRoom;
class RunService;
class RunsModel;
class RunView;
class StatePage;

/// The Runs page: the list of runs, and one run in its place when it is opened.
class RunsPage : public Page
{
    Q_OBJECT
public:
    RunsPage(RunsModel &model, RunService &service, LogRoom &room, const LogServices &logs = {}, QWidget *parent = nullptr);

    /// Opens this run in the run view; it may be unknown to the model still.
    void open(const RunSummary &run);
    /// For the empty state: a way to the first run.
    void setFirstWay(QAction *way);
    QList<QAction *> pageActions() const override;
    void focusFilter() override;
    QByteArray viewState() const;
    bool restoreViewState(const QByteArray &state);

Q_SIGNALS:
    void runAgainRequested(const longshore::RunSummary &run);
    void editRequested(const longshore::RunSummary &run);
    /// To show this table of Storage.
    void storageRequested(const QString &table);

private:
    QWidget *makeList();
    void joinActions(RunService &service);
    void chooseAndCompare();
    void showState();
    RunSummary current() const;
    void openCurrent();
    void updateCount();
    void back();
    void tellStatus();

    RunsModel &m_model;
    QStackedWidget *m_stack;
    StatePage *m_states;
    FilteredTable *m_table;
    RunView *m_run;
    RunActions m_actions;
    LogServices m_services;
    QAction *m_firstWay = nullptr;
};

} // namespace longshore
