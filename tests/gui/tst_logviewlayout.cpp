// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/lighttheme.h"
#include "tests/gui/shownlog.h"
#include "tests/support/testmain.h"
#include "ui/logs/logcells.h"

#include <QHeaderView>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;
using Shown = test::ShownLog;

class TestLogViewLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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

private:
    test::LightTheme m_look;
};

LONGSHORE_GUI_TEST_MAIN(TestLogViewLayout)
#include "tst_logviewlayout.moc"
