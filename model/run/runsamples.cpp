// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsamples.h"

#include <algorithm>
#include <optional>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr char header[] = "time_ms,stage,cpu_percent,memory,memory_limit,received,sent,block_read,block_written\n";
constexpr qsizetype fields = 9;
constexpr qint64 mostStages = 100'000;
/// A file that is longer was not written by us; it is read this far.
constexpr qint64 mostRead = 64 << 20;

std::optional<RunSample> parseLine(const QByteArray &line)
{
    const QList<QByteArray> parts = line.split(',');
    if (parts.size() != fields)
        return {};
    bool good = true;
    const auto whole = [&](int field) {
        bool ok = false;
        const qint64 value = parts[field].toLongLong(&ok);
        good = good && ok;
        return value;
    };
    bool real = false;
    RunSample sample;
    sample.time = whole(0);
    sample.stage = int(qBound(qint64(0), whole(1), mostStages));
    sample.cpu = parts[2].toDouble(&real);
    sample.memory = whole(3);
    sample.memoryLimit = whole(4);
    sample.received = whole(5);
    sample.sent = whole(6);
    sample.blockRead = whole(7);
    sample.blockWritten = whole(8);
    if (!good || !real || !qIsFinite(sample.cpu) || sample.time <= 0)
        return {};
    return sample;
}

} // namespace

QString runSamplesPath(const QString &capsule)
{
    return capsule + u"/stats.csv"_s;
}

RunSampleWriter::RunSampleWriter(const QString &capsule) : m_file(runSamplesPath(capsule)) {}

Result<void> RunSampleWriter::append(const RunSample &sample)
{
    const auto failed = [this](const QString &asked) {
        m_failed = true;
        const QString why = m_file.errorString();
        m_file.close();
        return fail(Error::make(Error::Kind::Disk, asked, why));
    };
    if (m_failed)
        return {};
    QByteArray line;
    if (!m_file.isOpen()) {
        if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return failed(u"make the file %1"_s.arg(m_file.fileName()));
        if (m_file.size() == 0)
            line = header;
    }
    line += QByteArray::number(sample.time) + ',' + QByteArray::number(sample.stage) + ',' + QByteArray::number(sample.cpu, 'f', 1);
    for (const qint64 amount : {sample.memory, sample.memoryLimit, sample.received, sample.sent, sample.blockRead, sample.blockWritten})
        line += ',' + QByteArray::number(amount);
    line += '\n';
    if (m_file.write(line) != line.size())
        return failed(u"write to the file %1"_s.arg(m_file.fileName()));
    return {};
}

Result<RunSamples> readRunSamples(const QString &capsule, qint64 offset)
{
    QFile file(runSamplesPath(capsule));
    RunSamples read;
    read.end = offset;
    if (!file.exists())
        return read;
    if (!file.open(QIODevice::ReadOnly) || !file.seek(offset))
        return fail(Error::make(Error::Kind::Disk, u"read the file %1"_s.arg(file.fileName()), file.errorString()));
    const QByteArray text = file.read(mostRead);
    qsizetype from = 0;
    for (qsizetype end; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
        if (const std::optional<RunSample> sample = parseLine(text.mid(from, end - from)))
            read.samples.append(*sample);
    }
    read.end = offset + from;
    return read;
}

qint64 peakMemory(const QList<RunSample> &samples)
{
    qint64 peak = 0;
    for (const RunSample &sample : samples)
        peak = std::max(peak, sample.memory);
    return peak;
}

} // namespace longshore
