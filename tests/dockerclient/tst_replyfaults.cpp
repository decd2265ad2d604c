// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QScopeGuard>
#include <sys/stat.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using End = FaultScript::End;

Q_DECLARE_METATYPE(longshore::Error::Kind)

/// What a reply makes of a peer that is not there, lies or falls silent.
class TestReplyFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F07_truncatedAtEveryByte_data();
    void F07_truncatedAtEveryByte();
    void F11_F12_A46_A47_A48_refused_data();
    void F11_F12_A46_A47_A48_refused();
    void connectErrors_data();
    void connectErrors();
    void permissionDenied();
    void headersCannotBreakOut();
    void F03_deadline_data();
    void F03_deadline();
    void F04_deadlineIsNotPerByte();
    void F14_idleLimit();
    void idleLimitIgnoresAPausedReader();
};

void TestReplyFaults::F07_truncatedAtEveryByte_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("content-length") << FaultServer::ok("hello");
    QTest::newRow("chunked with trailers") << FaultServer::chunked({"he", "llo"}, "X-T: 1\r\n");
    QTest::newRow("after an interim answer") << "HTTP/1.1 100 Continue\r\n\r\n" + FaultServer::ok("x");
}

void TestReplyFaults::F07_truncatedAtEveryByte()
{
    QFETCH(QByteArray, wire);
    FaultServer server;
    AccessManager manager(server.endpoint());
    for (qsizetype length = 0; length < wire.size(); ++length) {
        server.enqueue({.reply = wire.left(length), .end = End::Close});
        Exchange exchange(manager.post(requestTo(u"/x"_s), QByteArray()));
        QVERIFY(exchange.wait());
        QVERIFY2(exchange.failed(), qPrintable(u"%1 of %2 bytes"_s.arg(length).arg(wire.size())));
        QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::ConnectionLost));
        QCOMPARE(exchange.error().asked, u"POST /x"_s);
        QCOMPARE(exchange.order.count(u"finished"_s), 1);
    }
    QCOMPARE(server.closedByFault(), wire.size());
    QCOMPARE(server.requests().size(), wire.size()); // a POST is never sent twice
}

void TestReplyFaults::F11_F12_A46_A47_A48_refused_data()
{
    QTest::addColumn<QByteArray>("wire");
    const QByteArray head = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
    QByteArray many;
    for (int i = 0; i < 10'000; ++i)
        many += "X-" + QByteArray::number(i) + ": y\r\n";
    QTest::newRow("garbage") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n");
    QTest::newRow("binary") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9).repeated(20);
    QTest::newRow("HTTP/0.9") << QByteArray("<html>hello</html>\r\n\r\n");
    QTest::newRow("chunk size not hex") << chunks + "zz\r\nhello\r\n0\r\n\r\n";
    QTest::newRow("chunk size overflows") << chunks + "FFFFFFFFFFFFFFFFF\r\nhello";
    QTest::newRow("chunk negative") << chunks + "-5\r\nhello\r\n0\r\n\r\n";
    QTest::newRow("chunk without its line end") << chunks + "2\r\nhello\r\n0\r\n\r\n";
    QTest::newRow("chunk extension 1 MB") << chunks + "2;a=" + QByteArray(1'000'000, 'x') + "\r\nhi\r\n0\r\n\r\n";
    QTest::newRow("trailer bomb") << chunks + "0\r\n" + many + "\r\n";
    QTest::newRow("length twice, different") << head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!";
    QTest::newRow("length negative") << head + "Content-Length: -1\r\n\r\nhi";
    QTest::newRow("length not a number") << head + "Content-Length: 2x\r\n\r\nhi";
    QTest::newRow("length overflows") << head + "Content-Length: 99999999999999999999\r\n\r\nhi";
    QTest::newRow("length and chunks") << head + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    QTest::newRow("chunks and length") << head + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
    QTest::newRow("more than announced") << head + "Content-Length: 2\r\n\r\nhi and more";
    QTest::newRow("unknown transfer coding") << head + "Transfer-Encoding: gzip\r\n\r\nhi";
    QTest::newRow("encoded") << head + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nhi";
    QTest::newRow("10000 headers") << head + many + "\r\n";
    QTest::newRow("101 headers, short") << head + QByteArray("A: b\r\n").repeated(101) + "\r\n";
    QTest::newRow("1 MB header") << head + "X: " + QByteArray(1'000'000, 'x') + "\r\n\r\n";
    QTest::newRow("NUL in a name") << head + QByteArray("X\0Y: 1\r\n\r\n", 10);
    QTest::newRow("bare LF") << QByteArray("HTTP/1.1 200 OK\nContent-Length: 0\n\n");
    QTest::newRow("space before colon") << head + "Content-Length : 2\r\n\r\nhi";
    QTest::newRow("nine 1xx") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(9) + FaultServer::ok("hello");
    QTest::newRow("101 unasked") << QByteArray("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nhi");
    QTest::newRow("redirect 301") << QByteArray("HTTP/1.1 301 Moved\r\nLocation: http://evil/\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("redirect 307") << QByteArray("HTTP/1.1 307 Moved\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n");
}

void TestReplyFaults::F11_F12_A46_A47_A48_refused()
{
    QFETCH(QByteArray, wire);
    FaultServer server;
    server.enqueue({.reply = wire});
    server.setFallback({.reply = FaultServer::ok("fine")});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Protocol));
    QVERIFY(!exchange.error().happened.isEmpty());
    QVERIFY(exchange.reply->error() != QNetworkReply::NoError);
    QCOMPARE(server.requests().size(), 1);
    Exchange next(manager.get(requestTo(u"/y"_s)));
    QVERIFY(next.wait());
    QCOMPARE(next.body, "fine");
    QCOMPARE(server.requests().at(1).connection, 2); // never on the one that went wrong
}

void TestReplyFaults::connectErrors_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("text");
    const QString folder = qEnvironmentVariable("XDG_RUNTIME_DIR");
    QFile(folder + u"/file"_s).open(QIODevice::WriteOnly);
    {
        FaultServer gone;
        QFile::remove(folder + u"/dead"_s);
        QVERIFY(::link(QFile::encodeName(gone.path()).constData(), QFile::encodeName(folder + u"/dead"_s).constData()) == 0);
    }
    QTest::newRow("F01 no such file") << u"unix://"_s + folder + u"/none"_s << Error::Kind::Unreachable << u"no such file"_s;
    QTest::newRow("below a file") << u"unix://"_s + folder + u"/file/x"_s << Error::Kind::Unreachable << u"no such file"_s;
    QTest::newRow("a file") << u"unix://"_s + folder + u"/file"_s << Error::Kind::Unreachable << u"not a socket"_s;
    QTest::newRow("a folder") << u"unix://"_s + folder << Error::Kind::Unreachable << u"not a socket"_s;
    QTest::newRow("nobody listens") << u"unix://"_s + folder + u"/dead"_s << Error::Kind::Unreachable << u"refused"_s;
    QTest::newRow("too long") << u"unix:///"_s + QString(120, u'x') << Error::Kind::BadInput << u"107"_s;
    QTest::newRow("tcp") << u"tcp://localhost:2375"_s << Error::Kind::BadInput << u"not yet supported by this version"_s;
    QTest::newRow("ssh") << u"ssh://me@host"_s << Error::Kind::BadInput << u"not yet supported by this version"_s;
}

void TestReplyFaults::connectErrors()
{
    QFETCH(QString, endpoint);
    QFETCH(QString, text);
    AccessManager manager(Endpoint::parse(endpoint).value());
    Exchange exchange(manager.get(requestTo(u"/_ping"_s)));
    QVERIFY(exchange.order.isEmpty());
    QVERIFY(exchange.wait(1000));
    QFETCH(Error::Kind, kind);
    QCOMPARE(toString(exchange.error().kind), toString(kind));
    QVERIFY2(exchange.error().happened.contains(text), qPrintable(exchange.error().sentence()));
    QVERIFY(!exchange.error().advice.isEmpty());
    QCOMPARE(exchange.error().asked, u"GET /_ping"_s);
    QCOMPARE(exchange.order, QStringList({u"error"_s, u"end"_s, u"finished"_s}));
}

void TestReplyFaults::permissionDenied()
{
    FaultServer server;
    QVERIFY(::chmod(QFile::encodeName(server.path()).constData(), 0) == 0);
    const bool root = ::geteuid() == 0; // which may open every socket: be nobody for a moment
    QVERIFY(!root || ::seteuid(65534) == 0);
    const auto restore = qScopeGuard([root] {
        if (root && ::seteuid(0) != 0)
            qFatal("cannot become root again");
    });
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/_ping"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::PermissionDenied));
    QVERIFY(exchange.error().happened.contains(u"permission denied"_s));
    QVERIFY(!exchange.error().advice.contains(u"chmod"_s));
}

void TestReplyFaults::headersCannotBreakOut()
{
    FaultServer server;
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/x"_s);
    request.setRawHeader("X-Registry-Auth", "a\r\nX-Evil: 1");
    Exchange exchange(manager.get(request));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::BadInput));
    QVERIFY(server.requests().isEmpty());
}

void TestReplyFaults::F03_deadline_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
}

void TestReplyFaults::F03_deadline()
{
    QFETCH(QByteArray, wire);
    FaultServer server;
    server.enqueue({.reply = wire});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/x"_s);
    request.setAttribute(RequestAttribute::Deadline, 50);
    Exchange exchange(manager.get(request));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Timeout));
    QCOMPARE(exchange.reply->error(), QNetworkReply::TimeoutError);
    QCOMPARE(server.requests().size(), 1);
}

void TestReplyFaults::F04_deadlineIsNotPerByte()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n" + QByteArray(4'000'000, 'x'), .piece = 1});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/x"_s);
    request.setAttribute(RequestAttribute::Deadline, 100);
    QElapsedTimer clock;
    clock.start();
    Exchange exchange(manager.get(request));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Timeout));
    QVERIFY(server.bytesSent() > 100);
    QVERIFY(clock.elapsed() < 4000);
}

void TestReplyFaults::F14_idleLimit()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/events"_s);
    request.setAttribute(RequestAttribute::IdleLimit, 50);
    request.setAttribute(RequestAttribute::OwnConnection, true);
    Exchange exchange(manager.get(request));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Timeout));
    QCOMPARE(exchange.body, "hello");
}

void TestReplyFaults::idleLimitIgnoresAPausedReader()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok(QByteArray(1'000'000, 'x'))});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/logs"_s);
    request.setAttribute(RequestAttribute::IdleLimit, 40);
    Exchange exchange(manager.get(request), false);
    exchange.reply->setReadBufferSize(4096);
    QTRY_VERIFY(exchange.reply->bytesAvailable() >= 3072);
    QTest::qWait(200); // five idle limits
    QVERIFY(!exchange.reply->isFinished());
    QByteArray all = exchange.reply->readAll();
    connect(exchange.reply, &QNetworkReply::readyRead, this, [&] { all += exchange.reply->readAll(); });
    QVERIFY(exchange.wait());
    all += exchange.reply->readAll();
    QCOMPARE(all.size(), 1'000'000);
    QVERIFY(!exchange.failed());
}

LONGSHORE_TEST_MAIN(TestReplyFaults)
#include "tst_replyfaults.moc"
