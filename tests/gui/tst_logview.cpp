// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/rawlog.h"
#include "tests/support/testmain.h"
#include "ui/logs/logcells.h"
#include "ui/logs/logoverview.h"
#include "ui/logs/logview.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;
using test::RawLog;

namespace
{

/// A view of a log on the screen.
struct Shown {
    explicit Shown(const LogMemory &memory = {}) : log(memory)
    {
        view.resize(900, 400);
        view.setDocument(&log.document);
        view.show();
        view.activateWindow();
        view.setFocus();
    }
    ~Shown() { view.setDocument(nullptr); }
    bool ready() { return QTest::qWaitForWindowActive(&view); }
    /// Until the view has taken notice of all that came.
    bool settled()
    {
        return QTest::qWaitFor([this] {
            return !view.isTicking() && view.layoutOfRows().endRow() == view.rows().endRow() && !view.filter()->isRunning()
                && !view.search()->isRunning() && view.isExact();
        });
    }
    int value() { return view.verticalScrollBar()->value(); }
    int maximum() { return view.verticalScrollBar()->maximum(); }
    QAbstractButton *pill() { return view.findChild<QAbstractButton *>(u"newLinesPill"_s); }
    QString first() { return view.paintedText(0); }
    QString last() { return view.paintedTexts().value(view.paintedTexts().size() - 1); }
    quint64 topLine() { return view.rows().at(view.topPlace().row).line; }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, Qt::Key(key), modifiers); }
    QPoint pointOf(LogPosition position) { return view.cursorRect(position).center() + QPoint(1, 0); }

    RawLog log;
    LogView view;
};

LogPattern plain(const QString &text)
{
    LogPattern pattern;
    pattern.text = text;
    return pattern;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_theme = std::make_unique<Theme>(qApp, Theme::Scheme::Light);
    }

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

    void gutterSwitchesWithoutReload()
    {
        Shown shown;
        constexpr qint64 start = 1'795'419'277'000'000'000; // 07:34:37 UTC
        shown.log.at(start, "a\n");
        shown.log.at(start + 1'500'000'000, "b\n", LogSource::Stderr);
        shown.log.at(start + 1'750'000'000, "c\n");
        QTRY_COMPARE(shown.view.paintedTexts().size(), 3);
        const auto gutters = [&shown](GutterMode mode) {
            shown.view.setGutterMode(mode);
            return QStringList{shown.view.paintedGutter(0), shown.view.paintedGutter(1), shown.view.paintedGutter(2)};
        };
        QCOMPARE(gutters(GutterMode::Elapsed), (QStringList{u"1 0.000"_s, u"E 2 1.500"_s, u"3 1.750"_s}));
        QCOMPARE(gutters(GutterMode::Delta), (QStringList{u"1"_s, u"E 2 +1.500"_s, u"3 +0.250"_s}));
        QCOMPARE(gutters(GutterMode::Number), (QStringList{u"1"_s, u"E 2"_s, u"3"_s}));
        QCOMPARE(gutters(GutterMode::UtcTime), (QStringList{u"1 07:34:37.000"_s, u"E 2 07:34:38.500"_s, u"3 07:34:38.750"_s}));
        const QString local = QDateTime::fromMSecsSinceEpoch(start / 1'000'000).toString(u"HH:mm:ss.zzz"_s);
        QCOMPARE(gutters(GutterMode::LocalTime).first(), u"1 "_s + local);
    }

    void searchGoesRound()
    {
        Shown shown;
        for (int i = 0; i < 4; ++i) {
            shown.log.addLines(300);
            shown.log.add("here is a needle\n");
        }
        QVERIFY(shown.settled());
        shown.view.search()->setPattern(plain(u"NEEDLE"_s));
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
        shown.view.search()->setPattern(plain(u"nothing like it"_s));
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
        shown.view.search()->setPattern(plain(u"needle"_s));
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
        criteria.exclude = {plain(u"hidden"_s)};
        shown.view.setCriteria(criteria);
        QVERIFY(shown.settled());
        shown.view.verticalScrollBar()->setValue(100);
        shown.log.add("ERROR one\nERROR hidden\nline\n");
        QTRY_COMPARE(shown.pill()->text(), u"↓ 2 new | 1 error"_s);
    }

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
        criteria.include = {plain(u"00"_s)};
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
        criteria.include = {plain(u"no such line"_s)};
        shown.view.filter()->setCriteria(criteria);
        shown.view.filter()->advance();
        QTRY_COMPARE(shown.view.emptyTexts().value(0), u"No line passes the filter"_s);
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

    void F81_fieldsAsColumns()
    {
        Shown shown;
        QVERIFY(shown.ready());
        const QByteArray json = "{\"level\":\"error\",\"msg\":\"no space\",\"disk\":{\"name\":\"sda\",\"free\":12}}";
        shown.log.add("plain\n" + json + "\nmsg=\"slow disk\" disk.name=sdb ms=1204 ok=true\n");
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.fieldsSeen(), (QStringList{u"level"_s, u"msg"_s, u"disk.name"_s, u"disk.free"_s, u"ms"_s, u"ok"_s}));
        const int columns = shown.view.screenColumns();
        const QRect before = shown.view.cursorRect({0, 0});
        auto *none = shown.view.findChild<QWidget *>(u"logColumnsHeader"_s);
        QVERIFY(!none); // costs nothing when off
        shown.view.setColumns({{u"disk.name"_s}, {u"ms"_s, 8}});
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.paintedColumns(0), u" | "_s);
        QCOMPARE(shown.view.paintedColumns(1), u"sda | "_s);
        QCOMPARE(shown.view.paintedColumns(2), u"sdb | 1204"_s);
        QCOMPARE(shown.view.paintedTexts(), (QStringList{u"plain"_s, u"ERROR no space [4 fields]"_s, u"slow disk [4 fields]"_s}));
        const int taken = columns - shown.view.screenColumns(); // two widths, the space behind each
        QVERIFY2(qAbs(taken - (9 + 2 + 8 + 2)) <= 1, qPrintable(QString::number(taken)));
        QVERIFY(shown.view.cursorRect({0, 0}).left() > before.left());
        auto *header = shown.view.findChild<QHeaderView *>(u"logColumnsHeader"_s);
        QVERIFY(header->isVisible());
        QCOMPARE(header->count(), 4);
        QCOMPARE(header->model()->headerData(1, Qt::Horizontal).toString(), u"disk.name"_s);
        QCOMPARE(shown.view.viewport()->y(), header->height());
        QVERIFY(!shown.view.grab().isNull());

        // Copies are as ever, unless they are asked for.
        shown.view.selectAll();
        QVERIFY(shown.view.selectedText().startsWith(u"plain\n{"_s));
        QCOMPARE(shown.view.selectedTable(), u"disk.name\tms\tmessage\n\t\tplain\nsda\t\tno space\nsdb\t1204\tslow disk"_s);
        // A logfmt line opens as a JSON line does.
        shown.view.toggleOpened(2);
        QCOMPARE(shown.view.paintedTexts().size(), 7);
        shown.view.setColumns({});
        QVERIFY(!header->isVisible());
        QCOMPARE(shown.view.viewport()->y(), 0);
        QCOMPARE(shown.view.screenColumns(), columns);
    }

    void F81_columnsAreAsWideAsTheirContent()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.view.setColumns({{u"a"_s}});
        const int columns = shown.view.screenColumns();
        shown.log.add("{\"a\":\"0123456789\",\"msg\":\"x\"}\n");
        QVERIFY(shown.settled());
        const auto wider = [&](int by) { return qAbs(columns - shown.view.screenColumns() - by) <= 1; }; // lengths are whole pixels
        QTRY_VERIFY(wider(7));
        shown.log.add("{\"a\":\"" + QByteArray(1000, 'w') + "\",\"msg\":\"x\"}\n");
        QTRY_VERIFY(wider(LogColumns::mostSeen - 3));
        // A border dragged; and a double click gives it back.
        QSignalSpy changed(&shown.view, &LogView::columnsChanged);
        auto *header = shown.view.findChild<QHeaderView *>(u"logColumnsHeader"_s);
        header->resizeSection(1, header->sectionSize(1) / 2);
        QCOMPARE(changed.size(), 1);
        QVERIFY(shown.view.columns().first().cells > 10 && shown.view.columns().first().cells < 20);
        QVERIFY(columns - shown.view.screenColumns() < LogColumns::mostSeen - 5);
        Q_EMIT header->sectionHandleDoubleClicked(1);
        QCOMPARE(shown.view.columns().first().cells, 0);
        QVERIFY(wider(LogColumns::mostSeen - 3));
    }

    /// Wrapped lines keep the scroll bar exact beside columns, and the mouse finds its characters.
    void F81_columnsAndWrap()
    {
        Shown shown;
        QVERIFY(shown.ready());
        for (int i = 0; i < 300; ++i)
            shown.log.add("n=" + QByteArray::number(i) + " text without a message " + QByteArray(i * 7 % 400, 'x') + '\n');
        QVERIFY(shown.settled());
        shown.view.setShortMessages(false);
        shown.view.setWrap(true);
        shown.view.setColumns({{u"n"_s}});
        QVERIFY(shown.settled());
        quint64 rows = 0;
        for (quint64 row = 0; row < 300; ++row)
            rows += quint64(shown.view.rows().shown(row).rows);
        QCOMPARE(shown.maximum(), int(rows) - shown.view.screenRows());
        shown.view.goToLine(0);
        shown.view.verticalScrollBar()->setValue(0);
        QCOMPARE(shown.view.positionAt(shown.pointOf({1, 5})), (LogPosition{1, 5}));
        QVERIFY(!shown.view.grab().isNull());
    }

    void A06_longLinesAreCutAndOpen()
    {
        Shown shown;
        const QByteArray longLine(50'000, 'x');
        shown.log.add("before\n" + longLine + "\nafter\n");
        QVERIFY(shown.settled());
        QVERIFY2(shown.view.paintedText(1).endsWith(u"more]"_s), qPrintable(shown.view.paintedText(1).right(40)));
        QCOMPARE(shown.view.paintedText(2), u"after"_s);
        shown.view.toggleOpened(1);
        const int columns = shown.view.screenColumns();
        const quint64 rows = 2 + quint64(cells::rows(50'000, columns));
        QCOMPARE(shown.view.layoutOfRows().total(), rows);
        shown.view.setFrozen(true);
        shown.view.goToLine(1);
        QCOMPARE(shown.view.paintedText(1).size() % columns, 0);
        shown.view.toggleOpened(1);
        QCOMPARE(shown.view.layoutOfRows().total(), 3u);
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

    /// The sum of all rows is what scrolling row by row meets.
    void wrapIsExact_data()
    {
        QTest::addColumn<int>("lines");
        QTest::newRow("a few") << 300;
        QTest::newRow("summed by a worker") << 70'000;
    }
    void wrapIsExact()
    {
        QFETCH(int, lines);
        Shown shown;
        QByteArray many;
        for (int i = 0; i < lines; ++i)
            many += i % 7 ? QByteArray(i * 37 % 500, char('a' + i % 26)) + '\n' : u"日本語 naïve\t"_s.toUtf8().repeated(i % 40) + '\n';
        shown.log.add(many);
        shown.view.setWrap(true);
        QVERIFY(shown.settled());
        const auto check = [&shown] {
            const LogLayout &layout = shown.view.layoutOfRows();
            quint64 sum = 0;
            for (quint64 row = layout.firstRow(); row < layout.endRow(); ++row)
                sum += quint64(shown.view.rows().shown(row).rows);
            QCOMPARE(layout.total(), sum);
            QCOMPARE(quint64(shown.maximum()), sum - quint64(shown.view.screenRows()));
        };
        check();
        shown.view.verticalScrollBar()->setValue(shown.maximum() / 2);
        QCOMPARE(shown.view.layoutOfRows().visualOf(shown.view.topPlace()), quint64(shown.value()));
        const quint64 line = shown.topLine();
        shown.view.resize(500, 400);
        QTRY_VERIFY(shown.view.isExact());
        check();
        QCOMPARE(shown.topLine(), line);
        shown.log.add(QByteArray(700, 'z') + '\n');
        QVERIFY(shown.settled());
        check();
        shown.view.setWrap(false);
        QCOMPARE(shown.view.layoutOfRows().total(), quint64(lines + 1));
        QCOMPARE(shown.topLine(), line);
    }

    void zoomChangesRows()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(100);
        QVERIFY(shown.settled());
        const int rows = shown.view.screenRows();
        shown.key(Qt::Key_Plus, Qt::ControlModifier);
        shown.key(Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(shown.view.screenRows() < rows);
        QCOMPARE(shown.last(), u"line 100"_s);
        shown.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(shown.view.screenRows(), rows);
        shown.key(Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(shown.view.screenRows() > rows);
    }

    void marksAndCopiesAcrossChunks()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(150'000); // more than two chunks
        QVERIFY(shown.settled());
        shown.view.select({9, 5}, {140'001, 4});
        const QString text = shown.view.selectedText();
        const QStringList lines = text.split(u'\n');
        QCOMPARE(lines.size(), 140'001 - 9 + 1);
        QCOMPARE(lines.first(), u"10"_s);
        QCOMPARE(lines[70'000], u"line 70010"_s);
        QCOMPARE(lines.last(), u"line"_s);
        shown.key(Qt::Key_A, Qt::ControlModifier);
        shown.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 149'999);
        shown.view.select({1, 0}, {1, LogSelection::lineEnd});
        shown.view.copy(true);
        QVERIFY2(QApplication::clipboard()->text().startsWith(u"2 "_s) && QApplication::clipboard()->text().endsWith(u"  line 2"_s),
                 qPrintable(QApplication::clipboard()->text()));
        shown.key(Qt::Key_Escape);
        QVERIFY(shown.view.selection().isEmpty());
    }

    void copiesEmptyAndLongLinesAsTheyWere()
    {
        Shown shown;
        QVERIFY(shown.ready());
        const QByteArray tall(LogLimits::rowBytes + 10, 'x');
        shown.log.add("\n\nsecond\n" + tall + "\nlast\n");
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.layoutOfRows().total(), 6u); // the long one is cut into two
        shown.view.selectAll();
        QCOMPARE(shown.view.selectedText(), u"\n\nsecond\n"_s + QString::fromLatin1(tall) + u"\nlast"_s);
        QCOMPARE(shown.view.selectedText(true).count(u'\n'), 5);
    }

    void marksByMouseAndKeys()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.add("alpha beta gamma\nsecond line\nthird\n");
        QVERIFY(shown.settled());
        QWidget *port = shown.view.viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, shown.pointOf({0, 6}));
        QTest::mouseMove(port, shown.pointOf({1, 6}));
        QTest::mouseRelease(port, Qt::LeftButton, {}, shown.pointOf({1, 6}));
        QCOMPARE(shown.view.selectedText(), u"beta gamma\nsecond"_s);
        QTest::mouseClick(port, Qt::LeftButton, Qt::ShiftModifier, shown.pointOf({2, 5}));
        QCOMPARE(shown.view.selectedText(), u"beta gamma\nsecond line\nthird"_s);
        QTest::mouseDClick(port, Qt::LeftButton, {}, shown.pointOf({0, 8}));
        QCOMPARE(shown.view.selectedText(), u"beta"_s);
        QTest::mousePress(port, Qt::LeftButton, {}, shown.pointOf({0, 8})); // the third of a triple click
        QTest::mouseRelease(port, Qt::LeftButton, {}, shown.pointOf({0, 8}));
        QCOMPARE(shown.view.selectedText(), u"alpha beta gamma"_s);
        QTest::mouseClick(port, Qt::LeftButton, {}, shown.pointOf({1, 0}));
        QVERIFY(shown.view.selection().isEmpty());
        for (int i = 0; i < 3; ++i)
            shown.key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(shown.view.selectedText(), u"sec"_s);
        shown.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.view.selectedText(), u"second line\nthi"_s);
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

    /// What reliability §3a says of hostile text, as it is painted and copied.
    void abuse_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("painted");
        QTest::newRow("A01 markup") << QByteArray("<img src=x> <b>b</b> &amp;") << u"<img src=x> <b>b</b> &amp;"_s;
        QTest::newRow("A08 title, screen, answer-back") << QByteArray("a\x1b]0;title\x07" "b\x1b[2J\x1b[?1049h\x1b[cc") << u"abc"_s;
        QTest::newRow("A08 link") << QByteArray("\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\") << u"text"_s;
        QTest::newRow("A08 colours") << QByteArray("\x1b[1;31mred\x1b[0m plain \x1b[48;5;21mblue\x1b[m") << u"red plain blue"_s;
        QTest::newRow("A09 controls") << QByteArray("bell\x07 nul") << u"bell␇ nul"_s;
        QTest::newRow("A10 override") << QByteArray("evil\xe2\x80\xaegpj.exe") << u"evil[U+202E]gpj.exe"_s;
        QTest::newRow("A11 zero width") << QByteArray("a\xe2\x80\x8b" "b") << u"a[U+200B]b"_s;
        QTest::newRow("A12 invalid UTF-8") << QByteArray("a\xff" "b") << u"a\ufffdb"_s;
        QTest::newRow("A13 carriage returns") << QByteArray("10 %\r20 %\r99 %") << u"99 % [× 2 updates]"_s;
    }
    void abuse()
    {
        QFETCH(QByteArray, bytes);
        Shown shown;
        shown.log.add(bytes + '\n');
        QVERIFY(shown.settled());
        QTEST(shown.view.paintedText(0), "painted");
        QVERIFY(!shown.view.grab().isNull());
        shown.view.selectAll();
        const QString copied = shown.view.selectedText();
        for (const QChar c : copied)
            QVERIFY2(c == u'\t' || (c.unicode() >= 0x20 && c.unicode() != 0x7f && (c.unicode() < 0x80 || c.unicode() > 0x9f)), qPrintable(copied));
        QVERIFY(shown.view.windowTitle().isEmpty());
    }

    /// A11: ten thousand marks on one letter do not stop the view.
    void A11_combiningMarksAreFew()
    {
        Shown shown;
        shown.log.add("z" + QByteArray("\xcc\x81").repeated(10'000) + "\n");
        QVERIFY(shown.settled());
        QVERIFY(shown.view.paintedText(0).size() < 20);
        QVERIFY(!shown.view.grab().isNull());
    }

    /// A08: colours that change with each of 60,000 characters, and a search that matches each of them.
    void A08_coloursWithoutEnd()
    {
        Shown shown;
        QByteArray line;
        for (int i = 0; i < 12'000; ++i)
            line += "\x1b[3" + QByteArray::number(i % 8) + "mx";
        shown.log.add(line + "\n" + u"é"_s.toUtf8() + line + "\n");
        QVERIFY(shown.settled());
        shown.view.search()->setPattern(plain(u"x"_s));
        for (const bool wrap : {false, true}) {
            shown.view.setWrap(wrap);
            QVERIFY(shown.settled());
            QVERIFY(!shown.view.grab().isNull());
        }
        QVERIFY(shown.view.paintedText(0).startsWith(u"xxx"_s));
    }

    /// A14: what Longshore says looks like nothing a component can write.
    void A14_notesLookDifferent()
    {
        Shown shown;
        shown.log.add("Container restarted\n");
        shown.log.add("Container restarted\n", LogSource::Stdout, LogAppNote);
        QVERIFY(shown.settled());
        QCOMPARE(shown.view.paintedText(0), shown.view.paintedText(1));
        const QImage image = shown.view.viewport()->grab().toImage();
        const int tall = shown.view.viewport()->height() / shown.view.screenRows();
        const auto row = [&](int index) { return image.copy(130, index * tall, 700, tall); };
        QVERIFY(row(0) != row(1));
        int inked = 0; // the line across goes on where a text of this length has long ended
        for (int x = 500; x < 700; ++x)
            inked += row(1).pixel(x, tall / 2) != row(0).pixel(x, tall / 2);
        QVERIFY(inked > 150);
    }

    void accessibleTextIsWhatIsSeen()
    {
        Shown shown;
        QVERIFY(shown.ready());
        shown.log.addLines(100);
        shown.log.add("the last\n", LogSource::Stderr);
        QVERIFY(shown.settled());
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&shown.view);
        QVERIFY(accessible);
        QCOMPARE(accessible->role(), QAccessible::Terminal);
        QVERIFY(accessible->state().readOnly);
        QAccessibleTextInterface *text = accessible->textInterface();
        QVERIFY(text);
        QCOMPARE(text->text(0, text->characterCount()), shown.view.paintedTexts().join(u'\n'));
        shown.view.goToLine(100);
        QCOMPARE(accessible->text(QAccessible::Value), u"Line 101, stderr: the last"_s);
        QCOMPARE(text->text(text->cursorPosition(), text->characterCount()), u"the last"_s);
        QCOMPARE(accessible->text(QAccessible::Description), u"101 lines"_s);
        text->setCursorPosition(0);
        QCOMPARE(*shown.view.currentLine(), shown.topLine());
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
    std::unique_ptr<Theme> m_theme;
};

LONGSHORE_GUI_TEST_MAIN(TestLogView)
#include "tst_logview.moc"
