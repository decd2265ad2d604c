// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QProgressBar;

namespace longshore
{

class PlainLabel;
class Task;

/// What stands where the files of an image will be while it is read: how far that is, and a button to cancel.
class ReadingPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ReadingPanel(QWidget *parent = nullptr);

    /// Follows this task; null follows none.
    void setTask(Task *task);

private:
    void tell();

    QPointer<Task> m_task;
    PlainLabel *m_title;
    PlainLabel *m_progress;
    QProgressBar *m_bar;
};

} // namespace longshore
