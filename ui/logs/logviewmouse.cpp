// SPDX-License-Identifier: GPL-3.0-or-later
// The mouse in a log view.
#include "ui/logs/logview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QStyleHints>
#include <QWheelEvent>

namespace longshore
{

namespace
{
constexpr int autoScrollPause = 40; ///< ms between steps while dragging beyond an edge
constexpr int wheelStep = 120;
constexpr int wheelRows = 3;
constexpr qsizetype mostMiddleClick = 1 << 20; ///< bytes offered to a middle click without being asked
} // namespace

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
    openOrClose(row.line);
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
    m_dragLines = triple || point.x() < contentLeft();
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
        viewport()->setCursor(point.x() < contentLeft() ? Qt::ArrowCursor : Qt::IBeamCursor);
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
    event->setAccepted(event->button() == Qt::LeftButton);
    if (!m_dragging)
        return;
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

} // namespace longshore
