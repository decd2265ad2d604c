// SPDX-License-Identifier: GPL-3.0-or-later
// Matches, errors, bookmarks and opened lines of a log view.
#include "ui/logs/logview.h"

#include "ui/logs/logoverview.h"

namespace longshore
{

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

bool LogView::toggleRun(quint64 line)
{
    if (m_layout.isEmpty() || !m_filter->rows().isInRun(line))
        return false;
    const quint64 row = m_rows.rowOfLine(line);
    setCurrent(m_rows.at(row).alike > 1 ? m_rows.at(row).line : line);
    m_held = true; // what was unfolded is read
    checkFollowing();
    rememberAnchor();
    const bool done = m_filter->toggleRun(line);
    setCurrent(m_rows.at(m_rows.rowOfLine(*m_current)).line);
    return done;
}

void LogView::openOrClose(quint64 line)
{
    if (m_layout.isEmpty() || !m_rows.shows(line))
        return;
    const quint64 row = m_rows.rowOfLine(line);
    const LogRow at = m_rows.at(row);
    const LogLine text = m_rows.line(row);
    const ShownLine shown = showLine(text, m_rows.options());
    const bool opens = shown.isShort || shown.hidden > 0 || (text.flags & LineStructured);
    if (at.alike < 2 && (at.unfolded == 0 || opens))
        toggleOpened(line);
    else
        toggleRun(line);
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

} // namespace longshore
