// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logreader.h"
#include "model/logs/rowcounter.h"

#include <optional>
#include <vector>

namespace longshore
{

/// A place in a stored log from which it can be read as if one had read all before it.
struct IndexEntry {
    int segment = 0;
    quint64 seq = 0;       ///< of the frame that begins here
    quint64 offset = 0;    ///< of that frame in its segment
    quint64 rows = 0;      ///< rows that ended before it, Longshore's own notes too
    qint64 engineTime = 0; ///< of that frame, nanoseconds since 1970 UTC
    RowCounter counter{};  ///< what each stream's row under way was when the frame came

    bool operator==(const IndexEntry &) const = default;
};

/// Makes the entries while the frames of a log go by in order; the writer and whoever rebuilds an index use it alike.
/// An entry comes at the start of each segment and then each `LogFormat::indexStep` bytes, later where a row is under
/// way, but not more than a step later.
class IndexMaker
{
public:
    /// The frame at `offset` of `segment`; an entry when one belongs before it.
    std::optional<IndexEntry> add(const StoredFrame &frame, int segment, quint64 offset);
    /// Goes on at an entry as if all frames before it had been added.
    void resume(const IndexEntry &entry);

    quint64 rows() const { return m_rows; }
    const RowCounter &counter() const { return m_counter; }

private:
    bool isDue(int segment, quint64 offset) const;

    RowCounter m_counter;
    quint64 m_rows = 0;
    int m_segment = -1;     ///< of the newest entry
    quint64 m_indexed = 0;  ///< its offset
};

/// Where to begin reading a capsule's log. Costs as much as the index files are long (52 bytes each 256 KiB of log). One
/// that is missing, of another version or damaged is made anew in memory from its segment; nothing is written.
class SegmentIndex
{
public:
    /// Errors: Disk when a file cannot be read. A missing log has no entries. One that is being written is known up to
    /// what was flushed.
    static Result<SegmentIndex> open(const QString &capsule);

    /// The last entry with `rows` <= row; null for an empty log. The row may have begun before it when its counter says
    /// that a row is under way.
    const IndexEntry *at(quint64 row) const;
    /// The same, but one from which the row can be read whole: the last at which no row is under way, not more than 64
    /// entries further back; `at(row)` when there is none.
    const IndexEntry *wholeAt(quint64 row) const;
    const std::vector<IndexEntry> &entries() const { return m_entries; }

private:
    Result<void> scan(const QString &capsule, int segment, qint64 size);

    std::vector<IndexEntry> m_entries;
};

/// The bytes of `log.NNN.idx`: a header, then entries of a fixed size, all numbers little endian:
/// `"LSIX" | version u16 | entry size u16`, then `seq u64 | offset u64 | rows u64 | engine_ts i64 | open u32 x 4 (bit 31:
/// a row of the stream has begun) | crc32c u32`.
namespace IndexFormat
{
inline constexpr qsizetype headerSize = 8;
inline constexpr qsizetype entrySize = 52;

QByteArray header();
QByteArray encode(const IndexEntry &entry);
/// The entries up to the first damaged one; none when the header is another.
std::vector<IndexEntry> decode(QByteArrayView bytes, int segment);
} // namespace IndexFormat

} // namespace longshore
