// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/stream.h"

#include <QByteArrayView>
#include <QList>

namespace longshore
{

enum class LogSource : quint8 { Stdin = 0, Stdout = 1, Stderr = 2, Engine = 3 };

/// One frame as the engine cut it (M6: up to 16 KiB, not a line), without its time stamp.
struct LogFrame {
    LogSource source = LogSource::Stdout;
    qint64 engineTime = 0; ///< nanoseconds since 1970 UTC, 0 unknown; Podman cuts to seconds (M17)
    QByteArrayView bytes;  ///< valid during the signal only
};

/// `GET /containers/{id}/logs`: demultiplexed, time stamps taken off. Never allocates by a frame's announced
/// length (A44); a truncated frame is an error of kind ConnectionLost, a frame of type 3 one of kind Engine.
/// In a flood its thread sleeps for fractions of a millisecond, so that one read brings many lines: not for the window's.
class LogStream : public Stream
{
    Q_OBJECT
public:
    using Stream::Stream;
    /// Stops reading the socket; the engine buffers, the component is not stalled (M8).
    virtual void setPaused(bool paused) = 0;

Q_SIGNALS:
    /// In the order of arrival, batched per read.
    void frames(const QList<longshore::LogFrame> &frames);
    /// The stream is not what `Config.Tty` promised and is read as raw instead (A45); at most once, before the
    /// first frames.
    void note(const QString &text);
};

} // namespace longshore
