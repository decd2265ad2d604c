// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/taskpanel.h"
#include "ui/shell/taskrow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace longshore
{

TaskPanel::TaskPanel(TaskList &tasks, QWidget *parent)
    : QWidget(parent)
    , m_tasks(tasks)
    , m_running(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_none(new PlainLabel(tr("Nothing is running. Pulls, builds and exports show up here."), TextRole::Small, Ink::Muted, this))
    , m_area(new QScrollArea(this))
    , m_rows(nullptr)
{
    setObjectName(u"taskPanel"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::paneInset, 8, 8, 8);
    head->addWidget(new PlainLabel(tr("Tasks"), TextRole::Heading, Ink::Normal, this));
    head->addSpacing(metrics::gap);
    head->addWidget(m_running);
    head->addStretch(1);
    auto *clear = flatButton({}, tr("Clear finished"), u"clearFinished"_s, this);
    head->addWidget(clear);
    column->addLayout(head);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    m_none->setContentsMargins(metrics::paneInset, 16, metrics::paneInset, 8);
    column->addWidget(m_none);
    QScrollArea *area = m_area;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->viewport()->setAutoFillBackground(false);
    auto *body = new QWidget(area);
    m_rows = new QVBoxLayout(body);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_rows->addStretch(1);
    area->setWidget(body);
    body->setAutoFillBackground(false);
    column->addWidget(area, 1);

    connect(clear, &QToolButton::clicked, &tasks, &TaskList::clearEnded);
    for (Task *task : tasks.tasks())
        add(task, m_rows->count() - 1);
    connect(&tasks, &TaskList::added, this, [this](Task *task) { add(task, 0); });
    connect(&tasks, &TaskList::removed, this, &TaskPanel::remove);
    connect(&tasks, &TaskList::runningCountChanged, this, &TaskPanel::updateHead);
    updateHead();
}

void TaskPanel::add(Task *task, int at)
{
    auto *row = new TaskRow(*task, this);
    m_rowOf.insert(task, row);
    m_rows->insertWidget(at, row); // newest first
    updateHead();
}

void TaskPanel::remove(Task *task)
{
    if (TaskRow *row = m_rowOf.take(task))
        row->deleteLater();
    updateHead();
}

int TaskPanel::wantedHeight() const
{
    return layout()->sizeHint().height() - m_area->sizeHint().height() + m_area->widget()->sizeHint().height();
}

void TaskPanel::updateHead()
{
    m_running->setText(tr("%n running", nullptr, m_tasks.runningCount()));
    m_none->setVisible(m_rowOf.isEmpty());
}

} // namespace longshore
