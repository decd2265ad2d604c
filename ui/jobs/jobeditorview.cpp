// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/jobeditorview.h"

#include "model/asynctask.h"
#include "model/check/jobcheck.h"
#include "model/component/definition.h"
#include "model/component/secrets.h"
#include "model/jobs/jobfolders.h"
#include "model/jobs/jobpreview.h"
#include "ui/jobs/configpreview.h"
#include "ui/jobs/formpart.h"
#include "ui/jobs/jobjsonedit.h"
#include "ui/jobs/jobschema.h"
#include "ui/jobs/jobsection.h"
#include "ui/jobs/jobsections.h"
#include "ui/jobs/jobtruth.h"
#include "ui/jobs/problemlist.h"
#include "ui/jobs/sectionlist.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QResizeEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace longshore
{

/// The forms still ask and tell the editor while they close, so they go first; nobody listens any more.
JobEditorView::~JobEditorView()
{
    m_sections->disconnect(this);
    m_editor->disconnect(this);
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

void JobEditorView::showHeader()
{
    const JobDocument &job = m_editor->document();
    m_title->setText(job.name().isEmpty() ? tr("New job") : job.name());
    m_modified->setText(job.path().isEmpty() ? tr("not saved yet") : tr("not saved"));
    m_modified->setVisible(m_editor->isModified());
    QStringList parts;
    if (!job.path().isEmpty())
        parts.append(homeShort(job.path()));
    if (!m_context.lastRun.capsule.isEmpty())
        parts.append(tr("last run: %1").arg(m_context.lastRun.words));
    m_subtitle->setText(parts.join(u" · "_s));
    m_subtitle->setVisible(!parts.isEmpty()); // the title stands in the middle then
    m_undo->setEnabled(m_editor->canUndo());
    m_redo->setEnabled(m_editor->canRedo());
    m_undo->setText(m_editor->canUndo() ? tr("Undo %1").arg(m_editor->undoText()) : tr("Undo"));
    m_redo->setText(m_editor->canRedo() ? tr("Redo %1").arg(m_editor->redoText()) : tr("Redo"));
}

void JobEditorView::setLastRun(const LastRun &run)
{
    m_context.lastRun = run;
    m_truth->setLastRun(run);
    showHeader();
}

void JobEditorView::setLabelRecord(const QByteArray &record)
{
    if (record == m_context.labelRecord)
        return;
    m_context.labelRecord = record;
    m_schema->sources().setLabelRecord(record);
    m_sections->setLabelRecord(record);
    refreshSoon();
}

void JobEditorView::refreshSoon()
{
    m_checked.clear();
    showHeader();
    m_soon.start(ConfigPreview::pauseMs);
}

/// What a run would send; worked out once typing pauses.
void JobEditorView::refresh()
{
    std::optional<ComponentDefinition> labelled;
    if (!m_context.labelRecord.isEmpty()) {
        if (const Result<ComponentDefinition> record = parseComponentDefinition(m_context.labelRecord, u"read the image's record"_s))
            labelled = *record;
    }
    const Result<JobPreview> preview = previewJob(m_schema->withSchema(m_editor->document()), labelled);
    m_planProblems.clear();
    if (preview) {
        m_planProblems = preview->problems;
        for (const QString &id : preview->unknownComponents)
            m_planProblems.append({u"configuration.processors"_s, tr("nobody here knows the component %1").arg(id), Problem::Severity::Warning});
    } else if (!hasErrors(m_editor->document().problems())) {
        m_planProblems.append({QString(), preview.error().reason(), Problem::Severity::Error});
    }
    m_truth->setPreview(preview);
    m_jsonEdit->setSecrets(passwordPatterns(m_schema->current().schema));
    refreshProblems();
}

Problems JobEditorView::allProblems(const Problems &ofDocument) const
{
    Problems problems;
    if (!m_jsonEdit->error().isEmpty())
        problems.append({QString(), tr("the JSON is not used: %1").arg(m_jsonEdit->error()), Problem::Severity::Error});
    const auto add = [&problems](const Problems &more) {
        for (const Problem &problem : more) {
            const bool known = std::any_of(problems.begin(), problems.end(), [&problem](const Problem &one) {
                return one.path == problem.path && (one.message == problem.message || one.severity == problem.severity);
            });
            if (!known)
                problems.append(problem);
        }
    };
    add(m_sections->problems());
    add(ofDocument);
    add(m_planProblems);
    add(m_checked);
    for (const UnmappedItem &item : m_context.unmapped)
        problems.append({item.what, tr("not taken over: it %1").arg(item.why), Problem::Severity::Note});
    for (const QString &path : m_context.secrets) {
        const QByteArray value = m_editor->document().jsonAt(path);
        if (m_context.keeper && !value.isEmpty() && secretReferences(value).isEmpty())
            problems.append({path, tr("a secret: saving moves it to the vault"), Problem::Severity::Note});
    }
    return problems;
}

void JobEditorView::refreshProblems()
{
    const Problems ofDocument = m_editor->document().problems();
    m_sections->setOuterProblems(ofDocument + m_checked);
    m_truth->problems()->setProblems(allProblems(ofDocument));
    m_list->refresh();
    Q_EMIT statusChanged();
    if (m_runWhenChecked && m_sections->areChecked())
        run();
}

QString JobEditorView::statusText() const
{
    int errors = 0;
    int warnings = 0;
    for (const Problem &problem : m_truth->problems()->problems()) {
        errors += problem.severity == Problem::Severity::Error;
        warnings += problem.severity == Problem::Severity::Warning;
    }
    QStringList found;
    if (errors > 0)
        found.append(errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    if (warnings > 0)
        found.append(warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    return tr("%1: %2").arg(m_title->text(), found.isEmpty() ? tr("no problems") : found.join(u", "_s));
}

void JobEditorView::goTo(const Problem &problem)
{
    goToPath(problem.path);
}

void JobEditorView::goToPath(const QString &path)
{
    JobSection *section = m_stack->currentWidget() == m_jsonEdit ? nullptr : m_sections->at(path);
    if (!section) {
        setJsonShown(true);
        return m_jsonEdit->goTo(path);
    }
    m_list->setCurrent(section);
    section->goTo(path);
    if (QWidget *field = QApplication::focusWidget(); field && section->isAncestorOf(field)) {
        // The section may have opened just now: its fields have no place before the next layout.
        QTimer::singleShot(0, field, [this, field] { m_scroll->ensureWidgetVisible(field, 0, metrics::sectionHeader); });
    }
}

void JobEditorView::goToSection(JobSection *section)
{
    setJsonShown(false);
    section->setOpen(true);
    QTimer::singleShot(0, section, [this, section] { m_scroll->verticalScrollBar()->setValue(section->y()); });
}

void JobEditorView::setJsonShown(bool shown)
{
    m_json->setChecked(shown);
    m_stack->setCurrentWidget(shown ? static_cast<QWidget *>(m_jsonEdit) : m_scroll);
    if (shown)
        m_jsonEdit->setFocus();
}

void JobEditorView::undo()
{
    m_editor->undo();
}

void JobEditorView::redo()
{
    m_editor->redo();
}

void JobEditorView::goBack()
{
    Q_EMIT backRequested();
}

void JobEditorView::run()
{
    if (const QPointer<QWidget> field = focusWidget()) {
        setFocus(); // what is being typed counts
        if (field)
            field->setFocus(); // the keys stay here
    }
    m_runWhenChecked = !m_sections->areChecked();
    if (m_runWhenChecked)
        return;
    const Problems problems = allProblems(m_editor->document().problems());
    if (hasErrors(problems)) {
        for (JobSection *section : m_sections->all())
            section->showProblems();
        m_truth->problems()->setProblems(problems);
        return goTo(m_truth->problems()->problems().first());
    }
    RunRequest request;
    request.job = m_schema->withSchema(m_editor->document());
    Q_EMIT runRequested(request);
}

MappingSources &JobEditorView::sources() const
{
    return m_sections->sources();
}

void JobEditorView::setActionRunner(ActionRunner *runner)
{
    m_sections->setActionRunner(runner);
}

RunRequest JobEditorView::requestWith(const QByteArray &parameters) const
{
    RunRequest request;
    request.job = m_schema->withSchema(m_editor->document());
    (void)request.job.setParameters(parameters); // a form makes nothing else than an object
    return request;
}

/// Looks at the files that the job names too, so not while typing.
void JobEditorView::check()
{
    runAsync(this, [job = m_editor->document()] { return checkJob(job); }, [this](const Findings &findings) {
        m_checked.clear();
        for (const Finding &finding : findings)
            m_checked.append({finding.path, finding.message, finding.severity});
        refreshProblems();
    });
}

void JobEditorView::focusSearch()
{
    setJsonShown(false);
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void JobEditorView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_list->setVisible(event->size().width() > 960);
}

} // namespace longshore
