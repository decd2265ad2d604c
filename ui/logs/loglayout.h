// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <functional>
#include <map>
#include <vector>

namespace longshore
{

/// A row of a log is one of its lines that is shown; a visual row is what one row of the screen holds of it.
/// How many visual rows a row takes by itself; at least 1.
using RowHeight = std::function<int(quint64 row)>;

/// Sums of visual rows, one for every 4096 rows: 10 million wrapped lines take 20 kB, and the scroll bar is exact.
/// A value; built by a worker, grown as rows come.
class WrapIndex
{
public:
    static constexpr quint64 blockRows = 4096;

    /// Rows before `firstRow` count nothing.
    explicit WrapIndex(quint64 firstRow = 0) : m_first(firstRow), m_end(firstRow) {}
    /// Takes in rows up to before `end`. Stops early, between blocks, when `stop` says so.
    void extend(quint64 end, const RowHeight &height, const std::function<bool()> &stop = {});
    quint64 firstRow() const { return m_first; }
    /// One behind the last row it knows.
    quint64 endRow() const { return m_end; }
    quint64 total() const { return m_total; }
    quint64 blocks() const { return m_before.size(); }
    quint64 blockOf(quint64 row) const { return (row - m_first) / blockRows; }
    quint64 blockStart(quint64 block) const { return m_first + block * blockRows; }
    /// Visual rows before a block.
    quint64 before(quint64 block) const { return m_before[block]; }

private:
    std::vector<quint64> m_before; ///< for each block begun
    quint64 m_first = 0;
    quint64 m_end = 0;
    quint64 m_total = 0;
};

/// A visual row, by the row it belongs to.
struct RowPlace {
    quint64 row = 0;
    int sub = 0; ///< from 0 within the row

    auto operator<=>(const RowPlace &) const = default;
};

/// Where rows stand one below the other: wrapped or not, some opened to more than their usual height. Pure but for the
/// heights it asks for. Rows the index does not know yet count as one visual row each.
class LogLayout
{
public:
    /// `height` is asked when lines are wrapped, and then must fit the index.
    explicit LogLayout(RowHeight height) : m_height(std::move(height)) {}

    /// All new: no index, nothing opened.
    void reset(quint64 firstRow, quint64 endRow, bool wrapped);
    /// Rows came or went at the end (none that the index knows), or went at the front.
    void setRows(quint64 firstRow, quint64 endRow);
    /// Sums of these same rows.
    void setIndex(WrapIndex index);
    const WrapIndex &index() const { return m_index; }
    /// Takes rows up to before `end` into the index now.
    void extendIndex(quint64 end);
    /// The row is opened: it has `extra` visual rows more (or fewer) than by itself; 0 closes it.
    void setExtra(quint64 row, int extra);
    void clearExtras() { m_extras.clear(); }

    quint64 firstRow() const { return m_first; }
    quint64 endRow() const { return m_end; }
    bool isEmpty() const { return m_first == m_end; }
    int height(quint64 row) const;
    /// All visual rows; exact once the index knows all rows.
    quint64 total() const { return before(m_end); }
    /// Visual rows from the first row to this one.
    quint64 before(quint64 row) const;
    quint64 visualOf(const RowPlace &place) const { return before(place.row) + quint64(place.sub); }
    /// The place of a visual row; the last one for what lies behind it.
    RowPlace locate(quint64 visual) const;
    /// `by` visual rows further down (up when negative), within the log.
    RowPlace moved(RowPlace from, qint64 by) const;
    /// Where the screen begins that ends with the log's last visual row.
    RowPlace lastTop(int screenRows) const;
    RowPlace clamped(RowPlace place) const;

private:
    static constexpr quint64 exactTail = 64;

    int own(quint64 row) const { return m_wrapped ? m_height(row) : 1; }
    qint64 extrasBefore(quint64 row) const;
    quint64 ownBefore(quint64 row) const;
    void dropBefore(quint64 row);
    void forgetNear() const;

    RowHeight m_height;
    WrapIndex m_index;
    std::map<quint64, int> m_extras;
    quint64 m_first = 0;
    quint64 m_end = 0;
    quint64 m_gone = 0; ///< visual rows that the index counts before `m_first`
    bool m_wrapped = false;
    mutable quint64 m_nearRow = 0; ///< a row whose sum was asked for last, so that scrolling on is cheap
    mutable quint64 m_nearBefore = 0;
};

} // namespace longshore
