// SPDX-License-Identifier: GPL-3.0-or-later
// The files of an image of 1 GB (four layers, 12,800 files from 1 kB to 4 MB) read into an index, beside
// `docker save | tar t`, and the most memory that takes. Needs LONGSHORE_TEST_ENGINE and docker's command line.
// LONGSHORE_BENCH_GIGABYTES makes the image so many times larger, and of more than one measures one round only.
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/images/files/imageindex.h"
#include "model/images/files/imageindexfile.h"
#include "model/images/files/imagereading.h"
#include "tests/bench/support/child.h"
#include "tests/bench/support/eventloop.h"
#include "tests/bench/support/figure.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"

#include <QFile>
#include <QTemporaryDir>
#include <malloc.h>

using namespace longshore;
using namespace longshore::bench;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

const int gigabytes = qMax(1, qEnvironmentVariableIntValue("LONGSHORE_BENCH_GIGABYTES"));
const int rounds = gigabytes > 1 ? 1 : 5;
const int layers = 4 * gigabytes;
constexpr double mostMegabytes = 150;
const QString tag = u"127.0.0.1:1/longshore-test-bench-files:1"_s;

struct Sizes {
    int count;
    int bytes;
};
constexpr Sizes sizes[] = {{2000, 1'000}, {1000, 8'000}, {100, 200'000}, {60, 1'000'000}, {40, 4'000'000}};

/// The context of a build, made as it is read.
class Context : public QIODevice
{
public:
    Context()
    {
        QByteArray dockerfile = "FROM scratch\n";
        for (int layer = 0; layer < layers; ++layer)
            dockerfile += "COPY l" + QByteArray::number(layer) + " /l" + QByteArray::number(layer) + '\n';
        m_piece = entry("Dockerfile", dockerfile);
        open(QIODevice::ReadOnly);
    }
    bool isSequential() const override { return true; }
    bool atEnd() const override { return bytesAvailable() == 0; }
    qint64 bytesAvailable() const override { return m_piece.size() - m_given + (m_layer <= layers ? 1 : 0) + QIODevice::bytesAvailable(); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        if (m_given == m_piece.size() && !next())
            return -1;
        const qint64 count = qMin<qint64>(most, m_piece.size() - m_given);
        memcpy(data, m_piece.constData() + m_given, size_t(count));
        m_given += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    static QByteArray entry(const QByteArray &path, const QByteArray &bytes)
    {
        QByteArray whole = TarBuilder().upToFile(path, bytes.size()) + bytes;
        return whole.append((512 - whole.size() % 512) % 512, '\0');
    }
    bool next()
    {
        if (m_layer > layers)
            return false;
        m_given = 0;
        if (m_layer == layers) {
            ++m_layer;
            m_piece = QByteArray(1024, '\0');
            return true;
        }
        const Sizes &size = sizes[m_size];
        QByteArray bytes(size.bytes, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char((m_seed = m_seed * 1664525 + 1013904223) >> 24);
        m_piece = entry("l" + QByteArray::number(m_layer) + "/s" + QByteArray::number(size.bytes) + "/d" + QByteArray::number(m_file / 100) + "/f" + QByteArray::number(m_file), bytes);
        if (++m_file == size.count) {
            m_file = 0;
            if (++m_size == int(std::size(sizes))) {
                m_size = 0;
                ++m_layer;
            }
        }
        return true;
    }

    QByteArray m_piece;
    qint64 m_given = 0;
    int m_layer = 0;
    int m_size = 0;
    int m_file = 0;
    quint32 m_seed = 1;
};

/// The greatest resident size of this process since the last call, in millions of bytes.
double peakMegabytes()
{
    double peak = 0;
    QFile status(u"/proc/self/status"_s);
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:"))
                peak = line.mid(6).simplified().split(' ')[0].toDouble() * 1024 / 1e6;
        }
    }
    ::malloc_trim(0);
    QFile reset(u"/proc/self/clear_refs"_s);
    if (!reset.open(QIODevice::WriteOnly) || reset.write("5") != 1)
        giveUp(u"the peak memory cannot be reset"_s);
    return peak;
}

void readFiles(const Endpoint &endpoint, const ImageIndexFolder &folder, const ImageId &image)
{
    std::optional<Result<void>> outcome;
    QObject owner;
    ImageReading *reading = readWholeImage(endpoint, tag, [&](const TarSource &source, const CancelToken &token) { return folder.write(image, source, token); }, &owner);
    QObject::connect(reading, &ImageReading::finished, &owner, [&](const Result<void> &result) { outcome = result; });
    reading->start();
    spinUntil([&] { return outcome.has_value(); });
    orGiveUp(*outcome);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const bool json = app.arguments().contains(u"--json"_s);
    const Endpoint endpoint = orGiveUp(Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE")));
    EngineClient client(endpoint);
    orGiveUp(await<EngineVersion>([&](auto done) { client.negotiate(&client, done); }));
    {
        Context context;
        std::optional<Result<void>> built; // it takes longer than awaitEnd waits
        BuildStream *stream = client.images().build({.tags = {tag}}, &context, &client);
        QObject::connect(stream, &Stream::finished, stream, [&built](const Result<void> &result) { built = result; });
        spinUntil([&] { return built.has_value(); });
        orGiveUp(*built);
    }
    const QTemporaryDir place;
    const ImageIndexFolder folder(place.filePath(u"indexes"_s));
    const ImageId image{u"bench"_s};
    const QString list = place.filePath(u"list"_s);
    Figure figure{u"image files: %1 GB into an index / docker save | tar t"_s.arg(gigabytes), {}, {}, 1.2};
    Figure memory{u"image files: most memory / 150 MB"_s, {}, {}, 1, u"MB"_s};
    for (int round = gigabytes > 1 ? 0 : -1; round < rounds; ++round) { // the first one warms up
        QFile::remove(folder.fileOf(image));
        peakMegabytes();
        const double ours = measure(RUSAGE_SELF, [&] { readFiles(endpoint, folder, image); }).wall;
        const double peak = peakMegabytes();
        const double peer = measure(RUSAGE_CHILDREN, [&] { Child({u"sh"_s, u"-c"_s, u"docker save %1 | tar t"_s.arg(tag)}, list).end(); }).wall;
        if (round < 0)
            continue;
        figure.ours.append(ours);
        figure.peer.append(peer);
        memory.ours.append(peak);
        memory.peer.append(mostMegabytes);
    }
    const auto index = orGiveUp(ImageIndex::open(folder.fileOf(image)));
    if (index->layers().size() != layers || index->mergedSize(layers - 1) < 1'000'000'000LL * gigabytes)
        giveUp(u"the index does not hold the image"_s);
    (void)await<ImageRemoval>([&](auto done) { client.images().remove(tag, {.force = true}, &client, done); });
    print(figure, json);
    print(memory, json);
    return 0;
}
