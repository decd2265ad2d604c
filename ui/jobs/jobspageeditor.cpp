// SPDX-License-Identifier: GPL-3.0-or-later
// One job of JobsPage: how it is opened, left and saved, and its source watched; the list is in jobspage.cpp.
#include "ui/jobs/jobspage.h"

#include "model/asynctask.h"
#include "model/format.h"
#include "model/jobs/imagejob.h"
#include "model/jobs/import/containerimport.h"
#include "model/jobs/import/importsource.h"
#include "ui/jobs/jobeditorview.h"
#include "ui/jobs/jobsdialogs.h"
#include "ui/jobs/runsource.h"
#include "ui/jobs/watchpane.h"
#include "ui/runs/verdictmark.h"
#include "ui/widgets/filteredtable.h"

#include <QAction>
#include <QDir>
#include <QSplitter>
#include <QStackedWidget>

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
        openEditor(std::move(*editor));
    });
}

void JobsPage::newJob(const QString &image, const QString &name)
{
    leave([this, image, name] {
        const QByteArray record = m_images.labelRecord ? m_images.labelRecord(image) : QByteArray();
        JobDocument job = jobForImage(image, record);
        if (!name.isEmpty())
            job.setName(name);
        openEditor(std::make_unique<JobEditor>(withDefaults(job, record)));
    });
}

void JobsPage::openImport(const ImportResult &result)
{
    if (!result.job.path().isEmpty())
        return openFile(result.job.path());
    const QByteArray record = recordFor(result.job);
    leave([this, result, record] { openEditor(std::make_unique<JobEditor>(withDefaults(result.job, record)), result); });
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

void JobsPage::importContainer(const ContainerSetup &setup, const std::optional<ImageDetails> &image)
{
    const auto work = [setup, image]() -> Result<ImportResult> { return longshore::importContainer(setup, image ? &*image : nullptr); };
    runAsync(this, work, [this](const Result<ImportResult> &result) { taken(result); });
}

void JobsPage::taken(const Result<ImportResult> &result)
{
    if (!result)
        return complain(result.error());
    openImport(*result);
}

void JobsPage::openEditor(std::unique_ptr<JobEditor> editor, const ImportResult &import)
{
    closeEditor();
    JobContext context;
    context.unmapped = import.unmapped;
    context.secrets = import.secrets;
    if (m_imageOf && editor->document().hasComponent())
        context.image = m_imageOf(editor->document().imageReference());
    context.keeper = m_keeper;
    context.labelRecord = recordFor(editor->document());
    m_bench = new QSplitter(Qt::Vertical, m_stack);
    m_bench->setChildrenCollapsible(false);
    m_editor = new JobEditorView(std::move(editor), context, m_bench);
    m_bench->addWidget(m_editor);
    m_bench->setStretchFactor(0, 1);
    joinEditor();
    m_stack->addWidget(m_bench);
    m_stack->setCurrentWidget(m_bench);
    setFocusProxy(m_editor);
    m_editor->setLastRun(lastRun());
    m_editor->setFocus();
    tellStatus();
}

void JobsPage::joinEditor()
{
    if (m_makeActions)
        m_editor->setActionRunner(m_makeActions([view = m_editor.data()](const QByteArray &parameters) { return view->requestWith(parameters); }, m_editor));
    m_editor->schema().setImageReader(m_readImage);
    joinStorage();
    connect(m_editor, &JobEditorView::backRequested, this, [this] { leave([this] { showList(); }); });
    connect(m_editor, &JobEditorView::saveAsRequested, this, &JobsPage::saveAs);
    connect(m_editor, &JobEditorView::runRequested, this, &JobsPage::runRequested);
    connect(m_editor, &JobEditorView::statusChanged, this, &JobsPage::tellStatus);
    if (m_makeWatch)
        addWatch();
}

/// Watching runs the job as it stands in the editor, saved or not.
void JobsPage::addWatch()
{
    m_watch = m_makeWatch(
        [view = m_editor]() -> Result<RunRequest> {
            RunRequest request;
            request.job = view->editor().document();
            const Result<void> valid = request.job.requireValid();
            return valid ? Result<RunRequest>(request) : Result<RunRequest>(fail(valid.error()));
        },
        m_bench);
    m_bench->addWidget(m_watch);
    m_bench->addAction(m_watch->watchAction());
    m_watch->watchAction()->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_watch, &WatchPane::openRequested, this, &JobsPage::openRunRequested);
    connect(m_watch, &WatchPane::logShown, m_bench, [bench = m_bench.data()] { bench->setSizes({bench->height() / 2, bench->height() / 2}); });
    connect(&m_editor->editor(), &JobEditor::changed, this, &JobsPage::showSource);
    showSource();
}

/// A job without a source cannot be watched; the switch appears once it has one.
void JobsPage::showSource()
{
    if (!m_editor || !m_watch)
        return;
    const std::optional<JobSource> source = m_editor->editor().document().source();
    m_watch->setVisible(source.has_value());
    m_watch->watchAction()->setEnabled(source.has_value());
    if (source && !m_watch->watching())
        m_watch->setFolder(source->folder);
}

void JobsPage::closeEditor()
{
    if (m_bench)
        m_bench->deleteLater();
    m_bench = nullptr;
    m_editor = nullptr;
    m_watch = nullptr;
}

bool JobsPage::isEditing() const
{
    return m_editor && m_stack->currentWidget() == m_bench;
}

void JobsPage::showList()
{
    closeEditor();
    m_stack->setCurrentWidget(m_table);
    setFocusProxy(m_table);
    m_table->setFocus();
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
        closeEditor();
        then();
    });
}

void JobsPage::saveAndThen(const std::function<void()> &then)
{
    if (const QString path = m_editor->editor().document().path(); !path.isEmpty())
        return m_editor->saveTo(path, then);
    askTarget([this, then](const QString &path) { m_editor->saveTo(path, then); });
}

void JobsPage::saveAs()
{
    askTarget([this](const QString &path) { m_editor->saveTo(path, [this] { m_folders.refresh(); }); });
}

/// A new job goes into the workspace, which is made at the first save; one that cannot be is told before.
void JobsPage::askTarget(const std::function<void(const QString &path)> &then)
{
    const JobDocument &job = m_editor->editor().document();
    if (job.path().isEmpty()) {
        if (const Result<void> writable = JobFolders::makeWritable(m_folders.folders().value(0)); !writable)
            complain(writable.error());
    }
    jobsdialogs::askTarget(this, job.path().isEmpty() ? m_folders.freePath(job.name()) : job.path(), [this, then](const QString &path) {
        if (m_editor)
            then(path);
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

} // namespace longshore
