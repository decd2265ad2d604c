// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fault/feedfixture.h"
#include "tests/support/testmain.h"

#include <QDateTime>

using namespace longshore;
using namespace Qt::StringLiterals;
using State = ContainerFeed::State;

/// Which lines of a container's log come (peers 84): the part that was asked for, all of it at its end. No engine needed.
class tst_ContainerFeedPart : public QObject, protected test::FeedFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    /// Podman drops lines of a stream that follows when its container ends. An event in time: the rest is read without following.
    void M17_podmanIsNotFollowedBeyondTheEnd()
    {
        m_engine->setPodman();
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray("first\n"));
        m_engine->writeUnseen("dropped\n");
        m_engine->die(3); // the stream stays open
        QTRY_COMPARE(m_state, State::Ended);
        QCOMPARE(m_lines->text, QByteArray("first\ndropped\n"));
        QCOMPARE(m_engine->count("follow"), 1);
    }

    /// And without one the log is compared at its end.
    void M17_podmansLogIsComparedAtItsEnd_data()
    {
        QTest::addColumn<ContainerFeed::Options>("part");
        QTest::addColumn<bool>("inTheMiddle");
        QTest::newRow("whole") << ContainerFeed::Options() << false;
        QTest::newRow("whole, lost in the middle") << ContainerFeed::Options() << true;
        QTest::newRow("tail") << ContainerFeed::Options{{}, {}, 1} << false;
        QTest::newRow("tail, nothing seen") << ContainerFeed::Options{{}, {}, 0} << false;
    }
    void M17_podmansLogIsComparedAtItsEnd()
    {
        QFETCH(ContainerFeed::Options, part);
        QFETCH(bool, inTheMiddle);
        m_engine->setPodman();
        m_engine->makeContainer();
        m_engine->write("before\n");
        begin(part);
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray(part.tail == 0 ? "" : "before\n"));
        if (inTheMiddle)
            m_engine->writeUnseen("never seen\n");
        m_engine->write("first\n");
        m_engine->writeUnseen("dropped\n");
        m_engine->exit(3);
        m_engine->endLogs();
        QTRY_COMPARE(m_state, State::Ended);
        if (inTheMiddle) { // it cannot be put in its place: that is said
            QVERIFY2(m_lines->text.startsWith("before\nfirst\n[The engine's own log is not"), m_lines->text.constData());
            QVERIFY2(m_lines->text.contains("dropped\n"), m_lines->text.constData());
        } else {
            QCOMPARE(m_lines->text, QByteArray(part.tail == 0 ? "first\ndropped\n" : "before\nfirst\ndropped\n"));
        }
        m_engine->startAgain();
        m_engine->write("again\n");
        QTRY_VERIFY(m_lines->text.endsWith("]\nagain\n"));
    }

    void aRestartWhileTheLogIsCompared()
    {
        m_engine->setPodman();
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin();
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray("first\n"));
        m_engine->hold("logs");
        m_engine->exit(3);
        m_engine->endLogs();
        QTRY_VERIFY(m_engine->count("logs") >= 2); // asked, not answered
        m_engine->startAgain();
        m_engine->letGo("logs");
        m_engine->write("again\n");
        QTRY_VERIFY2(m_lines->text.endsWith("]\nagain\n"), m_lines->text.constData());
        QVERIFY2(m_lines->text.startsWith("first\n[Container restarted"), m_lines->text.constData());
    }

    /// `until` lies in the past: nothing is waited for. Or comes: what there is then is read, though the engine would go on.
    void F84_untilEndsTheLog_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("past") << -60;
        QTest::newRow("to come") << 1;
    }
    void F84_untilEndsTheLog()
    {
        QFETCH(int, seconds);
        m_engine->makeContainer();
        m_engine->write("first\n");
        begin({{}, QString::number(QDateTime::currentSecsSinceEpoch() + seconds), -1});
        QTRY_COMPARE(m_state, State::Ended);
        QCOMPARE(m_lines->text, QByteArray("first\n"));
        QCOMPARE(m_engine->count("follow"), seconds < 0 ? 0 : 1);
        QVERIFY(m_engine->running());
    }

    void F84_sinceTailUntil()
    {
        m_engine->makeContainer();
        for (int i = 0; i < 5; ++i)
            m_engine->write("line " + QByteArray::number(i) + '\n');
        begin({u"12.000000000"_s, u"2000000000"_s, 2});
        QTRY_COMPARE(m_lines->text, QByteArray("line 3\nline 4\n"));
        QCOMPARE(m_engine->lastLogQuery(), QByteArray("stdout=1&stderr=1&timestamps=1&follow=1&since=12.000000000&until=2000000000&tail=2"));
        m_engine->endLogs();
        QTRY_COMPARE(m_state, State::Ended);
    }

    void tailIsNotTakenTwice()
    {
        m_engine->makeContainer();
        for (int i = 0; i < 5; ++i)
            m_engine->write("line " + QByteArray::number(i) + '\n', 1 + i % 2);
        begin({{}, {}, 2});
        untilFollowing();
        QTRY_COMPARE(m_lines->text, QByteArray("line 3\nline 4\n"));
        m_engine->breakLogs();
        m_engine->write("new\n");
        QTRY_COMPARE(m_lines->text, QByteArray("line 3\nline 4\nnew\n"));
    }

    void ttyIsReadRaw()
    {
        m_engine->makeContainer(R"({"Config":{"Tty":true}})");
        m_engine->write("first\r\n");
        begin();
        untilFollowing();
        m_engine->breakLogs();
        m_engine->write("second\r\n");
        QTRY_COMPARE(m_lines->text, QByteArray("first\r\nsecond\r\n"));
    }
};

LONGSHORE_TEST_MAIN(tst_ContainerFeedPart)
#include "tst_containerfeedpart.moc"
