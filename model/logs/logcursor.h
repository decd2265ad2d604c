// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"

#include <QString>
#include <array>
#include <optional>

namespace longshore
{

/// Knows what of a container's log was taken, so that when its stream is opened again nothing comes twice and nothing is
/// left out (M7, M17). For each stream: the newest time stamp, the bytes that have it, and a running CRC-32C. Bytes, not
/// frames or lines, since engines cut frames as they like; whole seconds do as well as nanoseconds. Pure; a value.
class LogCursor
{
public:
    /// How a stream that is opened again begins, and how what was taken already is left out.
    enum class Way {
        Since, ///< with the newest time stamps: the bytes that have them are compared and dropped
        Count, ///< with the first byte: as many bytes as were taken are compared and dropped
        Time   ///< as Since, but nothing is compared: what is older is dropped. After a loss, see `take`
    };

    /// `whole`: the log is wanted from its first byte; else nothing older than the first that came.
    explicit LogCursor(bool whole = true) : m_whole(whole) {}

    /// A stream is about to be opened.
    void begin(Way way);
    Way way() const { return m_way; }
    /// What to ask the engine with: inclusive, `seconds.nanoseconds`. Empty = from the first byte. A second earlier than
    /// the newest time stamp, since stdout and stderr may have been written in another order than they were stamped.
    QString since() const;

    /// The part of a frame that is new, which counts as taken. Nothing: what comes is not what was taken before (a clock
    /// that stepped, a log the engine lost or rotated, an engine that ignores `since`): this stream is of no use, the next
    /// way is to be tried. With Time that does not happen.
    std::optional<QByteArrayView> take(const LogFrame &frame);

    /// Whether something that was taken did not come yet in the stream begun last.
    bool lacks() const;
    bool isEmpty() const { return total() == 0; }
    /// The newest time stamp, nanoseconds since 1970 UTC; 0 = none.
    qint64 newest() const;
    qint64 total() const;
    qint64 total(LogSource source) const { return m_streams[size_t(source)].total; }

private:
    struct Stream {
        qint64 time = 0;       ///< time stamp of the newest byte
        qint64 latest = 0;     ///< of all bytes, should the clock have been set back
        qint64 total = 0;      ///< bytes taken
        qint64 tied = 0;       ///< of them, the last ones, all with `time`
        quint32 before = ~0u;  ///< CRC register before the tied bytes
        quint32 sum = ~0u;     ///< and after them
        qint64 due = 0;        ///< bytes still to be dropped in this pass
        quint32 seen = ~0u;    ///< CRC register over those dropped
    };
    std::optional<QByteArrayView> drop(Stream &stream, QByteArrayView bytes);
    QByteArrayView accept(Stream &stream, qint64 time, QByteArrayView bytes);

    std::array<Stream, 4> m_streams;
    qint64 m_first = 0; ///< time of the first byte taken
    qint64 m_since = 0; ///< asked for in this pass; 0 = all
    Way m_way = Way::Count;
    bool m_begins = true; ///< no frame came yet in this pass
    bool m_whole;
};

} // namespace longshore
