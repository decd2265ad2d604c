// SPDX-License-Identifier: GPL-3.0-or-later
// Pull of an image of 200 MB from a registry on this machine beside `docker pull` of the same one, which is removed in
// between. Needs LONGSHORE_TEST_ENGINE (unix://…), docker and docker-registry.
#include "tests/bench/support/cost.h"
#include "tests/bench/support/figure.h"
#include "tests/support/realregistry.h"
#include "tests/support/registrybench.h"

#include <QEventLoop>
#include <QProcess>
#include <QStandardPaths>

using namespace longshore;
using namespace longshore::bench;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr int layers = 8;
constexpr int layerBytes = 25'000'000;
constexpr int rounds = 5;

void pullByDocker(const QString &docker, const QString &image)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(docker, {u"-H"_s, qEnvironmentVariable("LONGSHORE_TEST_ENGINE"), u"pull"_s, image});
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    loop.exec();
    if (process.exitCode() != 0)
        giveUp(QString::fromUtf8(process.readAllStandardError()));
}

void pullByUs(RegistryBench &bench, const QString &image)
{
    Task *task = bench.tasks.add(u"Pull"_s);
    ImagePull pull(bench.endpoint, *bench.files.auth, *task, Reference::parse(image).value(), {}, nullptr);
    QEventLoop loop;
    QObject::connect(&pull, &ImageTransfer::finished, &loop, &QEventLoop::quit);
    pull.start();
    loop.exec();
    if (task->state() != Task::State::Finished)
        giveUp(task->error().sentence());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const bool json = app.arguments().contains(u"--json"_s);
    Figure figure;
    figure.name = u"pull of 200 MB from this machine / docker pull"_s;
    figure.target = 1.15;
    const QString docker = QStandardPaths::findExecutable(u"docker"_s);
    for (const QString &obstacle : {RegistryBench::obstacle(), RealRegistry::obstacle(), docker.isEmpty() ? u"docker is not there"_s : QString()}) {
        if (!obstacle.isEmpty()) {
            std::fprintf(stderr, "%s\n", qPrintable(obstacle));
            print(figure, json);
            return 0;
        }
    }
    RegistryBench bench;
    RealRegistry registry;
    const QString image = registry.host() + u"/bench/big:1"_s;
    bench.build(image, layers, layerBytes);
    if (const Task &pushed = bench.push(image); pushed.state() != Task::State::Finished)
        giveUp(pushed.error().sentence());
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        bench.remove(image);
        const double peer = measure(RUSAGE_SELF, [&] { pullByDocker(docker, image); }).wall;
        bench.remove(image);
        const double ours = measure(RUSAGE_SELF, [&] { pullByUs(bench, image); }).wall;
        if (round < 0)
            continue;
        figure.peer.append(peer);
        figure.ours.append(ours);
    }
    print(figure, json);
    return 0;
}
