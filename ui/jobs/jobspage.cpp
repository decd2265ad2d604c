// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobspage.h"

#include "model/asynctask.h"
#include "model/format.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/import/importsource.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/runsource.h"
#include "ui/runs/verdictmark.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMimeData>
#include <QStackedWidget>
#include <QTreeView>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace longshore
{

namespace
{

/// A new form starts with what its schema proposes, as the run form does.
JobDocument withDefaults(const JobDocument &job, const QByteArray &record)
{
    JobDocument filled = job;
    return filled.setParameters(RunSource(job, record).parameters()) ? filled : job;
}

} // namespace

QByteArray JobsPage::recordFor(const JobDocument &job) const
{
    return m_images.labelRecord && job.hasComponent() ? m_images.labelRecord(job.imageReference()) : QByteArray();
}

void JobsPage::openFile(const QString &path)
{
    leave([this, path] {
        Result<std::unique_ptr<JobEditor>> editor = JobEditor::open(path);
        if (!editor)
            return complain(editor.error());
        openEditor(std::move(*editor), {});
    });
}

void JobsPage::newJob(const QString &image, const QString &name)
{
    leave([this, image, name] {
        const QByteArray record = m_images.labelRecord ? m_images.labelRecord(image) : QByteArray();
        JobDocument job = jobForImage(image, record);
        if (!name.isEmpty())
            job.setName(name);
        openEditor(std::make_unique<JobEditor>(withDefaults(job, record)), {});
    });
}

void JobsPage::openImport(const ImportResult &result)
{
    if (!result.job.path().isEmpty())
        return openFile(result.job.path());
    const QByteArray record = recordFor(result.job);
    leave([this, result, record] { openEditor(std::make_unique<JobEditor>(withDefaults(result.job, record)), result.unmapped); });
}

void JobsPage::importPath(const QString &path)
{
    const JobImport import(m_folders.folders().value(0, QDir::homePath()));
    runAsync(this, [import, path] { return import.fromPath(path); }, [this](const Result<ImportResult> &result) { taken(result); });
}

void JobsPage::importText(const QString &text)
{
    const JobImport import(m_folders.folders().value(0, QDir::homePath()));
    runAsync(this, [import, text] { return import.fromText(text); }, [this](const Result<ImportResult> &result) { taken(result); });
}

void JobsPage::taken(const Result<ImportResult> &result)
{
    if (!result)
        return complain(result.error());
    openImport(*result);
}

void JobsPage::openEditor(std::unique_ptr<JobEditor> editor, const QList<UnmappedItem> &unmapped)
{
    if (m_editor)
        m_editor->deleteLater();
    JobContext context;
    context.unmapped = unmapped;
    context.labelRecord = recordFor(editor->document());
    m_editor = new JobEditorView(std::move(editor), context, m_stack);
    if (m_makeActions)
        m_editor->setActionRunner(m_makeActions([view = m_editor.data()](const QByteArray &parameters) { return view->requestWith(parameters); }, m_editor));
    m_editor->schema().setImageReader(m_readImage);
    m_stack->addWidget(m_editor);
    m_stack->setCurrentWidget(m_editor);
    m_editor->setLastRun(lastRun());
    connect(m_editor, &JobEditorView::backRequested, this, [this] { leave([this] { showList(); }); });
    connect(m_editor, &JobEditorView::saveAsRequested, this, &JobsPage::saveAs);
    connect(m_editor, &JobEditorView::runRequested, this, &JobsPage::runRequested);
    connect(m_editor, &JobEditorView::statusChanged, this, &JobsPage::tellStatus);
    m_editor->setFocus();
    tellStatus();
}

void JobsPage::showList()
{
    if (m_editor)
        m_editor->deleteLater();
    m_editor = nullptr;
    m_stack->setCurrentWidget(m_states);
    m_view->setFocus();
    m_folders.refresh();
    tellStatus();
}

bool JobsPage::hasUnsaved() const
{
    return m_editor && m_editor->editor().isModified() && m_editor->editor().canUndo();
}

void JobsPage::leave(const std::function<void()> &then)
{
    if (!m_editor || !hasUnsaved())
        return then();
    jobsdialogs::askLeave(this, m_editor->editor().document().name(), [this, then](jobsdialogs::Leave how) {
        if (how == jobsdialogs::Leave::Save)
            return saveAndThen(then);
        if (m_editor)
            m_editor->deleteLater();
        m_editor = nullptr;
        then();
    });
}

void JobsPage::saveAndThen(const std::function<void()> &then)
{
    if (!m_editor->editor().document().path().isEmpty()) {
        if (m_editor->save())
            then();
        return;
    }
    jobsdialogs::askTarget(this, m_folders.freePath(m_editor->editor().document().name()), [this, then](const QString &path) {
        m_editor->saveTo(path);
        if (!m_editor->editor().isModified())
            then();
    });
}

void JobsPage::saveAs()
{
    const JobDocument &job = m_editor->editor().document();
    jobsdialogs::askTarget(this, job.path().isEmpty() ? m_folders.freePath(job.name()) : job.path(), [this](const QString &path) {
        if (m_editor)
            m_editor->saveTo(path);
        m_folders.refresh();
    });
}

void JobsPage::fileChanged(const QString &path)
{
    if (m_editor && m_editor->editor().document().path() == path)
        m_editor->editor().checkFile();
}

LastRun JobsPage::lastRun() const
{
    if (!m_editor)
        return {};
    JobEntry entry;
    entry.id = m_editor->editor().document().id();
    const RunSummary *run = m_model.lastRun(entry);
    return run ? LastRun{run->capsule, tr("%1, %2 ago").arg(wordOf(*run).toLower(), format::age(run->created, m_clock()))} : LastRun();
}

void JobsPage::showState()
{
    if (m_model.rowCount() > 0)
        return m_states->showContent();
    const QString folder = m_folders.folders().value(0);
    m_states->showEmpty({u"view-form"_s, tr("No jobs in this folder yet"), tr("A job is a component with its form filled in, saved as one file you can share."), m_actions.create,
                         m_openAction ? QList<QAction *>{m_actions.openFolder, m_actions.paste, m_openAction} : QList<QAction *>{m_actions.openFolder, m_actions.paste},
                         tr("Or drop a config.json, a data folder or a debug snapshot here. Jobs are kept in %1.").arg(QDir::toNativeSeparators(folder))});
}

void JobsPage::updateCount()
{
    setCount(m_model.rowCount());
    m_filter->setCount(m_filter->text().isEmpty() ? QString() : tr("%1 of %2").arg(format::count(m_proxy.rowCount()), format::count(m_model.rowCount())));
}

JobEntry JobsPage::current() const
{
    return m_view->currentIndex().data(JobsModel::EntryRole).value<JobEntry>();
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
void JobsPage::runCurrent()
{
    if (m_editor && m_stack->currentWidget() == m_editor)
        return m_editor->run();
    const JobEntry entry = current();
    const Result<JobDocument> job = JobDocument::load(entry.path);
    if (!job)
        return complain(job.error());
    if (!job->requireValid())
        return openFile(entry.path);
    RunRequest request;
    request.job = *job;
    Q_EMIT runRequested(request);
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
    if (m_editor && m_stack->currentWidget() == m_editor)
        m_editor->focusSearch();
    else
        m_filter->focus();
}

void JobsPage::refresh()
{
    m_folders.refresh();
}

void JobsPage::tellStatus()
{
    if (m_editor && m_stack->currentWidget() == m_editor)
        return setStatus(m_editor->statusText(), tr("Ctrl+Enter runs · Ctrl+S saves · Ctrl+F goes to a field"));
    const JobEntry entry = current();
    setStatus(entry.path.isEmpty() ? QString() : tr("%1 selected").arg(entry.name), tr("%1 watched for changes").arg(m_folders.folders().join(u", "_s)));
}

void JobsPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || JobImport::mayBeJob(event->mimeData()->text()))
        event->acceptProposedAction();
}

void JobsPage::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.isEmpty())
        importText(event->mimeData()->text());
    else if (urls.first().isLocalFile())
        importPath(urls.first().toLocalFile());
    event->acceptProposedAction();
}

} // namespace longshore
