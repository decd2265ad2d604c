// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tasks/task.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace longshore
{

class ElidedLabel;
class MarkIcon;
class PlainLabel;

/// One task: mark, title, time, cancel; bar; what is being done or what came of it. Dies with its task.
class TaskRow : public QWidget
{
    Q_OBJECT
public:
    TaskRow(Task &task, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    QPointer<Task> m_task;
    QTimer m_second; ///< moves the elapsed time on
    MarkIcon *m_mark;
    ElidedLabel *m_title;
    PlainLabel *m_time;
    QToolButton *m_cancel;
    QProgressBar *m_bar;
    PlainLabel *m_step;
};

} // namespace longshore
