// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logchunk.h"

#include <memory>

namespace longshore
{

/// Lines of one chunk of a store, as they were when the view was made: a chunk that is being written has more later.
/// Copies share what keeps the memory in place; the store may go away before them. Any thread.
class ChunkView
{
public:
    ChunkView() = default;
    ChunkView(const ChunkArrays &arrays, quint64 firstLine, std::shared_ptr<const void> keeper)
        : m_arrays(arrays), m_firstLine(firstLine), m_keeper(std::move(keeper))
    {
    }

    /// False when the chunk's memory was given back and could not be read again.
    bool isValid() const { return m_keeper != nullptr; }
    quint64 firstLine() const { return m_firstLine; }
    quint32 count() const { return m_arrays.lines; }
    bool contains(quint64 line) const { return line >= m_firstLine && line - m_firstLine < m_arrays.lines; }
    /// All lines, each with its '\n'. Valid UTF-8.
    QByteArrayView text() const { return {m_arrays.text, qsizetype(m_arrays.bytes)}; }

    /// `index` counts from the chunk's first line.
    LogLine line(quint32 index) const { return m_arrays.line(index); }
    LogLevel level(quint32 index) const { return LineEntry::level(m_arrays.entries[index]); }
    LogSource source(quint32 index) const { return LineEntry::source(m_arrays.entries[index]); }
    quint8 flags(quint32 index) const { return LineEntry::flags(m_arrays.entries[index]); }
    qint64 time(quint32 index) const { return m_arrays.time(index); }
    quint32 textOffset(quint32 index) const { return LineEntry::offset(m_arrays.entries[index]); }
    /// The index of the line that holds this byte of `text()`.
    quint32 lineAt(quint32 offset) const;

private:
    ChunkArrays m_arrays;
    quint64 m_firstLine = 0;
    std::shared_ptr<const void> m_keeper;
};

/// Where the chunks of a store can be had again once their memory was given back.
class ChunkBacking
{
public:
    virtual ~ChunkBacking();
    /// The chunk is about to leave memory: keeps what is needed to load it. False when that was not possible, and the
    /// chunk stays in memory as long as it can. Writer's thread.
    virtual bool keep(quint32 chunk, const ColdChunk &cold) = 0;
    /// Exactly the `lines` lines from `firstLine` on, with an empty note for each that is lost; an invalid view when all
    /// are. Any thread, may read a file.
    virtual ChunkView load(quint32 chunk, quint64 firstLine, quint32 lines) const = 0;
};

} // namespace longshore
