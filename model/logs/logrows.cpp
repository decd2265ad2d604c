// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logrows.h"

#include <algorithm>

namespace longshore
{

LogRow LogRows::at(quint64 row) const
{
    if (m_identity)
        return {row, 1, false, false, 0};
    LogRow found{m_lines.at(row), 1, m_lines.isMarked(row), false, 0};
    found.alike += moreLike(found.line);
    if (const auto run = m_unfolded.find(found.line); run != m_unfolded.end())
        found.unfolded = run->second;
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
    m_unfolded.clear();
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
    if (const auto run = m_unfolded.rbegin(); run != m_unfolded.rend() && !m_lines.isEmpty() && run->first + run->second == m_lines.last() + 1) {
        for (quint64 l = line; l < line + count; ++l)
            m_lines.append(l, context ? LineList::mark : 0);
        run->second += count;
    } else if (m_lines.isEmpty()) {
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
    while (!m_unfolded.empty() && m_unfolded.begin()->first < line) {
        const quint64 runEnd = m_unfolded.begin()->first + m_unfolded.begin()->second;
        m_unfolded.erase(m_unfolded.begin());
        if (runEnd > line + 1)
            m_unfolded.emplace(line, runEnd - line);
    }
    while (!m_folds.empty() && m_folds.front().line < line)
        m_folds.pop_front();
    if (end <= line)
        return;
    // The rest of lines alike goes on as the row that they were.
    m_lines.restoreFirst(line, marked);
    if (end - line > 1)
        m_folds.push_front({line, end - line - 1});
}

LogRows::Runs::const_iterator LogRows::runOf(quint64 line) const
{
    const auto behind = m_unfolded.upper_bound(line);
    if (behind == m_unfolded.begin())
        return m_unfolded.end();
    const auto run = std::prev(behind);
    return line < run->first + run->second ? run : m_unfolded.end();
}

bool LogRows::isInRun(quint64 line) const
{
    return !m_identity && shows(line) && (runOf(line) != m_unfolded.end() || at(rowOfLine(line)).alike > 1);
}

bool LogRows::unfold(quint64 line)
{
    if (m_identity || !shows(line))
        return false;
    const quint64 row = rowOfLine(line);
    const quint64 first = m_lines.at(row);
    const quint64 more = moreLike(first);
    if (more == 0 || !m_lines.insertBehind(row, more))
        return false;
    const auto fold = std::lower_bound(m_folds.begin(), m_folds.end(), first, [](const Fold &f, quint64 l) { return f.line < l; });
    m_folds.erase(fold);
    m_unfolded[first] = more + 1;
    return true;
}

bool LogRows::foldAgain(quint64 line)
{
    const auto run = runOf(line);
    if (run == m_unfolded.end())
        return false;
    const auto [first, count] = *run;
    m_lines.erase(m_lines.lowerBound(first) + 1, count - 1);
    const auto behind = std::lower_bound(m_folds.begin(), m_folds.end(), first, [](const Fold &f, quint64 l) { return f.line < l; });
    m_folds.insert(behind, {first, count - 1});
    m_unfolded.erase(run);
    return true;
}

quint64 LogRows::moreLike(quint64 line) const
{
    const auto at = std::lower_bound(m_folds.begin(), m_folds.end(), line, [](const Fold &fold, quint64 l) { return fold.line < l; });
    return at != m_folds.end() && at->line == line ? at->more : 0;
}

} // namespace longshore
