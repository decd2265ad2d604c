// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/linelist.h"

#include <deque>
#include <map>

namespace longshore
{

/// What one row of a view shows.
struct LogRow {
    quint64 line = 0;       ///< of the store
    quint64 alike = 1;      ///< lines from `line` on that are shown as this one row, since their text is the same
    bool isContext = false; ///< does not match itself, stands near a line that does
    bool gapBefore = false; ///< lines are left out between the row before and this one (said only where context is shown)
    quint64 unfolded = 0;   ///< so many lines that are alike begin here and are shown one by one

    bool operator==(const LogRow &) const = default;
};

/// The rows a view scrolls over: each line, or those a filter left. A row keeps its number while rows come at the end
/// and leave at the front. GUI thread; changes only while its owner, a LogFilter, `advance`s or takes results; copies
/// are what they were.
class LogRows
{
public:
    /// Each line is a row of the same number; no memory.
    bool isIdentity() const { return m_identity; }
    quint64 firstRow() const { return m_identity ? m_first : m_lines.firstIndex(); }
    /// One behind the last.
    quint64 endRow() const { return m_identity ? m_end : m_lines.endIndex(); }
    quint64 count() const { return endRow() - firstRow(); }
    bool isEmpty() const { return count() == 0; }

    /// `row` from `firstRow()` to before `endRow()`.
    LogRow at(quint64 row) const;
    /// The row that shows this line, else the next one behind it, else the last; `firstRow()` when there is none.
    quint64 rowOfLine(quint64 line) const;
    /// True when a row shows this line, alone or among those alike.
    bool shows(quint64 line) const;
    /// True when this line is one of several alike, whether they are shown as one or one by one.
    bool isInRun(quint64 line) const;
    qint64 memory() const { return m_lines.memory() + qint64(m_folds.size() * sizeof(Fold)); }

    // The filter's.
    /// Forgets all rows.
    void reset(bool identity, bool gaps);
    /// Identity: the lines that are rows. Each call may only move both upwards.
    void setLines(quint64 first, quint64 end);
    /// As LineList::append; marked lines are context.
    void append(quint64 base, std::span<const quint32> offsets) { m_lines.append(base, offsets); }
    /// `more` lines right behind `line`, which is a row behind all that were folded so far, are like it.
    void fold(quint64 line, quint64 more);
    /// `count` lines from `line` on are like the last row, as it was when it was appended: it may be dropped by now.
    void extendLast(quint64 line, quint64 count, bool context);
    void dropBefore(quint64 line);
    /// Shows the lines alike that this one belongs to one by one, or as one row again; rows behind it get other numbers.
    /// False when there are none.
    bool unfold(quint64 line);
    bool foldAgain(quint64 line);

private:
    struct Fold {
        quint64 line;
        quint64 more;
    };
    using Runs = std::map<quint64, quint64>; ///< first line, lines
    quint64 moreLike(quint64 line) const;
    Runs::const_iterator runOf(quint64 line) const;

    bool m_identity = true;
    bool m_gaps = false;
    quint64 m_first = 0;
    quint64 m_end = 0;
    LineList m_lines;
    std::deque<Fold> m_folds; ///< ascending
    Runs m_unfolded;
};

} // namespace longshore
