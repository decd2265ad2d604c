// SPDX-License-Identifier: GPL-3.0-or-later
// Keyboard, mouse and marking in a log view.
#include "ui/logs/logview.h"

#include "ui/logs/logcells.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStyleHints>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{
constexpr int autoScrollPause = 40; ///< ms between steps while dragging beyond an edge
constexpr double zoomStep = 1.1;
constexpr int wheelStep = 120;
constexpr int wheelRows = 3;
constexpr qsizetype mostMiddleClick = 1 << 20; ///< bytes offered to a middle click without being asked
} // namespace

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

/// Lines marked whole are copied as they are in the log, pieces as they are shown.
QString LogView::selectedText(bool withGutter) const
{
    if (m_layout.isEmpty() || (m_selection.isEmpty() && !m_current))
        return {};
    LogSelection marked = m_selection;
    if (marked.isEmpty())
        marked.set({*m_current, 0}, {*m_current, LogSelection::lineEnd});
    QByteArray text;
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
        if (!text.isEmpty())
            text += '\n';
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
    default:
        return event->matches(QKeySequence::Copy) || event->matches(QKeySequence::SelectAll);
    }
}

bool LogView::event(QEvent *event)
{
    // The window has the same keys for all texts; here they zoom the log only.
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
            toggleOpened(*m_current);
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

void LogView::wheelEvent(QWheelEvent *event)
{
    const QPoint delta = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        if (delta.y() != 0)
            setZoom(delta.y() > 0 ? m_zoom * zoomStep : m_zoom / zoomStep);
        event->accept();
        return;
    }
    if (delta.y() == 0 || (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier)))
        return QAbstractScrollArea::wheelEvent(event);
    m_wheelRest -= delta.y() * wheelRows;
    const int rows = m_wheelRest / wheelStep;
    m_wheelRest %= wheelStep;
    if (rows != 0)
        scrollBy(rows);
    event->accept();
}

bool LogView::clickChip(QPoint point)
{
    const RowPlace place = placeAt(point.y());
    const LogRow row = m_rows.at(place.row);
    const LogLine line = m_rows.line(place.row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(place.row, line, &opened);
    const int sub = std::max(0, shown.rows - 1);
    const QString chip = chipOf(line, shown, row);
    const int y = point.y() / m_look.rowHeight * m_look.rowHeight;
    if (place.sub != sub || chip.isEmpty() || !chipRect(shown, sub, chip, y).contains(point))
        return false;
    toggleOpened(row.line);
    return true;
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (event->button() != Qt::LeftButton || m_layout.isEmpty())
        return QAbstractScrollArea::mousePressEvent(event);
    if (clickChip(point))
        return;
    const LogPosition at = positionAt(point);
    const bool triple = m_sinceDoubleClick.isValid() && m_sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval();
    m_sinceDoubleClick.invalidate();
    m_dragLines = triple || point.x() < m_gutter.width();
    m_dragging = true;
    m_dragPoint = point;
    if (event->modifiers() & Qt::ShiftModifier) {
        extendTo(at);
        return;
    }
    setCurrent(at.line);
    if (m_dragLines)
        select({at.line, 0}, {at.line, LogSelection::lineEnd});
    else
        select(at, at);
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (!m_dragging) {
        viewport()->setCursor(point.x() < m_gutter.width() ? Qt::ArrowCursor : Qt::IBeamCursor);
        return;
    }
    m_dragPoint = point;
    const bool outside = point.y() < 0 || point.y() >= viewport()->height();
    if (outside && m_dragTimer == 0)
        m_dragTimer = startTimer(autoScrollPause);
    if (!outside && m_dragTimer != 0) {
        killTimer(m_dragTimer);
        m_dragTimer = 0;
    }
    autoScroll();
}

/// Marks up to the mouse; beyond an edge the rows move, faster the further it is.
void LogView::autoScroll()
{
    const int above = std::min(0, m_dragPoint.y());
    const int below = std::max(0, m_dragPoint.y() - viewport()->height());
    if (m_dragTimer != 0 && above + below != 0)
        scrollBy((above + below) / m_look.rowHeight + (above < 0 ? -1 : 1));
    LogPosition at = positionAt({m_dragPoint.x(), std::clamp(m_dragPoint.y(), 0, viewport()->height() - 1)});
    LogPosition anchor = m_selection.anchor();
    if (m_dragLines) {
        const bool up = at.line < anchor.line;
        anchor.offset = up ? LogSelection::lineEnd : 0;
        at.offset = up ? 0 : LogSelection::lineEnd;
    }
    select(anchor, at);
    setCurrent(at.line);
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_dragTimer)
        autoScroll();
    else
        QAbstractScrollArea::timerEvent(event);
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    if (m_dragTimer != 0)
        killTimer(m_dragTimer);
    m_dragTimer = 0;
    if (!m_dragging)
        return QAbstractScrollArea::mouseReleaseEvent(event);
    m_dragging = false;
    if (m_selection.isEmpty() || !QApplication::clipboard()->supportsSelection())
        return;
    constexpr quint64 mostLines = 10'000;
    if (m_selection.end().line - m_selection.begin().line > mostLines)
        return;
    if (const QString text = selectedText(); text.size() <= mostMiddleClick)
        QApplication::clipboard()->setText(text, QClipboard::Selection);
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_layout.isEmpty())
        return;
    m_sinceDoubleClick.start();
    const QPoint point = event->position().toPoint();
    const RowPlace place = placeAt(point.y());
    const LogLine line = m_rows.line(place.row);
    const OpenedLine *opened = nullptr;
    const ShownLine shown = shownAt(place.row, line, &opened);
    const LogPosition at = positionAt(point);
    const auto [from, to] = wordAt(shown.text, at.offset);
    setCurrent(at.line);
    select({at.line, from}, {at.line, to});
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_layout.isEmpty())
        return;
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Mouse) {
        const LogPosition position = positionAt(event->pos());
        if (!m_selection.touches(position.line))
            setCurrent(position.line);
    } else {
        const QRect cursor = cursorRect({m_current.value_or(m_rows.at(m_layout.clamped(m_top).row).line), 0});
        at = viewport()->mapToGlobal(cursor.isValid() ? cursor.bottomLeft() : viewport()->rect().center());
    }
    Q_EMIT menuRequested(at);
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
