// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlog.h"
#include "tests/support/testmain.h"
#include "ui/logs/logoverview.h"

using namespace longshore;
using namespace Qt::StringLiterals;
using test::plainPattern;
using Shown = test::ShownLog;

class TestLogViewFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void searchGoesRound()
    {
        Shown shown;
        for (int i = 0; i < 4; ++i) {
            shown.log.addLines(300);
            shown.log.add("here is a needle\n");
        }
        QVERIFY(shown.settled());
        shown.view.search()->setPattern(plainPattern(u"NEEDLE"_s));
        shown.view.search()->advance();
        QVERIFY(shown.settled());
        QTRY_COMPARE(shown.view.search()->count(), 4u);
        shown.key(Qt::Key_Home, Qt::ControlModifier);
        QList<quint64> lines;
        for (int i = 0; i < 5; ++i) {
            QVERIFY(shown.view.goToMatch(false));
            lines << *shown.view.currentMatch();
            QVERIFY(shown.view.paintedTexts().contains(u"here is a needle"_s));
        }
        QCOMPARE(lines, (QList<quint64>{300, 601, 902, 1203, 300}));
        QVERIFY(shown.view.goToMatch(true));
        QCOMPARE(*shown.view.currentMatch(), 1203u);
        QVERIFY(shown.view.goToMatch(true));
        QCOMPARE(*shown.view.currentMatch(), 902u);
        // More while lines arrive.
        shown.log.add("needle\n");
        QTRY_COMPARE(shown.view.search()->count(), 5u);
        shown.view.search()->setPattern(plainPattern(u"nothing like it"_s));
        QTRY_VERIFY(!shown.view.search()->isRunning());
        QVERIFY(!shown.view.goToMatch(false));
    }

    void overviewShowsMatchesAndErrors()
    {
        Shown shown;
        shown.log.addLines(500);
        shown.log.add("ERROR it broke\n");
        shown.log.addLines(498);
        shown.log.add("needle\n");
        QVERIFY(shown.settled());
        shown.view.search()->setPattern(plainPattern(u"needle"_s));
        auto *overview = static_cast<LogOverview *>(shown.view.verticalScrollBar());
        const auto places = [overview](quint8 mark) {
            QList<int> found;
            for (int y = 0; y < int(overview->marks().size()); ++y)
                if (overview->marks()[std::size_t(y)] & mark)
                    found << y;
            return found;
        };
        QTRY_COMPARE(places(LogOverview::Match), QList<int>{overview->height() - 1});
        QTRY_COMPARE(places(LogOverview::Error), QList<int>{overview->height() / 2});
        QVERIFY(shown.view.goToError(false));
        QCOMPARE(*shown.view.currentLine(), 500u);
        QVERIFY(shown.view.goToError(false)); // round
        QCOMPARE(*shown.view.currentLine(), 500u);
        shown.log.add("Container restarted\n", LogSource::Stdout, LogAppNote);
        QTRY_COMPARE(places(LogOverview::Match).size(), 1);
        QTRY_VERIFY(shown.settled());
        QCOMPARE(places(LogOverview::Error), QList<int>{overview->height() / 2}); // what Longshore says is no error
    }

    void thePillCountsWhatTheFilterShows()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(1000);
        LogCriteria criteria;
        criteria.exclude = {plainPattern(u"hidden"_s)};
        shown.view.setCriteria(criteria);
        QVERIFY(shown.settled());
        shown.view.verticalScrollBar()->setValue(100);
        shown.log.add("ERROR one\nERROR hidden\nline\n");
        QTRY_COMPARE(shown.pill()->text(), u"↓ 2 new | 1 error"_s);
    }

    void filterKeepsTheLineLookedAt()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(5000);
        QVERIFY(shown.settled());
        shown.view.goToLine(2499);
        QVERIFY(shown.view.paintedTexts().contains(u"line 2500"_s));
        const int before = shown.view.cursorRect({2499, 0}).top();
        LogCriteria criteria;
        criteria.include = {plainPattern(u"00"_s)};
        shown.view.filter()->setCriteria(criteria);
        shown.view.filter()->advance();
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.cursorRect({2499, 0}).top(), before);
        for (const QString &text : shown.view.paintedTexts())
            QVERIFY2(text.contains(u"00"_s), qPrintable(text));
        shown.view.filter()->setCriteria({});
        shown.view.filter()->advance();
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.cursorRect({2499, 0}).top(), before);
        criteria.include = {plainPattern(u"no such line"_s)};
        shown.view.filter()->setCriteria(criteria);
        shown.view.filter()->advance();
        QTRY_COMPARE(shown.view.emptyTexts().value(0), u"No line passes the filter"_s);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogViewFind)
#include "tst_logviewfind.moc"
