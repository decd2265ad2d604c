// SPDX-License-Identifier: GPL-3.0-or-later
// 60 functional cases by `longshore test -j2`, beside two shells that each take the next one: docker create, cp in,
// start -a, cp out, rm, and diff. Needs LONGSHORE_TEST_ENGINE and docker's command line.
#include "dockerclient/endpoint.h"
#include "tests/bench/support/child.h"
#include "tests/bench/support/dockershell.h"
#include "tests/bench/support/figure.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr int rounds = 5;
constexpr int cases = 60;
const QString demo = QStringLiteral(LONGSHORE_BUILD_DIR "/share/longshore/demo");
const QString demoImage = u"longshore/demo-text-splitter:1.0.0"_s;
const QString longshoreProgram = QStringLiteral(LONGSHORE_BUILD_DIR "/bin/longshore");

class Cases
{
public:
    explicit Cases(const QString &docker)
        : m_docker(docker)
        , m_engine(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"))
    {
        // Builds the image.
        run({longshoreProgram, u"run"_s, demo + u"/job.json"_s, u"--engine"_s, m_engine, u"--store"_s, path(u"first"_s)});
        for (int number = 1; number <= cases; ++number)
            makeCase(number);
    }

    double ours() const
    {
        // What a run keeps is kept for good; each round begins with a store of its own, as at first use.
        QDir(path(u"store"_s)).removeRecursively();
        return run({longshoreProgram, u"test"_s, path(u"cases"_s), u"--image"_s, demoImage, u"-j2"_s, u"--engine"_s, m_engine,
                    u"--store"_s, path(u"store"_s)});
    }
    double peers() const
    {
        const QString each = dockerScript(m_docker, u"bench-{}"_s, demoImage, path(u"cases/{}/source/data"_s), path(u"peer/{}"_s)) +
                             u"; diff -r -x state.json %1 %2"_s.arg(path(u"peer/{}"_s), path(u"cases/{}/expected/data/out"_s));
        writeFile(path(u"peer/none"_s), {});
        return run({u"sh"_s, u"-c"_s, u"seq %1 | xargs -P2 -I{} sh -c '%2'"_s.arg(cases).arg(each)});
    }

private:
    QString path(const QString &name) const { return m_dir.filePath(name); }
    double run(const QStringList &command) const
    {
        return measure(RUSAGE_CHILDREN, [&] { Child(command, path(u"output"_s)).end(); }).wall;
    }
    /// What is expected is what the component writes when it is asked by hand.
    void makeCase(int number) const
    {
        const QString folder = path(u"cases/%1"_s.arg(number));
        const nlohmann::ordered_json config{
            {"parameters", {{"columns", {{"id", "id"}, {"text", "text"}}}, {"max", 3 + number}, {"min", 0}, {"delayMs", 0}}},
            {"image_parameters", nlohmann::ordered_json::object()},
            {"action", "run"},
            {"storage", nlohmann::ordered_json::object()},
            {"authorization", nlohmann::ordered_json::object()}};
        writeFile(folder + u"/source/data/config.json"_s, QByteArray::fromStdString(config.dump()));
        writeFile(folder + u"/source/data/in/tables/texts.csv"_s,
                  "\"id\",\"text\"\n\"1\",\"one two three four five six seven\"\n");
        QDir().mkpath(folder + u"/source/data/out/tables"_s);
        QDir().mkpath(folder + u"/source/data/out/files"_s);
        QDir().mkpath(folder + u"/expected/data"_s);
        run({u"sh"_s, u"-c"_s,
             dockerScript(m_docker, u"bench-%1"_s.arg(number), demoImage, folder + u"/source/data"_s,
                          folder + u"/expected/data/out"_s)});
        QFile::remove(folder + u"/expected/data/out/state.json"_s); // it tells the time
    }

    QTemporaryDir m_dir{QDir::tempPath() + u"/longshore-bench-XXXXXX"_s};
    QString m_docker;
    QString m_engine;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const bool json = QCoreApplication::arguments().contains(u"--json"_s);
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    const QString docker = QStandardPaths::findExecutable(u"docker"_s);
    if (!endpoint || docker.isEmpty() || qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") != u"docker"_s) {
        print({u"cases: n/a without dockerd and docker"_s, {}, {}, 1.0}, json);
        return 0;
    }
    const Cases bench(docker);
    Figure figure{u"cases: 60 of them at -j2, by docker and diff"_s, {}, {}, 1.2};
    for (int round = 0; round < rounds; ++round) {
        if (round % 2)
            figure.ours.append(bench.ours());
        figure.peer.append(bench.peers());
        if (round % 2 == 0)
            figure.ours.append(bench.ours());
    }
    print(figure, json);
    return 0;
}
