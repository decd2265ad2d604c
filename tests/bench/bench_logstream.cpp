// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000,000 lines of 100 bytes, a fifth of them on stderr: LogStream beside `docker logs C > FILE 2>&1` on a real engine
// (LONGSHORE_TEST_ENGINE, unix://…), in wall and in CPU time, and without an engine beside a C program that only reads.
#include "dockerclient/streams/logstream.h"
#include "tests/bench/support/enginelog.h"
#include "tests/bench/support/figure.h"
#include "tests/bench/support/replay.h"

#include <QStandardPaths>

using namespace longshore;
using namespace longshore::bench;

namespace
{

constexpr int rounds = 7;

void countLines(EngineClient &client, const QString &id)
{
    LogStream *stream = client.containers().logs(id, {}, &client);
    qint64 lines = 0;
    qint64 bytes = 0;
    qint64 ofStderr = 0;
    QObject::connect(stream, &LogStream::frames, stream, [&](const QList<LogFrame> &frames) {
        for (const LogFrame &frame : frames) {
            lines += std::count(frame.bytes.begin(), frame.bytes.end(), '\n');
            bytes += frame.bytes.size();
            ofStderr += frame.source == LogSource::Stderr;
        }
    });
    orGiveUp(awaitEnd(stream));
    if (lines != lineCount || bytes != lineCount * 100 || ofStderr != lineCount / 5)
        giveUp(u"%1 lines, %2 bytes, %3 of stderr"_s.arg(lines).arg(bytes).arg(ofStderr));
}

void benchEngine(bool json)
{
    Figure wall{u"logs: 1M lines, wall, by docker logs > FILE"_s, {}, {}, 1.0};
    Figure cpu{u"logs: 1M lines, CPU, by docker logs > FILE"_s, {}, {}, 1.0};
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    if (endpoint) {
        EngineClient client(*endpoint);
        prepare(client);
        const QString docker = qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") == "docker"_L1
            ? QStandardPaths::findExecutable(u"docker"_s) : QString();
        const QTemporaryDir dir;
        countLines(client, container); // the engine's file is in the page cache from now on
        for (int round = 0; round < rounds; ++round) {
            Cost ours;
            Cost peer;
            const auto own = [&] { ours = measure(RUSAGE_SELF, [&] { countLines(client, container); }); };
            if (round % 2)
                own();
            if (!docker.isEmpty())
                peer = measure(RUSAGE_CHILDREN, [&] { dockerLogs(docker, dir.filePath(u"log"_s)); });
            if (round % 2 == 0)
                own();
            wall.ours.append(ours.wall);
            cpu.ours.append(ours.cpu);
            if (!docker.isEmpty()) {
                wall.peer.append(peer.wall);
                cpu.peer.append(peer.cpu);
            }
        }
        cleanUp(client);
    }
    print(wall, json);
    print(cpu, json);
}

void benchReplay(bool json)
{
    // A C program that only reads shows what the socket can give; ours takes apart 8 million lines a second at its best.
    Figure figure{u"logs: 1M lines replayed, by a C read()"_s, {}, {}, 8.0};
    const Replay replay(recordedAnswer(lineCount), 2 * (rounds + 1));
    EngineClient client(Endpoint::unixSocket(replay.path()));
    for (int round = -1; round < rounds; ++round) {
        const Cost peer = measure(RUSAGE_THREAD, [&] { replay.readInC(); });
        const Cost ours = measure(RUSAGE_THREAD, [&] { countLines(client, container); });
        if (round < 0)
            continue; // both touch their memory for the first time
        figure.ours.append(ours.wall);
        figure.peer.append(peer.wall);
    }
    print(figure, json);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const bool json = QCoreApplication::arguments().contains(u"--json"_s);
    benchReplay(json);
    benchEngine(json);
    return 0;
}
