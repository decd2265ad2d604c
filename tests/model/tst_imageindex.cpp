// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagefilesmodel.h"
#include "model/images/files/imageindexwriter.h"
#include "model/images/files/schemafiles.h"
#include "tests/model/indexfolder.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QMap>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <SQLiteCpp/Database.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

using Names = QMap<QByteArray, QByteArray>; ///< path -> what is said of it

} // namespace

/// What an index says of an image: layers, the merged tree, marks, sizes, waste, names.
class tst_ImageIndex : public QObject
{
    Q_OBJECT

    std::unique_ptr<IndexFolder> m_folder;

    std::shared_ptr<ImageIndex> indexOf(const QByteArrayList &layers, ArchiveLayout layout = ArchiveLayout::DockerOci) { return m_folder->indexOf(layers, layout); }

    using Say = std::function<QByteArray(const ImageFileRow &)>;
    static void walk(const ImageIndex &index, FilesView view, int layer, qint64 folder, const QByteArray &prefix, const Say &say, Names *names)
    {
        QByteArray after;
        for (QList<ImageFileRow> rows; !(rows = index.children(folder, view, layer, after, 3)).isEmpty(); after = rows.last().name) {
            for (const ImageFileRow &row : std::as_const(rows)) {
                names->insert(prefix + row.name, say(row));
                if (row.isFolder())
                    walk(index, view, layer, row.node, prefix + row.name + '/', say, names);
            }
        }
    }
    static Names tree(const ImageIndex &index, FilesView view, int layer, const Say &say)
    {
        Names names;
        walk(index, view, layer, rootNode, {}, say, &names);
        return names;
    }
    static QByteArray sizeAndMark(const ImageFileRow &row)
    {
        return QByteArray(1, " +~-~"[int(row.mark)]) + (row.mark == LayerMark::Inside ? "in " : "") + QByteArray::number(row.size);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<IndexFolder>(); }

    /// Nobody waits for an index that nobody wants: its longest statements end at once.
    void A4_48_cancelledWhileItIsFinished()
    {
        SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        ImageIndexWriter writer(database, u"list the files"_s);
        QVERIFY(writer.begin(0, "layer"));
        LayerData none(nullptr, {}, {});
        LayerEntry entry;
        entry.kind = LayerEntry::Kind::Special;
        for (int i = 0; i < 20'000; ++i) {
            entry.path = QByteArray::number(i);
            QVERIFY(writer.entry(0, entry, none));
        }
        const CancelToken token;
        token.cancel();
        QCOMPARE(toString(writer.finish({{0}, {}}, token).error().kind), u"cancelled"_s);
        QCOMPARE(database.execAndGet("SELECT count(*) FROM sqlite_master WHERE name='entry_by_blob'").getInt(), 0); // that was the first of them
    }

    void schemaOfAComponentIsKnownFromTheIndex()
    {
        TarBuilder component, none;
        component.directory("code/").directory("code/component_config/").file("code/component_config/configSchema.json", "{}");
        none.file("a", "a");
        const QByteArray with = component.bytes(), without = none.bytes();
        const ImageIndexFolder indexes(m_folder->path(u"i"_s));
        const ImageId one{u"aa"_s}, other{u"bb"_s}, unread{u"cc"_s};
        const auto write = [&](const ImageId &image, const QByteArray &layer) {
            QVERIFY(indexes.write(image, inPieces(imageArchive({layer}, ArchiveLayout::DockerOci)), {}));
        };
        write(one, with);
        write(other, without);
        SchemaFiles schemas(m_folder->path(u"i"_s));
        QSignalSpy changed(&schemas, &SchemaFiles::changed);
        QList<ImageSummary> images(3);
        images[0].id = one;
        images[1].id = other;
        images[2].id = unread;
        schemas.look(images);
        QVERIFY(changed.wait());
        using Paths = QHash<ImageId, QString>;
        const QString path = u"/code/component_config/configSchema.json"_s;
        QCOMPARE(changed.last()[0].value<Paths>(), (Paths{{one, path}}));
        write(unread, with);
        schemas.look(images); // were looked at
        schemas.lookAgain(unread);
        QVERIFY(changed.wait());
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.last()[0].value<Paths>(), (Paths{{one, path}, {unread, path}}));
    }

    void A4_40_filesOfOneLayer_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<Names>("names");
        QTest::newRow("base") << 0 << Names{{"bin", "+0"}, {"etc", "+10"}, {"etc/group", "+5"}, {"etc/passwd", "+5"}, {"opt", "+3"}, {"opt/old", "+3"},
            {"usr", "+2000"}, {"usr/bin", "+2000"}, {"usr/bin/same", "+0"}, {"usr/bin/tool", "+2000"}, {"var", "+1500"}, {"var/cache", "+1500"},
            {"var/cache/a", "+1000"}, {"var/cache/b", "+500"}};
        QTest::newRow("change") << 1 << Names{{"etc", "~in 10"}, {"etc/group", "-5"}, {"etc/passwd", "~10"}, {"opt", "~in 3"}, {"opt/new", "+3"}, {"opt/old", "-3"}};
        QTest::newRow("top") << 2 << Names{{"code", "+9"}, {"code/main.py", "+9"}, {"usr", "~10"}, {"var", "~in 0"}, {"var/cache", "-1500"},
            {"var/cache/a", "-1000"}, {"var/cache/b", "-500"}};
    }
    void A4_40_filesOfOneLayer()
    {
        QFETCH(int, layer);
        for (const ArchiveLayout layout : {ArchiveLayout::DockerLegacy, ArchiveLayout::DockerOci, ArchiveLayout::OciGzip, ArchiveLayout::Podman}) {
            const auto index = indexOf(sample(), layout);
            QTEST(tree(*index, FilesView::Layer, layer, sizeAndMark), "names");
        }
    }

    void A4_41_mergedUpToALayer_data()
    {
        QTest::addColumn<int>("layer");
        QTest::addColumn<Names>("names");
        QTest::newRow("base") << 0 << Names{{"bin", "0"}, {"etc", "10"}, {"etc/group", "5"}, {"etc/passwd", "5"}, {"opt", "3"}, {"opt/old", "3"},
            {"usr", "2000"}, {"usr/bin", "2000"}, {"usr/bin/same", "0"}, {"usr/bin/tool", "2000"}, {"var", "1500"}, {"var/cache", "1500"},
            {"var/cache/a", "1000"}, {"var/cache/b", "500"}};
        QTest::newRow("change") << 1 << Names{{"bin", "0"}, {"etc", "10"}, {"etc/passwd", "10"}, {"opt", "3"}, {"opt/new", "3"},
            {"usr", "2000"}, {"usr/bin", "2000"}, {"usr/bin/same", "0"}, {"usr/bin/tool", "2000"}, {"var", "1500"}, {"var/cache", "1500"},
            {"var/cache/a", "1000"}, {"var/cache/b", "500"}};
        QTest::newRow("top") << 2 << Names{{"bin", "0"}, {"code", "9"}, {"code/main.py", "9"}, {"etc", "10"}, {"etc/passwd", "10"}, {"opt", "3"}, {"opt/new", "3"},
            {"usr", "10"}, {"var", "0"}};
    }
    void A4_41_mergedUpToALayer()
    {
        QFETCH(int, layer);
        const auto index = indexOf(sample());
        QTEST(tree(*index, FilesView::Merged, layer, [](const ImageFileRow &row) { return QByteArray::number(row.size); }), "names");
        QCOMPARE(index->mergedSize(0), 3513);
        QCOMPARE(index->mergedSize(2), 32);
    }

    // The merged tree is what putting the layers on each other in a plain map gives, whatever they hold.
    void A4_41_property_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 60; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void A4_41_property()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Names plain; // path -> "d", or the size
        QByteArrayList layers;
        QList<Names> states;
        const auto below = [&](const QByteArray &folder) { return folder + '/'; };
        const auto drop = [&](const QByteArray &path, bool self) {
            for (auto entry = plain.begin(); entry != plain.end();)
                entry = entry.key().startsWith(below(path)) || (self && entry.key() == path) ? plain.erase(entry) : std::next(entry);
        };
        const auto anyPath = [&] {
            QByteArrayList steps;
            for (int depth = 0; depth < 1 + int(random.bounded(4)); ++depth)
                steps.append(QByteArray(1, char('a' + random.bounded(4))));
            return steps.join('/');
        };
        for (int layer = 0; layer < 6; ++layer) {
            TarBuilder tar;
            QByteArrayList gone, opaque;
            QList<std::pair<QByteArray, int>> entries; // size, -1 for a folder
            for (int i = 0; i < 25; ++i) {
                const QByteArray path = anyPath();
                const qsizetype slash = path.lastIndexOf('/') + 1;
                const int what = random.bounded(10);
                if (what == 0) {
                    tar.file(path.first(slash) + ".wh." + path.mid(slash), "");
                    gone.append(path);
                } else if (what == 1) {
                    tar.file(path + "/.wh..wh..opq", "");
                    opaque.append(path);
                } else if (what < 4) {
                    tar.directory(path + '/');
                    entries.append({path, -1});
                } else {
                    const int size = random.bounded(50);
                    tar.file(path, QByteArray(size, 'x'));
                    entries.append({path, size});
                }
            }
            for (const QByteArray &path : gone)
                drop(path, true);
            for (const QByteArray &path : opaque)
                drop(path, false);
            for (const auto &[path, size] : entries) {
                for (qsizetype at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1))
                    plain[path.first(at)] = "d";
                if (size < 0 && plain.value(path) == "d")
                    continue;
                if (size >= 0)
                    drop(path, true);
                plain[path] = size < 0 ? QByteArray("d") : QByteArray::number(size);
            }
            layers.append(tar.bytes());
            states.append(plain);
        }
        const auto index = indexOf(layers, ArchiveLayout(seed % 4));
        const Say say = [](const ImageFileRow &row) { return row.isFolder() ? QByteArray("d") : QByteArray::number(row.size); };
        for (int layer = 0; layer < layers.size(); ++layer) {
            const Names merged = tree(*index, FilesView::Merged, layer, say);
            QCOMPARE(merged, states[layer]);
            checkLayer(*index, layer, layer > 0 ? states[layer - 1] : Names(), merged);
            checkSizes(*index, layer);
        }
    }

    void A4_42_countsOfALayer()
    {
        const auto index = indexOf(sample());
        QCOMPARE(index->layers().size(), 3);
        const auto counts = [&](int layer) { const auto l = index->layers()[layer]; return QList<qint64>{l.size, l.added, l.changed, l.removed}; };
        QCOMPARE(counts(0), (QList<qint64>{3513, 14, 0, 0}));
        QCOMPARE(counts(1), (QList<qint64>{13, 1, 1, 2}));
        QCOMPARE(counts(2), (QList<qint64>{19, 2, 1, 6}));
    }

    void A4_42_marksAndWords()
    {
        ImageFilesModel model;
        model.setView(indexOf(sample()), FilesView::Layer, 1);
        auto tester = std::make_unique<QAbstractItemModelTester>(&model); // it fetches within resets
        const auto change = [&](const QByteArray &path) { return model.find(path).siblingAtColumn(ImageFilesModel::ChangeColumn).data().toString(); };
        QCOMPARE(change("etc/passwd"), u"~ changed"_s);
        QCOMPARE(change("etc/group"), u"− removed"_s);
        QCOMPARE(change("opt/new"), u"+ added"_s);
        QCOMPARE(change("opt"), u"~ changed"_s);
        QVERIFY(!model.find("var").isValid());
        tester.reset();
        model.setView(indexOf(sample()), FilesView::Merged, 1);
        QCOMPARE(change("var"), QString());
        QCOMPARE(change("etc"), u"~ changed"_s);
        QVERIFY(!model.find("etc/group").isValid());
        model.setHidden({LayerMark::Same});
        QVERIFY(!model.find("bin").isValid());
        QVERIFY(!model.find("var").isValid());
        QVERIFY(model.find("etc/passwd").isValid());
        QCOMPARE(ImageFilesModel::modeText(0100755), u"-rwxr-xr-x"_s);
        QCOMPARE(ImageFilesModel::modeText(0104644), u"-rwSr--r--"_s);
        QCOMPARE(ImageFilesModel::modeText(0041777), u"drwxrwxrwt"_s);
        QCOMPARE(ImageFilesModel::modeText(0120777), u"lrwxrwxrwx"_s);
    }

    void A4_40_foldersInARowShareOne()
    {
        TarBuilder base, top;
        base.directory("a/").directory("a/b/").file("a/b/c/d/file", "1").file("x/y/z", "2").directory("e/f/");
        top.file("a/b/c/new/in/it", "3");
        ImageFilesModel model;
        model.setView(indexOf({base.bytes(), top.bytes()}), FilesView::Layer, 0);
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(pathsOf(model, {}), (QStringList{u"a/b/c/d"_s, u"a/b/c/d/file"_s, u"e/f"_s, u"x/y"_s, u"x/y/z"_s}));
        for (const char *path : {"a", "a/b", "a/b/c/d"})
            QCOMPARE(model.find(path).data().toString(), u"a/b/c/d"_s);
        QCOMPARE(model.find("a/b/c/d/file").data().toString(), u"file"_s);
        QVERIFY(!model.find("a/b/c/none").isValid() && !model.find("x/y/z/w").isValid() && !model.find("ab").isValid());
    }

    void A4_40_whatALayerDidTellsThemApart()
    {
        TarBuilder base, top;
        base.file("a/b/c/d/file", "1");
        top.file("a/b/c/new/in/it", "3");
        ImageFilesModel model;
        model.setView(indexOf({base.bytes(), top.bytes()}), FilesView::Layer, 1);
        QCOMPARE(pathsOf(model, {}), (QStringList{u"a/b/c"_s, u"a/b/c/new/in"_s, u"a/b/c/new/in/it"_s}));
    }

    void A4_43_wasteAsDiveCountsIt()
    {
        const auto index = indexOf(sample());
        // passwd 5+10, group 5+0, old 3+0, a 1000+0, b 500+0, tool 2000+0
        QCOMPARE(index->waste().files, 6);
        QCOMPARE(index->waste().size, 15 + 5 + 3 + 1000 + 500 + 2000);
        const double written = 3513 + 13 + 19, least = 5 + (3 + 10 + 9);
        QVERIFY(qAbs(index->waste().efficiency - least / written) < 1e-9);
        QCOMPARE(index->wastedFiles(2), (QList<ImageIndex::WastedFile>{{"usr/bin/tool", 2, 2000}, {"var/cache/a", 2, 1000}}));
        TarBuilder once;
        once.file("a", "1");
        QCOMPARE(indexOf({once.bytes()})->waste(), ImageIndex::Waste());
    }

    void A4_47_nameFilter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("view");
        QTest::addColumn<QStringList>("paths");
        const auto merged = int(FilesView::Merged), layer = int(FilesView::Layer);
        QTest::newRow("part of a name, any case") << u"PASS"_s << merged << QStringList{u"etc"_s, u"etc/passwd"_s};
        QTest::newRow("a folder shows what is in it") << u"cache"_s << merged << QStringList{u"var"_s, u"var/cache"_s, u"var/cache/a"_s, u"var/cache/b"_s};
        QTest::newRow("pattern") << u"t??l"_s << merged << QStringList{u"usr"_s, u"usr/bin"_s, u"usr/bin/tool"_s};
        QTest::newRow("path") << u"/cache/b"_s << merged << QStringList{u"var"_s, u"var/cache"_s, u"var/cache/b"_s};
        QTest::newRow("pattern of a path") << u"etc/*"_s << merged << QStringList{u"etc"_s, u"etc/passwd"_s};
        QTest::newRow("in a layer") << u"o"_s << layer << QStringList{u"etc"_s, u"etc/group"_s, u"opt"_s, u"opt/old"_s};
        QTest::newRow("nothing") << u"zzz"_s << merged << QStringList{};
        QTest::newRow("nonsense") << u"[(*"_s << merged << QStringList{};
    }
    void A4_47_nameFilter()
    {
        QFETCH(QString, text);
        QFETCH(int, view);
        const auto index = indexOf(sample());
        ImageFilesModel model;
        model.setView(index, FilesView(view), 1);
        model.setFilter(index->search(text, FilesView(view), 1, {}));
        const QAbstractItemModelTester tester(&model);
        QTEST(pathsOf(model, {}), "paths");
        QVERIFY(!index->search(u"e"_s, FilesView::Merged, 0, {}, 1).isWhole);
    }

    void A4_48_fiftyThousandFiles()
    {
        TarBuilder tar, more;
        for (int i = 0; i < 50'000; ++i)
            tar.file("data/" + QByteArray::number(i).rightJustified(6, '0'), QByteArray(i % 7, 'x'));
        more.file("data/.wh.000007", "");
        const auto index = indexOf({tar.bytes(), more.bytes()});
        QCOMPARE(index->layers()[0].added, 50'001);
        QCOMPARE(index->layers()[1].removed, 1);
        ImageFilesModel model;
        model.setView(index, FilesView::Merged, 1);
        QSignalSpy settled(&model, &ImageFilesModel::settled);
        model.fetchMore({});
        const QModelIndex data = model.index(0, 0);
        model.fetchMore(data);
        QCOMPARE(model.rowCount(data), ImageFilesModel::page); // the rest comes page by page, and nobody waits
        QVERIFY(settled.wait(20'000));
        QTRY_COMPARE(model.rowCount(data), 49'999);
        QCOMPARE(index->search(u"00012"_s, FilesView::Merged, 1, {}).matched.size(), 11);
    }

    // An archive of gigabytes takes the memory of a small one.
    void A4_48_memoryIsFlat()
    {
        constexpr qint64 fileBytes = qint64(2) << 30;
        const QByteArray start = TarBuilder().upToFile("big", fileBytes);
        const qint64 layerBytes = start.size() + fileBytes + 1024;
        QByteArray head = TarBuilder().upToFile("a/layer.tar", layerBytes) + start;
        const QByteArray manifest = TarBuilder().file("manifest.json", "[{\"Layers\":[\"a/layer.tar\"]}]").bytes();
        const QByteArray block(1 << 20, '\0');
        qint64 left = layerBytes - start.size();
        left += (512 - layerBytes % 512) % 512;
        int step = 0;
        const qint64 before = peakKilobytes();
        const ImageIndexFolder folder(m_folder->path(u"i"_s));
        const Result<void> written = folder.write({u"ab"_s}, [&]() -> std::optional<QByteArray> {
            if (step == 0 && ++step)
                return head;
            if (left > 0) {
                const QByteArray piece = block.first(qMin<qint64>(left, block.size()));
                left -= piece.size();
                return piece;
            }
            return step++ == 1 ? manifest : QByteArray();
        }, {});
        QVERIFY2(written, written ? "" : qPrintable(written.error().sentence()));
        QCOMPARE(ImageIndex::open(folder.fileOf({u"ab"_s})).value()->layers()[0].size, fileBytes);
        QVERIFY2(peakKilobytes() - before < 64 << 10, qPrintable(QString::number(peakKilobytes() - before)));
    }

private:
    static qint64 peakKilobytes()
    {
        QFile status(u"/proc/self/status"_s);
        if (status.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : status.readAll().split('\n')) {
                if (line.startsWith("VmHWM:"))
                    return line.mid(6).simplified().split(' ')[0].toLongLong();
            }
        }
        return 0;
    }

    static QStringList pathsOf(ImageFilesModel &model, const QModelIndex &parent, const QString &prefix = {})
    {
        QStringList paths;
        while (model.canFetchMore(parent))
            model.fetchMore(parent);
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            paths.append(prefix + index.data().toString());
            paths += pathsOf(model, index, paths.last() + u'/');
        }
        return paths;
    }

    // What a layer is said to have done is the difference of the trees before and after it.
    static void checkLayer(const ImageIndex &index, int layer, const Names &before, const Names &after)
    {
        const Names marks = tree(index, FilesView::Layer, layer, [](const ImageFileRow &row) { return QByteArray(1, " +~-i"[int(row.mark)]); });
        for (auto entry = after.begin(); entry != after.end(); ++entry) {
            if (!before.contains(entry.key()))
                QCOMPARE(marks.value(entry.key()), "+");
            else if (before[entry.key()] != *entry)
                QCOMPARE(marks.value(entry.key()), "~");
        }
        for (auto entry = before.begin(); entry != before.end(); ++entry) {
            if (!after.contains(entry.key()))
                QVERIFY2(marks.value(entry.key()) == "-" || isBelowFile(after, entry.key()), entry.key().constData());
        }
        for (auto mark = marks.begin(); mark != marks.end(); ++mark)
            QVERIFY2(*mark == "-" ? !after.contains(mark.key()) : after.contains(mark.key()), mark.key().constData());
    }
    // Below what is a file now, nothing is listed.
    static bool isBelowFile(const Names &names, const QByteArray &path)
    {
        for (qsizetype at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
            if (names.value(path.first(at), "d") != "d")
                return true;
        }
        return false;
    }

    static void checkSizes(const ImageIndex &index, int layer)
    {
        QMap<QByteArray, qint64> sums;
        const Names sizes = tree(index, FilesView::Merged, layer, [](const ImageFileRow &row) { return (row.isFolder() ? "d" : "f") + QByteArray::number(row.size); });
        qint64 all = 0;
        for (auto entry = sizes.begin(); entry != sizes.end(); ++entry) {
            if (entry->startsWith('d'))
                continue;
            all += entry->mid(1).toLongLong();
            for (qsizetype at = entry.key().indexOf('/'); at > 0; at = entry.key().indexOf('/', at + 1))
                sums[entry.key().first(at)] += entry->mid(1).toLongLong();
        }
        QCOMPARE(index.mergedSize(layer), all);
        for (auto entry = sizes.begin(); entry != sizes.end(); ++entry) {
            if (entry->startsWith('d'))
                QCOMPARE(entry->mid(1).toLongLong(), sums.value(entry.key()));
        }
    }
};

LONGSHORE_TEST_MAIN(tst_ImageIndex)
#include "tst_imageindex.moc"
