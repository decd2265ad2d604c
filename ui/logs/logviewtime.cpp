// SPDX-License-Identifier: GPL-3.0-or-later
// Where LogView stands by the clock: for logs beside it, plots and stages.
#include "ui/logs/logview.h"

#include <algorithm>

namespace longshore
{

qint64 LogView::topTime() const
{
    return m_layout.isEmpty() ? 0 : m_rows.line(m_layout.clamped(m_top).row).time;
}

qint64 LogView::bottomTime() const
{
    if (m_layout.isEmpty())
        return 0;
    const RowPlace last = placeAt(viewport()->height() - m_look.rowHeight);
    return m_rows.line(m_layout.clamped(last).row).time;
}

qint64 LogView::currentTime() const
{
    return m_layout.isEmpty() || !m_current || !m_rows.shows(*m_current) ? 0 : m_rows.line(m_rows.rowOfLine(*m_current)).time;
}

/// By halving: times of one stream never go back, those of two a little.
quint64 LogView::rowAtTime(qint64 time) const
{
    quint64 low = m_rows.firstRow();
    quint64 high = m_rows.endRow();
    while (low < high) {
        const quint64 middle = low + (high - low) / 2;
        if (m_rows.line(middle).time < time)
            low = middle + 1;
        else
            high = middle;
    }
    return std::min(low, m_rows.endRow() - 1);
}

void LogView::showTime(qint64 time)
{
    if (!m_layout.isEmpty() && time != 0)
        setTop({rowAtTime(time), 0});
}

void LogView::goToTime(qint64 time)
{
    if (!m_layout.isEmpty())
        goToLine(m_rows.at(rowAtTime(time)).line);
}

} // namespace longshore
