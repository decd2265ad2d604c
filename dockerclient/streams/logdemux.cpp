// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/logdemux.h"

#include <QtEndian>
#include <algorithm>

namespace longshore
{

namespace
{

constexpr qsizetype headerSize = 8;

/// True when `bytes` are, or begin like, a frame's header: a type, three zeros, a length.
bool beginsHeader(QByteArrayView bytes)
{
    if (quint8(bytes[0]) > quint8(LogSource::Engine))
        return false;
    const QByteArrayView zeros = bytes.sliced(1, std::min<qsizetype>(bytes.size() - 1, 3));
    return std::all_of(zeros.begin(), zeros.end(), [](char c) { return c == 0; });
}

} // namespace

void LogDemux::feed(QByteArrayView bytes, QList<LogFrame> &frames)
{
    if (m_broken)
        return;
    if (!m_carry.isEmpty()) {
        m_joined.resize(0);
        m_joined.append(m_carry).append(bytes);
        m_carry.resize(0);
        bytes = m_joined;
    }
    qsizetype used = m_raw ? 0 : readFramed(bytes, frames);
    if (m_raw)
        used += readRaw(bytes.sliced(used), frames);
    if (!m_broken)
        m_carry.append(bytes.sliced(used));
}

/// Reads whole frames, or whole pieces of long ones; returns how many bytes they took.
qsizetype LogDemux::readFramed(QByteArrayView bytes, QList<LogFrame> &frames)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(at);
        if (m_left > 0) {
            const qsizetype size = std::min<qsizetype>(m_left, MaxPiece);
            if (rest.size() < size)
                break;
            frames.append({m_source, m_time, rest.first(size)});
            m_left -= quint32(size);
            at += size;
            continue;
        }
        if (!beginsHeader(rest)) {
            m_broken = m_sawHeader;
            m_fellBack = m_raw = !m_sawHeader;
            break;
        }
        if (rest.size() < headerSize)
            break;
        const auto announced = qFromBigEndian<quint32>(rest.data() + 4);
        const qsizetype size = std::min<qsizetype>(announced, MaxPiece);
        if (rest.size() - headerSize < size)
            break;
        m_sawHeader = true;
        beginFrame(rest[0], rest.sliced(headerSize, size), frames);
        m_left = announced - quint32(size);
        at += headerSize + size;
    }
    return at;
}

void LogDemux::beginFrame(char type, QByteArrayView payload, QList<LogFrame> &frames)
{
    if (payload.isEmpty())
        return;
    m_source = LogSource(quint8(type));
    const QByteArrayView text = withoutStamp(payload);
    if (m_source == LogSource::Engine)
        m_engineError.append(text.first(std::min(text.size(), MaxPiece - m_engineError.size())));
    frames.append({m_source, m_time, text});
}

/// With a terminal there are no frames: each line begins with its time stamp.
qsizetype LogDemux::readRaw(QByteArrayView bytes, QList<LogFrame> &frames)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        const QByteArrayView rest = bytes.sliced(at);
        const qsizetype newline = rest.indexOf('\n');
        const QByteArrayView line = newline < 0 ? rest : rest.first(newline + 1);
        QByteArrayView text = line;
        if (m_atLineStart) {
            const Rfc3339Reader::Match match = m_reader.read(line);
            const bool mayGoOn = match == Rfc3339Reader::Match::Incomplete
                || (match == Rfc3339Reader::Match::Complete && m_reader.length == line.size());
            if (newline < 0 && mayGoOn)
                break;
            text = withoutStamp(line);
        }
        if (!text.isEmpty())
            frames.append({LogSource::Stdout, m_time, text});
        m_atLineStart = newline >= 0;
        at += line.size();
    }
    return at;
}

/// Takes the time stamp off, and sets `m_time`. Podman 5 sends frames of nothing but a stamp.
QByteArrayView LogDemux::withoutStamp(QByteArrayView text)
{
    m_time = 0;
    if (m_reader.read(text) != Rfc3339Reader::Match::Complete)
        return text;
    const QByteArrayView rest = text.sliced(m_reader.length);
    if (!rest.isEmpty() && rest[0] != ' ' && rest[0] != '\n' && rest[0] != '\r')
        return text;
    // Beyond the year 2262, or before 1677, nanoseconds do not fit: such a time is no time.
    constexpr qint64 reach = 9'223'372'035;
    m_time = qAbs(m_reader.seconds) <= reach ? m_reader.seconds * 1'000'000'000 + m_reader.nanos : 0;
    return !rest.isEmpty() && rest[0] == ' ' ? rest.sliced(1) : rest;
}

bool LogDemux::end(QList<LogFrame> &frames)
{
    if (m_carry.isEmpty())
        return m_left == 0;
    m_joined = std::exchange(m_carry, {});
    const QByteArrayView rest = m_joined;
    // A time stamp that broke off is no text; a log that lost its frames may have none.
    const auto isPartOfStamp = [this](QByteArrayView text) { return m_reader.read(text) == Rfc3339Reader::Match::Incomplete; };
    if (m_raw) {
        const QByteArrayView text = !m_fellBack && isPartOfStamp(rest) ? QByteArrayView() : withoutStamp(rest);
        if (!text.isEmpty())
            frames.append({LogSource::Stdout, m_time, text});
        return true;
    }
    if (m_left > 0)
        frames.append({m_source, m_time, rest});
    else if (rest.size() > headerSize && !isPartOfStamp(rest.sliced(headerSize)))
        beginFrame(rest[0], rest.sliced(headerSize), frames);
    return false;
}

} // namespace longshore
