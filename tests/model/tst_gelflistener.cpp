// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gelfbytes.h"
#include "tests/support/gelffixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTcpServer>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

using Fixture = GelfFixture;
using Protocol = GelfListener::Protocol;

/// The GELF server with real sockets on loopback (contract §9.4).
class tst_GelfListener : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void G1_portIsInTheRange_data()
    {
        QTest::addColumn<Protocol>("protocol");
        QTest::newRow("tcp") << Protocol::Tcp;
        QTest::newRow("udp") << Protocol::Udp;
        QTest::newRow("http") << Protocol::Http;
    }
    void G1_portIsInTheRange()
    {
        QFETCH(Protocol, protocol);
        const Fixture gelf(protocol);
        QVERIFY(gelf.listener.port() >= 12202 && gelf.listener.port() <= 13202);
    }

    void G1_tenTries_data() { G1_portIsInTheRange_data(); }
    void G1_tenTries()
    {
        QFETCH(Protocol, protocol);
        QTcpServer tcp;
        QUdpSocket udp;
        QVERIFY(tcp.listen(loopback));
        QVERIFY(udp.bind(loopback, 0, QAbstractSocket::DontShareAddress));
        const quint16 taken = protocol == Protocol::Udp ? udp.localPort() : tcp.serverPort();
        int tries = 0;
        GelfListener::Options options;
        options.protocol = protocol;
        options.address = loopback;
        options.pickPort = [&] { return ++tries < GelfListener::portTries ? taken : quint16(0); };
        GelfListener lucky(options);
        QVERIFY(lucky.listen());
        QCOMPARE(tries, 10);
        options.pickPort = [&] { ++tries; return taken; };
        tries = 0;
        GelfListener unlucky(options);
        const auto port = unlucky.listen();
        QVERIFY(!port);
        QVERIFY(port.error().kind == Error::Kind::Conflict);
        QCOMPARE(tries, 10);
    }

    void refusesAddressesThatOthersReach_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"", "0.0.0.0", "::", "::ffff:0.0.0.0", "0.1.2.3", "255.255.255.255", "239.1.2.3", "ff02::1"})
            QTest::addRow("\"%s\"", address) << QString::fromLatin1(address);
    }
    void refusesAddressesThatOthersReach()
    {
        QFETCH(QString, address);
        for (const Protocol protocol : {Protocol::Tcp, Protocol::Udp, Protocol::Http}) {
            GelfListener::Options options;
            options.protocol = protocol;
            options.address = QHostAddress(address);
            GelfListener listener(options);
            const auto port = listener.listen();
            QVERIFY(!port);
            QVERIFY(port.error().kind == Error::Kind::BadInput);
            QVERIFY(!port.error().happened.isEmpty() && !port.error().advice.isEmpty());
            QCOMPARE(listener.port(), quint16(0));
        }
    }

    void G2_tcp()
    {
        Fixture gelf(Protocol::Tcp);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(valid("one") + '\0' + valid("two") + '\0' + valid("last"));
        QTRY_COMPARE(gelf.texts, (QStringList{u"one"_s, u"two"_s}));
        peer.disconnectFromHost();
        QTRY_COMPARE(gelf.texts.size(), 3); // the unterminated rest
        QCOMPARE(gelf.texts.last(), u"last"_s);
        QCOMPARE(gelf.notices, QStringList());
    }

    void G2_tcpSeveralConnections()
    {
        Fixture gelf(Protocol::Tcp);
        QTcpSocket a, b;
        gelf.connectPeer(a);
        gelf.connectPeer(b);
        const QByteArray message = valid("halved");
        a.write(message.left(20));
        b.write(message.left(30));
        a.write(message.mid(20) + '\0');
        b.write(message.mid(30) + '\0');
        QTRY_COMPARE(gelf.texts, (QStringList{u"halved"_s, u"halved"_s}));
    }

    void G2_udp_data()
    {
        QTest::addColumn<QList<QByteArray>>("datagrams");
        const QByteArray text = valid("it runs");
        QTest::newRow("plain") << QList<QByteArray>{text};
        QTest::newRow("zlib") << QList<QByteArray>{zlibbed(text)};
        QTest::newRow("gzip") << QList<QByteArray>{gzipped(text)};
        QTest::newRow("chunked") << QList<QByteArray>{chunk("12345678", 0, 2, text.left(9)), chunk("12345678", 1, 2, text.mid(9))};
        const QByteArray small = gzipped(text);
        QTest::newRow("chunked, gzip") << QList<QByteArray>{chunk("12345678", 1, 2, small.mid(9)), chunk("12345678", 0, 2, small.left(9))};
    }
    void G2_udp()
    {
        QFETCH(QList<QByteArray>, datagrams);
        Fixture gelf(Protocol::Udp);
        QUdpSocket peer;
        for (const QByteArray &datagram : datagrams)
            gelf.send(peer, datagram);
        QTRY_COMPARE(gelf.texts, QStringList{u"it runs"_s});
        QCOMPARE(gelf.notices, QStringList());
    }

    void G2_udpBurst()
    {
        Fixture gelf(Protocol::Udp);
        QUdpSocket peer;
        for (int i = 1; i <= 600; ++i) // more than one event-loop turn reads
            gelf.send(peer, valid(QByteArray::number(i)));
        QTRY_COMPARE(gelf.texts.size(), 600);
        QCOMPARE(gelf.texts.last(), u"600"_s);
    }

    void G2_udpListensOnAfterTheEnd()
    {
        GelfListener::Options options;
        options.grace = std::chrono::milliseconds(300);
        Fixture gelf(Protocol::Udp, options);
        QSignalSpy finished(&gelf.listener, &GelfListener::finished);
        QUdpSocket peer;
        gelf.send(peer, chunk("12345678", 0, 2, "x"));
        gelf.listener.stop();
        gelf.send(peer, valid("late"));
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(gelf.texts, QStringList{u"late"_s});
        QCOMPARE(gelf.notices, QStringList{u"Invalid message: some chunks never came (1 of them)."_s});
    }

    void G2_http()
    {
        Fixture gelf(Protocol::Http);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(post(valid("one")));
        QTRY_COMPARE(peer.bytesAvailable(), 44);
        QCOMPARE(peer.readAll(), "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        peer.write(post(gzipped(valid("two")), "Content-Encoding: gzip\r\nConnection: close\r\n"));
        QTRY_COMPARE(peer.state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(gelf.texts, (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(gelf.notices, QStringList());
    }

    void httpRefusalsAreSeen()
    {
        Fixture gelf(Protocol::Http);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write("GET / HTTP/1.1\r\n\r\n");
        QTRY_COMPARE(peer.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(peer.readAll().startsWith("HTTP/1.1 405 "));
        QCOMPARE(gelf.notices, QStringList{u"A GELF request over HTTP was refused: 405 Method Not Allowed."_s});
    }

    void G3_badMessagesAreNotices()
    {
        Fixture gelf(Protocol::Tcp);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(QByteArray("nonsense\0", 9) + valid("good") + '\0');
        QTRY_COMPARE(gelf.texts, QStringList{u"good"_s});
        QCOMPARE(gelf.notices, QStringList{u"Invalid message: nonsense"_s});
    }

    void G3_noticesAreLimitedAndCounted()
    {
        qint64 now = 0;
        GelfListener::Options options;
        options.clock = [&now] { return now; };
        Fixture gelf(Protocol::Tcp, options);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(QByteArray("x\0", 2).repeated(1000) + valid("good") + '\0');
        QTRY_COMPARE(gelf.texts.size(), 1);
        QCOMPARE(gelf.notices.size(), GelfNotices::perWindow);
        gelf.listener.stop();
        peer.disconnectFromHost();
        QTRY_COMPARE(gelf.notices.last(), u"990 more GELF messages were dropped."_s);
    }

    void G5_onlyThisContainer()
    {
        Fixture gelf(Protocol::Udp);
        QUdpSocket peer;
        gelf.send(peer, valid("x").replace("4f0c", "ffff"));
        gelf.send(peer, valid("mine"));
        QTRY_COMPARE(gelf.texts, QStringList{u"mine"_s});
        QCOMPARE(gelf.notices.size(), 1);
        QVERIFY(gelf.notices[0].contains(u"invalid container host \"ffff1e2d3b4a\""_s));
    }

    void G8_redacts()
    {
        GelfListener::Options options;
        options.redactor = Redactor({"s3cr3t-value"});
        Fixture gelf(Protocol::Udp, options);
        QUdpSocket peer;
        gelf.send(peer, valid("a s3cr3t-value"));
        QTRY_COMPARE(gelf.texts, QStringList{u"a [hidden]"_s});
    }
};

LONGSHORE_TEST_MAIN(tst_GelfListener)
#include "tst_gelflistener.moc"
