// SPDX-License-Identifier: GPL-3.0-or-later
// The Tag history tab and the comparison of two images.
#include "tests/gui/lighttheme.h"
#include "tests/gui/picturedhistory.h"
#include "tests/gui/sharedkeys.h"
#include "tests/support/testmain.h"
#include "ui/images/archives/archivedialogs.h"
#include "ui/images/compare/imagecomparewindow.h"
#include "ui/images/compare/imagecompareview.h"
#include "ui/images/history/taghistorydelegate.h"
#include "ui/images/history/taghistorytab.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTreeView>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// What a view says that has nothing to compare, or could not.
QString messageOf(const QWidget &view)
{
    QStringList texts;
    for (const QLabel *label : view.findChild<StatePage *>(u"imageCompareStates"_s)->currentWidget()->findChildren<QLabel *>())
        texts << label->text();
    texts.removeAll(QString());
    return texts.join(u" | "_s);
}

struct Shown {
    Shown() : tab(*history.bench.journal, history.facts(), nullptr, [this] { return history.bench.now; })
    {
        tab.resize(900, 640);
        tab.show();
        tab.setImages(history.present);
    }
    void open(const ImageTag &tag)
    {
        tab.showImage(tag);
        QTRY_VERIFY(table()->model()->rowCount() > 0 || tab.findChild<QWidget *>(u"tagHistoryMessage"_s)->isVisible());
    }
    QTreeView *table() const { return tab.findChild<QTreeView *>(u"tagHistoryTable"_s); }
    QStringList row(int row) const
    {
        QStringList cells;
        for (int column = TagHistoryModel::When; column < TagHistoryModel::ColumnCount; ++column)
            cells << table()->model()->index(row, column).data().toString();
        return cells;
    }
    QString text(const QString &name) const { return tab.findChild<QLabel *>(name)->text(); }
    QAction *action(const QString &name) const { return tab.findChild<QAction *>(name); }
    QList<int> selected() const
    {
        QList<int> rows;
        for (const QModelIndex &index : table()->selectionModel()->selectedRows())
            rows << index.row();
        std::sort(rows.begin(), rows.end());
        return rows;
    }

    PicturedHistory history;
    TagHistoryTab tab;
};

} // namespace

class TestTagHistoryTab : public QObject
{
    Q_OBJECT
    const LightTheme m_theme;

private Q_SLOTS:
    void A1_19_asPictured()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
        QCOMPARE(shown.row(0), (QStringList{u"23 Nov 10:04"_s, u"latest, 1.0"_s, u"8f3c1e0b92aa"_s, u"b71d04c5e318"_s, u"+1.0 MB"_s, u"Built here, 41.0 s"_s}));
        QCOMPARE(shown.row(1), (QStringList{u"23 Nov 10:04"_s, u"1.0.0"_s, u"8f3c1e0b92aa"_s, u"–"_s, QString(), u"Built here, new tag"_s}));
        QCOMPARE(shown.row(2).mid(1, 3), (QStringList{u"latest, 1.0"_s, u"b71d04c5e318"_s, u"4410ce9d7a02"_s}));
        QCOMPARE(shown.row(2)[4], u"−2.1 MB"_s);
        QCOMPARE(shown.row(5).last(), u"Retagged by hand"_s);
        QCOMPARE(shown.row(7).last(), u"Loaded from archive"_s);
        QCOMPARE(shown.row(8).last(), u"First seen"_s);
        QCOMPARE(shown.text(u"tagHistorySummary"_s), u"since 2 Oct · 9 moves"_s);
        // The newest move of the tag and the one before it are chosen, and compared.
        QCOMPARE(shown.selected(), (QList{0, 2}));
        QTRY_VERIFY(shown.tab.compareView()->comparison());
        QCOMPARE(shown.text(u"imageCompareTitle"_s), u"What changed in latest"_s);
        QCOMPARE(shown.text(u"imageCompareCounts"_s), u"6 differences, 9 the same"_s);
    }

    void A1_19_byKeyboard()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.selected(), (QList{0, 2}));
        QSignalSpy run(&shown.tab, &TagHistoryTab::runRequested), compare(&shown.tab, &TagHistoryTab::compareRequested),
            retag(&shown.tab, &TagHistoryTab::retagRequested);
        shown.tab.setFocus();
        QTRY_VERIFY(shown.table()->hasFocus());
        QTest::keyClick(shown.table(), Qt::Key_Return);
        QCOMPARE(run.size(), 1);
        QCOMPARE(run[0][1].value<ImageId>(), shown.history.images[1]);
        QTest::keyClick(shown.table(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(compare.size(), 1);
        QCOMPARE(compare[0][0].value<ImageId>(), shown.history.images[1]);
        QCOMPARE(compare[0][1].value<ImageId>(), shown.history.images[0]);
        // Two tags moved at once: it is asked which one is meant.
        QCOMPARE(shown.action(u"pointTagBack"_s)->text(), u"Point back to b71d04c5e318…"_s);
        QTest::keyClick(shown.table(), Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(retag.size(), 0);
        auto *menu = shown.tab.findChild<QMenu *>(u"pointTagBackMenu"_s);
        QTRY_VERIFY(menu->isVisible());
        QCOMPARE(menu->actions().size(), 2);
        QCOMPARE(menu->actions()[1]->text(), u"Point 1.0 back to b71d04c5e318"_s);
        QTest::keyClick(menu, Qt::Key_Down);
        QTest::keyClick(menu, Qt::Key_Return);
        QCOMPARE(retag.size(), 1);
        QCOMPARE(retag[0][0].toString(), u"docker.io/longshore/demo-text-splitter:latest"_s);
        QCOMPARE(retag[0][1].value<ImageId>(), shown.history.images[1]);
        QTRY_VERIFY(!menu->isVisible());
        shown.table()->setFocus();
        // One row alone means what was before it.
        QTest::keyClick(shown.table(), Qt::Key_Down);
        QTest::keyClick(shown.table(), Qt::Key_Up);
        QTRY_COMPARE(shown.selected(), QList{0});
        QTest::keyClick(shown.table(), Qt::Key_Return);
        QCOMPARE(run.size(), 2);
        QCOMPARE(run[1][1].value<ImageId>(), shown.history.images[1]);
        QTest::keyClick(shown.table(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(shown.selected(), (QList{0, 1}));
        QVERIFY(!shown.action(u"compareMoved"_s)->isEnabled()); // one and the same image
        QCOMPARE(messageOf(shown.tab), u"Both rows point at the same image."_s);
        QCOMPARE(sharedKeys(shown.tab), QStringList());
    }

    void pointingBackSaysWhatItDoes()
    {
        Shown shown;
        shown.history.see("2026-11-23T11:00", {{1, {u"0.9.2"_s, u"latest"_s}, 181'000'000}, {0, {u"1.0"_s, u"1.0.0"_s}, 182'000'000}}, {shown.history.tag("latest", 1)});
        shown.tab.setImages(shown.history.present);
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 10);
        QSignalSpy retag(&shown.tab, &TagHistoryTab::retagRequested);
        shown.table()->setCurrentIndex(shown.table()->model()->index(0, 0));
        const auto *button = shown.tab.findChild<QPushButton *>(u"pointTagBackButton"_s);
        QCOMPARE(button->text(), u"Point latest back to 8f3c1e0b92aa"_s);
        shown.action(u"pointTagBack"_s)->trigger(); // one tag: nothing to ask
        QCOMPARE(retag.size(), 1);
        QCOMPARE(retag[0][1].value<ImageId>(), shown.history.images[0]);
    }

    void anotherEngineHasAnotherHistory_data()
    {
        QTest::addColumn<bool>("seen");
        QTest::newRow("while the tab is seen") << true;
        QTest::newRow("while another tab is in front") << false;
    }
    void anotherEngineHasAnotherHistory()
    {
        QFETCH(bool, seen);
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
        shown.tab.setVisible(seen);
        TagBench &bench = shown.history.bench;
        bench.journal->setEngine({u"unix:///other.sock"_s, u"OTHER"_s}, u"other"_s, u"26.1"_s);
        QCOMPARE(shown.table()->model()->rowCount(), 0); // at once
        bench.list(shown.history.present);
        shown.tab.show();
        shown.tab.showImage(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 2);
        QCOMPARE(shown.row(0).last(), u"First seen"_s);
        bench.journal->setEngine(bench.engine, u"host"_s, u"20.10"_s); // and back
        shown.tab.showImage(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
    }

    void theTableHasRoomForItsRows()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
        QCoreApplication::sendPostedEvents();
        QTRY_COMPARE(shown.table()->verticalScrollBar()->maximum(), 0);
        for (int column = TagHistoryModel::When; column <= TagHistoryModel::What; ++column) {
            const QModelIndex cell = shown.table()->model()->index(0, column);
            const auto *delegate = qobject_cast<RowDelegate *>(shown.table()->itemDelegate());
            QVERIFY(RowDelegate::lookWidth(delegate->look(cell), shown.table()) <= shown.table()->columnWidth(column) - 16);
        }
        auto *splitter = shown.tab.findChild<QSplitter *>(u"tagHistorySplitter"_s);
        QVERIFY(splitter->sizes()[1] >= shown.tab.height() / 3 - 2);
        splitter->setSizes({200, 440}); // that of the person stays
        const QList<int> sizes = splitter->sizes();
        shown.history.see("2026-11-23T11:00", {{1, {u"0.9.2"_s, u"latest"_s}, 181'000'000}, {0, {u"1.0"_s, u"1.0.0"_s}, 182'000'000}}, {shown.history.tag("latest", 1)});
        QTRY_COMPARE(shown.table()->model()->rowCount(), 10);
        QCOMPARE(splitter->sizes(), sizes);
    }

    void buttonsStandAtTheRight()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
        const auto *last = shown.tab.findChild<QPushButton *>(u"compareMovedButton"_s);
        const auto edge = [&] { return shown.tab.width() - last->mapTo(&shown.tab, QPoint(last->width(), 0)).x(); };
        QTRY_COMPARE(edge(), 12);
        shown.tab.resize(420, 640); // they wrap
        QTRY_COMPARE(edge(), 12);
        QVERIFY(shown.tab.findChild<QPushButton *>(u"runOldImageButton"_s)->mapTo(&shown.tab, QPoint()).x() >= 0);
    }

    /// A tag's line passes a row without a notch in its middle.
    void laneIsOneLine()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.table()->model()->rowCount(), 9);
        const QModelIndex passed = shown.table()->model()->index(4, TagHistoryModel::Graph); // of 1.0
        QImage image(100, 28, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.initFrom(shown.table());
        option.rect = image.rect();
        option.widget = shown.table();
        shown.table()->itemDelegate()->paint(&painter, option, passed);
        painter.end();
        const int x = 16 + 20 + 5; // the second lane
        for (int y = 1; y < image.height(); ++y)
            QCOMPARE(image.pixel(x, y), image.pixel(x, 0));
        QVERIFY(image.pixel(x, 0) != qRgb(255, 255, 255));
    }

    void A1_19_whatIsGoneIsSaidToBe()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.selected(), (QList{0, 2}));
        QVERIFY(shown.tab.findChild<QPushButton *>(u"runOldImageButton"_s)->isEnabled());
        QVERIFY(!shown.tab.findChild<QLabel *>(u"tagHistoryGone"_s)->isVisible());
        shown.tab.setImages({shown.history.present.last()});
        QVERIFY(!shown.tab.findChild<QPushButton *>(u"runOldImageButton"_s)->isEnabled());
        QVERIFY(!shown.action(u"pointTagBack"_s)->isEnabled());
        QVERIFY(shown.tab.findChild<QLabel *>(u"tagHistoryGone"_s)->isVisible());
        QVERIFY2(shown.text(u"tagHistoryGone"_s).startsWith(u"b71d04c5e318 is not on this engine any more."_s), qPrintable(shown.text(u"tagHistoryGone"_s)));
        QVERIFY(shown.table()->model()->index(2, TagHistoryModel::PointsAt).data(TagHistoryModel::GoneRole).toBool());
        QVERIFY(!shown.tab.compareView()->comparison());
        shown.tab.setImages(shown.history.present);
        QTRY_VERIFY(shown.tab.compareView()->comparison());
    }

    void A1_21_historyOfALostName()
    {
        Shown shown;
        shown.history.see("2026-11-23T11:00", {{1, {}, 181'000'000}, {0, {u"latest"_s}, 182'000'000}}, {});
        ImageTag dangling;
        dangling.image = shown.history.images[1];
        dangling.key = dangling.image.value;
        shown.open(dangling);
        QTRY_VERIFY(shown.table()->isVisible());
        QCOMPARE(shown.row(0).mid(1), (QStringList{u"1.0.0, 1.0"_s, u"–"_s, u"8f3c1e0b92aa"_s, QString(), u"Gone while nobody watched"_s}));
    }

    void nothingToShowIsSaid()
    {
        Shown shown;
        ImageTag unknown;
        unknown.image = {u"0123"_s};
        shown.open(unknown);
        QVERIFY(shown.text(u"tagHistoryMessage"_s).startsWith(u"This image has no name"_s));
        ImageTag other = shown.history.row(u"1"_s);
        other.fullReference = u"docker.io/library/other:1"_s;
        shown.open(other);
        QTRY_VERIFY(shown.text(u"tagHistoryMessage"_s).startsWith(u"No move of a tag"_s));
        shown.open(shown.history.row(u"latest"_s)); // and back
        QTRY_VERIFY(shown.table()->isVisible());
    }

    void D_aNewMoveKeepsTheSelection()
    {
        Shown shown;
        shown.open(shown.history.row(u"latest"_s));
        QTRY_COMPARE(shown.selected(), (QList{0, 2}));
        shown.history.see("2026-11-23T11:00", {{1, {u"0.9.2"_s, u"latest"_s}, 181'000'000}, {0, {u"1.0"_s, u"1.0.0"_s}, 182'000'000}}, {shown.history.tag("latest", 1)});
        QTRY_COMPARE(shown.table()->model()->rowCount(), 10);
        QCOMPARE(shown.row(0).last(), u"Retagged by hand"_s);
        QCOMPARE(shown.selected(), (QList{1, 3}));
        shown.tab.showImage(shown.history.row(u"latest"_s)); // asked again
        QCOMPARE(shown.selected(), (QList{1, 3}));
    }

    void A1_20_compareView()
    {
        const PicturedHistory history;
        ImageCompareView view(history.facts(), ImageCompareView::Extent::Full);
        view.resize(900, 600);
        view.show();
        QSignalSpy wanted(&view, &ImageCompareView::filesWanted);
        view.compare(u"What changed"_s, {history.images[1], u"a:1"_s, u"1"_s}, {history.images[0], u"a:2"_s, u"2"_s});
        QTRY_COMPARE(wanted.size(), 1);
        auto *table = view.findChild<QTreeView *>(u"imageCompareTable"_s);
        const auto find = [table](const QString &name) -> QModelIndex {
            const QModelIndexList found = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
            return found.value(0);
        };
        const auto cells = [&](const QString &name) {
            QStringList texts;
            for (int column = 1; column < 4; ++column)
                texts << find(name).siblingAtColumn(column).data().toString();
            return texts;
        };
        QCOMPARE(cells(u"Size"_s), (QStringList{u"181 MB"_s, u"182 MB"_s, u"~ +1.0 MB"_s}));
        QCOMPARE(cells(u"Layers"_s), (QStringList{u"10"_s, u"11"_s, u"~ 1 added, 2 replaced, 8 shared"_s}));
        QCOMPARE(cells(u"LOG_LEVEL"_s), (QStringList{u"debug"_s, u"not set"_s, u"− removed"_s}));
        QCOMPARE(cells(u"Entrypoint"_s), (QStringList{u"/usr/bin/tini --"_s, u"/usr/bin/tini --"_s, u"= same"_s}));
        QCOMPARE(cells(u"API_TOKEN"_s)[0], u"•••"_s);

        // A4_46: who can compare the files joins them in.
        view.setFiles(history.images[0], history.images[1], PicturedHistory::files()); // of another question
        QVERIFY(!find(u"Files"_s).isValid());
        view.setFiles(history.images[1], history.images[0], PicturedHistory::files());
        QCOMPARE(cells(u"Files"_s), (QStringList{u"38"_s, u"41"_s, u"~ 4 added, 1 removed, 6 changed"_s}));
        QCOMPARE(cells(u"/code/old.py"_s), (QStringList{u"800 B"_s, u"–"_s, u"− removed"_s}));

        view.findChild<QAction *>(u"onlyDifferences"_s)->trigger();
        QVERIFY(table->isRowHidden(find(u"Entrypoint"_s).row(), {}));
        QVERIFY(!table->isRowHidden(find(u"Size"_s).row(), {}));
        view.findChild<QAction *>(u"copyComparison"_s)->trigger();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY(copied.startsWith(u"a:1 → a:2\n~ Size: 181 MB → 182 MB  (+1.0 MB)\n"_s));
        QVERIFY(!copied.contains(u"Entrypoint"_s) && !copied.contains(u"s3cret"_s));

        view.findChild<QAction *>(u"swapImages"_s)->trigger();
        QTRY_COMPARE(wanted.size(), 2);
        QCOMPARE(cells(u"LOG_LEVEL"_s), (QStringList{u"not set"_s, u"debug"_s, u"+ added"_s}));
    }

    void A1_20_whatCannotBeComparedIsSaid()
    {
        const PicturedHistory history;
        ImageCompareView view(history.facts(), ImageCompareView::Extent::Properties);
        view.show();
        view.compare(u"What changed"_s, {history.images[3], u"a:1"_s, {}}, {history.images[0], u"a:2"_s, {}});
        auto *states = view.findChild<StatePage *>(u"imageCompareStates"_s);
        QCOMPARE(states->state(), StatePage::State::Loading);
        QTRY_COMPARE(states->state(), StatePage::State::Error);
        QVERIFY2(messageOf(view).startsWith(u"The images cannot be compared | it is gone"_s), qPrintable(messageOf(view)));
        QVERIFY(!view.findChild<QAction *>(u"copyComparison"_s)->isEnabled());
        // Asked once more, by the button or by whoever wants the same.
        view.findChild<QAction *>(u"compareAgain"_s)->trigger();
        QCOMPARE(states->state(), StatePage::State::Loading);
        QTRY_COMPARE(states->state(), StatePage::State::Error);
        view.compare(u"What changed"_s, {history.images[3], u"a:1"_s, {}}, {history.images[0], u"a:2"_s, {}});
        QCOMPARE(states->state(), StatePage::State::Loading);
        QTRY_COMPARE(states->state(), StatePage::State::Error);
        view.compare(u"What changed"_s, {history.images[1], u"a:1"_s, {}}, {history.images[0], u"a:2"_s, {}});
        QTRY_COMPARE(states->state(), StatePage::State::Content);
    }

    void valuesHaveTheRoom()
    {
        const PicturedHistory history;
        ImageCompareView view(history.facts(), ImageCompareView::Extent::Full);
        view.resize(900, 600);
        view.show();
        view.compare(u"What changed"_s, {history.images[1], u"a:1"_s, u"1"_s}, {history.images[0], u"a:2"_s, u"2"_s});
        QTRY_VERIFY(view.comparison());
        const auto *table = view.findChild<QTreeView *>(u"imageCompareTable"_s);
        const auto width = [table](int column) { return table->columnWidth(column); };
        QVERIFY(width(1) >= 210);
        QVERIFY(qAbs(width(1) - width(2)) <= 1);
        QCOMPARE(width(0) + width(1) + width(2) + width(3), table->viewport()->width());
        view.resize(600, 600);
        QTRY_COMPARE(width(0) + width(1) + width(2) + width(3), table->viewport()->width());
    }

    void A4_46_newsOfFilesMoveNothing()
    {
        const PicturedHistory history;
        ImageCompareView view(history.facts(), ImageCompareView::Extent::Full);
        view.resize(900, 200);
        view.show();
        view.compare(u"What changed"_s, {history.images[1], u"a:1"_s, u"1"_s}, {history.images[0], u"a:2"_s, u"2"_s});
        QTRY_VERIFY(view.comparison());
        auto *table = view.findChild<QTreeView *>(u"imageCompareTable"_s);
        const QPersistentModelIndex steps = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, u"Build steps that differ"_s).value(0);
        table->collapse(steps);
        table->verticalScrollBar()->setValue(60);
        QSignalSpy reset(table->model(), &QAbstractItemModel::modelReset), inserted(table->model(), &QAbstractItemModel::rowsInserted);
        view.setFilesMissing(history.images[1], history.images[0], u"being read…"_s, {});
        view.setFiles(history.images[1], history.images[0], PicturedHistory::files());
        QCOMPARE(reset.size(), 0);
        QVERIFY(steps.isValid() && !table->isExpanded(steps));
        const qsizetype rows = inserted.size();
        view.setFiles(history.images[1], history.images[0], PicturedHistory::files()); // nothing new
        QCOMPARE(inserted.size(), rows);
        QCOMPARE(table->verticalScrollBar()->value(), 60);
        const QModelIndexList files = table->model()->match(table->model()->index(0, 0), Qt::DisplayRole, u"Files"_s, -1, Qt::MatchExactly);
        QCOMPARE(files.size(), 1);
    }

    void A1_20_windowClosesByEscape()
    {
        const PicturedHistory history;
        QPointer<ImageCompareWindow> window(new ImageCompareWindow(history.facts(), {history.images[1], u"<b>a</b>:1"_s, u"1"_s}, {history.images[0], u"a:2"_s, u"2"_s}, nullptr));
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window));
        QTRY_VERIFY(window->view()->comparison());
        QCOMPARE(sharedKeys(*window), QStringList());
        QCOMPARE(window->windowTitle(), u"a:2 compared with <b>a</b>:1"_s);
        QTest::keyClick(window, Qt::Key_Escape);
        QTRY_VERIFY(!window);
    }

    void A1_17_archiveName_data()
    {
        QTest::addColumn<QStringList>("references");
        QTest::addColumn<QString>("name");
        QTest::newRow("one") << QStringList{u"longshore/demo:1.0.0"_s} << u"demo-1.0.0.tar"_s;
        QTest::newRow("with a port") << QStringList{u"localhost:5000/a/b:x"_s} << u"b-x.tar"_s;
        QTest::newRow("several") << QStringList{u"a:1"_s, u"b:1"_s} << u"images.tar"_s;
        QTest::newRow("no name") << QStringList{QString()} << u"0123456789ab.tar"_s;
        QTest::newRow("hostile") << QStringList{u"a/../x\n\"y:1"_s} << u"x-y-1.tar"_s;
    }
    void A1_17_archiveName()
    {
        QFETCH(QStringList, references);
        QList<ImageTag> tags;
        for (const QString &reference : references) {
            ImageTag tag;
            tag.reference = reference;
            tag.image = {u"0123456789abcdef"_s};
            tags.append(tag);
        }
        QTEST(archiveName(tags), "name");
    }
};

LONGSHORE_GUI_TEST_MAIN(TestTagHistoryTab)
#include "tst_taghistorytab.moc"
