// SPDX-License-Identifier: GPL-3.0-or-later
// Where lines of a log stand, computed without a font: characters on their grid, rows in the scroll bar.
#include "tests/support/testmain.h"
#include "ui/logs/logcells.h"
#include "ui/logs/loggutter.h"
#include "ui/logs/loglayout.h"
#include "ui/logs/logselection.h"
#include "ui/logs/logshown.h"

#include <QRandomGenerator>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

LogLine lineOf(const QByteArray &text, quint8 flags = 0)
{
    LogLine line;
    line.text = text;
    line.flags = flags;
    for (const char c : text)
        line.flags |= quint8(c) >= 0x80 ? LineNonAscii : 0;
    return line;
}

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

class TestLogLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsOfText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("cells");
        QTest::addColumn<int>("rows");
        QTest::newRow("empty") << u""_s << 0 << 0 << 1;
        QTest::newRow("ascii") << u"hello"_s << 0 << 5 << 1;
        QTest::newRow("ascii fills its row") << u"0123456789abcdef"_s << 16 << 16 << 1;
        QTest::newRow("ascii one more") << u"0123456789abcdefg"_s << 16 << 17 << 2;
        QTest::newRow("tab at start") << u"\tx"_s << 0 << 9 << 1;
        QTest::newRow("tab behind text") << u"abc\tx"_s << 0 << 9 << 1;
        QTest::newRow("two bytes, one cell") << u"ěščř"_s << 0 << 4 << 1;
        QTest::newRow("wide") << u"日本"_s << 0 << 4 << 1;
        QTest::newRow("emoji is wide") << u"😀"_s << 0 << 2 << 1;
        QTest::newRow("combining takes none") << u"e\u0301a"_s << 0 << 2 << 1;
        QTest::newRow("combining first") << u"\u0301a"_s << 0 << 2 << 1;
        QTest::newRow("blocks") << u"██░░"_s << 0 << 4 << 1;
        QTest::newRow("wide moves to the next row") << u"123456789012345日"_s << 16 << 18 << 2;
        QTest::newRow("wide fits") << u"12345678901234日"_s << 16 << 16 << 1;
    }
    void cellsOfText()
    {
        QFETCH(QString, text);
        QFETCH(int, columns);
        const QByteArray bytes = text.toUtf8();
        const bool grid = cells::isGrid(bytes, bytes.size() != text.size());
        QTEST(cells::count(bytes, grid, columns), "cells");
        QTEST(cells::rows(cells::count(bytes, grid, columns), columns), "rows");
    }

    void offsetsAndCellsAgree()
    {
        const QByteArray text = u"ab\t日x本e\u0301y😀z"_s.toUtf8();
        for (const int columns : {0, 16}) {
            cells::Walk walk(text, columns);
            int characters = 0;
            while (walk.next()) {
                if (walk.place().width == 0)
                    continue;
                ++characters;
                for (int cell = walk.place().cell; cell < walk.place().cell + walk.place().width; ++cell)
                    QCOMPARE(cells::offsetOf(text, false, cell, columns), walk.place().offset);
            }
            QCOMPARE(characters, 10);
            QCOMPARE(cells::offsetOf(text, false, 1000, columns), int(text.size()));
        }
        int steps = 0;
        for (int at = 0; at < text.size(); at = cells::characterEnd(text, at), ++steps)
            QCOMPARE(cells::characterStart(text, at), at);
        QCOMPARE(steps, 10);
        QCOMPARE(cells::characterStart(text, int(text.indexOf("\xcc\x81"))), int(text.indexOf('e')));
    }

    /// A06: a long line is cut for display, and says by how much.
    void A06_cutForDisplay_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("columns");
        QTest::addColumn<bool>("cut");
        QTest::addColumn<int>("rows");
        QTest::newRow("short") << 100 << 0 << false << 1;
        QTest::newRow("a little too long is not cut") << 4300 << 0 << false << 1;
        QTest::newRow("long") << 60'000 << 0 << true << 1;
        QTest::newRow("long, wrapped") << 60'000 << 100 << true << 40;
        QTest::newRow("wrapped, not cut") << 1000 << 100 << false << 10;
    }
    void A06_cutForDisplay()
    {
        QFETCH(int, size);
        QFETCH(int, columns);
        const QByteArray text(size, 'x');
        const LogLine line = lineOf(text);
        const ShownLine shown = showLine(line, {columns});
        QTEST(shown.hidden > 0, "cut");
        QCOMPARE(shown.hidden + shown.text.size(), size);
        QTEST(shown.rows, "rows");
        QCOMPARE(shownRows(line, {columns}), shown.rows);
        QCOMPARE(chipText(line, shown, 0).isEmpty(), shown.hidden == 0);
        if (shown.hidden > 0 && columns > 0)
            QVERIFY(shown.rows * columns - shown.cells >= shown::chipCells);
        ShowOptions whole{columns};
        whole.whole = true;
        QCOMPARE(showLine(line, whole).hidden, 0);
    }

    void rowsAreCountedAsTheyAreShown()
    {
        QRandomGenerator random(3);
        const QString alphabet = u"abc \t日é\u0301😀█{\""_s;
        for (int i = 0; i < 2000; ++i) {
            QString text;
            const quint32 size = random.bounded(300u);
            for (quint32 c = 0; c < size; ++c)
                text += alphabet[random.bounded(quint32(alphabet.size()))];
            const QByteArray bytes = QString::fromUtf8(text.toUtf8()).toUtf8();
            const LogLine line = lineOf(bytes);
            const ShowOptions options{int(16 + random.bounded(60u))};
            QCOMPARE(shownRows(line, options), showLine(line, options).rows);
        }
    }

    void structuredLinesShowTheirMessage()
    {
        const QByteArray json = R"({"level":"warn","msg":"disk at 91 %","disk":"sda"})";
        LogLine line = lineOf(json, LineStructured);
        line.level = LogLevel::Warning;
        const ShownLine shown = showLine(line, {});
        QVERIFY(shown.isShort);
        QVERIFY2(shown.text.endsWith("disk at 91 %") && shown.text.startsWith("WARN"), shown.text.toByteArray().constData());
        QCOMPARE(chipText(line, shown, 0), u"3 fields"_s);
        QCOMPARE(shownRows(line, {20}), 1);
        ShowOptions raw;
        raw.shortMessages = false;
        QCOMPARE(showLine(line, raw).text.toByteArray(), json);
    }

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

    void gutterTimes_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<qint64>("time");
        QTest::addColumn<qint64>("reference");
        QTest::addColumn<QString>("text");
        constexpr qint64 at = 1'795'419'277'123'456'789;
        QTest::newRow("number") << int(GutterMode::Number) << at << at << QString();
        QTest::newRow("unknown") << int(GutterMode::UtcTime) << qint64(0) << at << QString();
        QTest::newRow("UTC") << int(GutterMode::UtcTime) << at << qint64(0) << u"07:34:37.123"_s;
        QTest::newRow("elapsed") << int(GutterMode::Elapsed) << at << at - 12'894'000'000 << u"12.894"_s;
        QTest::newRow("elapsed, clocks apart") << int(GutterMode::Elapsed) << at << at + 2'000'000'000 << u"−2.000"_s;
        QTest::newRow("delta") << int(GutterMode::Delta) << at << at - 15'000'000 << u"+0.015"_s;
        QTest::newRow("delta of the first") << int(GutterMode::Delta) << at << qint64(0) << QString();
    }
    void gutterTimes()
    {
        QFETCH(int, mode);
        QFETCH(qint64, time);
        QFETCH(qint64, reference);
        QTEST(LogGutter::timeText(GutterMode(mode), time, reference), "text");
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("word");
        QTest::newRow("middle") << u"one two_2 three"_s << 6 << u"two_2"_s;
        QTest::newRow("start") << u"one two"_s << 0 << u"one"_s;
        QTest::newRow("end") << u"one two"_s << 7 << u"two"_s;
        QTest::newRow("sign") << u"a=b"_s << 1 << u"="_s;
        QTest::newRow("beyond ASCII") << u"x žluť y"_s << 3 << u"žluť"_s;
        QTest::newRow("empty") << u""_s << 0 << u""_s;
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(int, offset);
        const QByteArray bytes = text.toUtf8();
        const auto [from, to] = wordAt(bytes, offset);
        QTEST(QString::fromUtf8(bytes.mid(from, to - from)), "word");
    }

    void selectionRanges()
    {
        LogSelection marked;
        QVERIFY(marked.isEmpty());
        marked.set({5, 3}, {2, 4}); // backwards
        QVERIFY(!marked.touches(1) && marked.touches(2) && marked.touches(5) && !marked.touches(6));
        QCOMPARE(marked.rangeIn(2, 10), std::pair(4, 10));
        QCOMPARE(marked.rangeIn(3, 10), std::pair(0, 10));
        QCOMPARE(marked.rangeIn(5, 10), std::pair(0, 3));
        QCOMPARE(marked.rangeIn(5, 2), std::pair(0, 2));
        QVERIFY(!marked.holdsWhole(2, 10) && marked.holdsWhole(3, 10) && !marked.holdsWhole(5, 10));
        marked.set({2, 0}, {2, LogSelection::lineEnd});
        QVERIFY(marked.holdsWhole(2, 10));
    }
};

LONGSHORE_TEST_MAIN(TestLogLayout)
#include "tst_loglayout.moc"
