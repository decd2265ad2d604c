// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containerspage.h"

#include "model/containers/dockerrunline.h"
#include "model/format.h"
#include "ui/containers/containertable.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/liststate.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr quint32 stateMagic = 0x4c534331; // "LSC1"

QString countText(int count)
{
    return count == 1 ? ContainersPage::tr("1 container") : ContainersPage::tr("%n containers", nullptr, count);
}

} // namespace

ContainersPage::ContainersPage(ContainersModel &model, ContainerCommands &commands, ContainerInspector &inspector,
                               QWidget *parent, Clock clock)
    : Page(parent)
    , m_model(model)
    , m_commands(commands)
    , m_inspector(inspector)
    , m_proxy(model)
    , m_actions(this)
    , m_clock(clock ? std::move(clock) : [] { return QDateTime::currentDateTimeUtc(); })
    , m_imageOf([](const ImageId &) -> const ImageDetails * { return nullptr; })
{
    setObjectName(u"containersPage"_s);
    setBaseGround(this);
    m_states = new StatePage(makeContent(), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_states);
    setFocusProxy(m_table);
    for (QAction *action : m_actions.all()) {
        if (action && !m_actions.ofTheList().contains(action))
            addAction(action);
    }
    joinActions();
    joinModels();
    m_model.setNow(m_clock());
    setLoading();
    updateActions();
}

void ContainersPage::setLoading()
{
    m_refreshedAt = {};
    m_view = {};
    m_detail->setView({});
    m_states->showLoading();
}

void ContainersPage::setRefreshed(const QDateTime &when)
{
    const bool first = !m_refreshedAt.isValid();
    m_refreshedAt = when;
    m_model.setNow(m_clock());
    m_table->setStale(false);
    showState();
    if (first && m_model.rowCount() > 0 && !m_table->currentIndex().isValid())
        m_table->selectFirst();
    if (first && isVisible() && (!window()->focusWidget() || isAncestorOf(window()->focusWidget())))
        m_table->setFocus();
    updateCounts();
    updateDetail();
}

void ContainersPage::setFailed(const Error &error)
{
    if (!m_refreshedAt.isValid())
        return m_states->showError(tr("The containers could not be listed"), error, m_actions.refresh);
    m_table->setStale(true); // the window tells why
}

void ContainersPage::setFirstWay(QAction *way)
{
    m_firstWay = way;
    if (m_states->state() == StatePage::State::Empty)
        showEmpty();
}

/// The last container's log stays in sight when the container goes.
void ContainersPage::showState()
{
    if (m_model.rowCount() > 0 || !m_view.overview.summary.id.isEmpty())
        return m_states->showContent();
    if (m_states->state() != StatePage::State::Empty)
        showEmpty();
}

void ContainersPage::showEmpty()
{
    m_states->showEmpty({u"draw-cuboid"_s, tr("No containers yet"),
                         tr("This engine has no container. Run a job or start one, for example with \"docker run\", and it appears here by itself."),
                         m_firstWay, {m_actions.refresh}, {}});
}

void ContainersPage::applyFilter(const QString &text)
{
    const ContainerFilter filter = ContainerFilter::parse(text);
    m_proxy.setFilter(filter);
    m_filter->setProblem(filter.problems().value(0));
    updateCounts();
}

void ContainersPage::updateCounts()
{
    const ContainersModel::Totals totals = m_model.totals();
    const QString all = countText(totals.all);
    m_filter->setCount(m_proxy.filter().isEmpty() ? all : tr("%1 of %2").arg(format::count(m_proxy.rowCount()), all));
    m_total->setText(tr("%1, %2 running").arg(all, format::count(totals.running)));
    m_asOf->setText(m_refreshedAt.isValid() ? tr("as of %1").arg(format::clock(m_refreshedAt)) : QString());
    setCount(m_refreshedAt.isValid() ? totals.all : -1);
}

/// A container that was removed, or that the filter hides, stays in the detail, with its log, until another one is chosen;
/// nothing is selected then, so that no action meets a neighbour by mistake. One that the filter shows again is selected.
void ContainersPage::updateDetail()
{
    const ContainerId &shown = m_view.overview.summary.id;
    const int row = shown.isEmpty() ? -1 : m_model.rowOf(shown);
    const bool removed = !shown.isEmpty() && row < 0;
    const bool hidden = row >= 0 && !m_table->shows(row);
    if ((removed || hidden) && !m_chosen) {
        if (hidden && m_table->currentIndex().isValid()) {
            m_table->selectionModel()->clear();
            m_chosen = false;
        } else if (removed && !m_view.gone) {
            m_view.gone = true;
            m_table->selectionModel()->clear();
            m_chosen = false;
            m_inspector.follow({});
            m_detail->setView(m_view);
        }
    } else {
        if (row >= 0 && !m_chosen && m_table->currentRow() < 0)
            m_table->select(row);
        showCurrent();
    }
    updateActions();
    tellStatus();
}

void ContainersPage::showCurrent()
{
    m_chosen = false;
    const int row = m_table->currentRow();
    if (row < 0) {
        m_view = {};
        m_inspection.reset();
        m_inspector.follow({});
        m_detail->setView({});
        return;
    }
    const ContainerSummary &container = m_model.at(row);
    if (container.id != m_view.overview.summary.id)
        m_inspection.reset();
    const ContainerExit *exit = m_model.exit(row);
    ContainerView view;
    view.name = ContainersModel::nameOf(container);
    view.state = m_model.state(row);
    view.overview.summary = container;
    if (m_inspection)
        view.overview.exit = ContainerExit::of(m_inspection->details);
    else if (exit && view.state.hasEnded())
        view.overview.exit = *exit;
    view.overview.sentence = stateSentence(view.state, view.overview.exit ? &*view.overview.exit : nullptr, m_model.since(row), m_model.now());
    if (m_inspection) {
        view.overview.setup = m_inspection->setup;
        view.overview.runLine = dockerRunLine(m_inspection->setup, m_imageOf(container.imageId));
    }
    for (const PortView &port : portViews(container.ports))
        view.overview.ports.append({port, portUrl(port, m_endpoint)});
    m_view = view;
    m_detail->setView(view);
    m_inspector.follow(container.id);
}

void ContainersPage::inspected(const ContainerId &id, const ContainerInspection &inspection)
{
    if (id != m_view.overview.summary.id || m_view.gone)
        return;
    m_inspection = inspection;
    m_detail->setTree(inspection.tree);
    m_detailTimer.start();
}

void ContainersPage::commandFailed(const ContainerId &id, ContainerAction action, const Error &error)
{
    const int row = m_model.rowOf(id);
    const QString name = row < 0 ? id.shortText() : ContainersModel::nameOf(m_model.at(row));
    m_failure->set(Mark::Error, ContainerCommands::failureText(action, name),
                   tr("%1 · %2 · asked: %3").arg(error.reason(), ContainerCommands::advice(action, error), error.asked));
    m_failure->show();
}

void ContainersPage::updateActions()
{
    m_actions.update(m_model, m_table->chosenRows(), browserUrl());
    for (QAction *action : {m_actions.copyRunLine, m_actions.useAsJob})
        action->setEnabled(action->isEnabled() && m_inspection.has_value());
}

void ContainersPage::tellStatus()
{
    const ContainersModel::Totals totals = m_model.totals();
    setStatus(chosenText().isEmpty() ? QString() : tr("%1 selected").arg(chosenText()),
              m_refreshedAt.isValid()
                  ? tr("%1, %2 running · refreshed %3").arg(countText(totals.all), format::count(totals.running), format::clock(m_refreshedAt))
                  : QString());
}

void ContainersPage::setEndpoint(const Endpoint &endpoint)
{
    m_endpoint = endpoint;
    m_detailTimer.start();
}

void ContainersPage::open(const QString &nameOrId)
{
    const int row = m_model.find(nameOrId);
    if (row < 0)
        return;
    m_filter->setText({});
    m_table->select(row);
    m_detail->showTab(ContainerDetailPane::Log);
}

void ContainersPage::showOnly(const QString &filter)
{
    m_filter->setText(filter);
    m_table->selectFirst();
}

void ContainersPage::focusFilter()
{
    const QWidget *focus = QApplication::focusWidget();
    if (!focus || !m_detail->isAncestorOf(focus) || !m_detail->focusFind())
        m_filter->focus();
}

void ContainersPage::showMenu(const QPoint &where)
{
    if (m_table->chosenRows().isEmpty())
        return;
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : m_actions.all()) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
    menu->popup(m_table->viewport()->mapToGlobal(where));
}

QByteArray ContainersPage::viewState() const
{
    return listState(stateMagic, *m_splitter, *m_table->header());
}

bool ContainersPage::restoreViewState(const QByteArray &state)
{
    return restoreListState(state, stateMagic, *m_splitter, *m_table->header());
}

} // namespace longshore
