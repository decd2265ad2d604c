// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/linelist.h"
#include "model/logs/logpattern.h"
#include "model/logs/logstore.h"

#include <QObject>
#include <map>
#include <optional>

namespace longshore
{

/// Finds all lines of a log that match a pattern, also those that come later, on workers and from the oldest to the
/// newest. GUI thread. Lives by `advance`: without it nothing new is looked at.
class LogSearch : public QObject
{
    Q_OBJECT
public:
    explicit LogSearch(std::shared_ptr<const LogStore> store, QObject *parent = nullptr);
    ~LogSearch() override;

    /// Begins anew. An empty pattern is as `clear`; one that is no regular expression is a `problem`.
    void setPattern(const LogPattern &pattern);
    void clear();
    const LogPattern &pattern() const { return m_pattern; }
    /// For highlighting, and for lines that are not in the store yet. Null while there is nothing to look for.
    const LogMatcher &matcher() const { return m_matcher; }
    bool isActive() const { return !m_matcher.isNull(); }
    /// Looks at the lines that came since, and forgets those that the store no longer has. To be called by the view's tick.
    void advance();

    bool isRunning() const { return m_scanned < m_target; }
    /// 0 to 1.
    double progress() const;
    /// How many lines match, as far as was looked.
    quint64 count() const { return m_hits.size() + m_unlisted; }
    /// The lines; 16 million of them at most, those that come later are counted only.
    const LineList &matchingLines() const { return m_hits; }
    /// The match nearest behind (before) this line.
    std::optional<quint64> next(quint64 line, bool backwards) const;
    /// Counts from 0; nothing when this line is no match.
    std::optional<quint64> indexOf(quint64 line) const;
    /// Why the count is not what was asked for: no regular expression, or one that takes too long on some lines.
    const std::optional<Error> &problem() const { return m_problem; }

    // For tests and measurements.
    void setWorkers(int workers) { m_workers = workers; }
    void setMostHits(quint64 hits) { m_mostHits = hits; }

Q_SIGNALS:
    /// Count, matches, progress or problem.
    void changed();
    /// All lines were looked at that were there at the last `advance`.
    void finished();

private:
    struct Found;
    void dispatch();
    void take(quint64 sequence, Found found);
    void append(const Found &found);
    void forgetDropped();

    const std::shared_ptr<const LogStore> m_store;
    LogPattern m_pattern;
    LogMatcher m_matcher;
    std::optional<Error> m_problem;
    CancelToken m_token;
    LineList m_hits;
    quint64 m_unlisted = 0;
    quint64 m_costly = 0;
    quint64 m_firstCostly = 0;
    quint64 m_start = 0;      ///< line at which the search began
    quint64 m_scanned = 0;    ///< all before it were looked at
    quint64 m_dispatched = 0; ///< all before it were given to workers
    quint64 m_target = 0;     ///< to be looked at up to here
    int m_workers = 2;
    quint64 m_mostHits = 16'000'000;
    quint64 m_nextSequence = 0;
    quint64 m_nextTaken = 0;
    std::map<quint64, Found> m_early; ///< came before their turn
};

} // namespace longshore
