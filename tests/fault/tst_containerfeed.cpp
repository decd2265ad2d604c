// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/feedfixture.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QThread>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::FakeEngine;
using State = ContainerFeed::State;

/// A viewer's way to any container's log (peers 85, C.11): what becomes of it while the container lives. No engine needed.
class tst_ContainerFeed : public QObject, protected test::FeedFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void F85_restartGoesOnBehindADivider()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray("first\n"));
        QCOMPARE(m_state, State::Streaming);
        for (int i = 0; i < 3; ++i) {
            m_engine->restart(130 + i);
            m_engine->write("again\n");
            QTRY_COMPARE(m_lines->text.count("again\n"), i + 1);
            QTRY_COMPARE(m_engine->logReaders(), 1);
        }
        QCOMPARE(m_lines->text, QByteArray("first\n[Container restarted at 2026-01-01 00:00:00 UTC, exit code 130 before]\nagain\n"
                                           "[Container restarted at 2026-01-01 00:00:00 UTC, exit code 131 before]\nagain\n"
                                           "[Container restarted at 2026-01-01 00:00:00 UTC, exit code 132 before]\nagain\n"));
    }

    void F85_restartWhileTheStreamIsBroken_data()
    {
        QTest::addColumn<FakeEngine::Stamps>("stamps");
        QTest::newRow("M7 nanoseconds") << FakeEngine::Stamps::Nanoseconds;
        QTest::newRow("M17 whole seconds") << FakeEngine::Stamps::Seconds;
    }
    void F85_restartWhileTheStreamIsBroken()
    {
        QFETCH(FakeEngine::Stamps, stamps);
        m_engine->setStamps(stamps, 1'500'000'000);
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray("first\n"));
        m_engine->stallLogs();
        m_engine->write("unseen\n");
        m_engine->restart(1);
        m_engine->write("again\n");
        QTRY_VERIFY(m_lines->text.endsWith("again\n"));
        const QByteArrayList parts = m_lines->text.split('\n');
        QCOMPARE(parts.size(), 5);
        QCOMPARE(parts[1], QByteArray("unseen"));
        QVERIFY2(parts[2].contains("exit code 1 before"), m_lines->text.constData());
        QCOMPARE(parts[3], QByteArray("again"));
    }

    void aStreamThatBreaksGoesOn()
    {
        m_engine->makeContainer();
        begin();
        untilFollowing();
        QByteArray expected;
        for (int i = 0; i < 20; ++i) {
            m_engine->write("line " + QByteArray::number(i) + '\n');
            expected += "line " + QByteArray::number(i) + '\n';
            QTRY_COMPARE(m_lines->text, expected);
            QTRY_COMPARE(m_engine->logReaders(), 1);
            m_engine->breakLogs();
        }
        QTRY_COMPARE(m_state, State::Streaming);
    }

    void endedAndStartedAgain()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        m_engine->exit(3);
        m_engine->endLogs();
        QTRY_COMPARE(m_state, State::Ended);
        const int follows = m_engine->count("follow");
        QVERIFY(!QTest::qWaitFor([&] { return m_engine->count("follow") != follows; }, 100)); // nothing more is asked
        m_engine->startAgain();
        m_engine->write("again\n");
        QTRY_VERIFY(m_lines->text.endsWith("]\nagain\n"));
        QVERIFY2(m_lines->text.startsWith("first\n[Container restarted"), m_lines->text.constData());
    }

    /// Podman 4 leaves out lines of a log that is followed when its container has ended.
    void M17_theLogOfAnEndedContainerIsNotFollowed()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        m_engine->exit(3);
        m_engine->endLogs();
        begin();
        QTRY_COMPARE(m_state, State::Ended);
        QCOMPARE(m_lines->text, QByteArray("first\n"));
        QCOMPARE(m_engine->count("follow"), 0);
        m_engine->startAgain();
        m_engine->write("again\n");
        QTRY_VERIFY(m_lines->text.endsWith("]\nagain\n"));
        QCOMPARE(m_engine->count("follow"), 1);
    }

    void aContainerThatWasNeverStartedHasNotEnded()
    {
        m_engine->makeContainer(R"({"State":{"Status":"created","Running":false,"StartedAt":"0001-01-01T00:00:00Z"}})");
        m_engine->endLogs();
        begin();
        QTRY_COMPARE(m_engine->count("logs"), 1);
        QTRY_COMPARE(m_engine->eventListeners(), 1);
        QVERIFY(!QTest::qWaitFor([&] { return m_state == State::Ended; }, 100));
        QCOMPARE(m_state, State::Waiting);
    }

    void removedOutside()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        m_engine->removeOutside();
        QTRY_COMPARE(m_state, State::Removed);
        QCOMPARE(m_lines->text, QByteArray("first\n[The container was removed.]\n"));
    }

    void eventsAreOnlyHints()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        m_engine->breakEvents();
        m_engine->restart(5);
        m_engine->write("again\n");
        QTRY_VERIFY(m_lines->text.endsWith("]\nagain\n"));
    }

    void unreadable_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("Docker") << 501;
        QTest::newRow("Podman") << 500;
    }
    void unreadable()
    {
        QFETCH(int, status);
        m_engine->makeContainer();
        m_engine->setLogAnswer(status, "configured logging driver does not support reading");
        begin();
        QTRY_COMPARE(m_state, State::Unreadable);
        QCOMPARE(m_error.engineText, u"configured logging driver does not support reading"_s);
    }

    void noSuchContainer()
    {
        begin();
        QTRY_COMPARE(m_state, State::Failed);
        QVERIFY(m_error.kind == Error::Kind::NotFound);
    }

    void noEngine()
    {
        m_engine->vanish();
        begin();
        QTRY_COMPARE(m_state, State::Failed);
        QVERIFY(m_error.kind == Error::Kind::Unreachable);
    }

    void F18_anEngineThatDoesNotAnswer()
    {
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        QTRY_COMPARE(m_state, State::Streaming);
        m_engine->hold("_ping");
        QTRY_COMPARE(m_state, State::Interrupted);
        QVERIFY(m_error.kind == Error::Kind::Timeout);
        m_engine->letGo("_ping");
        QTRY_COMPARE(m_state, State::Streaming);
        QCOMPARE(m_lines->text, QByteArray("first\n"));
    }

    void mayBeStoppedFromItsOwnSlot_data()
    {
        QTest::addColumn<State>("when");
        QTest::newRow("waiting") << State::Waiting;
        QTest::newRow("streaming") << State::Streaming;
        QTest::newRow("interrupted") << State::Interrupted;
        QTest::newRow("ended") << State::Ended;
        QTest::newRow("removed") << State::Removed;
    }
    void mayBeStoppedFromItsOwnSlot()
    {
        QFETCH(State, when);
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        connect(m_feed.get(), &ContainerFeed::stateChanged, this, [this, when](State state) {
            if (state == when)
                m_feed->stop();
        });
        if (when >= State::Interrupted)
            untilFollowing();
        if (when == State::Interrupted)
            m_engine->breakLogs();
        if (when == State::Ended) {
            m_engine->exit(0);
            m_engine->endLogs();
        }
        if (when == State::Removed)
            m_engine->removeOutside();
        QTRY_COMPARE(m_state, when);
        QTRY_COMPARE(m_engine->logReaders(), 0);
        QTRY_COMPARE(m_engine->eventListeners(), 0);
    }

    void livesOnAnotherThread()
    {
        m_engine->makeContainer();
        for (int i = 0; i < 2000; ++i)
            m_engine->write("a line that is long enough to be a line\n");
        QThread thread;
        auto *feed = new ContainerFeed(m_engine->endpoint(), ContainerId{QString::fromLatin1(m_engine->id())}, *m_lines, {}, nullptr, fast);
        connect(&thread, &QThread::finished, feed, &QObject::deleteLater);
        feed->moveToThread(&thread);
        QSignalSpy states(feed, &ContainerFeed::stateChanged);
        thread.start();
        QMetaObject::invokeMethod(feed, &ContainerFeed::start);
        QTRY_VERIFY(!states.isEmpty() && states.last().first().value<State>() == State::Streaming);
        QTRY_COMPARE(m_engine->logReaders(), 1);
        m_engine->exit(0);
        m_engine->endLogs();
        QTRY_VERIFY(states.last().first().value<State>() == State::Ended);
        QMetaObject::invokeMethod(feed, &ContainerFeed::stop);
        QTRY_COMPARE(m_engine->eventListeners(), 0);
        thread.quit();
        thread.wait();
        QCOMPARE(m_lines->text.count('\n'), 2000);
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerFeed)
#include "tst_containerfeed.moc"
