// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runspage.h"

#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "ui/runs/runview.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QHeaderView>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// The verdict has its mark; durations and amounts stand right, as the model aligns them.
class RunsDelegate : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        if (index.column() == RunsModel::VerdictColumn) {
            const auto run = index.data(RunsModel::SummaryRole).value<RunSummary>();
            look.mark = markOf(run);
            look.ink = markInk(look.mark);
            look.text = wordOf(run);
        }
        return look;
    }
};

} // namespace

RunsPage::RunsPage(RunsModel &model, RunService &service, LogRoom &room, const LogServices &logs, QWidget *parent)
    : Page(parent), m_model(model)
{
    m_proxy.setSourceModel(&model);
    m_proxy.setSortRole(RunsModel::SortRole);
    m_proxy.setFilterKeyColumn(-1);
    m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);

    m_open = new QAction(Icons::get(u"view-history"_s), tr("Open run"), this);
    m_open->setObjectName(u"openRun"_s);
    connect(m_open, &QAction::triggered, this, &RunsPage::openCurrent);
    m_stop = new QAction(Icons::get(u"media-playback-stop"_s), tr("Stop run"), this);
    m_stop->setObjectName(u"stopCurrentRun"_s);
    m_stop->setShortcut(Qt::CTRL | Qt::Key_Period);
    connect(m_stop, &QAction::triggered, this, [this, &service] { service.cancel(current().id); });
    m_again = new QAction(Icons::get(u"media-playback-start"_s), tr("Run again"), this);
    m_again->setObjectName(u"runCurrentAgain"_s);
    m_again->setShortcut(Qt::CTRL | Qt::Key_R);
    connect(m_again, &QAction::triggered, this, [this] {
        if (!current().id.isEmpty())
            Q_EMIT runAgainRequested(current());
    });
    for (QAction *action : {m_stop, m_again}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    }
    m_stack = new QStackedWidget(this);
    m_states = new StatePage(makeList(), m_stack);
    m_run = new RunView(service, room, logs, m_stack);
    m_run->setOtherRuns([&model] {
        QList<RunSummary> runs;
        for (int row = 0; row < model.rowCount(); ++row)
            runs << model.at(row);
        return runs;
    });
    m_stack->addWidget(m_states);
    m_stack->addWidget(m_run);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    setBaseGround(this);

    connect(m_stack, &QStackedWidget::currentChanged, this, &RunsPage::tellStatus);
    connect(m_run, &RunView::backRequested, this, &RunsPage::back);
    connect(m_run, &RunView::runAgainRequested, this, &RunsPage::runAgainRequested);
    connect(m_run, &RunView::countsChanged, this, &RunsPage::tellStatus);
    connect(&service, &RunService::runChanged, m_run, qOverload<const RunSummary &>(&RunView::update));
    connect(&service, &RunService::runsLoaded, this, &RunsPage::showState);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RunsPage::showState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RunsPage::showState);
    m_states->showLoading();
}

QWidget *RunsPage::makeList()
{
    auto *list = new QWidget(this);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto *bar = new Bar(Bar::Kind::Tools, list);
    m_filter = new FilterField(tr("Filter runs"), bar);
    m_filter->setObjectName(u"runsFilter"_s);
    bar->add(m_filter, 1);
    bar->addStretch();

    m_view = new QTreeView(list);
    m_view->setObjectName(u"runsTable"_s);
    m_view->setAccessibleName(tr("Runs"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_proxy);
    m_view->setItemDelegate(new RunsDelegate(m_view));
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(RunsModel::StartColumn, Qt::DescendingOrder);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(RunsModel::ImageColumn, QHeaderView::Stretch);
    const QList<int> widths{170, 260, 300, 160, 90, 100, 90, 90};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);

    column->addWidget(bar);
    column->addWidget(m_view, 1);
    connect(m_filter, &FilterField::textChanged, this, [this](const QString &text) {
        m_proxy.setFilterFixedString(text);
        updateCount();
    });
    connect(m_filter, &FilterField::leftForList, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_view, &QTreeView::activated, this, &RunsPage::openCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsPage::tellStatus);
    return list;
}

void RunsPage::setFirstWay(QAction *way)
{
    m_firstWay = way;
    if (m_model.rowCount() == 0 && m_states->state() == StatePage::State::Empty)
        showState();
}

void RunsPage::showState()
{
    if (m_model.rowCount() > 0)
        m_states->showContent();
    else
        m_states->showEmpty({u"view-history"_s, tr("No runs yet"), tr("Choose an image and press Run…, or run a job from a terminal: longshore run JOB."), m_firstWay, {}, {}});
    updateCount();
}

void RunsPage::updateCount()
{
    setCount(m_model.rowCount());
    m_filter->setCount(m_filter->text().isEmpty() ? QString() : tr("%1 of %n run(s)", nullptr, m_model.rowCount()).arg(m_proxy.rowCount()));
}

void RunsPage::open(const RunSummary &run)
{
    m_run->setRun(run);
    m_stack->setCurrentWidget(m_run);
    m_run->setFocus(); // Space and Escape work at once
    tellStatus();
}

QList<QAction *> RunsPage::pageActions() const
{
    return {m_open, m_stop, m_again};
}

RunSummary RunsPage::current() const
{
    if (m_stack->currentWidget() == m_run)
        return m_run->run();
    return m_view->currentIndex().data(RunsModel::SummaryRole).value<RunSummary>();
}

void RunsPage::openCurrent()
{
    if (const RunSummary run = current(); !run.id.isEmpty())
        open(run);
}

void RunsPage::back()
{
    m_stack->setCurrentWidget(m_states);
    m_view->setFocus();
    tellStatus();
}

void RunsPage::focusFilter()
{
    if (m_stack->currentWidget() == m_run)
        m_run->focusFind();
    else
        m_filter->focus();
}

void RunsPage::tellStatus()
{
    const QString hint = tr("Space freezes · Ctrl+F searches · F3 next");
    if (m_stack->currentWidget() == m_run)
        return setStatus(m_run->countsText(), hint);
    const QModelIndex index = m_view->currentIndex();
    setStatus(index.isValid() ? tr("%1 selected").arg(index.data(RunsModel::SummaryRole).value<RunSummary>().jobName) : QString(), {});
}

QByteArray RunsPage::viewState() const
{
    return m_view->header()->saveState();
}

bool RunsPage::restoreViewState(const QByteArray &state)
{
    return m_view->header()->restoreState(state);
}

} // namespace longshore
