// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/taskrow.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/layerbars.h"
#include "ui/widgets/marklabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"

#include <QGridLayout>
#include <QPainter>
#include <QProgressBar>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

Mark markOf(Task::State state)
{
    switch (state) {
    case Task::State::Running: return Mark::Running;
    case Task::State::Finished: return Mark::Success;
    case Task::State::Failed: return Mark::Error;
    case Task::State::Cancelled: return Mark::Cancelled;
    }
    return Mark::Waiting;
}

QString elapsed(qint64 milliseconds)
{
    const qint64 seconds = milliseconds / 1000;
    return u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
}

} // namespace

TaskRow::TaskRow(Task &task, QWidget *parent)
    : QWidget(parent)
    , m_task(&task)
    , m_mark(new MarkIcon(Mark::Running, this))
    , m_title(new ElidedLabel(task.title(), Qt::ElideMiddle, TextRole::Body, Ink::Normal, this))
    , m_time(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_cancel(flatButton(u"dialog-close"_s, tr("Cancel"), u"cancelTask"_s, this))
    , m_bar(new QProgressBar(this))
    , m_step(new PlainLabel({}, TextRole::Small, Ink::Muted, this))
    , m_offer(flatButton({}, {}, u"taskOffer"_s, this))
{
    auto *grid = new QGridLayout(this);
    grid->setHorizontalSpacing(metrics::gap);
    grid->setVerticalSpacing(metrics::unit);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_mark, 0, 0);
    grid->addWidget(m_title, 0, 1);
    grid->addWidget(m_time, 0, 2);
    grid->addWidget(m_cancel, 0, 3);
    grid->addWidget(m_offer, 0, 3);
    grid->addWidget(m_bar, 1, 1, 1, 3);
    grid->addWidget(m_step, 2, 1, 1, 3);
    grid->setContentsMargins(metrics::paneInset, 10, metrics::paneInset, 10);
    m_cancel->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_cancel->setAccessibleName(tr("Cancel %1").arg(task.title()));
    setPlainToolTip(m_cancel, tr("Cancel"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_step->setWordWrap(true);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &TaskRow::refresh);
    connect(m_cancel, &QToolButton::clicked, &task, &Task::cancel);
    connect(m_offer, &QToolButton::clicked, &task, &Task::takeOffer);
    connect(&task, &Task::changed, this, &TaskRow::refresh);
    connect(&task, &Task::endedAs, this, &TaskRow::refresh);
    refresh();
}

void TaskRow::paintEvent(QPaintEvent *)
{
    if (y() == 0)
        return; // the head's line is above the first
    QPainter painter(this);
    painter.fillRect(0, 0, width(), 1, Theme::of(this).colors().hairline);
}

void TaskRow::refresh()
{
    if (!m_task)
        return;
    const bool running = m_task->isRunning();
    if (running && !m_second.isActive())
        m_second.start();
    else if (!running)
        m_second.stop();
    m_mark->setMark(markOf(m_task->state()));
    m_time->setText(running ? elapsed(m_task->elapsedMs()) : m_task->ended().toLocalTime().toString(u"HH:mm"_s));
    m_cancel->setVisible(m_task->isCancellable());
    m_cancel->setEnabled(!m_task->isCancelRequested());
    m_offer->setText(m_task->offer());
    m_offer->setAccessibleName(tr("%1 for %2").arg(m_task->offer(), m_task->title()));
    m_offer->setVisible(!running && !m_task->offer().isEmpty());
    if (running && !m_parts && m_task->parts()) {
        m_parts = new LayerBars(m_task->parts(), this);
        static_cast<QGridLayout *>(layout())->addWidget(m_parts, 3, 1, 1, 3);
    } else if (m_parts && !running) {
        m_parts->hide();
    }
    m_bar->setVisible(running);
    m_bar->setRange(0, m_task->total() > 0 ? 1000 : 0);
    if (m_task->total() > 0)
        m_bar->setValue(int(m_task->current() * 1000 / m_task->total()));
    QString text = m_task->step();
    if (m_task->state() == Task::State::Failed)
        text = m_task->error().sentence();
    else if (m_task->state() == Task::State::Cancelled)
        text = text.isEmpty() ? tr("Cancelled") : tr("Cancelled. %1").arg(text);
    else if (running && m_task->isCancelRequested())
        text = tr("Stopping…");
    m_step->setText(text);
    m_step->setVisible(!text.isEmpty());
}

} // namespace longshore
