// SPDX-License-Identifier: GPL-3.0-or-later
// The log view: following a real container's million lines, the window while ten million arrive, jumping anywhere, and
// being idle. QTableView with the same feed is the peer where the window is measured.
#include "model/logs/logroom.h"
#include "tests/bench/support/enginelog.h"
#include "tests/bench/support/eventloop.h"
#include "tests/bench/support/figure.h"
#include "tests/bench/support/logtable.h"
#include "tests/bench/support/logtext.h"
#include "ui/logs/logview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <thread>

using namespace longshore;
using namespace longshore::bench;

namespace
{

constexpr int rounds = 7;

// --- A million lines of a real container, the view following

void follow(LogRoom &room, const Endpoint &endpoint)
{
    LogView view;
    view.resize(1600, 900);
    view.show();
    LogDocument *document = room.openContainer(endpoint, {container}, {}, &view);
    view.setDocument(document);
    spinUntil([&] { return document->state() == LogState::Ended && view.topLine() + 20 > quint64(lineCount) - 100; });
    if (document->store()->endLine() != quint64(lineCount) || document->store()->counts().bytes != quint64(lineCount) * 100)
        giveUp(u"the view has %1 lines"_s.arg(document->store()->endLine()));
    view.setDocument(nullptr);
}

void benchFollowing(bool json)
{
    Figure wall{u"logs: 1M lines into the view, wall, by docker logs > FILE"_s, {}, {}, 1.0};
    Figure cpu{u"logs: 1M lines into the view, CPU, by docker logs > FILE"_s, {}, {}, 1.0};
    const auto endpoint = Endpoint::parse(qEnvironmentVariable("LONGSHORE_TEST_ENGINE"));
    const QString docker =
        qEnvironmentVariable("LONGSHORE_TEST_ENGINE_KIND") == "docker"_L1 ? QStandardPaths::findExecutable(u"docker"_s) : QString();
    if (endpoint && !docker.isEmpty()) {
        EngineClient client(*endpoint);
        prepare(client);
        const QTemporaryDir dir;
        LogRoom room(dir.path());
        follow(room, *endpoint); // the engine's file is in the page cache from now on
        for (int round = 0; round < rounds; ++round) {
            Cost ours;
            Cost peer;
            const auto own = [&] { ours = measure(RUSAGE_SELF, [&] { follow(room, *endpoint); }); };
            if (round % 2)
                own();
            peer = measure(RUSAGE_CHILDREN, [&] { dockerLogs(docker, dir.filePath(u"log"_s)); });
            if (round % 2 == 0)
                own();
            wall.ours.append(ours.wall);
            cpu.ours.append(ours.cpu);
            wall.peer.append(peer.wall);
            cpu.peer.append(peer.cpu);
        }
        cleanUp(client);
    }
    print(wall, json);
    print(cpu, json);
}

// --- The window while lines arrive

constexpr qint64 fed = 10'000'000;
constexpr qint64 perSecond = 1'000'000;

/// Calls `batch(lines)` on a thread of its own, 1,000 lines a millisecond, until all are fed.
template<class Batch>
std::thread feeder(std::atomic<bool> &done, Batch batch)
{
    return std::thread([&done, batch]() mutable {
        QElapsedTimer clock;
        clock.start();
        for (qint64 given = 0; given < fed;) {
            const qint64 due = qMin(fed, clock.nsecsElapsed() * (perSecond / 1000) / 1'000'000);
            if (due > given)
                batch(due - given);
            given = qMax(given, due);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        done = true;
    });
}

double gapOfView()
{
    const auto store = std::make_shared<LogStore>();
    LogDocument document(store);
    document.takeState(LogState::Streaming, {});
    LogView view;
    view.resize(1600, 900);
    view.setDocument(&document);
    view.show();
    std::atomic<bool> done = false;
    Gaps gaps;
    StoreSink sink(*store);
    LineDecoder decoder(sink);
    LogText text;
    std::thread thread = feeder(done, [&](qint64 lines) {
        for (qint64 i = 0; i < lines; ++i)
            decoder.frame({LogSource::Stdout, 0, text.time(), 0, text.next()});
        if (store->publish())
            QMetaObject::invokeMethod(&document, &LogDocument::grown, Qt::QueuedConnection);
    });
    spinUntil([&] { return done.load(); });
    thread.join();
    if (store->endLine() != quint64(fed) || !view.isFollowing())
        giveUp(u"the view did not follow"_s);
    return gaps.percentile99();
}

double gapOfTable()
{
    const auto store = std::make_shared<LogStore>();
    LogTable table(store);
    QTableView view;
    view.setModel(&table);
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setDefaultSectionSize(19);
    view.horizontalHeader()->setStretchLastSection(true);
    view.resize(1600, 900);
    view.show();
    std::atomic<bool> done = false;
    Gaps gaps;
    StoreSink sink(*store);
    LineDecoder decoder(sink);
    LogText text;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &view, [&] {
        table.grow();
        view.scrollToBottom();
    });
    tick.start(50); // as often as the log view paints in a flood
    std::thread thread = feeder(done, [&](qint64 lines) {
        for (qint64 i = 0; i < lines; ++i)
            decoder.frame({LogSource::Stdout, 0, text.time(), 0, text.next()});
        store->publish();
    });
    spinUntil([&] { return done.load(); });
    thread.join();
    return gaps.percentile99();
}

void benchGaps(bool json)
{
    Figure figure{u"logs: event-loop gap p99, 10M lines at 1M/s, by QTableView"_s, {}, {}, 0.5};
    for (int round = 0; round < rounds; ++round) {
        if (round % 2)
            figure.ours.append(gapOfView());
        figure.peer.append(gapOfTable());
        if (round % 2 == 0)
            figure.ours.append(gapOfView());
    }
    print(figure, json);
}

// --- Jumping

struct Opened {
    std::unique_ptr<LogDocument> document;
    std::unique_ptr<LogView> view;

    explicit Opened(qint64 lines)
    {
        const auto store = std::make_shared<LogStore>(LogMemory{qint64(1) << 40, qint64(1) << 40});
        StoreSink sink(*store);
        LineDecoder decoder(sink);
        LogText text;
        for (qint64 i = 0; i < lines; ++i)
            decoder.frame({LogSource::Stdout, 0, text.time(), 0, text.next()});
        store->publish();
        document = std::make_unique<LogDocument>(store);
        document->takeState(LogState::Ended, {});
        view = std::make_unique<LogView>();
        view->resize(1600, 900);
        view->setDocument(document.get());
        view->show();
        spinUntil([this, n = 0]() mutable { return ++n > 100 && !view->isTicking(); });
    }
    /// The slowest but one in a hundred jumps, with what it takes to paint all that is seen.
    double jumps(int count)
    {
        QRandomGenerator random(11);
        QList<double> times;
        QScrollBar *bar = view->verticalScrollBar();
        for (int i = 0; i < count; ++i) {
            QElapsedTimer clock;
            clock.start();
            bar->setValue(random.bounded(bar->maximum() + 1));
            view->viewport()->grab();
            times.append(double(clock.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        return times[times.size() * 99 / 100];
    }
};

void benchJumps(bool json)
{
    Figure figure{u"logs: jump anywhere p99, 10M lines, by 10k lines"_s, {}, {}, 1.5};
    Opened large(fed);
    Opened small(10'000);
    for (int round = -1; round < rounds; ++round) {
        const double peer = small.jumps(300);
        const double ours = large.jumps(300);
        if (round < 0)
            continue;
        figure.peer.append(peer);
        figure.ours.append(ours);
    }
    print(figure, json);
}

// --- Idle

/// CPU time of two seconds in which nothing happens, by that of an empty event loop.
void benchIdle(bool json)
{
    Figure figure{u"logs: idle view, CPU of 2 s, by an empty window"_s, {}, {}, 1.5};
    Opened opened(100'000);
    const auto idle = [] {
        return measure(RUSAGE_SELF, [] {
                   QEventLoop loop;
                   QTimer::singleShot(2000, &loop, &QEventLoop::quit);
                   loop.exec();
               }).cpu;
    };
    for (int round = 0; round < rounds; ++round) {
        opened.view->show();
        figure.ours.append(idle());
        opened.view->hide();
        figure.peer.append(idle());
    }
    // Both are next to nothing; a hundredth of a second is the clock's own grain.
    for (QList<double> *values : {&figure.ours, &figure.peer}) {
        for (double &value : *values)
            value = qMax(value, 10.0);
    }
    print(figure, json);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const Theme theme(&application, Theme::Scheme::Light);
    const bool json = QCoreApplication::arguments().contains(u"--json"_s);
    benchFollowing(json);
    benchGaps(json);
    benchJumps(json);
    benchIdle(json);
    return 0;
}
