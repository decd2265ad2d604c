// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tasks/tasklist.h"

#include <QHash>
#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace longshore
{

class PlainLabel;
class TaskRow;

/// The pop-up list of tasks: what runs with progress, elapsed time and cancel, and what ended with its result.
class TaskPanel : public QWidget
{
    Q_OBJECT
public:
    explicit TaskPanel(TaskList &tasks, QWidget *parent = nullptr);
    /// Height at which nothing has to scroll.
    int wantedHeight() const;

private:
    void add(Task *task, int at);
    void remove(Task *task);
    void updateHead();

    TaskList &m_tasks;
    PlainLabel *m_running;
    PlainLabel *m_none;
    QScrollArea *m_area;
    QVBoxLayout *m_rows;
    QHash<Task *, TaskRow *> m_rowOf;
};

} // namespace longshore
