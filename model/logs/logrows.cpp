// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logrows.h"

#include <algorithm>

namespace longshore
{

LogRow LogRows::at(quint64 row) const
{
    if (m_identity)
        return {row, 1, false, false};
    LogRow found{m_lines.at(row), 1, m_lines.isMarked(row), false};
    found.alike += moreLike(found.line);
    if (m_gaps && row > m_lines.firstIndex()) {
        const quint64 before = m_lines.at(row - 1);
        found.gapBefore = before + moreLike(before) + 1 < found.line;
    }
    return found;
}

quint64 LogRows::rowOfLine(quint64 line) const
{
    if (isEmpty())
        return firstRow();
    if (m_identity)
        return std::clamp(line, m_first, m_end - 1);
    const quint64 at = m_lines.lowerBound(line);
    if (at < m_lines.endIndex() && m_lines.at(at) == line)
        return at;
    if (at > m_lines.firstIndex()) {
        const quint64 before = m_lines.at(at - 1);
        if (line <= before + moreLike(before))
            return at - 1;
    }
    return std::min(at, m_lines.endIndex() - 1);
}

bool LogRows::shows(quint64 line) const
{
    if (m_identity)
        return line >= m_first && line < m_end;
    if (isEmpty())
        return false;
    const LogRow row = at(rowOfLine(line));
    return line >= row.line && line - row.line < row.alike;
}

void LogRows::reset(bool identity, bool gaps)
{
    m_identity = identity;
    m_gaps = gaps;
    m_first = m_end = 0;
    m_lines.clear();
    m_folds.clear();
}

void LogRows::setLines(quint64 first, quint64 end)
{
    m_end = end;
    m_first = std::min(first, end);
}

void LogRows::fold(quint64 line, quint64 more)
{
    if (more)
        m_folds.push_back({line, more});
}

void LogRows::extendLast(quint64 line, quint64 count, bool context)
{
    if (m_lines.isEmpty()) {
        m_lines.append(line, context ? LineList::mark : 0);
        fold(line, count - 1);
    } else if (const quint64 last = m_lines.last(); !m_folds.empty() && m_folds.back().line == last) {
        m_folds.back().more += count;
    } else {
        fold(last, count);
    }
}

void LogRows::dropBefore(quint64 line)
{
    const quint64 at = m_lines.lowerBound(line);
    const bool some = at > m_lines.firstIndex();
    const quint64 before = some ? m_lines.at(at - 1) : 0;
    const quint64 end = some ? before + moreLike(before) + 1 : 0;
    const bool marked = some && m_lines.isMarked(at - 1);
    m_lines.dropBefore(line);
    while (!m_folds.empty() && m_folds.front().line < line)
        m_folds.pop_front();
    if (end <= line)
        return;
    // The rest of lines alike goes on as the row that they were.
    m_lines.restoreFirst(line, marked);
    if (end - line > 1)
        m_folds.push_front({line, end - line - 1});
}

quint64 LogRows::moreLike(quint64 line) const
{
    const auto at = std::lower_bound(m_folds.begin(), m_folds.end(), line, [](const Fold &fold, quint64 l) { return fold.line < l; });
    return at != m_folds.end() && at->line == line ? at->more : 0;
}

} // namespace longshore
