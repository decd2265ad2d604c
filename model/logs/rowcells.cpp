// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/rowcells.h"

namespace longshore
{

void RowCells::take(QByteArrayView text, std::span<const StyleRun> runs)
{
    if (m_inUse)
        return;
    m_inUse = true;
    m_cells.clear();
    std::size_t run = 0;
    TextStyle style;
    for (qsizetype i = 0; i < text.size();) {
        if (run < runs.size() && runs[run].offset <= quint32(i))
            style = runs[run++].style;
        Cell cell;
        cell.style = style;
        do {
            cell.bytes[cell.size++] = text[i++];
        } while (i < text.size() && (quint8(text[i]) & 0xc0) == 0x80);
        m_cells.push_back(cell);
    }
    m_cursor = m_cells.size();
}

void RowCells::erase(int mode, TextStyle style)
{
    if (mode == 0) {
        m_cells.resize(std::min(m_cursor, m_cells.size()));
        return;
    }
    if (mode == 2)
        m_cells.resize(m_cursor);
    for (std::size_t i = 0; i < std::min(m_cursor, m_cells.size()); ++i)
        m_cells[i] = {{' '}, 1, style};
}

bool RowCells::settle(QByteArray *text, std::vector<StyleRun> *runs)
{
    text->resize(0);
    runs->clear();
    while (!m_cells.empty() && m_cells.back().size == 1 && m_cells.back().bytes[0] == ' ' && m_cells.back().style.isPlain())
        m_cells.pop_back(); // what an erased line left behind
    m_cursor = std::min(m_cursor, m_cells.size());
    bool isNonAscii = false;
    for (const Cell &cell : m_cells) {
        addStyle(*runs, text->size(), cell.style);
        text->append(cell.bytes.data(), cell.size);
        isNonAscii = isNonAscii || quint8(cell.bytes[0]) >= 0x80;
    }
    return isNonAscii;
}

} // namespace longshore
