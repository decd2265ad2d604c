// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"
#include "ui/logs/logcells.h"
#include "ui/logs/loggutter.h"
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

} // namespace

/// Characters of a log's line on their grid, computed without a font.
class TestLogCells : public QObject
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

LONGSHORE_TEST_MAIN(TestLogCells)
#include "tst_logcells.moc"
