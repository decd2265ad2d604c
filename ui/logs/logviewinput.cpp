// SPDX-License-Identifier: GPL-3.0-or-later
// Keyboard and marking in a log view.
#include "ui/logs/logview.h"

#include "ui/logs/logcells.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QScrollBar>

namespace longshore
{

using namespace Qt::StringLiterals;

void LogView::select(LogPosition anchor, LogPosition cursor)
{
    m_selection.set(anchor, cursor);
    viewport()->update();
    Q_EMIT selectionChanged();
}

void LogView::selectAll()
{
    if (m_layout.isEmpty())
        return;
    select({m_rows.at(m_rows.firstRow()).line, 0}, {m_rows.at(m_rows.endRow() - 1).line, LogSelection::lineEnd});
}

/// Lines marked whole are copied as they are in the log, pieces as they are shown; a line that was cut into rows is whole
/// again, but with a gutter.
QString LogView::selectedText(bool withGutter) const
{
    if (m_layout.isEmpty() || (m_selection.isEmpty() && !m_current))
        return {};
    LogSelection marked = m_selection;
    if (marked.isEmpty())
        marked.set({*m_current, 0}, {*m_current, LogSelection::lineEnd});
    QByteArray text;
    std::optional<LogSource> goesOn; // the row before, on this stream
    quint64 next = 0;                // the line behind it; 0 before the first
    const quint64 first = m_rows.rowOfLine(marked.begin().line);
    for (quint64 row = first; row < m_rows.endRow() && text.size() < mostCopied; ++row) {
        const LogRow at = m_rows.at(row);
        if (at.line > marked.end().line)
            break;
        if (at.line < marked.begin().line)
            continue;
        const LogLine line = m_rows.line(row);
        const OpenedLine *opened = nullptr;
        const ShownLine shown = shownAt(row, line, &opened);
        if (next > 0 && (goesOn != line.source || at.line != next))
            text += '\n';
        goesOn = line.flags & LineContinues && !withGutter ? std::optional(line.source) : std::nullopt;
        next = at.line + at.alike;
        if (withGutter)
            text += paintedGutterOf(row).toUtf8() + "  ";
        if (marked.holdsWhole(at.line, int(shown.text.size()))) {
            text += line.text;
        } else {
            const auto [from, to] = marked.rangeIn(at.line, int(shown.text.size()));
            text += shown.text.sliced(from, to - from);
        }
    }
    return QString::fromUtf8(text);
}

void LogView::copy(bool withGutter)
{
    const QString text = selectedText(withGutter);
    if (text.isEmpty())
        return;
    QApplication::clipboard()->setText(text);
    if (text.size() >= mostCopied)
        Q_EMIT said(tr("Only the first 64 MB were copied. Save… writes all of it."));
}

void LogView::extendTo(LogPosition position)
{
    const LogPosition anchor = m_selection.isEmpty() && m_current ? LogPosition{*m_current, m_selection.cursor().line == *m_current ? m_selection.cursor().offset : 0}
                                                                  : m_selection.anchor();
    select(anchor, position);
    setCurrent(position.line);
}

void LogView::moveCurrent(qint64 rows, bool select)
{
    if (m_layout.isEmpty())
        return;
    const bool known = m_current && m_rows.shows(*m_current);
    const quint64 from = known ? m_rows.rowOfLine(*m_current) : m_layout.clamped(m_top).row;
    const qint64 wanted = qint64(from) + (known ? rows : 0);
    const auto row = quint64(std::clamp(wanted, qint64(m_rows.firstRow()), qint64(m_rows.endRow()) - 1));
    const LogPosition to{m_rows.at(row).line, m_selection.cursor().offset};
    if (select)
        extendTo(to);
    setCurrent(to.line);
    m_held = row + 1 < m_rows.endRow();
    checkFollowing();
    const int at = rowOnScreen({row, 0});
    if (at >= 0)
        return;
    setTop(rows < 0 ? RowPlace{row, 0} : m_layout.moved({row, m_layout.height(row) - 1}, 1 - screenRows()));
}

bool LogView::isMine(const QKeyEvent *event) const
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_0:
        return control;
    case Qt::Key_Escape:
        return !m_selection.isEmpty();
    default:
        return event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll);
    }
}

bool LogView::event(QEvent *event)
{
    // The window has the same keys for all texts, the page leaves by Escape; here they zoom the log and end its marking.
    if (event->type() == QEvent::ShortcutOverride && isMine(static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

bool LogView::selectByKey(QKeyEvent *event)
{
    if (!(event->modifiers() & Qt::ShiftModifier) || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) || m_layout.isEmpty())
        return false;
    LogPosition at = m_selection.isEmpty() && m_current && m_selection.cursor().line != *m_current ? LogPosition{*m_current, 0} : m_selection.cursor();
    if (!m_rows.shows(at.line))
        return true;
    const quint64 row = m_rows.rowOfLine(at.line);
    const LogLine line = m_rows.line(row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(row, line, &opened);
    at.offset = std::min(at.offset, int(shown.text.size()));
    if (event->key() == Qt::Key_Right) {
        if (at.offset < shown.text.size())
            at.offset = cells::characterEnd(shown.text, at.offset);
        else if (row + 1 < m_rows.endRow())
            at = {m_rows.at(row + 1).line, 0};
    } else if (at.offset > 0) {
        at.offset = cells::characterStart(shown.text, at.offset - 1);
    } else if (row > m_rows.firstRow()) {
        at = {m_rows.at(row - 1).line, LogSelection::lineEnd};
    }
    extendTo(at);
    revealColumn(at);
    return true;
}

bool LogView::moveByKey(QKeyEvent *event)
{
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    QScrollBar *across = horizontalScrollBar();
    const int page = std::max(1, screenRows() - 1);
    switch (event->key()) {
    case Qt::Key_Up: control ? scrollBy(-1) : moveCurrent(-1, shift); return true;
    case Qt::Key_Down: control ? scrollBy(1) : moveCurrent(1, shift); return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        const int by = event->key() == Qt::Key_PageUp ? -page : page;
        scrollBy(by);
        moveCurrent(by, shift);
        return true;
    }
    case Qt::Key_Left: across->setValue(across->value() - across->singleStep()); return true;
    case Qt::Key_Right: across->setValue(across->value() + across->singleStep()); return true;
    case Qt::Key_Home:
    case Qt::Key_End: {
        const bool home = event->key() == Qt::Key_Home;
        if (!control) {
            across->setValue(home ? 0 : across->maximum());
        } else if (!m_layout.isEmpty()) {
            const LogPosition to{m_rows.at(home ? m_rows.firstRow() : m_rows.endRow() - 1).line, home ? 0 : LogSelection::lineEnd};
            if (shift)
                extendTo(to);
            setCurrent(to.line);
            home ? setTop({m_rows.firstRow(), 0}) : goToEnd();
        }
        return true;
    }
    default: return false;
    }
}

bool LogView::actByKey(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return true;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Space: setFrozen(!m_frozen); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current)
            openOrClose(*m_current);
        return m_current.has_value();
    case Qt::Key_Escape:
        if (m_selection.isEmpty())
            return false;
        m_selection.clear();
        viewport()->update();
        Q_EMIT selectionChanged();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal: setZoom(control ? m_zoom * zoomStep : m_zoom); return control;
    case Qt::Key_Minus: setZoom(control ? m_zoom / zoomStep : m_zoom); return control;
    case Qt::Key_0: setZoom(control ? 1.0 : m_zoom); return control;
    default: return false;
    }
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (!actByKey(event) && !selectByKey(event) && !moveByKey(event))
        event->ignore();
}

void LogView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace longshore
