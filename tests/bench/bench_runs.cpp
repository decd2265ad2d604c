// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs by `longshore run`, beside a shell that does the same with docker: create, cp in, start -a, cp out, rm.
// Needs LONGSHORE_TEST_ENGINE and docker's command line.
#include "tests/bench/support/child.h"
#include "tests/bench/support/dockershell.h"
#include "tests/bench/support/enginelog.h"
#include "tests/bench/support/figure.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <list>
#include <nlohmann/json.hpp>
#include <unistd.h>

using namespace longshore;
using namespace longshore::bench;

namespace
{

constexpr int rounds = 7;
const QString demo = QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo");
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;

class Runs
{
public:
    explicit Runs(const QString &docker) : m_docker(docker), m_engine(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"))
    {
        // Its pauses, made for watching it, are left out.
        QFile file(demo + u"/job.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            giveUp(file.errorString());
        auto job = nlohmann::ordered_json::parse(file.readAll().toStdString());
        job["configuration"]["parameters"]["delayMs"] = 0;
        job["source"]["folder"] = demo.toStdString();
        job["input"]["folder"] = (demo + u"/data"_s).toStdString();
        writeFile(demoJob(), QByteArray::fromStdString(job.dump()));
        Child(ours(demoJob(), 0), out(0)).end(); // builds the image
        QDir().mkpath(path(u"peer"_s));
        Child({u"cp"_s, u"-r"_s, demo + u"/data"_s, path(u"peer/data"_s)}, out(0)).end();
        writeFile(path(u"peer/data/config.json"_s), QByteArray::fromStdString(nlohmann::ordered_json{{"parameters", job["configuration"]["parameters"]}, {"action", "run"}}.dump()));
    }
    QString demoJob() const { return path(u"demo.job.json"_s); }

    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString out(int number) const { return path(u"out.%1"_s.arg(number)); }
    QStringList ours(const QString &job, int number) const
    {
        return {QStringLiteral(LONGSHORE_BUILD_DIR "/bin/longshore"), u"run"_s, job, u"--engine"_s, m_engine, u"--store"_s,
                path(u"store.%1"_s.arg(number)), u"--json"_s};
    }
    /// What a person would type; `data` is copied to /data.
    QStringList peers(const QString &create, const QString &data, int number) const
    {
        return {u"sh"_s, u"-c"_s,
                dockerScript(m_docker, u"bench-%1"_s.arg(number), create, data, path(u"peer.out.%1"_s.arg(number)))};
    }
    /// One at a time, or `count` at once.
    double wall(const std::function<QStringList(int)> &command, int count, double *memory = nullptr) const
    {
        ::sync(); // what one leaves unwritten is not written in the other's time
        return measure(RUSAGE_CHILDREN, [&] {
                   std::list<Child> children;
                   for (int i = 0; i < count; ++i)
                       children.emplace_back(command(i), out(i));
                   for (Child &child : children) {
                       const double used = child.end();
                       if (memory)
                           *memory = qMax(*memory, used);
                   }
               }).wall;
    }
    void compare(Figure figure, int count, const std::function<QStringList(int)> &own, const std::function<QStringList(int)> &peer,
                 double *memory, bool json, const std::function<void()> &tidy = [] {}) const
    {
        for (int round = -1; round < rounds; ++round) {
            const auto mine = [&] {
                const double taken = wall(own, count, memory);
                if (round >= 0)
                    figure.ours.append(taken);
                tidy();
            };
            if (round % 2)
                mine();
            const double taken = wall(peer, count);
            if (round >= 0)
                figure.peer.append(taken);
            if (round % 2 == 0)
                mine();
        }
        print(figure, json);
    }

private:
    QTemporaryDir m_dir{QDir::tempPath() + u"/longshore-bench-XXXXXX"_s};
    QString m_docker;
    QString m_engine;
};

void benchDemo(const Runs &runs, bool json)
{
    const auto own = [&](int number) { return runs.ours(runs.demoJob(), number); };
    const auto peer = [&](int number) { return runs.peers(demoImage, runs.path(u"peer/data"_s), number); };
    runs.compare({u"runs: the demo job, by docker create, cp, start, cp, rm"_s, {}, {}, 1.3}, 1, own, peer, nullptr, json);
    runs.compare({u"runs: 8 demo jobs at once, by 8 shells with docker"_s, {}, {}, 1.15}, 8, own, peer, nullptr, json);
}

/// 1 GB in 64 files goes in, and is moved to where outputs lie.
void benchCopies(const Runs &runs, EngineClient &client, bool json)
{
    prepareImage(client);
    const QByteArray part(1'000'000'000 / 64, 'x');
    for (int i = 0; i < 64; ++i)
        writeFile(runs.path(u"big/in/files/%1"_s.arg(i)), part);
    writeFile(runs.path(u"big/out/files/none"_s), {});
    writeFile(runs.path(u"big.job.json"_s),
          QByteArray(R"({"format":"longshore.job/1","id":"00000000-0000-4000-8000-000000000001","name":"Big","component":{"id":"bench.copy","data":{)"
                     R"("definition":{"type":"dockerhub","uri":"127.0.0.1:1/longshore-test-bench-log","tag":"1"},"memory":"2g","network":"none"}},)"
                     R"("configuration":{},"input":{"mode":"folder","folder":"big"},)"
                     R"("extra":{"entrypoint":["/bin/busybox","sh","-c","mv /data/in/files/* /data/out/files/"]}})"));
    double memory = 0;
    const auto own = [&](int number) { return runs.ours(runs.path(u"big.job.json"_s), number); };
    const auto peer = [&](int number) {
        return runs.peers(u"--network none --entrypoint /bin/busybox %1 sh -c 'mv /data/in/files/* /data/out/files/'"_s.arg(image), runs.path(u"big"_s), number);
    };
    // What a run keeps is kept for good; the disk is not.
    const auto tidy = [&] { QDir(runs.path(u"store.0"_s)).removeRecursively(); };
    runs.compare({u"runs: 1 GB in and 1 GB out, by docker cp both ways"_s, {}, {}, 1.1}, 1, own, peer, &memory, json, tidy);
    print({u"runs: memory of that, by 100 MB"_s, {memory}, {100}, 1.0, u"MB"_s}, json);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const bool json = QCoreApplication::arguments().contains(u"--json"_s);
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    const QString docker = QStandardPaths::findExecutable(u"docker"_s);
    if (!endpoint || docker.isEmpty() || qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") != u"docker"_s) {
        print({u"runs: n/a without dockerd and docker"_s, {}, {}, 1.0}, json);
        return 0;
    }
    EngineClient client(*endpoint);
    orGiveUp(await<EngineVersion>([&](auto done) { client.negotiate(&client, done); }));
    const Runs runs(docker);
    benchDemo(runs, json);
    benchCopies(runs, client, json);
    cleanUp(client);
    return 0;
}
