// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/capsulebacking.h"

#include "model/logs/linedecoder.h"

namespace longshore
{

namespace
{

/// Text of a chunk's rows is at most four times as long as their bytes, once made visible.
constexpr qsizetype mostText = 4 << 20;

/// Keeps `count` rows from `first` on; an empty note in place of one that is lost.
class Section : public RowSink
{
public:
    Section(quint64 row, quint64 first, quint32 count) : m_row(row), m_first(first), m_end(first + count) {}
    void row(const NewRow &row) override
    {
        if (m_row >= m_first && m_row < m_end && !m_chunk->append(row))
            lose();
        ++m_row;
    }
    bool isComplete() const { return m_row >= m_end; }
    void complete()
    {
        for (m_row = std::max(m_row, m_first); m_row < m_end; ++m_row)
            lose();
    }
    const std::shared_ptr<RawChunk> &chunk() const { return m_chunk; }

private:
    void lose() { m_chunk->append({{}, {}, 0, 0, LogSource::Engine, LogLevel::None, LineNote}); }

    quint64 m_row;
    const quint64 m_first;
    const quint64 m_end;
    std::shared_ptr<RawChunk> m_chunk = std::make_shared<RawChunk>(mostText);
};

} // namespace

bool CapsuleBacking::keep(quint32, const ColdChunk &)
{
    return true;
}

std::shared_ptr<const SegmentIndex> CapsuleBacking::index(quint64 firstLine) const
{
    const std::lock_guard guard(m_mutex);
    if (!m_index || m_index->entries().empty() || m_index->entries().back().rows <= firstLine) {
        if (auto opened = SegmentIndex::open(m_capsule))
            m_index = std::make_shared<const SegmentIndex>(std::move(*opened));
    }
    return m_index;
}

ChunkView CapsuleBacking::load(quint32, quint64 firstLine, quint32 lines) const
{
    const auto found = index(firstLine);
    const IndexEntry *from = found ? found->wholeAt(firstLine) : nullptr;
    if (!from)
        return {};
    // One step earlier, for the colours that are in force here.
    if (from != found->entries().data())
        --from;
    LogReader reader(m_capsule);
    reader.seek(from->segment, qint64(from->offset));
    Section section(from->rows, firstLine, lines);
    LineDecoder decoder(section);
    decoder.startAt(from->counter);
    while (!section.isComplete()) {
        const auto batch = reader.read();
        if (!batch || batch->frames.isEmpty())
            break;
        for (const StoredFrame &frame : batch->frames)
            decoder.frame(frame);
    }
    if (!section.isComplete())
        decoder.finish(); // the log's last rows have no newline
    section.complete();
    return {section.chunk()->arrays(), firstLine, section.chunk()};
}

} // namespace longshore
