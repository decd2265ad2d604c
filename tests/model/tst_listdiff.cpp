// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/listdiff.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

/// "a1 b2": keys are letters, digits their content.
ListDiff diff(const QString &old, const QString &fresh)
{
    return diffLists(
        old.split(u' ', Qt::SkipEmptyParts), fresh.split(u' ', Qt::SkipEmptyParts),
        [](const QString &item) { return item.left(1); },
        [](const QString &left, const QString &right) { return left == right; });
}

QString text(const QList<RowRange> &ranges)
{
    QStringList parts;
    for (const RowRange &range : ranges)
        parts.append(u"%1-%2"_s.arg(range.first).arg(range.last));
    return parts.join(u' ');
}

} // namespace

class TestListDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operations_data()
    {
        QTest::addColumn<QString>("old");
        QTest::addColumn<QString>("fresh");
        QTest::addColumn<QString>("removed");
        QTest::addColumn<QString>("changed");
        QTest::addColumn<QList<int>>("inserted");
        const auto row = [](const char *name, const QString &old, const QString &fresh, const QString &removed,
                            const QString &changed, const QList<int> &inserted) {
            QTest::newRow(name) << old << fresh << removed << changed << inserted;
        };
        row("nothing", u""_s, u""_s, u""_s, u""_s, {});
        row("first fill", u""_s, u"a1 b1"_s, u""_s, u""_s, {0, 1});
        row("all gone", u"a1 b1"_s, u""_s, u"0-1"_s, u""_s, {});
        row("same in another order", u"a1 b1"_s, u"b1 a1"_s, u""_s, u""_s, {});
        row("two ranges gone, last first", u"a1 b1 c1 d1 e1"_s, u"c1"_s, u"3-4 0-1"_s, u""_s, {});
        row("neighbours changed", u"a1 b1 c1 d1"_s, u"a1 b2 c2 d1"_s, u""_s, u"1-2"_s, {});
        row("changed counts after removal", u"a1 b1 c1"_s, u"b1 c2"_s, u"0-0"_s, u"1-1"_s, {});
        row("of two fresh items with one key the first counts", u"a1"_s, u"a1 b1 b2 a3"_s, u""_s, u""_s, {1});
    }
    void operations()
    {
        QFETCH(QString, old);
        QFETCH(QString, fresh);
        const ListDiff result = diff(old, fresh);
        QTEST(text(result.removed), "removed");
        QTEST(text(result.changed), "changed");
        QTEST(result.inserted, "inserted");
    }

    /// Whatever the two lists are, applying the operations gives the fresh list (in some order).
    void randomListsEndEqual()
    {
        QRandomGenerator random(7);
        const auto make = [&] {
            QStringList items;
            QStringList letters;
            for (char c = 'a'; c <= 'p'; ++c)
                letters.append(QString(QLatin1Char(c)));
            for (const QString &letter : letters) {
                if (random.bounded(2))
                    items.insert(random.bounded(int(items.size()) + 1), letter + QString::number(random.bounded(2)));
            }
            return items;
        };
        for (int round = 0; round < 500; ++round) {
            const QStringList fresh = make();
            QStringList rows = make();
            const ListDiff result = diff(rows.join(u' '), fresh.join(u' '));
            for (const RowRange &range : result.removed)
                rows.remove(range.first, range.last - range.first + 1);
            QCOMPARE(rows.size(), result.kept.size());
            for (const RowRange &range : result.changed) {
                for (int row = range.first; row <= range.last; ++row)
                    rows[row] = fresh[result.kept[row]];
            }
            for (const int place : result.inserted)
                rows.append(fresh[place]);
            QStringList expected = fresh;
            std::sort(rows.begin(), rows.end());
            std::sort(expected.begin(), expected.end());
            QCOMPARE(rows, expected);
        }
    }
};

LONGSHORE_TEST_MAIN(TestListDiff)
#include "tst_listdiff.moc"
