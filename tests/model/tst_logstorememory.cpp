// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/numberedlog.h"
#include "tests/support/testmain.h"


using namespace longshore;
using namespace longshore::test;

/// What a store packs, gives back and drops, so as to stay within its memory.
class TestLogStoreMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void packedCloserIsSmallerAndTheSame()
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

    void beyondTheCapTheOldestIsDropped()
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

    void aPinnedChunkStays()
    {
        LogStore store(tiny);
        fill(store, 0, 30'000);
        const ChunkView pinned = store.chunk(0);
        fill(store, 30'000, many);
        for (quint32 i = 0; i < pinned.count(); ++i)
            QVERIFY(Numbered(i).equals(pinned.line(i)));
    }

    void aPinnedChunkStopsNoOther_data()
    {
        QTest::addColumn<bool>("backed");
        QTest::newRow("dropped beyond the cap") << false;
        QTest::newRow("backed beyond the cap") << true;
    }
    void aPinnedChunkStopsNoOther()
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

    void theBudgetIsShared()
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

    void packedBytesThatAreDamagedAreNoChunk()
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
};

LONGSHORE_TEST_MAIN(TestLogStoreMemory)
#include "tst_logstorememory.moc"
