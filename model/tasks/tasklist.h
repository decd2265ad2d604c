// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tasks/task.h"

#include <QList>

namespace longshore
{

/// All tasks, newest first: those that run, and the last ended ones as history. Owns them.
class TaskList : public QObject
{
    Q_OBJECT
public:
    explicit TaskList(QObject *parent = nullptr, const Clock &clock = {}, int historyLimit = 100);

    Task *add(const QString &title);
    const QList<Task *> &tasks() const { return m_tasks; }
    int runningCount() const;
    /// Forgets the ended ones.
    void clearEnded();
    void cancelAll();

Q_SIGNALS:
    /// It is first in `tasks()`.
    void added(longshore::Task *task);
    void taskChanged(longshore::Task *task);
    /// It is out of `tasks()` and about to be deleted.
    void removed(longshore::Task *task);
    void runningCountChanged(int count);

private:
    void taskEnded();
    void remove(Task *task);
    void trim();

    Clock m_clock;
    int m_historyLimit;
    QList<Task *> m_tasks;
};

} // namespace longshore
