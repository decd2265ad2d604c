// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tasks/tasklist.h"

#include <algorithm>

namespace longshore
{

TaskList::TaskList(QObject *parent, const Clock &clock, int historyLimit)
    : QObject(parent)
    , m_clock(clock ? clock : Clock(&QDateTime::currentDateTimeUtc))
    , m_historyLimit(historyLimit)
{
}

Task *TaskList::add(const QString &title)
{
    auto *task = new Task(title, m_clock, this);
    connect(task, &Task::changed, this, [this, task] { Q_EMIT taskChanged(task); });
    connect(task, &Task::endedAs, this, &TaskList::taskEnded);
    m_tasks.prepend(task);
    Q_EMIT added(task);
    Q_EMIT runningCountChanged(runningCount());
    return task;
}

int TaskList::runningCount() const
{
    return int(std::count_if(m_tasks.begin(), m_tasks.end(), [](const Task *task) { return task->isRunning(); }));
}

void TaskList::clearEnded()
{
    const QList<Task *> tasks = m_tasks;
    for (Task *task : tasks)
        if (!task->isRunning())
            remove(task);
}

void TaskList::cancelAll()
{
    const QList<Task *> tasks = m_tasks;
    for (Task *task : tasks)
        task->cancel();
}

void TaskList::taskEnded()
{
    Q_EMIT runningCountChanged(runningCount());
    trim();
}

void TaskList::remove(Task *task)
{
    m_tasks.removeOne(task);
    Q_EMIT removed(task);
    task->deleteLater();
}

void TaskList::trim()
{
    qsizetype ended = m_tasks.size() - runningCount();
    for (qsizetype i = m_tasks.size() - 1; i >= 0 && ended > m_historyLimit; --i) {
        if (m_tasks[i]->isRunning())
            continue;
        remove(m_tasks[i]);
        --ended;
    }
}

} // namespace longshore
