// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlog.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;
using Shown = test::ShownLog;

class TestLogViewFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOpenedLineDoesNotRunAway()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(1000);
        shown.log.add("{\"level\":\"info\",\"msg\":\"here\",\"a\":1,\"b\":2}\n");
        QTRY_VERIFY(shown.last().contains(u"here"_s));
        shown.view.toggleOpened(1000);
        QVERIFY(!shown.view.isFollowing());
        shown.log.addLines(500);
        QTRY_VERIFY(shown.pill()->isVisible());
        QVERIFY(shown.view.paintedTexts().join(u'\n').contains(u"here"_s));
    }

    void repeatsFold()
    {
        Shown shown;
        QByteArray many = "first\n";
        for (int i = 0; i < 812; ++i)
            many += "same again\n";
        shown.log.add(many + "last\n");
        LogCriteria criteria;
        criteria.foldRepeats = true;
        shown.view.filter()->setCriteria(criteria);
        shown.view.filter()->advance();
        QVERIFY(shown.settled());
        QTRY_COMPARE(shown.view.paintedTexts(), (QStringList{u"first"_s, u"same again [× 812 alike]"_s, u"last"_s}));
        QCOMPARE(shown.view.paintedGutter(2).section(u' ', 0, 0), u"814"_s);
    }

    void F72_aRunOpensByItself()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.add("first\nsame\nsame\nsame\nbetween\nother\nother\n{\"msg\":\"m\",\"a\":1}\n{\"msg\":\"m\",\"a\":1}\n");
        LogCriteria criteria;
        criteria.foldRepeats = true;
        shown.view.setCriteria(criteria);
        QVERIFY(shown.settled());
        const QStringList folded{u"first"_s, u"same [× 3 alike]"_s, u"between"_s, u"other [× 2 alike]"_s, u"m [× 2 alike · 2 fields]"_s};
        QTRY_COMPARE(shown.view.paintedTexts(), folded);
        shown.view.goToLine(1);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.view.paintedTexts(), (QStringList{u"first"_s, u"same [▾ 3 alike]"_s, u"same"_s, u"same"_s, u"between"_s, u"other [× 2 alike]"_s,
                                                         u"m [× 2 alike · 2 fields]"_s}));
        QCOMPARE(shown.view.paintedGutter(3).section(u' ', 0, 0), u"4"_s);
        QVERIFY(!shown.view.isFollowing()); // what was unfolded does not run away
        shown.log.add("{\"msg\":\"m\",\"a\":1}\nlast\n");
        QTRY_COMPARE(shown.view.paintedText(6), u"m [× 3 alike · 2 fields]"_s);
        // From within: the row stands for its line again.
        shown.view.goToLine(3);
        QVERIFY(shown.view.toggleRun(3));
        QCOMPARE(*shown.view.currentLine(), 1u);
        QCOMPARE(shown.view.paintedText(1), u"same [× 3 alike]"_s);
        // Fields open once the run is unfolded; folded again they are shut away with it.
        shown.view.goToLine(7);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.view.paintedText(4), u"m [▾ 3 alike · 2 fields]"_s);
        shown.view.goToLine(8);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.view.paintedText(6), u"msg: m"_s);
        QVERIFY(shown.view.toggleRun(7));
        QCOMPARE(shown.view.paintedTexts(), (QStringList{u"first"_s, u"same [× 3 alike]"_s, u"between"_s, u"other [× 2 alike]"_s,
                                                         u"m [× 3 alike · 2 fields]"_s, u"last"_s}));
        // By mouse.
        const QPoint chip = shown.view.cursorRect({1, LogSelection::lineEnd}).center() + QPoint(20, 0);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, chip);
        QCOMPARE(shown.view.paintedText(1), u"same [▾ 3 alike]"_s);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, chip);
        QCOMPARE(shown.view.paintedText(1), u"same [× 3 alike]"_s);
        QVERIFY(!shown.view.toggleRun(0));
    }

    void jsonOpensIntoFields()
    {
        Shown shown;
        QVERIFY(shown.ready());
        const QByteArray json = R"({"level":"error","msg":"no space","disk":{"name":"sda","free":12},"tags":["a","b"]})";
        shown.log.add("before\n" + json + "\nafter\n");
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.paintedText(1), u"ERROR no space [5 fields]"_s);
        shown.view.goToLine(1);
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.view.paintedTexts(),
                 (QStringList{u"before"_s, u"ERROR no space [5 fields]"_s, u"level: error"_s, u"msg: no space"_s, u"disk.name: sda"_s,
                              u"disk.free: 12"_s, u"tags: [\"a\",\"b\"]"_s, u"after"_s}));
        QVERIFY(!shown.view.grab().isNull());
        shown.key(Qt::Key_Return);
        QCOMPARE(shown.view.paintedTexts().size(), 3);
        // A click on the chip does the same.
        const QPoint chip = shown.view.cursorRect({1, LogSelection::lineEnd}).center() + QPoint(20, 0);
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, chip);
        QVERIFY(shown.view.isOpened(1));
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, {}, chip);
        QVERIFY(!shown.view.isOpened(1));
        shown.view.setShortMessages(false);
        QCOMPARE(shown.view.paintedText(1), QString::fromUtf8(json));
        shown.view.goToLine(1);
        shown.view.select({1, 0}, {1, LogSelection::lineEnd});
        QCOMPARE(shown.view.selectedText(), QString::fromUtf8(json));
    }

    void whatIsOpenedAtTheBottomIsBroughtOnTheScreen()
    {
        Shown shown;
        QByteArray log;
        for (int i = 0; i < 200; ++i)
            log += "{\"level\":\"info\",\"msg\":\"part " + QByteArray::number(i) + "\",\"a\":1,\"b\":2,\"c\":3}\n";
        shown.log.add(log);
        QVERIFY(shown.settled());
        shown.view.setFrozen(true);
        shown.view.goToLine(100);
        const int rows = shown.view.screenRows();
        const quint64 last = shown.view.topLine() + quint64(rows) - 1;
        shown.view.toggleOpened(last);
        const QStringList painted = shown.view.paintedTexts();
        QVERIFY2(painted[rows - 1].contains(u"c"_s) && painted[rows - 1].contains(u"3"_s), qPrintable(painted[rows - 1]));
        QVERIFY(shown.view.paintedTexts().filter(u"part "_s).last().contains(QString::number(last)));
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogViewFold)
#include "tst_logviewfold.moc"
