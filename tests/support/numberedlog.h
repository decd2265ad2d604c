// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logstore.h"

#include <QHash>

namespace longshore::test
{

/// What line of this number says.
inline QByteArray textOf(quint64 line)
{
    return "line " + QByteArray::number(line) + QByteArray(int(line % 97), char('a' + line % 26));
}

/// A row whose every property follows from its number.
struct Numbered {
    QByteArray text;
    std::vector<StyleRun> runs;
    NewRow row;

    explicit Numbered(quint64 line) : text(textOf(line))
    {
        if (line % 10 == 3)
            runs = {{0, {2u}}, {4, {}}};
        row.text = text;
        row.runs = runs;
        row.time = line % 50 == 7 ? 0 : 1'700'000'000'000'000'000 + qint64(line) * 1'000'000'007 - (line % 11 == 5 ? 3'000'000'000 : 0);
        row.updates = line % 100 == 1 ? quint32(line) : 0;
        row.source = line % 5 ? LogSource::Stdout : LogSource::Stderr;
        row.level = LogLevel(line % 8);
        row.flags = quint8(line % 16);
    }
    bool equals(const LogLine &l) const
    {
        if (l.text != row.text || l.time != row.time || l.updates != row.updates || l.source != row.source || l.level != row.level
            || l.flags != row.flags || l.runs.size() != runs.size())
            return false;
        for (size_t i = 0; i < runs.size(); ++i) {
            if (l.runs[i].offset - l.textOffset != runs[i].offset || l.runs[i].style != runs[i].style)
                return false;
        }
        return true;
    }
};

/// Appends and shows the lines [from, to).
inline void fill(LogStore &store, quint64 from, quint64 to)
{
    for (quint64 i = from; i < to; ++i)
        store.append(Numbered(i).row);
    store.publish();
}

/// Keeps packed chunks in memory of its own, as a spill file would in a file.
struct Keeper : ChunkBacking {
    QHash<quint32, ColdChunk> chunks;
    bool works = true;
    bool keep(quint32 chunk, const ColdChunk &cold) override
    {
        if (works)
            chunks[chunk] = cold;
        return works;
    }
    ChunkView load(quint32 chunk, quint64 firstLine, quint32) const override
    {
        const auto loaded = LoadedChunk::unpack(chunks[chunk]);
        return loaded ? ChunkView(loaded->arrays(), firstLine, loaded) : ChunkView();
    }
};

inline constexpr LogMemory tiny{1 << 20, 3 << 20};
inline constexpr quint64 many = 250'000; // 14 MB, some 8 chunks

} // namespace longshore::test
