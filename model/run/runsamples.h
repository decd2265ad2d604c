// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/result.h"

#include <QByteArray>
#include <QFile>
#include <QList>

namespace longshore
{

/// What a stage's container used at one moment. Amounts are bytes; those of network and block devices count from its
/// start. -1: not known.
struct RunSample {
    qint64 time = 0; ///< milliseconds since 1970 UTC, by the engine's clock as the log's times are
    int stage = 0;
    double cpu = -1; ///< percent of one core since the sample before: 200 keeps two cores busy; -1 in a first sample
    qint64 memory = -1;
    qint64 memoryLimit = 0; ///< 0 unknown
    qint64 received = -1, sent = -1;
    qint64 blockRead = -1, blockWritten = -1;

    bool operator==(const RunSample &) const = default;
};

/// Where the samples of a run lie: one CSV file in its capsule, a header and one line for each sample.
QString runSamplesPath(const QString &capsule);

/// Adds samples to that file. What was written before a crash stays readable: each line is one write.
class RunSampleWriter
{
public:
    explicit RunSampleWriter(const QString &capsule);

    /// Makes the file at the first sample. Error Disk; nothing is written any more after it.
    Result<void> append(const RunSample &sample);

private:
    QFile m_file;
    bool m_failed = false;
};

/// Samples as they are read, and how far.
struct RunSamples {
    QList<RunSample> samples;
    qint64 end = 0; ///< byte offset behind the last whole line: where to read on

    bool operator==(const RunSamples &) const = default;
};

/// The samples from byte `offset` on. Lines that make no sense are left out, one without its end is left for later; no
/// file is no samples. Error Disk. Blocks on a file of about 80 bytes a second of run: on a worker's thread.
Result<RunSamples> readRunSamples(const QString &capsule, qint64 offset = 0);

/// The largest memory among samples, 0 none.
qint64 peakMemory(const QList<RunSample> &samples);

} // namespace longshore
