// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/images/files/readingpanel.h"

#include "model/format.h"
#include "model/tasks/task.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int widest = 360;
constexpr int steps = 1000;

} // namespace

ReadingPanel::ReadingPanel(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"filesReading"_s);
    m_title = new PlainLabel({}, TextRole::Heading, Ink::Normal, this);
    m_progress = new PlainLabel({}, TextRole::Small, Ink::Muted, this);
    m_progress->setObjectName(u"filesReadingProgress"_s);
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(u"filesReadingBar"_s);
    m_bar->setAccessibleName(tr("How much of the image is read"));
    m_bar->setTextVisible(false);
    m_bar->setMaximumWidth(widest);
    QPushButton *cancel = outlinedButton(tr("Cancel"), u"filesReadingCancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, [this] {
        if (m_task)
            m_task->cancel();
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::paneInset, metrics::paneInset, metrics::paneInset, metrics::paneInset);
    column->setSpacing(metrics::gap);
    column->addStretch(2);
    for (PlainLabel *label : {m_title, m_progress})
        label->setAlignment(Qt::AlignCenter);
    column->addWidget(m_title);
    auto *bar = new QHBoxLayout;
    bar->addStretch(1);
    bar->addWidget(m_bar, 4);
    bar->addStretch(1);
    column->addLayout(bar);
    column->addWidget(m_progress);
    column->addWidget(cancel, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void ReadingPanel::setTask(Task *task)
{
    if (m_task == task)
        return;
    if (m_task)
        m_task->disconnect(this);
    m_task = task;
    if (!task)
        return;
    connect(task, &Task::changed, this, &ReadingPanel::tell);
    m_title->setText(task->title());
    tell();
}

void ReadingPanel::tell()
{
    const qint64 total = m_task->total();
    m_bar->setRange(0, total > 0 ? steps : 0);
    m_bar->setValue(total > 0 ? int(double(m_task->current()) / double(total) * steps) : 0);
    if (m_task->current() == 0)
        m_progress->setText(tr("The engine puts the image together; for a large one that takes a while."));
    else
        m_progress->setText(total > 0 ? tr("%1 of about %2").arg(format::bytes(m_task->current()), format::bytes(total)) : format::bytes(m_task->current()));
}

} // namespace longshore
