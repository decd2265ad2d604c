// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runsamplesfeed.h"
#include "model/run/runstages.h"
#include "ui/runs/timescale.h"

#include <QWidget>
#include <functional>

class QAction;
class QPushButton;
class QSplitter;
class QTabWidget;

namespace longshore
{

class Chip;
class ElidedLabel;
class LogRoom;
struct LogServices;
class ResourcesPane;
class RunConfigPane;
class RunDataPane;
class RunEnginePane;
class RunLogTab;
class RunOutputPane;
class RunService;
class StageLine;

/// One run: header with verdict and actions, stage line, the tabs Log, Data, Output, Config and Engine, and beside the
/// log what the run used.
class RunView : public QWidget
{
    Q_OBJECT
public:
    RunView(RunService &service, LogRoom &room, const LogServices &logs, QWidget *parent = nullptr);

    /// Shows another run from its beginning.
    void setRun(const RunSummary &run);
    /// The shown run in a later state; other runs are ignored.
    void update(const RunSummary &run);
    using QWidget::update;
    const RunSummary &run() const { return m_run; }
    void focusFind();
    QString countsText() const;
    /// Runs whose logs can be laid beside this one's.
    void setOtherRuns(std::function<QList<RunSummary>()> others);

Q_SIGNALS:
    void backRequested();
    void runAgainRequested(const longshore::RunSummary &run);
    void countsChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeHeader();
    void makeTabs();
    void makeResources();
    void joinTime();
    void showHeader();
    void showStages();
    void showResources();
    void showView();
    void goToStage(int index);
    void goToSecond(double second);

    RunService &m_service;
    RunSummary m_run;
    QAction *m_back;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QWidget *m_verdictPlace;
    QPushButton *m_stop;
    QPushButton *m_again;
    TimeScale m_scale;
    RunSamplesFeed m_samples;
    QList<StageSummary> m_stageList;
    StageLine *m_stages;
    QSplitter *m_splitter;
    QTabWidget *m_tabs;
    RunLogTab *m_log;
    RunDataPane *m_data;
    RunOutputPane *m_output;
    RunConfigPane *m_config;
    RunEnginePane *m_engine;
    ResourcesPane *m_resources;
    QAction *m_showResources;
    bool m_narrow = false;
    bool m_closedByWidth = false; ///< the resources come back when there is room again
};

} // namespace longshore
