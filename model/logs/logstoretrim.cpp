// SPDX-License-Identifier: GPL-3.0-or-later
// What a store does to stay within its memory: packs what is not hot any more, leaves the oldest to the backing.
#include "model/logs/logstore.h"

#include <algorithm>

namespace longshore
{

/// Packs what is not hot any more, then gives the oldest back while there is too much in memory. A chunk that is being
/// read must not stop this: who looks at an old line while others come would keep all of them in memory.
void LogStore::trim()
{
    std::erase_if(m_held, [this](quint32 chunk) { return pack(chunk) && (chunk >= m_oldestInMemory || release(chunk)); });
    const quint32 chunks = m_chunks.load(std::memory_order_relaxed);
    for (; m_hotBytes > m_limits.hot && m_oldestRaw < chunks; ++m_oldestRaw) {
        m_hotBytes -= slot(m_oldestRaw).raw.load(std::memory_order_relaxed)->memory();
        if (!pack(m_oldestRaw))
            hold(m_oldestRaw);
    }
    // The chunk that is being written, the spare one and the allocator's rounding are not accounted for.
    const qint64 cap = m_limits.cap - m_limits.cap / 32;
    const auto tooMuch = [this, cap] { return m_memory.load(std::memory_order_relaxed) > cap || (m_budget && m_budget->isOver()); };
    for (; tooMuch() && m_oldestInMemory < m_oldestRaw; ++m_oldestInMemory) {
        if (!release(m_oldestInMemory))
            hold(m_oldestInMemory);
    }
}

void LogStore::hold(quint32 chunk)
{
    if (std::find(m_held.begin(), m_held.end(), chunk) == m_held.end())
        m_held.push_back(chunk);
}

/// False while it is being read.
bool LogStore::pack(quint32 chunk)
{
    Slot &old = slot(chunk);
    RawChunk *raw = old.raw.load(std::memory_order_relaxed);
    if (!raw)
        return true;
    if (!old.cold.load(std::memory_order_relaxed)) {
        auto cold = std::make_unique<ColdChunk>(packChunk(raw->arrays()));
        account(cold->memory());
        old.cold.store(cold.release(), std::memory_order_release);
    }
    quint32 nobody = 0;
    if (!old.pins.compare_exchange_strong(nobody, exclusive, std::memory_order_acquire))
        return false;
    old.raw.store(nullptr, std::memory_order_relaxed);
    old.pins.fetch_and(~exclusive, std::memory_order_release);
    account(-raw->memory());
    std::unique_ptr<RawChunk> free(raw);
    free->clear();
    if (!m_spare)
        m_spare = std::move(free);
    return true;
}

bool LogStore::packCloser()
{
    m_oldestHasty = std::max(m_oldestHasty, m_oldestInMemory);
    while (m_oldestHasty < m_oldestRaw) {
        Slot &old = slot(m_oldestHasty++);
        const ColdChunk *cold = old.cold.load(std::memory_order_relaxed);
        if (!cold || cold->packing == Packing::Close || old.raw.load(std::memory_order_relaxed))
            continue;
        const auto loaded = LoadedChunk::unpack(*cold);
        if (!loaded)
            continue;
        auto closer = std::make_unique<ColdChunk>(packChunk(loaded->arrays(), Packing::Close));
        quint32 nobody = 0;
        if (!old.pins.compare_exchange_strong(nobody, exclusive, std::memory_order_acquire))
            return true; // being read: it stays as it is
        account(closer->memory() - cold->memory());
        old.cold.store(closer.release(), std::memory_order_release);
        old.pins.fetch_and(~exclusive, std::memory_order_release);
        std::unique_ptr<const ColdChunk>(cold).reset();
        return true;
    }
    return false;
}

/// False while it is being read.
bool LogStore::release(quint32 chunk)
{
    Slot &old = slot(chunk);
    if (old.raw.load(std::memory_order_relaxed))
        return false;
    const ColdChunk *cold = old.cold.load(std::memory_order_relaxed);
    const bool kept = m_backing && m_backing->keep(chunk, *cold);
    quint32 nobody = 0;
    if (!old.pins.compare_exchange_strong(nobody, exclusive, std::memory_order_acquire))
        return false;
    old.cold.store(nullptr, std::memory_order_relaxed);
    if (const quint64 next = old.firstLine + old.lines(); !kept && next > firstLine())
        m_first.store(next, std::memory_order_release);
    old.pins.fetch_and(~exclusive, std::memory_order_release);
    account(-cold->memory());
    std::unique_ptr<const ColdChunk>(cold).reset();
    return true;
}

} // namespace longshore
