// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/loglayout.h"

#include <algorithm>

namespace longshore
{

void WrapIndex::extend(quint64 end, const RowHeight &height, const std::function<bool()> &stop)
{
    for (; m_end < end; ++m_end) {
        if ((m_end - m_first) % blockRows == 0) {
            if (stop && stop())
                return;
            m_before.push_back(m_total);
        }
        m_total += quint64(height(m_end));
    }
}

void LogLayout::reset(quint64 firstRow, quint64 endRow, bool wrapped)
{
    m_index = WrapIndex(firstRow);
    m_extras.clear();
    m_first = firstRow;
    m_end = endRow;
    m_gone = 0;
    m_wrapped = wrapped;
    forgetNear();
}

void LogLayout::forgetNear() const
{
    m_nearRow = m_first;
    m_nearBefore = m_gone;
}

void LogLayout::setRows(quint64 firstRow, quint64 endRow)
{
    m_end = endRow;
    m_extras.erase(m_extras.lower_bound(endRow), m_extras.end());
    if (firstRow != m_first)
        dropBefore(firstRow);
}

void LogLayout::setIndex(WrapIndex index)
{
    m_index = std::move(index);
    dropBefore(m_first);
}

void LogLayout::extendIndex(quint64 end)
{
    m_index.extend(std::min(end, m_end), m_height);
}

/// Heights of rows that went cannot be asked for any more; what they took is the next block's sum less the rows that
/// are left before it.
void LogLayout::dropBefore(quint64 row)
{
    m_first = row;
    m_extras.erase(m_extras.begin(), m_extras.lower_bound(row));
    m_gone = 0;
    if (m_wrapped && row >= m_index.endRow()) {
        m_index = WrapIndex(row);
    } else if (m_wrapped && row > m_index.firstRow()) {
        const quint64 block = m_index.blockOf(row) + 1;
        const bool last = block >= m_index.blocks();
        m_gone = last ? m_index.total() : m_index.before(block);
        const quint64 until = last ? m_index.endRow() : m_index.blockStart(block);
        for (quint64 r = row; r < until; ++r)
            m_gone -= quint64(own(r));
    }
    forgetNear();
}

void LogLayout::setExtra(quint64 row, int extra)
{
    if (extra == 0)
        m_extras.erase(row);
    else
        m_extras[row] = extra;
}

int LogLayout::height(quint64 row) const
{
    const auto extra = m_extras.find(row);
    return std::max(1, own(row) + (extra == m_extras.end() ? 0 : extra->second));
}

qint64 LogLayout::extrasBefore(quint64 row) const
{
    qint64 sum = 0;
    for (auto it = m_extras.begin(); it != m_extras.end() && it->first < row; ++it)
        sum += it->second;
    return sum;
}

/// As the index counts, so including what went at the front.
quint64 LogLayout::ownBefore(quint64 row) const
{
    if (row >= m_index.endRow()) {
        const quint64 tail = row - m_index.endRow();
        quint64 sum = m_index.total();
        if (tail > exactTail)
            return sum + tail;
        for (quint64 r = m_index.endRow(); r < row; ++r)
            sum += quint64(own(r));
        return sum;
    }
    const quint64 block = m_index.blockOf(row);
    quint64 from = m_index.blockStart(block);
    quint64 sum = m_index.before(block);
    const quint64 away = m_nearRow > row ? m_nearRow - row : row - m_nearRow;
    if (from < m_first || away < row - from) {
        from = m_nearRow;
        sum = m_nearBefore;
    }
    for (; from < row; ++from)
        sum += quint64(own(from));
    for (; from > row; --from)
        sum -= quint64(own(from - 1));
    m_nearRow = row;
    m_nearBefore = sum;
    return sum;
}

quint64 LogLayout::before(quint64 row) const
{
    const quint64 plain = m_wrapped ? ownBefore(row) - m_gone : row - m_first;
    return quint64(qint64(plain) + extrasBefore(row));
}

RowPlace LogLayout::clamped(RowPlace place) const
{
    if (isEmpty() || place.row < m_first)
        return {m_first, 0};
    if (place.row >= m_end)
        return {m_end - 1, height(m_end - 1) - 1};
    return {place.row, std::clamp(place.sub, 0, height(place.row) - 1)};
}

/// By halving: over the index's blocks, whose sums are known, then row by row within one, so that heights are asked for
/// once; over all rows where sums cost nothing.
RowPlace LogLayout::locate(quint64 visual) const
{
    if (isEmpty())
        return {m_first, 0};
    quint64 low = m_first;
    quint64 high = m_end;
    if (m_wrapped && m_index.endRow() > m_first) {
        const quint64 known = std::min(m_index.endRow(), m_end);
        if (visual < before(known)) {
            quint64 block = m_index.blockOf(m_first);
            for (quint64 end = m_index.blocks(); end - block > 1;) {
                const quint64 middle = block + (end - block) / 2;
                (before(m_index.blockStart(middle)) <= visual ? block : end) = middle;
            }
            low = std::max(m_first, m_index.blockStart(block));
            quint64 sum = before(low);
            for (int tall = height(low); low + 1 < known && sum + quint64(tall) <= visual; tall = height(++low))
                sum += quint64(tall);
            return clamped({low, int(std::min<quint64>(visual - sum, INT_MAX))});
        }
        low = known < m_end ? known : known - 1;
    }
    while (high - low > 1) {
        const quint64 middle = low + (high - low) / 2;
        (before(middle) <= visual ? low : high) = middle;
    }
    const quint64 sum = before(low);
    return clamped({low, int(std::min<quint64>(visual - std::min(visual, sum), INT_MAX))});
}

RowPlace LogLayout::moved(RowPlace from, qint64 by) const
{
    constexpr qint64 walkable = 2000;
    from = clamped(from);
    if (isEmpty())
        return from;
    if (by > walkable || by < -walkable) {
        const auto at = qint64(visualOf(from));
        return locate(quint64(std::max<qint64>(0, at + by)));
    }
    for (qint64 sub = from.sub + by;;) {
        if (sub < 0) {
            if (from.row == m_first)
                return {m_first, 0};
            sub += height(--from.row);
            continue;
        }
        const int tall = height(from.row);
        if (sub < tall)
            return {from.row, int(sub)};
        if (from.row + 1 >= m_end)
            return {from.row, tall - 1};
        sub -= tall;
        ++from.row;
    }
}

RowPlace LogLayout::lastTop(int screenRows) const
{
    if (isEmpty())
        return {m_first, 0};
    return moved({m_end - 1, height(m_end - 1) - 1}, -qint64(std::max(1, screenRows) - 1));
}

} // namespace longshore
