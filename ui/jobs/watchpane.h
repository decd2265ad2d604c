// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/watchrun.h"
#include "ui/logs/logpane.h"
#include "ui/theme/marks.h"

class QAction;

namespace longshore
{

class ElidedLabel;
class LogRoom;
class MarkLabel;
class RunLogTab;
class RunService;

/// The source of a job being watched: the switch with its state, and below it the log of the run under way or the last
/// one, which stays. When it goes, a run under way is stopped.
class WatchPane : public QWidget
{
    Q_OBJECT
public:
    /// What it works with; all of it outlives the pane.
    struct Services {
        RunService &runs;
        LogRoom &logs;
        LogServices log;
        QStringList leftOut; ///< folders whose files never count as source
    };

    WatchPane(const Services &services, WatchRun::MakeRequest request, QWidget *parent = nullptr);
    ~WatchPane() override;

    /// The folder that the switch is about; while nothing is watched.
    void setFolder(const QString &folder);
    /// The switch.
    QAction *watchAction() const { return m_switch; }
    bool isLogShown() const;
    const WatchRun *watching() const { return m_watch; }

Q_SIGNALS:
    /// To show this run with all that it left.
    void openRequested(const longshore::RunSummary &run);
    /// The log is shown for the first time: it wants room.
    void logShown();

private:
    QWidget *makeBar();
    void setWatching(bool on);
    void showState();
    void showOff();
    void showWaiting();
    void followRun();
    void show(Mark mark, const QString &words, const QString &detail);

    Services m_services;
    WatchRun::MakeRequest m_makeRequest;
    WatchRun *m_watch = nullptr;
    QString m_folder;
    RunSummary m_shown; ///< whose log is there
    QAction *m_switch;
    QAction *m_open;
    MarkLabel *m_state = nullptr;
    ElidedLabel *m_detail = nullptr;
    RunLogTab *m_log;
};

} // namespace longshore
