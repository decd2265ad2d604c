// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a repository as rows with a graph.
#include "model/images/taghistorymodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

const QDateTime start(QDate(2026, 10, 2), QTime(12, 0));

/// "<minute> <tag> <before> <after> <cause>", newest first; '-' is no image.
QList<TagMove> movesOf(const QStringList &lines)
{
    QList<TagMove> moves;
    for (const QString &line : lines) {
        const QStringList part = line.split(u' ');
        const auto id = [](const QString &text) { return text == u"-"_s ? ImageId() : ImageId{text.repeated(12)}; };
        TagMove move;
        move.seq = lines.size() - moves.size();
        move.when = start.addSecs(60 * part[0].toInt());
        move.reference = u"docker.io/library/a:"_s + part[1];
        move.before = id(part[2]);
        move.image = id(part[3]);
        move.cause = tagCause(part.value(4, u"pulled"_s));
        moves.append(move);
    }
    return moves;
}

/// The graph of a row: '*' now, 'o' then, 'x' gone, '|' passes; a blank for a lane without a line.
QString graph(const TagHistoryRow &row, int lanes)
{
    QString text(lanes, u' ');
    for (const TagLane &lane : row.lanes)
        text[lane.lane] = u"|*ox"[int(lane.node)];
    return text;
}

QStringList lines(const TagHistory &history)
{
    QStringList lines;
    for (const TagHistoryRow &row : history.rows)
        lines << (u'[' + graph(row, history.lanes) + u"] "_s + row.tags.join(u','));
    return lines;
}

} // namespace

class TestTagHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void A1_19_rows_data()
    {
        QTest::addColumn<QStringList>("moves");
        QTest::addColumn<QStringList>("rows");
        QTest::newRow("none") << QStringList() << QStringList();
        QTest::newRow("one tag") << QStringList{u"9 latest b c"_s, u"5 latest a b"_s, u"1 latest - a"_s}
                                 << QStringList{u"[*] latest"_s, u"[o] latest"_s, u"[o] latest"_s};
        QTest::newRow("one moment is one row") << QStringList{u"9 1.0 a b"_s, u"9 latest a b"_s, u"9 1.0.0 - b"_s}
                                               << QStringList{u"[**] latest,1.0"_s, u"[* ] 1.0.0"_s};
        QTest::newRow("not one cause") << QStringList{u"9 1.0 a b pulled"_s, u"9 latest a b built"_s}
                                       << QStringList{u"[*] 1.0"_s, u"[*] latest"_s};
        QTest::newRow("not one moment") << QStringList{u"10 1.0 a b"_s, u"9 latest a b"_s} << QStringList{u"[*] 1.0"_s, u"[*] latest"_s};
        QTest::newRow("as pictured") << QStringList{u"90 1.0 b c built"_s, u"90 latest b c built"_s, u"90 1.0.0 - c built"_s, u"80 0.9.2 - b"_s,
                                                    u"80 1.0 d b"_s, u"80 latest d b"_s, u"70 latest e d"_s, u"60 1.0 f d retagged"_s,
                                                    u"50 latest g e"_s, u"40 1.0 - f loaded"_s, u"30 latest - g first-seen"_s}
                                     << QStringList{u"[** ] latest,1.0"_s, u"[||*] 1.0.0"_s, u"[||*] 0.9.2"_s, u"[oo ] latest,1.0"_s,
                                                    u"[o| ] latest"_s, u"[|o ] 1.0"_s, u"[o| ] latest"_s, u"[|o ] 1.0"_s, u"[o  ] latest"_s};
        QTest::newRow("removed and back") << QStringList{u"9 a - b"_s, u"5 a b - removed"_s, u"1 a - b"_s}
                                          << QStringList{u"[*] a"_s, u"[x] a"_s, u"[o] a"_s};
    }
    void A1_19_rows()
    {
        QFETCH(QStringList, moves);
        QTEST(lines(tagHistory(movesOf(moves))), "rows");
    }

    void A1_19_manyTagsHaveALimitedGraph()
    {
        QStringList moves;
        for (int tag = 0; tag < 40; ++tag)
            moves << u"%1 t%2 b c"_s.arg(200 - tag).arg(tag);
        for (int tag = 0; tag < 40; ++tag)
            moves << u"%1 t%2 - b"_s.arg(100 - tag).arg(tag);
        const TagHistory history = tagHistory(movesOf(moves));
        QCOMPARE(history.rows.size(), 80);
        QCOMPARE(history.lanes, mostTagLanes);
    }

    void A1_19_cells()
    {
        QList<TagMove> moves = movesOf({u"9 latest a b built"_s, u"1 latest - a first-seen"_s});
        moves[0].size = 182'000'000;
        moves[0].beforeSize = 181'000'000;
        moves[0].tookMs = 41'200;
        TagHistoryModel model;
        QAbstractItemModelTester tester(&model);
        model.setHistory(tagHistory(moves), start);
        model.setPresent({moves[0].image});
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, TagHistoryModel::Tag), u"latest"_s);
        QCOMPARE(cell(0, TagHistoryModel::PointsAt), u"b"_s.repeated(12));
        QCOMPARE(cell(0, TagHistoryModel::Before), u"a"_s.repeated(12));
        QCOMPARE(cell(0, TagHistoryModel::Size), u"+1.0 MB"_s);
        QCOMPARE(cell(0, TagHistoryModel::What), u"Built here, 41.2 s"_s);
        QCOMPARE(cell(0, TagHistoryModel::When), u"2 Oct 12:09"_s);
        QCOMPARE(cell(1, TagHistoryModel::Before), u"–"_s);
        QCOMPARE(cell(1, TagHistoryModel::Size), QString());
        QCOMPARE(cell(1, TagHistoryModel::What), u"First seen"_s);
        QCOMPARE(model.summary(), u"since 2 Oct · 2 moves"_s);
        QVERIFY(!model.index(0, TagHistoryModel::PointsAt).data(TagHistoryModel::GoneRole).toBool());
        QVERIFY(model.index(0, TagHistoryModel::Before).data(TagHistoryModel::GoneRole).toBool());
        QCOMPARE(TagHistoryModel::dayText(start.addYears(-1), start), u"2 Oct 2025"_s);
    }

    void A1_19_whatInWords_data()
    {
        QTest::addColumn<QString>("move");
        QTest::addColumn<QString>("words");
        QTest::newRow("pulled") << u"1 a b c pulled"_s << u"Pulled"_s;
        QTest::newRow("built") << u"1 a b c built"_s << u"Built here"_s;
        QTest::newRow("built, new") << u"1 a - c built"_s << u"Built here, new tag"_s;
        QTest::newRow("retagged") << u"1 a b c retagged"_s << u"Retagged by hand"_s;
        QTest::newRow("tagged") << u"1 a - c retagged"_s << u"Tagged by hand"_s;
        QTest::newRow("loaded") << u"1 a b c loaded"_s << u"Loaded from archive"_s;
        QTest::newRow("imported") << u"1 a b c imported"_s << u"Imported from a file"_s;
        QTest::newRow("removed") << u"1 a b - removed"_s << u"Removed"_s;
        QTest::newRow("missed") << u"1 a b c found"_s << u"Moved while nobody watched"_s;
        QTest::newRow("missed, new") << u"1 a - c found"_s << u"New while nobody watched"_s;
        QTest::newRow("missed, gone") << u"1 a b - found"_s << u"Gone while nobody watched"_s;
        QTest::newRow("a word of a newer Longshore") << u"1 a b c teleported"_s << u"Moved while nobody watched"_s;
    }
    void A1_19_whatInWords()
    {
        QFETCH(QString, move);
        QTEST(TagHistoryModel::whatText(movesOf({move}).first()), "words");
    }

    /// A refresh is no reset: new rows come in at the top.
    void D_refreshKeepsTheRows()
    {
        TagHistoryModel model;
        QAbstractItemModelTester tester(&model);
        QList<TagMove> moves = movesOf({u"9 latest b c"_s, u"5 latest a b"_s, u"1 latest - a"_s});
        model.setHistory(tagHistory(moves.mid(1)), start);
        const QPersistentModelIndex kept = model.index(1, TagHistoryModel::Tag);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setHistory(tagHistory(moves), start);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(kept.row(), 2);
        moves.removeLast(); // the oldest was dropped
        model.setHistory(tagHistory(moves), start);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(resets.size(), 0);
        model.setHistory({}, start);
        QCOMPARE(model.rowCount(), 0);
    }
};

LONGSHORE_TEST_MAIN(TestTagHistory)
#include "tst_taghistory.moc"
