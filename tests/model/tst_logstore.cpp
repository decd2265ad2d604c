// SPDX-License-Identifier: GPL-3.0-or-later
// The store of a log's lines: what readers see while it is written, packed, given back and dropped.
#include "model/logs/logstore.h"
#include "tests/support/testmain.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>
#include <thread>

using namespace longshore;

namespace
{

QByteArray textOf(quint64 line)
{
    return "line " + QByteArray::number(line) + QByteArray(int(line % 97), char('a' + line % 26));
}

/// A row whose every property follows from its number.
struct Numbered {
    QByteArray text;
    std::vector<StyleRun> runs;
    NewRow row;

    explicit Numbered(quint64 line) : text(textOf(line))
    {
        if (line % 10 == 3)
            runs = {{0, {2u}}, {4, {}}};
        row.text = text;
        row.runs = runs;
        row.time = line % 50 == 7 ? 0 : 1'700'000'000'000'000'000 + qint64(line) * 1'000'000'007 - (line % 11 == 5 ? 3'000'000'000 : 0);
        row.updates = line % 100 == 1 ? quint32(line) : 0;
        row.source = line % 5 ? LogSource::Stdout : LogSource::Stderr;
        row.level = LogLevel(line % 8);
        row.flags = quint8(line % 16);
    }
    bool equals(const LogLine &l) const
    {
        if (l.text != row.text || l.time != row.time || l.updates != row.updates || l.source != row.source || l.level != row.level
            || l.flags != row.flags || l.runs.size() != runs.size())
            return false;
        for (size_t i = 0; i < runs.size(); ++i) {
            if (l.runs[i].offset - l.textOffset != runs[i].offset || l.runs[i].style != runs[i].style)
                return false;
        }
        return true;
    }
};

void fill(LogStore &store, quint64 from, quint64 to)
{
    for (quint64 i = from; i < to; ++i)
        store.append(Numbered(i).row);
    store.publish();
}

/// Keeps packed chunks in memory of its own, as a spill file would in a file.
struct Keeper : ChunkBacking {
    QHash<quint32, ColdChunk> chunks;
    bool works = true;
    bool keep(quint32 chunk, const ColdChunk &cold) override
    {
        if (works)
            chunks[chunk] = cold;
        return works;
    }
    ChunkView load(quint32 chunk, quint64 firstLine, quint32) const override
    {
        const auto loaded = LoadedChunk::unpack(chunks[chunk]);
        return loaded ? ChunkView(loaded->arrays(), firstLine, loaded) : ChunkView();
    }
};

constexpr LogMemory tiny{1 << 20, 3 << 20};
constexpr quint64 many = 250'000; // 14 MB, some 8 chunks

} // namespace

class TestLogStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readersSeeWhatWasPublished();
    void everyLineComesBack_data();
    void everyLineComesBack();
    void packedCloserIsSmallerAndTheSame();
    void chunksAreFoundByLine();
    void countsAreOfAllLines();
    void beyondTheCapTheOldestIsDropped();
    void aPinnedChunkStays();
    void aPinnedChunkStopsNoOther_data();
    void aPinnedChunkStopsNoOther();
    void viewsOutliveTheStore();
    void theBudgetIsShared();
    void aSignalIsDueOnceUntilNoticed();
    void backedChunksAreReadWhenAsked();
    void manyReadersWhileItIsWritten();
    void packedBytesThatAreDamagedAreNoChunk();
};

void TestLogStore::readersSeeWhatWasPublished()
{
    LogStore store;
    store.append(Numbered(0).row);
    QCOMPARE(store.endLine(), 0u);
    store.publish();
    QCOMPARE(store.endLine(), 1u);
    const ChunkView early = store.chunk(0);
    fill(store, 1, 3);
    QCOMPARE(early.count(), 1u);
    QCOMPARE(early.text(), QByteArray(textOf(0) + '\n'));
    QCOMPARE(store.chunk(0).count(), 3u);
    QVERIFY(Numbered(0).equals(early.line(0)));
}

void TestLogStore::everyLineComesBack_data()
{
    QTest::addColumn<qint64>("hot");
    QTest::addColumn<qint64>("cap");
    QTest::newRow("all hot") << (qint64(1) << 40) << (qint64(1) << 40);
    QTest::newRow("packed") << (qint64(1) << 20) << (qint64(1) << 40);
    QTest::newRow("packed and backed") << tiny.hot << tiny.cap;
}

void TestLogStore::everyLineComesBack()
{
    QFETCH(qint64, hot);
    QFETCH(qint64, cap);
    const auto store = std::make_shared<LogStore>(LogMemory{hot, cap}, nullptr, std::make_unique<Keeper>());
    fill(*store, 0, many);
    QCOMPARE(store->endLine(), many);
    QCOMPARE(store->firstLine(), 0u);
    QVERIFY(store->memory() <= cap);
    LogLines lines(store);
    for (quint64 i = 0; i < many; ++i)
        QVERIFY2(Numbered(i).equals(lines.line(i)), qPrintable(QString::number(i)));
    QRandomGenerator random(7);
    for (int i = 0; i < 200; ++i) {
        const quint64 at = random.bounded(quint32(many));
        QVERIFY(Numbered(at).equals(lines.line(at)));
    }
}

void TestLogStore::packedCloserIsSmallerAndTheSame()
{
    const auto store = std::make_shared<LogStore>(LogMemory{0, qint64(1) << 40});
    QVERIFY(!store->packCloser()); // nothing is packed yet
    fill(*store, 0, many);
    const qint64 before = store->memory();
    int packed = 0;
    {
        const ChunkView read = store->chunk(0); // stays as it is, and stops no other
        while (store->packCloser())
            ++packed;
    }
    QVERIFY(packed > 2);
    QVERIFY2(store->memory() < before * 9 / 10, qPrintable(QString::number(double(store->memory()) / double(before))));
    QVERIFY(!store->packCloser());
    LogLines lines(store);
    for (quint64 i = 0; i < many; ++i)
        QVERIFY2(Numbered(i).equals(lines.line(i)), qPrintable(QString::number(i)));
}

void TestLogStore::chunksAreFoundByLine()
{
    LogStore store;
    fill(store, 0, many);
    QVERIFY(store.chunkCount() > 5);
    quint64 next = 0;
    for (quint32 i = 0; i < store.chunkCount(); ++i) {
        const ChunkView view = store.chunk(i);
        QCOMPARE(view.firstLine(), next);
        QCOMPARE(store.chunkOf(next), i);
        next += view.count();
        QCOMPARE(store.chunkOf(next - 1), i);
        for (const quint32 line : {0u, view.count() / 2, view.count() - 1}) {
            QCOMPARE(view.lineAt(view.textOffset(line)), line);
            QCOMPARE(view.lineAt(view.textOffset(line) + quint32(view.line(line).text.size())), line);
        }
    }
    QCOMPARE(next, many);
}

void TestLogStore::countsAreOfAllLines()
{
    LogStore store(tiny);
    fill(store, 0, many);
    LogStore::Counts expected;
    for (quint64 i = 0; i < many; ++i) {
        const Numbered n(i);
        expected.stderrLines += n.row.source == LogSource::Stderr && !(n.row.flags & LineNote);
        expected.warnings += n.row.level == LogLevel::Warning;
        expected.errors += n.row.level >= LogLevel::Error;
        expected.bytes += quint64(n.text.size() + 1);
    }
    const auto got = store.counts();
    QCOMPARE(got.stderrLines, expected.stderrLines);
    QCOMPARE(got.warnings, expected.warnings);
    QCOMPARE(got.errors, expected.errors);
    QCOMPARE(got.bytes, expected.bytes);
}

void TestLogStore::beyondTheCapTheOldestIsDropped()
{
    const auto store = std::make_shared<LogStore>(tiny);
    fill(*store, 0, many);
    QVERIFY(store->droppedSome());
    QVERIFY(store->memory() <= tiny.cap);
    LogLines lines(store);
    QVERIFY(lines.line(0).flags & LineNote);
    QVERIFY(lines.line(0).text.isEmpty());
    QVERIFY(Numbered(store->firstLine()).equals(lines.line(store->firstLine())));
    QVERIFY(Numbered(many - 1).equals(lines.line(many - 1)));
}

void TestLogStore::aPinnedChunkStays()
{
    LogStore store(tiny);
    fill(store, 0, 30'000);
    const ChunkView pinned = store.chunk(0);
    fill(store, 30'000, many);
    for (quint32 i = 0; i < pinned.count(); ++i)
        QVERIFY(Numbered(i).equals(pinned.line(i)));
}

void TestLogStore::aPinnedChunkStopsNoOther_data()
{
    QTest::addColumn<bool>("backed");
    QTest::newRow("dropped beyond the cap") << false;
    QTest::newRow("backed beyond the cap") << true;
}

void TestLogStore::aPinnedChunkStopsNoOther()
{
    QFETCH(bool, backed);
    const auto store = std::make_shared<LogStore>(tiny, nullptr, backed ? std::make_unique<Keeper>() : std::unique_ptr<Keeper>());
    fill(*store, 0, 60'000);
    {
        const ChunkView first = store->chunk(0);
        const ChunkView second = store->chunk(1);
        fill(*store, 60'000, many);
        QVERIFY(store->memory() <= tiny.cap + 4 * LogLimits::chunkBytes); // the two, raw and packed
        QVERIFY(Numbered(0).equals(first.line(0)));
        QVERIFY(Numbered(second.firstLine()).equals(second.line(0)));
        QCOMPARE(store->droppedSome(), !backed);
    }
    const quint64 firstLine = store->firstLine();
    fill(*store, many, 2 * many);
    QVERIFY(store->memory() <= tiny.cap);
    QVERIFY(store->firstLine() >= firstLine);
    LogLines lines(store);
    for (quint64 i = backed ? 0 : store->firstLine(); i < 2 * many; ++i)
        QVERIFY2(Numbered(i).equals(lines.line(i)), qPrintable(QString::number(i)));
}

void TestLogStore::viewsOutliveTheStore()
{
    auto store = std::make_unique<LogStore>();
    fill(*store, 0, 100);
    const ChunkView view = store->chunk(0);
    store.reset();
    QVERIFY(Numbered(99).equals(view.line(99)));
}

void TestLogStore::theBudgetIsShared()
{
    const auto budget = std::make_shared<LogBudget>(qint64(4) << 20);
    {
        LogStore one({1 << 20, 1 << 30}, budget);
        LogStore other({1 << 20, 1 << 30}, budget);
        fill(one, 0, 100'000);
        QVERIFY(!one.droppedSome());
        fill(other, 0, many);
        QVERIFY(other.droppedSome());
        QVERIFY(budget->used() <= (qint64(4) << 20));
        QCOMPARE(budget->used(), one.memory() + other.memory());
    }
    QCOMPARE(budget->used(), 0);
}

void TestLogStore::aSignalIsDueOnceUntilNoticed()
{
    LogStore store;
    QVERIFY(store.publish());
    QVERIFY(!store.publish());
    store.noticed();
    QVERIFY(store.publish());
}

void TestLogStore::backedChunksAreReadWhenAsked()
{
    RawChunk raw;
    for (quint64 i = 0; i < 1000; ++i)
        QVERIFY(raw.append(Numbered(i).row));
    auto keeper = std::make_unique<Keeper>();
    keeper->keep(0, packChunk(raw.arrays()));
    const auto store = std::make_shared<LogStore>(LogMemory(), nullptr, std::move(keeper));
    store->appendBacked(1000);
    fill(*store, 1000, 2000);
    QCOMPARE(store->endLine(), 2000u);
    LogLines lines(store);
    for (quint64 i = 0; i < 2000; ++i)
        QVERIFY(Numbered(i).equals(lines.line(i)));
}

void TestLogStore::manyReadersWhileItIsWritten()
{
    const auto store = std::make_shared<LogStore>(tiny, nullptr, std::make_unique<Keeper>());
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> read = 0;
    std::vector<std::thread> readers;
    for (int r = 0; r < 3; ++r) {
        readers.emplace_back([&, r] {
            QRandomGenerator random(quint32(r) + 1);
            LogLines lines(store);
            while (!stop) {
                const quint64 end = store->endLine();
                if (!end)
                    continue;
                // The newest, and a place at random.
                for (const quint64 at : {end - 1, quint64(random.bounded(quint32(end)))}) {
                    wrong += !Numbered(at).equals(lines.line(at));
                    ++read;
                }
            }
        });
    }
    for (quint64 i = 0; i < many; i += 100) {
        fill(*store, i, i + 100);
        if (i % 10'000 == 0)
            store->packCloser();
    }
    stop = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(read > 0);
}

void TestLogStore::packedBytesThatAreDamagedAreNoChunk()
{
    RawChunk raw;
    for (quint64 i = 0; i < 1000; ++i)
        QVERIFY(raw.append(Numbered(i).row));
    const ColdChunk good = packChunk(raw.arrays());
    QVERIFY(LoadedChunk::unpack(good));
    ColdChunk cut = good;
    cut.text.chop(1);
    QVERIFY(!LoadedChunk::unpack(cut));
    ColdChunk lied = good;
    lied.lines += 1;
    QVERIFY(!LoadedChunk::unpack(lied));
    ColdChunk changed = good;
    changed.arrays.chop(3);
    QVERIFY(!LoadedChunk::unpack(changed));
}

LONGSHORE_TEST_MAIN(TestLogStore)
#include "tst_logstore.moc"
