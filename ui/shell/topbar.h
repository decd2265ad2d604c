// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>
#include <QWidget>

class QAction;

namespace longshore
{

class EngineLine;

/// "2 tasks" with the running mark, "No tasks" without.
class TaskIndicator : public QToolButton
{
    Q_OBJECT
public:
    explicit TaskIndicator(QWidget *parent = nullptr);
    void setRunning(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_running = 0;
};

/// Looks like a field, is a button: opens the palette.
class CommandField : public QAbstractButton
{
    Q_OBJECT
public:
    CommandField(const QKeySequence &keys, QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

/// 44 px: engine, command field, refresh, tasks.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(QAction *palette, QAction *refresh, QWidget *parent = nullptr);

    EngineLine *engineLine() const { return m_engine; }
    TaskIndicator *taskIndicator() const { return m_tasks; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    EngineLine *m_engine;
    TaskIndicator *m_tasks;
};

} // namespace longshore
