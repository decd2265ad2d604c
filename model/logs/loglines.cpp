// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logstore.h"

#include <algorithm>

namespace longshore
{

const ChunkView *LogLines::find(quint64 line)
{
    for (std::size_t i = 0; i < kept; ++i) {
        if (m_views[i].isValid() && m_views[i].contains(line)) {
            m_used[i] = ++m_clock;
            return &m_views[i];
        }
    }
    if (line < m_store->firstLine() || line >= m_store->endLine())
        return nullptr;
    const quint32 chunk = m_store->chunkOf(line);
    const quint64 first = m_store->firstLineOf(chunk);
    // An older view of the same chunk, of when it had fewer lines, is of no use any more.
    auto at = std::find_if(m_views.begin(), m_views.end(), [first](const ChunkView &v) { return v.isValid() && v.firstLine() == first; });
    const std::size_t place = at != m_views.end() ? std::size_t(at - m_views.begin())
                                                  : std::size_t(std::min_element(m_used.begin(), m_used.end()) - m_used.begin());
    m_views[place] = m_store->chunk(chunk);
    m_used[place] = ++m_clock;
    return m_views[place].isValid() && m_views[place].contains(line) ? &m_views[place] : nullptr;
}

LogLine LogLines::line(quint64 line)
{
    const ChunkView *view = find(line);
    if (!view) {
        LogLine lost;
        lost.flags = LineNote;
        return lost;
    }
    return view->line(quint32(line - view->firstLine()));
}

} // namespace longshore
