// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/segmentindex.h"

#include "model/logs/crc32c.h"
#include "model/logs/logsegment.h"

#include <QFileInfo>
#include <QtEndian>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr quint32 begunBit = 1u << 31;
static constexpr quint16 indexVersion = 2;

static bool isClean(const RowCounter &counter)
{
    return std::none_of(counter.begun.begin(), counter.begun.end(), [](bool begun) { return begun; });
}

bool IndexMaker::isDue(int segment, quint64 offset) const
{
    if (segment != m_segment)
        return true;
    const quint64 since = offset - m_indexed;
    if (since < quint64(LogFormat::indexStep))
        return false;
    return since >= 2 * quint64(LogFormat::indexStep) || isClean(m_counter);
}

std::optional<IndexEntry> IndexMaker::add(const StoredFrame &frame, int segment, quint64 offset)
{
    std::optional<IndexEntry> entry;
    if (isDue(segment, offset)) {
        entry = IndexEntry{segment, frame.seq, offset, m_rows, frame.engineTime, m_counter};
        m_segment = segment;
        m_indexed = offset;
    }
    bool newline = false;
    for (QByteArrayView rest = frame.bytes; !rest.isEmpty(); ++m_rows) {
        const qsizetype length = m_counter.next(frame.source, rest, &newline);
        if (length < 0)
            break;
        rest = rest.sliced(length);
    }
    return entry;
}

void IndexMaker::resume(const IndexEntry &entry)
{
    m_counter = entry.counter;
    m_rows = entry.rows;
    m_segment = entry.segment;
    m_indexed = entry.offset;
}

QByteArray IndexFormat::header()
{
    QByteArray bytes("LSIX\0\0\0\0", headerSize);
    qToLittleEndian(indexVersion, bytes.data() + 4);
    qToLittleEndian(quint16(entrySize), bytes.data() + 6);
    return bytes;
}

QByteArray IndexFormat::encode(const IndexEntry &entry)
{
    QByteArray bytes(entrySize, Qt::Uninitialized);
    auto *p = reinterpret_cast<uchar *>(bytes.data());
    qToLittleEndian(entry.seq, p);
    qToLittleEndian(entry.offset, p + 8);
    qToLittleEndian(entry.rows, p + 16);
    qToLittleEndian(entry.engineTime, p + 24);
    for (size_t i = 0; i < 4; ++i)
        qToLittleEndian(entry.counter.open[i] | (entry.counter.begun[i] ? begunBit : 0), p + 32 + 4 * i);
    qToLittleEndian(~crc32c(~0u, p, entrySize - 4), p + 48);
    return bytes;
}

std::vector<IndexEntry> IndexFormat::decode(QByteArrayView bytes, int segment)
{
    std::vector<IndexEntry> entries;
    if (bytes.size() < headerSize || bytes.first(headerSize) != header())
        return entries;
    entries.reserve(size_t(bytes.size() / entrySize));
    for (bytes = bytes.sliced(headerSize); bytes.size() >= entrySize; bytes = bytes.sliced(entrySize)) {
        const auto *p = reinterpret_cast<const uchar *>(bytes.data());
        if (~crc32c(~0u, p, entrySize - 4) != qFromLittleEndian<quint32>(p + 48))
            break;
        IndexEntry entry;
        entry.segment = segment;
        entry.seq = qFromLittleEndian<quint64>(p);
        entry.offset = qFromLittleEndian<quint64>(p + 8);
        entry.rows = qFromLittleEndian<quint64>(p + 16);
        entry.engineTime = qFromLittleEndian<qint64>(p + 24);
        for (size_t i = 0; i < 4; ++i) {
            const auto open = qFromLittleEndian<quint32>(p + 32 + 4 * i);
            entry.counter.open[i] = open & ~begunBit;
            entry.counter.begun[i] = open & begunBit;
        }
        entries.push_back(entry);
    }
    return entries;
}

/// Whether these entries may belong to a segment of this size, after the one before it.
static bool fits(const std::vector<IndexEntry> &entries, const IndexEntry *before)
{
    if (entries.empty() || entries.front().offset != 0 || (before && entries.front().rows < before->rows))
        return false;
    return std::is_sorted(entries.begin(), entries.end(), [](const IndexEntry &a, const IndexEntry &b) {
        return a.offset < b.offset || a.rows < b.rows || a.seq < b.seq;
    });
}

Result<SegmentIndex> SegmentIndex::open(const QString &capsule)
{
    // Entries are never further apart than two steps and a frame.
    constexpr qint64 widest = 2 * LogFormat::indexStep + LogFormat::headerSize + LogFormat::maxFrame;
    SegmentIndex index;
    for (int segment = 0;; ++segment) {
        const QFileInfo info(LogFormat::segmentPath(capsule, segment));
        if (!info.exists())
            return index;
        QFile file(LogFormat::indexPath(capsule, segment));
        std::vector<IndexEntry> found;
        if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            found = IndexFormat::decode(file.readAll(), segment);
        while (!found.empty() && qint64(found.back().offset) >= info.size())
            found.pop_back(); // a power cut may have spared the index and not the segment
        if (fits(found, index.m_entries.empty() ? nullptr : &index.m_entries.back()))
            index.m_entries.insert(index.m_entries.end(), found.begin(), found.end());
        else
            found.clear();
        if (info.size() > 0 && (found.empty() || info.size() - qint64(found.back().offset) > widest)) {
            if (auto scanned = index.scan(capsule, segment, info.size()); !scanned)
                return fail(scanned.error());
        }
    }
}

/// Reads on from the newest entry and adds those of `segment`, which lacks some.
Result<void> SegmentIndex::scan(const QString &capsule, int segment, qint64 size)
{
    IndexMaker maker;
    LogReader reader(capsule);
    if (!m_entries.empty()) {
        maker.resume(m_entries.back());
        reader.seek(m_entries.back().segment, qint64(m_entries.back().offset));
    }
    for (;;) {
        const auto batch = reader.read();
        if (!batch)
            return fail(batch.error());
        if (batch->frames.isEmpty() || batch->segment > segment)
            return {};
        for (const StoredFrame &frame : batch->frames) {
            const qint64 offset = batch->offsetOf(frame);
            if (const auto entry = maker.add(frame, batch->segment, quint64(offset)); entry && entry->segment == segment)
                m_entries.push_back(*entry);
        }
        if (batch->segment == segment && batch->end >= size)
            return {};
    }
}

const IndexEntry *SegmentIndex::at(quint64 row) const
{
    const auto after = std::upper_bound(m_entries.begin(), m_entries.end(), row,
                                        [](quint64 wanted, const IndexEntry &entry) { return wanted < entry.rows; });
    return after == m_entries.begin() ? nullptr : &*std::prev(after);
}

const IndexEntry *SegmentIndex::wholeAt(quint64 row) const
{
    const IndexEntry *const last = at(row);
    for (const IndexEntry *entry = last; entry && last - entry <= 64; --entry) {
        if (isClean(entry->counter))
            return entry;
        if (entry == m_entries.data())
            break;
    }
    return last;
}

} // namespace longshore
