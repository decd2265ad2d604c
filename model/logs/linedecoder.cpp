// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/linedecoder.h"

#include "model/logs/loglevels.h"

#include <cstring>

namespace longshore
{

RowSink::~RowSink() = default;

namespace
{

/// True when all bytes are printable ASCII; eight at a time.
bool isPrintableAscii(QByteArrayView bytes)
{
    constexpr quint64 ones = 0x0101010101010101;
    constexpr quint64 tops = 0x8080808080808080;
    const char *p = bytes.data();
    qsizetype left = bytes.size();
    quint64 odd = 0;
    for (; left >= 8; p += 8, left -= 8) {
        quint64 word;
        std::memcpy(&word, p, 8);
        const quint64 dels = word ^ 0x7f * ones;
        odd |= (word | (word - 0x20 * ones) | ((dels - ones) & ~dels)) & tops;
    }
    for (; left > 0; ++p, --left)
        odd |= *p < 0x20 || *p == 0x7f; // bytes above 0x7f are negative
    return odd == 0;
}

} // namespace

void LineDecoder::frame(const StoredFrame &frame)
{
    const LogSource source = frame.source;
    Stream &stream = m_streams[size_t(source)];
    for (QByteArrayView rest = frame.bytes; !rest.isEmpty();) {
        const bool begun = m_counter.isOpen(source);
        bool newline = false;
        const qsizetype end = m_counter.next(source, rest, &newline);
        const QByteArrayView raw = end < 0 ? rest : rest.first(end);
        const QByteArrayView part = newline ? raw.chopped(1) : raw;
        rest = rest.sliced(raw.size());
        if (!begun) {
            stream.time = frame.engineTime;
            stream.note = frame.flags & LogAppNote;
            if (newline && stream.builder.isNeutral() && isPrintableAscii(part)) {
                giveOut({part, {}, frame.engineTime, 0, source, LogLevel::None, quint8(stream.note ? LineNote : 0)});
                continue;
            }
        }
        stream.builder.feed(part);
        if (end >= 0)
            endRow(source, newline);
    }
}

void LineDecoder::endRow(LogSource source, bool newline)
{
    Stream &stream = m_streams[size_t(source)];
    if (newline)
        stream.builder.finish(); // no character or sequence goes on over a line's end
    stream.builder.settle();
    quint8 flags = stream.note ? LineNote : 0;
    if (!newline)
        flags |= LineContinues;
    if (stream.builder.isNonAscii())
        flags |= LineNonAscii;
    giveOut({stream.builder.text(), stream.builder.runs(), stream.time, stream.builder.updates(), source, LogLevel::None, flags});
    stream.builder.clear();
}

void LineDecoder::giveOut(NewRow row)
{
    if (!(row.flags & LineNote)) {
        row.level = detectLevel(row.text);
        if (looksStructured(row.text))
            row.flags |= LineStructured;
    }
    m_sink.row(row);
}

void LineDecoder::finish()
{
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        if (m_counter.begun[i])
            endRow(LogSource(i), true);
        m_counter.begun[i] = false;
        m_counter.open[i] = 0;
    }
}

bool LineDecoder::hasPartials() const
{
    return std::any_of(m_counter.begun.begin(), m_counter.begun.end(), [](bool begun) { return begun; });
}

QList<PartialLine> LineDecoder::partials() const
{
    QList<PartialLine> found;
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        if (!m_counter.begun[i])
            continue;
        RowBuilder copy = m_streams[i].builder;
        copy.settle();
        found.append({LogSource(i), m_streams[i].time, copy.text().toByteArray(), {copy.runs().begin(), copy.runs().end()}});
    }
    return found;
}

} // namespace longshore
