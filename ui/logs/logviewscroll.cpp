// SPDX-License-Identifier: GPL-3.0-or-later
// Where a log view stands: rows and bars.
#include "ui/logs/logview.h"

#include "ui/logs/logcells.h"
#include "ui/logs/logoverview.h"

#include <QScopedValueRollback>
#include <algorithm>

namespace longshore
{

int LogView::screenRows() const
{
    return std::max(1, viewport()->height() / m_look.rowHeight);
}

int LogView::screenColumns() const
{
    const int room = viewport()->width() - contentLeft() - m_look.textInset;
    return std::max(cells::fewestColumns, int(room / m_look.cell));
}

int LogView::rowOnScreen(const RowPlace &place) const
{
    RowPlace at = m_top;
    for (int row = 0; row < screenRows(); ++row) {
        if (at == place)
            return row;
        const RowPlace next = m_layout.moved(at, 1);
        if (next == at)
            break;
        at = next;
    }
    return -1;
}

/// The line looked at: the current one when it is on the screen, else the first.
void LogView::rememberAnchor()
{
    m_restoring = false;
    if (m_layout.isEmpty())
        return;
    m_anchorLine = m_rows.at(m_layout.clamped(m_top).row).line;
    m_anchorRow = -m_top.sub;
    if (!m_current || !m_rows.shows(*m_current))
        return;
    const int row = rowOnScreen({m_rows.rowOfLine(*m_current), 0});
    if (row >= 0) {
        m_anchorLine = *m_current;
        m_anchorRow = row;
    }
}

void LogView::restoreAnchor()
{
    if (m_layout.isEmpty())
        return;
    const quint64 row = m_rows.rowOfLine(m_anchorLine);
    if (m_anchorRow < 0) // it began above the screen: still this line, however tall it is now
        m_top = m_layout.clamped({row, -m_anchorRow});
    else
        m_top = m_layout.moved({row, 0}, -qint64(m_anchorRow));
    m_top = std::min(m_top, m_layout.lastTop(screenRows()));
    m_restoring = m_filter->isRunning() && m_rows.at(row).line < m_anchorLine;
}

/// To where the user wants it.
void LogView::setTop(RowPlace top)
{
    const RowPlace before = m_top;
    m_top = std::min(m_layout.clamped(top), m_layout.lastTop(screenRows()));
    checkFollowing();
    rememberAnchor();
    settleBars();
    updatePill();
    viewport()->update();
    if (m_top != before)
        Q_EMIT scrolled();
}

void LogView::checkFollowing()
{
    const bool follows = !m_frozen && !m_restoring && !m_held && m_top >= m_layout.lastTop(screenRows());
    if (follows == m_following)
        return;
    m_following = follows;
    if (!follows && m_document) {
        m_seenLine = m_document->store()->endLine();
        m_seenErrors = m_document->store()->counts().errors;
        rememberAnchor();
    }
    Q_EMIT followingChanged(follows);
}

void LogView::scrollBy(qint64 visualRows)
{
    m_held = false;
    setTop(m_layout.moved(m_top, visualRows));
}

void LogView::goToEnd()
{
    m_restoring = m_held = false;
    setTop(m_layout.lastTop(screenRows()));
}

void LogView::setFrozen(bool frozen)
{
    if (m_frozen == frozen)
        return;
    m_frozen = frozen;
    if (frozen)
        checkFollowing();
    else
        goToEnd();
    updatePill();
    Q_EMIT frozenChanged(frozen);
}

/// Ranges as the rows are now. More rows than an int counts share the steps of the scroll bar.
void LogView::settleBars()
{
    const QScopedValueRollback settling(m_settling, true);
    const auto page = quint64(screenRows());
    const quint64 total = m_layout.total();
    const quint64 most = total - std::min(total, page);
    m_scale = most / quint64(INT_MAX / 2) + 1;
    m_overview->setRange(0, int(most / m_scale));
    m_overview->setPageStep(int(std::max<quint64>(1, page / m_scale)));
    const bool atEnd = m_top >= m_layout.lastTop(int(page));
    m_overview->setValue(atEnd ? m_overview->maximum() : int(std::min(most, m_layout.visualOf(m_top)) / m_scale));

    QScrollBar *across = horizontalScrollBar();
    const int room = viewport()->width() - contentLeft() - 2 * m_look.textInset;
    const int wide = m_wrap ? 0 : int(m_widest * m_look.cell);
    across->setRange(0, std::max(0, wide - room));
    across->setPageStep(std::max(1, room));
    across->setSingleStep(int(4 * m_look.cell));
}

void LogView::verticalMoved(int value)
{
    if (m_settling)
        return;
    m_restoring = m_held = false;
    setTop(value >= m_overview->maximum() ? m_layout.lastTop(screenRows()) : m_layout.locate(quint64(value) * m_scale));
}

void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
}

RowPlace LogView::placeAt(int y) const
{
    return m_layout.moved(m_top, std::max(0, y) / m_look.rowHeight);
}

void LogView::revealRow(quint64 row)
{
    const int at = rowOnScreen({row, 0});
    if (at < 0)
        setTop(m_layout.moved({row, 0}, -screenRows() / 3));
}

/// Beside the row, the character has to be seen too.
void LogView::revealColumn(LogPosition position)
{
    if (m_wrap)
        return;
    const QRect cursor = cursorRect(position);
    const int left = contentLeft() + m_look.textInset;
    QScrollBar *across = horizontalScrollBar();
    if (cursor.isValid() && cursor.left() < left)
        across->setValue(across->value() - (left - cursor.left()) - int(8 * m_look.cell));
    else if (cursor.isValid() && cursor.right() > viewport()->width() - m_look.textInset)
        across->setValue(across->value() + cursor.right() - viewport()->width() + int(16 * m_look.cell));
}

void LogView::setCurrent(quint64 line)
{
    if (m_current == line)
        return;
    m_current = line;
    if (!m_restoring)
        rememberAnchor();
    viewport()->update();
    Q_EMIT currentLineChanged();
}

void LogView::goToLine(quint64 line)
{
    if (m_layout.isEmpty())
        return;
    m_restoring = false;
    m_held = true;
    const quint64 row = m_rows.rowOfLine(line);
    setCurrent(m_rows.at(row).line);
    revealRow(row);
    checkFollowing();
}

quint64 LogView::topLine() const
{
    return m_layout.isEmpty() ? 0 : m_rows.at(m_layout.clamped(m_top).row).line;
}

} // namespace longshore
