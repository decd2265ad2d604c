// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/filelistcsv.h"
#include "model/images/files/imageexport.h"
#include "model/images/files/imagefilesdiff.h"
#include "model/images/files/imagehead.h"
#include "tests/model/indexfolder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What is taken out of an image by its index: content, exports, lists, and the difference of two images.
class tst_ImageContent : public QObject
{
    Q_OBJECT

    std::unique_ptr<IndexFolder> m_folder;

    std::shared_ptr<ImageIndex> indexOf(const QByteArrayList &layers, ArchiveLayout layout = ArchiveLayout::DockerOci) { return m_folder->indexOf(layers, layout); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<IndexFolder>(); }

    void A4_45_extract_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("view");
        QTest::addColumn<int>("layer");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("a file") << QByteArray("etc/passwd") << int(FilesView::Merged) << 2 << QStringList{u"=root\nuser\n"_s};
        QTest::newRow("as it was") << QByteArray("etc/passwd") << int(FilesView::Merged) << 0 << QStringList{u"=root\n"_s};
        QTest::newRow("one that is gone") << QByteArray("etc/group") << int(FilesView::Layer) << 1 << QStringList{u"=wheel"_s};
        QTest::newRow("a folder") << QByteArray("etc") << int(FilesView::Merged) << 0 << QStringList{u"group=wheel"_s, u"passwd=root\n"_s};
        QTest::newRow("a folder later") << QByteArray("etc") << int(FilesView::Merged) << 2 << QStringList{u"passwd=root\nuser\n"_s};
        QTest::newRow("what a layer did to it") << QByteArray("opt") << int(FilesView::Layer) << 1 << QStringList{u"new=new"_s};
        QTest::newRow("hard links") << QByteArray("usr/bin") << int(FilesView::Merged) << 1 << QStringList{u"same="_s + QString(2000, u't'), u"tool="_s + QString(2000, u't')};
        QTest::newRow("an empty folder") << QByteArray("var") << int(FilesView::Merged) << 2 << QStringList{};
    }
    void A4_45_extract()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, view);
        QFETCH(int, layer);
        for (const ArchiveLayout layout : {ArchiveLayout::DockerLegacy, ArchiveLayout::DockerOci, ArchiveLayout::OciGzip, ArchiveLayout::Podman}) {
            const auto index = indexOf(sample(), layout);
            ImageExport what{u"x"_s, index->path(), *index->find(path, FilesView(view), layer), path, FilesView(view), layer, 2, m_folder->path(u"out%1"_s.arg(int(layout)))};
            const Result<QString> done = exportFromTar(what, false, inPieces(imageArchive(sample(), layout), 1000), {});
            QVERIFY2(done, done ? "" : qPrintable(done.error().sentence()));
            QTEST(filesOf(what.target), "files");
            QCOMPARE(QDir(m_folder->folder.path()).entryList({u".longshore*"_s}, QDir::AllEntries | QDir::Hidden), QStringList());
            if (what.row.isFolder())
                QCOMPARE(toString(exportFromTar(what, false, inPieces({}), {}).error().kind), u"conflict"_s);
        }
    }

    /// A hard link says what its file said when its layer was done, whatever later layers wrote over either.
    void A4_45_hardLinksAcrossLayers_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("layer");
        QTest::addColumn<QStringList>("files"); ///< empty: refused
        QTest::newRow("replaced later") << QByteArray("d/hard") << 0 << QStringList{u"=old"_s};
        QTest::newRow("as it is now") << QByteArray("d/hard") << 1 << QStringList{u"=fresh"_s};
        QTest::newRow("its file was replaced") << QByteArray("e/kept") << 1 << QStringList{u"=old"_s};
        QTest::newRow("a folder, its file outside") << QByteArray("e") << 1 << QStringList{u"again=old"_s, u"kept=old"_s};
        QTest::newRow("a folder with both") << QByteArray("d") << 0 << QStringList{u"f=old"_s, u"hard=old"_s};
        QTest::newRow("of a lower layer") << QByteArray("g/below") << 1 << QStringList{u"=low"_s};
        QTest::newRow("to nothing") << QByteArray("lost") << 0 << QStringList();
        QTest::newRow("to itself") << QByteArray("self") << 0 << QStringList();
        QTest::newRow("no file") << QByteArray("soft") << 0 << QStringList();
    }
    void A4_45_hardLinksAcrossLayers()
    {
        QFETCH(QByteArray, path);
        QFETCH(int, layer);
        QFETCH(QStringList, files);
        TarBuilder base, top;
        base.directory("d/").file("d/f", "old").hardlink("d/hard", "d/f").directory("e/").hardlink("e/kept", "d/f").hardlink("e/again", "e/kept").file("low", "low");
        base.hardlink("lost", "none").hardlink("self", "self").symlink("soft", "low");
        top.file("d/f", "fresh").hardlink("d/hard", "d/f").directory("g/").hardlink("g/below", "low");
        const QByteArrayList layers{base.bytes(), top.bytes()};
        const auto index = indexOf(layers);
        ImageExport what{u"x"_s, index->path(), *index->find(path, FilesView::Merged, layer), path, FilesView::Merged, layer, 1, m_folder->path(u"out"_s)};
        if (QFile there(what.target); !what.row.isFolder())
            QVERIFY(there.open(QIODevice::WriteOnly) && there.write("what was there") > 0);
        const Result<QString> done = exportFromTar(what, false, inPieces(imageArchive(layers, ArchiveLayout::DockerOci)), {});
        if (files.isEmpty())
            QCOMPARE(toString(done.error().kind), u"bad-input"_s);
        else
            QVERIFY2(done, done ? "" : qPrintable(done.error().sentence()));
        QCOMPARE(filesOf(what.target), files.isEmpty() ? QStringList{u"=what was there"_s} : files);
    }

    /// Of a path that a layer has twice the last one counts, as engines have it.
    void A4_45_pathsThatComeTwice()
    {
        TarBuilder tar;
        tar.directory("d/").file("d/a", "first", 0600).file("d/a", "2", 0644).file("d/b", "3").symlink("d/c", "a").file("d/c", "4");
        const QByteArrayList layers{tar.bytes(), TarBuilder().file("other", "x").bytes()};
        const auto index = indexOf(layers);
        const QByteArray archive = imageArchive(layers, ArchiveLayout::DockerOci);
        ImageExport what{u"x"_s, index->path(), *index->find("d", FilesView::Merged, 0), "d", FilesView::Merged, 0, 1, m_folder->path(u"out"_s)};
        QCOMPARE(exportFromTar(what, false, inPieces(archive), {}).value(), u"3 files · 3 B"_s);
        QCOMPARE(filesOf(what.target), (QStringList{u"a=2"_s, u"b=3"_s, u"c=4"_s}));
        QVERIFY(QFileInfo(what.target + u"/a"_s).permissions().testFlag(QFile::ReadOther));
        QCOMPARE(headFromImage(u"x"_s, inPieces(archive), {index->layers()[0].name, "d/a"}, 100, {})->bytes, "2");
        QCOMPARE(headFromImage(u"x"_s, inPieces(archive), {index->layers()[0].name, "d/c"}, 100, {})->bytes, "4");
    }

    void A4_45_namesOfHostileFiles()
    {
        TarBuilder hostile;
        hostile.directory("d/").file("d/a\nb", "1").file("d/\xff", "2").symlink("d/out", "../../../../etc").file("d/out/x", "3").directory("d/\x1b[31m/").file("d/\x1b[31m/f", "4");
        const QByteArrayList layers{hostile.bytes()};
        const auto index = indexOf(layers);
        ImageExport what{u"x"_s, index->path(), *index->find("d", FilesView::Merged, 0), "d", FilesView::Merged, 0, 0, m_folder->path(u"out"_s)};
        QVERIFY(exportFromTar(what, false, inPieces(imageArchive(layers, ArchiveLayout::Podman)), {}).has_value() == false); // other layer names
        QCOMPARE(QDir(m_folder->folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"i"_s});
        QVERIFY(exportFromTar(what, false, inPieces(imageArchive(layers, ArchiveLayout::DockerOci)), {}));
        QCOMPARE(filesOf(what.target), (QStringList{u"%1B[31m/f=4"_s, u"%FF=2"_s, u"a%0Ab=1"_s, u"out/x=3"_s}));
    }

    void A4_44_headOfAFile()
    {
        TarBuilder big;
        big.file("f", QByteArray(200'000, 'x')).symlink("l", "f");
        const QByteArrayList layers{big.bytes()};
        const auto index = indexOf(layers);
        const QByteArray archive = imageArchive(layers, ArchiveLayout::DockerOci);
        const auto head = headFromImage(u"x"_s, inPieces(archive), {index->layers()[0].name, "f"}, 65536, {});
        QVERIFY(head);
        QCOMPARE(head->bytes, QByteArray(65536, 'x'));
        QCOMPARE(head->size, 200'000);
        QCOMPARE(toString(headFromImage(u"x"_s, inPieces(archive), {index->layers()[0].name, "l"}, 65536, {}).error().kind), u"bad-input"_s);
        QCOMPARE(toString(headFromImage(u"x"_s, inPieces(archive), {index->layers()[0].name, "none"}, 65536, {}).error().kind), u"not-found"_s);
        const QByteArray plain = TarBuilder().file("f", "0123456789").bytes();
        QCOMPARE(headFromTar(inPieces(plain), 4)->bytes, "0123");
        QCOMPARE(headFromTar(inPieces(plain), 4)->size, 10);
        QVERIFY(!headFromTar(inPieces({}), 4));
        QVERIFY(!headFromTar(inPieces(TarBuilder().directory("d").bytes()), 4));
    }

    void A4_44_linksAreFollowed_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("leads");
        QTest::addColumn<QByteArray>("content"); ///< what of which layer says it
        QTest::newRow("relative") << QByteArray("d/e/up") << QByteArray("d/f") << QByteArray("d/f@1");
        QTest::newRow("absolute") << QByteArray("d/e/abs") << QByteArray("d/f") << QByteArray("d/f@1");
        QTest::newRow("hard, its file replaced later") << QByteArray("d/hard") << QByteArray("d/hard") << QByteArray("d/f@0");
        QTest::newRow("to a hard link") << QByteArray("d/soft") << QByteArray("d/hard") << QByteArray("d/f@0");
        QTest::newRow("in two steps") << QByteArray("two") << QByteArray("d/f") << QByteArray("d/f@1");
        for (const char *path : {"self", "lost", "out", "d"}) // to itself, nowhere, outside, a folder
            QTest::newRow(path) << QByteArray(path) << QByteArray() << QByteArray();
    }
    void A4_44_linksAreFollowed()
    {
        QFETCH(QByteArray, path);
        TarBuilder tar;
        tar.directory("d/").directory("d/e/").file("d/f", "x").symlink("d/e/up", "../f").symlink("d/e/abs", "/d/f").hardlink("d/hard", "d/f").symlink("two", "d/e/up");
        tar.symlink("self", "self").symlink("lost", "none").symlink("out", "../../../../nothing/here").symlink("d/soft", "hard");
        const auto index = indexOf({tar.bytes(), TarBuilder().file("d/f", "y").bytes()});
        const auto led = followLinks(*index, *index->find(path, FilesView::Merged, 1), 1);
        QTEST(led ? index->pathOf(led->node) : QByteArray(), "leads");
        const auto content = led ? contentOf(*index, *led) : std::nullopt;
        QTEST(content ? index->pathOf(content->node) + '@' + QByteArray::number(content->layer) : QByteArray(), "content");
    }

    void A4_46_filesOfTwoImages()
    {
        TarBuilder older, newer;
        older.directory("a/").file("a/same", "1").file("a/changed", "12").file("a/mode", "1", 0600).file("gone/x", "123").symlink("l", "a").file("kind", "k").file("size", "1");
        newer.directory("a/").file("a/same", "1").file("a/changed", "21").file("a/mode", "1", 0644).file("b/new", "1234").symlink("l", "b").directory("kind/").file("kind/in", "i").file("size", "12345");
        const auto was = indexOf({older.bytes()}), is = indexOf({newer.bytes()});
        const auto difference = compareFiles(*was, *is);
        QVERIFY(difference);
        const QList<ChangedFile> expected{{u"/a/changed"_s, 2, 2}, {u"/a/mode"_s, 1, 1}, {u"/b/new"_s, -1, 4}, {u"/gone/x"_s, 3, -1}, {u"/kind"_s, 1, -1},
            {u"/kind/in"_s, -1, 1}, {u"/l"_s, 0, 0}, {u"/size"_s, 1, 5}};
        QCOMPARE(difference->files, expected);
        QCOMPARE(QList<int>({difference->added, difference->changed, difference->removed}), (QList<int>{2, 4, 2}));
        QCOMPARE(QList<qint64>({difference->filesBefore, difference->filesAfter}), (QList<qint64>{7, 7}));
        const auto few = compareFiles(*was, *is, {}, 3);
        QCOMPARE(few->files.size(), 3);
        QCOMPARE(few->added, 2);
        const CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(toString(compareFiles(*was, *is, cancelled).error().kind), u"cancelled"_s);
    }

    void A4_46_manyFiles()
    {
        TarBuilder older, newer;
        for (int i = 0; i < 3000; ++i) {
            if (i % 7)
                older.file("d/" + QByteArray::number(i), "x");
            if (i % 11)
                newer.file("d/" + QByteArray::number(i), i % 13 ? "x" : "y");
        }
        const auto difference = compareFiles(*indexOf({older.bytes()}), *indexOf({newer.bytes()}));
        int added = 0, changed = 0, removed = 0;
        for (int i = 0; i < 3000; ++i) {
            added += i % 7 == 0 && i % 11;
            removed += i % 7 && i % 11 == 0;
            changed += i % 7 && i % 11 && i % 13 == 0;
        }
        QCOMPARE(QList<int>({difference->added, difference->changed, difference->removed}), (QList<int>{added, changed, removed}));
    }

    void B1_13_listAsCsv()
    {
        const auto index = indexOf(sample());
        const QString path = m_folder->path(u"list.csv"_s);
        QCOMPARE(*writeFileList(*index, FilesView::Layer, 1, path, {}), 6);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArrayList lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 8);
        QCOMPARE(lines[0], "\"path\",\"type\",\"size\",\"mode\",\"uid\",\"gid\",\"modified\",\"link\",\"change\",\"layer\"");
        QVERIFY2(lines[2].startsWith("\"/etc/group\",\"file\",\"5\",\"0644\"") && lines[2].endsWith("\"removed\",\"1\""), lines[2].constData());
        const CancelToken cancelled;
        cancelled.cancel();
        QVERIFY(!writeFileList(*index, FilesView::Merged, 1, m_folder->path(u"none.csv"_s), cancelled));
        QVERIFY(!QFile::exists(m_folder->path(u"none.csv"_s)));
        QCOMPARE(toString(writeFileList(*index, FilesView::Merged, 1, u"/nonexistent/x.csv"_s, {}).error().kind), u"store-unwritable"_s);
    }

private:
    /// "name=content" of all files, or "=content" of one.
    static QStringList filesOf(const QString &path)
    {
        const auto read = [](const QString &name) {
            QFile file(name);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"?"_s;
        };
        if (QFileInfo(path).isFile())
            return {u'=' + read(path)};
        QStringList files;
        for (const QFileInfo &info : QDir(path).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name)) {
            if (info.isDir()) {
                for (const QString &inside : filesOf(info.filePath()))
                    files.append(info.fileName() + u'/' + inside);
            } else {
                files.append(info.fileName() + u'=' + read(info.filePath()));
            }
        }
        return files;
    }
};

LONGSHORE_TEST_MAIN(tst_ImageContent)
#include "tst_imagecontent.moc"
