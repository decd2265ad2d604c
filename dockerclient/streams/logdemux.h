// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/logstream.h"
#include "dockerclient/types/rfc3339.h"

#include <array>

namespace longshore
{

/// Takes an engine's log stream apart: 8-byte frame headers (or none, with a terminal) and the time stamp before each
/// frame's bytes. A frame is passed on in the pieces in which it arrives, so nothing is ever allocated by an announced
/// length (A44). Pure.
class LogDemux
{
public:
    explicit LogDemux(bool tty) : m_raw(tty) {}

    /// Appends to `frames`; their views point into `bytes` or into this object, and hold until the next call.
    void feed(QByteArrayView bytes, QList<LogFrame> &frames);
    /// The stream ended. False when it ended within a frame.
    bool end(QList<LogFrame> &frames);
    /// A header made no sense: nothing more is delivered.
    bool isBroken() const { return m_broken; }
    /// The first header was none, so the stream is taken as raw (A45).
    bool fellBack() const { return m_fellBack; }

private:
    void readHeader(QByteArrayView &bytes);
    void readFrame(QByteArrayView &bytes, QList<LogFrame> &frames);
    void readRaw(QByteArrayView &bytes, QList<LogFrame> &frames);
    bool readStamp(QByteArrayView &part, bool last);
    void emitPiece(QByteArrayView piece, QList<LogFrame> &frames);

    bool m_raw;
    bool m_fellBack = false;
    bool m_broken = false;
    bool m_sawHeader = false;
    std::array<char, 8> m_header{};
    int m_headerSize = 0;
    quint32 m_left = 0;     ///< of the frame
    bool m_inFrame = false;
    bool m_stampPending = true;
    LogSource m_source = LogSource::Stdout;
    qint64 m_time = 0;
    QByteArray m_held; ///< the start of a frame or line that may still become a time stamp
    QList<QByteArray> m_kept; ///< bytes behind views given out in this call
    Rfc3339Reader m_reader;
};

} // namespace longshore
