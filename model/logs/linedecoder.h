// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logchunk.h"
#include "model/logs/logreader.h"
#include "model/logs/rowbuilder.h"
#include "model/logs/rowcounter.h"

#include <QList>
#include <array>

namespace longshore
{

/// The unfinished last row of a stream, shown provisionally.
struct PartialLine {
    LogSource source = LogSource::Stdout;
    qint64 time = 0;
    QByteArray text;
    std::vector<StyleRun> runs;

    bool operator==(const PartialLine &) const = default;
};

/// Who takes the rows of a log.
class RowSink
{
public:
    virtual ~RowSink();
    virtual void row(const NewRow &row) = 0;
};

/// Stored frames in, clean rows out: streams apart, cut where `RowCounter` says, with levels. Pure; however the bytes
/// were cut into frames, the rows are the same (their times are those of the frames in which they began).
class LineDecoder
{
public:
    explicit LineDecoder(RowSink &sink) : m_sink(sink) {}

    void frame(const StoredFrame &frame);
    /// The log is over: gives out last rows that never got their newline.
    void finish();
    /// Begins in the middle of a log: `counter` is the index's.
    void startAt(const RowCounter &counter) { m_counter = counter; }
    const RowCounter &counter() const { return m_counter; }
    QList<PartialLine> partials() const;
    bool hasPartials() const;

private:
    struct Stream {
        RowBuilder builder;
        qint64 time = 0;
        bool note = false;
    };
    void endRow(LogSource source, bool newline);
    void giveOut(NewRow row);

    RowSink &m_sink;
    RowCounter m_counter;
    std::array<Stream, 4> m_streams;
};

} // namespace longshore
