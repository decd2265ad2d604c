// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcriptserver.h"

#include <sys/socket.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using End = FaultScript::End;

/// Back-pressure on what comes, and the hijack.
class TestDownload : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void backPressurePausesTheSocket_data();
    void backPressurePausesTheSocket();
    void backPressureUntilEof();
    void hijackWithHalfClose_data();
    void hijackWithHalfClose();
    void hijackHalfCloseWaitsForItsBytes();
    void hijackRefused();
    void hijackTranscript();
};

void TestDownload::backPressurePausesTheSocket_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("content-length") << false;
    QTest::newRow("chunked") << true;
}

void TestDownload::backPressurePausesTheSocket()
{
    QFETCH(bool, chunked);
    constexpr qint64 limit = 64 * 1024;
    const QByteArray body(20'000'000, 'd');
    FaultServer server;
    server.enqueue({.reply = chunked ? FaultServer::chunked(QList<QByteArray>(200, body.first(100'000))) : FaultServer::ok(body)});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/logs"_s)), false);
    exchange.reply->setReadBufferSize(limit);
    qint64 before = -1;
    QTRY_VERIFY(std::exchange(before, server.bytesSent()) == server.bytesSent() && before > limit);
    QTest::qWait(100);
    QCOMPARE(server.bytesSent(), before); // the server is blocked
    QVERIFY(exchange.reply->bytesAvailable() <= limit);
    int kernel = 0;
    socklen_t length = sizeof kernel;
    const int probe = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::getsockopt(probe, SOL_SOCKET, SO_SNDBUF, &kernel, &length);
    ::close(probe);
    QVERIFY2(before <= limit + kernel + 65'536, qPrintable(QString::number(before)));

    qint64 got = exchange.reply->readAll().size();
    qint64 most = 0;
    connect(exchange.reply, &QNetworkReply::readyRead, this, [&] {
        most = std::max(most, exchange.reply->bytesAvailable());
        got += exchange.reply->readAll().size();
    });
    QVERIFY(exchange.wait());
    got += exchange.reply->readAll().size();
    QCOMPARE(got, body.size());
    QVERIFY(most <= limit);
    QVERIFY(!exchange.failed());
}

void TestDownload::backPressureUntilEof()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.0 200 OK\r\n\r\n" + QByteArray(100'000, 'd'), .end = End::Close});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/logs"_s)), false);
    exchange.reply->setReadBufferSize(1000);
    QTRY_COMPARE(server.closedByFault(), 1); // the end is there before the reader
    QVERIFY(!exchange.reply->isFinished());
    qint64 got = exchange.reply->readAll().size();
    connect(exchange.reply, &QNetworkReply::readyRead, this, [&] { got += exchange.reply->readAll().size(); });
    QVERIFY(exchange.wait());
    got += exchange.reply->readAll().size();
    QCOMPARE(got, 100'000);
    QVERIFY(!exchange.failed());
}

void TestDownload::hijackWithHalfClose_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("piece");
    const QByteArray upgrade = "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nfirst ";
    const QByteArray plain = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nfirst ";
    for (const int piece : {0, 1}) {
        QTest::addRow("101 cut %d", piece) << upgrade << piece;
        QTest::addRow("200 until the end, cut %d", piece) << plain << piece;
    }
}

void TestDownload::hijackWithHalfClose()
{
    QFETCH(QByteArray, head);
    QFETCH(int, piece);
    FaultServer server;
    server.enqueue({.reply = head, .piece = piece, .raw = true, .farewell = "last"});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/containers/x/attach"_s);
    request.setAttribute(RequestAttribute::Hijack, true);
    Exchange exchange(manager.post(request, QByteArray()));
    QTRY_COMPARE(exchange.body, "first ");
    QVERIFY(exchange.reply->isWritable());
    const QByteArray input(2'000'000, 'i');
    QCOMPARE(exchange.reply->write(input), input.size());
    QVERIFY(!server.clientHalfClosed());
    exchange.reply->finishWriting();
    QCOMPARE(exchange.reply->write("late"), -1);
    QVERIFY(exchange.wait());
    QVERIFY(server.clientHalfClosed());
    QCOMPARE(server.rawReceived().size(), input.size());
    QCOMPARE(exchange.body, "first last");
    QVERIFY(!exchange.failed());
    QCOMPARE(server.requests().constFirst().headers.value("upgrade"), "tcp");
    QCOMPARE(server.requests().constFirst().headers.value("connection").toLower(), "upgrade");
}

void TestDownload::hijackHalfCloseWaitsForItsBytes()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 101 UPGRADED\r\n\r\n", .hold = true, .raw = true, .farewell = "bye"});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/containers/x/attach"_s);
    request.setAttribute(RequestAttribute::Hijack, true);
    Exchange exchange(manager.post(request, QByteArray()));
    QTRY_COMPARE(server.requests().size(), 1);
    exchange.reply->finishWriting(); // before the 101: no stdin at all
    server.release();
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.body, "bye");
    QVERIFY(server.clientHalfClosed());
    QVERIFY(server.rawReceived().isEmpty());
}

void TestDownload::hijackRefused()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 404 Not Found\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nNo such container: x\r\n",
                    .end = End::Close});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/containers/x/attach"_s);
    request.setAttribute(RequestAttribute::Hijack, true);
    Exchange exchange(manager.post(request, QByteArray()));
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.status(), 404);
    QCOMPARE(exchange.body, "No such container: x\r\n");
    QVERIFY(!exchange.reply->isWritable());
}

void TestDownload::hijackTranscript()
{
    TranscriptServer server;
    QVERIFY(server.play(u"docker-20.10.24"_s, u"attach-upgrade-cat-halfclose"_s, 1));
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/containers/apifacts-at/attach?stream=1&stdin=1&stdout=1&stderr=1"_s);
    request.setAttribute(RequestAttribute::Hijack, true);
    Exchange exchange(manager.post(request, QByteArray()));
    QVERIFY(exchange.wait());
    QVERIFY(!exchange.failed());
    QVERIFY(exchange.body.contains("hello\n") && exchange.body.endsWith("world\n"));
}

LONGSHORE_TEST_MAIN(TestDownload)
#include "tst_download.moc"
