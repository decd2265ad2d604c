// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownruns.h"
#include "tests/support/testmain.h"
#include "ui/logs/logsidebyside.h"

#include <QAbstractButton>
#include <QAction>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::evil;
using Shown = test::ShownRuns;

class TestRunsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptySaysWhatToDo()
    {
        Shown shown;
        QVERIFY(!shown.table()->isVisible());
        QAction way(u"Choose an image"_s);
        shown.page->setFirstWay(&way);
        QVERIFY(shown.load());
        QVERIFY(!shown.table()->isVisible());
        bool said = false;
        const QList<QLabel *> labels = shown.page->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            said = said || (label->isVisible() && label->text().contains(u"longshore run JOB"_s));
        QVERIFY(said);
    }

    void listsNewestFirstAndFilters()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QAbstractItemModel *rows = shown.table()->model();
        QCOMPARE(rows->rowCount(), 3);
        QCOMPARE(rows->index(0, RunsModel::JobColumn).data().toString(), u"gamma"_s);
        QCOMPARE(shown.page->count(), 3);
        QTest::keyClicks(shown.filter(), u"ALPH"_s);
        QCOMPARE(rows->rowCount(), 1);
        QTest::keyClick(shown.filter(), Qt::Key_Escape);
        QCOMPARE(rows->rowCount(), 3);
    }

    void enterOpensEscapeAndAltLeftGoBack_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::newRow("Escape") << int(Qt::Key_Escape) << int(Qt::NoModifier);
        QTest::newRow("Alt+Left") << int(Qt::Key_Left) << int(Qt::AltModifier);
    }
    void enterOpensEscapeAndAltLeftGoBack()
    {
        QFETCH(int, key);
        QFETCH(int, modifiers);
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(QTest::qWaitForWindowActive(shown.page.get()));
        QVERIFY(shown.open(u"alpha"_s));
        QCOMPARE(shown.text("runTitle"), u"alpha"_s);
        QTRY_VERIFY(shown.log()->hasFocus());
        QTest::keyClick(shown.log(), Qt::Key(key), Qt::KeyboardModifiers(modifiers));
        QTRY_VERIFY(shown.table()->isVisible());
        QVERIFY(shown.table()->hasFocus());
        QCOMPARE(shown.table()->currentIndex().siblingAtColumn(RunsModel::JobColumn).data().toString(), u"alpha"_s);
    }

    void logAndVerdict()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QTRY_COMPARE(shown.logText(), u"one\ntwo\noops\nno newline"_s);
        QCOMPARE(shown.lines(), 4u);
        QCOMPARE(shown.log()->document()->store()->counts().stderrLines, 1u);
        QTRY_COMPARE(shown.page->statusText(), u"4 lines · 24 B · 1 from stderr"_s);
        QVERIFY(shown.text("verdictSentence").startsWith(u"Exit 0: success"_s));
    }

    void A11_141_anotherRunIsLaidBeside()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"gamma"_s));
        QTRY_COMPARE(shown.lines(), 2000u);
        QMenu *menu = shown.find<QAction>("compareLog")->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().last()->trigger();
        const auto *both = shown.find<LogSideBySide>("logSideBySide");
        QVERIFY(both->second());
        QTRY_COMPARE(both->second()->view()->paintedTexts(), (QStringList{u"one"_s, u"two"_s, u"oops"_s, u"no newline"_s}));
        shown.find<QAction>("closeSecondLog")->trigger();
        QTRY_COMPARE(shown.page->findChildren<LogView *>(u"logView"_s).size(), 1);
    }

    void outputAndConfig()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        shown.find<QTabWidget>("runTabs")->setCurrentIndex(1);
        const QAbstractItemModel *outputs = shown.find<QTreeView>("outputTable")->model();
        QCOMPARE(outputs->rowCount(), 2);
        QStringList table;
        for (int column = 0; column < outputs->columnCount(); ++column)
            table << outputs->index(0, column).data().toString();
        QCOMPARE(table[0], u"tables/parts.csv"_s);
        QCOMPARE(table[1], u"out.c-x.parts"_s);
        QCOMPARE(table[2], u"1,234"_s);
        QCOMPARE(table[4], u"id, part"_s);
        QCOMPARE(table[5], u"id"_s);
        QCOMPARE(outputs->index(1, 0).data().toString(), u"files/"_s + evil);
        QCOMPARE(shown.text("outputProblems"), u"out/tables/x.csv: "_s + evil);
        QCOMPARE(shown.find<QPlainTextEdit>("storedConfig")->toPlainText(), u"{\"#token\": \"[hidden]\"}"_s);
    }

    void A02_A08_hostileTextStaysText()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(evil));
        QCOMPARE(shown.text("runTitle"), evil);
        QTRY_VERIFY(shown.logText().startsWith(evil));
        QCOMPARE(shown.lines(), 1u); // a paragraph separator is no line
        const QString text = shown.logText();
        QVERIFY(text.contains(u"red"_s) && !text.contains(QChar(0x1b)) && !text.contains(QChar(0x202e)) && !text.contains(u"title"_s));
        QCOMPARE(shown.find<QPlainTextEdit>("storedConfig")->toPlainText(), evil);
        const QList<QLabel *> labels = shown.page->findChildren<QLabel *>();
        for (const QLabel *label : labels)
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!shown.page->grab().isNull());
    }

    void runAgainNamesTheRun()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QVERIFY(shown.open(u"alpha"_s));
        QSignalSpy again(shown.page.get(), &RunsPage::runAgainRequested);
        QTest::mouseClick(shown.find<QPushButton>("runAgain"), Qt::LeftButton);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again[0][0].value<RunSummary>().jobName, u"alpha"_s);
        QVERIFY(!shown.find<QPushButton>("stopRun")->isVisible());
    }

    void damagedLogIsTold()
    {
        Shown shown;
        QVERIFY(shown.fill());
        QFile segment(LogFormat::segmentPath(shown.store->runsDirectory() + u"/01J0000000000000000000000A"_s, 0));
        QVERIFY2(segment.open(QIODevice::ReadWrite), qPrintable(segment.fileName()));
        QVERIFY(segment.seek(LogFormat::headerSize + 9 + LogFormat::headerSize + 1)); // within the second frame
        QVERIFY(segment.putChar('!'));
        segment.close();
        QVERIFY(shown.open(u"alpha"_s));
        QTRY_VERIFY(shown.logText().contains(u"two"_s));
        QVERIFY(shown.lines() < 4);
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestRunsPage)
#include "tst_runspage.moc"
