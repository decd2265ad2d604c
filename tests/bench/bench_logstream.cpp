// SPDX-License-Identifier: GPL-3.0-or-later
// 1,000,000 lines of 100 bytes, a fifth of them on stderr: LogStream beside `docker logs C > FILE 2>&1` on a real engine
// (LONGSHORE_TEST_ENGINE, unix://…), in wall and in CPU time, and without an engine beside a C program that only reads.
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/logstream.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/waitstream.h"
#include "tests/bench/support/figure.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace longshore;
using namespace longshore::test;

namespace
{

constexpr qint64 lineCount = 1'000'000;
constexpr int rounds = 7;
const QString image = u"127.0.0.1:1/longshore-test-bench-log:1"_s;
const QString container = u"longshore-test-bench-log"_s;

struct Cost {
    double wall = 0; ///< milliseconds
    double cpu = 0;  ///< milliseconds, user and system
};

double cpuMilliseconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    const auto ms = [](const timeval &time) { return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3; };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// What `work` took; `who` as of getrusage.
template<class Work>
Cost measure(int who, Work work)
{
    QElapsedTimer clock;
    clock.start();
    const double before = cpuMilliseconds(who);
    work();
    return {double(clock.nsecsElapsed()) / 1e6, cpuMilliseconds(who) - before};
}

[[noreturn]] void giveUp(const QString &why)
{
    std::fprintf(stderr, "bench_logstream: %s\n", qPrintable(why));
    std::exit(1);
}

template<class T>
T orGiveUp(const Result<T> &result)
{
    if (!result)
        giveUp(result.error().sentence());
    if constexpr (!std::is_void_v<T>)
        return *result;
}

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

/// An image of busybox, and one container of it that has written all its lines.
void prepare(EngineClient &client)
{
    orGiveUp(await<EngineVersion>([&](auto done) { client.negotiate(&client, done); }));
    (void)await<void>([&](auto done) { client.containers().remove(container, {.force = true, .volumes = true}, &client, done); });
    QFile busybox(u"/bin/busybox"_s);
    if (!busybox.open(QIODevice::ReadOnly))
        giveUp(u"there is no /bin/busybox"_s);
    QBuffer tar;
    tar.setData(TarBuilder().file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENTRYPOINT [\"/bin/busybox\"]\n")
                    .file("busybox", busybox.readAll(), 0755).bytes());
    tar.open(QIODevice::ReadOnly);
    orGiveUp(awaitEnd(client.images().build({.tags = {image}}, &tar, &client)));

    ContainerSpec spec;
    spec.image = image;
    spec.cmd = {u"awk"_s, u"BEGIN { for (i = 0; i < %1; i++) { l = sprintf(\"%099d\", i); if (i % 5) print l; else print l > \"/dev/stderr\" } }"_s
                              .arg(lineCount)};
    spec.networkMode = u"none"_s;
    spec.logDriver = u"json-file"_s;
    spec.logOptions = {{u"max-size"_s, u"1000g"_s}};
    orGiveUp(await<CreatedContainer>([&](auto done) { client.containers().create(container, spec, &client, done); }));
    orGiveUp(await<bool>([&](auto done) { client.containers().start(container, &client, done); }));
    int code = -1;
    WaitStream *wait = client.containers().wait(container, u"not-running"_s, &client);
    QObject::connect(wait, &WaitStream::exited, wait, [&code](int exitCode) { code = exitCode; });
    orGiveUp(awaitEnd(wait));
    if (code != 0)
        giveUp(u"the writer ended with %1"_s.arg(code));
}

void dockerLogs(const QString &docker, const QString &file)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardOutputFile(file);
    process.start(docker, {u"logs"_s, u"-t=false"_s, container});
    if (!process.waitForFinished(600'000) || process.exitCode() != 0)
        giveUp(u"docker logs failed"_s);
    if (QFile(file).size() != lineCount * 100)
        giveUp(u"docker logs wrote %1 bytes"_s.arg(QFile(file).size()));
}

void benchEngine(bool json)
{
    bench::Figure wall{u"logs: 1M lines, wall, by docker logs > FILE"_s, {}, {}, 1.0};
    bench::Figure cpu{u"logs: 1M lines, CPU, by docker logs > FILE"_s, {}, {}, 1.0};
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
        (void)await<void>([&](auto done) { client.containers().remove(container, {.force = true, .volumes = true}, &client, done); });
        (void)await<ImageRemoval>([&](auto done) { client.images().remove(image, {.force = true}, &client, done); });
    }
    bench::print(wall, json);
    bench::print(cpu, json);
}

/// An engine's answer as it goes over the wire: one chunk per frame.
QByteArray recordedAnswer()
{
    QByteArray answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    answer.reserve(lineCount * 150);
    char line[160];
    for (qint64 i = 0; i < lineCount; ++i) {
        const int size = std::snprintf(line, sizeof line, "8b\r\n%c%c%c%c%c%c%c%c2026-11-23T07:%02d:%02d.%09dZ %099d\n\r\n", i % 5 ? 1 : 2, 0, 0, 0, 0, 0, 0, 131,
                                       int(i / 60'000 % 60), int(i / 1000 % 60), int(i % 1000) * 1'000'000, int(i));
        answer.append(line, size);
    }
    return answer + "0\r\n\r\n";
}

int unixSocket(const QByteArray &path, sockaddr_un &address)
{
    address = {};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", path.constData());
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/// Answers each of `connections` connections with `answer` in writes of 64 KiB.
void serve(int listener, const QByteArray &answer, int connections)
{
    for (int i = 0; i < connections; ++i) {
        const int fd = ::accept(listener, nullptr, nullptr);
        char request[4096];
        if (::read(fd, request, sizeof request) > 0) {
            for (qsizetype at = 0; at < answer.size();) {
                const ssize_t n = ::send(fd, answer.constData() + at, size_t(qMin<qsizetype>(64 << 10, answer.size() - at)), MSG_NOSIGNAL);
                if (n <= 0)
                    break;
                at += n;
            }
        }
        ::close(fd);
    }
}

void readInC(const QByteArray &path, qint64 expected)
{
    sockaddr_un address;
    const int fd = unixSocket(path, address);
    std::vector<char> buffer(256 << 10);
    qint64 total = 0;
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::write(fd, "GET / HTTP/1.1\r\n\r\n", 18) != 18)
        giveUp(u"cannot reach the replay"_s);
    for (ssize_t n; (n = ::read(fd, buffer.data(), buffer.size())) > 0;)
        total += n;
    ::close(fd);
    if (total != expected)
        giveUp(u"the C reader got %1 bytes"_s.arg(total));
}

void benchReplay(bool json)
{
    const QByteArray answer = recordedAnswer();
    const QTemporaryDir dir;
    const QString path = dir.filePath(u"replay.sock"_s);
    sockaddr_un address;
    const int listener = unixSocket(QFile::encodeName(path), address);
    if (::bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || ::listen(listener, 4) != 0)
        giveUp(u"cannot listen"_s);
    std::thread server(serve, listener, answer, 2 * (rounds + 1));
    // A C program that only reads shows what the socket can give; ours takes apart 8 million lines a second at its best.
    bench::Figure figure{u"logs: 1M lines replayed, by a C read()"_s, {}, {}, 8.0};
    EngineClient client(Endpoint::unixSocket(path));
    for (int round = -1; round < rounds; ++round) {
        const Cost peer = measure(RUSAGE_THREAD, [&] { readInC(QFile::encodeName(path), answer.size()); });
        const Cost ours = measure(RUSAGE_THREAD, [&] { countLines(client, container); });
        if (round < 0)
            continue; // both touch their memory for the first time
        figure.ours.append(ours.wall);
        figure.peer.append(peer.wall);
    }
    server.join();
    ::close(listener);
    bench::print(figure, json);
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
