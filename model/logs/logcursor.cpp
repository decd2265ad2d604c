// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logcursor.h"

#include "model/logs/crc32c.h"

#include <algorithm>
#include <utility>

namespace longshore
{

using namespace Qt::StringLiterals;

static constexpr qint64 second = 1'000'000'000;

void LogCursor::begin(Way way)
{
    m_way = way;
    m_begins = true;
    m_since = way == Way::Count ? 0 : std::max({newest() - second, m_whole ? 0 : m_first, qint64(0)});
    for (Stream &stream : m_streams) {
        const bool whole = m_since == 0;
        stream.due = whole ? stream.total : stream.time >= m_since ? stream.tied : 0;
        stream.seen = whole ? ~0u : stream.before;
    }
}

QString LogCursor::since() const
{
    return m_since == 0 ? QString() : u"%1.%2"_s.arg(m_since / second).arg(m_since % second, 9, 10, QLatin1Char('0'));
}

std::optional<QByteArrayView> LogCursor::take(const LogFrame &frame)
{
    Stream &stream = m_streams[size_t(frame.source)];
    const qint64 time = frame.engineTime ? frame.engineTime : stream.time;
    if (std::exchange(m_begins, false) && m_way == Way::Since && m_since > 0 && time < m_since)
        return std::nullopt;
    if (m_way == Way::Time) {
        if (stream.due > 0 && time < stream.time)
            return QByteArrayView();
        stream.due = 0;
        return accept(stream, time, frame.bytes);
    }
    if (stream.due == 0)
        return accept(stream, time, frame.bytes);
    if (m_since > 0 && time < stream.time)
        return QByteArrayView();
    if (time > (m_since > 0 ? stream.time : stream.latest))
        return std::nullopt; // what is due was lost
    const auto rest = drop(stream, frame.bytes);
    return rest && !rest->isEmpty() ? accept(stream, time, *rest) : rest;
}

/// What is left of `bytes` behind those that are due; nothing when they turn out to be others than were taken.
std::optional<QByteArrayView> LogCursor::drop(Stream &stream, QByteArrayView bytes)
{
    const qsizetype size = qsizetype(std::min<qint64>(stream.due, bytes.size()));
    stream.seen = crc32c(stream.seen, bytes.data(), size);
    stream.due -= size;
    if (stream.due == 0 && stream.seen != stream.sum)
        return std::nullopt;
    return bytes.sliced(size);
}

QByteArrayView LogCursor::accept(Stream &stream, qint64 time, QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return bytes; // a time stamp alone (a cut behind it, Podman 5) is no place to go on from
    if (m_first == 0)
        m_first = time;
    if (time != stream.time) {
        stream.time = time;
        stream.tied = 0;
        stream.before = stream.sum;
    }
    stream.latest = std::max(stream.latest, time);
    stream.sum = crc32c(stream.sum, bytes.data(), bytes.size());
    stream.tied += bytes.size();
    stream.total += bytes.size();
    return bytes;
}

bool LogCursor::lacks() const
{
    return std::any_of(m_streams.begin(), m_streams.end(), [](const Stream &stream) { return stream.due > 0; });
}

qint64 LogCursor::newest() const
{
    qint64 newest = 0;
    for (const Stream &stream : m_streams)
        newest = std::max(newest, stream.time);
    return newest;
}

qint64 LogCursor::total() const
{
    qint64 sum = 0;
    for (const Stream &stream : m_streams)
        sum += stream.total;
    return sum;
}

} // namespace longshore
