// SPDX-License-Identifier: GPL-3.0-or-later
// Finding fixed bytes: the same places as the plain search, wherever they lie in a text and whatever stands around.
#include "model/logs/bytesearch.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace longshore;

class TestByteSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void finds_data();
    void finds();
    void everyPlaceOfATextIsFound();
    void agreesWithThePlainSearch();
};

void TestByteSearch::finds_data()
{
    QTest::addColumn<QByteArray>("needle");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("from");
    QTest::addColumn<qsizetype>("at");
    const auto row = [](const char *name, const QByteArray &needle, const QByteArray &text, qsizetype from, qsizetype at) {
        QTest::newRow(name) << needle << text << from << at;
    };
    row("one byte", "x", "abcx", 0, 3);
    row("at the start", "ab", "abab", 0, 0);
    row("from behind the first", "ab", "abab", 1, 2);
    row("not there", "ab", "aabb", 0, 1);
    row("cut by the end", "abc", "xxab", 0, -1);
    row("empty text", "a", "", 0, -1);
    row("needle longer than the text", "abcdef", "abc", 0, -1);
    row("from behind the end", "a", "aaa", 3, -1);
    row("all bytes alike", "aaa", "aabaaa", 0, 3);
    row("beyond ASCII", "€", "a€", 0, 1);
}

void TestByteSearch::finds()
{
    QFETCH(QByteArray, needle);
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, from);
    QTEST(ByteSearch(needle).find(text, from), "at");
}

void TestByteSearch::everyPlaceOfATextIsFound()
{
    for (const QByteArray &needle : {QByteArray("needle-"), QByteArray("z"), QByteArray("ab")}) {
        const ByteSearch search(needle);
        for (qsizetype at = 0; at + needle.size() <= 700; ++at) {
            QByteArray text(700, '.');
            text.replace(at, needle.size(), needle);
            QCOMPARE(search.find(text, 0), at);
            QCOMPARE(search.find(text, at), at);
            QCOMPARE(search.find(text, at + 1), qsizetype(-1));
        }
    }
}

void TestByteSearch::agreesWithThePlainSearch()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 2000; ++round) {
        QByteArray text(random.bounded(600), Qt::Uninitialized);
        for (char &c : text)
            c = char('a' + random.bounded(3));
        QByteArray needle(1 + random.bounded(6), Qt::Uninitialized);
        for (char &c : needle)
            c = char('a' + random.bounded(3));
        const ByteSearch search(needle);
        qsizetype from = 0;
        do {
            const qsizetype expected = text.indexOf(needle, from);
            QCOMPARE(search.find(text, from), expected);
            from = expected + 1;
        } while (from > 0 && from <= text.size());
    }
}

LONGSHORE_TEST_MAIN(TestByteSearch)
#include "tst_bytesearch.moc"
