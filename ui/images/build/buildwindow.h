// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/images/build.h"
#include "ui/logs/logpane.h"

#include <QDialog>
#include <QPointer>

class QAction;
class QTreeView;

namespace longshore
{

class ElidedLabel;
class MarkLabel;
class VerdictBar;

/// A build under way or over: its steps with their durations, its log, what came of it. Not modal; closed, it can be
/// shown again. Closes when its build is forgotten.
class BuildWindow : public QDialog
{
    Q_OBJECT
public:
    explicit BuildWindow(const LogServices &services, QWidget *parent);

    /// Shows this build from now on; null: none.
    void setBuild(Build *build);
    const Build *build() const { return m_build; }

Q_SIGNALS:
    /// The same once more, and the same after looking at what is asked for.
    void againRequested(const longshore::BuildRequest &request);
    void editRequested(const longshore::BuildRequest &request);
    /// The image that came of it.
    void imageRequested(const longshore::ImageId &image);

private:
    QWidget *makeHeader();
    QAction *makeAction(const QString &name, const QString &text, const QString &icon, const QKeySequence &key);
    void showState();
    void showVerdict();
    void joinSteps(BuildStepsModel &steps);

    QPointer<Build> m_build;
    MarkLabel *m_state = nullptr;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_facts = nullptr;
    QTreeView *m_steps;
    LogPane *m_log;
    VerdictBar *m_verdict;
    QAction *m_cancel;
    QAction *m_again;
    QAction *m_edit;
    QAction *m_show;
    bool m_follows = true; ///< the last step was in sight before one more came
};

} // namespace longshore
