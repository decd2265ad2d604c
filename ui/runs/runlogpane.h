// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/plainlines.h"
#include "model/run/runtypes.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QLineEdit;

namespace longshore
{

class LogTail;
class PlainLabel;
class RunLogView;
class RunService;
class VerdictBar;

/// The Log tab of a run: find line, freeze, gutter, copy and save; the log; the verdict bar below it.
class RunLogPane : public QWidget
{
    Q_OBJECT
public:
    RunLogPane(RunService &service, QWidget *parent = nullptr);

    /// Shows this run's log from its beginning, and follows it while it runs.
    void setRun(const RunSummary &run);
    /// The same run in a later state.
    void update(const RunSummary &run);
    void focusFind();
    /// "19,433 lines · 214 from stderr".
    QString countsText() const;
    using QWidget::update;

Q_SIGNALS:
    void countsChanged();

private:
    void makeActions();
    QWidget *makeBar();
    void take(const LogBatch &batch);
    void takeRest();
    void showVerdict(const RunSummary &run);
    void find(bool backwards);
    void save();
    void cycleGutter();

    RunService &m_service;
    RunSummary m_run;
    RunLogView *m_view;
    VerdictBar *m_verdict;
    QLineEdit *m_find;
    PlainLabel *m_found;
    QAction *m_freeze;
    QAction *m_gutter;
    QAction *m_copy;
    QAction *m_save;
    QAction *m_next;
    QAction *m_previous;
    QPointer<LogTail> m_tail;
    PlainLines m_lines;
};

} // namespace longshore
