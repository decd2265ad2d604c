// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logreader.h"

#include "model/logs/logsegment.h"

#include <QFileInfo>
#include <QTimer>

namespace longshore
{

using namespace Qt::StringLiterals;

LogReader::LogReader(const QString &capsule) : m_capsule(capsule) {}

qint64 LogBatch::offsetOf(const StoredFrame &frame) const
{
    return offset + (frame.bytes.data() - buffer.constData()) - LogFormat::headerSize;
}

void LogReader::seek(int segment, qint64 offset)
{
    if (segment != m_segment)
        m_file.close();
    m_segment = segment;
    m_offset = offset;
    m_damaged = false;
}

bool LogReader::openSegment()
{
    m_file.setFileName(LogFormat::segmentPath(m_capsule, m_segment));
    return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

Result<LogBatch> LogReader::read(qint64 maxBytes)
{
    const QString asked = u"read the log of the run in %1"_s.arg(m_capsule);
    LogBatch batch;
    while (batch.frames.isEmpty() && !m_damaged) {
        if (!m_file.isOpen() && !openSegment()) {
            if (m_file.error() == QFile::OpenError && !QFileInfo::exists(m_file.fileName()))
                return batch;
            return fail(Error::make(Error::Kind::Disk, asked, m_file.errorString()));
        }
        // A frame may be longer than what was asked for: always leave room for one.
        const qint64 want = qMax(maxBytes, LogFormat::headerSize + qint64(LogFormat::maxFrame));
        if (!m_file.seek(m_offset))
            return fail(Error::make(Error::Kind::Disk, asked, m_file.errorString()));
        batch.buffer = m_file.read(want);
        qint64 at = 0;
        auto decoded = LogFormat::Decoded::Incomplete;
        for (StoredFrame frame; at < batch.buffer.size(); at += LogFormat::headerSize + frame.bytes.size()) {
            decoded = LogFormat::decode(QByteArrayView(batch.buffer).sliced(at), &frame);
            if (decoded != LogFormat::Decoded::Frame)
                break;
            batch.frames.append(frame);
        }
        batch.segment = m_segment;
        batch.offset = m_offset;
        m_offset += at;
        batch.end = m_offset;
        m_damaged = decoded == LogFormat::Decoded::Damaged;
        // The next segment exists only once this one is complete.
        if (batch.frames.isEmpty() && !m_damaged) {
            if (!QFileInfo::exists(LogFormat::segmentPath(m_capsule, m_segment + 1)))
                return batch;
            if (m_file.size() > m_offset) {
                if (decoded == LogFormat::Decoded::Incomplete && !batch.buffer.isEmpty())
                    m_damaged = true;
                continue;
            }
            m_file.close();
            ++m_segment;
            m_offset = 0;
        }
    }
    return batch;
}

LogTail::LogTail(const QString &capsule, QObject *parent) : QObject(parent), m_reader(capsule)
{
    m_watcher.addPath(capsule);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &LogTail::poke);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &LogTail::poke);
    poke();
}

void LogTail::poke()
{
    if (m_scheduled)
        return;
    m_scheduled = true;
    QTimer::singleShot(0, this, &LogTail::pump);
}

void LogTail::pump()
{
    m_scheduled = false;
    const auto batch = m_reader.read();
    if (!batch) {
        Q_EMIT failed(batch.error());
        return;
    }
    const QString newest = m_reader.currentFile();
    if (!newest.isEmpty() && !m_watcher.files().contains(newest)) {
        if (const auto old = m_watcher.files(); !old.isEmpty())
            m_watcher.removePaths(old);
        m_watcher.addPath(newest);
        poke(); // what was written between the read and the watch
    }
    if (batch->frames.isEmpty()) {
        if (!m_scheduled)
            Q_EMIT caughtUp();
        return;
    }
    Q_EMIT frames(*batch);
    poke();
}

} // namespace longshore
