// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runview.h"

#include "model/format.h"
#include "ui/runs/resourcespane.h"
#include "ui/runs/runcomparepane.h"
#include "ui/runs/runconfigpane.h"
#include "ui/runs/rundatapane.h"
#include "ui/runs/runenginepane.h"
#include "ui/runs/runheader.h"
#include "ui/runs/runlogtab.h"
#include "ui/runs/runoutputpane.h"
#include "ui/runs/runreportpane.h"
#include "ui/runs/stageline.h"
#include "ui/theme/icons.h"
#include "ui/widgets/hairline.h"

#include <QAction>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int resourcesWidth = 372;
/// Below this the resources leave the log no room: they close to their button (visual guide, "Window").
constexpr int narrowView = 1056;

} // namespace

RunView::RunView(RunService &service, LogRoom &room, const RunActions &actions, const LogServices &logs, QWidget *parent)
    : QWidget(parent), m_header(new RunHeader(actions, this))
{
    QWidget::addAction(m_header->backAction());
    connect(m_header->backAction(), &QAction::triggered, this, &RunView::backRequested);
    m_stages = new StageLine(m_scale, this);
    m_log = new RunLogTab(service, room, logs, this);
    m_data = new RunDataPane(this);
    m_output = new RunOutputPane(this);
    m_report = new RunReportPane(this);
    m_compare = new RunComparePane(this);
    m_config = new RunConfigPane(this);
    m_engine = new RunEnginePane(service, this);
    setFocusProxy(m_log);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(u"runSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    makeResources();
    makeTabs();
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_resources);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({900, resourcesWidth});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stages);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_splitter, 1);
    connect(m_log, &RunLogTab::countsChanged, this, &RunView::countsChanged);
    connect(m_output, &RunOutputPane::storageRequested, this, &RunView::storageRequested);
    joinTime();
}

void RunView::makeResources()
{
    m_resources = new ResourcesPane(m_samples, m_scale, m_splitter);
    m_resources->setMinimumWidth(240);
    m_showResources = new QAction(Icons::get(u"view-list-tree"_s), tr("Resources"), this);
    m_showResources->setObjectName(u"showResources"_s);
    m_showResources->setCheckable(true);
    m_showResources->setChecked(true);
    connect(m_showResources, &QAction::toggled, this, [this] {
        m_closedByWidth = false;
        showResources();
    });
    connect(m_resources->closeAction(), &QAction::triggered, m_showResources, [this] { m_showResources->setChecked(false); });
    connect(&m_samples, &RunSamplesFeed::changed, this, &RunView::showResources);
}

void RunView::makeTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(u"runTabs"_s);
    m_tabs->setAccessibleName(tr("About the run"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_log, tr("Log"));
    m_tabs->addTab(m_data, tr("Data"));
    m_tabs->addTab(m_output, tr("Output"));
    m_tabs->addTab(m_config, tr("Config"));
    m_tabs->addTab(m_engine, tr("Engine"));
    m_tabs->addTab(m_report, tr("Report"));
    m_tabs->setTabVisible(m_tabs->addTab(m_compare, tr("Compare")), false);
    QWidget *corner = m_log->pane()->makeCorner(m_tabs, {m_log->platformAction(), m_showResources});
    m_tabs->setCornerWidget(corner);
    connect(m_tabs, &QTabWidget::currentChanged, corner, [this, corner] {
        corner->setVisible(m_tabs->currentWidget() == m_log);
        showResources();
    });
}

/// Stage line, plots and log are one: what one of them goes to, the others show.
void RunView::joinTime()
{
    LogView *view = m_log->pane()->view();
    connect(m_stages, &StageLine::stageActivated, this, &RunView::goToStage);
    connect(m_stages, &StageLine::timeActivated, this, &RunView::goToSecond);
    connect(m_resources, &ResourcesPane::timeActivated, this, &RunView::goToSecond);
    connect(view, &LogView::scrolled, this, &RunView::showView);
    connect(view, &LogView::contentChanged, this, &RunView::showView);
    connect(view, &LogView::currentLineChanged, this, &RunView::showView);
    connect(&m_scale, &TimeScale::spanChanged, this, &RunView::showView);
}

void RunView::showView()
{
    const LogView *view = m_log->pane()->view();
    const qint64 top = view->topTime(), bottom = view->bottomTime();
    const bool known = m_scale.origin() != 0 && top != 0 && bottom != 0;
    m_scale.setBand(known ? std::optional(TimeScale::Band{m_scale.secondOf(top), m_scale.secondOf(qMax(top, bottom))}) : std::nullopt);
    const qint64 current = view->currentTime();
    const bool has = known && current != 0;
    m_scale.setCurrent(has ? std::optional(m_scale.secondOf(current)) : std::nullopt);
    m_resources->setLineText(has ? tr("line %1").arg(format::count(qint64(*view->currentLine()) + 1)) : QString());
}

void RunView::goToSecond(double second)
{
    m_tabs->setCurrentWidget(m_log);
    m_log->showStoredLog();
    m_log->pane()->view()->goToTime(m_scale.nanosecondsOf(second));
    // Where the log says nothing at this moment, the line that follows is current; the hair stands there, too.
}

void RunView::goToStage(int index)
{
    if (index < 0 || index >= m_stageList.size())
        return;
    m_config->showStage(index);
    const StageSummary &stage = m_stageList[index];
    if (stage.started.isValid())
        goToSecond(m_scale.secondOfMs(stage.started.toMSecsSinceEpoch()));
}

void RunView::showResources()
{
    const bool something = !m_run.finished() || !m_samples.samples().isEmpty() || !m_samples.isLoaded();
    m_resources->setVisible(m_showResources->isChecked() && m_tabs->currentWidget() == m_log && something);
    m_showResources->setEnabled(something);
}

void RunView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() <= narrowView;
    if (std::exchange(m_narrow, narrow) == narrow)
        return;
    if (narrow && m_showResources->isChecked()) {
        m_showResources->setChecked(false);
        m_closedByWidth = true;
    } else if (!narrow && m_closedByWidth) {
        m_showResources->setChecked(true);
    }
}

void RunView::setRun(const RunSummary &run)
{
    m_run = run;
    m_scale.reset();
    m_log->setRun(run);
    m_output->setRun(run);
    m_report->setRun(run);
    m_compare->clear();
    m_tabs->setTabVisible(m_tabs->indexOf(m_compare), false);
    m_tabs->setCurrentWidget(m_log);
    m_header->setRun(run);
    showStages();
}

void RunView::update(const RunSummary &run)
{
    if (run.id != m_run.id || run == m_run)
        return;
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    m_log->update(run);
    m_report->setRun(run);
    m_header->setRun(run);
    showStages();
    if (ended)
        m_output->setRun(run);
}

void RunView::showStages()
{
    m_stageList = stagesOf(m_run);
    m_stages->setRun(m_run, m_stageList);
    m_samples.setRun(m_run);
    m_resources->setRun(m_run);
    m_data->setRun(m_run, m_stageList);
    m_config->setRun(m_run, m_stageList);
    m_engine->setRun(m_run);
    showResources();
    showView();
}

void RunView::setOtherRuns(std::function<QList<RunSummary>()> others)
{
    m_log->setOtherRuns(std::move(others));
}

void RunView::compareWith(const RunSummary &other)
{
    m_compare->compare(m_run, other);
    m_tabs->setTabVisible(m_tabs->indexOf(m_compare), true);
    m_tabs->setCurrentWidget(m_compare);
    m_compare->setFocus();
}

void RunView::focusFind()
{
    m_tabs->setCurrentWidget(m_log);
    m_log->focusFind();
}

QString RunView::countsText() const
{
    return m_log->pane()->countsText();
}

} // namespace longshore
