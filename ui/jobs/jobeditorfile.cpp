// SPDX-License-Identifier: GPL-3.0-or-later
// What JobEditorView does with files: saving, what others did to the job's, exporting.
#include "ui/jobs/jobeditorview.h"

#include "model/asynctask.h"
#include "model/jobs/jobarchive.h"
#include "ui/jobs/jobschema.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/vault/secretkeeper.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QDir>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace longshore
{

void JobEditorView::showOutside()
{
    const JobEditor::Outside outside = m_editor->outside();
    m_outside->setVisible(outside != JobEditor::Outside::Same);
    const auto action = [this](const QString &name, const QString &text, void (JobEditor::*slot)()) {
        auto *made = new QAction(text, m_outside);
        made->setObjectName(name);
        connect(made, &QAction::triggered, m_editor.get(), slot);
        return made;
    };
    switch (outside) {
    case JobEditor::Outside::Same:
        return;
    case JobEditor::Outside::Changed: {
        const QStringList conflicts = m_editor->conflicts();
        m_outside->set(Mark::Warning, tr("Somebody else changed the file while you were editing."),
                       conflicts.isEmpty() ? tr("Both sides can be joined: no place was changed twice.")
                                           : tr("Changed by both: %1. Merging keeps yours there.").arg(conflicts.mid(0, 4).join(u", "_s)));
        return m_outside->setActions({action(u"mergeOutside"_s, tr("Merge"), &JobEditor::mergeOutside),
                                      action(u"takeOutside"_s, tr("Take theirs"), &JobEditor::takeOutside),
                                      action(u"keepMine"_s, tr("Keep mine"), &JobEditor::keepMine)});
    }
    case JobEditor::Outside::Gone:
        m_outside->set(Mark::Warning, tr("The file is gone."), tr("Saving makes it anew."));
        return m_outside->setActions({});
    case JobEditor::Outside::Unreadable:
        m_outside->set(Mark::Error, tr("Somebody else changed the file, and it cannot be read now."), m_editor->outsideError());
        return m_outside->setActions({action(u"keepMine"_s, tr("Keep mine"), &JobEditor::keepMine)});
    }
}

void JobEditorView::save()
{
    if (m_editor->document().path().isEmpty())
        return saveElsewhere();
    saveTo(m_editor->document().path());
}

void JobEditorView::saveTo(const QString &path, const std::function<void()> &saved)
{
    if (!m_context.keeper)
        return write(m_editor->document(), path, saved);
    const QPointer self(this); // a dialog may be answered after the editor was left
    m_context.keeper->keep(m_editor->document(), m_context.secrets, this, [self, path, saved](const JobDocument &job) {
        if (self)
            self->write(job, path, saved);
    });
}

void JobEditorView::write(const JobDocument &job, const QString &path, const std::function<void()> &saved)
{
    if (job != m_editor->document())
        m_editor->change(job, tr("Secrets"));
    const Result<void> written = m_editor->saveAs(path);
    if (!written && m_editor->outside() == JobEditor::Outside::Same) {
        m_outside->set(Mark::Error, tr("The job could not be saved."), written.error().sentence());
        m_outside->setActions({});
        return m_outside->show();
    }
    showOutside();
    if (written && saved)
        saved();
}

void JobEditorView::saveElsewhere()
{
    Q_EMIT saveAsRequested();
}

void JobEditorView::exportZip()
{
    const QString name = m_editor->document().name() + u".zip"_s;
    jobsdialogs::askZip(this, QDir::home().filePath(name), [this](const QString &path) {
        runAsync(this, [job = m_editor->document(), path] { return writeJobArchive(job, path); }, [this](const Result<QStringList> &left) {
            if (!left)
                m_outside->set(Mark::Error, tr("The job could not be exported."), left.error().sentence());
            else if (!left->isEmpty())
                m_outside->set(Mark::Warning, tr("The job was exported without some files."), left->join(u"; "_s));
            m_outside->setActions({});
            m_outside->setVisible(!left || !left->isEmpty());
        });
    });
}

void JobEditorView::chooseSchema()
{
    m_schema->askFile();
}

void JobEditorView::editSchema()
{
    m_schema->edit();
}

void JobEditorView::schemaFailed(const Error &error)
{
    m_outside->set(Mark::Error, tr("The schema could not be used."), error.sentence());
    m_outside->setActions({});
    m_outside->show();
}

} // namespace longshore
