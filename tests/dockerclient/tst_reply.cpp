// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"
#include "tests/support/transcriptserver.h"


using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using End = FaultScript::End;

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
    void abortBeforeStart();
    void abortMidStream();
    void deletedInItsOwnSignals_data();
    void deletedInItsOwnSignals();
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
