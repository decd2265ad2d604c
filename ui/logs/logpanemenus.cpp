// SPDX-License-Identifier: GPL-3.0-or-later
// What the menus and keys of a log pane do.
#include "ui/logs/logactions.h"
#include "ui/logs/logcolumnsdialog.h"
#include "ui/logs/logfilterbar.h"
#include "ui/logs/logfindbar.h"
#include "ui/logs/logpane.h"
#include "ui/logs/logsave.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMenu>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qsizetype longestNeedle = 500; ///< characters of what is marked that are looked for
} // namespace

void LogPane::connectActions()
{
    const LogActions *a = m_actions;
    connect(a->freeze, &QAction::toggled, m_view, &LogView::setFrozen);
    connect(a->filter, &QAction::triggered, this, &LogPane::setFilterShown);
    connect(a->wrap, &QAction::triggered, this, [this](bool on) { changeState([on](LogViewState &state) { state.wrap = on; }); });
    connect(a->shortMessages, &QAction::triggered, this, [this](bool on) { changeState([on](LogViewState &state) { state.shortMessages = on; }); });
    connect(a->columns, &QAction::triggered, this, [this] {
        auto *dialog = new LogColumnsDialog(m_state.columns, m_view->fieldsSeen(), this);
        connect(dialog, &LogColumnsDialog::chosen, this, &LogPane::setColumns);
        dialog->open();
    });
    connect(m_view, &LogView::columnsChanged, this, &LogPane::setColumns);
    connect(a, &LogActions::gutterChosen, this, [this](GutterMode mode) { changeState([mode](LogViewState &state) { state.gutter = mode; }); });
    connect(a, &LogActions::gutterCycled, this, [this] {
        changeState([](LogViewState &state) {
            state.gutter = state.gutter == GutterMode::Delta ? GutterMode::Number : GutterMode(int(state.gutter) + 1);
        });
    });
    connect(a, &LogActions::levelsChosen, this, [this](quint8 levels) { changeState([levels](LogViewState &state) { state.levels = levels; }); });
    connect(a, &LogActions::streamsChosen, this, [this](bool out, bool err) {
        changeState([out, err](LogViewState &state) {
            state.standardOutput = out;
            state.standardError = err;
        });
    });
    connect(a->clear, &QAction::triggered, this, [this] {
        m_clearedBefore = m_view->document() ? m_view->document()->store()->endLine() : 0;
        m_view->goToEnd();
        applyCriteria();
    });
    connect(a->undoClear, &QAction::triggered, this, [this] {
        m_clearedBefore = 0;
        applyCriteria();
    });
    connect(a->zoomIn, &QAction::triggered, this, [this] { m_view->setZoom(m_view->zoom() * LogView::zoomStep); });
    connect(a->zoomOut, &QAction::triggered, this, [this] { m_view->setZoom(m_view->zoom() / LogView::zoomStep); });
    connect(a->zoomReset, &QAction::triggered, this, [this] { m_view->setZoom(1.0); });
    connect(a->compare->menu(), &QMenu::aboutToShow, this, &LogPane::listOthers);
}

void LogPane::setColumns(const QList<LogColumn> &columns)
{
    changeState([&columns](LogViewState &state) { state.columns = columns; });
}

void LogPane::connectMarkActions()
{
    const LogActions *a = m_actions;
    connect(a->copy, &QAction::triggered, this, [this] { m_view->copy(); });
    connect(a->copyWithGutter, &QAction::triggered, this, [this] { m_view->copy(true); });
    connect(a->copyColumns, &QAction::triggered, this, [this] {
        if (const QString table = m_view->selectedTable(); !table.isEmpty())
            QApplication::clipboard()->setText(table);
    });
    connect(a->selectAll, &QAction::triggered, m_view, &LogView::selectAll);
    connect(a->findMarked, &QAction::triggered, this, [this] { find(markedText()); });
    connect(a->showLike, &QAction::triggered, this, [this] { includeMarked(true); });
    connect(a->hideLike, &QAction::triggered, this, [this] { includeMarked(false); });
    connect(a->showAround, &QAction::triggered, this, &LogPane::showAround);
    const auto onCurrent = [this](void (LogView::*act)(quint64)) {
        return [this, act] {
            if (m_view->currentLine())
                (m_view->*act)(*m_view->currentLine());
        };
    };
    connect(a->openLine, &QAction::triggered, this, onCurrent(&LogView::openOrClose));
    connect(a->unfold, &QAction::triggered, this, [this] {
        if (m_view->currentLine())
            m_view->toggleRun(*m_view->currentLine());
    });
    connect(a->bookmark, &QAction::triggered, this, onCurrent(&LogView::toggleBookmark));
    connect(a->nextBookmark, &QAction::triggered, this, [this] { m_view->goToBookmark(false); });
    connect(a->previousBookmark, &QAction::triggered, this, [this] { m_view->goToBookmark(true); });
    connect(a->nextError, &QAction::triggered, this, [this] { m_view->goToError(false); });
    connect(a->previousError, &QAction::triggered, this, [this] { m_view->goToError(true); });
}

void LogPane::connectSaveActions()
{
    connect(m_actions->saveAll, &QAction::triggered, this, [this] {
        if (!m_view->document())
            return;
        LogRows all;
        all.setLines(m_view->document()->store()->firstLine(), m_view->document()->store()->endLine());
        save(all, all.firstRow(), all.endRow());
    });
    connect(m_actions->saveFiltered, &QAction::triggered, this, [this] {
        if (const LogFilter *filter = m_view->filter())
            save(filter->rows(), filter->rows().firstRow(), filter->rows().endRow());
    });
    connect(m_actions->saveMarked, &QAction::triggered, this, [this] {
        if (m_view->selection().isEmpty() || !m_view->filter() || m_view->filter()->rows().isEmpty())
            return;
        const LogRows &rows = m_view->filter()->rows();
        save(rows, rows.rowOfLine(m_view->selection().begin().line), rows.rowOfLine(m_view->selection().end().line) + 1);
    });
}

void LogPane::save(const LogRows &rows, quint64 firstRow, quint64 endRow)
{
    LogExport what;
    what.store = m_view->document()->store();
    what.rows = rows;
    what.firstRow = firstRow;
    what.endRow = endRow;
    askAndSaveLog(this, m_services.tasks, what, m_saveName);
}

QString LogPane::markedText() const
{
    return m_view->selectedText().section(u'\n', 0, 0).left(longestNeedle);
}

void LogPane::includeMarked(bool include)
{
    const QString text = markedText();
    setFilterShown(true);
    m_filter->findChild<QLineEdit *>(include ? u"filterInclude"_s : u"filterExclude"_s)->setText(text);
}

/// The filter goes, the line stays.
void LogPane::showAround()
{
    const auto line = m_view->currentLine();
    showAll();
    if (line)
        m_view->goToLine(*line);
}

/// No filter, whatever kind it is of.
void LogPane::showAll()
{
    setFilterShown(false);
    if (m_find->onlyMatches())
        m_find->setOnlyMatches(false);
    changeState([](LogViewState &state) {
        state.levels = LogCriteria::allLevels;
        state.standardOutput = state.standardError = true;
    });
}

void LogPane::updateActions()
{
    const LogActions *a = m_actions;
    const bool marked = !m_view->selection().isEmpty();
    const bool filtered = m_view->filter() && !m_view->filter()->rows().isIdentity();
    for (QAction *action : {a->findMarked, a->showLike, a->hideLike, a->saveMarked})
        action->setEnabled(marked);
    for (QAction *action : {a->openLine, a->bookmark})
        action->setEnabled(m_view->currentLine().has_value());
    a->unfold->setEnabled(filtered && m_view->currentLine() && m_view->filter()->rows().isInRun(*m_view->currentLine()));
    a->saveFiltered->setEnabled(filtered);
    a->showAround->setEnabled(filtered && m_view->currentLine());
    a->undoClear->setEnabled(m_clearedBefore > 0);
    a->copyColumns->setVisible(!m_state.columns.isEmpty());
    a->compare->setVisible(bool(m_others));
}

void LogPane::openMenu(const QPoint &globalPos)
{
    updateActions();
    m_actions->contextMenu()->popup(globalPos);
}

void LogPane::listOthers()
{
    QMenu *menu = m_actions->compare->menu();
    menu->clear();
    const QList<OtherLog> others = m_others ? m_others() : QList<OtherLog>();
    for (const OtherLog &other : others)
        connect(menu->addAction(withoutMnemonic(other.name)), &QAction::triggered, this, [this, other] { Q_EMIT compareRequested(other); });
    if (others.isEmpty())
        menu->addAction(tr("There is no other log"))->setEnabled(false);
}

} // namespace longshore
