// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobhistory.h"
#include "model/jobs/jobmerge.h"

#include <QObject>

namespace longshore
{

/// A job that is being edited: the document with its undo steps, its file, and what others do to that file meanwhile.
/// GUI thread.
class JobEditor : public QObject
{
    Q_OBJECT
public:
    /// How the file stands to what this editor read or wrote last.
    enum class Outside {
        Same,
        Changed,   ///< somebody else wrote it: `mergeOutside`, `takeOutside` or `keepMine`
        Gone,      ///< somebody removed it; saving makes it anew
        Unreadable ///< `outsideError` says why; saving would replace it
    };
    Q_ENUM(Outside)

    /// A new job, or (with a path) one whose file holds exactly this document.
    explicit JobEditor(const JobDocument &document, QObject *parent = nullptr);
    /// Error as of JobDocument::load. The editor has no parent yet when it is returned.
    static Result<std::unique_ptr<JobEditor>> open(const QString &path);

    const JobDocument &document() const { return m_history.document(); }
    bool isModified() const { return m_history.isModified(); }
    bool canUndo() const { return m_history.canUndo(); }
    bool canRedo() const { return m_history.canRedo(); }
    QString undoText() const { return m_history.undoText(); }
    QString redoText() const { return m_history.redoText(); }

    /// As JobHistory::change.
    void change(const JobDocument &next, const QString &what, const QString &place = {});
    void closeStep() { m_history.closeStep(); }
    void undo();
    void redo();

    /// Saves where it is, or elsewhere. Error::Conflict when the file was changed outside and nobody decided yet; the
    /// file is untouched then. Other errors as of JobDocument::save.
    Result<void> save() { return saveAs(document().path()); }
    Result<void> saveAs(const QString &path);

    /// Looks at the file. A change outside is taken at once (as a step that can be undone) while nothing here is
    /// unsaved; else `outside` says so.
    void checkFile();
    Outside outside() const { return m_outside; }
    QString outsideError() const { return m_outsideError; }
    /// Where merging would have to choose; mine is chosen.
    QStringList conflicts() const;
    void mergeOutside(); ///< their changes and mine
    void takeOutside();  ///< theirs; mine can be had back by undo
    void keepMine();     ///< the next save replaces theirs

Q_SIGNALS:
    void changed(); ///< document, undo state or modified state
    void outsideChanged(longshore::JobEditor::Outside outside);

private:
    void setOutside(Outside outside, const QString &error = {});
    void settle(const JobDocument &next, const QString &what);

    JobHistory m_history;
    QByteArray m_bytes; ///< of the file as it was read or written last
    Outside m_outside = Outside::Same;
    QString m_outsideError;
    QByteArray m_theirBytes;
    std::optional<JobDocument> m_theirs;
};

} // namespace longshore
