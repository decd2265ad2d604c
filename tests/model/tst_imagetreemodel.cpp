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
                              u"  no tag"_s, u"Untagged images"_s, u"  no tag"_s}));
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
        QTest::newRow("runs as") << int(ImageTreeModel::RunsAs) << QStringList{u"1.9"_s, u"2"_s, u"1.10"_s};
    }
    void A1_5_everyColumnSorts()
    {
        QFETCH(int, column);
        QFETCH(QStringList, ascending);
        const QList<ImageSummary> images{image(u"c"_s, {u"x:1.9"_s}, 30, 20), image(u"b"_s, {u"x:1.10"_s}, 20, 10),
                                         image(u"a"_s, {u"x:2"_s}, 10, 30), image(u"f"_s, {})};
        Tree tree;
        tree.model.applySnapshot(images);
        tree.model.setContainers(
            {container(images[0], u"exited"_s), container(images[0], u"exited"_s), container(images[1], u"exited"_s)});
        const QStringList commands{u"a"_s, u"c"_s, u"b"_s};
        for (int i = 0; i < 3; ++i) {
            ImageDetails details;
            details.cmd = QStringList{commands[i]};
            tree.model.setDetails(images[i].id, details);
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
        QCOMPARE(cell(0).data().toString(), u"/usr/bin/tini -- sh -c 'echo '\\''a'\\''␊b' ''"_s);
        QCOMPARE(cell(1).data().toString(), u"cannot run: no ENTRYPOINT or CMD"_s);
        QCOMPARE(cell(1).data(ImageTreeModel::MarkRole).toInt(), int(ImageTreeModel::Warning));
        QCOMPARE(cell(2).data().toString(), QString()); // not known yet
        QCOMPARE(tree.model.imagesWithoutDetails(), QList<ImageId>{images[2].id});
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
        // x:2 moves to a new image, y goes, z gets a tag, a is new.
        tree.model.applySnapshot({image(u"d"_s, {u"x:2"_s, u"z:2"_s}, 1), image(u"a"_s, {u"x:1"_s}),
                                  image(u"c"_s, {u"z:1"_s}), image(u"e"_s, {u"a:1"_s}, 90)});
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
            tree.model.applySnapshot(images);
            Tree fresh;
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
    void threeThousandTags()
    {
        QList<ImageSummary> images;
        for (int i = 0; i < 300; ++i) {
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
        QCOMPARE(proxy.matchCount(), 3000);
    }
};

LONGSHORE_TEST_MAIN(TestImageTreeModel)
#include "tst_imagetreemodel.moc"
