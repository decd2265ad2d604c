// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runsamplesfeed.h"
#include "model/run/runstages.h"
#include "ui/runs/timescale.h"

#include <QWidget>
#include <functional>

class QAction;
class QSplitter;
class QTabWidget;

namespace longshore
{

class LogRoom;
struct LogServices;
class ResourcesPane;
struct RunActions;
class RunComparePane;
class RunConfigPane;
class RunDataPane;
class RunEnginePane;
class RunHeader;
class RunLogTab;
class RunOutputPane;
class RunReportPane;
class RunService;
class StageLine;

/// One run: header with verdict and actions, stage line, the tabs Log, Data, Output, Config, Engine and Report, and
/// beside the log what the run used.
class RunView : public QWidget
{
    Q_OBJECT
public:
    /// `actions` are about the run shown.
    RunView(RunService &service, LogRoom &room, const RunActions &actions, const LogServices &logs, QWidget *parent = nullptr);

    /// Shows another run from its beginning.
    void setRun(const RunSummary &run);
    /// The shown run in a later state; other runs are ignored.
    void update(const RunSummary &run);
    using QWidget::update;
    const RunSummary &run() const { return m_run; }
    void focusFind();
    QString countsText() const;
    /// Shows what is different from another run, in a tab that is there from then on.
    void compareWith(const RunSummary &other);
    /// Runs whose logs can be laid beside this one's.
    void setOtherRuns(std::function<QList<RunSummary>()> others);

Q_SIGNALS:
    void backRequested();
    /// To show this table of Storage.
    void storageRequested(const QString &table);
    void countsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeTabs();
    void makeResources();
    void joinTime();
    void showStages();
    void showResources();
    void showView();
    void goToStage(int index);
    void goToSecond(double second);

    RunSummary m_run;
    RunHeader *m_header;
    TimeScale m_scale;
    RunSamplesFeed m_samples;
    QList<StageSummary> m_stageList;
    StageLine *m_stages;
    QSplitter *m_splitter;
    QTabWidget *m_tabs;
    RunLogTab *m_log;
    RunDataPane *m_data;
    RunOutputPane *m_output;
    RunReportPane *m_report;
    RunComparePane *m_compare;
    RunConfigPane *m_config;
    RunEnginePane *m_engine;
    ResourcesPane *m_resources;
    QAction *m_showResources;
    bool m_narrow = false;
    bool m_closedByWidth = false; ///< the resources come back when there is room again
};

} // namespace longshore
