// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logsegment.h"

#include "model/logs/crc32c.h"
#include "model/store/durablefile.h"

#include <QtEndian>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace longshore
{

using namespace Qt::StringLiterals;

QString LogFormat::segmentPath(const QString &capsule, int segment)
{
    return u"%1/log.%2.seg"_s.arg(capsule).arg(segment, 3, 10, QLatin1Char('0'));
}

QString LogFormat::indexPath(const QString &capsule, int segment)
{
    return u"%1/log.%2.idx"_s.arg(capsule).arg(segment, 3, 10, QLatin1Char('0'));
}

void LogFormat::encode(const StoredFrame &frame, QByteArray *out)
{
    const qsizetype start = out->size();
    out->resize(start + headerSize + frame.bytes.size());
    auto *p = reinterpret_cast<uchar *>(out->data() + start);
    qToLittleEndian(magic, p);
    qToLittleEndian(quint32(frame.bytes.size()), p + 2);
    p[6] = uchar(frame.source);
    p[7] = frame.flags;
    qToLittleEndian(frame.engineTime, p + 8);
    qToLittleEndian(frame.seq, p + 16);
    const quint32 header = crc32c(~0u, p, headerSize - 4);
    qToLittleEndian(~crc32c(header, frame.bytes.data(), frame.bytes.size()), p + 24);
    if (!frame.bytes.isEmpty())
        std::memcpy(p + headerSize, frame.bytes.data(), size_t(frame.bytes.size()));
}

LogFormat::Decoded LogFormat::decode(QByteArrayView bytes, StoredFrame *frame)
{
    if (bytes.size() < headerSize)
        return Decoded::Incomplete;
    const auto *p = reinterpret_cast<const uchar *>(bytes.data());
    const auto length = qFromLittleEndian<quint32>(p + 2);
    if (qFromLittleEndian<quint16>(p) != magic || length > maxFrame || p[6] > uchar(LogSource::Engine))
        return Decoded::Damaged;
    if (bytes.size() < headerSize + qint64(length))
        return Decoded::Incomplete;
    const quint32 crc = ~crc32c(crc32c(~0u, p, headerSize - 4), p + headerSize, length);
    if (crc != qFromLittleEndian<quint32>(p + 24))
        return Decoded::Damaged;
    frame->source = LogSource(p[6]);
    frame->flags = p[7];
    frame->engineTime = qFromLittleEndian<qint64>(p + 8);
    frame->seq = qFromLittleEndian<quint64>(p + 16);
    frame->bytes = bytes.sliced(headerSize, length);
    return Decoded::Frame;
}

LogWriter::LogWriter(const QString &capsule, qint64 segmentSize) : m_capsule(capsule), m_segmentSize(segmentSize) {}

LogWriter::~LogWriter() = default;

static Result<void> cutSegment(const QString &capsule, int segment, qint64 end)
{
    const QString path = LogFormat::segmentPath(capsule, segment);
    if (::truncate(QFile::encodeName(path).constData(), end) != 0)
        return fail(diskError(u"go on with the log %1"_s.arg(path), errno));
    return {};
}

Result<std::shared_ptr<LogWriter>> LogWriter::resume(const QString &capsule)
{
    auto writer = std::make_shared<LogWriter>(capsule);
    const auto index = SegmentIndex::open(capsule);
    if (!index)
        return fail(index.error());
    if (!index->entries().empty()) {
        const IndexEntry &last = index->entries().back();
        LogReader reader(capsule);
        reader.seek(last.segment, qint64(last.offset));
        writer->m_indexer.resume(last);
        writer->m_segment = last.segment;
        writer->m_seq = last.seq;
        qint64 end = qint64(last.offset);
        for (;;) {
            const auto batch = reader.read();
            if (!batch)
                return fail(batch.error());
            if (batch->frames.isEmpty())
                break;
            for (const StoredFrame &frame : batch->frames) {
                writer->m_indexer.add(frame, batch->segment, quint64(batch->offsetOf(frame)));
                writer->m_seq = frame.seq + 1;
            }
            writer->m_segment = batch->segment;
            end = batch->end;
        }
        if (auto cut = cutSegment(capsule, writer->m_segment, end); !cut)
            return fail(cut.error());
    }
    // Who died between making a segment and its first whole frame left one that holds nothing: the next one follows it.
    while (QFile::exists(LogFormat::segmentPath(capsule, writer->m_segment + 1))) {
        if (auto cut = cutSegment(capsule, ++writer->m_segment, 0); !cut)
            return fail(cut.error());
    }
    writer->m_written = writer->m_segmentSize; // the next frame opens a segment
    return writer;
}

Result<void> LogWriter::append(LogSource source, quint8 flags, qint64 engineTime, QByteArrayView bytes)
{
    do {
        if (m_failed)
            return fail(*m_failed);
        if (m_segment < 0 || m_written >= m_segmentSize) {
            if (auto opened = openSegment(); !opened)
                return opened;
        }
        StoredFrame frame{source, flags, engineTime, m_seq, bytes.first(qMin<qsizetype>(bytes.size(), LogFormat::maxFrame))};
        bytes = bytes.sliced(frame.bytes.size());
        if (!bytes.isEmpty())
            frame.flags |= LogPartial;
        if (const auto entry = m_indexer.add(frame, m_segment, quint64(m_written)))
            m_pendingIndex += IndexFormat::encode(*entry);
        LogFormat::encode(frame, &m_pending);
        m_written += LogFormat::headerSize + frame.bytes.size();
        ++m_seq;
    } while (!bytes.isEmpty());
    return {};
}

Result<void> LogWriter::openSegment()
{
    if (m_file.isOpen()) {
        if (auto synced = sync(); !synced)
            return synced;
        m_file.close();
        m_index.close();
    }
    ++m_segment;
    m_written = 0;
    m_pendingIndex = IndexFormat::header();
    for (QFile *file : {&m_file, &m_index}) {
        file->setFileName(file == &m_file ? LogFormat::segmentPath(m_capsule, m_segment)
                                          : LogFormat::indexPath(m_capsule, m_segment));
        if (!file->open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered,
                        QFile::ReadOwner | QFile::WriteOwner)) {
            m_failed = diskError(u"make the log file %1"_s.arg(file->fileName()), errno);
            return fail(*m_failed);
        }
    }
    if (auto synced = syncDirectory(m_capsule); !synced) {
        m_failed = synced.error();
        return synced;
    }
    m_lastSync.start();
    return {};
}

Result<void> LogWriter::writeAll(QFile &file, const QByteArray &bytes)
{
    for (qint64 done = 0; done < bytes.size();) {
        const ssize_t n = ::write(file.handle(), bytes.constData() + done, size_t(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            m_failed = diskError(u"write the log file %1"_s.arg(file.fileName()), errno);
            return fail(*m_failed);
        }
        done += n;
    }
    return {};
}

Result<void> LogWriter::flush()
{
    if (m_failed)
        return fail(*m_failed);
    if (!m_pending.isEmpty()) {
        if (auto written = writeAll(m_file, m_pending); !written)
            return written;
        if (auto written = writeAll(m_index, m_pendingIndex); !written)
            return written;
        m_unsynced += m_pending.size();
        m_pending.resize(0);
        m_pendingIndex.resize(0);
    }
    if (m_unsynced >= (4 << 20) || (m_unsynced && m_lastSync.elapsed() >= 1000))
        return syncFile();
    return {};
}

Result<void> LogWriter::sync()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    return syncFile();
}

Result<void> LogWriter::syncFile()
{
    if (m_file.isOpen() && ::fdatasync(m_file.handle()) != 0) {
        m_failed = diskError(u"write the log file %1"_s.arg(m_file.fileName()), errno);
        return fail(*m_failed);
    }
    m_unsynced = 0;
    m_lastSync.start();
    return {};
}

} // namespace longshore
