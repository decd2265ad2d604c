// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/logs/loglayout.h"

#include <QRandomGenerator>
#include <map>
#include <vector>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// Heights by a rule that has no pattern a block could hide.
int oddHeight(quint64 row)
{
    return 1 + int(row * 2654435761u % 7);
}

/// What LogLayout must say, by adding up.
struct Sums {
    quint64 first;
    std::vector<quint64> before;

    Sums(quint64 firstRow, quint64 endRow, const std::map<quint64, int> &extra = {}) : first(firstRow), before{0}
    {
        for (quint64 row = firstRow; row < endRow; ++row) {
            const auto more = extra.find(row);
            before.push_back(before.back() + quint64(oddHeight(row) + (more == extra.end() ? 0 : more->second)));
        }
    }
};

void compare(const LogLayout &layout, const Sums &sums)
{
    const quint64 rows = sums.before.size() - 1;
    QCOMPARE(layout.endRow() - layout.firstRow(), rows);
    QCOMPARE(layout.total(), sums.before.back());
    QRandomGenerator random(7);
    for (int i = 0; i < 300; ++i) {
        const quint64 index = random.bounded(quint32(rows));
        const quint64 row = sums.first + index;
        QCOMPARE(layout.before(row), sums.before[index]);
        const int sub = int(random.bounded(quint32(sums.before[index + 1] - sums.before[index])));
        const RowPlace place{row, sub};
        QVERIFY(layout.locate(layout.visualOf(place)) == place);
    }
    QVERIFY((layout.locate(sums.before.back() + 5) == RowPlace{layout.endRow() - 1, layout.height(layout.endRow() - 1) - 1}));
}

} // namespace

/// Rows of a log in the scroll bar, computed without a font.
class TestLogLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unwrappedIsTrivial()
    {
        LogLayout layout(oddHeight);
        layout.reset(10, 1000, false);
        QCOMPARE(layout.total(), 990u);
        QVERIFY((layout.locate(5) == RowPlace{15, 0}));
        layout.setExtra(12, 4);
        QCOMPARE(layout.total(), 994u);
        QVERIFY((layout.locate(3) == RowPlace{12, 1}));
        QVERIFY((layout.locate(7) == RowPlace{13, 0}));
        QVERIFY((layout.moved({11, 0}, 3) == RowPlace{12, 2}));
        QVERIFY((layout.moved({13, 0}, -1) == RowPlace{12, 4}));
        QVERIFY((layout.lastTop(30) == RowPlace{970, 0}));
        QVERIFY((layout.lastTop(5000) == RowPlace{10, 0}));
    }

    void wrappedIsExact_data()
    {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("dropped");
        QTest::newRow("one row") << 0 << 1 << 0;
        QTest::newRow("less than a block") << 0 << 500 << 0;
        QTest::newRow("a block") << 0 << 4096 << 0;
        QTest::newRow("a row more") << 0 << 4097 << 0;
        QTest::newRow("many") << 0 << 30'000 << 0;
        QTest::newRow("from the middle") << 12'345 << 30'000 << 0;
        QTest::newRow("front dropped within a block") << 0 << 30'000 << 1234;
        QTest::newRow("front dropped at a block") << 0 << 30'000 << 8192;
        QTest::newRow("front dropped into the last block") << 0 << 30'000 << 29'990;
        QTest::newRow("middle start, dropped") << 5 << 9000 << 4000;
    }
    void wrappedIsExact()
    {
        QFETCH(int, first);
        QFETCH(int, rows);
        QFETCH(int, dropped);
        const auto from = quint64(first);
        const quint64 end = from + quint64(rows);
        LogLayout layout(oddHeight);
        layout.reset(from, end, true);
        layout.extendIndex(end);
        compare(layout, Sums(from, end));
        layout.setRows(from + quint64(dropped), end);
        compare(layout, Sums(from + quint64(dropped), end));
        // Rows that come later, with and without the index knowing them.
        layout.setRows(from + quint64(dropped), end + 40);
        compare(layout, Sums(from + quint64(dropped), end + 40));
        layout.extendIndex(end + 40);
        compare(layout, Sums(from + quint64(dropped), end + 40));
        // Something is opened.
        const quint64 opened = from + quint64(dropped) + 20;
        layout.setExtra(opened, 11);
        if (opened < layout.endRow())
            compare(layout, Sums(from + quint64(dropped), end + 40, {{opened, 11}}));
        // Built at once by a worker.
        WrapIndex index(from);
        index.extend(end, oddHeight);
        LogLayout other(oddHeight);
        other.reset(from, end, true);
        other.setRows(from + quint64(dropped), end);
        other.setIndex(index);
        compare(other, Sums(from + quint64(dropped), end));
    }

    void walksAsFarAsItJumps()
    {
        LogLayout layout(oddHeight);
        layout.reset(0, 20'000, true);
        layout.extendIndex(20'000);
        const RowPlace start{9000, 0};
        RowPlace walked = start;
        for (int i = 0; i < 3000; ++i)
            walked = layout.moved(walked, 1);
        QVERIFY(layout.moved(start, 3000) == walked);
        for (int i = 0; i < 3000; ++i)
            walked = layout.moved(walked, -1);
        QVERIFY(walked == start);
        QVERIFY((layout.moved(start, -1'000'000) == RowPlace{0, 0}));
    }

    void anIndexCanBeStopped()
    {
        WrapIndex index;
        int blocks = 0;
        index.extend(100'000, oddHeight, [&blocks] { return ++blocks > 3; });
        QCOMPARE(index.endRow(), 3 * WrapIndex::blockRows);
    }
};

LONGSHORE_TEST_MAIN(TestLogLayout)
#include "tst_loglayout.moc"
