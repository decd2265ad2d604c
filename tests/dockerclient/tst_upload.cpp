// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

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

/// Request bodies, and answers that come while they are sent.
class TestUpload : public QObject
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
};

void TestUpload::uploadFromMemory_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 65'535, 65'536, 65'537, 3'000'000})
        QTest::addRow("%d", size) << size;
}

void TestUpload::uploadFromMemory()
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

void TestUpload::uploadChunked()
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

void TestUpload::uploadKnownSequentialSize()
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

void TestUpload::uploadThatEndsEarlyFails()
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

void TestUpload::uploadToAPeerThatReadsNothingStaysBounded_data()
{
    QTest::addColumn<bool>("sized");
    QTest::newRow("chunked") << false;
    QTest::newRow("content-length") << true;
}

void TestUpload::uploadToAPeerThatReadsNothingStaysBounded()
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

void TestUpload::F33_earlyErrorDuringUploadIsHeard_data()
{
    QTest::addColumn<bool>("closes");
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {qint64(100'000), qint64(50'000'000)}) {
        QTest::addRow("%lld bytes, kept open", size) << false << size;
        QTest::addRow("%lld bytes, closed at once", size) << true << size;
    }
}

void TestUpload::F33_earlyErrorDuringUploadIsHeard()
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

void TestUpload::abortDuringUpload()
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

void TestUpload::endedByItsOwnProgress_data()
{
    QTest::addColumn<bool>("deletes");
    QTest::newRow("aborted") << false;
    QTest::newRow("deleted") << true;
}

void TestUpload::endedByItsOwnProgress()
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

LONGSHORE_TEST_MAIN(TestUpload)
#include "tst_upload.moc"
