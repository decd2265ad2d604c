// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runenginepane.h"

#include "model/run/runservice.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/statepage.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int soonMs = 200;

class EventDelegate : public RowDelegate
{
public:
    explicit EventDelegate(QObject *parent) : RowDelegate(parent, metrics::denseRow) {}

    CellLook look(const QModelIndex &index) const override
    {
        CellLook look = RowDelegate::look(index);
        const bool intent = index.data(RunEventsModel::IntentRole).toBool();
        const bool problem = index.data(RunEventsModel::ProblemRole).toBool();
        switch (index.column()) {
        case RunEventsModel::KindColumn:
            look.mark = problem ? Mark::Warning : intent ? Mark::Waiting : Mark::Success;
            look.ink = problem ? Ink::Warning : Ink::Muted;
            break;
        case RunEventsModel::DetailsColumn: look.role = TextRole::Code; [[fallthrough]];
        case RunEventsModel::TimeColumn:
        case RunEventsModel::TookColumn: look.ink = Ink::Muted; break;
        default: break;
        }
        return look;
    }
};

} // namespace

RunEnginePane::RunEnginePane(RunService &service, QWidget *parent) : QWidget(parent), m_service(service)
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"engineSplitter"_s);
    splitter->setChildrenCollapsible(false);
    m_view = new QTreeView(splitter);
    m_view->setObjectName(u"engineEvents"_s);
    m_view->setAccessibleName(tr("What was asked of the engine"));
    setUpTree(m_view);
    m_view->setRootIsDecorated(false);
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new EventDelegate(m_view));
    const QList<int> widths{120, 230, 170, 110};
    for (int i = 0; i < widths.size(); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_details = new JsonView(splitter);
    splitter->addWidget(m_view);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({400, 200});
    m_states = new StatePage(splitter, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &RunEnginePane::load);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RunEnginePane::showDetails);
}

void RunEnginePane::setRun(const RunSummary &run)
{
    if (run.id != m_run.id) {
        m_model.setEvents({}, false);
        m_details->setTree({}, nullptr);
        m_states->showLoading();
    }
    m_run = run;
    m_stale = true;
    if (isVisible())
        m_soon.start();
}

void RunEnginePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        load();
}

void RunEnginePane::load()
{
    m_stale = false;
    m_service.events(m_run.id, this, [this, id = m_run.id](const Result<QList<RunEvent>> &events) {
        if (id == m_run.id)
            take(events);
    });
}

void RunEnginePane::take(const Result<QList<RunEvent>> &events)
{
    if (!events)
        return m_states->showError(tr("The journal of this run cannot be read"), events.error());
    const QScrollBar *bar = m_view->verticalScrollBar();
    const bool atEnd = bar->value() == bar->maximum();
    m_model.setEvents(*events, m_run.finished());
    if (events->isEmpty())
        return m_states->showEmpty({u"view-history"_s, tr("No journal"), tr("The index of this store knows nothing of what this run asked of the engine."), nullptr, {}, {}});
    m_states->showContent();
    if (!m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_model.index(0, 0));
    if (atEnd && !m_run.finished())
        m_view->scrollToBottom();
}

void RunEnginePane::showDetails()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return m_details->setTree({}, nullptr);
    const RunEvent &event = m_model.at(index.row());
    Result<JsonTree> tree = JsonTree::parse(event.payload, u"read the event"_s);
    m_details->setTree(u"%1/%2"_s.arg(m_run.id.value).arg(event.seq), tree ? std::make_shared<const JsonTree>(std::move(*tree)) : nullptr);
    m_details->tree()->expandToDepth(1);
}

} // namespace longshore
