// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/containers/containerdetailpane.h"

#include "ui/containers/containeractions.h"
#include "ui/containers/containermark.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statemessages.h"

#include <QAction>
#include <QMenu>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

constexpr int logDelayMs = 150; // walking down the list opens no log of each row on the way

} // namespace

ContainerDetailPane::ContainerDetailPane(const ContainerActions &actions, QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
{
    setObjectName(u"containerDetail"_s);
    setBaseGround(this);
    auto *nothing = new PlainLabel(tr("Choose a container to see its log."), TextRole::Body, Ink::Muted, this);
    nothing->setAlignment(Qt::AlignCenter);
    nothing->setWordWrap(true);
    m_stack->addWidget(nothing);
    m_stack->addWidget(makeContent(actions));
    m_logTimer.setSingleShot(true);
    m_logTimer.setInterval(logDelayMs);
    connect(&m_logTimer, &QTimer::timeout, this, &ContainerDetailPane::fillLog);
}

QLayout *ContainerDetailPane::makeHead(const ContainerActions &actions, QWidget *content)
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::paneInset, 0, metrics::barInset, 0);
    head->setSpacing(metrics::gap);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(metrics::unit);
    m_title = new ElidedLabel({}, Qt::ElideMiddle, TextRole::Object, Ink::Normal, content);
    m_title->setObjectName(u"containerTitle"_s);
    lines->addWidget(m_title);
    auto *states = new QHBoxLayout;
    states->setSpacing(metrics::barInset);
    m_state = new MarkLabel(Mark::None, {}, TextRole::Small, content);
    m_state->setObjectName(u"containerState"_s);
    m_sentence = new ElidedLabel({}, Qt::ElideRight, TextRole::Small, Ink::Muted, content);
    m_sentence->setObjectName(u"containerSentence"_s);
    states->addWidget(m_state);
    states->addWidget(m_sentence, 1);
    lines->addLayout(states);
    head->addLayout(lines, 1);

    QToolButton *copy = flatButton(u"edit-copy"_s, tr("Copy"), u"copyButton"_s, content);
    auto *menu = new QMenu(copy);
    menu->addActions({actions.copyName, actions.copyId, actions.copyRunLine});
    copy->setMenu(menu);
    copy->setPopupMode(QToolButton::InstantPopup);
    head->addWidget(copy, 0, Qt::AlignTop);
    return head;
}

QWidget *ContainerDetailPane::makeContent(const ContainerActions &actions)
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, metrics::barInset, 0, 0);
    column->setSpacing(metrics::gap);
    column->addLayout(makeHead(actions, content));

    m_tabs = new QTabBar(content);
    m_tabs->setObjectName(u"containerTabs"_s);
    m_tabs->setAccessibleName(tr("About the container"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    for (const QString &title : {tr("Log"), tr("Overview"), tr("Inspect")})
        m_tabs->addTab(title);
    m_tabRow = new QHBoxLayout;
    m_tabRow->setContentsMargins(metrics::paneInset, 0, metrics::paneInset, 0);
    m_tabRow->addWidget(m_tabs);
    m_tabRow->addStretch(1);

    m_pages = new QStackedWidget(content);
    m_pages->insertWidget(Log, makeLogPlace());
    m_overview = new ContainerOverview(m_pages);
    m_pages->insertWidget(Overview, m_overview);
    m_json = new JsonView(m_pages);
    m_inspectStates = new StatePage(m_json, m_pages);
    m_pages->insertWidget(Inspect, m_inspectStates);
    auto *body = new QVBoxLayout;
    body->setSpacing(0);
    body->addLayout(m_tabRow);
    body->addWidget(new Hairline(Qt::Horizontal, content));
    body->addWidget(m_pages, 1);
    column->addLayout(body, 1);

    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_pages, &QStackedWidget::currentChanged, m_tabs, &QTabBar::setCurrentIndex); // somebody brought it to the front
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        fillLog();
        if (m_log.corner)
            m_log.corner->setVisible(tab == Log);
    });
    connect(m_overview, &ContainerOverview::openRequested, this, &ContainerDetailPane::openRequested);
    return content;
}

QWidget *ContainerDetailPane::makeLogPlace()
{
    m_logPlace = new QStackedWidget(this);
    m_logPlace->setObjectName(u"containerLog"_s);
    auto *nothing = new EmptyMessage({u"view-history"_s, tr("No log to show"), tr("The log of this container opens here."), nullptr, {}, {}}, m_logPlace);
    nothing->setObjectName(u"noLog"_s);
    m_logPlace->addWidget(nothing);
    return m_logPlace;
}

void ContainerDetailPane::setLogFactory(ContainerLogFactory factory)
{
    dropLog();
    m_makeLog = std::move(factory);
    fillLog();
}

void ContainerDetailPane::setView(const std::optional<ContainerView> &view)
{
    const ContainerId before = m_view ? m_view->overview.summary.id : ContainerId();
    m_view = view;
    m_stack->setCurrentIndex(view ? 1 : 0);
    if (!view)
        return dropLog();
    const ContainerId &id = view->overview.summary.id;
    m_title->setText(view->name);
    m_state->set(view->gone ? Mark::Cancelled : markOf(view->state), view->gone ? tr("removed") : view->state.words());
    m_sentence->setText(view->gone ? tr("It was removed; what is below was read before.") : view->overview.sentence);
    m_overview->setContent(view->overview);
    if (id == before)
        return;
    dropLog();
    m_logTimer.start();
    m_hasTree = false;
    m_inspectStates->showLoading();
}

void ContainerDetailPane::setTree(std::shared_ptr<const JsonTree> tree)
{
    m_hasTree = bool(tree);
    m_json->setTree(m_view ? m_view->overview.summary.id.value : QString(), std::move(tree));
    if (m_hasTree)
        m_inspectStates->showContent();
}

void ContainerDetailPane::setInspectError(const Error &error)
{
    if (!m_hasTree)
        m_inspectStates->showError(tr("The engine did not say more about this container"), error);
}

void ContainerDetailPane::dropLog()
{
    m_logTimer.stop();
    m_logOf = {};
    if (!m_log.widget)
        return;
    m_logPlace->removeWidget(m_log.widget);
    m_log.widget->deleteLater();
    if (m_log.corner)
        m_log.corner->deleteLater();
    m_log = {};
}

/// A log is opened when it is looked at.
void ContainerDetailPane::fillLog()
{
    if (!m_view || !m_makeLog || m_tabs->currentIndex() != Log || m_logTimer.isActive() || m_logOf == m_view->overview.summary.id)
        return;
    m_logOf = m_view->overview.summary.id;
    m_log = m_makeLog(m_view->overview.summary, m_logPlace);
    if (!m_log.widget)
        return;
    m_logPlace->addWidget(m_log.widget);
    m_logPlace->setCurrentWidget(m_log.widget);
    if (m_log.corner)
        m_tabRow->addWidget(m_log.corner);
}

void ContainerDetailPane::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    if (tab == Log && m_log.widget)
        m_log.widget->setFocus(Qt::OtherFocusReason);
}

ContainerDetailPane::Tab ContainerDetailPane::tab() const
{
    return Tab(m_tabs->currentIndex());
}

bool ContainerDetailPane::focusFind()
{
    if (!m_view)
        return false;
    if (tab() == Log && m_log.find)
        m_log.find();
    else if (tab() == Inspect)
        m_json->focusFilter();
    else
        return false;
    return true;
}

} // namespace longshore
