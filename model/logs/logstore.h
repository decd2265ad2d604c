// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/chunkview.h"

#include <array>
#include <atomic>
#include <memory>
#include <vector>

namespace longshore
{

/// What all logs of the program may keep in memory together. Shared by the stores, which ask it when they grow.
class LogBudget
{
public:
    explicit LogBudget(qint64 limit = qint64(1) << 30) : m_limit(limit) {}
    void add(qint64 bytes) { m_used.fetch_add(bytes, std::memory_order_relaxed); }
    bool isOver() const { return m_used.load(std::memory_order_relaxed) > m_limit; }
    qint64 used() const { return m_used.load(std::memory_order_relaxed); }

private:
    const qint64 m_limit;
    std::atomic<qint64> m_used = 0;
};

/// How much of one log stays in memory, in bytes.
struct LogMemory {
    qint64 hot = qint64(64) << 20;  ///< the newest part, as it is; what is older is packed
    qint64 cap = qint64(256) << 20; ///< beyond it the oldest goes to the backing, or is dropped when there is none
};

/// The lines of one log for reading: append-only chunks, numbered from 0. One thread writes; any number of threads read
/// without a lock, and see whole lines only. Chunks that are full are packed, then left to a backing, the oldest first.
class LogStore
{
public:
    explicit LogStore(const LogMemory &memory = {}, std::shared_ptr<LogBudget> budget = {}, std::unique_ptr<ChunkBacking> backing = {});
    ~LogStore();
    LogStore(const LogStore &) = delete;
    LogStore &operator=(const LogStore &) = delete;

    // Writer's thread.
    void append(const NewRow &row);
    /// A chunk that lies in the backing already and was never in memory here.
    void appendBacked(quint32 lines);
    /// Shows readers what was appended. True when they had taken notice of the last time (`noticed`), so that a signal
    /// is due; else one is still on its way.
    bool publish();
    /// Packs one chunk again that was packed in haste, for when nothing arrives: some 20 ms. False when there is none left.
    bool packCloser();
    /// Longshore lost the oldest lines, since neither memory nor backing could hold them.
    bool droppedSome() const { return firstLine() > 0; }

    // Any thread.
    quint64 firstLine() const { return m_first.load(std::memory_order_acquire); }
    /// One behind the last line.
    quint64 endLine() const { return m_end.load(std::memory_order_acquire); }
    quint32 chunkCount() const { return m_chunks.load(std::memory_order_acquire); }
    quint32 chunkOf(quint64 line) const;
    quint64 firstLineOf(quint32 chunk) const { return slot(chunk).firstLine; }
    /// True when no line will be added to this chunk.
    bool isSealed(quint32 chunk) const { return slot(chunk).sealed.load(std::memory_order_acquire); }
    ChunkView chunk(quint32 chunk) const;
    /// The text only, for searching: cheaper than `chunk` where it is packed. May use `buffer`; lines as in `chunk`.
    ChunkView textOf(quint32 chunk, QByteArray *buffer) const;
    void noticed() const { m_signalled.store(false, std::memory_order_relaxed); }

    struct Counts {
        quint64 stderrLines = 0;
        quint64 warnings = 0;
        quint64 errors = 0; ///< Error and above
        quint64 bytes = 0;  ///< of text
    };
    /// Of all lines that were ever appended here (backed chunks: unknown, not counted).
    Counts counts() const;
    /// Bytes of memory in use.
    qint64 memory() const { return m_memory.load(std::memory_order_relaxed); }

private:
    struct Pin;
    struct Slot {
        quint64 firstLine = 0;
        std::atomic<quint64> extent = 0; ///< lines, and above them bytes of text: readers need them of one moment
        std::atomic<quint32> baseCount = 0;
        std::atomic<quint32> runCount = 0;
        std::atomic<quint32> updateCount = 0;
        std::atomic<bool> sealed = false;
        std::atomic<quint32> stderrLines = 0;
        std::atomic<quint32> warnings = 0;
        std::atomic<quint32> errors = 0;
        /// Readers that look at `raw` or `cold` right now; `exclusive` while the writer takes them away.
        mutable std::atomic<quint32> pins = 0;
        std::atomic<RawChunk *> raw = nullptr;
        std::atomic<const ColdChunk *> cold = nullptr;

        quint32 lines() const { return quint32(extent.load(std::memory_order_acquire)); }
        quint32 bytes() const { return quint32(extent.load(std::memory_order_acquire) >> 32); }
    };
    static constexpr quint32 exclusive = 1u << 31;
    static constexpr quint32 blockSize = 1024;
    using Block = std::array<Slot, blockSize>;
    struct Shelf; ///< all slots; outlives the store while views are pinned

    Slot &slot(quint32 chunk) const;
    Slot &addSlot();
    void seal();
    void trim();
    bool pack(quint32 chunk);
    bool release(quint32 chunk);
    void hold(quint32 chunk);
    void account(qint64 bytes);
    static void publishSlot(Slot &slot, const ChunkArrays &arrays);
    ChunkView pinned(quint32 chunk, QByteArray *textBuffer) const;

    const LogMemory m_limits;
    std::shared_ptr<LogBudget> m_budget;
    std::unique_ptr<ChunkBacking> m_backing;
    std::shared_ptr<Shelf> m_shelf;
    RawChunk *m_open = nullptr;     ///< of the last slot
    std::unique_ptr<RawChunk> m_spare;
    quint64 m_appended = 0;
    qint64 m_hotBytes = 0;          ///< of sealed raw chunks from `m_oldestRaw` on
    quint32 m_oldestHasty = 0;      ///< chunks before it are packed closely, or in use, or gone
    quint32 m_oldestRaw = 0;        ///< chunks before it are not raw, those before `m_oldestInMemory` not in memory …
    quint32 m_oldestInMemory = 0;
    std::vector<quint32> m_held;    ///< … but these, which were being read when it was their turn
    std::atomic<quint32> m_chunks = 0;
    std::atomic<quint64> m_first = 0;
    std::atomic<quint64> m_end = 0;
    std::atomic<qint64> m_memory = 0;
    mutable std::atomic<bool> m_signalled = false;
    std::array<std::atomic<quint64>, 4> m_counts{};
};

/// Random access to the lines of a store for one thread; the chunks used last stay at hand.
class LogLines
{
public:
    explicit LogLines(std::shared_ptr<const LogStore> store) : m_store(std::move(store)) {}
    const LogStore &store() const { return *m_store; }

    /// The line; an empty note when it is not kept any more. Its views hold until `line` was called for lines of
    /// `kept` other chunks.
    LogLine line(quint64 line);
    static constexpr std::size_t kept = 8;

private:
    const ChunkView *find(quint64 line);

    std::shared_ptr<const LogStore> m_store;
    std::array<ChunkView, kept> m_views;
    std::array<quint64, kept> m_used{};
    quint64 m_clock = 0;
};

} // namespace longshore
