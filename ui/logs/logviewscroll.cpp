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
    const int room = viewport()->width() - m_gutter.width() - m_look.textInset;
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
    const int room = viewport()->width() - m_gutter.width() - 2 * m_look.textInset;
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
    const int left = m_gutter.width() + m_look.textInset;
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

/// The match that follows `from`, once around; not those that the filter hides, as far as patience goes.
std::optional<quint64> LogView::matchAfter(quint64 from, bool backwards) const
{
    constexpr int patience = 100'000;
    const LogStore &store = *m_document->store();
    for (int tries = 0; tries < patience; ++tries) {
        std::optional<quint64> found = m_search->next(from, backwards);
        if (!found && backwards)
            found = m_search->next(store.endLine(), true);
        else if (!found)
            found = m_search->indexOf(store.firstLine()) ? std::optional(store.firstLine()) : m_search->next(store.firstLine(), false);
        if (!found || m_rows.shows(*found))
            return found;
        from = *found;
    }
    return std::nullopt;
}

bool LogView::goToMatch(bool backwards)
{
    if (!m_search || !m_search->isActive() || m_layout.isEmpty())
        return false;
    // A line chosen since is where to go on from; the first match may be the line that is looked at.
    const bool stands = m_match && (!m_current || *m_current == *m_match);
    const quint64 from = stands ? *m_match : m_current.value_or(topLine());
    const bool here = !m_match && m_search->indexOf(from) && m_rows.shows(from);
    const std::optional<quint64> found = here ? std::optional(from) : matchAfter(from, backwards);
    if (!found)
        return false;
    m_match = found;
    m_selection.set({*found, 0}, {*found, 0});
    goToLine(*found);
    const LogLine line = m_rows.line(m_rows.rowOfLine(*found));
    const std::vector<LogMatch> places = m_search->matcher().matchesIn(line.text, 1);
    if (!places.empty())
        revealColumn({*found, int(places.front().offset)});
    m_overview->marksChanged();
    Q_EMIT searchChanged();
    return true;
}

bool LogView::goToError(bool backwards)
{
    if (!m_errors || m_errors->rows().isEmpty())
        return false;
    const LogRows &errors = m_errors->rows();
    const quint64 from = m_current.value_or(0);
    quint64 row = errors.rowOfLine(m_current ? from + (backwards ? 0 : 1) : 0);
    if (backwards)
        row = row > errors.firstRow() ? row - 1 : errors.endRow() - 1;
    else if (errors.at(row).line < from)
        row = errors.firstRow();
    goToLine(errors.at(row).line);
    return true;
}

void LogView::toggleOpened(quint64 line)
{
    if (m_layout.isEmpty() || !m_rows.shows(line))
        return;
    const quint64 row = m_rows.rowOfLine(line);
    if (row >= m_rows.storedEnd())
        return;
    line = m_rows.at(row).line;
    setCurrent(line);
    rememberAnchor();
    if (m_opened.erase(line) > 0)
        m_layout.setExtra(row, 0);
    else
        m_opened[line] = {};
    reopen();
    m_held = m_held || m_opened.contains(line); // what was opened is read: it must not run away
    checkFollowing();
    m_restoring = !m_following;
    sync();
    if (isOpened(line))
        revealOpened(row);
}

/// As much of what was opened as the screen holds, its first row in any case.
void LogView::revealOpened(quint64 row)
{
    const int hidden = rowOnScreen({row, 0}) + m_layout.height(row) - screenRows();
    if (hidden > 0)
        setTop(m_layout.moved(m_top, qMin(hidden, rowOnScreen({row, 0})))); // still held, unlike after scrollBy
}

void LogView::toggleBookmark(quint64 line)
{
    if (m_bookmarks.erase(line) == 0)
        m_bookmarks.insert(line);
    viewport()->update();
}

bool LogView::goToBookmark(bool backwards)
{
    if (m_bookmarks.empty())
        return false;
    const quint64 from = m_current.value_or(0);
    auto at = backwards ? m_bookmarks.lower_bound(from) : m_current ? m_bookmarks.upper_bound(from) : m_bookmarks.begin();
    if (backwards)
        at = at == m_bookmarks.begin() ? std::prev(m_bookmarks.end()) : std::prev(at);
    else if (at == m_bookmarks.end())
        at = m_bookmarks.begin();
    goToLine(*at);
    return true;
}

quint64 LogView::topLine() const
{
    return m_layout.isEmpty() ? 0 : m_rows.at(m_layout.clamped(m_top).row).line;
}

} // namespace longshore
