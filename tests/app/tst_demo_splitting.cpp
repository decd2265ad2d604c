// SPDX-License-Identifier: GPL-3.0-or-later
// How the demo component reads CSV and cuts texts: its staged static binary on data folders of ours. Rule ids:
// component contract.
#include "tests/support/demobench.h"
#include "tests/support/testmain.h"

using namespace Qt::StringLiterals;
using namespace longshore::test;

class TestDemoSplitting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void csv_data();
    void csv();
};

void TestDemoSplitting::splits_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QByteArray>>("pieces");
    const auto row = [](const char *name, const char *json, const char *text, const QList<QByteArray> &pieces) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(text) << pieces;
    };
    row("fits", R"({"max":5})", "ab cd", {"ab cd"});
    row("at a word", R"({"max":5,"min":0})", "ab cde", {"ab", "cde"});
    row("boundary just behind max", R"({"max":5,"min":0})", "ab cd ef", {"ab cd", "ef"});
    row("white space goes", R"({"max":4,"min":0})", "  ab  cd\t\n", {"ab", "cd"});
    row("long word is cut", R"({"max":3,"min":0})", "abcdefg h", {"abc", "def", "g h"});
    row("min forbids the early boundary", R"({"max":5,"min":3})", "a bcdefg", {"a bcd", "efg"});
    row("characters", R"({"max":3,"splitAt":"characters","min":0})", "ab cd", {"ab", "cd"});
    row("sentences", R"({"max":12,"min":0,"splitAt":"sentences"})", "One. Two three", {"One.", "Two three"});
    row("sentences, else words", R"({"max":8,"min":0,"splitAt":"sentences"})", "Two three. Four",
        {"Two", "three.", "Four"});
    row("two bytes a character", R"({"max":2,"min":0})", "äöüß", {"äö", "üß"});
    row("three bytes", R"({"max":2,"min":0})", "漢字かな", {"漢字", "かな"});
    row("four bytes", R"({"max":1,"min":0})", "🚢📦", {"🚢", "📦"});
    row("ideographic space", R"({"max":3,"min":0})", "漢字　かな", {"漢字", "かな"});
    row("bad bytes", R"({"max":9})", "a\xFF\xC3(b\xED\xA0\x80", {"a\uFFFD\uFFFD(b\uFFFD\uFFFD\uFFFD"});
    row("cut sequence at the end", R"({"max":9})", "a\xE6\xBC", {"a\uFFFD\uFFFD"});
    row("empty stays when asked", R"({"keepEmpty":true})", "", {""});
    row("empty is left out", R"({})", "", {});
}

void TestDemoSplitting::splits()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, text);
    QFETCH(QList<QByteArray>, pieces);
    DemoBench bench;
    bench.config(json);
    bench.table("id,text\n\"7\",\"" + text + "\"\n");
    const Outcome outcome = bench.run();
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    QByteArray expected;
    for (qsizetype i = 0; i < pieces.size(); ++i) {
        const QByteArray number = QByteArray::number(i + 1);
        expected += "\"7-" + number + "\",\"7\",\"" + number + "\",\"" + pieces[i] + "\"\n";
    }
    QCOMPARE(bench.output(), expected);
}

void TestDemoSplitting::csv_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QByteArray>("output"); // What is written, or the message when it starts with a capital.
    const auto row = [](const char *name, const char *csv, const char *output) {
        QTest::newRow(name) << QByteArray(csv) << QByteArray(output);
    };
    row("F6 quoted, LF", "\"id\",\"text\"\n\"1\",\"a\"\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("F7 bare, CRLF", "id,text\r\n1,a\r\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("byte order mark", "\xEF\xBB\xBFid,text\n1,a\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("no line end at the end", "id,text\n1,a", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("doubled quotes", "id,text\n1,\"a \"\"b\"\"\"\n", "\"1-1\",\"1\",\"1\",\"a \"\"b\"\"\"\n");
    row("comma and line end inside", "id,text\n1,\"a,\nb\"\n", "\"1-1\",\"1\",\"1\",\"a,\nb\"\n");
    row("other columns, other order", "x,text,id\n9,a,1\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("empty lines", "id,text\n\n1,a\n\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("only a header", "id,text\n", "");
    row("too few fields", "id,text\n1\n2,b\n", "\"2-1\",\"2\",\"1\",\"b\"\n");
    row("an id twice", "id,text\n1,a\n1,b\n", "\"1-1\",\"1\",\"1\",\"a\"\n");
    row("empty file", "", "T.csv is empty; its first line must name the columns.");
    row("open quote", "id,text\n1,\"a\nb", "T.csv: the quoted field that starts in line 2 is never closed.");
    row("text behind a quote", "id,text\n1,\"a\"b\n",
        "T.csv, line 2: text follows a closing quote; a quote inside a quoted field must be doubled.");
}

void TestDemoSplitting::csv()
{
    QFETCH(QByteArray, csv);
    QFETCH(QByteArray, output);
    DemoBench bench;
    bench.config("{}");
    bench.table(csv, u"T.csv"_s);
    const Outcome outcome = bench.run();
    if (output.startsWith('T')) {
        QCOMPARE(outcome.err.trimmed(), output);
        QCOMPARE(outcome.code, 1);
    } else {
        QVERIFY2(outcome.code == 0, outcome.err.constData());
        QCOMPARE(bench.output(u"T.csv"_s), output);
    }
}

LONGSHORE_TEST_MAIN(TestDemoSplitting)
#include "tst_demo_splitting.moc"
