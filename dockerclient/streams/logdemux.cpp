// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/logdemux.h"

#include <QtEndian>

namespace longshore
{

namespace
{
/// "2026-11-23T07:30:26.844183678+01:00 ", the longest prefix.
constexpr qsizetype longestStamp = 36;
} // namespace

void LogDemux::feed(QByteArrayView bytes, QList<LogFrame> &frames)
{
    m_kept.clear();
    while (!bytes.isEmpty() && !m_broken) {
        if (m_raw)
            readRaw(bytes, frames);
        else if (!m_inFrame)
            readHeader(bytes);
        else
            readFrame(bytes, frames);
    }
}

void LogDemux::readHeader(QByteArrayView &bytes)
{
    while (m_headerSize < 8 && !bytes.isEmpty()) {
        m_header[std::size_t(m_headerSize++)] = bytes.front();
        bytes = bytes.sliced(1);
    }
    const bool sane = quint8(m_header[0]) <= 3 && !m_header[1] && !m_header[2] && !m_header[3];
    if (m_headerSize < 8)
        return;
    m_headerSize = 0;
    if (!sane) {
        m_broken = m_sawHeader;
        m_fellBack = m_raw = !m_sawHeader;
        m_held = QByteArray(m_header.data(), 8);
        return;
    }
    m_sawHeader = true;
    m_source = LogSource(quint8(m_header[0]));
    m_left = qFromBigEndian<quint32>(m_header.data() + 4);
    m_inFrame = m_left > 0;
    m_stampPending = true;
}

void LogDemux::readFrame(QByteArrayView &bytes, QList<LogFrame> &frames)
{
    QByteArrayView part = bytes.first(qMin(bytes.size(), qsizetype(m_left)));
    bytes = bytes.sliced(part.size());
    m_left -= quint32(part.size());
    const bool last = m_left == 0;
    if (!m_stampPending || readStamp(part, last))
        emitPiece(part, frames);
    m_inFrame = !last;
}

/// With a terminal there are no frames: each line begins with its time stamp.
void LogDemux::readRaw(QByteArrayView &bytes, QList<LogFrame> &frames)
{
    const qsizetype newline = bytes.indexOf('\n');
    QByteArrayView part = newline < 0 ? bytes : bytes.first(newline + 1);
    bytes = bytes.sliced(part.size());
    if (!m_stampPending || readStamp(part, newline >= 0))
        emitPiece(part, frames);
    if (newline >= 0)
        m_stampPending = true;
}

/// Takes the time stamp off the front of `part`. False when more bytes are needed to tell: they are held.
bool LogDemux::readStamp(QByteArrayView &part, bool last)
{
    QByteArrayView whole = part;
    if (!m_held.isEmpty()) {
        m_kept.append(m_held + part.toByteArray());
        m_held.clear();
        whole = m_kept.constLast();
    }
    const Rfc3339Reader::Match match = m_reader.read(whole);
    const bool complete = match == Rfc3339Reader::Match::Complete;
    const bool ended = complete && whole.size() == m_reader.length;
    if (!last && whole.size() < longestStamp && (match == Rfc3339Reader::Match::Incomplete || ended)) {
        m_held = whole.toByteArray();
        return false;
    }
    m_stampPending = false;
    part = whole;
    if (complete && (ended || whole[m_reader.length] == ' ' || whole[m_reader.length] == '\n' || whole[m_reader.length] == '\r')) {
        m_time = m_reader.seconds * 1'000'000'000 + m_reader.nanos;
        const bool space = !ended && whole[m_reader.length] == ' ';
        part = whole.sliced(m_reader.length + (space ? 1 : 0));
    }
    return true;
}

void LogDemux::emitPiece(QByteArrayView piece, QList<LogFrame> &frames)
{
    if (!piece.isEmpty())
        frames.append({m_source, m_time, piece});
}

bool LogDemux::end(QList<LogFrame> &frames)
{
    m_kept.clear();
    if (!m_held.isEmpty()) {
        m_kept.append(std::exchange(m_held, {}));
        QByteArrayView part = m_kept.constLast();
        if (readStamp(part, true))
            emitPiece(part, frames);
    }
    return !m_inFrame && m_headerSize == 0;
}

} // namespace longshore
