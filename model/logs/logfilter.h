// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logpattern.h"
#include "model/logs/logrows.h"
#include "model/logs/logstore.h"

#include <QList>
#include <QObject>
#include <optional>

namespace longshore
{

class FilterScan;

/// Which lines are shown.
struct LogCriteria {
    QList<LogPattern> include; ///< a line matches one of them; none: all lines
    QList<LogPattern> exclude; ///< and none of these
    int context = 0;           ///< lines shown before and behind each one that passes, at most `mostContext`
    bool standardOutput = true;
    bool standardError = true;
    quint8 levels = allLevels; ///< bit 1 << level
    bool wholeTraces = true;   ///< lines without a level have that of the line they belong to (TraceLevels)
    qint64 from = 0;           ///< nanoseconds since 1970 UTC, 0 none. Lines of unknown time lie in no range.
    qint64 to = 0;             ///< one behind the last, 0 none
    bool foldRepeats = false;  ///< consecutive lines of the same stream and text are one row
    quint64 firstLine = 0;     ///< earlier lines are cleared away
    bool notes = true;         ///< lines that Longshore wrote itself (gaps, dividers) pass whatever else is said

    static constexpr quint8 allLevels = 0xff;
    static constexpr int mostContext = 1000;
    /// This level and worse ones.
    static constexpr quint8 atLeast(LogLevel level) { return quint8(0xff << int(level)); }
    /// Shows each line from `firstLine` on as it is.
    bool isPassThrough() const;
    bool operator==(const LogCriteria &) const = default;
};

/// Keeps the rows of a view as its criteria say, on a worker, while lines come. GUI thread. Lives by `advance`.
class LogFilter : public QObject
{
    Q_OBJECT
public:
    explicit LogFilter(std::shared_ptr<const LogStore> store, QObject *parent = nullptr);
    ~LogFilter() override;

    /// Begins anew, from the oldest line. Empty patterns say nothing. A pattern that is no regular expression is a
    /// `problem`; the rows then stay as they were.
    void setCriteria(const LogCriteria &criteria);
    const LogCriteria &criteria() const { return m_criteria; }
    /// Looks at the lines that came since, and forgets those that the store no longer has. To be called by the view's tick.
    void advance();

    const LogRows &rows() const { return m_rows; }
    /// Shows the lines alike that this one belongs to one by one, or as one row again, until the criteria are others. False
    /// when there are none; else the rows are `reset`.
    bool toggleRun(quint64 line);
    /// The compiled `include`, for highlighting.
    const std::vector<LogMatcher> &included() const { return m_included; }
    bool isRunning() const { return m_scanned < m_target; }
    /// 0 to 1.
    double progress() const;
    const std::optional<Error> &problem() const { return m_problem; }

Q_SIGNALS:
    /// The rows begin anew; more come by `changed`.
    void reset();
    /// Rows, progress or problem.
    void changed();
    /// All lines were looked at that were there at the last `advance`.
    void finished();

private:
    struct Batch;
    void dispatch();
    void take(Batch batch);

    const std::shared_ptr<const LogStore> m_store;
    LogCriteria m_criteria;
    std::vector<LogMatcher> m_included;
    std::vector<LogMatcher> m_excluded;
    std::optional<Error> m_problem;
    CancelToken m_token;
    LogRows m_rows;
    std::shared_ptr<FilterScan> m_scan; ///< null where each line is a row; a worker's while `m_busy`
    bool m_busy = false;
    quint64 m_costly = 0;
    quint64 m_firstCostly = 0;
    quint64 m_start = 0;
    quint64 m_scanned = 0;
    quint64 m_target = 0;
};

} // namespace longshore
