// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/settings.h"
#include "model/tasks/noticelist.h"
#include "tests/gui/rawlog.h"
#include "tests/support/testmain.h"
#include "ui/logs/logactions.h"
#include "ui/logs/logsidebyside.h"
#include "ui/theme/theme.h"
#include "ui/widgets/marklabel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QScrollBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::RawLog;

namespace
{

struct Shown {
    explicit Shown(Settings *settings = nullptr, NoticeList *notices = nullptr) : pane(LogServices{nullptr, settings, notices})
    {
        pane.resize(1100, 500);
        pane.setDocument(&log.document, u"quay.io/x/y"_s, u"run-1"_s);
        pane.show();
        pane.activateWindow();
    }
    ~Shown() { pane.setDocument(nullptr); }
    template<class T = QWidget>
    T *find(const char *name)
    {
        T *found = pane.findChild<T *>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    LogView *view() { return pane.view(); }
    QString text(const char *name) { return find<QLabel>(name)->text(); }
    QAbstractButton *button(const char *name) { return find<QAbstractButton>(name); }
    void type(const char *name, const QString &text) { find<QLineEdit>(name)->setText(text); }
    bool settled()
    {
        return QTest::qWaitFor([this] {
            return !view()->isTicking() && !view()->filter()->isRunning() && !view()->search()->isRunning()
                && view()->layoutOfRows().endRow() == view()->rows().endRow();
        });
    }
    QStringList lines()
    {
        return settled() ? view()->paintedTexts() : QStringList();
    }

    RawLog log;
    LogPane pane;
};

} // namespace

class TestLogPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

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
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestLogPane)
#include "tst_logpane.moc"
