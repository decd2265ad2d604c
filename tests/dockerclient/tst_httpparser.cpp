// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/transport/httpparser.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using State = HttpParser::State;

/// What the wire does to a whole reply is in tst_reply; this is about cuts, limits and what is left over.
class TestHttpParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCutGivesTheSame_data();
    void everyCutGivesTheSame();
    void bodyIsGivenAsItComes();
    void keepAlive_data();
    void keepAlive();
    void restAfterUpgrade();
    void A46_limitsAreExact();
    void A46_bombKeepsMemoryFlat_data();
    void A46_bombKeepsMemoryFlat();
    void endOfInput();
};

void TestHttpParser::everyCutGivesTheSame_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("content-length") << FaultServer::ok("0\r\n\r\n") << QByteArray("0\r\n\r\n");
    QTest::newRow("chunked") << FaultServer::chunked({"0", "hello", "0\r\n\r\n"}) << QByteArray("0hello0\r\n\r\n");
    QTest::newRow("only the last chunk") << FaultServer::chunked({}) << QByteArray();
    QTest::newRow("last chunk 00, trailers") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n00\r\nA: b\r\n\r\n") << QByteArray();
    QTest::newRow("size with a zero in front") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n01\r\nx\r\n0\r\n\r\n") << QByteArray("x");
    QTest::newRow("interim first") << "HTTP/1.1 100 Continue\r\n\r\n" + FaultServer::ok("x") << QByteArray("x");
}

void TestHttpParser::everyCutGivesTheSame()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, expected);
    for (qsizetype first = 0; first <= wire.size(); ++first) {
        for (qsizetype second = first; second <= wire.size(); ++second) {
            HttpParser parser(false, false);
            QByteArray body;
            parser.feed(wire.first(first), body);
            parser.feed(wire.sliced(first, second - first), body);
            parser.feed(wire.sliced(second), body);
            if (parser.state() != State::Done || body != expected || !parser.keepAlive())
                QFAIL(qPrintable(QStringLiteral("cut at %1 and %2").arg(first).arg(second)));
        }
    }
}

void TestHttpParser::bodyIsGivenAsItComes()
{
    HttpParser parser(false, false);
    QByteArray body;
    QCOMPARE(parser.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", body), State::Body);
    QCOMPARE(body, "he");
    parser.feed("l", body);
    QCOMPARE(body, "hel");
    parser.feed("lo\r\n1\r\n0", body); // a body byte, not the start of the last chunk
    QCOMPARE(body, "hello0");
}

void TestHttpParser::keepAlive_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<bool>("keeps");
    const QByteArray rest = "Content-Length: 0\r\n\r\n";
    QTest::newRow("1.1") << "HTTP/1.1 200 OK\r\n" + rest << true;
    QTest::newRow("1.1 close") << "HTTP/1.1 200 OK\r\nConnection: close\r\n" + rest << false;
    QTest::newRow("1.0") << "HTTP/1.0 200 OK\r\n" + rest << false;
    QTest::newRow("1.0 keep-alive") << "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" + rest << true;
    QTest::newRow("204") << QByteArray("HTTP/1.1 204 No Content\r\n\r\n") << true;
    QTest::newRow("more behind it") << "HTTP/1.1 200 OK\r\n" + rest + "x" << false;
}

void TestHttpParser::keepAlive()
{
    QFETCH(QByteArray, wire);
    HttpParser parser(false, false);
    QByteArray body;
    QCOMPARE(parser.feed(wire, body), State::Done);
    QTEST(parser.keepAlive(), "keeps");
}

void TestHttpParser::restAfterUpgrade()
{
    const QByteArray wire = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nraw\r\n\r\nbytes";
    for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
        HttpParser parser(false, true);
        QByteArray body;
        QByteArray rest;
        if (parser.feed(wire.first(cut), body) == State::Done) {
            rest = parser.takeRest() + wire.sliced(cut);
        } else {
            parser.feed(wire.sliced(cut), body);
            rest = parser.takeRest();
        }
        QCOMPARE(parser.state(), State::Done);
        QCOMPARE(parser.head().status, 101);
        QCOMPARE(rest, "raw\r\n\r\nbytes");
        QVERIFY(body.isEmpty() && !parser.keepAlive());
    }
}

void TestHttpParser::A46_limitsAreExact()
{
    for (const int count : {100, 101}) {
        HttpParser parser(true, false);
        QByteArray body;
        parser.feed("HTTP/1.1 200 OK\r\n" + QByteArray("A: b\r\n").repeated(count) + "\r\n", body);
        QCOMPARE(parser.state(), count == 100 ? State::Done : State::Failed);
    }
    for (const int size : {60'000, 70'000}) {
        HttpParser parser(true, false);
        QByteArray body;
        parser.feed("HTTP/1.1 200 OK\r\nA: " + QByteArray(size, 'x') + "\r\n\r\n", body);
        QCOMPARE(parser.state(), size == 60'000 ? State::Done : State::Failed);
    }
}

void TestHttpParser::A46_bombKeepsMemoryFlat_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("status line") << QByteArray("HTTP/1.1 200 ");
    QTest::newRow("field") << QByteArray("HTTP/1.1 200 OK\r\nA: ");
    QTest::newRow("chunk size") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;a=");
    QTest::newRow("trailer") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: ");
}

/// However the bomb is cut, it is refused before much more than the limit was fed.
void TestHttpParser::A46_bombKeepsMemoryFlat()
{
    QFETCH(QByteArray, start);
    HttpParser parser(false, false);
    QByteArray body;
    parser.feed(start, body);
    qsizetype fed = 0;
    while (parser.state() != State::Failed && fed < 1'000'000) {
        parser.feed(QByteArray(1000, 'x'), body);
        fed += 1000;
    }
    QVERIFY2(fed <= 70'000, qPrintable(QString::number(fed)));
    QCOMPARE(toString(parser.errorKind()), toString(Error::Kind::Protocol));
    QVERIFY(!parser.errorText().isEmpty());
}

void TestHttpParser::endOfInput()
{
    QByteArray body;
    HttpParser nothing(false, false);
    QCOMPARE(nothing.finish(), State::Failed);
    QCOMPARE(toString(nothing.errorKind()), toString(Error::Kind::ConnectionLost));
    HttpParser untilEof(false, false);
    untilEof.feed("HTTP/1.0 200 OK\r\n\r\nhello", body);
    QVERIFY(untilEof.head().untilEof);
    QCOMPARE(untilEof.finish(), State::Done);
    QCOMPARE(body, "hello");
    QVERIFY(!untilEof.keepAlive());
}

LONGSHORE_TEST_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
