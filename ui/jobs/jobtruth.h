// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/asynctask.h"
#include "model/jobs/jobpreview.h"

#include <QSplitter>

class QComboBox;
class QPlainTextEdit;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace longshore
{

class ChangesView;
class ConfigPreview;
class MarkLabel;
class ProblemList;

/// The newest run of a job, to lay what a run would do now over.
struct LastRun {
    QString capsule; ///< empty = it was never run
    QString words;   ///< "success, 2 h ago"

    bool operator==(const LastRun &) const = default;
};

/// What a run of the job would really do, beside its form: config.json of each stage, a docker run line, the request to
/// the engine, each also as what changed since the last run; what is wrong below.
class JobTruth : public QSplitter
{
    Q_OBJECT
public:
    explicit JobTruth(QWidget *parent);

    void setPreview(const Result<JobPreview> &preview);
    void setLastRun(const LastRun &run);
    ProblemList *problems() const { return m_problems; }

private:
    QWidget *makeTexts();
    QWidget *makeStages(QWidget *parent);
    QWidget *makeCorner();
    void addTab(QWidget *text, const QString &title);
    void readLastRun();
    void showStage();
    void showChanges();
    QString textOf(const StagePreview &stage, int tab) const;
    void copy();

    JobPreview m_preview;
    LastRun m_run;
    Result<JobPreview> m_before; ///< of the last run
    bool m_isRead = false;       ///< `m_before` is that of `m_run`
    CancelToken m_reading;
    QTabWidget *m_tabs;
    QList<QStackedWidget *> m_stacks; ///< of each tab: the text, its changes
    QList<ChangesView *> m_changes;
    QWidget *m_stageRow = nullptr;
    QComboBox *m_stages = nullptr;
    ConfigPreview *m_config;
    QPlainTextEdit *m_line;
    ConfigPreview *m_request;
    QToolButton *m_since = nullptr;
    QToolButton *m_changedOnly = nullptr;
    MarkLabel *m_note = nullptr;
    ProblemList *m_problems;
};

} // namespace longshore
