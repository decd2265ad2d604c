// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlogpane.h"
#include "tests/support/testmain.h"
#include "ui/logs/logsidebyside.h"

#include <QClipboard>
#include <QFileDialog>
#include <QListWidget>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::RawLog;
using Shown = test::ShownLogPane;

class TestLogPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clearsAndBringsBack()
    {
        Shown shown;
        shown.log.addLines(10);
        QVERIFY(shown.settled());
        QVERIFY(!shown.pane.actions()->undoClear->isEnabled());
        shown.pane.actions()->clear->trigger();
        QCOMPARE(shown.lines(), QStringList());
        QCOMPARE(shown.view()->emptyTexts().value(0), u"Cleared"_s);
        shown.log.addLines(1);
        QTRY_COMPARE(shown.lines(), QStringList{u"line 11"_s});
        shown.pane.actions()->undoClear->trigger();
        QCOMPARE(shown.lines().size(), 11);
    }

    void aNoteStaysUntilSomethingElseIsMarked()
    {
        Shown shown;
        shown.log.add("one\ntwo\n");
        QVERIFY(shown.settled());
        Q_EMIT shown.view()->said(u"Only a part was copied."_s);
        shown.log.add("three\n");
        QTRY_COMPARE(shown.lines().size(), 3);
        QVERIFY(shown.find("logProblem")->isVisible());
        shown.view()->selectAll();
        QVERIFY(!shown.find("logProblem")->isVisible());
    }

    void countsAreTold()
    {
        Shown shown;
        shown.log.add("12345\n");
        shown.log.add("67890\n", LogSource::Stderr);
        QVERIFY(shown.settled());
        QCOMPARE(shown.pane.countsText(), u"2 lines · 12 B · 1 from stderr"_s);
    }

    void remembersPerImage()
    {
        QTemporaryDir folder;
        Settings settings(folder.path());
        {
            Shown shown(&settings);
            shown.pane.actions()->wrap->trigger();
            shown.pane.actions()->gutterMenu->menu()->actions().at(4)->trigger();
            shown.pane.actions()->levelMenu->menu()->actions().at(3)->trigger();
            shown.view()->setZoom(1.5);
        }
        Shown shown(&settings);
        QVERIFY(shown.view()->wraps());
        QVERIFY(shown.view()->gutterMode() == GutterMode::UtcTime);
        QCOMPARE(shown.pane.actions()->levelMenu->text(), u"Warnings and errors"_s);
        QCOMPARE(shown.view()->zoom(), 1.5);
        shown.pane.setDocument(&shown.log.document, u"another/image"_s);
        QVERIFY(!shown.view()->wraps());
        QCOMPARE(shown.view()->zoom(), 1.0);
    }

    void F81_columnsAreChosenAndRemembered()
    {
        QTemporaryDir folder;
        Settings settings(folder.path());
        {
            Shown shown(&settings);
            shown.log.add("{\"msg\":\"m\",\"host, a:b\":\"h\",\"code\":7}\nplain\n");
            QVERIFY(shown.settled());
            QVERIFY(!shown.pane.actions()->copyColumns->isVisible());
            shown.pane.actions()->columns->trigger();
            auto *list = shown.find<QListWidget>("logColumnsList");
            QCOMPARE(list->count(), 3);
            list->setCurrentRow(2);
            QTest::keyClick(list, Qt::Key_Space);
            shown.find<QSpinBox>("columnWidth")->setValue(12);
            shown.button("columnUp")->click();
            list->item(2)->setCheckState(Qt::Checked);
            shown.find<QDialog>("logColumnsDialog")->accept();
            QCOMPARE(shown.view()->columns(), (QList<LogColumn>{{u"code"_s, 12}, {u"host, a:b"_s, 0}}));
            QCOMPARE(shown.view()->paintedColumns(0), u"7 | h"_s);
            shown.view()->selectAll();
            QVERIFY(shown.pane.actions()->copyColumns->isVisible());
            shown.pane.actions()->copyColumns->trigger();
            QCOMPARE(QApplication::clipboard()->text(), u"code\thost, a:b\tmessage\n7\th\tm\n\t\tplain"_s);
        }
        Shown shown(&settings);
        QCOMPARE(shown.view()->columns(), (QList<LogColumn>{{u"code"_s, 12}, {u"host, a:b"_s, 0}}));
        shown.pane.actions()->columns->trigger(); // also those that no line has
        QCOMPARE(shown.find<QListWidget>("logColumnsList")->count(), 2);
        shown.button("noColumns")->click();
        shown.find<QDialog>("logColumnsDialog")->accept();
        QVERIFY(shown.view()->columns().isEmpty());
    }

    void stateIsTolerant_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("noise") << QByteArray("\x01\xff wrap= =3 zoom=x levels=0.5");
        QTest::newRow("columns") << QByteArray("columns=,:,a,a:2,a:3,b:99999,%:1,:4,%20:x columns=");
        QTest::newRow("alerts") << QByteArray("alert=l999&s0&i:&x&i1&z&&i0:%&i2:%41 alert= alert=i1:a");
        QTest::newRow("out of range") << QByteArray("gutter=99 zoom=100000 levels=-4 stdout=0 stderr=0");
    }
    void stateIsTolerant()
    {
        QFETCH(QByteArray, bytes);
        const LogViewState state = LogViewState::fromBytes(bytes);
        QVERIFY(state.zoom >= 0.5 && state.zoom <= 3.0 && state.levels != 0);
        QVERIFY(state.standardOutput && state.standardError);
        QCOMPARE(LogViewState::fromBytes(state.toBytes()), state);
    }

    void saves_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("all") << 0 << QByteArray("one\ntwo\nthree\n");
        QTest::newRow("shown") << 1 << QByteArray("two\nthree\n");
        QTest::newRow("marked") << 2 << QByteArray("three\n");
    }
    void saves()
    {
        QFETCH(int, what);
        Shown shown;
        shown.log.add("one\ntwo\nthree\n");
        QVERIFY(shown.settled());
        shown.type("findInLog", u"t"_s);
        shown.button("onlyMatches")->click();
        QVERIFY(shown.settled());
        shown.view()->select({2, 1}, {2, 3});
        const LogActions *actions = shown.pane.actions();
        (what == 0 ? actions->saveAll : what == 1 ? actions->saveFiltered : actions->saveMarked)->trigger();
        auto *dialog = shown.find<QFileDialog>("saveLogDialog");
        QVERIFY(dialog->selectedFiles().value(0).endsWith(u"run-1.log"_s));
        QTemporaryDir folder;
        QFile file(folder.filePath(u"saved.log"_s));
        Q_EMIT dialog->fileSelected(file.fileName());
        dialog->close();
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTEST(file.readAll(), "content");
    }

    void twoLogsScrollByTime()
    {
        LogSideBySide both;
        both.resize(1300, 400);
        RawLog left, right;
        constexpr qint64 start = 1'795'419'277'000'000'000;
        for (int i = 0; i < 400; ++i)
            left.at(start + i * 1'000'000'000LL, "left " + QByteArray::number(i) + '\n');
        for (int i = 0; i < 800; ++i)
            right.at(start + i * 500'000'000LL, "right " + QByteArray::number(i) + '\n');
        both.first()->setDocument(&left.document);
        both.show();
        both.compareWith({u"other"_s, {}, [&right](QObject *) { return &right.document; }});
        LogView *first = both.first()->view();
        LogView *second = both.second()->view();
        QTRY_COMPARE(second->rows().storedEnd(), 800u);
        first->showTime(start + 100 * 1'000'000'000LL);
        QTRY_COMPARE(first->paintedText(0), u"left 100"_s);
        QCOMPARE(second->paintedText(0), u"right 200"_s);
        second->showTime(start + 50 * 1'000'000'000LL);
        QCOMPARE(first->paintedText(0), u"left 50"_s);
        both.setSynchronized(false);
        first->showTime(start);
        QCOMPARE(second->paintedText(0), u"right 100"_s);
        both.closeSecond();
        QVERIFY(!both.second());
        both.first()->setDocument(nullptr);
    }

    void narrowPanesKeepTheMenu()
    {
        Shown shown;
        shown.pane.resize(600, 400);
        QTRY_VERIFY(!shown.find("logLevelsButton")->isVisible());
        QVERIFY(shown.find("logMoreButton")->isVisible());
        shown.pane.resize(1200, 400);
        QTRY_VERIFY(shown.find("logLevelsButton")->isVisible());
    }

    /// Nobody shall take a log that is cut by level for the whole.
    void narrowPanesTellOfHiddenLines()
    {
        Shown shown;
        shown.pane.resize(600, 400);
        QTRY_VERIFY(!shown.find("logLevelsButton")->isVisible());
        QMenu *levels = shown.pane.actions()->levelMenu->menu();
        levels->actions().last()->trigger();
        QTRY_VERIFY(shown.find("logLevelsButton")->isVisible());
        QVERIFY(!shown.find("logStreamsButton")->isVisible());
        levels->actions().first()->trigger();
        QTRY_VERIFY(!shown.find("logLevelsButton")->isVisible());
    }

    void narrowBarsDoNotOverlap_data()
    {
        QTest::addColumn<int>("width");
        for (const int width : {430, 600, 860, 1100})
            QTest::addRow("%d", width) << width;
    }
    void narrowBarsDoNotOverlap()
    {
        QFETCH(int, width);
        Shown shown;
        shown.pane.resize(width, 400);
        shown.type("findInLog", u"line"_s);
        shown.pane.actions()->filter->trigger();
        QTRY_VERIFY(shown.find("filterInclude")->isVisible());
        for (const char *name : {"findInLog", "filterInclude"}) {
            const QWidget *first = shown.find(name);
            const auto widgets = first->parentWidget()->findChildren<QWidget *>(Qt::FindDirectChildrenOnly);
            const auto overlapping = [&widgets] {
                for (const QWidget *a : widgets)
                    for (const QWidget *b : widgets)
                        if (a != b && a->isVisible() && b->isVisible() && a->geometry().intersects(b->geometry()))
                            return QString(a->objectName() + u" over "_s + b->objectName());
                return QString();
            };
            QTRY_COMPARE(overlapping(), QString());
        }
    }

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogPane)
#include "tst_logpane.moc"
