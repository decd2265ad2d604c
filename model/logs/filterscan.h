// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logfilter.h"
#include "model/logs/tracelevels.h"

#include <span>

namespace longshore
{

/// Walks a log from its first line on and says which lines are rows. Lines are given in order, each once, in any
/// portions; the rows are the same. Used by one thread at a time.
class FilterScan
{
public:
    struct Fold {
        quint64 line;
        quint32 more;
    };
    struct Rows {
        quint64 alike = 0;            ///< lines from `alikeFrom` on that are like the last row of the portion before
        quint64 alikeFrom = 0;
        bool alikeContext = false;
        quint64 base = 0;
        std::vector<quint32> offsets; ///< of `base`; LineList::mark says context
        std::vector<Fold> folds;
        quint64 costly = 0;           ///< lines on which a pattern took too long
        quint64 firstCostly = 0;
    };

    FilterScan(std::shared_ptr<const LogStore> store, const LogCriteria &criteria, std::vector<LogMatcher> included, std::vector<LogMatcher> excluded)
        : m_store(store), m_lines(std::move(store)), m_criteria(criteria), m_included(std::move(included)), m_excluded(std::move(excluded))
        , m_traced(criteria.wholeTraces && criteria.levels != LogCriteria::allLevels)
    {
    }

    /// The rows that the lines from `first` to before `end` add; few or none when it is cancelled.
    Rows scan(quint64 first, quint64 end, const CancelToken &token);

private:
    void scanView(const ChunkView &view, quint64 first, quint64 end, const CancelToken &token);
    void select(const ChunkView &view, quint64 first, quint64 end, const CancelToken &token);
    void collect(const ChunkView &view, quint64 first, quint64 end, const std::vector<LogMatcher> &matchers, const CancelToken &token,
                 std::vector<quint32> *found);
    LogLevel levelOf(const ChunkView &view, quint32 index);
    bool passes(const ChunkView &view, quint32 index, LogLevel level) const;
    void keepAround(const ChunkView &view, quint64 line);
    void keepBehind(const ChunkView &view, quint64 end);
    void keep(const ChunkView &view, quint64 line, bool context);
    bool isLikeLast(const ChunkView &view, quint64 line, bool context);

    const std::shared_ptr<const LogStore> m_store;
    LogLines m_lines; ///< for context before a chunk
    const LogCriteria m_criteria;
    const std::vector<LogMatcher> m_included;
    const std::vector<LogMatcher> m_excluded;
    const bool m_traced;
    TraceLevels m_traces;

    Rows m_rows;
    std::vector<quint32> m_hits;
    std::vector<quint32> m_misses;
    std::vector<quint32> m_selected; ///< of the chunk at hand
    quint64 m_next = 0;              ///< one behind the last line that is in a row
    int m_behind = 0;                ///< lines behind it that are to be shown as context
    quint64 m_row = 0;               ///< the last row's line
    bool m_foldable = false;         ///< whether lines may be like it; if so, its text and kind:
    bool m_context = false;
    LogSource m_source = LogSource::Stdout;
    QByteArrayView m_text;
    QByteArray m_textCopy;
};

} // namespace longshore
