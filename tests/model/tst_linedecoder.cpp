// SPDX-License-Identifier: GPL-3.0-or-later
// What a log's bytes look like once they are rows: reliability §3a A08 to A13, M6.
#include "model/logs/linedecoder.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace longshore;

namespace
{

struct Row {
    QByteArray text;
    std::vector<StyleRun> runs;
    qint64 time;
    quint32 updates;
    LogSource source;
    quint8 flags;

    bool operator==(const Row &) const = default;
};

struct Rows : RowSink {
    std::vector<Row> rows;
    void row(const NewRow &r) override
    {
        rows.push_back({r.text.toByteArray(), {r.runs.begin(), r.runs.end()}, r.time, r.updates, r.source, r.flags});
    }
};

StoredFrame frame(QByteArrayView bytes, LogSource source = LogSource::Stdout, qint64 time = 0, quint8 flags = 0)
{
    return {source, flags, time, 0, bytes};
}

std::vector<Row> decode(const QByteArray &bytes)
{
    Rows rows;
    LineDecoder decoder(rows);
    decoder.frame(frame(bytes));
    decoder.finish();
    return rows.rows;
}

QByteArray joined(const std::vector<Row> &rows)
{
    QByteArrayList texts;
    for (const Row &row : rows)
        texts += row.text;
    return texts.join('|');
}

TextStyle style(int foreground, int background = -1, quint32 attributes = 0)
{
    return {quint32(foreground + 1) | quint32(background + 1) << 9 | attributes};
}

} // namespace

class TestLineDecoder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void text_data();
    void text();
    void styles_data();
    void styles();
    void coloursGoOnOverLines();
    void A06_aLongLineGoesOnInTheNextRow();
    void A13_aMillionCarriageReturnsAreOneRow();
    void streamsAreTakenApart();
    void A14_notesAreMarked();
    void partialsShowTheUnfinishedRow();
    void anyCutGivesTheSameRows();
    void aRowBegunBeforeTheStartIsCountedOnce();
};

void TestLineDecoder::text_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("rows");
    QTest::newRow("lines") << QByteArray("a\nb\n") << QByteArray("a|b");
    QTest::newRow("last line without newline") << QByteArray("a\nb") << QByteArray("a|b");
    QTest::newRow("empty lines") << QByteArray("\n\na\n") << QByteArray("||a");
    QTest::newRow("terminal's line ends") << QByteArray("a\r\nb\r\n") << QByteArray("a|b");
    QTest::newRow("indentation stays") << QByteArray("  a\t b  \n") << QByteArray("  a\t b  ");
    QTest::newRow("A08 colours leave no trace") << QByteArray("\x1b[1;31mred\x1b[0m!\n") << QByteArray("red!");
    QTest::newRow("A08 clear screen") << QByteArray("a\x1b[2J\x1b[Hb\n") << QByteArray("ab");
    QTest::newRow("A08 alternate screen") << QByteArray("\x1b[?1049ha\x1b[?1049l\n") << QByteArray("a");
    QTest::newRow("A08 window title") << QByteArray("a\x1b]0;evil\x07" "b\n") << QByteArray("ab");
    QTest::newRow("A08 link, string terminator") << QByteArray("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\n") << QByteArray("link");
    QTest::newRow("A08 clipboard") << QByteArray("a\x1b]52;c;ZXZpbA==\x07\n") << QByteArray("a");
    QTest::newRow("A08 device control string") << QByteArray("a\x1bPq#0;2;0;0;0\x1b\\b\n") << QByteArray("ab");
    QTest::newRow("A08 answer-back") << QByteArray("\x1b[c\x1b[6na\n") << QByteArray("a");
    QTest::newRow("A08 character set") << QByteArray("\x1b(Ba\x1b)0b\n") << QByteArray("ab");
    QTest::newRow("A08 two bytes") << QByteArray("\x1b" "7a\x1b" "8\n") << QByteArray("a");
    QTest::newRow("A08 cursor moves are dropped") << QByteArray("ab\x1b[1D\x1b[2Cc\n") << QByteArray("abc");
    QTest::newRow("A08 a string ended by another sequence") << QByteArray("a\x1b]0;t\x1b[31mb\n") << QByteArray("ab");
    QTest::newRow("A08 a sequence broken by the line's end") << QByteArray("a\x1b[3\nb\n") << QByteArray("a|b");
    QTest::newRow("A09 control pictures") << QByteArray("a\x01\x07\x7f\n") << QByteArray("a␁␇␡");
    QTest::newRow("A10 override") << QByteArray("evil\xe2\x80\xaegpj.exe\n") << QByteArray("evil[U+202E]gpj.exe");
    QTest::newRow("A10 isolate") << QByteArray("\xe2\x81\xa6x\n") << QByteArray("[U+2066]x");
    QTest::newRow("A11 zero width") << QByteArray("a\xe2\x80\x8b" "b\n") << QByteArray("a[U+200B]b");
    QTest::newRow("A11 noncharacter") << QByteArray("\xef\xbf\xbe\n") << QByteArray("[U+FFFE]");
    QTest::newRow("A11 tag character") << QByteArray("\xf3\xa0\x81\x81\n") << QByteArray("[U+E0041]");
    QTest::newRow("A11 line separator") << QByteArray("a\xe2\x80\xa8" "b\n") << QByteArray("a⏎b");
    QTest::newRow("A11 eight combining marks at most") << "a" + QByteArray("\xcc\x81").repeated(1000) + "b\n" << "a" + QByteArray("\xcc\x81").repeated(8) + "b";
    QTest::newRow("A12 invalid byte") << QByteArray("a\xff" "b\n") << QByteArray("a\xef\xbf\xbd" "b");
    QTest::newRow("A12 overlong") << QByteArray("\xc0\xaf\n") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("A12 surrogate") << QByteArray("\xed\xa0\x80\n") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("A12 beyond Unicode") << QByteArray("\xf4\x90\x80\x80\n") << QByteArray("\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
    QTest::newRow("A12 character cut by the line's end") << QByteArray("a\xe2\x82\nb\n") << QByteArray("a\xef\xbf\xbd|b");
    QTest::newRow("A12 NUL") << QByteArray("a\0b\n", 4) << QByteArray("a␀b");
    QTest::newRow("plain UTF-8 stays") << QByteArray("ä € 𝄞\n") << QByteArray("ä € 𝄞");
    QTest::newRow("A13 progress: the last state") << QByteArray("10 %\r20 %\r100 %\n") << QByteArray("100 %");
    QTest::newRow("A13 a shorter state leaves the rest, as terminals do") << QByteArray("abcdef\rXY\n") << QByteArray("XYcdef");
    QTest::newRow("A13 erase to the end") << QByteArray("abcdef\rXY\x1b[K\n") << QByteArray("XY");
    QTest::newRow("A13 erase the line") << QByteArray("abcdef\r\x1b[2Kxy\n") << QByteArray("xy");
    QTest::newRow("A13 erase the line in place") << QByteArray("abc\x1b[2Kd\n") << QByteArray("   d");
    QTest::newRow("A13 erase before the cursor") << QByteArray("abc\x1b[1Kd\n") << QByteArray("   d");
    QTest::newRow("A13 return without a word") << QByteArray("abc\r\r\r\n") << QByteArray("abc");
    QTest::newRow("A13 backspace") << QByteArray("spinner |\b/\b-\n") << QByteArray("spinner -");
    QTest::newRow("A13 backspace at the start") << QByteArray("\b\bab\n") << QByteArray("ab");
    QTest::newRow("A13 vertical tab, form feed") << QByteArray("a\v\f\n") << QByteArray("a␋␌");
}

void TestLineDecoder::text()
{
    QFETCH(QByteArray, bytes);
    QTEST(joined(decode(bytes)), "rows");
}

void TestLineDecoder::styles_data()
{
    QTest::addColumn<QByteArray>("sgr");
    QTest::addColumn<quint32>("expected");
    using T = TextStyle;
    QTest::newRow("reset") << QByteArray("1;31;0") << 0u;
    QTest::newRow("no parameter resets") << QByteArray("31m\x1b[") << 0u;
    QTest::newRow("red") << QByteArray("31") << style(1).bits;
    QTest::newRow("bright blue on white") << QByteArray("94;47") << style(12, 7).bits;
    QTest::newRow("bright background") << QByteArray("101") << style(-1, 9).bits;
    QTest::newRow("attributes") << QByteArray("1;2;3;4;7;9") << style(-1, -1, T::Bold | T::Dim | T::Italic | T::Underline | T::Inverse | T::Strike).bits;
    QTest::newRow("attributes off") << QByteArray("1;3;4;7;9;22;23;24;27;29") << 0u;
    QTest::newRow("palette") << QByteArray("38;5;208;48;5;17") << style(208, 17).bits;
    QTest::newRow("palette, colons") << QByteArray("38:5:208") << style(208).bits;
    QTest::newRow("direct colour: nearest") << QByteArray("38;2;255;0;0") << style(196).bits;
    QTest::newRow("direct grey: nearest") << QByteArray("38;2;128;128;128") << style(244).bits;
    QTest::newRow("default colours") << QByteArray("31;41;39;49") << 0u;
    QTest::newRow("palette without its number") << QByteArray("1;38;5") << style(-1, -1, T::Bold).bits;
    QTest::newRow("palette out of range") << QByteArray("38;5;999") << 0u;
    QTest::newRow("unknown numbers are skipped") << QByteArray("5;31;73") << style(1).bits;
    QTest::newRow("private sequence") << QByteArray(">4;1") << 0u;
    QTest::newRow("a thousand parameters: the first count") << QByteArray("31;").repeated(1000) << style(1).bits;
}

void TestLineDecoder::styles()
{
    QFETCH(QByteArray, sgr);
    QFETCH(quint32, expected);
    const auto rows = decode("\x1b[" + sgr + "mx\n");
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].text, "x");
    const quint32 got = rows[0].runs.empty() ? 0 : rows[0].runs[0].style.bits;
    QCOMPARE(got, expected);
}

void TestLineDecoder::coloursGoOnOverLines()
{
    const auto rows = decode("\x1b[31ma\nb\x1b[0mc\nd\n");
    QCOMPARE(rows.size(), 3u);
    QCOMPARE(rows[0].runs, (std::vector<StyleRun>{{0, style(1)}}));
    QCOMPARE(rows[1].runs, (std::vector<StyleRun>{{0, style(1)}, {1, {}}}));
    QVERIFY(rows[2].runs.empty());
}

void TestLineDecoder::A06_aLongLineGoesOnInTheNextRow()
{
    const auto rows = decode(QByteArray(3 * LogLimits::rowBytes, 'x') + "end\nnext\n");
    QCOMPARE(rows.size(), 5u);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(rows[size_t(i)].text.size(), LogLimits::rowBytes);
        QCOMPARE(rows[size_t(i)].flags, LineContinues);
    }
    QCOMPARE(rows[3].text, "end");
    QCOMPARE(rows[3].flags, 0);
    QCOMPARE(rows[4].text, "next");
}

void TestLineDecoder::A13_aMillionCarriageReturnsAreOneRow()
{
    QByteArray bytes;
    for (int i = 0; i < 100'000; ++i)
        bytes += QByteArray::number(i) + " of 100000\r";
    const auto rows = decode(bytes + "done           \n");
    QCOMPARE(rows.size(), 1u);
    QCOMPARE(rows[0].text, "done");
    QCOMPARE(rows[0].updates, 100'000u);
}

void TestLineDecoder::streamsAreTakenApart()
{
    Rows rows;
    LineDecoder decoder(rows);
    decoder.frame(frame("out ", LogSource::Stdout, 1));
    decoder.frame(frame("err ", LogSource::Stderr, 2));
    decoder.frame(frame("1\n", LogSource::Stdout, 3));
    decoder.frame(frame("2\n", LogSource::Stderr, 4));
    decoder.finish();
    QCOMPARE(rows.rows, (std::vector<Row>{{"out 1", {}, 1, 0, LogSource::Stdout, 0}, {"err 2", {}, 2, 0, LogSource::Stderr, 0}}));
}

void TestLineDecoder::A14_notesAreMarked()
{
    Rows rows;
    LineDecoder decoder(rows);
    decoder.frame(frame("ERROR x\n", LogSource::Engine, 1, LogAppNote));
    QCOMPARE(rows.rows, (std::vector<Row>{{"ERROR x", {}, 1, 0, LogSource::Engine, LineNote}}));
}

void TestLineDecoder::partialsShowTheUnfinishedRow()
{
    Rows rows;
    LineDecoder decoder(rows);
    QVERIFY(!decoder.hasPartials());
    decoder.frame(frame("10 %\r\x1b[32m20 %", LogSource::Stdout, 7));
    QVERIFY(decoder.hasPartials());
    QCOMPARE(decoder.partials(), (QList<PartialLine>{{LogSource::Stdout, 7, "20 %", {{0, style(2)}}}}));
    QVERIFY(rows.rows.empty());
    decoder.frame(frame("\n"));
    QVERIFY(!decoder.hasPartials());
    QCOMPARE(rows.rows.size(), 1u);
}

/// Bytes that use every state of the decoder.
static QByteArray wild(QRandomGenerator &random)
{
    static const QList<QByteArray> pieces{"word ", "\n", "\r", "\r\n", "\x1b[31m", "\x1b[0m", "\x1b[K", "\x1b[2K", "\x1b]0;t\x07", "\b", "é", "€", "𝄞",
                                          "\xff", "\xe2\x82", "\xe2\x80\xae", "\t", QByteArray("\0", 1), "\x1b", "e\xcc\x81", "{\"level\":\"warn\"}\n", "ERROR x\n"};
    QByteArray bytes;
    for (int i = 0; i < 60; ++i)
        bytes += pieces[random.bounded(int(pieces.size()))];
    if (random.bounded(8) == 0)
        bytes += QByteArray(random.bounded(3 * int(LogLimits::rowBytes)), 'l');
    return bytes;
}

void TestLineDecoder::anyCutGivesTheSameRows()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    QRandomGenerator random(seed);
    for (int round = 0; round < 300; ++round) {
        const QByteArray bytes = wild(random);
        const auto whole = decode(bytes);
        Rows cut;
        LineDecoder decoder(cut);
        for (qsizetype at = 0; at < bytes.size();) {
            const qsizetype size = qMin<qsizetype>(1 + random.bounded(bytes.size() > 5000 ? 9000 : 9), bytes.size() - at);
            decoder.frame(frame(QByteArrayView(bytes).sliced(at, size)));
            if (random.bounded(4) == 0)
                decoder.partials();
            at += size;
        }
        decoder.finish();
        QVERIFY2(cut.rows == whole, qPrintable(QStringLiteral("seed %1 round %2").arg(seed).arg(round)));
    }
}

void TestLineDecoder::aRowBegunBeforeTheStartIsCountedOnce()
{
    Rows all;
    LineDecoder first(all);
    first.frame(frame("begun "));
    Rows later;
    LineDecoder second(later);
    second.startAt(first.counter());
    for (LineDecoder *decoder : {&first, &second}) {
        decoder->frame(frame("here\nnext\n"));
        decoder->finish();
    }
    QCOMPARE(all.rows.size(), later.rows.size());
    QCOMPARE(later.rows.back().text, "next");
}

LONGSHORE_TEST_MAIN(TestLineDecoder)
#include "tst_linedecoder.moc"
