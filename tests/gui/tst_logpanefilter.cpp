// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlogpane.h"
#include "tests/support/testmain.h"
#include "ui/widgets/marklabel.h"

#include <QSpinBox>

using namespace longshore;
using namespace Qt::StringLiterals;
using Shown = test::ShownLogPane;

class TestLogPaneFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhileTyping()
    {
        Shown shown;
        shown.log.add("alpha\nBeta\nbeta two\ngamma\n");
        QVERIFY(shown.settled());
        shown.pane.focusFind();
        shown.type("findInLog", u"beta"_s);
        QTRY_COMPARE(shown.text("findCount"), u"1 of 2"_s);
        QCOMPARE(*shown.view()->currentLine(), 1u);
        QTest::keyClick(shown.find<QLineEdit>("findInLog"), Qt::Key_Return);
        QCOMPARE(shown.text("findCount"), u"2 of 2"_s);
        QTest::keyClick(shown.find<QLineEdit>("findInLog"), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(shown.text("findCount"), u"1 of 2"_s);
        shown.button("findCase")->click();
        QTRY_VERIFY2(shown.text("findCount").endsWith(u"of 1"_s), qPrintable(shown.text("findCount")));
        shown.button("findCase")->click();
        shown.button("findRegex")->click();
        shown.type("findInLog", u"^b.*[ao]$"_s);
        QTRY_VERIFY(shown.text("findCount").endsWith(u"of 2"_s));
        shown.type("findInLog", u"be"_s);
        shown.button("findWord")->click();
        QTRY_COMPARE(shown.text("findCount"), u"not found"_s);
    }

    void aWrongExpressionIsExplained()
    {
        Shown shown;
        shown.log.add("text\n");
        QVERIFY(shown.settled());
        QVERIFY(!shown.find("logProblem")->isVisible());
        shown.button("findRegex")->click();
        shown.type("findInLog", u"(unclosed"_s);
        QTRY_VERIFY(shown.find("logProblem")->isVisible());
        shown.type("findInLog", u"(closed)"_s);
        QTRY_VERIFY(!shown.find("logProblem")->isVisible());
        shown.pane.actions()->filter->trigger();
        shown.button("filterRegex")->click();
        shown.type("filterInclude", u"[a-"_s);
        QTRY_VERIFY(shown.find("logProblem")->isVisible());
        QCOMPARE(shown.lines(), QStringList{u"text"_s}); // the rows stay as they were
    }

    void filters_data()
    {
        QTest::addColumn<QString>("include");
        QTest::addColumn<QString>("exclude");
        QTest::addColumn<int>("context");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("nothing said") << QString() << QString() << 0 << QString() << QString()
                                      << QStringList{u"one"_s, u"two"_s, u"three"_s, u"four"_s, u"five"_s};
        QTest::newRow("containing") << u"O"_s << QString() << 0 << QString() << QString() << QStringList{u"one"_s, u"two"_s, u"four"_s};
        QTest::newRow("not containing") << QString() << u"e"_s << 0 << QString() << QString() << QStringList{u"two"_s, u"four"_s};
        QTest::newRow("both") << u"o"_s << u"t"_s << 0 << QString() << QString() << QStringList{u"one"_s, u"four"_s};
        QTest::newRow("lines around") << u"five"_s << QString() << 1 << QString() << QString() << QStringList{u"four"_s, u"five"_s};
        QTest::newRow("from a time") << QString() << QString() << 0 << u"3"_s << QString() << QStringList{u"four"_s, u"five"_s};
        QTest::newRow("to a time") << QString() << QString() << 0 << QString() << u"1 s"_s << QStringList{u"one"_s, u"two"_s};
        QTest::newRow("between times") << QString() << QString() << 0 << u"1"_s << u"2.0"_s << QStringList{u"two"_s, u"three"_s};
    }
    void filters()
    {
        QFETCH(QString, include);
        QFETCH(QString, exclude);
        QFETCH(int, context);
        QFETCH(QString, from);
        QFETCH(QString, to);
        Shown shown;
        qint64 time = 1'795'419'277'000'000'000;
        for (const char *line : {"one\n", "two\n", "three\n", "four\n", "five\n"}) {
            shown.log.at(time, line);
            time += 1'000'000'000;
        }
        QVERIFY(shown.settled());
        shown.pane.actions()->filter->trigger();
        QVERIFY(shown.find("logFilterBar")->isVisible());
        shown.type("filterInclude", include);
        shown.type("filterExclude", exclude);
        shown.find<QSpinBox>("filterContext")->setValue(context);
        shown.type("filterFrom", from);
        shown.type("filterTo", to);
        QTEST(shown.lines(), "lines");
        QTest::keyClick(shown.find<QLineEdit>("filterInclude"), Qt::Key_Escape);
        QVERIFY(!shown.find("logFilterBar")->isVisible());
        QCOMPARE(shown.lines().size(), 5);
    }

    void levelsStreamsAndMatches()
    {
        Shown shown;
        shown.log.add("INFO  fine\nDEBUG detail\n");
        shown.log.add("ERROR bad\nplain\n", LogSource::Stderr);
        QVERIFY(shown.settled());
        QMenu *levels = shown.pane.actions()->levelMenu->menu();
        levels->actions().last()->trigger();
        QCOMPARE(shown.lines(), QStringList{u"ERROR bad"_s});
        QCOMPARE(shown.pane.actions()->levelMenu->text(), u"Errors"_s);
        levels->actions().first()->trigger();
        shown.pane.actions()->streamMenu->menu()->actions().at(1)->trigger();
        QCOMPARE(shown.lines(), (QStringList{u"INFO  fine"_s, u"DEBUG detail"_s}));
        shown.pane.actions()->streamMenu->menu()->actions().first()->trigger();
        shown.type("findInLog", u"a"_s);
        shown.button("onlyMatches")->click();
        QCOMPARE(shown.lines(), (QStringList{u"DEBUG detail"_s, u"ERROR bad"_s, u"plain"_s}));
        shown.view()->goToLine(2);
        shown.pane.actions()->showAround->trigger();
        QCOMPARE(shown.lines().size(), 4);
        QCOMPARE(*shown.view()->currentLine(), 2u);
    }

    void whatIsMarkedIsFoundShownHidden()
    {
        Shown shown;
        shown.log.add("red apple\ngreen pear\nred plum\n");
        QVERIFY(shown.settled());
        shown.view()->select({0, 0}, {0, 3});
        shown.pane.actions()->findMarked->trigger();
        QTRY_COMPARE(shown.text("findCount"), u"1 of 2"_s);
        shown.view()->select({0, 0}, {0, 3});
        shown.pane.actions()->showLike->trigger();
        QCOMPARE(shown.lines(), (QStringList{u"red apple"_s, u"red plum"_s}));
        shown.type("filterInclude", {});
        shown.view()->select({0, 0}, {0, 3});
        shown.pane.actions()->hideLike->trigger();
        QCOMPARE(shown.lines(), QStringList{u"green pear"_s});
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("known");
        QTest::addColumn<qint64>("offset"); // from 07:34:37 UTC
        QTest::newRow("seconds") << u"12.9"_s << true << qint64(12'900'000'000);
        QTest::newRow("seconds, comma and unit") << u" 12,9 s"_s << true << qint64(12'900'000'000);
        QTest::newRow("hour and minute") << u"7:35"_s << true << qint64(23'000'000'000);
        QTest::newRow("to the millisecond") << u"07:34:38.250"_s << true << qint64(1'250'000'000);
        QTest::newRow("before the start") << u"07:34:36"_s << true << qint64(-1'000'000'000);
        QTest::newRow("words") << u"noon"_s << false << qint64(0);
        QTest::newRow("infinite") << u"inf"_s << false << qint64(0);
        QTest::newRow("too much") << u"1e300"_s << false << qint64(0);
    }
    void times()
    {
        QFETCH(QString, text);
        QFETCH(bool, known);
        QFETCH(qint64, offset);
        constexpr qint64 start = 1'795'419'277'000'000'000;
        const auto time = parseLogTime(text, start, true);
        QCOMPARE(time.has_value(), known);
        if (known)
            QCOMPARE(*time, start + offset);
    }

    void aWrongTimeIsExplained()
    {
        Shown shown;
        shown.type("filterFrom", u"soon"_s);
        auto *problem = shown.pane.findChild<MarkLabel *>(u"logProblem"_s);
        QTRY_VERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(u"10:04:14"_s));
        shown.type("filterFrom", u"1.5"_s);
        QTRY_VERIFY(!problem->isVisible());
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogPaneFilter)
#include "tst_logpanefilter.moc"
