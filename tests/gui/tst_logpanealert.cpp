// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"
#include "model/tasks/noticelist.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlogpane.h"
#include "tests/support/testmain.h"
#include "ui/widgets/marklabel.h"

#include <QScrollBar>
#include <QStackedWidget>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using Shown = test::ShownLogPane;

class TestLogPaneAlert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Now as an engine stamps it.
    static qint64 stamp() { return QDateTime::currentMSecsSinceEpoch() * 1'000'000; }

    void F90_newMatchesAreTold()
    {
        NoticeList notices;
        Shown shown(nullptr, &notices);
        shown.log.at(stamp(), "a timeout of before\n");
        QVERIFY(shown.settled());
        QVERIFY(!shown.find("alertLogButton")->isVisible());
        shown.type("findInLog", u"timeout"_s);
        shown.pane.actions()->alert->trigger();
        QVERIFY(shown.find("alertLogButton")->isVisible());
        QCOMPARE(shown.pane.actions()->alert->text(), u"Alert: “timeout”"_s);
        shown.type("findInLog", {}); // the alert stays
        shown.log.at(stamp(), "fine\n");
        shown.log.at(1'700'000'000'000'000'000, "timeout that the engine tells of late\n");
        shown.log.at(stamp(), "a timeout of 3 s\n");
        QTRY_COMPARE(notices.notices().size(), 1);
        QCOMPARE(notices.notices().first().title, u"run-1: 1 new line with “timeout”"_s);
        QCOMPARE(notices.notices().first().text, u"a timeout of 3 s"_s);
        shown.view()->verticalScrollBar()->setValue(0);
        QByteArray flood;
        for (int i = 0; i < 1000; ++i)
            flood += "timeout " + QByteArray::number(i) + "\nfine\n";
        shown.log.at(stamp(), flood);
        QTRY_COMPARE(notices.notices().first().title, u"run-1: 1,001 new lines with “timeout”"_s);
        QCOMPARE(notices.notices().size(), 1);
        notices.follow(notices.notices().first().id);
        QCOMPARE(*shown.view()->currentLine(), 2002u);
        QVERIFY(shown.view()->paintedTexts().contains(u"timeout 999"_s));
        QVERIFY(notices.notices().isEmpty());
        shown.log.at(stamp(), "timeout once more\n");
        QTRY_COMPARE(notices.notices().size(), 1);
        QCOMPARE(notices.notices().first().title, u"run-1: 1 new line with “timeout”"_s);
        shown.button("alertLogButton")->click();
        QVERIFY(notices.notices().isEmpty());
        QVERIFY(!shown.find("alertLogButton")->isVisible());
        shown.log.at(stamp(), "timeout, and nobody cares\n");
        QVERIFY(!QTest::qWaitFor([&] { return !notices.notices().isEmpty(); }, 400));
    }

    void F90_toldWhereverOneLooks()
    {
        NoticeList notices;
        Shown shown(nullptr, &notices);
        QStackedWidget pages;
        pages.addWidget(new QWidget);
        pages.addWidget(&shown.pane);
        pages.setCurrentIndex(0);
        pages.show();
        shown.pane.actions()->levelMenu->menu()->actions().last()->trigger(); // errors
        shown.pane.actions()->alert->trigger();
        shown.pane.actions()->levelMenu->menu()->actions().first()->trigger();
        shown.pane.actions()->filter->trigger();
        shown.type("filterInclude", u"fine"_s); // hides what the alert is about
        shown.log.at(stamp(), "INFO fine\nERROR no space\nINFO fine\n");
        QTRY_COMPARE(notices.notices().size(), 1);
        QCOMPARE(notices.notices().first().title, u"run-1: 1 new line with error or worse"_s);
        QVERIFY(!shown.view()->isVisible() && !shown.view()->isTicking());
        notices.putAway(notices.notices().first().id);
        shown.log.at(stamp(), "FATAL it is over\n");
        QTRY_COMPARE(notices.notices().size(), 1);
        QCOMPARE(notices.notices().first().text, u"FATAL it is over"_s);
        notices.follow(notices.notices().first().id);
        QCOMPARE(pages.currentIndex(), 1);
        QTRY_COMPARE(*shown.view()->currentLine(), 3u);
        QCOMPARE(shown.lines().size(), 4);
        pages.removeWidget(&shown.pane);
        shown.pane.setParent(nullptr);
    }

    void F90_rememberedPerImage()
    {
        QTemporaryDir folder;
        Settings settings(folder.path());
        NoticeList notices;
        {
            Shown shown(&settings, &notices);
            shown.type("findInLog", u"a & b = 100 %"_s);
            shown.button("findCase")->click();
            shown.pane.actions()->alert->trigger();
        }
        Shown shown(&settings, &notices);
        QVERIFY(shown.pane.actions()->alert->isChecked());
        shown.log.at(stamp(), "it is A & B = 100 %\nit is a & b = 100 %\n");
        QTRY_COMPARE(notices.notices().size(), 1);
        QCOMPARE(notices.notices().first().text, u"it is a & b = 100 %"_s);
        shown.pane.setDocument(&shown.log.document, u"another/image"_s);
        QVERIFY(!shown.pane.actions()->alert->isChecked());
        QVERIFY(notices.notices().isEmpty());
    }

    void F90_nothingToAlertOn()
    {
        NoticeList notices;
        Shown shown(nullptr, &notices);
        shown.pane.actions()->alert->trigger();
        QVERIFY(!shown.pane.actions()->alert->isChecked());
        QVERIFY(shown.find<MarkLabel>("logProblem")->isVisible());
        shown.button("findRegex")->click();
        shown.type("findInLog", u"(unclosed"_s);
        shown.pane.actions()->alert->trigger();
        QVERIFY(!shown.pane.actions()->alert->isChecked());
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogPaneAlert)
#include "tst_logpanealert.moc"
