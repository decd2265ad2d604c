// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/dockerclient/exchange.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"

#include <QDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using End = FaultScript::End;

namespace
{

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size());
}

/// One whole GET, on whichever connection the manager chooses.
bool warmUp(AccessManager &manager)
{
    Exchange exchange(manager.get(requestTo(u"/_ping"_s)));
    return exchange.wait() && !exchange.failed();
}

} // namespace

class TestPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneConnectionServesCallAfterCall();
    void atMostFourAreKept();
    void notReused_data();
    void notReused();
    void ownConnectionsStayApart();
    void F13_idleCloses();
    void F13_staleRetryOnlyWhereSafe_data();
    void F13_staleRetryOnlyWhereSafe();
    void F13_retriedOnceOnly();
    void freshConnectionIsNeverRetried();
    void managerMayGoWithRepliesUnderWay();
};

void TestPool::oneConnectionServesCallAfterCall()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("OK")});
    AccessManager manager(server.endpoint());
    for (int i = 0; i < 100; ++i)
        QVERIFY(warmUp(manager));
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requests().size(), 100);
}

void TestPool::atMostFourAreKept()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("OK"), .hold = true});
    AccessManager manager(server.endpoint());
    std::vector<std::unique_ptr<Exchange>> all;
    for (int i = 0; i < 10; ++i)
        all.push_back(std::make_unique<Exchange>(manager.get(requestTo(u"/x"_s))));
    QTRY_COMPARE(server.requests().size(), 10);
    QCOMPARE(server.connections(), 10);
    server.release();
    for (const auto &exchange : all)
        QVERIFY(exchange->wait());
    QTest::qWait(20);
    QCOMPARE(server.closeIdle(), 4);
}

void TestPool::notReused_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("Connection: close") << FaultServer::ok("OK", "Connection: close\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nOK");
}

void TestPool::notReused()
{
    QFETCH(QByteArray, wire);
    FaultServer server;
    server.setFallback({.reply = wire});
    AccessManager manager(server.endpoint());
    QVERIFY(warmUp(manager));
    QVERIFY(warmUp(manager));
    QCOMPARE(server.connections(), 2);
}

void TestPool::ownConnectionsStayApart()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("OK")});
    AccessManager manager(server.endpoint());
    QVERIFY(warmUp(manager));
    QNetworkRequest request = requestTo(u"/events"_s);
    request.setAttribute(RequestAttribute::OwnConnection, true);
    Exchange stream(manager.get(request));
    QVERIFY(stream.wait());
    QVERIFY(warmUp(manager));
    QCOMPARE(server.connections(), 2);
    QCOMPARE(server.requests().at(1).connection, 2);
    QCOMPARE(server.requests().at(2).connection, 1);
}

void TestPool::F13_idleCloses()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("OK")});
    AccessManager manager(server.endpoint());
    const int before = openDescriptors();
    int errors = 0;
    int closes = 0;
    for (int i = 0; i < 1000; ++i) {
        QVERIFY(warmUp(manager));
        closes += server.closeIdle();
        Exchange post(manager.post(requestTo(u"/containers/%1/start"_s.arg(i)), QByteArray("{}")));
        QVERIFY(post.wait());
        errors += post.failed() ? 1 : 0;
    }
    QCOMPARE(closes, 1000); // the fault did happen
    QCOMPARE(errors, 0);
    QSet<QByteArray> targets;
    int posts = 0;
    for (const RecordedRequest &request : server.requests()) {
        if (request.method == "POST") {
            ++posts;
            targets.insert(request.target);
        }
    }
    QCOMPARE(posts, 1000);
    QCOMPARE(targets.size(), 1000);
    server.closeIdle();
    QTRY_VERIFY(openDescriptors() <= before + 8); // no descriptor leak
}

void TestPool::F13_staleRetryOnlyWhereSafe_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<bool>("retried");
    QTest::newRow("GET") << QByteArray("GET") << true;
    QTest::newRow("HEAD") << QByteArray("HEAD") << true;
    QTest::newRow("POST") << QByteArray("POST") << false;
    QTest::newRow("PUT") << QByteArray("PUT") << false;
    QTest::newRow("DELETE") << QByteArray("DELETE") << false;
}

/// The engine takes the request on a kept connection and closes it without a word: it may have acted on it.
void TestPool::F13_staleRetryOnlyWhereSafe()
{
    QFETCH(QByteArray, verb);
    QFETCH(bool, retried);
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("OK")});
    server.enqueue({.end = End::Close});
    server.setFallback({.reply = FaultServer::ok("")});
    AccessManager manager(server.endpoint());
    QVERIFY(warmUp(manager));
    Exchange exchange(manager.sendCustomRequest(requestTo(u"/x"_s), verb));
    QVERIFY(exchange.wait());
    QCOMPARE(server.closedByFault(), 1);
    QCOMPARE(server.requests().size(), retried ? 3 : 2);
    QCOMPARE(exchange.failed(), !retried);
    if (!retried)
        QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::ConnectionLost));
}

void TestPool::F13_retriedOnceOnly()
{
    FaultServer server;
    server.enqueue({.reply = FaultServer::ok("OK")});
    server.setFallback({.end = End::Close});
    AccessManager manager(server.endpoint());
    QVERIFY(warmUp(manager));
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::ConnectionLost));
    QCOMPARE(server.requests().size(), 3);
}

void TestPool::freshConnectionIsNeverRetried()
{
    FaultServer server;
    server.setFallback({.end = End::Close});
    AccessManager manager(server.endpoint());
    Exchange exchange(manager.get(requestTo(u"/x"_s)));
    QVERIFY(exchange.wait());
    QCOMPARE(toString(exchange.error().kind), toString(Error::Kind::ConnectionLost));
    QCOMPARE(server.requests().size(), 1);
}

void TestPool::managerMayGoWithRepliesUnderWay()
{
    FaultServer server;
    server.setFallback({.reply = FaultServer::ok("OK"), .hold = true});
    auto manager = std::make_unique<AccessManager>(server.endpoint());
    Exchange exchange(manager->get(requestTo(u"/x"_s)));
    QTRY_COMPARE(server.requests().size(), 1);
    manager.reset();
    QVERIFY(!exchange.reply);
    QVERIFY(exchange.order.isEmpty());
}

LONGSHORE_TEST_MAIN(TestPool)
#include "tst_pool.moc"
