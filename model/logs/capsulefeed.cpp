// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/capsulefeed.h"

#include "model/logs/logsegment.h"
#include "model/logs/segmentindex.h"

namespace longshore
{

namespace
{
/// Segment bytes of one backed chunk at most: its text may become four times as long, and has to fit 4 MiB.
constexpr quint64 chunkSpan = 1 << 20;
} // namespace

CapsuleFeed::CapsuleFeed(const QString &capsule, std::shared_ptr<LogStore> store) : LogFeed(std::move(store)), m_capsule(capsule) {}

void CapsuleFeed::start()
{
    m_tail = std::make_unique<LogTail>(m_capsule);
    connect(m_tail.get(), &LogTail::frames, this, &CapsuleFeed::take);
    connect(m_tail.get(), &LogTail::caughtUp, this, &CapsuleFeed::caughtUp);
    connect(m_tail.get(), &LogTail::failed, this, [this](const Error &error) { Q_EMIT state(LogState::Failed, error); });
    Q_EMIT state(LogState::Waiting, {});
    skipToTheEnd();
}

void CapsuleFeed::poke()
{
    if (m_tail && !m_done)
        m_tail->poke();
}

void CapsuleFeed::sourceEnded()
{
    m_sourceEnded = true;
    poke();
}

/// Chunks of `chunkSpan` for what the index knows; reading goes on at its last entry at which no row is under way.
void CapsuleFeed::skipToTheEnd()
{
    const auto index = SegmentIndex::open(m_capsule);
    if (!index || index->entries().empty())
        return;
    const auto &entries = index->entries();
    const auto position = [](const IndexEntry &e) { return quint64(e.segment) * LogFormat::segmentSize + e.offset; };
    if (position(entries.back()) < quint64(readWhole))
        return;
    const IndexEntry *last = index->wholeAt(entries.back().rows);
    const IndexEntry *from = &entries.front();
    for (const IndexEntry *to = from + 1; to <= last; ++to) {
        if (to != last && position(to[1]) - position(*from) <= chunkSpan)
            continue;
        for (quint64 left = to->rows - from->rows; left > 0;) {
            const auto lines = quint32(std::min<quint64>(left, LogLimits::chunkLines));
            store().appendBacked(lines);
            left -= lines;
        }
        from = to;
    }
    decoder().startAt(last->counter);
    m_tail->seek(last->segment, qint64(last->offset));
    publish();
    Q_EMIT state(LogState::Streaming, {});
}

void CapsuleFeed::take(const LogBatch &batch)
{
    for (const StoredFrame &frame : batch.frames)
        decoder().frame(frame);
    publish();
    if (!m_sourceEnded)
        Q_EMIT state(LogState::Streaming, {});
}

void CapsuleFeed::caughtUp()
{
    if (!m_sourceEnded || m_done)
        return;
    m_done = true;
    finish();
    Q_EMIT state(LogState::Ended, {});
}

} // namespace longshore
