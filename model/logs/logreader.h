// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "dockerclient/streams/logstream.h"

#include <QByteArray>
#include <QFile>
#include <QFileSystemWatcher>
#include <QObject>

namespace longshore
{

/// Bits of a stored frame's flags.
enum LogFlag : quint8 {
    LogPartial = 1,  ///< does not end a line: the engine cut it (M6)
    LogRedacted = 2, ///< a secret was replaced by [hidden]
    LogGap = 4,      ///< the engine lost something here; the bytes say what
    LogAppNote = 8,  ///< written by Longshore, not by the component (A14): show it apart
    LogStage = 16,   ///< with LogAppNote: here the next stage of a run with several begins, the first one too
    LogGelf = 32     ///< of LogSource::Engine: a GELF message as one line of JSON (contract §9.4)
};

/// One frame of a run's log. `bytes` are what the component wrote, ANSI codes and all, secrets replaced.
struct StoredFrame {
    LogSource source = LogSource::Stdout;
    quint8 flags = 0;
    qint64 engineTime = 0; ///< nanoseconds since 1970 UTC, 0 unknown
    quint64 seq = 0;       ///< from 0, without holes
    QByteArrayView bytes;  ///< into the batch's buffer
};

/// Frames read together. Copying shares the buffer, so the views stay valid with any copy.
struct LogBatch {
    QByteArray buffer;
    QList<StoredFrame> frames;
    int segment = 0;   ///< where all of them are
    qint64 offset = 0; ///< of the first frame in it
    qint64 end = 0;    ///< of the byte behind the last

    /// Where a frame of this batch begins in the segment.
    qint64 offsetOf(const StoredFrame &frame) const;
};

/// Reads a capsule's log in order, across segments, while it may still be written. Never writes, never locks. A
/// torn frame at the end is "not there yet"; a damaged one (CRC) ends the log, see `damaged`. One thread.
class LogReader
{
public:
    explicit LogReader(const QString &capsule);

    /// The next frames, about `maxBytes` of them; an empty batch when there is nothing new. Call again for more.
    /// Errors: Disk when a file cannot be read. A missing log is an empty one.
    Result<LogBatch> read(qint64 maxBytes = 1 << 20);
    void rewind() { seek(0, 0); }
    /// Goes on with the frame that begins at `offset` of a segment, see SegmentIndex.
    void seek(int segment, qint64 offset);
    /// A frame with a wrong checksum was met; `read` gives nothing more from that segment on.
    bool damaged() const { return m_damaged; }
    /// The segment being read; empty before the first exists.
    QString currentFile() const { return m_file.isOpen() ? m_file.fileName() : QString(); }

private:
    bool openSegment();

    QString m_capsule;
    QFile m_file;
    int m_segment = 0;
    qint64 m_offset = 0;
    bool m_damaged = false;
};

/// Follows a log: all that is there, then what comes. For a run of this process connect RunService::logAppended to
/// `poke`; for a run of another one the files are watched. Reads on its own thread, 1 MiB per event-loop turn.
class LogTail : public QObject
{
    Q_OBJECT
public:
    explicit LogTail(const QString &capsule, QObject *parent = nullptr);

    /// Begins there instead of at the start; before anything was read.
    void seek(int segment, qint64 offset) { m_reader.seek(segment, offset); }

public Q_SLOTS:
    void poke();

Q_SIGNALS:
    void frames(const longshore::LogBatch &batch);
    /// All that was there has been delivered; more may follow.
    void caughtUp();
    void failed(const longshore::Error &error);

private:
    void pump();

    LogReader m_reader;
    QFileSystemWatcher m_watcher;
    bool m_scheduled = false;
};

} // namespace longshore

Q_DECLARE_METATYPE(longshore::LogBatch)
