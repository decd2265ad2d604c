// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlog.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;
using Shown = test::ShownLog;

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsAtTheBottomOnly()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(1000);
        QTRY_COMPARE(shown.last(), u"line 1000"_s);
        QVERIFY(shown.view.isFollowing());
        QCOMPARE(shown.value(), shown.maximum());
        QCOMPARE(shown.maximum(), 1000 - shown.view.screenRows());

        shown.view.verticalScrollBar()->setValue(100);
        QCOMPARE(shown.first(), u"line 101"_s);
        QVERIFY(!shown.view.isFollowing());
        shown.log.add("ERROR one\nline\nERROR two\n");
        QTRY_VERIFY(shown.pill()->isVisible());
        QCOMPARE(shown.pill()->text(), u"↓ 3 new | 2 errors"_s);
        QCOMPARE(shown.first(), u"line 101"_s);
        shown.log.addLines(1);
        QTRY_COMPARE(shown.pill()->text(), u"↓ 4 new | 2 errors"_s);

        QTest::mouseClick(shown.pill(), Qt::LeftButton);
        QVERIFY(shown.view.isFollowing() && !shown.pill()->isVisible());
        QCOMPARE(shown.last(), u"line 1001"_s);
        shown.log.addLines(5);
        QTRY_COMPARE(shown.last(), u"line 1006"_s);
    }

    void spaceFreezes()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(200);
        QVERIFY(shown.settled());
        QSignalSpy frozen(&shown.view, &LogView::frozenChanged);
        const QString top = shown.first();
        shown.key(Qt::Key_Space);
        QVERIFY(shown.view.isFrozen() && !shown.view.isFollowing());
        shown.log.addLines(2);
        QTRY_COMPARE(shown.pill()->text(), u"↓ 2 new"_s);
        QCOMPARE(shown.first(), top);
        shown.key(Qt::Key_End, Qt::ControlModifier); // looking at the end does not thaw
        QVERIFY(shown.view.isFrozen() && !shown.view.isFollowing());
        shown.key(Qt::Key_Space);
        QVERIFY(shown.view.isFollowing() && !shown.pill()->isVisible());
        QCOMPARE(frozen.size(), 2);
        QCOMPARE(shown.last(), u"line 202"_s);
    }

    /// The timer runs only while there is something to show and somebody to see it.
    void noWakeUpsWhenIdleOrHidden()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(100);
        QVERIFY(shown.settled());
        QVERIFY(!shown.view.isTicking());
        QSignalSpy signalled(&shown.log.document, &LogDocument::grown);
        shown.view.hide();
        for (int i = 0; i < 50; ++i)
            shown.log.addLines(10);
        QVERIFY(!shown.view.isTicking());
        QCOMPARE(signalled.size(), 1); // and then no more, since nobody took notice
        shown.view.show();
        QVERIFY(shown.settled());
        QCOMPARE(shown.last(), u"line 600"_s);
    }

    /// A line somebody went to is not pushed away, though it stands on the last screen.
    void aLineGoneToStays()
    {
        Shown shown;
        shown.log.addLines(200);
        QVERIFY(shown.settled());
        shown.view.goToLine(198);
        QVERIFY(!shown.view.isFollowing());
        const QString top = shown.first();
        shown.log.addLines(50);
        QTRY_COMPARE(shown.pill()->text(), u"↓ 50 new"_s);
        QCOMPARE(shown.first(), top);
        shown.key(Qt::Key_End, Qt::ControlModifier);
        QVERIFY(shown.view.isFollowing());
        shown.log.addLines(50);
        QTRY_COMPARE(shown.last(), u"line 300"_s);
    }

    void unfinishedLinesStandLast()
    {
        Shown shown;
        shown.log.add("whole\nhalf");
        QTRY_COMPARE(shown.view.paintedTexts(), (QStringList{u"whole"_s, u"half"_s}));
        shown.log.add(" and half\n");
        QTRY_COMPARE(shown.view.paintedTexts(), (QStringList{u"whole"_s, u"half and half"_s}));
        QCOMPARE(shown.view.paintedGutter(1).section(u' ', 0, 0), u"2"_s);
    }

    void keysMove()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(1000);
        QVERIFY(shown.settled());
        shown.key(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(shown.topLine(), 0u);
        QCOMPARE(*shown.view.currentLine(), 0u);
        shown.key(Qt::Key_Down);
        QCOMPARE(*shown.view.currentLine(), 1u);
        shown.key(Qt::Key_PageDown);
        QCOMPARE(shown.topLine(), quint64(shown.view.screenRows() - 1));
        shown.key(Qt::Key_PageUp);
        QCOMPARE(shown.topLine(), 0u);
        for (int i = 0; i < 40; ++i)
            shown.key(Qt::Key_Down);
        QVERIFY(shown.view.paintedTexts().contains(u"line 42"_s));
        shown.key(Qt::Key_End, Qt::ControlModifier);
        QCOMPARE(*shown.view.currentLine(), 999u);
        QVERIFY(shown.view.isFollowing());
    }

    void droppedLinesLeaveTheRestInPlace()
    {
        LogMemory small;
        small.hot = 2 << 20;
        small.cap = 4 << 20;
        Shown shown(small);
        QVERIFY(shown.ready());
        QByteArray many;
        for (int i = 0; i < 60'000; ++i)
            many += "some words that fill the memory of the log, row " + QByteArray::number(i * 7919 % 60'000).repeated(6) + '\n';
        shown.log.add(many);
        QVERIFY(shown.settled());
        shown.view.goToLine(59'000);
        const quint64 top = shown.topLine();
        const QString text = shown.first();
        for (int i = 0; i < 4; ++i)
            shown.log.add(many);
        QVERIFY(shown.settled());
        QVERIFY(shown.log.store->firstLine() > 0);
        if (shown.log.store->firstLine() <= top) {
            QCOMPARE(shown.topLine(), top);
            QCOMPARE(shown.first(), text);
        } else {
            QCOMPARE(shown.topLine(), shown.log.store->firstLine()); // what was looked at is gone: the oldest there is
        }
        shown.key(Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(shown.topLine(), shown.log.store->firstLine());
        QVERIFY(shown.first().startsWith(u"some words"_s));
    }

    void empty_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("title");
        QTest::newRow("connecting") << int(LogState::Connecting) << u"Connecting…"_s;
        QTest::newRow("waiting") << int(LogState::Waiting) << u"No output yet"_s;
        QTest::newRow("streaming") << int(LogState::Streaming) << u"No output yet"_s;
        QTest::newRow("interrupted") << int(LogState::Interrupted) << u"The connection broke"_s;
        QTest::newRow("ended") << int(LogState::Ended) << u"Ended without output"_s;
        QTest::newRow("unreadable") << int(LogState::Unreadable) << u"This log cannot be read"_s;
        QTest::newRow("failed") << int(LogState::Failed) << u"The log could not be read"_s;
    }
    void empty()
    {
        QFETCH(int, state);
        Shown shown;
        const Error error = Error::make(Error::Kind::Engine, u"read the log of x"_s, u"The log driver none cannot be read."_s, {});
        shown.log.document.takeState(LogState(state), state >= int(LogState::Unreadable) ? error : Error());
        QTEST(shown.view.emptyTexts().value(0), "title");
        if (state >= int(LogState::Unreadable))
            QVERIFY(shown.view.emptyTexts().value(1).contains(u"log driver none"_s));
        QVERIFY(!shown.view.grab().isNull());
        shown.log.addLines(1);
        QTRY_COMPARE(shown.view.emptyTexts(), QStringList());
    }

    void bookmarks()
    {
        Shown shown;
        shown.log.addLines(1000);
        QVERIFY(shown.settled());
        QVERIFY(!shown.view.goToBookmark(false));
        shown.view.toggleBookmark(10);
        shown.view.toggleBookmark(500);
        QList<quint64> lines;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(shown.view.goToBookmark(false));
            lines << *shown.view.currentLine();
        }
        QCOMPARE(lines, (QList<quint64>{10, 500, 10}));
        QVERIFY(shown.view.goToBookmark(true));
        QCOMPARE(*shown.view.currentLine(), 500u);
        QVERIFY(!shown.view.grab().isNull());
    }

    void timesAreFound()
    {
        Shown shown;
        constexpr qint64 start = 1'795'419'277'000'000'000;
        for (int i = 0; i < 500; ++i)
            shown.log.at(start + i * 1'000'000'000LL, "x\n");
        QVERIFY(shown.settled());
        shown.view.showTime(start + 250 * 1'000'000'000LL);
        QCOMPARE(shown.topLine(), 250u);
        QCOMPARE(shown.view.topTime(), start + 250 * 1'000'000'000LL);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogView)
#include "tst_logview.moc"
