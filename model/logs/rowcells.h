// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

#include <QByteArray>
#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace longshore
{

/// From byte `at` on, the end of the row's text so far, this style holds.
inline void addStyle(std::vector<StyleRun> &runs, qsizetype at, TextStyle style)
{
    const TextStyle last = runs.empty() ? TextStyle() : runs.back().style;
    if (last == style)
        return;
    if (!runs.empty() && runs.back().offset == quint32(at))
        runs.back().style = style;
    else
        runs.push_back({quint32(at), style});
}

/// A row in which something is written over, cell by cell, as on a terminal. Part of a RowBuilder, which keeps rows as
/// plain text until then.
class RowCells
{
public:
    /// Cells are made once they are needed, and from then on are the row.
    bool isInUse() const { return m_inUse; }
    /// Takes the row so far unless it is in use; the cursor stands behind it.
    void take(QByteArrayView text, std::span<const StyleRun> runs);
    /// Writes one visible form at the cursor and moves on.
    void write(QByteArrayView visible, TextStyle style)
    {
        Cell cell;
        cell.size = quint8(visible.size());
        std::copy(visible.begin(), visible.end(), cell.bytes.begin());
        cell.style = style;
        if (m_cursor < m_cells.size())
            m_cells[m_cursor] = cell;
        else
            m_cells.push_back(cell);
        ++m_cursor;
    }
    void toStart() { m_cursor = 0; }
    void back() { m_cursor -= m_cursor > 0; }
    /// From the cursor on (0), up to it (1), all of it (2), as `CSI K` says.
    void erase(int mode, TextStyle style);
    /// The row as text; true when some of it is not ASCII.
    bool settle(QByteArray *text, std::vector<StyleRun> *runs);
    void clear()
    {
        m_cells.clear();
        m_cursor = 0;
        m_inUse = false;
    }

private:
    struct Cell {
        std::array<char, 11> bytes{};
        quint8 size = 0;
        TextStyle style;
    };

    std::vector<Cell> m_cells;
    std::size_t m_cursor = 0;
    bool m_inUse = false;
};

} // namespace longshore
