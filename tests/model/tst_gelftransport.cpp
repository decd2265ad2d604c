// SPDX-License-Identifier: GPL-3.0-or-later
// G2 without sockets: datagrams, the NUL-framed stream, HTTP, and how notices are counted.
#include "model/logs/gelf/gelfchunks.h"
#include "model/logs/gelf/gelfhttp.h"
#include "model/logs/gelf/gelfnotices.h"
#include "model/logs/gelf/gelfstream.h"
#include "tests/support/gelfbytes.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// A GelfChunks with a clock of its own; what comes out, notices with a "!" before them.
struct Chunks {
    qint64 now = 0;
    GelfChunks chunks{[this] { return now; }};

    QByteArray add(const QByteArray &datagram)
    {
        const auto result = chunks.add(datagram);
        if (!result)
            return "!" + result.error().toUtf8();
        return result->value_or("-");
    }
};

} // namespace

class tst_GelfTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void G2_datagrams_data()
    {
        QTest::addColumn<QByteArray>("datagram");
        QTest::addColumn<QByteArray>("message");
        const QByteArray text = "{\"a\":\"" + QByteArray(500, 'x') + "\"}";
        QTest::newRow("plain") << text << text;
        QTest::newRow("zlib") << zlibbed(text) << text;
        QTest::newRow("gzip") << gzipped(text) << text;
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("text with a zlib-like start") << QByteArray("xx") << QByteArray("xx");
        QTest::newRow("zlib cut") << zlibbed(text).chopped(3) << QByteArray("!Invalid message: its compressed bytes are damaged or cut.");
        QTest::newRow("gzip damaged") << gzipped(text).replace(12, 4, "zzzz") << QByteArray("!Invalid message: its compressed bytes are damaged or cut.");
        QTest::newRow("as long as allowed") << zlibbed(QByteArray(GelfLimits::messageBytes, 'x')) << QByteArray(GelfLimits::messageBytes, 'x');
        QTest::newRow("A29 bomb") << gzipped(QByteArray(GelfLimits::messageBytes + 1, 'x'))
                                  << QByteArray("!Invalid message: it is longer than 8 MiB once decompressed.");
        QTest::newRow("chunk without header") << QByteArray("\x1e\x0f" "12345678\0", 11) << QByteArray("!Invalid message: a chunk is shorter than its header.");
        QTest::newRow("chunk of none") << chunk("12345678", 0, 0, "x") << QByteArray("!Invalid message: chunk 1 of 0; there may be 128 at most.");
        QTest::newRow("chunk of too many") << chunk("12345678", 0, 129, "x") << QByteArray("!Invalid message: chunk 1 of 129; there may be 128 at most.");
        QTest::newRow("chunk behind the last") << chunk("12345678", 2, 2, "x") << QByteArray("!Invalid message: chunk 3 of 2; there may be 128 at most.");
        QTest::newRow("only chunk") << chunk("12345678", 0, 1, text) << text;
        QTest::newRow("only chunk, zlib") << chunk("12345678", 0, 1, zlibbed(text)) << text;
        QTest::newRow("first of two") << chunk("12345678", 0, 2, text) << QByteArray("-");
    }
    void G2_datagrams()
    {
        QFETCH(QByteArray, datagram);
        QFETCH(QByteArray, message);
        const QByteArray found = Chunks().add(datagram);
        QVERIFY2(found == message, found.left(200).constData());
    }

    void G2_chunksInAnyOrder()
    {
        Chunks udp;
        QCOMPARE(udp.add(chunk("aaaaaaaa", 2, 3, "3")), "-");
        QCOMPARE(udp.add(chunk("bbbbbbbb", 0, 2, "x")), "-");
        QCOMPARE(udp.add(chunk("aaaaaaaa", 0, 3, "1")), "-");
        QCOMPARE(udp.add(chunk("aaaaaaaa", 0, 3, "9")), "-"); // again: the first counts
        QCOMPARE(udp.add(chunk("bbbbbbbb", 1, 3, "y")), "!Invalid message: its chunks do not agree on their number (2 and 3).");
        QCOMPARE(udp.add(chunk("aaaaaaaa", 1, 3, "")), "13");
        QCOMPARE(udp.add(chunk("bbbbbbbb", 1, 2, "y")), "xy");
        QCOMPARE(udp.chunks.openCount(), 0);
        QCOMPARE(udp.chunks.takeAbandoned(), 0);
    }

    void G2_128Chunks()
    {
        Chunks udp;
        QByteArray whole;
        for (int i = 0; i < 127; ++i) {
            QCOMPARE(udp.add(chunk("aaaaaaaa", i, 128, QByteArray::number(i) + ' ')), "-");
            whole += QByteArray::number(i) + ' ';
        }
        QCOMPARE(udp.add(chunk("aaaaaaaa", 127, 128, "end")), whole + "end");
    }

    void chunksAreGivenUpAfterFiveSeconds()
    {
        Chunks udp;
        udp.add(chunk("aaaaaaaa", 0, 2, "a"));
        udp.now = GelfChunks::timeout;
        QCOMPARE(udp.add(chunk("bbbbbbbb", 0, 2, "b")), "-");
        QCOMPARE(udp.chunks.takeAbandoned(), 0);
        udp.now = GelfChunks::timeout + 1;
        QCOMPARE(udp.add(chunk("aaaaaaaa", 1, 2, "a")), "-"); // begins anew
        QCOMPARE(udp.chunks.takeAbandoned(), 1);
        QCOMPARE(udp.chunks.openCount(), 2);
        udp.chunks.abandonAll();
        QCOMPARE(udp.chunks.takeAbandoned(), 2);
    }

    void openMessagesAreBounded()
    {
        Chunks udp;
        for (int i = 0; i < 1500; ++i) {
            ++udp.now;
            udp.add(chunk(QByteArray::number(10'000'000 + i), 0, 2, "a"));
        }
        QCOMPARE(udp.chunks.openCount(), GelfChunks::maxOpen);
        QCOMPARE(udp.chunks.takeAbandoned(), 500);
        QCOMPARE(udp.add(chunk("10000000", 1, 2, "b")), "-");  // was the oldest: gone
        QCOMPARE(udp.add(chunk("10001499", 1, 2, "b")), "ab"); // the newest is there
    }

    void chunkedBytesAreBounded()
    {
        Chunks udp;
        const QByteArray big(60'000, 'x');
        for (int set = 0; set < 30; ++set, ++udp.now)
            for (int i = 0; i < 64; ++i)
                udp.add(chunk(QByteArray::number(10'000'000 + set), i, 128, big));
        QVERIFY(udp.chunks.openCount() * 64 * big.size() <= GelfChunks::maxBytes);
        QVERIFY(udp.chunks.takeAbandoned() > 0);
        QByteArray found = "-";
        for (int i = 0; i < 128 && found == "-"; ++i)
            found = udp.add(chunk("bbbbbbbb", i, 128, QByteArray(70'000, 'x')));
        QCOMPARE(found, "!Invalid message: its chunks are longer than 8 MiB together.");
    }

    void G2_streamAnyCut()
    {
        const QByteArray bytes("one\0\0two\0three\nfour\0last", 24);
        for (qsizetype size = 1; size <= bytes.size(); ++size) {
            GelfStream stream;
            QList<QByteArray> frames;
            for (qsizetype at = 0; at < bytes.size(); at += size)
                frames += stream.feed(bytes.mid(at, size));
            QCOMPARE(frames, (QList<QByteArray>{"one", "two", "three\nfour"}));
            QCOMPARE(stream.end(), "last"); // G2: the unterminated rest
            QCOMPARE(stream.end(), "");
        }
    }

    void streamFramesAreBounded()
    {
        GelfStream stream;
        const QByteArray part(1 << 20, 'x');
        for (int i = 0; i < 20; ++i)
            QVERIFY(stream.feed(part).isEmpty() && stream.pendingBytes() <= GelfLimits::messageBytes);
        QCOMPARE(stream.takeTooLong(), 1);
        QCOMPARE(stream.feed(QByteArray("rest\0next\0", 10)), QList<QByteArray>{"next"});
        QCOMPARE(stream.takeTooLong(), 0);
        stream.feed(QByteArray(GelfLimits::messageBytes, 'x'));
        QCOMPARE(stream.feed(QByteArray("\0", 1)).size(), 1);
    }

    void G2_http_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QList<QByteArray>>("bodies");
        QTest::addColumn<bool>("closes");
        const auto row = [](const char *name, const QByteArray &request, const QByteArray &status, const QList<QByteArray> &bodies, bool closes) {
            QTest::newRow(name) << request << status << bodies << closes;
        };
        row("post", "POST /gelf HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody", "202 Accepted", {"body"}, false);
        row("any path", "POST / HTTP/1.1\r\ncontent-length:4\r\n\r\nbody", "202 Accepted", {"body"}, false);
        row("empty", "POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "202 Accepted", {""}, false);
        row("close", "POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody", "202 Accepted", {"body"}, true);
        row("1.0", "POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\nbody", "202 Accepted", {"body"}, true);
        row("1.0 kept", "POST / HTTP/1.0\r\nConnection: Keep-Alive\r\nContent-Length: 4\r\n\r\nbody", "202 Accepted", {"body"}, false);
        row("two at once", "POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\na\r\nPOST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nb", "202 Accepted", {"a", "b"}, false);
        row("not whole", "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbod", "", {}, false);
        row("head not whole", "POST / HTTP/1.1\r\nContent-Length: 4\r\n", "", {}, false);
        row("get", "GET / HTTP/1.1\r\n\r\n", "405 Method Not Allowed", {}, true);
        row("no length", "POST / HTTP/1.1\r\n\r\nbody", "411 Length Required", {}, true);
        row("chunked", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nbody", "411 Length Required", {}, true);
        row("too long", "POST / HTTP/1.1\r\nContent-Length: 8388609\r\n\r\n", "413 Content Too Large", {}, true);
        row("negative", "POST / HTTP/1.1\r\nContent-Length: -4\r\n\r\nbody", "400 Bad Request", {}, true);
        row("overflow", "POST / HTTP/1.1\r\nContent-Length: 18446744073709551620\r\n\r\nbody", "400 Bad Request", {}, true);
        row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", "400 Bad Request", {}, true);
        row("no HTTP", "{\"short_message\":\"x\"}\r\n\r\n", "400 Bad Request", {}, true);
        row("folded header", "POST / HTTP/1.1\r\nX: a\r\n b\r\nContent-Length: 4\r\n\r\nbody", "400 Bad Request", {}, true);
        row("endless head", "POST / HTTP/1.1\r\nX: " + QByteArray(GelfHttp::maxHead, 'x'), "431 Request Header Fields Too Large", {}, true);
    }
    void G2_http()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        QFETCH(QList<QByteArray>, bodies);
        QFETCH(bool, closes);
        for (const qsizetype size : {request.size(), qsizetype(1), qsizetype(7)}) { // any cut gives the same
            GelfHttp http;
            GelfHttp::Step all;
            for (qsizetype at = 0; at < request.size(); at += size) {
                const GelfHttp::Step step = http.feed(request.mid(at, size));
                all.reply += step.reply;
                all.bodies += step.bodies;
                all.close = all.close || step.close;
            }
            QCOMPARE(all.reply.mid(9, qMax(0, all.reply.indexOf('\r') - 9)), status);
            QCOMPARE(all.reply.count("HTTP/1.1 "), qMax(bodies.size(), qsizetype(status.isEmpty() ? 0 : 1)));
            QCOMPARE(all.bodies, bodies);
            QCOMPARE(all.close, closes);
        }
    }

    void httpContinues()
    {
        GelfHttp http;
        QCOMPARE(http.feed("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n").reply, "HTTP/1.1 100 Continue\r\n\r\n");
        QCOMPARE(http.feed("body").bodies, QList<QByteArray>{"body"});
    }

    void httpUnfinishedBody()
    {
        GelfHttp http;
        http.feed("POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\nbody");
        QCOMPARE(http.end(), "body");
        QVERIFY(http.feed("more").reply.isEmpty());
    }

    void noticesAreCounted()
    {
        qint64 now = 5000;
        GelfNotices notices([&now] { return now; });
        int shown = 0;
        for (int i = 0; i < 100; ++i)
            shown += notices.admit();
        QCOMPARE(shown, GelfNotices::perWindow);
        QCOMPARE(notices.summary(), QString());
        now += GelfNotices::window;
        QCOMPARE(notices.summary(), u"90 more GELF messages were dropped."_s);
        QCOMPARE(notices.summary(true), QString());
        QVERIFY(notices.admit());
    }
};

LONGSHORE_TEST_MAIN(tst_GelfTransport)
#include "tst_gelftransport.moc"
