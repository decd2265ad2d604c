// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"
#include "dockerclient/types/rfc3339.h"

namespace longshore
{

/// Takes an engine's log stream apart: 8-byte frame headers (or none, with a terminal) and the time stamp before each
/// frame's bytes. The frames of a framed stream do not depend on how its bytes were cut into reads. Pure.
class LogDemux
{
public:
    /// Engines send at most 16 KiB; a longer frame is passed on in pieces of this size, so that nothing is ever
    /// allocated by an announced length (A44).
    static constexpr qsizetype MaxPiece = 64 << 10;

    explicit LogDemux(bool tty) : m_raw(tty) {}

    /// Appends to `frames`; their views point into `bytes` or into this object, and hold until the next call.
    void feed(QByteArrayView bytes, QList<LogFrame> &frames);
    /// The stream ended: appends what came of an unfinished frame. False when there was one.
    bool end(QList<LogFrame> &frames);

    /// A header after the first made no sense: nothing more is delivered.
    bool isBroken() const { return m_broken; }
    /// The first header was none, so the stream is taken as raw (A45).
    bool fellBack() const { return m_fellBack; }
    /// What the engine said about itself in frames of type 3, up to MaxPiece bytes; their frames are delivered as well.
    QByteArray engineError() const { return m_engineError; }

private:
    qsizetype readFramed(QByteArrayView bytes, QList<LogFrame> &frames);
    qsizetype readRaw(QByteArrayView bytes, QList<LogFrame> &frames);
    void beginFrame(char type, QByteArrayView payload, QList<LogFrame> &frames);
    QByteArrayView withoutStamp(QByteArrayView text);

    bool m_raw;
    bool m_fellBack = false;
    bool m_broken = false;
    bool m_sawHeader = false;
    bool m_atLineStart = true; ///< raw only
    quint32 m_left = 0;        ///< of a frame longer than MaxPiece
    LogSource m_source = LogSource::Stdout;
    qint64 m_time = 0;
    QByteArray m_carry;  ///< the unfinished rest of the bytes fed so far
    QByteArray m_joined; ///< `m_carry` and the bytes after it, behind the views given out
    QByteArray m_engineError;
    Rfc3339Reader m_reader;
};

} // namespace longshore
