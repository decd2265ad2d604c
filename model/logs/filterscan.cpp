// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/filterscan.h"

#include "model/logs/logscan.h"

#include <algorithm>

namespace longshore
{

namespace
{

/// As LogLine::text, without what else a line has.
QByteArrayView textOf(const ChunkView &view, quint32 index)
{
    const qsizetype from = view.textOffset(index);
    const qsizetype end = index + 1 < view.count() ? view.textOffset(index + 1) : view.text().size();
    return view.text().sliced(from, end - from - 1);
}

} // namespace

FilterScan::Rows FilterScan::scan(quint64 first, quint64 end, const CancelToken &token)
{
    m_rows = {};
    m_rows.base = first - std::min(first, quint64(LogCriteria::mostContext));
    forChunks(*m_store, first, end, token, [&](quint32 chunk) {
        const ChunkView view = m_store->chunk(chunk);
        if (!view.isValid())
            return; // dropped meanwhile
        scanView(view, first, end, token);
        m_textCopy = m_text.toByteArray();
        m_text = m_textCopy;
    });
    return std::move(m_rows);
}

void FilterScan::scanView(const ChunkView &view, quint64 first, quint64 end, const CancelToken &token)
{
    first = std::max(first, view.firstLine());
    end = std::min(end, view.firstLine() + view.count());
    select(view, first, end, token);
    if (m_next < first) // lines between were dropped
        m_behind = 0;
    for (const quint32 index : m_selected) {
        const quint64 line = view.firstLine() + index;
        if (m_criteria.context > 0)
            keepAround(view, line);
        else
            keep(view, line, false);
    }
    keepBehind(view, end);
}

/// Which lines pass, whatever stands around them.
void FilterScan::select(const ChunkView &view, quint64 first, quint64 end, const CancelToken &token)
{
    m_selected.clear();
    m_hits.clear();
    m_misses.clear();
    collect(view, first, end, m_included, token, &m_hits);
    collect(view, first, end, m_excluded, token, &m_misses);
    auto hit = m_hits.begin();
    auto miss = m_misses.begin();
    const auto to = quint32(end - view.firstLine());
    for (auto index = quint32(first - view.firstLine()); index < to; ++index) {
        const bool isHit = m_included.empty() || (hit != m_hits.end() && *hit == index && (++hit, true));
        const bool isMiss = miss != m_misses.end() && *miss == index && (++miss, true);
        const LogLevel level = levelOf(view, index);
        if ((isHit && !isMiss && passes(view, index, level)) || (m_criteria.notes && view.flags(index) & LineNote))
            m_selected.push_back(index);
    }
}

/// The lines that one of the matchers matches.
void FilterScan::collect(const ChunkView &view, quint64 first, quint64 end, const std::vector<LogMatcher> &matchers, const CancelToken &token,
                         std::vector<quint32> *found)
{
    for (const LogMatcher &matcher : matchers) {
        LineHits hits;
        scanChunk(view, first, end, matcher, token, &hits);
        if (hits.costly && m_rows.costly == 0)
            m_rows.firstCostly = view.firstLine() + hits.firstCostly;
        m_rows.costly += hits.costly;
        if (found->empty()) {
            found->swap(hits.lines);
            continue;
        }
        std::vector<quint32> both;
        std::set_union(found->begin(), found->end(), hits.lines.begin(), hits.lines.end(), std::back_inserter(both));
        found->swap(both);
    }
}

/// To be asked for each line, also one that does not match: others may belong to it.
LogLevel FilterScan::levelOf(const ChunkView &view, quint32 index)
{
    const LogLevel own = view.level(index);
    return m_traced ? m_traces.next(view.source(index), view.flags(index), own, textOf(view, index)) : own;
}

bool FilterScan::passes(const ChunkView &view, quint32 index, LogLevel level) const
{
    if (!(view.source(index) == LogSource::Stderr ? m_criteria.standardError : m_criteria.standardOutput))
        return false;
    if (!(m_criteria.levels >> int(level) & 1))
        return false;
    if (m_criteria.from == 0 && m_criteria.to == 0)
        return true;
    const qint64 time = view.time(index);
    return time != 0 && time >= m_criteria.from && (m_criteria.to == 0 || time < m_criteria.to);
}

void FilterScan::keepAround(const ChunkView &view, quint64 line)
{
    keepBehind(view, line);
    const quint64 ahead = line - std::min(line, quint64(m_criteria.context));
    for (quint64 l = std::max({ahead, m_next, m_store->firstLine(), m_criteria.firstLine}); l < line; ++l)
        keep(view, l, true);
    keep(view, line, false);
    m_behind = m_criteria.context;
}

void FilterScan::keepBehind(const ChunkView &view, quint64 end)
{
    for (; m_behind > 0 && m_next < end; --m_behind)
        keep(view, m_next, true);
}

void FilterScan::keep(const ChunkView &view, quint64 line, bool context)
{
    if (m_criteria.foldRepeats && isLikeLast(view, line, context)) {
        if (m_rows.offsets.empty()) {
            m_rows.alikeFrom = m_rows.alike ? m_rows.alikeFrom : line;
            m_rows.alikeContext = context;
            ++m_rows.alike;
        } else if (!m_rows.folds.empty() && m_rows.folds.back().line == m_row) {
            ++m_rows.folds.back().more;
        } else {
            m_rows.folds.push_back({m_row, 1});
        }
    } else {
        m_rows.offsets.push_back(quint32(line - m_rows.base) | (context ? LineList::mark : 0));
        m_row = line;
    }
    m_next = line + 1;
}

/// Compares with the last row; where it is another, remembers it as that.
bool FilterScan::isLikeLast(const ChunkView &view, quint64 line, bool context)
{
    const bool here = view.contains(line);
    const auto index = quint32(line - view.firstLine());
    const LogLine old = here ? LogLine() : m_lines.line(line);
    const QByteArrayView text = here ? textOf(view, index) : old.text;
    const LogSource source = here ? view.source(index) : old.source;
    const bool foldable = !((here ? view.flags(index) : old.flags) & (LineNote | LineContinues));
    if (foldable && m_foldable && line == m_next && context == m_context && source == m_source && text == m_text)
        return true;
    m_foldable = foldable;
    m_context = context;
    m_source = source;
    m_text = text;
    if (!here) {
        m_textCopy = text.toByteArray();
        m_text = m_textCopy;
    }
    return false;
}

} // namespace longshore
