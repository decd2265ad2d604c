// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/imagesortfilter.h"
#include "model/images/imagetreemodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLocale>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace longshore;

namespace
{

const QDateTime now(QDate(2026, 11, 23), QTime(12, 0), Qt::UTC);

ImageSummary image(const QString &id, const QStringList &tags, int hours = 2, qint64 size = 1'000'000)
{
    ImageSummary summary;
    summary.id = {id + QString(64 - id.size(), u'0')};
    summary.repoTags = tags;
    summary.created = now.addSecs(-3600 * hours);
    summary.size = size;
    return summary;
}

ContainerSummary container(const ImageSummary &of, const QString &state)
{
    ContainerSummary summary;
    summary.imageId = of.id;
    summary.state = state;
    return summary;
}

ImageDetails detailsOf(const ImageSummary &image, const QStringList &layers)
{
    ImageDetails details;
    details.id = image.id;
    details.layers = layers;
    return details;
}

/// A history that tells these sizes, base first.
QList<ImageHistoryEntry> historyOf(const QList<qint64> &sizes)
{
    QList<ImageHistoryEntry> steps;
    for (const qint64 size : sizes) {
        ImageHistoryEntry step;
        step.createdBy = u"COPY"_s;
        step.size = size;
        steps.prepend(step);
    }
    return steps;
}

/// The tree as lines, children indented: what is in column Tag, its note, and further columns where asked for.
QStringList picture(const QAbstractItemModel &model, const QList<int> &columns = {}, const QModelIndex &parent = {})
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QString line = (parent.isValid() ? u"  "_s : QString()) + index.data().toString();
        if (const QString note = index.data(ImageTreeModel::NoteRole).toString(); !note.isEmpty())
            line += u' ' + note;
        for (const int column : columns)
            line += u" | "_s + index.siblingAtColumn(column).data().toString();
        lines.append(line);
        lines.append(picture(model, columns, index));
    }
    return lines;
}

struct Tree {
    Tree()
        : proxy(model)
        , tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , resets(&model, &QAbstractItemModel::modelReset)
    {
        model.setNow(now);
    }
    ImageTreeModel model;
    ImageSortFilter proxy;
    QAbstractItemModelTester tester;
    QAbstractItemModelTester proxyTester;
    QSignalSpy resets;
};

} // namespace

class TestImageTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void A1_1_columns()
    {
        Tree tree;
        tree.model.applySnapshot({image(u"8f3c1e0b92aa"_s, {u"longshore/demo:1.0.0"_s}, 2, 182'000'000),
                                  image(u"b71d"_s, {u"longshore/demo:0.9.2"_s}, 144, 28'000'000)});
        QCOMPARE(
            picture(tree.proxy,
                    {ImageTreeModel::Id, ImageTreeModel::Created, ImageTreeModel::Size, ImageTreeModel::UsedBy}),
            (QStringList{u"longshore/demo |  | 2 tags | 210 MB | –"_s, u"  1.0.0 | 8f3c1e0b92aa | 2 h | 182 MB | –"_s,
                         u"  0.9.2 | b71d00000000 | 6 d | 28.0 MB | –"_s}));
    }

    void A1_2_sameImageIsNoted()
    {
        Tree tree;
        tree.model.applySnapshot({image(u"a"_s, {u"x:1"_s, u"x:1.0.0"_s, u"x:latest"_s, u"other:3"_s}),
                                  image(u"b"_s, {u"x:0.9"_s, u"x:0.9.2"_s, u"x:0.8"_s}, 5)});
        QCOMPARE(picture(tree.proxy),
                 (QStringList{u"other"_s, u"  3"_s, u"x"_s, u"  latest = 1.0.0"_s, u"  1.0.0 = latest"_s,
                              u"  1 = latest"_s, u"  0.9.2 = 0.9"_s, u"  0.9 = 0.9.2"_s, u"  0.8 = 0.9.2"_s}));
        QCOMPARE(tree.proxy.index(1, ImageTreeModel::Size).data().toString(), u"2.0 MB"_s); // an image counts once
        QCOMPARE(tree.model.totals(), (ImageTreeModel::Totals{2, 7, 7, 2'000'000}));
    }

    void A1_2_oneRowPerImageWithItsTags()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"x:1.0"_s, u"x:latest"_s, u"x:1.10"_s, u"other:3"_s}),
                                         image(u"b"_s, {u"x:0.9"_s}, 5), image(u"c"_s, {})};
        tree.model.applySnapshot(images);
        tree.model.setArrangement({ImageGrouping::Repository, true});
        QCOMPARE(picture(tree.proxy), (QStringList{u"other"_s, u"  3"_s, u"x"_s, u"  latest, 1.10, 1.0"_s, u"  0.9"_s,
                                                   u"Untagged images"_s, u"  no tag"_s}));
        const QModelIndex row = tree.model.find(u"x:1.0"_s); // by any of its tags
        QCOMPARE(row.data(ImageTreeModel::ChipsRole).toStringList(), (QStringList{u"latest"_s, u"1.10"_s, u"1.0"_s}));
        QCOMPARE(row.data(ImageTreeModel::ReferenceRole).toString(), u"x:latest"_s);
        QCOMPARE(tree.model.headerData(ImageTreeModel::Tag, Qt::Horizontal).toString(), u"Tags"_s);
        QCOMPARE(tree.model.totals().rows, 4);
        QCOMPARE(tree.model.totals().tags, 5);
        tree.model.setArrangement({ImageGrouping::None, true});
        QCOMPARE(picture(tree.proxy), (QStringList{u"All images"_s, u"  x:latest, x:1.10, x:1.0, other:3"_s, u"  no tag"_s,
                                                   u"  x:0.9"_s}));
        tree.model.setArrangement({});
        QCOMPARE(tree.proxy.rowCount(), 3);
        QCOMPARE(tree.resets.size(), 0);
    }

    void A1_4_groupsByAnyKey_data()
    {
        QTest::addColumn<int>("grouping");
        QTest::addColumn<QString>("groups"); ///< with their rows
        const auto row = [](const char *name, ImageGrouping grouping, const QString &groups) {
            QTest::newRow(name) << int(grouping) << groups;
        };
        row("repository", ImageGrouping::Repository,
            u"app 2; localhost:5000/t/app 1; quay.io/k/app 1; quay.io/l/app 1; Untagged images 1"_s);
        row("registry", ImageGrouping::Registry, u"docker.io 2; localhost:5000 1; quay.io 2; Untagged images 1"_s);
        row("account", ImageGrouping::Account,
            u"docker.io/library 2; localhost:5000/t 1; quay.io/k 1; quay.io/l 1; Untagged images 1"_s);
        row("age", ImageGrouping::Age, u"Last 24 hours 2; Last 7 days 2; Last 12 months 1; Older than a year 1"_s);
        row("use", ImageGrouping::Usage, u"Running now 2; Used by stopped containers 1; Unused 3"_s);
        row("component", ImageGrouping::Component, u"Components 1; Without a component record 5"_s);
        row("none", ImageGrouping::None, u"All images 6"_s);
    }
    void A1_4_groupsByAnyKey()
    {
        QList<ImageSummary> images{image(u"a"_s, {u"app:1"_s, u"docker.io/library/app:2"_s}, 2),
                                   image(u"b"_s, {u"quay.io/k/app:1"_s}, 100), image(u"c"_s, {u"quay.io/l/app:1"_s}, 150),
                                   image(u"d"_s, {u"localhost:5000/t/app:1"_s}, 2000), image(u"e"_s, {}, 10000)};
        images[3].labels = {{u"longshore.component"_s, u"{}"_s}};
        Tree tree;
        tree.model.applySnapshot(images);
        tree.model.setContainers({container(images[0], u"running"_s), container(images[1], u"exited"_s)});
        QFETCH(int, grouping);
        tree.model.setArrangement({ImageGrouping(grouping), false});
        tree.proxy.sort(ImageTreeModel::Tag, Qt::AscendingOrder);
        QStringList groups;
        for (int row = 0; row < tree.proxy.rowCount(); ++row) {
            const QModelIndex index = tree.proxy.index(row, 0);
            groups.append(u"%1 %2"_s.arg(index.data().toString()).arg(tree.proxy.rowCount(index)));
        }
        QTEST(groups.join(u"; "_s), "groups");
        QCOMPARE(tree.resets.size(), 0);
    }

    void A1_4_groupsFollowWhatTheyGoBy()
    {
        Tree tree;
        const ImageSummary one = image(u"a"_s, {u"x:1"_s}, 2);
        tree.model.applySnapshot({one});
        tree.model.setArrangement({ImageGrouping::Usage, false});
        QCOMPARE(picture(tree.proxy), (QStringList{u"Unused"_s, u"  x:1"_s}));
        tree.model.setContainers({container(one, u"exited"_s)});
        QCOMPARE(picture(tree.proxy), (QStringList{u"Used by stopped containers"_s, u"  x:1"_s}));
        tree.model.setArrangement({ImageGrouping::Age, false});
        QCOMPARE(picture(tree.proxy).front(), u"Last 24 hours"_s);
        tree.model.setNow(now.addDays(2));
        QCOMPARE(picture(tree.proxy).front(), u"Last 7 days"_s);
    }

    void A1_3_onlyAgesThatChangedAreAnnounced()
    {
        Tree tree;
        ImageSummary fresh = image(u"a"_s, {u"x:1"_s});
        fresh.created = now.addSecs(-59 * 60);
        ImageSummary old = image(u"b"_s, {u"y:1"_s});
        old.created = now.addDays(-800);
        tree.model.applySnapshot({fresh, old});
        QStringList told;
        connect(&tree.model, &QAbstractItemModel::dataChanged, &tree.model, [&](const QModelIndex &from) {
            if (const ImageTag *tag = tree.model.tag(from))
                told.append(tag->reference);
        });
        tree.model.setNow(now.addSecs(120));
        QCOMPARE(told, QStringList{u"x:1"_s});
        tree.model.setNow(now.addSecs(121));
        QCOMPARE(told.size(), 1);
    }

    void A1_3_groupsByRepository()
    {
        Tree tree;
        ImageSummary byDigest = image(u"d"_s, {});
        byDigest.repoDigests = QStringList{u"quay.io/a/b@sha256:"_s + u"0"_s.repeated(64)};
        tree.model.applySnapshot({image(u"e"_s, {}), image(u"a"_s, {u"docker.io/library/python:3"_s}),
                                  image(u"b"_s, {u"python:2"_s}, 9), byDigest, image(u"c"_s, {u"<img src=x>:1"_s})});
        tree.proxy.sort(ImageTreeModel::Tag, Qt::AscendingOrder);
        QCOMPARE(picture(tree.proxy),
                 (QStringList{u"<img src=x>"_s, u"  1"_s, u"python"_s, u"  2"_s, u"  3"_s, u"quay.io/a/b"_s,
                              u"  no tag @000000"_s, u"Untagged images"_s, u"  no tag"_s}));
        QCOMPARE(tree.proxy.index(2, 0).data(ImageTreeModel::PrefixRole).toString(), u"quay.io/a/"_s);
        QCOMPARE(tree.proxy.index(2, 0).data(ImageTreeModel::NameRole).toString(), u"b"_s);
    }

    void A1_5_everyColumnSorts_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QStringList>("ascending"); ///< image ids' first letters
        QTest::newRow("tag, digits as numbers") << int(ImageTreeModel::Tag) << QStringList{u"1.9"_s, u"1.10"_s, u"2"_s};
        QTest::newRow("id") << int(ImageTreeModel::Id) << QStringList{u"2"_s, u"1.10"_s, u"1.9"_s};
        QTest::newRow("created") << int(ImageTreeModel::Created) << QStringList{u"1.9"_s, u"1.10"_s, u"2"_s};
        QTest::newRow("size") << int(ImageTreeModel::Size) << QStringList{u"1.10"_s, u"1.9"_s, u"2"_s};
        QTest::newRow("used by") << int(ImageTreeModel::UsedBy) << QStringList{u"2"_s, u"1.10"_s, u"1.9"_s};
        QTest::newRow("unique") << int(ImageTreeModel::Unique) << QStringList{u"2"_s, u"1.9"_s, u"1.10"_s};
        QTest::newRow("component") << int(ImageTreeModel::Component) << QStringList{u"1.10"_s, u"2"_s, u"1.9"_s};
        QTest::newRow("runs as") << int(ImageTreeModel::RunsAs) << QStringList{u"1.9"_s, u"2"_s, u"1.10"_s};
    }
    void A1_5_everyColumnSorts()
    {
        QFETCH(int, column);
        QFETCH(QStringList, ascending);
        QList<ImageSummary> images{image(u"c"_s, {u"x:1.9"_s}, 30, 20), image(u"b"_s, {u"x:1.10"_s}, 20, 10),
                                   image(u"a"_s, {u"x:2"_s}, 10, 30), image(u"f"_s, {})};
        images[0].labels = {{u"longshore.component"_s, u"{\"id\":\"a.b\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}},\"configurationSchema\":{\"type\":\"object\"}}"_s}};
        images[2].labels = {{u"longshore.component"_s, u"not a record"_s}};
        Tree tree;
        tree.model.applySnapshot(images);
        tree.model.setContainers(
            {container(images[0], u"exited"_s), container(images[0], u"exited"_s), container(images[1], u"exited"_s)});
        const QStringList commands{u"a"_s, u"c"_s, u"b"_s};
        for (int i = 0; i < 3; ++i) {
            ImageDetails details;
            details.cmd = QStringList{commands[i]};
            details.layers = QStringList{u"base"_s, QString::number(i)};
            tree.model.setDetails(images[i].id, details);
            tree.model.setHistory(images[i].id, historyOf({100, QList<qint64>{6, 7, 5}[i]}));
        }
        const auto tags = [&] {
            QStringList found;
            for (int row = 0; row < 3; ++row)
                found.append(tree.proxy.index(row, 0, tree.proxy.index(0, 0)).data().toString());
            return found;
        };
        tree.proxy.sort(column, Qt::AscendingOrder);
        QCOMPARE(tags(), ascending);
        QCOMPARE(tree.proxy.index(1, 0).data().toString(), u"Untagged images"_s);
        tree.proxy.sort(column, Qt::DescendingOrder);
        std::reverse(ascending.begin(), ascending.end());
        QCOMPARE(tags(), ascending);
        QCOMPARE(tree.proxy.index(1, 0).data().toString(), u"Untagged images"_s);
    }

    void B1_2_secondColumnOrdersEqualRows()
    {
        Tree tree;
        tree.model.applySnapshot({image(u"a"_s, {u"x:1"_s}, 2, 10), image(u"b"_s, {u"x:2"_s}, 2, 30), image(u"c"_s, {u"x:3"_s}, 2, 20),
                                  image(u"d"_s, {u"x:4"_s}, 1, 5), image(u"e"_s, {u"y:1"_s}, 1, 1), image(u"f"_s, {u"z:1"_s}, 1, 50)});
        const auto tags = [&] { return picture(tree.proxy).join(QString()).remove(u' '); };
        QCOMPARE(tags(), u"x4321y1z1"_s);
        tree.proxy.setSecondSort(ImageTreeModel::Size, Qt::AscendingOrder);
        QCOMPARE(tags(), u"y1z1x4132"_s); // groups too: y is 1, z 50, x 65
        tree.proxy.setSecondSort(ImageTreeModel::Size, Qt::DescendingOrder);
        QCOMPARE(tags(), u"x4231z1y1"_s);
        tree.proxy.sort(ImageTreeModel::Created, Qt::AscendingOrder); // whichever way the first is sorted
        QCOMPARE(tags(), u"x2314z1y1"_s);
        QCOMPARE(tree.proxy.headerData(ImageTreeModel::Size, Qt::Horizontal).toString(), u"Size 2\u2193"_s);
        tree.proxy.setSecondSort(-1, Qt::AscendingOrder);
        QCOMPARE(tree.proxy.headerData(ImageTreeModel::Size, Qt::Horizontal).toString(), u"Size"_s);
    }

    void A1_6_filter()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"x:1"_s, u"y:1"_s}), image(u"b"_s, {u"y:2"_s}),
                                         image(u"c"_s, {})};
        tree.model.applySnapshot(images);
        tree.proxy.setFilter(ImageFilter::parse(u"y:"_s));
        QCOMPARE(picture(tree.proxy), (QStringList{u"y"_s, u"  2"_s, u"  1"_s}));
        QCOMPARE(tree.proxy.matchCount(), 2);
        tree.proxy.setFilter(ImageFilter::parse(u"unused -dangling"_s));
        QCOMPARE(tree.proxy.matchCount(), 3);
        tree.model.setContainers({container(images[0], u"exited"_s)});
        QCOMPARE(picture(tree.proxy), (QStringList{u"y"_s, u"  2"_s})); // follows what it asks about
        tree.model.setContainers({});
        QCOMPARE(tree.proxy.matchCount(), 3);
        QCOMPARE(picture(tree.proxy).size(), 5);
    }

    void A1_7_usedByCountsStoppedContainers()
    {
        Tree tree;
        const ImageSummary one = image(u"a"_s, {u"x:1"_s, u"x:latest"_s});
        tree.model.setContainers(
            {container(one, u"exited"_s), container(one, u"running"_s), container(image(u"f"_s, {}), u"running"_s)});
        tree.model.applySnapshot({one});
        const QModelIndex group = tree.model.index(0, ImageTreeModel::UsedBy);
        const QModelIndex tag = tree.model.index(0, ImageTreeModel::UsedBy, tree.model.index(0, 0));
        QCOMPARE(tag.data().toString(), u"2"_s);
        QCOMPARE(group.data().toString(), u"2"_s); // two tags of one image
        QCOMPARE(tag.data(ImageTreeModel::MarkRole).toInt(), int(ImageTreeModel::Running));
        QCOMPARE(tag.data(Qt::ToolTipRole).toString(), u"2 containers, 1 running"_s);
        tree.model.setContainers({container(one, u"exited"_s)});
        QCOMPARE(tag.data(ImageTreeModel::MarkRole).toInt(), int(ImageTreeModel::NoMark));
    }

    void A1_7_filterByState_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("rows");
        QTest::newRow("in use, also by a stopped container") << u"used"_s << u"x:1 x:2"_s;
        QTest::newRow("unused") << u"unused"_s << u"y:1 "_s;
        QTest::newRow("dangling") << u"dangling"_s << u""_s;
        QTest::newRow("unused and named") << u"unused -dangling"_s << u"y:1"_s;
    }
    void A1_7_filterByState()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"x:1"_s}), image(u"b"_s, {u"x:2"_s}), image(u"c"_s, {u"y:1"_s}),
                                         image(u"d"_s, {})};
        tree.model.applySnapshot(images);
        tree.model.setContainers({container(images[0], u"exited"_s), container(images[1], u"running"_s)});
        tree.proxy.sort(ImageTreeModel::Tag, Qt::AscendingOrder);
        QFETCH(QString, filter);
        tree.proxy.setFilter(ImageFilter::parse(filter));
        QStringList rows;
        for (int group = 0; group < tree.proxy.rowCount(); ++group) {
            const QModelIndex parent = tree.proxy.index(group, 0);
            for (int row = 0; row < tree.proxy.rowCount(parent); ++row) {
                const QString reference = tree.proxy.index(row, 0, parent).data(ImageTreeModel::ReferenceRole).toString();
                rows.append(reference.contains(u':') ? reference : QString()); // an untagged image has none
            }
        }
        QTEST(rows.join(u' '), "rows");
    }

    void runsAs()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"a:1"_s}), image(u"b"_s, {u"b:1"_s}),
                                         image(u"c"_s, {u"c:1"_s})};
        tree.model.applySnapshot(images);
        ImageDetails details;
        details.entrypoint = QStringList{u"/usr/bin/tini"_s, u"--"_s};
        details.cmd = QStringList{u"sh"_s, u"-c"_s, u"echo 'a'\nb"_s, u""_s};
        tree.model.setDetails(images[0].id, details);
        tree.model.setDetails(images[1].id, {});
        tree.model.setDetails({u"unknown"_s}, details);
        const auto cell = [&](int row) {
            return tree.model.index(0, ImageTreeModel::RunsAs, tree.model.index(row, 0));
        };
        QCOMPARE(cell(0).data().toString(), u"tini -- sh -c 'echo '\\''a'\\''␊b' ''"_s);
        QCOMPARE(cell(0).data(Qt::ToolTipRole).toString(), u"/usr/bin/tini -- sh -c 'echo '\\''a'\\''␊b' ''"_s);
        QCOMPARE(cell(1).data().toString(), u"cannot run: no ENTRYPOINT or CMD"_s);
        QCOMPARE(cell(1).data(ImageTreeModel::MarkRole).toInt(), int(ImageTreeModel::Warning));
        QCOMPARE(cell(2).data().toString(), QString()); // not known yet
        QCOMPARE(tree.model.imagesWithoutDetails(), QList<ImageId>{images[2].id});
        details.cmd = QStringList{u"--db-password"_s, u"hunter2"_s, u"--api-key=k3y"_s, u"http://u:pw@host/"_s};
        tree.model.setDetails(images[2].id, details);
        for (const int role : {int(Qt::DisplayRole), int(Qt::ToolTipRole)}) {
            const QString shown = cell(2).data(role).toString();
            QVERIFY2(!shown.contains(u"hunter2"_s) && !shown.contains(u"k3y"_s) && !shown.contains(u"pw@"_s), qPrintable(shown));
            QVERIFY(shown.contains(u"--db-password"_s));
        }
    }

    void A1_10_uniqueAndSharedAreCountedByLayers()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"x:1"_s}, 2, 107'000'000), image(u"b"_s, {u"x:2"_s}, 3, 103'000'000),
                                         image(u"c"_s, {u"y:1"_s}, 4, 60'000'000)};
        tree.model.applySnapshot(images);
        const auto cell = [&](const QString &row) { return tree.model.find(row).siblingAtColumn(ImageTreeModel::Unique); };
        const auto tip = [&](const QString &row) { return cell(row).data(Qt::ToolTipRole).toString(); };
        QCOMPARE(cell(u"x:1"_s).data().toString(), u"–"_s);
        QCOMPARE(tip(u"x:1"_s), u"Not counted yet"_s);
        QVERIFY(!tree.model.wantsHistory(images[0].id));
        tree.model.setDetails(images[0].id, detailsOf(images[0], {u"base"_s, u"a"_s}));
        tree.model.setDetails(images[1].id, detailsOf(images[1], {u"base"_s, u"b"_s}));
        tree.model.setDetails(images[2].id, detailsOf(images[2], {u"base"_s, u"m"_s, u"n"_s}));
        QVERIFY(tree.model.wantsHistory(images[0].id));
        tree.model.setHistory(images[0].id, historyOf({100'000'000, 7'000'000}));
        QVERIFY(!tree.model.wantsHistory(images[0].id));
        QCOMPARE(cell(u"x:1"_s).data().toString(), u"7.0 MB"_s);
        QVERIFY2(tip(u"x:1"_s).contains(u"7,000,000 bytes in 1 layer that no other image has"_s), qPrintable(tip(u"x:1"_s)));
        QVERIFY2(tip(u"x:1"_s).contains(u"100,000,000 bytes in 1 layer that other images have"_s), qPrintable(tip(u"x:1"_s)));
        tree.model.setHistory(images[1].id, historyOf({100'000'000, 3'000'000}));
        QCOMPARE(tree.model.index(0, ImageTreeModel::Unique).data().toString(), u"10.0 MB"_s);
        QCOMPARE(tree.model.index(0, ImageTreeModel::Size).data().toString(), u"110 MB"_s); // each layer once
        tree.model.setHistory(images[2].id, {}); // does not tell
        QCOMPARE(cell(u"y:1"_s).data().toString(), u"–"_s);
        QVERIFY(!tree.model.wantsHistory(images[2].id));
        QVERIFY2(tip(u"y:1"_s).contains(u"Not known"_s), qPrintable(tip(u"y:1"_s)));
    }

    /// B.1 #11: what an engine says stands beside what is counted, and alone where nothing can be counted.
    void B1_11_theEngineIsCrossChecked()
    {
        Tree tree;
        QList<ImageSummary> images{image(u"a"_s, {u"x:1"_s}, 2, 3'097'075), image(u"b"_s, {u"x:2"_s}, 3, 500)};
        tree.model.applySnapshot(images);
        tree.model.setDetails(images[0].id, detailsOf(images[0], {u"base"_s, u"a"_s}));
        tree.model.setHistory(images[0].id, historyOf({1'982'256, 3'216}));
        DiskUsage usage;
        images[0].sharedSize = 0;
        images[1].sharedSize = 400;
        usage.images = images;
        tree.model.setDiskUsage(usage);
        const auto tip = [&](int column, int row) { return tree.model.find(u"x:%1"_s.arg(row)).siblingAtColumn(column).data(Qt::ToolTipRole).toString(); };
        QVERIFY2(tip(ImageTreeModel::Unique, 1).contains(u"the engine says 3,097,075 bytes"_s), qPrintable(tip(ImageTreeModel::Unique, 1)));
        QVERIFY2(tip(ImageTreeModel::Size, 1).contains(u"1,985,472 bytes in its layers; the engine counts its compressed"_s),
                 qPrintable(tip(ImageTreeModel::Size, 1)));
        QCOMPARE(tree.model.share(images[1].id).unique, 100);
        QVERIFY2(tip(ImageTreeModel::Unique, 2).contains(u"as the engine tells it"_s), qPrintable(tip(ImageTreeModel::Unique, 2)));
    }

    void A1_11_totalOnDisk_data()
    {
        QTest::addColumn<qint64>("engine"); ///< LayersSize
        QTest::addColumn<qint64>("total");
        QTest::addColumn<bool>("byEngine");
        QTest::newRow("does not tell") << qint64(-1) << qint64(110) << false;
        QTest::newRow("Podman 4.3 says 0") << qint64(0) << qint64(110) << false;
        QTest::newRow("less than there is") << qint64(60) << qint64(110) << false;
        QTest::newRow("knows more layers") << qint64(150) << qint64(150) << true;
    }
    void A1_11_totalOnDisk()
    {
        Tree tree;
        const QList<ImageSummary> images{image(u"a"_s, {u"x:1"_s}, 2, 107), image(u"b"_s, {u"x:2"_s}, 3, 103)};
        tree.model.applySnapshot(images);
        QCOMPARE(tree.model.onDisk(), (ImageTreeModel::OnDisk{-1, -1, false, 2}));
        QSignalSpy changed(&tree.model, &ImageTreeModel::onDiskChanged);
        for (int i = 0; i < 2; ++i)
            tree.model.setDetails(images[i].id, detailsOf(images[i], {u"base"_s, QString::number(i)}));
        tree.model.setHistory(images[0].id, historyOf({100, 7}));
        QCOMPARE(tree.model.onDisk(), (ImageTreeModel::OnDisk{107, 107, false, 1}));
        tree.model.setHistory(images[1].id, historyOf({100, 3}));
        tree.model.setContainers({container(images[0], u"exited"_s)}); // stopped ones use it, too
        QVERIFY(!changed.isEmpty());
        DiskUsage usage;
        QFETCH(qint64, engine);
        usage.layersSize = engine;
        tree.model.setDiskUsage(usage);
        QFETCH(qint64, total);
        QFETCH(bool, byEngine);
        QCOMPARE(tree.model.onDisk(), (ImageTreeModel::OnDisk{total, 3, byEngine, 0}));
        tree.model.applySnapshot({images[0]}); // what the engine said was of other images
        QCOMPARE(tree.model.onDisk(), (ImageTreeModel::OnDisk{107, 0, false, 0}));
        tree.model.applySnapshot({});
        QCOMPARE(tree.model.onDisk(), (ImageTreeModel::OnDisk{0, 0, false, 0}));
    }

    void A1_18_newerTagIsABadge()
    {
        Tree tree;
        tree.model.applySnapshot({image(u"a"_s, {u"docker.io/library/x:1"_s}), image(u"b"_s, {u"y:1"_s}), image(u"c"_s, {})});
        tree.model.setNewerTags({{u"docker.io/library/x"_s, u"1.10"_s}, {u"y"_s, u"2"_s}});
        const auto badge = [&](int row) { return tree.model.index(row, 0).data(ImageTreeModel::BadgeRole).toString(); };
        QCOMPARE(badge(0), u"1.10"_s);
        QCOMPARE(badge(1), u"2"_s); // by its familiar name
        QCOMPARE(badge(2), QString());
        QVERIFY(tree.model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"1.10"_s));
        tree.proxy.setFilter(ImageFilter::parse(u"outdated"_s));
        QCOMPARE(tree.proxy.matchCount(), 2);
        tree.model.setNewerTags({});
        QCOMPARE(badge(0), QString());
    }

    void A1_21_formerNameOfAnUntaggedImage()
    {
        Tree tree;
        const ImageSummary one = image(u"a"_s, {});
        tree.model.applySnapshot({one, image(u"b"_s, {u"x:1"_s})});
        QSignalSpy changed(&tree.model, &QAbstractItemModel::dataChanged);
        tree.model.setFormerNames({{one.id, u"longshore/demo:1.0.0"_s}, {image(u"b"_s, {}).id, u"never shown"_s}});
        QVERIFY(!changed.isEmpty());
        const QModelIndex row = tree.model.find(one.id.value);
        QCOMPARE(row.data().toString(), u"was longshore/demo:1.0.0"_s);
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"it was longshore/demo:1.0.0"_s));
        tree.proxy.setFilter(ImageFilter::parse(u"demo"_s));
        QCOMPARE(tree.proxy.matchCount(), 1);
        QCOMPARE(tree.model.find(u"x:1"_s).data().toString(), u"1"_s);
    }

    /// What a pull of a newer image leaves of the one before: no tag, and the digest its registry knew it by.
    void A1_21_imageWithADigestAlone()
    {
        Tree tree;
        ImageSummary one = image(u"a"_s, {});
        one.repoDigests = {u"longshore/demo@sha256:5d20f6a7be11"_s + u"0"_s.repeated(52)};
        tree.model.applySnapshot({one, image(u"b"_s, {u"longshore/demo:1.1.0"_s})});
        const auto row = [&] { return tree.model.find(one.id.value); };
        QCOMPARE(row().data().toString(), u"no tag"_s);
        QVERIFY(row().data(ImageTreeModel::NoTagRole).toBool());
        QVERIFY(!tree.model.find(u"longshore/demo:1.1.0"_s).data(ImageTreeModel::NoTagRole).toBool());
        QCOMPARE(row().data(ImageTreeModel::NoteRole).toString(), u"@5d20f6"_s);
        tree.model.setFormerNames({{one.id, u"longshore/demo:1.0.0"_s}});
        QCOMPARE(row().data().toString(), u"was 1.0.0"_s); // its repository stands above
        const QString tip = row().data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(u"it was longshore/demo:1.0.0"_s) && tip.contains(u"@sha256:5d20f6a7be11"_s), qPrintable(tip));
        for (const QString &filter : {u"dangling"_s, u"demo:1.0.0"_s, u"5d20f6a7be11"_s}) {
            tree.proxy.setFilter(ImageFilter::parse(filter));
            QVERIFY2(tree.proxy.matchCount() == 1 && tree.proxy.mapFromSource(row()).isValid(), qPrintable(filter));
        }
        tree.proxy.setFilter({});
        tree.model.setArrangement({ImageGrouping::None, false});
        QCOMPARE(row().data().toString(), u"was longshore/demo:1.0.0"_s);
        tree.model.setFormerNames({});
        QVERIFY(row().data().toString().startsWith(u"longshore/demo@sha256:"_s));
    }

    void aSchemaAmongTheFilesMakesAComponent()
    {
        Tree tree;
        const ImageSummary one = image(u"a"_s, {u"x:1"_s});
        tree.model.applySnapshot({one, image(u"b"_s, {u"y:1"_s})});
        const auto cell = [&] { return tree.model.find(u"x:1"_s).siblingAtColumn(ImageTreeModel::Component); };
        QCOMPARE(cell().data().toString(), u"–"_s);
        tree.model.setArrangement({ImageGrouping::Component, false});
        QSignalSpy changed(&tree.model, &QAbstractItemModel::dataChanged);
        tree.model.setSchemaFiles({{one.id, u"/code/component_config/configSchema.json"_s}});
        QVERIFY(!changed.isEmpty());
        QCOMPARE(cell().data().toString(), u"Schema"_s);
        QVERIFY(cell().data(Qt::ToolTipRole).toString().contains(u"/code/component_config"_s));
        QCOMPARE(tree.model.find(u"x:1"_s).parent().data().toString(), u"Components"_s);
        tree.proxy.setFilter(ImageFilter::parse(u"component"_s));
        QCOMPARE(tree.proxy.matchCount(), 1);
        tree.model.setSchemaFiles({});
        QCOMPARE(cell().data().toString(), u"–"_s);
    }

    void componentRecordCountsWhatItsFormAsksFor()
    {
        const auto label = [](const QByteArray &rest) {
            return QByteArray("{\"id\":\"a.b\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"},\"memory\":\"512m\",\"network\":\"no-internet\"," "\"process_timeout\":7200}" + rest + "}");
        };
        const QByteArray schema = ",\"configurationSchema\":{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\"},\"#token\":{\"type\":\"string\"},"
                                  "\"db\":{\"type\":\"object\",\"properties\":{\"host\":{\"type\":\"string\"},\"#password\":{\"type\":\"string\"}}},"
                                  "\"list\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"#b\":{\"type\":\"string\"}}}},"
                                  "\"go\":{\"type\":\"button\"}}}";
        const std::optional<ComponentRecord> record = componentRecord(label(schema));
        QVERIFY(record);
        QCOMPARE(*record, (ComponentRecord{true, 5, 3, 512LL << 20, 7200, u"no-internet"_s}));
        QCOMPARE(componentRecord(label({}))->hasSchema, false);
        QVERIFY(!componentRecord("<record>"));
        QVERIFY(!componentRecord({}));
    }

    void componentIsWhatTheLabelSays_data()
    {
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("mark");
        QTest::newRow("no label") << QString() << u"–"_s << int(ImageTreeModel::NoMark);
        QTest::newRow("schema") << u"{\"id\":\"a.b\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}},\"configurationSchema\":{\"type\":\"object\"}}"_s << u"Schema"_s
                                << int(ImageTreeModel::Good);
        QTest::newRow("no schema") << u"{\"id\":\"a.b\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}"_s << u"No schema"_s << int(ImageTreeModel::Note);
        QTest::newRow("damaged") << u"<record>"_s << u"Damaged"_s << int(ImageTreeModel::Warning);
    }
    void componentIsWhatTheLabelSays()
    {
        QFETCH(QString, label);
        ImageSummary one = image(u"a"_s, {u"x:1"_s});
        if (!label.isEmpty())
            one.labels = {{u"longshore.component"_s, label}};
        Tree tree;
        tree.model.applySnapshot({one});
        const QModelIndex cell = tree.model.find(u"x:1"_s).siblingAtColumn(ImageTreeModel::Component);
        QTEST(cell.data().toString(), "text");
        QTEST(cell.data(ImageTreeModel::MarkRole).toInt(), "mark");
        QVERIFY(!cell.data(Qt::ToolTipRole).toString().isEmpty());
    }

    void A1_22_refreshIsADiff()
    {
        Tree tree;
        tree.model.applySnapshot(
            {image(u"a"_s, {u"x:1"_s, u"x:2"_s}), image(u"b"_s, {u"y:1"_s}), image(u"c"_s, {u"z:1"_s})});
        const QPersistentModelIndex kept = tree.proxy.mapFromSource(tree.model.find(u"x:2"_s));
        const QPersistentModelIndex gone = tree.model.find(u"y:1"_s);
        QSignalSpy changed(&tree.model, &QAbstractItemModel::dataChanged);
        tree.model.applySnapshot(
            {image(u"a"_s, {u"x:1"_s, u"x:2"_s}), image(u"b"_s, {u"y:1"_s}), image(u"c"_s, {u"z:1"_s})});
        QCOMPARE(changed.size(), 0);
        QSignalSpy moved(&tree.model, &ImageTreeModel::tagMoved);
        // x:2 moves to a new image, y goes, z gets a tag, a is new.
        tree.model.applySnapshot({image(u"d"_s, {u"x:2"_s, u"z:2"_s}, 1), image(u"a"_s, {u"x:1"_s}),
                                  image(u"c"_s, {u"z:1"_s}), image(u"e"_s, {u"a:1"_s}, 90)});
        QCOMPARE(moved.size(), 1);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data(ImageTreeModel::ReferenceRole).toString(), u"x:2"_s);
        QVERIFY(kept.data(ImageTreeModel::ImageIdRole).toString().startsWith(u'd'));
        QVERIFY(!gone.isValid());
        QCOMPARE(picture(tree.proxy),
                 (QStringList{u"x"_s, u"  2"_s, u"  1"_s, u"z"_s, u"  2"_s, u"  1"_s, u"a"_s, u"  1"_s}));
        QCOMPARE(tree.resets.size(), 0);
        QVERIFY(!tree.model.summary({u"b"_s + u"0"_s.repeated(63)}));
    }

    void anyTwoSnapshotsEndAtTheSecond()
    {
        QRandomGenerator random(5);
        Tree tree;
        for (int round = 0; round < 60; ++round) {
            QList<ImageSummary> images;
            QMap<QString, QString> owner; // a tag belongs to one image
            for (int i = 0; i < 12; ++i) {
                QStringList tags;
                for (int t = random.bounded(4); t > 0; --t) {
                    const QString name = u"r%1:%2"_s.arg(random.bounded(5)).arg(random.bounded(6));
                    if (!owner.contains(name))
                        tags.append(owner[name] = name);
                }
                if (random.bounded(4))
                    images.append(image(QString::number(i + 1, 16), tags, random.bounded(100), random.bounded(1000)));
            }
            const ImageArrangement arrangement{ImageGrouping(random.bounded(7)), random.bounded(2) == 0};
            tree.model.setArrangement(arrangement);
            tree.model.applySnapshot(images);
            Tree fresh;
            fresh.model.setArrangement(arrangement);
            fresh.model.applySnapshot(images);
            const QList<int> columns{ImageTreeModel::Id, ImageTreeModel::Created, ImageTreeModel::Size};
            QStringList left = picture(tree.proxy, columns);
            QStringList right = picture(fresh.proxy, columns);
            left.sort(); // images of one age and no tag have no order of their own
            right.sort();
            QCOMPARE(left, right);
            QCOMPARE(tree.model.totals(), fresh.model.totals());
        }
        QCOMPARE(tree.resets.size(), 0);
    }

    /// Prints, does not judge: bench_images is where figures are compared.
    void tenThousandTags()
    {
        QList<ImageSummary> images;
        for (int i = 0; i < 1000; ++i) {
            QStringList tags;
            for (int t = 0; t < 10; ++t)
                tags.append(u"quay.io/account/repository-%1:1.%2"_s.arg(i).arg(t));
            images.append(image(QString::number(i + 4096, 16), tags, i));
        }
        ImageTreeModel model;
        ImageSortFilter proxy(model);
        QElapsedTimer timer;
        const auto took = [&](const char *what) { qInfo("%s: %.2f ms", what, double(timer.nsecsElapsed()) / 1e6); };
        timer.start();
        model.applySnapshot(images);
        took("first snapshot");
        timer.start();
        model.applySnapshot(images);
        took("same snapshot again");
        for (int row = 0; row < proxy.rowCount(); ++row)
            QCOMPARE(proxy.rowCount(proxy.index(row, 0)), 10);
        for (const QString &text : {u"1.3"_s, u"repository-2"_s, u""_s}) {
            timer.start();
            proxy.setFilter(ImageFilter::parse(text));
            took(qPrintable(u"filter \"%1\""_s.arg(text)));
        }
        QCOMPARE(proxy.matchCount(), 10000);
        timer.start();
        for (int i = 0; i < 1000; ++i)
            model.setDetails(images[i].id, detailsOf(images[i], {u"base"_s, QString::number(i)}));
        took("details of 1,000 images");
        timer.start();
        for (int i = 0; i < 1000; ++i)
            model.setHistory(images[i].id, historyOf({100, i + 1}));
        took("sizes of their layers");
        QCOMPARE(model.onDisk().total, 100 + 1000 * 1001 / 2);
        for (const QString &text : {u"unique>500"_s, u"repository-2"_s, u""_s}) {
            timer.start();
            proxy.setFilter(ImageFilter::parse(text));
            took(qPrintable(u"filter \"%1\""_s.arg(text)));
        }
        timer.start();
        model.setArrangement({ImageGrouping::None, true});
        took("one row per image");
        QCOMPARE(proxy.matchCount(), 1000);
    }
};

LONGSHORE_TEST_MAIN(TestImageTreeModel)
#include "tst_imagetreemodel.moc"
