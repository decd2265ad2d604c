// SPDX-License-Identifier: GPL-3.0-or-later
// A stored log that a crash, a disk or a person has damaged. First byte: what is done with the rest.
#include "model/logs/logreader.h"
#include "model/logs/logsegment.h"
#include "tests/fuzz/fuzz.h"

#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::fuzz;

namespace
{

QByteArray framesOf(QByteArrayView bytes, int seed)
{
    QByteArray out;
    quint64 seq = 0;
    inParts(bytes, seed, [&](const QByteArray &part) {
        LogFormat::encode({LogSource(seq % 4), quint8(part[0]), qint64(seq) * 1'000'000'000, seq, part}, &out);
        ++seq;
    });
    return out;
}

void write(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    check(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size(), "the segment can be written");
}

/// Reads all there is; the bytes of all frames.
QByteArray readAll(const QString &capsule, bool *damaged)
{
    LogReader reader(capsule);
    QByteArray out;
    quint64 frames = 0;
    for (;;) {
        const auto batch = reader.read();
        check(batch.has_value(), "damage is no error of reading");
        if (batch->frames.isEmpty())
            break;
        for (const StoredFrame &frame : batch->frames) {
            check(frame.source <= LogSource::Engine, "the source is one of four");
            out += frame.bytes;
            ++frames;
        }
        check(frames < 1'000'000, "reading comes to an end");
    }
    *damaged = reader.damaged();
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder;
    QByteArrayView bytes = bytesOf(data, size);
    const int how = choice(&bytes);
    const QString segment = LogFormat::segmentPath(folder.path(), 0);
    StoredFrame frame;
    LogFormat::decode(bytes, &frame);

    QByteArray stored = bytes.toByteArray();
    bool damaged = false;
    if (how & 1) { // frames of ours, whole, then with one byte changed and cut
        stored = framesOf(bytes, how);
        write(segment, stored);
        check(readAll(folder.path(), &damaged) == bytes && !damaged, "what was written is read");
        if (!stored.isEmpty()) {
            stored[(how * 37) % stored.size()] ^= char(1 << (how >> 5));
            stored.chop(how % 5);
        }
    }
    write(segment, stored);
    const QByteArray read = readAll(folder.path(), &damaged);
    if (how & 1)
        check(bytes.startsWith(read), "what is read before the damage is what was written");
    return 0;
}
