// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"
#include "tests/support/transcriptserver.h"

#include <QBuffer>
#include <QFile>
#include <sys/stat.h>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using End = FaultScript::End;

Q_DECLARE_METATYPE(longshore::Error::Kind)

class TestReply : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void framings_data();
    void framings();
    void transcripts_data();
    void transcripts();
    void requestIsWellFormed();
    void signalOrder();
    void httpErrorKeepsItsBody();
    void F07_truncatedAtEveryByte_data();
    void F07_truncatedAtEveryByte();
    void F11_F12_A46_A47_A48_refused_data();
    void F11_F12_A46_A47_A48_refused();
    void connectErrors_data();
    void connectErrors();
    void permissionDenied();
    void headersCannotBreakOut();
    void abortBeforeStart();
    void abortMidStream();
    void deletedInItsOwnSignals_data();
    void deletedInItsOwnSignals();
    void F03_deadline_data();
    void F03_deadline();
    void F04_deadlineIsNotPerByte();
    void F14_idleLimit();
    void idleLimitIgnoresAPausedReader();
    void afterEndReadSaysSo();
};

void TestReply::framings_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("piece");
    struct Row {
        const char *name;
        QByteArray wire;
        bool closes;
        QByteArray verb;
        QByteArray body;
        int status;
    };
    const QByteArray interim = "HTTP/1.1 100 Continue\r\n\r\n";
    const QList<Row> rows = {
        {"content-length", FaultServer::ok("hello"), false, "GET", "hello", 200},
        {"content-length 0", FaultServer::ok(""), false, "GET", "", 200},
        {"chunked", FaultServer::chunked({"he", "l", "lo\r\n0\r\n"}), false, "GET", "hello\r\n0\r\n", 200},
        {"chunked, empty", FaultServer::chunked({}), false, "GET", "", 200},
        {"chunk extension", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nhi\r\n0\r\n\r\n", false, "GET", "hi", 200},
        {"trailers", FaultServer::chunked({"hello"}, "X-Sum: 1\r\nX-More: 2\r\n"), false, "GET", "hello", 200},
        {"until EOF 1.0", "HTTP/1.0 200 OK\r\n\r\nhello", true, "GET", "hello", 200},
        {"until EOF 1.1", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhello", true, "GET", "hello", 200},
        {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", false, "HEAD", "", 200},
        {"HEAD chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", false, "HEAD", "", 200},
        {"204", "HTTP/1.1 204 No Content\r\n\r\n", false, "POST", "", 204},
        {"304", "HTTP/1.1 304 Not Modified\r\n\r\n", false, "POST", "", 304},
        {"1xx", interim + "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + FaultServer::ok("hello"), false, "GET", "hello", 200},
        {"eight 1xx", interim.repeated(8) + FaultServer::ok("hello"), false, "GET", "hello", 200},
        {"no reason", "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nhi", false, "GET", "hi", 200},
        {"obs-fold", "HTTP/1.1 200 OK\r\nX-A: b\r\n  c\r\nContent-Length: 2\r\n\r\nhi", false, "GET", "hi", 200},
    };
    for (const Row &row : rows) {
        for (const int piece : {0, 1, 7})
            QTest::addRow("%s cut %d", row.name, piece) << row.wire << row.closes << row.verb << row.body << row.status << piece;
    }
}

void TestReply::framings()
{
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, verb);
    QFETCH(bool, closes);
    QFETCH(int, piece);
    FaultServer server;
    server.enqueue({.reply = wire, .piece = piece, .end = closes ? End::Close : End::KeepOpen});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.sendCustomRequest(requestTo(u"/x"_s), verb));
    QVERIFY(exchange.wait());
    QVERIFY2(!exchange.failed(), qPrintable(exchange.error().sentence()));
    QTEST(exchange.body, "body");
    QTEST(exchange.status(), "status");
    QCOMPARE(exchange.order.first(), u"head"_s);
    QCOMPARE(exchange.order.last(), u"finished"_s);
}

void TestReply::transcripts_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("cut");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("start");
    for (const int cut : {0, 1, 7}) {
        QTest::addRow("ping cut %d", cut) << u"docker-20.10.24"_s << u"ping-get"_s << cut << 200 << QByteArray("OK");
        QTest::addRow("ping HEAD cut %d", cut) << u"docker-20.10.24"_s << u"ping-head"_s << cut << 200 << QByteArray();
        QTest::addRow("version cut %d", cut) << u"docker-20.10.24"_s << u"version"_s << cut << 200 << QByteArray("{\"Platform\"");
        QTest::addRow("podman 404 cut %d", cut) << u"podman-4.3.1"_s << u"inspect-missing"_s << cut << 404 << QByteArray("{\"cause\"");
    }
}

void TestReply::transcripts()
{
    QFETCH(QString, engine);
    QFETCH(QString, call);
    QFETCH(int, cut);
    QFETCH(QByteArray, start);
    const Transcript transcript = Transcript::load(engine, call);
    QVERIFY(transcript.isValid());
    TranscriptServer server;
    QVERIFY(server.play(engine, call, cut));
    AccessManager manager(server.endpoint());
    const QList<QByteArray> words = transcript.request.split(' ');
    Exchange exchange(manager.sendCustomRequest(requestTo(QString::fromLatin1(words.value(1))), words.value(0)));
    QVERIFY(exchange.wait());
    QVERIFY2(!exchange.failed(), qPrintable(exchange.error().sentence()));
    QTEST(exchange.status(), "status");
    QVERIFY2(exchange.body.startsWith(start), exchange.body.constData());
}

void TestReply::requestIsWellFormed()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("")});
    AccessManager manager(server.endpoint());
    QNetworkRequest request = requestTo(u"/v1.41/images/json?filters=%7B%22a%22%3A1%7D&x=a%20b"_s);
    request.setRawHeader("X-Registry-Auth", "e30=");
    Exchange get(manager.get(request));
    QVERIFY(get.wait());
    Exchange post(manager.post(requestTo(u"/p"_s), QByteArray()));
    QVERIFY(post.wait());
    const RecordedRequest &seen = server.requests().at(0);
    QCOMPARE(seen.method, "GET");
    QCOMPARE(seen.target, "/v1.41/images/json?filters=%7B%22a%22%3A1%7D&x=a%20b");
    QCOMPARE(seen.headers.value("accept-encoding"), "identity");
    QCOMPARE(seen.headers.value("user-agent"), "longshore/" LONGSHORE_VERSION);
    QVERIFY(!seen.headers.value("host").isEmpty());
    QCOMPARE(seen.headers.value("x-registry-auth"), "e30=");
    QVERIFY(!seen.headers.contains("content-length"));
    QCOMPARE(server.requests().at(1).headers.value("content-length"), "0");
}

void TestReply::signalOrder()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("hello"), .piece = 1});
    server.enqueue({.reply = "HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nhello"});
    server.enqueue({.reply = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", .end = End::Close});
    AccessManager manager(server.endpoint());
    Exchange good(manager.get(requestTo(u"/1"_s)));
    QVERIFY(good.order.isEmpty());
    QVERIFY(good.wait());
    QCOMPARE(good.order, QStringList({u"head"_s, u"read"_s, u"end"_s, u"finished"_s}));
    Exchange bad(manager.get(requestTo(u"/2"_s)));
    QVERIFY(bad.wait());
    QCOMPARE(bad.order, QStringList({u"head"_s, u"read"_s, u"error"_s, u"end"_s, u"finished"_s}));
    Exchange cut(manager.get(requestTo(u"/3"_s)));
    QVERIFY(cut.wait());
    QCOMPARE(cut.order, QStringList({u"head"_s, u"read"_s, u"error"_s, u"end"_s, u"finished"_s}));
    QCOMPARE(toString(cut.error().kind), toString(Error::Kind::ConnectionLost));
}

void TestReply::httpErrorKeepsItsBody()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 404 Not Found\r\nContent-Length: 15\r\n\r\n{\"message\":\"x\"}"});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.status(), 404);
    QCOMPARE(exchange.reply->error(), QNetworkReply::ContentNotFoundError);
    QCOMPARE(exchange.body, "{\"message\":\"x\"}");
    QVERIFY(!exchange.failed());
}

void TestReply::F07_truncatedAtEveryByte_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("content-length") << FaultServer::ok("hello");
    QTest::newRow("chunked with trailers") << FaultServer::chunked({"he", "llo"}, "X-T: 1\r\n");
    QTest::newRow("after an interim answer") << "HTTP/1.1 100 Continue\r\n\r\n" + FaultServer::ok("x");
}

void TestReply::F07_truncatedAtEveryByte()
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

void TestReply::F11_F12_A46_A47_A48_refused_data()
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

void TestReply::F11_F12_A46_A47_A48_refused()
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

void TestReply::connectErrors_data()
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

void TestReply::connectErrors()
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

void TestReply::permissionDenied()
{
    if (::geteuid() == 0)
        QSKIP("root may open every socket");
    FaultServer server;
    QVERIFY(::chmod(QFile::encodeName(server.path()).constData(), 0) == 0);
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/_ping"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::PermissionDenied));
    QVERIFY(exchange.error().happened.contains(u"permission denied"_s));
    QVERIFY(!exchange.error().advice.contains(u"chmod"_s));
}

void TestReply::headersCannotBreakOut()
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

void TestReply::abortBeforeStart()
{
    FaultServer server;
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    exchange.reply->abort();
    exchange.reply->abort();
    QCOMPARE(exchange.order, QStringList({u"error"_s, u"end"_s, u"finished"_s}));
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::Cancelled));
    QTest::qWait(0);
    QCOMPARE(server.connections(), 0);
    QCOMPARE(exchange.order.size(), 3);
}

void TestReply::abortMidStream()
{
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    QTRY_COMPARE(exchange.body, "hello");
    exchange.reply->abort();
    QVERIFY(exchange.reply->isFinished());
    QCOMPARE(exchange.reply->error(), QNetworkReply::OperationCanceledError);
    QCOMPARE(exchange.order, QStringList({u"head"_s, u"read"_s, u"error"_s, u"end"_s, u"finished"_s}));
    QTRY_COMPARE(server.closeIdle(), 0); // the server saw the connection go
}

void TestReply::deletedInItsOwnSignals_data()
{
    QTest::addColumn<int>("when");
    QTest::newRow("metaDataChanged") << 0;
    QTest::newRow("readyRead") << 1;
    QTest::newRow("errorOccurred") << 2;
    QTest::newRow("readChannelFinished") << 3;
    QTest::newRow("finished, aborted there") << 4;
}

void TestReply::deletedInItsOwnSignals()
{
    QFETCH(int, when);
    FaultServer server;
    server.enqueue({.reply = "HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\nhello"});
    AccessManager manager(server.endpoint());
    QPointer<QNetworkReply> reply = manager.get(requestTo(u"/x"_s));
    bool fired = false;
    const auto drop = [&] {
        fired = true;
        delete reply.data();
    };
    switch (when) {
    case 0: connect(reply, &QNetworkReply::metaDataChanged, this, drop); break;
    case 1: connect(reply, &QNetworkReply::readyRead, this, drop); break;
    case 2: connect(reply, &QNetworkReply::errorOccurred, this, drop); break;
    case 3: connect(reply, &QNetworkReply::readChannelFinished, this, drop); break;
    default:
        connect(reply, &QNetworkReply::finished, this, [&] {
            fired = true;
            reply->abort();
            reply->deleteLater();
        });
    }
    QTRY_VERIFY(fired && !reply);
}

void TestReply::F03_deadline_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
}

void TestReply::F03_deadline()
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

void TestReply::F04_deadlineIsNotPerByte()
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

void TestReply::F14_idleLimit()
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

void TestReply::idleLimitIgnoresAPausedReader()
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

void TestReply::afterEndReadSaysSo()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("hello"), .hold = true});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)), false);
    char byte = 0;
    QTRY_COMPARE(server.requests().size(), 1);
    QCOMPARE(exchange.reply->read(&byte, 1), 0);
    server.release();
    QVERIFY(exchange.wait());
    QCOMPARE(exchange.reply->bytesAvailable(), 5);
    QCOMPARE(exchange.reply->readAll(), "hello");
    QCOMPARE(exchange.reply->read(&byte, 1), -1);
}

LONGSHORE_TEST_MAIN(TestReply)
#include "tst_reply.moc"
