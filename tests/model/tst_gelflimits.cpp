// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/gelf/gelfpeers.h"
#include "tests/support/gelffixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <memory>
#include <vector>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

using Fixture = GelfFixture;
using Protocol = GelfListener::Protocol;

/// A GELF server that is paused, stopped, or given too much.
class tst_GelfLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pausedTcpLosesNothing()
    {
        Fixture gelf(Protocol::Tcp);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(valid("first") + '\0');
        QTRY_COMPARE(gelf.texts.size(), 1);
        gelf.listener.setPaused(true);
        for (int i = 0; i < 5'000; ++i) // more than the buffer that is read while paused
            peer.write(valid("x" + QByteArray::number(i)) + '\0');
        peer.write(valid("last"));
        peer.disconnectFromHost();
        QTcpSocket other; // its coming shows that the event loop had its turns
        gelf.connectPeer(other);
        QTRY_COMPARE(other.state(), QAbstractSocket::ConnectedState);
        QCOMPARE(gelf.texts.size(), 1);
        gelf.listener.setPaused(false);
        QTRY_COMPARE(gelf.texts.size(), 5'002);
        QCOMPARE(gelf.texts.last(), u"last"_s);
        QCOMPARE(gelf.notices, QStringList());
    }

    void pausedAndClosedIsReadOnResume()
    {
        Fixture gelf(Protocol::Tcp);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        QTRY_COMPARE(peer.state(), QAbstractSocket::ConnectedState);
        gelf.listener.setPaused(true);
        peer.write(valid("one") + '\0' + valid("two"));
        QSignalSpy closed(&peer, &QTcpSocket::disconnected);
        peer.disconnectFromHost();
        QTRY_COMPARE(closed.size(), 1);
        gelf.listener.setPaused(false);
        QTRY_COMPARE(gelf.texts, (QStringList{u"one"_s, u"two"_s}));
    }

    void stopTakesWhatIsUnderWay_data()
    {
        QTest::addColumn<bool>("closes");
        QTest::newRow("the component's sockets were closed") << true;
        QTest::newRow("its network vanished") << false;
    }
    void stopTakesWhatIsUnderWay()
    {
        QFETCH(bool, closes);
        GelfListener::Options options;
        options.grace = closes ? std::chrono::minutes(5) : std::chrono::milliseconds(300);
        Fixture gelf(Protocol::Tcp, options);
        QSignalSpy finished(&gelf.listener, &GelfListener::finished);
        QTcpSocket peer;
        gelf.connectPeer(peer);
        peer.write(valid("one") + '\0' + valid("two"));
        if (closes)
            peer.disconnectFromHost();
        gelf.listener.stop(); // before the event loop saw the connection
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(gelf.texts, (QStringList{u"one"_s, u"two"_s}));
        gelf.listener.stop();
        QCOMPARE(finished.size(), 1);
    }

    void stopWithoutConnections()
    {
        GelfListener::Options options;
        options.grace = std::chrono::minutes(5);
        Fixture gelf(Protocol::Http, options);
        QSignalSpy finished(&gelf.listener, &GelfListener::finished);
        gelf.listener.stop();
        QTRY_COMPARE(finished.size(), 1);
    }

    void connectionsAreBounded()
    {
        Fixture gelf(Protocol::Tcp);
        std::vector<std::unique_ptr<QTcpSocket>> peers;
        for (int i = 0; i < GelfPeers::maxConnections; ++i) {
            peers.push_back(std::make_unique<QTcpSocket>());
            gelf.connectPeer(*peers.back());
            peers.back()->write(valid("x") + '\0');
        }
        QTRY_COMPARE(gelf.texts.size(), GelfPeers::maxConnections);
        QTcpSocket tooMany;
        gelf.connectPeer(tooMany);
        QTRY_COMPARE(gelf.notices, QStringList{u"A GELF connection was refused: there are 64 already."_s});
        QTRY_COMPARE(tooMany.state(), QAbstractSocket::UnconnectedState);
        peers.pop_back();
        QTcpSocket again;
        const auto isTaken = [&] {
            if (again.state() == QAbstractSocket::UnconnectedState) { // refused as long as the listener sees the other
                gelf.connectPeer(again);
                again.write(valid("again") + '\0');
            }
            return gelf.texts.last() == u"again"_s;
        };
        QTRY_VERIFY(isTaken());
    }

    void unfinishedMessagesAreBounded()
    {
        Fixture gelf(Protocol::Tcp);
        std::vector<std::unique_ptr<QTcpSocket>> peers;
        const QByteArray much(7 << 20, 'x');
        for (int i = 0; i < 10; ++i) { // 70 MiB together
            peers.push_back(std::make_unique<QTcpSocket>());
            gelf.connectPeer(*peers.back());
            peers.back()->write(much);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!gelf.notices.isEmpty(), 30'000);
        QCOMPARE(gelf.notices[0], u"A GELF connection was closed: unfinished messages took more than 64 MiB."_s);
    }
};

LONGSHORE_TEST_MAIN(tst_GelfLimits)
#include "tst_gelflimits.moc"
