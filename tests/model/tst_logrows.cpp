// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logrows.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>

using namespace longshore;

class TestLogRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachLineIsARow()
    {
        LogRows rows;
        QVERIFY(rows.isEmpty());
        QCOMPARE(rows.rowOfLine(7), 0u);
        rows.setLines(100, 10'000'100);
        QCOMPARE(rows.count(), 10'000'000u);
        QVERIFY(rows.at(5'000'000) == (LogRow{5'000'000, 1, false, false}));
        QCOMPARE(rows.rowOfLine(3), 100u);
        QCOMPARE(rows.rowOfLine(777), 777u);
        QCOMPARE(rows.rowOfLine(99'999'999), 10'000'099u);
        QVERIFY(rows.shows(100) && !rows.shows(99));
        QCOMPARE(rows.memory(), 0);
    }
    void linesKeepTheirIndexes()
    {
        // Against a plain vector: appended in portions, with gaps up to more than 32 bits, dropped at the front.
        QRandomGenerator random(5);
        LineList list;
        std::vector<quint64> all;
        quint64 line = 3;
        for (int portion = 0; portion < 300; ++portion) {
            const quint64 base = line;
            std::vector<quint32> offsets;
            for (int i = int(random.bounded(2000u)); i > 0; --i) {
                line += 1 + random.bounded(portion % 10 ? 3u : 100'000u);
                offsets.push_back(quint32(line - base) | (line % 7 ? 0 : LineList::mark));
                all.push_back(line);
            }
            list.append(base, offsets);
            line += portion % 50 ? 1 : quint64(1) << 33;
            if (portion % 20 == 19)
                list.dropBefore(all[std::size_t(list.firstIndex() + random.bounded(quint32(list.size() / 2)))]);
        }
        QCOMPARE(list.endIndex(), quint64(all.size()));
        QVERIFY(list.firstIndex() > 1000);
        for (quint64 i = list.firstIndex(); i < list.endIndex(); ++i) {
            QCOMPARE(list.at(i), all[std::size_t(i)]);
            QCOMPARE(list.isMarked(i), all[std::size_t(i)] % 7 == 0);
        }
        for (int i = 0; i < 2000; ++i) {
            const quint64 wanted = all[random.bounded(quint32(all.size()))] + random.bounded(3u);
            const auto at = std::lower_bound(all.begin() + qsizetype(list.firstIndex()), all.end(), wanted);
            QCOMPARE(list.lowerBound(wanted), quint64(at - all.begin()));
        }
        QCOMPARE(list.lowerBound(~quint64(0)), list.endIndex());
        list.dropBefore(list.last() + 1);
        QVERIFY(list.isEmpty());
        list.restoreFirst(list.endIndex() + (quint64(1) << 40), false);
        QCOMPARE(list.size(), 1u);
        list.append(quint64(1) << 50, 1);
        QCOMPARE(list.last(), (quint64(1) << 50) + 1);
    }
    /// Put in and taken out anywhere, over the borders of parts, after losses at the front.
    void linesComeAndGoInTheMiddle()
    {
        QRandomGenerator random(6);
        LineList list;
        std::vector<quint64> all;
        quint64 line = 0;
        for (int i = 0; i < 200'000; ++i) {
            line += 1 + random.bounded(4u) * 100; // room behind some
            list.append(line, line % 2 ? LineList::mark : 0);
            all.push_back(line);
        }
        list.dropBefore(all[1000]);
        for (int step = 0; step < 300; ++step) {
            const quint64 index = list.firstIndex() + random.bounded(quint32(list.size() - 1));
            if (all[std::size_t(index) + 1] - all[std::size_t(index)] > 90) {
                const quint64 count = random.bounded(1u, 90u);
                QVERIFY(list.insertBehind(index, count));
                std::vector<quint64> more;
                for (quint64 i = 1; i <= count; ++i)
                    more.push_back(all[std::size_t(index)] + i);
                all.insert(all.begin() + qsizetype(index) + 1, more.begin(), more.end());
            } else {
                const quint64 count = std::min<quint64>(random.bounded(1u, step % 50 ? 90u : 70'000u), list.endIndex() - index - 1);
                list.erase(index + 1, count);
                all.erase(all.begin() + qsizetype(index) + 1, all.begin() + qsizetype(index + 1 + count));
            }
            QCOMPARE(list.endIndex(), quint64(all.size()));
        }
        for (quint64 i = list.firstIndex(); i < list.endIndex(); ++i)
            QCOMPARE(list.at(i), all[std::size_t(i)]);
    }
    void F72_aRunUnfolds()
    {
        LogRows rows;
        rows.reset(false, true);
        rows.append(0, std::vector<quint32>{1, 5, 20, 30});
        rows.fold(5, 9);   // 5 to 14
        rows.fold(30, 4);  // 30 to 34
        QVERIFY(rows.isInRun(9) && !rows.isInRun(20) && !rows.isInRun(15));
        QVERIFY(!rows.unfold(20) && !rows.foldAgain(9));
        QVERIFY(rows.unfold(9));
        QCOMPARE(rows.count(), 13u);
        QVERIFY(rows.at(1) == (LogRow{5, 1, false, true, 10}));
        QVERIFY(rows.at(2) == (LogRow{6, 1, false, false, 0}));
        QVERIFY(rows.at(11) == (LogRow{20, 1, false, true, 0}));
        QVERIFY(rows.at(12) == (LogRow{30, 5, false, true, 0}));
        QCOMPARE(rows.rowOfLine(14), 10u);
        QVERIFY(rows.isInRun(14) && rows.shows(14) && !rows.shows(15));
        QVERIFY(!rows.unfold(14));
        // The last run goes on while it is unfolded, and while it is folded.
        QVERIFY(rows.unfold(30));
        rows.extendLast(35, 2, false);
        QCOMPARE(rows.at(rows.endRow() - 1).line, 36u);
        QVERIFY(rows.foldAgain(36));
        QVERIFY(rows.at(rows.endRow() - 1) == (LogRow{30, 7, false, true, 0}));
        rows.extendLast(37, 1, false);
        QCOMPARE(rows.at(rows.endRow() - 1).alike, 8u);
        QVERIFY(rows.foldAgain(5));
        QCOMPARE(rows.count(), 4u);
        QVERIFY(rows.at(1) == (LogRow{5, 10, false, true, 0}));
    }
    void F72_anUnfoldedRunLeavesAtTheFront()
    {
        LogRows rows;
        rows.reset(false, false);
        rows.append(0, std::vector<quint32>{5, 20});
        rows.fold(5, 9);
        QVERIFY(rows.unfold(5));
        rows.dropBefore(8);
        QVERIFY(rows.at(rows.firstRow()) == (LogRow{8, 1, false, false, 7}));
        QVERIFY(rows.foldAgain(10));
        QCOMPARE(rows.count(), 2u);
        QVERIFY(rows.at(rows.firstRow()) == (LogRow{8, 7, false, false, 0}));
        QVERIFY(rows.unfold(8));
        rows.dropBefore(14);
        QVERIFY(!rows.isInRun(14) && rows.shows(14));
        rows.dropBefore(40);
        QVERIFY(rows.isEmpty());
    }
    void fourBytesALine()
    {
        LineList list;
        for (quint32 i = 0; i < 3'000'000; ++i)
            list.append(0, 3 * i);
        QVERIFY(list.memory() < 4 * 3'000'000 + 65'536);
    }
    void rowsOfAFilter()
    {
        LogRows rows;
        rows.reset(false, true);
        rows.append(1000, std::vector<quint32>{0 | LineList::mark, 1, 5, 10}); // 1005 and the two behind it are alike
        rows.fold(1005, 2);
        QCOMPARE(rows.count(), 4u);
        QVERIFY(rows.at(0) == (LogRow{1000, 1, true, false}));
        QVERIFY(rows.at(1) == (LogRow{1001, 1, false, false}));
        QVERIFY(rows.at(2) == (LogRow{1005, 3, false, true}));
        QVERIFY(rows.at(3) == (LogRow{1010, 1, false, true}));
        rows.append(1000, std::vector<quint32>{11});
        QVERIFY(!rows.at(4).gapBefore);
        const std::array<std::pair<quint64, quint64>, 8> nearest{{{0, 0}, {1001, 1}, {1002, 2}, {1006, 2}, {1007, 2}, {1008, 3}, {1011, 4}, {9999, 4}}};
        for (const auto &[line, row] : nearest)
            QCOMPARE(rows.rowOfLine(line), row);
        QVERIFY(rows.shows(1007) && !rows.shows(1008) && !rows.shows(999));
    }
    void theOldestLeave_data()
    {
        QTest::addColumn<quint64>("before");
        QTest::addColumn<quint64>("firstRow");
        QTest::addColumn<quint64>("line");
        QTest::addColumn<quint64>("alike");
        QTest::newRow("none") << quint64(10) << quint64(0) << quint64(10) << quint64(1);
        QTest::newRow("one") << quint64(11) << quint64(1) << quint64(20) << quint64(10);
        QTest::newRow("the first of those alike") << quint64(21) << quint64(1) << quint64(21) << quint64(9);
        QTest::newRow("all alike but one") << quint64(29) << quint64(1) << quint64(29) << quint64(1);
        QTest::newRow("all alike") << quint64(30) << quint64(2) << quint64(40) << quint64(2);
        QTest::newRow("in the last") << quint64(41) << quint64(2) << quint64(41) << quint64(1);
    }
    void theOldestLeave()
    {
        QFETCH(quint64, before);
        QFETCH(quint64, firstRow);
        QFETCH(quint64, line);
        QFETCH(quint64, alike);
        LogRows rows;
        rows.reset(false, false);
        rows.append(0, std::vector<quint32>{10, 20, 40});
        rows.fold(20, 9);
        rows.fold(40, 1);
        rows.dropBefore(before);
        QCOMPARE(rows.firstRow(), firstRow);
        QCOMPARE(rows.endRow(), 3u);
        QCOMPARE(rows.at(firstRow).line, line);
        QCOMPARE(rows.at(firstRow).alike, alike);
        rows.extendLast(42, 5, false);
        QCOMPARE(rows.at(2).alike, rows.at(2).line == 41 ? 6u : 7u);
    }
    void likeARowThatLeft()
    {
        LogRows rows;
        rows.reset(false, false);
        rows.append(0, std::vector<quint32>{10});
        rows.dropBefore(11);
        QVERIFY(rows.isEmpty());
        rows.extendLast(11, 3, false);
        QVERIFY(rows.at(1) == (LogRow{11, 3, false, false}));
        QCOMPARE(rows.firstRow(), 1u);
    }
};

LONGSHORE_TEST_MAIN(TestLogRows)
#include "tst_logrows.moc"
