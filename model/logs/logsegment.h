// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"
#include "model/logs/segmentindex.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QFile>
#include <memory>

namespace longshore
{

/// The frame of `log.NNN.seg` (reliability §5.2), all numbers little endian:
/// `magic u16 | len u32 | stream u8 | flags u8 | engine_ts i64 ns | seq u64 | crc32c u32 | bytes`.
/// The checksum covers the header before it and the bytes after it.
namespace LogFormat
{
inline constexpr quint16 magic = 0x4c53;
inline constexpr qint64 headerSize = 28;
inline constexpr qint64 segmentSize = 16 << 20; ///< a segment is closed by the first frame that passes it
inline constexpr quint32 maxFrame = 1 << 20;    ///< a longer announced length is damage
inline constexpr qint64 indexStep = 256 << 10;  ///< bytes of frames to an entry of `log.NNN.idx`, see IndexFormat

QString segmentPath(const QString &capsule, int segment);
QString indexPath(const QString &capsule, int segment);
/// Appends the frame's bytes to `out`.
void encode(const StoredFrame &frame, QByteArray *out);

enum class Decoded { Frame, Incomplete, Damaged };
/// Reads the frame at `bytes`' start; its view points into `bytes`.
Decoded decode(QByteArrayView bytes, StoredFrame *frame);
} // namespace LogFormat

/// Appends frames to a capsule's log. Used by one thread of the process that owns the capsule. After an error nothing
/// more is written: a failed fsync is final (F60).
class LogWriter
{
public:
    explicit LogWriter(const QString &capsule, qint64 segmentSize = LogFormat::segmentSize);
    /// Goes on with a log whose writer died: what is torn or damaged at its end is cut off, and a new segment begins.
    /// A missing log is a new one. Errors: Disk, StoreUnwritable.
    static Result<std::shared_ptr<LogWriter>> resume(const QString &capsule);
    ~LogWriter();
    LogWriter(const LogWriter &) = delete;
    LogWriter &operator=(const LogWriter &) = delete;

    /// Buffers a frame; longer bytes than a frame holds are cut into several. `flush` makes it visible to readers.
    Result<void> append(LogSource source, quint8 flags, qint64 engineTime, QByteArrayView bytes);
    /// Writes what is buffered, and syncs when 4 MiB or 1 s passed since the last time.
    Result<void> flush();
    /// Writes and syncs all (`fdatasync`), before an event says the log is complete.
    Result<void> sync();

    quint64 frameCount() const { return m_seq; }
    /// Rows that ended (RowCounter), Longshore's own notes too.
    quint64 rowCount() const { return m_indexer.rows(); }

private:
    Result<void> openSegment();
    Result<void> syncFile();
    Result<void> writeAll(QFile &file, const QByteArray &bytes);

    QString m_capsule;
    qint64 m_segmentSize;
    int m_segment = -1;
    QFile m_file;
    QFile m_index;
    QByteArray m_pending;
    QByteArray m_pendingIndex;
    qint64 m_written = 0; ///< bytes in the segment, pending ones too
    qint64 m_unsynced = 0;
    quint64 m_seq = 0;
    IndexMaker m_indexer;
    QElapsedTimer m_lastSync;
    std::optional<Error> m_failed;
};

} // namespace longshore
