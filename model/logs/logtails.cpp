// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logtails.h"

#include "model/logs/logreader.h"
#include "model/logs/segmentindex.h"

#include <limits>

namespace longshore
{
namespace
{

constexpr qint64 readAtOnce = 256 << 10; ///< about what lies between two entries of the index

bool beginsCharacter(char byte)
{
    return (quint8(byte) & 0xc0) != 0x80;
}

/// The end of one stream, grown backwards.
class Tail
{
public:
    explicit Tail(qsizetype characters) : m_missing(characters) {}

    bool isFull() const { return m_missing == 0; }
    /// What was written just before the rest.
    void prepend(const QByteArray &piece)
    {
        qsizetype from = piece.size();
        while (from > 0 && m_missing > 0)
            m_missing -= beginsCharacter(piece[--from]);
        m_bytes.prepend(QByteArrayView(piece).sliced(from));
    }
    QByteArray take() { return std::move(m_bytes); }

private:
    qsizetype m_missing;
    QByteArray m_bytes;
};

/// What the two streams wrote in the frames from `entry` on, `first` <= seq < `end`.
Result<LogTails> readPiece(LogReader *reader, const IndexEntry &entry, quint64 first, quint64 end)
{
    LogTails piece;
    reader->seek(entry.segment, qint64(entry.offset));
    for (;;) {
        const auto batch = reader->read(readAtOnce);
        if (!batch)
            return fail(batch.error());
        if (batch->frames.isEmpty())
            return piece;
        for (const StoredFrame &frame : batch->frames) {
            if (frame.seq >= end)
                return piece;
            if (frame.seq < first || frame.source == LogSource::Engine)
                continue;
            (frame.source == LogSource::Stderr ? piece.err : piece.out).append(frame.bytes);
        }
    }
}

} // namespace

Result<LogTails> readLogTails(const QString &capsule, quint64 firstSeq, qsizetype characters)
{
    const auto index = SegmentIndex::open(capsule);
    if (!index)
        return fail(index.error());
    Tail out(characters), err(characters);
    LogReader reader(capsule);
    quint64 end = std::numeric_limits<quint64>::max();
    const auto &entries = index->entries();
    for (auto entry = entries.rbegin(); entry != entries.rend() && end > firstSeq && !(out.isFull() && err.isFull()); ++entry) {
        const auto piece = readPiece(&reader, *entry, firstSeq, end);
        if (!piece)
            return fail(piece.error());
        out.prepend(piece->out);
        err.prepend(piece->err);
        end = entry->seq;
    }
    return LogTails{out.take(), err.take()};
}

} // namespace longshore
