// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logstore.h"

#include <algorithm>
#include <thread>

namespace longshore
{

ChunkBacking::~ChunkBacking() = default;

quint32 ChunkView::lineAt(quint32 offset) const
{
    const quint32 *begin = m_arrays.entries;
    const quint32 *after = std::upper_bound(begin, begin + m_arrays.lines, offset,
                                            [](quint32 o, quint32 entry) { return o < LineEntry::offset(entry); });
    return quint32(after - begin) - 1;
}

/// Four million chunks: eight terabytes of text.
struct LogStore::Shelf {
    static constexpr std::size_t blocks = 4096;
    std::array<std::atomic<Block *>, blocks> directory{};

    ~Shelf()
    {
        for (auto &entry : directory) {
            std::unique_ptr<Block> block(entry.load(std::memory_order_relaxed));
            if (!block)
                break;
            for (Slot &slot : *block) {
                std::unique_ptr<RawChunk>(slot.raw.load(std::memory_order_relaxed)).reset();
                std::unique_ptr<const ColdChunk>(slot.cold.load(std::memory_order_relaxed)).reset();
            }
        }
    }
};

/// Keeps a slot's memory in place, and the shelf it lies on.
struct LogStore::Pin {
    std::shared_ptr<Shelf> shelf;
    const Slot &slot;

    Pin(std::shared_ptr<Shelf> on, const Slot &of) : shelf(std::move(on)), slot(of)
    {
        // The writer takes memory away in microseconds, and only from chunks that nobody looks at.
        while (slot.pins.fetch_add(1, std::memory_order_acquire) & exclusive) {
            slot.pins.fetch_sub(1, std::memory_order_relaxed);
            std::this_thread::yield();
        }
    }
    ~Pin() { slot.pins.fetch_sub(1, std::memory_order_release); }
    Pin(const Pin &) = delete;
    Pin &operator=(const Pin &) = delete;
};

LogStore::LogStore(const LogMemory &memory, std::shared_ptr<LogBudget> budget, std::unique_ptr<ChunkBacking> backing)
    : m_limits(memory), m_budget(std::move(budget)), m_backing(std::move(backing)), m_shelf(std::make_shared<Shelf>())
{
}

LogStore::~LogStore()
{
    account(-m_memory.load(std::memory_order_relaxed));
}

LogStore::Slot &LogStore::slot(quint32 chunk) const
{
    return (*m_shelf->directory[chunk / blockSize].load(std::memory_order_acquire))[chunk % blockSize];
}

LogStore::Slot &LogStore::addSlot()
{
    const quint32 index = m_chunks.load(std::memory_order_relaxed);
    auto &block = m_shelf->directory[index / blockSize];
    if (index % blockSize == 0)
        block.store(std::make_unique<Block>().release(), std::memory_order_release);
    Slot &added = slot(index);
    added.firstLine = m_appended;
    return added;
}

void LogStore::append(const NewRow &row)
{
    if (!m_open || !m_open->append(row)) {
        seal();
        Slot &added = addSlot();
        m_open = m_spare ? m_spare.release() : std::make_unique<RawChunk>().release();
        added.raw.store(m_open, std::memory_order_release);
        m_chunks.fetch_add(1, std::memory_order_release);
        if (!m_open->append(row))
            return; // no row is longer than a chunk
    }
    ++m_appended;
    Slot &open = slot(m_chunks.load(std::memory_order_relaxed) - 1);
    const auto count = [](std::atomic<quint32> &counter) { counter.store(counter.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); };
    if (row.source == LogSource::Stderr && !(row.flags & LineNote))
        count(open.stderrLines);
    if (row.level >= LogLevel::Error)
        count(open.errors);
    else if (row.level == LogLevel::Warning)
        count(open.warnings);
}

void LogStore::appendBacked(quint32 lines)
{
    seal();
    Slot &added = addSlot();
    added.extent.store(lines, std::memory_order_relaxed);
    added.sealed.store(true, std::memory_order_relaxed);
    m_appended += lines;
    m_chunks.fetch_add(1, std::memory_order_release);
    // Only possible before anything was written here: what is older than this chunk is not in memory either.
    m_oldestRaw = m_oldestInMemory = m_chunks.load(std::memory_order_relaxed);
}

void LogStore::publishSlot(Slot &slot, const ChunkArrays &arrays)
{
    slot.baseCount.store(arrays.baseCount, std::memory_order_relaxed);
    slot.runCount.store(arrays.runCount, std::memory_order_relaxed);
    slot.updateCount.store(arrays.updateCount, std::memory_order_relaxed);
    slot.extent.store(quint64(arrays.bytes) << 32 | arrays.lines, std::memory_order_release);
}

bool LogStore::publish()
{
    if (m_open)
        publishSlot(slot(m_chunks.load(std::memory_order_relaxed) - 1), m_open->arrays());
    m_end.store(m_appended, std::memory_order_release);
    return !m_signalled.exchange(true, std::memory_order_relaxed);
}

void LogStore::seal()
{
    if (!m_open)
        return;
    Slot &full = slot(m_chunks.load(std::memory_order_relaxed) - 1);
    publishSlot(full, m_open->arrays());
    full.sealed.store(true, std::memory_order_release);
    m_end.store(m_appended, std::memory_order_release);
    const std::array<quint64, 4> more{full.stderrLines, full.warnings, full.errors, full.bytes()};
    for (std::size_t i = 0; i < more.size(); ++i)
        m_counts[i].store(m_counts[i].load(std::memory_order_relaxed) + more[i], std::memory_order_relaxed);
    m_hotBytes += m_open->memory();
    account(m_open->memory());
    m_open = nullptr;
    trim();
}

void LogStore::account(qint64 bytes)
{
    m_memory.fetch_add(bytes, std::memory_order_relaxed);
    if (m_budget)
        m_budget->add(bytes);
}

quint32 LogStore::chunkOf(quint64 line) const
{
    quint32 low = 0;
    quint32 high = chunkCount();
    while (high - low > 1) {
        const quint32 middle = low + (high - low) / 2;
        (slot(middle).firstLine <= line ? low : high) = middle;
    }
    return low;
}

ChunkView LogStore::pinned(quint32 chunk, QByteArray *textBuffer) const
{
    const Slot &at = slot(chunk);
    auto pin = std::make_shared<const Pin>(m_shelf, at);
    ChunkArrays arrays;
    if (const RawChunk *raw = at.raw.load(std::memory_order_acquire)) {
        arrays = raw->pointers();
        const quint64 extent = at.extent.load(std::memory_order_acquire);
        arrays.lines = quint32(extent);
        arrays.bytes = quint32(extent >> 32);
        arrays.baseCount = at.baseCount.load(std::memory_order_relaxed);
        arrays.runCount = at.runCount.load(std::memory_order_relaxed);
        arrays.updateCount = at.updateCount.load(std::memory_order_relaxed);
        return {arrays, at.firstLine, std::move(pin)};
    }
    const ColdChunk *cold = at.cold.load(std::memory_order_acquire);
    if (!cold)
        return {};
    if (textBuffer) {
        if (!unpackText(*cold, textBuffer))
            return {};
        arrays.text = textBuffer->constData();
        arrays.bytes = cold->bytes;
        return {arrays, at.firstLine, std::move(pin)};
    }
    const auto loaded = LoadedChunk::unpack(*cold);
    return loaded ? ChunkView(loaded->arrays(), at.firstLine, loaded) : ChunkView();
}

ChunkView LogStore::chunk(quint32 chunk) const
{
    if (ChunkView view = pinned(chunk, nullptr); view.isValid())
        return view;
    const Slot &at = slot(chunk);
    return m_backing ? m_backing->load(chunk, at.firstLine, at.lines()) : ChunkView();
}

ChunkView LogStore::textOf(quint32 chunk, QByteArray *buffer) const
{
    if (ChunkView view = pinned(chunk, buffer); view.isValid())
        return view;
    return this->chunk(chunk);
}

LogStore::Counts LogStore::counts() const
{
    Counts all{m_counts[0].load(std::memory_order_relaxed), m_counts[1].load(std::memory_order_relaxed),
               m_counts[2].load(std::memory_order_relaxed), m_counts[3].load(std::memory_order_relaxed)};
    if (const quint32 chunks = chunkCount(); chunks && !isSealed(chunks - 1)) {
        const Slot &open = slot(chunks - 1);
        all.stderrLines += open.stderrLines.load(std::memory_order_relaxed);
        all.warnings += open.warnings.load(std::memory_order_relaxed);
        all.errors += open.errors.load(std::memory_order_relaxed);
        all.bytes += open.bytes();
    }
    return all;
}

} // namespace longshore
