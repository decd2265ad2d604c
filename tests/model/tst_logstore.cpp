// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/numberedlog.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <thread>

using namespace longshore;
using namespace longshore::test;

/// What readers see of a log while it is written.
class TestLogStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readersSeeWhatWasPublished()
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

    void everyLineComesBack_data()
    {
        QTest::addColumn<qint64>("hot");
        QTest::addColumn<qint64>("cap");
        QTest::newRow("all hot") << (qint64(1) << 40) << (qint64(1) << 40);
        QTest::newRow("packed") << (qint64(1) << 20) << (qint64(1) << 40);
        QTest::newRow("packed and backed") << tiny.hot << tiny.cap;
    }
    void everyLineComesBack()
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

    void chunksAreFoundByLine()
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

    void countsAreOfAllLines()
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

    void viewsOutliveTheStore()
    {
        auto store = std::make_unique<LogStore>();
        fill(*store, 0, 100);
        const ChunkView view = store->chunk(0);
        store.reset();
        QVERIFY(Numbered(99).equals(view.line(99)));
    }

    void aSignalIsDueOnceUntilNoticed()
    {
        LogStore store;
        QVERIFY(store.publish());
        QVERIFY(!store.publish());
        store.noticed();
        QVERIFY(store.publish());
    }

    void backedChunksAreReadWhenAsked()
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

    void manyReadersWhileItIsWritten()
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
};

LONGSHORE_TEST_MAIN(TestLogStore)
#include "tst_logstore.moc"
