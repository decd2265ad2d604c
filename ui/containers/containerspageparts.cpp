// SPDX-License-Identifier: GPL-3.0-or-later
// The widgets ContainersPage is made of, and what it listens to; what it does is in containerspage.cpp.
#include "ui/containers/containerspage.h"
#include "ui/containers/containertable.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QDesktopServices>
#include <QLineEdit>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace longshore
{
namespace
{
constexpr int ageTickMs = 60000;
} // namespace

void ContainersPage::joinModels()
{
    m_ageTimer.start(ageTickMs);
    connect(&m_ageTimer, &QTimer::timeout, this, [this] { m_model.setNow(m_clock()); });
    // A snapshot is many row operations; counts and detail follow once, when all are done.
    m_detailTimer.setSingleShot(true);
    m_detailTimer.setInterval(0);
    connect(&m_detailTimer, &QTimer::timeout, this, [this] {
        updateCounts();
        updateDetail();
    });
    const auto later = [this] { m_detailTimer.start(); };
    connect(&m_proxy, &QAbstractItemModel::rowsInserted, this, later);
    connect(&m_proxy, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, later);
    connect(m_table, &ContainerTable::selectionMoved, this, later);
    connect(m_table, &ContainerTable::currentRowChanged, this, [this](bool chosen) {
        m_chosen = m_chosen || chosen;
        m_detailTimer.start();
    });
    connect(m_filter, &FilterField::textChanged, this, &ContainersPage::applyFilter);
    connect(m_filter, &FilterField::leftForList, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &QWidget::customContextMenuRequested, this, &ContainersPage::showMenu);
    connect(m_table, &QTreeView::activated, this, [this] { m_detail->showTab(ContainerDetailPane::Log); });
    connect(m_detail, &ContainerDetailPane::openRequested, this, [](const QUrl &url) { QDesktopServices::openUrl(url); });
    connect(&m_commands, &ContainerCommands::failed, this, &ContainersPage::commandFailed);
    connect(&m_inspector, &ContainerInspector::inspected, this, &ContainersPage::inspected);
    connect(&m_inspector, &ContainerInspector::inspectFailed, this, [this](const ContainerId &id, const Error &error) {
        if (id == m_view.overview.summary.id && !m_view.gone)
            m_detail->setInspectError(error);
    });
}

QWidget *ContainersPage::makeContent()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto *bar = new Bar(Bar::Kind::Tools, content);
    m_filter = new FilterField(tr("Filter, such as: web state:running image:python -run"), bar);
    m_filter->setObjectName(u"containerFilter"_s);
    m_filter->lineEdit()->setAccessibleName(tr("Filter containers"));
    bar->add(m_filter, 1);
    for (QAction *action : {m_actions.start, m_actions.stop, m_actions.restart})
        bar->addAction(action);
    bar->add(moreButton(u"moreButton"_s, m_actions.all(), {m_actions.start, m_actions.stop, m_actions.restart}, bar));
    column->addWidget(bar);
    m_failure = new VerdictBar(content);
    m_failure->setObjectName(u"containerFailure"_s);
    auto *dismiss = new QAction(tr("Close"), m_failure);
    dismiss->setObjectName(u"dismissFailure"_s);
    connect(dismiss, &QAction::triggered, m_failure, &QWidget::hide);
    m_failure->setActions({dismiss});
    m_failure->hide();
    column->addWidget(m_failure);

    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"containersSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeList(content));
    m_detail = new ContainerDetailPane(m_actions, content);
    m_detail->setMinimumWidth(300);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({430, 858}); // a log wants the room
    column->addWidget(m_splitter, 1);
    return content;
}

QWidget *ContainersPage::makeList(QWidget *parent)
{
    auto *list = new QWidget(parent);
    setBaseGround(list);
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table = new ContainerTable(m_proxy, list);
    m_table->addActions(m_actions.ofTheList());
    column->addWidget(m_table, 1);

    auto *foot = new Bar(Bar::Kind::Foot, list);
    m_total = new PlainLabel({}, TextRole::Heading, Ink::Normal, foot);
    m_total->setObjectName(u"containersTotal"_s);
    m_asOf = new PlainLabel({}, TextRole::Small, Ink::Muted, foot);
    m_asOf->setObjectName(u"containersAsOf"_s);
    foot->add(m_total);
    foot->addStretch();
    foot->add(m_asOf);
    column->addWidget(foot);
    return list;
}

} // namespace longshore
