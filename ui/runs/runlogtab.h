// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"
#include "ui/logs/logpane.h"

class QStackedWidget;

namespace longshore
{

class LogRoom;
class LogSideBySide;
class PlatformPane;
class RunService;
class VerdictBar;

/// The Log tab of a run: its log, another one beside it when asked for, or its log as the platform shows it; and the
/// verdict below.
class RunLogTab : public QWidget
{
    Q_OBJECT
public:
    RunLogTab(RunService &service, LogRoom &room, const LogServices &services, QWidget *parent = nullptr);

    /// Shows this run's log, and follows it while it runs.
    void setRun(const RunSummary &run);
    /// The same run in a later state.
    void update(const RunSummary &run);
    using QWidget::update;
    LogPane *pane() const;
    /// Checkable: the log as the platform shows it instead of the stored one.
    QAction *platformAction() const { return m_asPlatform; }
    /// The stored log, which is what can be searched and gone to.
    void showStoredLog();
    /// Ctrl+F: into the log that has the focus.
    void focusFind();
    /// Runs that this one can be compared with, newest first.
    void setOtherRuns(std::function<QList<RunSummary>()> others);

Q_SIGNALS:
    void countsChanged();

private:
    LogDocument *open(const RunSummary &run, QObject *parent);
    void makePlatformAction();
    void showVerdict();

    RunService &m_service;
    LogRoom &m_room;
    RunSummary m_run;
    QStackedWidget *m_stack;
    LogSideBySide *m_logs;
    PlatformPane *m_platform;
    VerdictBar *m_verdict;
    QAction *m_goToError;
    QAction *m_asPlatform;
    bool m_offersError = false;
    QPointer<LogDocument> m_document;
};

} // namespace longshore
