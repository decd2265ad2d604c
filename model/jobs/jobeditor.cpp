// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobeditor.h"

#include "model/jobs/jobfile.h"

using namespace Qt::StringLiterals;

namespace longshore
{

JobEditor::JobEditor(const JobDocument &document, QObject *parent)
    : QObject(parent)
    , m_history(document)
{
    if (document.path().isEmpty())
        return;
    m_history.setSaved(document);
    m_bytes = document.toJson();
}

Result<std::unique_ptr<JobEditor>> JobEditor::open(const QString &path)
{
    const Result<QByteArray> bytes = readJobFile(path, u"open the job %1"_s.arg(path));
    if (!bytes)
        return fail(bytes.error());
    const Result<JobDocument> document = JobDocument::parse(*bytes, path);
    if (!document)
        return fail(document.error());
    auto editor = std::make_unique<JobEditor>(*document);
    editor->m_bytes = *bytes;
    return editor;
}

void JobEditor::change(const JobDocument &next, const QString &what, const QString &place)
{
    if (m_history.change(next, what, place))
        Q_EMIT changed();
}

void JobEditor::undo()
{
    m_history.undo();
    Q_EMIT changed();
}

void JobEditor::redo()
{
    m_history.redo();
    Q_EMIT changed();
}

Result<void> JobEditor::saveAs(const QString &path)
{
    const bool isSameFile = path == document().path();
    if (isSameFile) {
        checkFile();
        if (m_outside == Outside::Changed || m_outside == Outside::Unreadable) {
            return fail(Error::make(Error::Kind::Conflict, u"save the job as %1"_s.arg(path),
                                    u"somebody else changed the file meanwhile"_s,
                                    u"Merge the changes, or choose one side."_s));
        }
    }
    JobDocument next = document();
    if (const Result<void> saved = next.save(path); !saved)
        return saved;
    if (!isSameFile)
        m_history.setPath(path);
    m_history.setSaved(next);
    m_bytes = next.toJson();
    setOutside(Outside::Same);
    Q_EMIT changed();
    return {};
}

void JobEditor::checkFile()
{
    const QString path = document().path();
    if (path.isEmpty())
        return;
    const Result<QByteArray> bytes = readJobFile(path, u"open the job %1"_s.arg(path));
    if (!bytes) {
        const bool gone = bytes.error().kind == Error::Kind::NotFound;
        if (gone && m_outside != Outside::Gone) {
            m_history.setSaved(std::nullopt);
            Q_EMIT changed();
        }
        return setOutside(gone ? Outside::Gone : Outside::Unreadable, gone ? QString() : bytes.error().sentence());
    }
    if (*bytes == m_bytes) {
        if (m_outside == Outside::Gone) { // it came back
            m_history.setSaved(JobDocument::parse(m_bytes, path).value_or(document()));
            Q_EMIT changed();
        }
        return setOutside(Outside::Same);
    }
    const Result<JobDocument> theirs = JobDocument::parse(*bytes, path);
    if (!theirs)
        return setOutside(Outside::Unreadable, theirs.error().sentence());
    const bool unsaved = isModified();
    m_theirs = *theirs;
    m_theirBytes = *bytes;
    if (!unsaved)
        return settle(*theirs, tr("changes of the file"));
    setOutside(Outside::Changed);
}

QStringList JobEditor::conflicts() const
{
    return m_theirs ? mergeJobs(m_history.saved().value_or(JobDocument()), document(), *m_theirs).conflicts
                    : QStringList();
}

void JobEditor::mergeOutside()
{
    if (m_theirs)
        settle(mergeJobs(m_history.saved().value_or(JobDocument()), document(), *m_theirs).merged, tr("merge"));
}

void JobEditor::takeOutside()
{
    if (m_theirs)
        settle(*m_theirs, tr("changes of the file"));
}

void JobEditor::keepMine()
{
    if (m_theirs)
        settle(document(), {});
    else if (m_outside == Outside::Unreadable) {
        const Result<QByteArray> bytes = readJobFile(document().path(), {});
        m_bytes = bytes.value_or(QByteArray());
        m_history.setSaved(std::nullopt);
        setOutside(Outside::Same);
        Q_EMIT changed();
    }
}

/// Decided: the file's text is known now, `next` is what goes on being edited.
void JobEditor::settle(const JobDocument &next, const QString &what)
{
    m_history.closeStep();
    m_history.change(next, what);
    m_history.setSaved(*m_theirs);
    m_bytes = m_theirBytes;
    m_theirs.reset();
    setOutside(Outside::Same);
    Q_EMIT changed();
}

void JobEditor::setOutside(Outside outside, const QString &error)
{
    if (outside != Outside::Changed)
        m_theirs.reset();
    if (outside == m_outside && error == m_outsideError)
        return;
    m_outside = outside;
    m_outsideError = error;
    Q_EMIT outsideChanged(outside);
}

} // namespace longshore
