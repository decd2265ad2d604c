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
class LayerBars;
class MarkIcon;
class PlainLabel;

/// One task: mark, title, time, cancel or the way on; bar; what is being done or what came of it; while it runs, its
/// parts. Dies with its task.
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
    QToolButton *m_offer;
    LayerBars *m_parts = nullptr;
};

} // namespace longshore
