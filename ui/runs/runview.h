// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QWidget>
#include <functional>

class QAction;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace longshore
{

class Chip;
class ElidedLabel;
class LogRoom;
struct LogServices;
class RunLogTab;
class RunOutputPane;
class RunService;
class StageLine;

/// One run: header with verdict and actions, stage line, tabs Log, Output and Config.
class RunView : public QWidget
{
    Q_OBJECT
public:
    RunView(RunService &service, LogRoom &room, const LogServices &logs, QWidget *parent = nullptr);

    /// Shows another run from its beginning.
    void setRun(const RunSummary &run);
    /// The shown run in a later state; other runs are ignored.
    void update(const RunSummary &run);
    using QWidget::update;
    const RunSummary &run() const { return m_run; }
    void focusFind();
    QString countsText() const;
    /// Runs whose logs can be laid beside this one's.
    void setOtherRuns(std::function<QList<RunSummary>()> others);

Q_SIGNALS:
    void backRequested();
    void runAgainRequested(const longshore::RunSummary &run);
    void countsChanged();

private:
    QWidget *makeHeader();
    void showHeader();
    void showConfig();

    RunService &m_service;
    RunSummary m_run;
    QAction *m_back;
    ElidedLabel *m_title;
    ElidedLabel *m_subtitle;
    QWidget *m_verdictPlace;
    QPushButton *m_stop;
    QPushButton *m_again;
    StageLine *m_stages;
    QTabWidget *m_tabs;
    RunLogTab *m_log;
    RunOutputPane *m_output;
    QPlainTextEdit *m_config;
};

} // namespace longshore
