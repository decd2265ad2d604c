// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/linelist.h"

#include <algorithm>

namespace longshore
{

namespace
{
constexpr std::size_t partSize = 65'536;
constexpr std::size_t growth = 1024;
} // namespace

void LineList::clear()
{
    m_parts.clear();
    m_first = m_end = 0;
}

void LineList::append(quint64 base, quint32 offset)
{
    const quint64 line = base + (offset & ~mark);
    if (m_parts.empty() || m_parts.back().offsets.size() >= partSize || line - m_parts.back().base >= mark)
        m_parts.push_back({line, m_end, {}});
    Part &part = m_parts.back();
    if (part.offsets.size() == part.offsets.capacity()) // by less than double: there are many lists, and they stay
        part.offsets.reserve(std::min(partSize, part.offsets.size() + std::max(growth, part.offsets.size() / 2)));
    part.offsets.push_back(quint32(line - part.base) | (offset & mark));
    ++m_end;
}

void LineList::append(quint64 base, std::span<const quint32> offsets)
{
    for (const quint32 offset : offsets)
        append(base, offset);
}

void LineList::dropBefore(quint64 line)
{
    m_first = lowerBound(line);
    while (!m_parts.empty() && m_parts.front().firstIndex + m_parts.front().offsets.size() <= m_first)
        m_parts.pop_front();
}

bool LineList::insertBehind(quint64 index, quint64 count)
{
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), index, [](quint64 i, const Part &part) { return i < part.firstIndex; });
    Part &part = *(after - 1);
    const auto at = part.offsets.begin() + std::ptrdiff_t(index - part.firstIndex);
    const quint32 before = *at;
    if ((before & ~mark) + count >= mark)
        return false;
    std::vector<quint32> more(count);
    for (std::size_t i = 0; i < more.size(); ++i)
        more[i] = before + quint32(i) + 1; // the mark stays
    part.offsets.insert(at + 1, more.begin(), more.end());
    for (auto next = after; next != m_parts.end(); ++next)
        next->firstIndex += count;
    m_end += count;
    return true;
}

void LineList::erase(quint64 index, quint64 count)
{
    auto part = std::upper_bound(m_parts.begin(), m_parts.end(), index, [](quint64 i, const Part &p) { return i < p.firstIndex; }) - 1;
    quint64 gone = 0;
    for (; part != m_parts.end(); ++part) {
        part->firstIndex -= gone;
        const quint64 from = index > part->firstIndex ? index - part->firstIndex : 0;
        const quint64 here = std::min(count - gone, quint64(part->offsets.size()) - from);
        const auto at = part->offsets.begin() + std::ptrdiff_t(from);
        part->offsets.erase(at, at + std::ptrdiff_t(here));
        gone += here;
    }
    m_end -= gone;
    m_parts.erase(std::remove_if(m_parts.begin(), m_parts.end(), [](const Part &p) { return p.offsets.empty(); }), m_parts.end());
}

void LineList::restoreFirst(quint64 line, bool marked)
{
    --m_first;
    if (m_parts.empty() || m_parts.front().firstIndex > m_first)
        m_parts.push_front({line, m_first, {0}});
    Part &part = m_parts.front(); // where it was dropped in part, its base is not behind the line
    part.offsets[std::size_t(m_first - part.firstIndex)] = quint32(line - part.base) | (marked ? mark : 0);
}

const LineList::Part &LineList::partOf(quint64 index) const
{
    const auto after = std::upper_bound(m_parts.begin(), m_parts.end(), index, [](quint64 i, const Part &part) { return i < part.firstIndex; });
    return *(after - 1);
}

quint64 LineList::at(quint64 index) const
{
    const Part &part = partOf(index);
    return part.base + (part.offsets[std::size_t(index - part.firstIndex)] & ~mark);
}

bool LineList::isMarked(quint64 index) const
{
    const Part &part = partOf(index);
    return part.offsets[std::size_t(index - part.firstIndex)] & mark;
}

quint64 LineList::lowerBound(quint64 line) const
{
    auto after = std::upper_bound(m_parts.begin(), m_parts.end(), line, [](quint64 l, const Part &part) { return l < part.base; });
    if (after == m_parts.begin())
        return m_first;
    const Part &part = *(after - 1);
    const quint64 wanted = line - part.base;
    const auto at = std::lower_bound(part.offsets.begin(), part.offsets.end(), wanted, [](quint32 offset, quint64 w) { return (offset & ~mark) < w; });
    return std::max(m_first, part.firstIndex + quint64(at - part.offsets.begin()));
}

qint64 LineList::memory() const
{
    qint64 bytes = 0;
    for (const Part &part : m_parts)
        bytes += qint64(sizeof(Part) + part.offsets.capacity() * sizeof(quint32));
    return bytes;
}

} // namespace longshore
