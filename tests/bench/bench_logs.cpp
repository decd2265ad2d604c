// SPDX-License-Identifier: GPL-3.0-or-later
// The log engine without its view: taking lines in, what they cost in memory, searching, opening a stored log.
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/logstream.h"
#include "model/logs/capsulebacking.h"
#include "model/logs/capsulefeed.h"
#include "model/logs/logpattern.h"
#include "model/logs/logsegment.h"
#include "tests/bench/support/figure.h"
#include "tests/bench/support/logtext.h"
#include "tests/bench/support/memory.h"
#include "tests/bench/support/replay.h"
#include "tests/support/calls.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>

using namespace longshore;
using namespace longshore::bench;
using namespace longshore::test;

namespace
{

constexpr int rounds = 7;
constexpr qint64 many = 10'000'000;
constexpr qint64 noLimit = qint64(1) << 50;

// --- Taking in

/// An engine's log through LogStream and the decoder into a store.
void takeIn(EngineClient &client, qint64 lines)
{
    LogStore store;
    StoreSink sink(store);
    LineDecoder decoder(sink);
    LogStream *stream = client.containers().logs(u"longshore-test-bench-log"_s, {}, &client);
    QObject::connect(stream, &LogStream::frames, stream, [&](const QList<LogFrame> &frames) {
        for (const LogFrame &frame : frames)
            decoder.frame({frame.source, 0, frame.engineTime, 0, frame.bytes});
        store.publish();
    });
    orGiveUp(awaitEnd(stream));
    if (qint64(store.endLine()) != lines || store.counts().stderrLines != quint64(lines / 5))
        giveUp(u"the store has %1 lines"_s.arg(store.endLine()));
}

void benchTakingIn(bool json)
{
    constexpr qint64 lines = 1'000'000;
    Figure figure{u"logs: 1M lines replayed into the store, by a C read()"_s, {}, {}, 8.0};
    const Replay replay(recordedAnswer(lines), 2 * (rounds + 1));
    EngineClient client(Endpoint::unixSocket(replay.path()));
    for (int round = -1; round < rounds; ++round) {
        const Cost peer = measure(RUSAGE_THREAD, [&] { replay.readInC(); });
        const Cost ours = measure(RUSAGE_THREAD, [&] { takeIn(client, lines); });
        if (round < 0)
            continue; // both touch their memory for the first time
        figure.ours.append(ours.wall);
        figure.peer.append(peer.wall);
    }
    print(figure, json);
}

// --- Memory

template<class Text = LogText>
std::shared_ptr<LogStore> filled(const LogMemory &memory, qint64 *textBytes = nullptr)
{
    auto store = std::make_shared<LogStore>(memory);
    StoreSink sink(*store);
    LineDecoder decoder(sink);
    Text text;
    for (qint64 i = 0; i < many; ++i) {
        const QByteArrayView line = text.next();
        decoder.frame({i % 5 ? LogSource::Stdout : LogSource::Stderr, 0, text.time(), 0, line});
        if (textBytes)
            *textBytes += line.size();
    }
    store->publish();
    return store;
}

void benchMemory(bool json)
{
    struct Case {
        QString name;
        LogMemory memory;
        double target;
        double peer; ///< megabytes; 0: the text
        decltype(&filled<LogText>) fill = &filled<LogText>;
    };
    const LogMemory defaults;
    const QList<Case> cases{{u"logs: memory of 10M lines, all hot, by their text"_s, {noLimit, noLimit}, 1.15, 0},
                            {u"logs: memory of 10M lines, packed, by their text"_s, {defaults.hot, noLimit}, 0.40, 0},
                            {u"logs: memory of 10M lines of random words, packed, by their text"_s, {defaults.hot, noLimit}, 0, 0, &filled<WordText>},
                            {u"logs: memory of 10M lines, default caps, by the cap"_s, defaults, 1.0, double(defaults.cap) / 1e6}};
    for (const Case &c : cases) {
        const double before = anonymousMegabytes();
        qint64 textBytes = 0;
        const auto store = c.fill(c.memory, &textBytes);
        while (store->packCloser()) { } // as its feed does when nothing comes any more
        Figure figure{c.name, {anonymousMegabytes() - before}, {c.peer > 0 ? c.peer : double(textBytes) / 1e6}, c.target, u"MB"_s};
        print(figure, json);
    }
}

// --- Search

quint64 countIn(const LogStore &store, const LogPattern &pattern)
{
    const auto matcher = LogMatcher::compile(pattern);
    if (!matcher)
        giveUp(matcher.error().sentence());
    LineHits hits;
    quint64 count = 0;
    QByteArray buffer;
    for (quint32 chunk = 0; chunk < store.chunkCount(); ++chunk) {
        hits.lines.clear();
        const ChunkView view = store.textOf(chunk, &buffer);
        matcher->scan(view.text(), 0, {}, &hits);
        count += hits.lines.size();
    }
    return count;
}

/// The store's lines as a plain file, as `grep` would be given them.
void writePlain(const LogStore &store, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        giveUp(file.errorString());
    for (quint32 chunk = 0; chunk < store.chunkCount(); ++chunk) {
        const QByteArrayView text = store.chunk(chunk).text();
        if (file.write(text.data(), text.size()) != text.size())
            giveUp(file.errorString());
    }
}

/// Lines counted by a program that reads the file from the page cache; its output goes to a file, since grep stops at
/// the first match when it is thrown away.
quint64 countBy(const QString &program, const QStringList &arguments, const QString &output)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(output);
    process.start(program, arguments);
    if (!process.waitForFinished(600'000))
        giveUp(u"%1 does not end"_s.arg(program));
    QFile file(output);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toULongLong() : 0;
}

struct Search {
    QString name;
    LogPattern pattern;
    QString program;
    QStringList options;
    double target;
};

void benchSearch(const LogStore &store, const QList<Search> &searches, const QString &plain, bool json)
{
    for (const Search &search : searches) {
        Figure figure{search.name, {}, {}, search.target};
        const QString program = QStandardPaths::findExecutable(search.program);
        const QString output = plain + u".out"_s;
        for (int round = 0; round < rounds; ++round) {
            quint64 ours = 0;
            quint64 peer = 0;
            const auto own = [&] { figure.ours.append(measure(RUSAGE_THREAD, [&] { ours = countIn(store, search.pattern); }).wall); };
            if (round % 2)
                own();
            if (!program.isEmpty())
                figure.peer.append(measure(RUSAGE_CHILDREN, [&] { peer = countBy(program, search.options + QStringList{search.pattern.text, plain}, output); }).wall);
            if (round % 2 == 0)
                own();
            if (!program.isEmpty() && ours != peer)
                giveUp(u"%1: %2 lines, %3 by the peer"_s.arg(search.name).arg(ours).arg(peer));
        }
        print(figure, json);
    }
}

void benchSearches(bool json)
{
    const QTemporaryDir dir(QDir::tempPath() + u"/longshore-bench-XXXXXX"_s);
    const QString plain = dir.filePath(u"plain.log"_s);
    const LogPattern rare{u"needle-"_s, false, true, false};
    const LogPattern frequent{u"timeout"_s, false, true, false};
    const LogPattern medium{u"svc-1[0-9]\\] #\\d+7\\d .*(timeout|flush).*segment"_s, true, true, false};
    const QStringList grep{u"-c"_s, u"-F"_s};
    {
        const auto hot = filled({noLimit, noLimit});
        writePlain(*hot, plain);
        benchSearch(*hot,
                    {{u"logs: rare word in 1 GB, hot, by grep -c"_s, rare, u"grep"_s, grep, 0.3},
                     {u"logs: rare word in 1 GB, hot, by rg -c"_s, rare, u"rg"_s, grep, 1.0},
                     {u"logs: frequent word in 1 GB, hot, by grep -c"_s, frequent, u"grep"_s, grep, 0.3},
                     {u"logs: frequent word in 1 GB, hot, by rg -c"_s, frequent, u"rg"_s, grep, 1.0},
                     {u"logs: medium regex in 1 GB, by grep -cP"_s, medium, u"grep"_s, {u"-cP"_s}, 0.7}},
                    plain, json);
    }
    const auto cold = filled({0, noLimit});
    benchSearch(*cold, {{u"logs: rare word in 1 GB, packed, by grep -c"_s, rare, u"grep"_s, grep, 0.8}}, plain, json);
}

// --- Opening

/// Until the last screen of a stored log could be painted.
double openStored(const QString &capsule)
{
    QElapsedTimer clock;
    clock.start();
    const auto store = std::make_shared<LogStore>(LogMemory(), nullptr, std::make_unique<CapsuleBacking>(capsule));
    CapsuleFeed feed(capsule, store);
    feed.start();
    LogLines lines(store);
    const quint64 end = store->endLine();
    for (quint64 line = end - 50; line < end; ++line) {
        if (lines.line(line).text.isEmpty())
            giveUp(u"line %1 is missing"_s.arg(line));
    }
    return double(clock.nsecsElapsed()) / 1e6;
}

void writeCapsule(const QString &capsule, qint64 lines)
{
    QDir().mkpath(capsule);
    LogWriter writer(capsule);
    LogText text;
    for (qint64 i = 0; i < lines; ++i) {
        const QByteArrayView line = text.next();
        if (auto written = writer.append(LogSource::Stdout, 0, text.time(), line); !written)
            giveUp(written.error().sentence());
        if (i % 1000 == 0)
            orGiveUp(writer.flush());
    }
    orGiveUp(writer.sync());
}

void benchOpening(bool json)
{
    const QTemporaryDir dir(QDir::tempPath() + u"/longshore-bench-XXXXXX"_s);
    writeCapsule(dir.filePath(u"long"_s), many);
    writeCapsule(dir.filePath(u"short"_s), many / 10);
    // The index of the longer log is ten times as long; nothing else may grow.
    Figure figure{u"logs: open a stored log of 1 GB, by 200 ms"_s, {}, {}, 1.0};
    Figure growth{u"logs: open a stored log of 1 GB, by one of 0.1 GB"_s, {}, {}, 10.0};
    for (int round = 0; round < rounds; ++round) {
        growth.peer.append(openStored(dir.filePath(u"short"_s)));
        figure.ours.append(openStored(dir.filePath(u"long"_s)));
        figure.peer.append(200);
    }
    growth.ours = figure.ours;
    print(figure, json);
    print(growth, json);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const bool json = QCoreApplication::arguments().contains(u"--json"_s);
    benchTakingIn(json);
    benchMemory(json);
    benchOpening(json);
    benchSearches(json);
    return 0;
}
