// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobdocument.h"

#include <QList>

namespace longshore
{

/// A job with everything that was done to it, for undo and redo over the whole document. A value; documents share what
/// they have in common.
class JobHistory
{
public:
    static constexpr int maximumSteps = 500; ///< the oldest are forgotten

    explicit JobHistory(const JobDocument &start = {});

    const JobDocument &document() const { return m_steps[m_current].document; }
    /// The next state. `what` names the change for menus ("Max length"); changes in a row with the same `place` are one
    /// step, so that typing is undone as one. Nothing happens when the document is the same.
    bool change(const JobDocument &next, const QString &what, const QString &place = {});
    void closeStep(); ///< the next change begins a step of its own

    bool canUndo() const { return m_current > 0; }
    bool canRedo() const { return m_current + 1 < m_steps.size(); }
    QString undoText() const { return canUndo() ? m_steps[m_current].what : QString(); }
    QString redoText() const { return canRedo() ? m_steps[m_current + 1].what : QString(); }
    void undo();
    void redo();

    /// What is in the file; nothing = no file.
    const std::optional<JobDocument> &saved() const { return m_saved; }
    void setSaved(const std::optional<JobDocument> &saved);
    bool isModified() const; ///< the text differs from the file's
    /// Every step moves to the path that a save gave the document.
    void setPath(const QString &path);

private:
    struct Step {
        JobDocument document;
        QString what;
        QString place;
    };
    QList<Step> m_steps; ///< never empty
    qsizetype m_current = 0;
    bool m_open = false; ///< the current step takes more changes of its place
    std::optional<JobDocument> m_saved;
};

} // namespace longshore
