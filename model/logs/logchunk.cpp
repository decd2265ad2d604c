// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logchunk.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <sys/mman.h>

namespace longshore
{

namespace
{

constexpr std::size_t page = 4096;
constexpr std::size_t mostBases = LogLimits::chunkLines; // each line may have one
constexpr std::size_t bytesPerRun = 16; // of text; with more runs the chunk is full before its text is
constexpr std::size_t entriesRoom = LogLimits::chunkLines * sizeof(quint32);
constexpr std::size_t timesRoom = LogLimits::chunkLines * sizeof(quint32);
constexpr std::size_t basesRoom = mostBases * sizeof(TimeBase);
constexpr std::size_t updatesRoom = LogLimits::chunkLines * sizeof(LineUpdates);
constexpr std::size_t otherRoom = entriesRoom + timesRoom + basesRoom + updatesRoom; // than for text and runs

qint64 pages(std::size_t bytes)
{
    return qint64((bytes + page - 1) / page * page);
}

} // namespace

qint64 ChunkArrays::time(quint32 line) const
{
    const TimeBase *after = std::upper_bound(bases, bases + baseCount, line, [](quint32 l, const TimeBase &b) { return l < b.line; });
    if (after == bases || (after - 1)->base == TimeBase::unknown)
        return 0;
    return (after - 1)->base + times[line];
}

LogLine ChunkArrays::line(quint32 line) const
{
    const quint32 entry = entries[line];
    LogLine found;
    found.textOffset = LineEntry::offset(entry);
    const quint32 textEnd = line + 1 < lines ? LineEntry::offset(entries[line + 1]) : bytes;
    found.text = QByteArrayView(text + found.textOffset, textEnd - found.textOffset - 1);
    found.time = time(line);
    found.source = LineEntry::source(entry);
    found.level = LineEntry::level(entry);
    found.flags = LineEntry::flags(entry);
    if (entry & LineEntry::hasRuns) {
        const auto before = [](const StyleRun &run, quint32 offset) { return run.offset < offset; };
        const StyleRun *begin = std::lower_bound(runs, runs + runCount, found.textOffset, before);
        const StyleRun *end = std::lower_bound(begin, runs + runCount, found.textOffset + quint32(found.text.size()) + 1, before);
        found.runs = {begin, end};
    }
    if (updateCount) {
        const LineUpdates *at = std::lower_bound(updates, updates + updateCount, line,
                                                 [](const LineUpdates &u, quint32 l) { return u.line < l; });
        if (at != updates + updateCount && at->line == line)
            found.updates = at->count;
    }
    return found;
}

RawChunk::RawChunk(qsizetype textRoom)
    : m_textRoom(std::size_t(textRoom)), m_mostRuns(m_textRoom / bytesPerRun), m_room(m_textRoom + otherRoom + m_mostRuns * sizeof(StyleRun))
{
    void *memory = ::mmap(nullptr, m_room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    // A huge page would be paid for by its first byte.
    ::madvise(memory, m_room, MADV_NOHUGEPAGE);
    m_text = static_cast<char *>(memory);
    m_entries = reinterpret_cast<quint32 *>(m_text + m_textRoom);
    m_times = reinterpret_cast<quint32 *>(m_text + m_textRoom + entriesRoom);
    m_bases = reinterpret_cast<TimeBase *>(m_text + m_textRoom + entriesRoom + timesRoom);
    m_updates = reinterpret_cast<LineUpdates *>(m_text + m_textRoom + entriesRoom + timesRoom + basesRoom);
    m_runs = reinterpret_cast<StyleRun *>(m_text + m_textRoom + otherRoom);
    m_arrays = pointers();
}

RawChunk::~RawChunk()
{
    ::munmap(m_text, m_room);
}

void RawChunk::clear()
{
    m_arrays.lines = m_arrays.bytes = m_arrays.baseCount = m_arrays.runCount = m_arrays.updateCount = 0;
}

void RawChunk::setTime(qint64 time)
{
    constexpr qint64 reach = qint64(1) << 31;
    if (m_arrays.baseCount) {
        const qint64 base = m_bases[m_arrays.baseCount - 1].base;
        const bool fits = time == 0 ? base == TimeBase::unknown
                                    : base != TimeBase::unknown && time >= base && time - base <= qint64(UINT32_MAX);
        if (fits) {
            m_times[m_arrays.lines] = time ? quint32(time - base) : 0;
            return;
        }
    }
    // In the middle of its reach: stdout and stderr come a little out of order.
    const qint64 fresh = time ? std::max<qint64>(time - reach, 0) : TimeBase::unknown;
    m_bases[m_arrays.baseCount++] = {m_arrays.lines, fresh};
    m_times[m_arrays.lines] = time ? quint32(time - fresh) : 0;
}

bool RawChunk::append(const NewRow &row)
{
    const quint32 offset = m_arrays.bytes;
    const auto size = quint32(row.text.size());
    if (m_arrays.lines == LogLimits::chunkLines || offset + size + 1 > m_textRoom || m_arrays.runCount + row.runs.size() > m_mostRuns)
        return false;
    setTime(row.time);
    std::copy_n(row.text.data(), size, m_text + offset);
    m_text[offset + size] = '\n';
    quint32 entry = LineEntry::pack(offset, row.source, row.level, row.flags);
    if (!row.runs.empty()) {
        entry |= LineEntry::hasRuns;
        for (const StyleRun &run : row.runs)
            m_runs[m_arrays.runCount++] = {run.offset + offset, run.style};
    }
    if (row.updates)
        m_updates[m_arrays.updateCount++] = {m_arrays.lines, row.updates};
    m_entries[m_arrays.lines++] = entry;
    m_arrays.bytes = offset + size + 1;
    return true;
}

qint64 RawChunk::memory() const
{
    const ChunkArrays &a = m_arrays;
    return pages(a.bytes) + pages(a.lines * sizeof(quint32)) + pages(a.lines * sizeof(quint32)) + pages(a.baseCount * sizeof(TimeBase))
        + pages(a.runCount * sizeof(StyleRun)) + pages(a.updateCount * sizeof(LineUpdates));
}

} // namespace longshore
