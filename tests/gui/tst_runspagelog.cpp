// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownruns.h"
#include "tests/support/testmain.h"

#include <QAbstractButton>
#include <QAction>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace longshore;
using Shown = test::ShownRuns;

class TestRunsPageLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreNotCutWhereTheReaderPauses()
    {
        Shown shown;
        const auto run = shown.run('D');
        QByteArray expected;
        for (int i = 0; i < 30; ++i) {
            const QByteArray part(100'000, char('a' + i % 26)); // frames longer than the reader takes at once, none a line
            QVERIFY(run->log(part));
            expected += part;
        }
        QVERIFY(run->log("\nlast\n"));
        QVERIFY(run->keep());
        shown.page->open(run->summary());
        // One line of 3 MB is many rows, each going on with the one before.
        QTRY_COMPARE(shown.log()->document()->state(), LogState::Ended);
        QByteArray joined;
        LogLines lines(shown.log()->document()->store());
        for (quint64 line = 0; line + 1 < shown.lines(); ++line) {
            joined += lines.line(line).text;
            QCOMPARE(bool(lines.line(line).flags & LineContinues), line + 2 < shown.lines());
        }
        QVERIFY(joined == expected);
        QCOMPARE(lines.line(shown.lines() - 1).text.toByteArray(), QByteArray("last"));
    }

    void followsUnlessFrozenOrScrolled()
    {
        Shown shown;
        QVERIFY(shown.fill());
        const auto run = shown.run('E');
        run->result.summary.state = RunState::Running;
        QByteArray many;
        for (int i = 0; i < 300; ++i)
            many += "line\n";
        QVERIFY(run->log(many));
        shown.page->open(run->summary());
        LogView *log = shown.log();
        auto *pill = shown.find<QAbstractButton>("newLinesPill");
        QTRY_COMPARE(shown.lines(), 300u);
        QTRY_VERIFY(log->isFollowing() && log->verticalScrollBar()->maximum() > 0);
        QVERIFY(!pill->isVisible());

        QTest::keyClick(log, Qt::Key_Space);
        QVERIFY(log->isFrozen());
        QVERIFY(shown.find<QAction>("freezeLog")->isChecked());
        const RowPlace before = log->topPlace();
        QVERIFY(run->log("new 1\nnew 2\n"));
        QTRY_COMPARE(shown.lines(), 302u);
        QTRY_VERIFY(pill->isVisible());
        QVERIFY(log->topPlace() == before);
        QCOMPARE(pill->text(), u"↓ 2 new"_s);
        QTest::mouseClick(pill, Qt::LeftButton);
        QVERIFY(!log->isFrozen() && !pill->isVisible() && log->isFollowing());

        log->verticalScrollBar()->setValue(10);
        QVERIFY(run->log("new 3\n"));
        QTRY_VERIFY(pill->isVisible());
        QCOMPARE(log->verticalScrollBar()->value(), 10);
        QTest::keyClick(log, Qt::Key_End, Qt::ControlModifier);
        QVERIFY(!pill->isVisible());

        // Its end brings the rest and the verdict.
        RunSummary ended = run->summary();
        ended.state = RunState::Finished;
        ended.verdict = Verdict::ApplicationError;
        ended.containerExitCode = 2;
        QVERIFY(run->log("tail without newline"));
        Q_EMIT shown.service->runChanged(ended);
        QTRY_VERIFY(shown.logText().endsWith(u"\ntail without newline"_s));
        QVERIFY(shown.text("verdictSentence").startsWith(u"Exit 2: application error"_s));
    }

    void findsForwardsBackwardsAndAround()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"gamma"_s));
        QTRY_COMPARE(shown.lines(), 2000u);
        shown.page->focusFilter();
        auto *field = shown.find<QLineEdit>("findInLog");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"needle"_s);
        QTRY_COMPARE(shown.text("findCount"), u"4 of 4"_s); // the view stood at the end
        const auto line = [&shown] { return shown.log()->currentLine().value_or(0) + 1; };
        QCOMPARE(line(), 2000u);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(line(), 500u);
        QCOMPARE(shown.text("findCount"), u"1 of 4"_s);
        QTest::keyClick(field, Qt::Key_F3);
        QCOMPARE(line(), 1000u);
        QTest::keyClick(field, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(line(), 500u);
        for (int i = 0; i < 4; ++i) // once around
            shown.find<QAction>("findNext")->trigger();
        QCOMPARE(line(), 500u);
        field->setText(u"no such text"_s);
        QTRY_COMPARE(shown.text("findCount"), u"not found"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(line(), 500u);
    }

    void escapeLeavesTheFieldsFirst()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(QTest::qWaitForWindowActive(shown.page.get()));
        QVERIFY(shown.open(u"alpha"_s));
        QTRY_COMPARE(shown.lines(), 4u);
        shown.page->focusFilter();
        auto *field = shown.find<QLineEdit>("findInLog");
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"two"_s);
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(field->text().isEmpty() && field->hasFocus());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(shown.log()->hasFocus());
        QTest::keyClick(shown.log(), Qt::Key_L, Qt::ControlModifier);
        auto *filter = shown.find<QLineEdit>("filterInclude");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClick(filter, Qt::Key_Escape);
        QVERIFY(!filter->isVisible() && shown.log()->hasFocus());
        shown.log()->select({0, 0}, {0, 2});
        QTest::keyClick(shown.log(), Qt::Key_Escape);
        QVERIFY(shown.log()->selection().isEmpty() && shown.log()->isVisible());
        QTest::keyClick(shown.log(), Qt::Key_Escape);
        QTRY_VERIFY(shown.table()->isVisible());
    }

    void gutterCycles()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QVERIFY(shown.log()->gutterMode() == GutterMode::Elapsed);
        for (const GutterMode next : {GutterMode::LocalTime, GutterMode::UtcTime, GutterMode::Delta, GutterMode::Number, GutterMode::Elapsed}) {
            shown.find<QAction>("cycleGutter")->trigger();
            QVERIFY(shown.log()->gutterMode() == next);
            QVERIFY(!shown.log()->grab().isNull());
        }
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestRunsPageLog)
#include "tst_runspagelog.moc"
