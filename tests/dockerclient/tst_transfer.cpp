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

namespace
{

/// A sequential device of `size` bytes, given in steps when told, that counts what was taken.
class Source : public QIODevice
{
public:
    explicit Source(qint64 size, bool waits = false) : m_left(size), m_allowed(waits ? 0 : size)
    {
        open(ReadOnly | Unbuffered);
    }
    bool isSequential() const override { return true; }
    void allow(qint64 bytes)
    {
        m_allowed += bytes;
        Q_EMIT readyRead();
    }
    qint64 taken = 0;

protected:
    qint64 readData(char *data, qint64 max) override
    {
        if (m_left == 0)
            return -1;
        const qint64 count = std::min({max, m_left, m_allowed});
        std::fill_n(data, count, 'u');
        m_left -= count;
        m_allowed -= count;
        taken += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    qint64 m_left;
    qint64 m_allowed;
};

} // namespace

/// Bodies both ways: uploads, back-pressure and the hijack.
class TestTransfer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void uploadFromMemory_data();
    void uploadFromMemory();
    void uploadChunked();
    void uploadKnownSequentialSize();
    void uploadThatEndsEarlyFails();
    void uploadToAPeerThatReadsNothingStaysBounded_data();
    void uploadToAPeerThatReadsNothingStaysBounded();
    void F33_earlyErrorDuringUploadIsHeard_data();
    void F33_earlyErrorDuringUploadIsHeard();
    void abortDuringUpload();
    void endedByItsOwnProgress_data();
    void endedByItsOwnProgress();
    void backPressurePausesTheSocket_data();
    void backPressurePausesTheSocket();
    void backPressureUntilEof();
    void hijackWithHalfClose_data();
    void hijackWithHalfClose();
    void hijackHalfCloseWaitsForItsBytes();
    void hijackRefused();
    void hijackTranscript();
};

void TestTransfer::uploadFromMemory_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 65'535, 65'536, 65'537, 3'000'000})
        QTest::addRow("%d", size) << size;
}

void TestTransfer::uploadFromMemory()
{
    QFETCH(int, size);
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("done")});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/archive"_s);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-tar"_s);
    Exchange exchange(manager.put(request, QByteArray(size, 'u')));
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.body, "done");
    const RecordedRequest &seen = server.requests().constFirst();
    QCOMPARE(seen.body.size(), size);
    QCOMPARE(seen.headers.value("content-length").toInt(), size);
    QCOMPARE(seen.headers.value("content-type"), "application/x-tar");
    QVERIFY(!seen.headers.contains("transfer-encoding"));
}

void TestTransfer::uploadChunked()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("done")});
    AccessManager manager(server.endpoint());
    Source source(300'000, true);
    Exchange exchange(manager.put(requestTo(u"/archive"_s), &source));
    QTRY_COMPARE(server.connections(), 1);
    for (const int step : {1, 99'999, 200'000})
        source.allow(step);
    source.allow(0);
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.body, "done");
    QCOMPARE(server.requests().constFirst().headers.value("transfer-encoding"), "chunked");
    QVERIFY(!server.requests().constFirst().headers.contains("content-length"));
    QCOMPARE(server.requests().constFirst().body, QByteArray(300'000, 'u'));
}

void TestTransfer::uploadKnownSequentialSize()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("done")});
    AccessManager manager(server.endpoint());
    Source source(200'000);
    QNetworkRequest request = requestTo(u"/archive"_s);
    request.setHeader(QNetworkRequest::ContentLengthHeader, 200'000);
    Exchange exchange(manager.put(request, &source));
    QVERIFY(exchange.wait());
    QCOMPARE(server.requests().constFirst().headers.value("content-length"), "200000");
    QVERIFY(!server.requests().constFirst().headers.contains("transfer-encoding"));
    QCOMPARE(server.requests().constFirst().body.size(), 200'000);
}

void TestTransfer::uploadThatEndsEarlyFails()
{
    FaultServer server;
    AccessManager manager(server.endpoint());
    Source source(1000);
    QNetworkRequest request = requestTo(u"/archive"_s);
    request.setHeader(QNetworkRequest::ContentLengthHeader, 5000);
    Exchange exchange(manager.put(request, &source));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Disk));
    QVERIFY(server.requests().isEmpty());
}

void TestTransfer::uploadToAPeerThatReadsNothingStaysBounded_data()
{
    QTest::addColumn<bool>("sized");
    QTest::newRow("chunked") << false;
    QTest::newRow("content-length") << true;
}

void TestTransfer::uploadToAPeerThatReadsNothingStaysBounded()
{
    QFETCH(bool, sized);
    FaultServer server;
    server.stopReading();
    AccessManager manager(server.endpoint());
    Source source(1'000'000'000);
    QNetworkRequest request = requestTo(u"/archive"_s);
    request.setAttribute(RequestAttribute::IdleLimit, 150);
    if (sized)
        request.setHeader(QNetworkRequest::ContentLengthHeader, 1'000'000'000);
    Exchange exchange(manager.put(request, &source));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Timeout));
    QVERIFY(source.taken > 0);
    // 512 KiB of ours, a block, and what the kernel holds for a unix socket.
    QVERIFY2(source.taken < 1'200'000, qPrintable(QString::number(source.taken)));
}

void TestTransfer::F33_earlyErrorDuringUploadIsHeard_data()
{
    QTest::addColumn<bool>("closes");
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {qint64(100'000), qint64(50'000'000)}) {
        QTest::addRow("%lld bytes, kept open", size) << false << size;
        QTest::addRow("%lld bytes, closed at once", size) << true << size;
    }
}

void TestTransfer::F33_earlyErrorDuringUploadIsHeard()
{
    QFETCH(bool, closes);
    QFETCH(qint64, size);
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 16\r\n\r\n{\"message\":\"no\"}",
                    .end = closes ? End::Close : End::KeepOpen,
                    .early = true});
    AccessManager manager(server.endpoint());
    Source source(size);
    Exchange exchange(manager.put(requestTo(u"/archive"_s), &source));
    QVERIFY(exchange.wait());
    QVERIFY2(!exchange.failed(), qPrintable(exchange.error().sentence()));
    QCOMPARE(exchange.status(), 400);
    QCOMPARE(exchange.body, "{\"message\":\"no\"}");
    QVERIFY(source.taken < 5'000'000);
}

void TestTransfer::abortDuringUpload()
{
    FaultServer server;
    server.stopReading();
    AccessManager manager(server.endpoint());
    Source source(50'000'000);
    Exchange exchange(manager.put(requestTo(u"/archive"_s), &source));
    QTRY_VERIFY(source.taken > 500'000);
    exchange.reply->abort();
    QCOMPARE(exchange.order, QStringList({u"error"_s, u"end"_s, u"finished"_s}));
    const qint64 taken = source.taken;
    source.allow(1);
    QCOMPARE(source.taken, taken);
}

void TestTransfer::endedByItsOwnProgress_data()
{
    QTest::addColumn<bool>("deletes");
    QTest::newRow("aborted") << false;
    QTest::newRow("deleted") << true;
}

void TestTransfer::endedByItsOwnProgress()
{
    QFETCH(bool, deletes);
    FaultServer server;
    AccessManager manager(server.endpoint());
    Source source(50'000'000);
    Exchange exchange(manager.put(requestTo(u"/archive"_s), &source));
    bool fired = false;
    connect(exchange.reply, &QNetworkReply::uploadProgress, this, [&] {
        fired = true;
        if (deletes)
            delete exchange.reply.data();
        else
            exchange.reply->abort();
    });
    QTRY_VERIFY(fired);
    QCOMPARE(exchange.reply.isNull(), deletes);
    QTRY_COMPARE(server.closeIdle(), 0);
    QCOMPARE(exchange.order.count(u"finished"_s), deletes ? 0 : 1);
}

void TestTransfer::backPressurePausesTheSocket_data()
{
    QTest::addColumn<bool>("chunked");
    QTest::newRow("content-length") << false;
    QTest::newRow("chunked") << true;
}

void TestTransfer::backPressurePausesTheSocket()
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

void TestTransfer::backPressureUntilEof()
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

void TestTransfer::hijackWithHalfClose_data()
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

void TestTransfer::hijackWithHalfClose()
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

void TestTransfer::hijackHalfCloseWaitsForItsBytes()
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

void TestTransfer::hijackRefused()
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

void TestTransfer::hijackTranscript()
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

LONGSHORE_TEST_MAIN(TestTransfer)
#include "tst_transfer.moc"
