// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logline.h"

#include <QByteArray>
#include <memory>

namespace longshore
{

/// A time from which on the lines of a chunk count their nanoseconds; a new one begins where they do not fit 32 bits.
struct TimeBase {
    static constexpr qint64 unknown = INT64_MIN;
    quint32 line = 0;
    qint64 base = 0;
};

/// Lines that `\r` wrote anew, and how often.
struct LineUpdates {
    quint32 line = 0;
    quint32 count = 0;
};

/// What the 32 bits of a line's entry hold: its offset in the chunk's text (22) and, above it, what kind of line it is.
namespace LineEntry
{
inline constexpr quint32 offsetMask = (1u << 22) - 1;
inline constexpr quint32 hasRuns = 1u << 31;
constexpr quint32 pack(quint32 offset, LogSource source, LogLevel level, quint8 flags)
{
    return offset | quint32(source) << 22 | quint32(level) << 24 | quint32(flags & 15) << 27;
}
constexpr quint32 offset(quint32 entry) { return entry & offsetMask; }
constexpr LogSource source(quint32 entry) { return LogSource(entry >> 22 & 3); }
constexpr LogLevel level(quint32 entry) { return LogLevel(entry >> 24 & 7); }
constexpr quint8 flags(quint32 entry) { return quint8(entry >> 27 & 15); }
} // namespace LineEntry

/// The arrays of a chunk, wherever they lie.
struct ChunkArrays {
    const char *text = nullptr;
    const quint32 *entries = nullptr;
    const quint32 *times = nullptr;
    const TimeBase *bases = nullptr;
    const StyleRun *runs = nullptr;
    const LineUpdates *updates = nullptr;
    quint32 lines = 0;
    quint32 bytes = 0; ///< of text
    quint32 baseCount = 0;
    quint32 runCount = 0;
    quint32 updateCount = 0;

    qint64 time(quint32 line) const;
    LogLine line(quint32 line) const;
};

/// A row on its way into a chunk. `runs` have offsets of `text`.
struct NewRow {
    QByteArrayView text; ///< as LogLine::text; at most LogLimits::rowBytes of a raw row, some more once made visible
    std::span<const StyleRun> runs{};
    qint64 time = 0;
    quint32 updates = 0;
    LogSource source = LogSource::Stdout;
    LogLevel level = LogLevel::None;
    quint8 flags = 0;
};

/// Memory of one chunk that is being written: reserved as a whole, so that it never moves, and paid for as it is
/// touched. One writer; readers may look at what `arrays()` gave them while it goes on.
class RawChunk
{
public:
    /// `textRoom` at most what a line's entry can address (4 MiB).
    explicit RawChunk(qsizetype textRoom = LogLimits::chunkBytes);
    ~RawChunk();
    RawChunk(const RawChunk &) = delete;
    RawChunk &operator=(const RawChunk &) = delete;

    /// False when the row does not fit any more; nothing was written then.
    bool append(const NewRow &row);
    void clear();
    const ChunkArrays &arrays() const { return m_arrays; }
    /// The arrays' places without their sizes, which belong to the writer's thread.
    ChunkArrays pointers() const { return {m_text, m_entries, m_times, m_bases, m_runs, m_updates, 0, 0, 0, 0, 0}; }
    /// Bytes of memory that its content takes, whole pages counted.
    qint64 memory() const;

private:
    void setTime(qint64 time);

    const std::size_t m_textRoom;
    const std::size_t m_mostRuns;
    const std::size_t m_room; ///< bytes of all
    char *m_text = nullptr; ///< where the memory begins
    quint32 *m_entries = nullptr;
    quint32 *m_times = nullptr;
    TimeBase *m_bases = nullptr;
    StyleRun *m_runs = nullptr;
    LineUpdates *m_updates = nullptr;
    ChunkArrays m_arrays;
};

/// How much work packing is: fast while lines arrive, close once there is time.
enum class Packing : quint8 { Fast, Close };

/// A chunk packed with LZ4, text and arrays apart.
struct ColdChunk {
    QByteArray text;
    QByteArray arrays;
    quint32 lines = 0;
    quint32 bytes = 0; ///< of text, unpacked
    quint32 baseCount = 0;
    quint32 runCount = 0;
    quint32 updateCount = 0;
    Packing packing = Packing::Fast;

    qint64 memory() const { return text.size() + arrays.size(); }
};

/// A chunk unpacked into memory of its own. Immutable, any thread.
class LoadedChunk
{
public:
    /// Null when the packed bytes are damaged.
    static std::shared_ptr<const LoadedChunk> unpack(const ColdChunk &cold);
    const ChunkArrays &arrays() const { return m_arrays; }

private:
    std::unique_ptr<char[]> m_memory;
    ChunkArrays m_arrays;
};

ColdChunk packChunk(const ChunkArrays &arrays, Packing packing = Packing::Fast);
/// Its text alone, into `buffer`, which is made longer when it is too short. False when the bytes are damaged.
bool unpackText(const ColdChunk &cold, QByteArray *buffer);

} // namespace longshore
