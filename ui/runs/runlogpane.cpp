// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runlogpane.h"

#include "model/format.h"
#include "model/run/runservice.h"
#include "ui/runs/runlogview.h"
#include "ui/runs/verdictmark.h"
#include "ui/theme/icons.h"
#include "ui/widgets/bars.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/verdictbar.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QSaveFile>
#include <QVBoxLayout>

namespace longshore
{

using namespace Qt::StringLiterals;

RunLogPane::RunLogPane(RunService &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_view(new RunLogView(this)), m_verdict(new VerdictBar(this))
{
    makeActions();
    setFocusProxy(m_view);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(makeBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_verdict);
    m_verdict->setObjectName(u"verdictBar"_s);
    m_verdict->hide();
    connect(m_view, &RunLogView::countsChanged, this, &RunLogPane::countsChanged);
    connect(m_view, &RunLogView::frozenChanged, m_freeze, &QAction::setChecked);
}

void RunLogPane::makeActions()
{
    const auto make = [this](const QString &icon, const QString &text, const QString &name, const QKeySequence &keys) {
        auto *action = new QAction(Icons::get(icon), text, this);
        action->setObjectName(name);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_freeze = make(u"media-playback-pause"_s, tr("Freeze"), u"freezeLog"_s, {});
    m_freeze->setCheckable(true);
    connect(m_freeze, &QAction::toggled, m_view, &RunLogView::setFrozen);
    m_gutter = make(u"view-history"_s, tr("Time"), u"cycleGutter"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    connect(m_gutter, &QAction::triggered, this, &RunLogPane::cycleGutter);
    m_copy = make(u"edit-copy"_s, tr("Copy"), u"copyLog"_s, {});
    connect(m_copy, &QAction::triggered, this, [this] {
        if (!m_view->textCursor().hasSelection())
            m_view->selectAll();
        m_view->copy();
    });
    m_save = make(u"document-export"_s, tr("Save…"), u"saveLog"_s, QKeySequence::Save);
    connect(m_save, &QAction::triggered, this, &RunLogPane::save);
    m_next = make(u"go-down"_s, tr("Next match"), u"findNext"_s, Qt::Key_F3);
    connect(m_next, &QAction::triggered, this, [this] { find(false); });
    m_previous = make(u"go-up"_s, tr("Previous match"), u"findPrevious"_s, Qt::SHIFT | Qt::Key_F3);
    connect(m_previous, &QAction::triggered, this, [this] { find(true); });
}

QWidget *RunLogPane::makeBar()
{
    auto *bar = new Bar(Bar::Kind::Tools, this);
    m_find = new QLineEdit(bar);
    m_find->setObjectName(u"findInLog"_s);
    m_find->setAccessibleName(tr("Find in the log"));
    m_find->setPlaceholderText(tr("Find in the log"));
    m_find->setClearButtonEnabled(true);
    m_find->setMinimumWidth(220);
    m_found = new PlainLabel({}, TextRole::Small, Ink::Muted, bar);
    bar->add(m_find);
    bar->addAction(m_previous, true);
    bar->addAction(m_next, true);
    bar->add(m_found);
    bar->addStretch();
    bar->addAction(m_gutter);
    bar->addAction(m_copy);
    bar->addAction(m_freeze);
    bar->addAction(m_save);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(false); });
    return bar;
}

void RunLogPane::setRun(const RunSummary &run)
{
    if (m_tail)
        m_tail->deleteLater();
    m_lines = {};
    m_view->clearLog();
    m_run = run;
    m_tail = new LogTail(run.capsule, this);
    connect(m_tail, &LogTail::frames, this, &RunLogPane::take);
    connect(m_tail, &LogTail::caughtUp, this, &RunLogPane::takeRest);
    connect(m_tail, &LogTail::failed, this, [this](const Error &error) {
        m_verdict->set(Mark::Warning, tr("The stored log cannot be read any further"), error.sentence());
        m_verdict->show();
    });
    connect(&m_service, &RunService::logAppended, m_tail, [this](const RunId &id) {
        if (id == m_run.id)
            m_tail->poke();
    });
    m_tail->poke();
    showVerdict(run);
}

void RunLogPane::update(const RunSummary &run)
{
    const bool ended = run.finished() && !m_run.finished();
    m_run = run;
    if (ended && m_tail)
        m_tail->poke();
    showVerdict(run);
}

void RunLogPane::showVerdict(const RunSummary &run)
{
    m_verdict->setVisible(run.finished());
    if (run.finished())
        m_verdict->set(markOf(run), run.verdictLine(), run.verdict == Verdict::Success ? QString() : run.message);
}

void RunLogPane::take(const LogBatch &batch)
{
    QList<PlainLine> lines;
    for (const StoredFrame &frame : batch.frames)
        lines += m_lines.add(frame);
    m_view->append(lines);
}

/// Only now is a last line without its newline known to be the last.
void RunLogPane::takeRest()
{
    if (m_run.finished())
        m_view->append(m_lines.finish());
}

void RunLogPane::find(bool backwards)
{
    const QString text = m_find->text();
    if (text.isEmpty())
        return m_found->setText({});
    m_view->setFrozen(true);
    m_found->setText(m_view->findNext(text, backwards) ? QString() : tr("not found"));
}

void RunLogPane::focusFind()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

QString RunLogPane::countsText() const
{
    return tr("%1 lines · %2 from stderr").arg(format::count(m_view->lineCount()), format::count(m_view->stderrCount()));
}

void RunLogPane::cycleGutter()
{
    using Gutter = RunLogView::Gutter;
    const Gutter next = m_view->gutter() == Gutter::Delta ? Gutter::Time : m_view->gutter() == Gutter::Time ? Gutter::Number : Gutter::Delta;
    m_view->setGutter(next);
}

/// What is shown goes to the file; a file that could not be written whole is not left behind.
void RunLogPane::save()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(m_run.id.value + u".log"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        QSaveFile file(path);
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(m_view->toPlainText().toUtf8() + '\n') >= 0 && file.commit();
        m_found->setText(saved ? tr("Saved to %1").arg(path) : tr("Could not save to %1: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace longshore
