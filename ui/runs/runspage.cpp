// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runspage.h"

#include "model/format.h"
#include "model/run/runservice.h"
#include "model/run/runsmodel.h"
#include "ui/runs/runexports.h"
#include "ui/runs/runview.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/filteredtable.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
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
    : Page(parent), m_model(model), m_actions(this), m_services(logs)
{
    joinActions(service);
    m_stack = new QStackedWidget(this);
    m_states = new StatePage(makeList(), m_stack);
    m_run = new RunView(service, room, m_actions, logs, m_stack);
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
    connect(m_run, &RunView::storageRequested, this, &RunsPage::storageRequested);
    connect(m_run, &RunView::countsChanged, this, &RunsPage::tellStatus);
    connect(&service, &RunService::runChanged, m_run, qOverload<const RunSummary &>(&RunView::update));
    connect(&service, &RunService::runChanged, this, [this] { m_actions.update(current()); });
    connect(&service, &RunService::runsLoaded, this, &RunsPage::showState);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RunsPage::showState);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RunsPage::showState);
    m_states->showLoading();
}

void RunsPage::joinActions(RunService &service)
{
    connect(m_actions.open, &QAction::triggered, this, &RunsPage::openCurrent);
    connect(m_actions.stop, &QAction::triggered, this, [this, &service] { service.cancel(current().id); });
    connect(m_actions.again, &QAction::triggered, this, [this] { Q_EMIT runAgainRequested(current()); });
    connect(m_actions.edit, &QAction::triggered, this, [this] { Q_EMIT editRequested(current()); });
    connect(m_actions.compare, &QAction::triggered, this, &RunsPage::chooseAndCompare);
    connect(m_actions.snapshot, &QAction::triggered, this, [this] {
        const QPoint place = mapToGlobal(QPoint(width() / 2, metrics::headerBar));
        chooseAndSaveSnapshot(this, m_services.tasks, current(), place);
    });
    connect(m_actions.exportCapsule, &QAction::triggered, this, [this] { askAndExportCapsule(this, m_services.tasks, current()); });
    m_actions.update({});
}

QWidget *RunsPage::makeList()
{
    m_table = new FilteredTable(m_model, RunsModel::SortRole, {tr("Filter runs"), u"runsFilter"_s, u"runsTable"_s, tr("Runs")}, this);
    QTreeView *view = m_table->view();
    view->setItemDelegate(new RunsDelegate(view));
    view->sortByColumn(RunsModel::StartColumn, Qt::DescendingOrder);
    m_table->setColumns({170, 260, 300, 160, 90, 100, 90, 90}, RunsModel::ImageColumn);
    for (QAction *action : m_actions.all()) {
        auto *separator = action ? nullptr : new QAction(view);
        if (separator)
            separator->setSeparator(true);
        view->addAction(action ? action : separator);
    }
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table, &FilteredTable::filtered, this, &RunsPage::updateCount);
    connect(view, &QTreeView::activated, this, &RunsPage::openCurrent);
    connect(view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsPage::tellStatus);
    return m_table;
}

/// Runs of the same job first; each is named by when it was, and how it ended.
void RunsPage::chooseAndCompare()
{
    constexpr int most = 20;
    const RunSummary run = current();
    QList<RunSummary> others;
    for (const bool sameJob : {true, false}) {
        for (int row = 0; row < m_model.rowCount() && others.size() < most; ++row) {
            const RunSummary &other = m_model.at(row);
            if (other.id != run.id && other.finished() && (other.jobId == run.jobId) == sameJob)
                others << other;
        }
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"compareMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const RunSummary &other : std::as_const(others)) {
        const QString name = QStringList{other.jobName, wordOf(other), format::dateTime(other.created)}.join(u" · "_s);
        connect(menu->addAction(withoutMnemonic(visibleText(name))), &QAction::triggered, this, [this, run, other] {
            if (m_run->run().id != run.id || m_stack->currentWidget() != m_run)
                open(run);
            m_run->compareWith(other);
        });
    }
    if (others.isEmpty())
        menu->addAction(tr("There is no other run"))->setEnabled(false);
    menu->popup(mapToGlobal(QPoint(width() / 2, metrics::headerBar)));
}

void RunsPage::setFirstWay(QAction *way)
{
    m_firstWay = way;
    if (m_model.rowCount() == 0 && m_states->state() == StatePage::State::Empty)
        showState();
}

void RunsPage::showState()
{
    if (m_model.rowCount() > 0) {
        m_states->showContent();
        m_table->chooseFirst(); // what is done with a run is done with the newest, unless another is chosen
    } else {
        m_states->showEmpty({u"view-history"_s, tr("No runs yet"), tr("Choose an image and press Run…, or run a job from a terminal: longshore run JOB."), m_firstWay, {}, {}});
    }
    updateCount();
}

void RunsPage::updateCount()
{
    setCount(m_model.rowCount());
    FilterField *filter = m_table->filter();
    filter->setCount(filter->text().isEmpty() ? QString() : tr("%1 of %n run(s)", nullptr, m_model.rowCount()).arg(m_table->shownCount()));
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
    return m_actions.all();
}

RunSummary RunsPage::current() const
{
    if (m_stack->currentWidget() == m_run)
        return m_run->run();
    return m_table->view()->currentIndex().data(RunsModel::SummaryRole).value<RunSummary>();
}

void RunsPage::openCurrent()
{
    if (const RunSummary run = current(); !run.id.isEmpty())
        open(run);
}

void RunsPage::back()
{
    m_stack->setCurrentWidget(m_states);
    m_table->setFocus();
    tellStatus();
}

void RunsPage::focusFilter()
{
    if (m_stack->currentWidget() == m_run)
        m_run->focusFind();
    else
        m_table->filter()->focus();
}

void RunsPage::tellStatus()
{
    m_actions.update(current());
    const QString hint = tr("Space freezes · Ctrl+F searches · F3 next");
    if (m_stack->currentWidget() == m_run)
        return setStatus(m_run->countsText(), hint);
    const QModelIndex index = m_table->view()->currentIndex();
    setStatus(index.isValid() ? tr("%1 selected").arg(index.data(RunsModel::SummaryRole).value<RunSummary>().jobName) : QString(), {});
}

QByteArray RunsPage::viewState() const
{
    return m_table->view()->header()->saveState();
}

bool RunsPage::restoreViewState(const QByteArray &state)
{
    return m_table->view()->header()->restoreState(state);
}

} // namespace longshore
