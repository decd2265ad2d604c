// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspage.h"

#include "model/format.h"
#include "model/images/reference.h"
#include "model/jobs/import/importsource.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/widgets/filteredtable.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QStackedWidget>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace longshore
{

void JobsPage::showState()
{
    if (m_model.rowCount() > 0)
        return m_states->showContent();
    const QString folder = homeShort(m_folders.folders().value(0));
    const Result<void> writable = JobFolders::checkWritable(m_folders.folders().value(0));
    QList<QAction *> ways{m_actions.openFolder, m_actions.paste};
    if (m_openAction)
        ways.append(m_openAction);
    m_states->showEmpty({u"view-form"_s, tr("No jobs in this folder yet"), tr("A job is a component with its form filled in, saved as one file you can share."), m_actions.create,
                         ways,
                         writable ? tr("Or drop a config.json, a data folder or a debug snapshot here. Jobs are kept in %1.").arg(folder)
                                  : tr("Jobs would be kept in %1, but it cannot be written: %2.").arg(folder, writable.error().happened)});
}

void JobsPage::updateCount()
{
    setCount(m_model.rowCount());
    FilterField *filter = m_table->filter();
    filter->setCount(filter->text().isEmpty() ? QString() : tr("%1 of %2").arg(format::count(m_table->shownCount()), format::count(m_model.rowCount())));
}

JobEntry JobsPage::current() const
{
    return m_table->view()->currentIndex().data(JobsModel::EntryRole).value<JobEntry>();
}

void JobsPage::updateActions()
{
    const JobEntry entry = current();
    m_actions.update(!entry.path.isEmpty(), entry.problem.isEmpty());
    tellStatus();
}

void JobsPage::openCurrent()
{
    if (const JobEntry entry = current(); !entry.path.isEmpty())
        openFile(entry.path);
}

/// A job with a problem opens instead, so that it can be seen.
std::optional<RunRequest> JobsPage::currentRequest()
{
    const QString path = current().path;
    const Result<JobDocument> job = isEditing() ? Result<JobDocument>(m_editor->editor().document()) : JobDocument::load(path);
    if (!job) {
        complain(job.error());
    } else if (job->requireValid()) {
        RunRequest request;
        request.job = *job;
        return request;
    } else if (isEditing()) {
        m_editor->run(); // leads to the field
    } else {
        openFile(path);
    }
    return std::nullopt;
}

void JobsPage::runCurrent()
{
    if (isEditing())
        return m_editor->run();
    if (const std::optional<RunRequest> request = currentRequest())
        Q_EMIT runRequested(*request);
}

void JobsPage::runOverTags()
{
    const std::optional<RunRequest> request = currentRequest();
    if (!request)
        return;
    const Result<Reference> image = Reference::parse(request->job.imageReference());
    QStringList tags;
    const QStringList references = m_images.references ? m_images.references() : QStringList();
    for (const QString &text : references) {
        const Result<Reference> one = Reference::parse(text);
        if (one && image && one->fullRepository() == image->fullRepository())
            tags.append(one->tag);
    }
    jobsdialogs::askTags(this, request->job.imageReference(), tags,
                         [this, request](const QString &list) { Q_EMIT matrixRequested(*request, u"tag="_s + list); });
}

void JobsPage::chooseWorkspace()
{
    jobsdialogs::askWorkspace(this, m_folders.folders().value(0), [this](const QString &folder) {
        if (const Result<void> writable = JobFolders::makeWritable(folder); !writable)
            return complain(writable.error());
        Q_EMIT workspaceChosen(folder);
    });
}

void JobsPage::askNew()
{
    jobsdialogs::askNew(this, m_images.references ? m_images.references() : QStringList(),
                        [this](const QString &image, const QString &name) { newJob(image, name); });
}

void JobsPage::renameCurrent()
{
    const JobEntry entry = current();
    jobsdialogs::askName(this, entry.name, [this, entry](const QString &name) {
        if (const Result<QString> renamed = m_folders.rename(entry.path, name); !renamed)
            complain(renamed.error());
    });
}

void JobsPage::removeCurrent()
{
    const JobEntry entry = current();
    jobsdialogs::askRemove(this, entry.path, [this, entry] {
        if (const Result<void> removed = m_folders.remove(entry.path); !removed)
            complain(removed.error());
    });
}

void JobsPage::complain(const Error &error)
{
    jobsdialogs::tell(this, tr("This did not work"), error.sentence());
}

QList<QAction *> JobsPage::pageActions() const
{
    return m_actions.all();
}

void JobsPage::focusFilter()
{
    if (isEditing())
        m_editor->focusSearch();
    else
        m_table->filter()->focus();
}

void JobsPage::refresh()
{
    m_folders.refresh();
}

void JobsPage::tellStatus()
{
    if (isEditing())
        return setStatus(m_editor->statusText(), tr("Ctrl+Enter runs · Ctrl+S saves · Ctrl+F goes to a field"));
    const JobEntry entry = current();
    QStringList folders;
    for (const QString &folder : m_folders.folders())
        folders.append(homeShort(folder));
    setStatus(entry.path.isEmpty() ? QString() : tr("%1 selected").arg(entry.name), tr("%1 watched for changes").arg(folders.join(u", "_s)));
}

} // namespace longshore
