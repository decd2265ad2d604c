// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imageindex.h"
#include "model/images/files/imageindexfile.h"
#include "tests/support/imagearchives.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <archive_entry.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

struct Seen : LayerVisitor {
    QByteArrayList lines; ///< "0 kind path link"
    Result<void> begin(int, const QByteArray &) override { return {}; }
    Result<void> entry(int layer, const LayerEntry &entry, LayerData &) override
    {
        lines.append(QByteArray::number(layer) + ' ' + QByteArray::number(int(entry.kind)) + ' ' + entry.path + (entry.link.isEmpty() ? QByteArray() : " > " + entry.link));
        return {};
    }
};

QByteArrayList twoLayers()
{
    TarBuilder base, top;
    base.directory("etc/").file("etc/passwd", "root").file("./etc/group", "wheel", 0600).symlink("bin", "usr/bin").hardlink("etc/passwd-", "etc/passwd");
    base.special("null", AE_IFCHR).file("odd \n\xff name", "x");
    top.file("etc/.wh.group", "").file("srv/.wh..wh..opq", "").file(".wh..wh.plnk", "").file("new", QByteArray(100'000, 'n'));
    return {base.bytes(), top.bytes()};
}

} // namespace

/// The reader of image archives: what each engine writes, and what nobody should.
class tst_ImageArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A4_40_everyLayoutGivesTheSame_data()
    {
        QTest::addColumn<int>("layout");
        QTest::addColumn<int>("piece");
        for (const int piece : {1, 511, 64 << 10}) {
            const QByteArray tail = ", pieces of " + QByteArray::number(piece);
            QTest::newRow(("docker 20" + tail).constData()) << int(ArchiveLayout::DockerLegacy) << piece;
            QTest::newRow(("docker 26" + tail).constData()) << int(ArchiveLayout::DockerOci) << piece;
            QTest::newRow(("oci, gzip" + tail).constData()) << int(ArchiveLayout::OciGzip) << piece;
            QTest::newRow(("podman" + tail).constData()) << int(ArchiveLayout::Podman) << piece;
        }
    }
    void A4_40_everyLayoutGivesTheSame()
    {
        QFETCH(int, layout);
        QFETCH(int, piece);
        Seen seen;
        const auto facts = readImageArchive(u"x"_s, inPieces(imageArchive(twoLayers(), ArchiveLayout(layout), {"", "ENV A=1", ""}), piece), seen);
        QVERIFY2(facts, facts ? "" : qPrintable(facts.error().sentence()));
        QCOMPARE(facts->layers, (QList<int>{0, 1}));
        QCOMPARE(facts->steps, (QList<ImageStep>{{u"COPY . /"_s, 0}, {u"ENV A=1"_s, -1}, {u"COPY . /"_s, 1}}));
        const QByteArrayList expected{"0 1 etc", "0 0 etc/passwd", "0 0 etc/group", "0 2 bin > usr/bin", "0 3 etc/passwd- > etc/passwd", "0 4 null",
                                      "0 0 odd \n\xff name", "1 5 etc/group", "1 6 srv", "1 0 new"};
        QCOMPARE(seen.lines, expected);
    }

    void A4_40_aLayerThatComesTwice_data() { A4_40_everyLayoutGivesTheSame_data(); }
    void A4_40_aLayerThatComesTwice()
    {
        QFETCH(int, layout);
        QFETCH(int, piece);
        const QByteArrayList layers = twoLayers();
        Seen seen;
        const auto facts = readImageArchive(u"x"_s, inPieces(imageArchive({layers[0], layers[1], layers[0]}, ArchiveLayout(layout)), piece), seen);
        QVERIFY(facts);
        QCOMPARE(facts->layers, (QList<int>{0, 1, 0}));
        QCOMPARE(seen.lines.size(), 10);
    }

    // Every cut gives an error, and nothing stays on the disk.
    void A4_48_everyCutIsToldAndLeavesNothing_data() { layouts(); }
    void A4_48_everyCutIsToldAndLeavesNothing()
    {
        QFETCH(int, layout);
        const QByteArray whole = imageArchive({TarBuilder().directory("a/").file("a/b", "c").bytes(), TarBuilder().directory("d/").bytes()}, ArchiveLayout(layout));
        const QTemporaryDir folder;
        const ImageIndexFolder indexes(folder.filePath(u"i"_s));
        for (qsizetype at = 0; at < whole.size() - 1024; at += 1 + at % 97) {
            const Result<void> written = indexes.write({u"ab"_s}, inPieces(whole.first(at)), {});
            QVERIFY2(!written, qPrintable(QString::number(at)));
            QVERIFY(!written.error().sentence().isEmpty());
            QVERIFY(QDir(folder.filePath(u"i"_s)).isEmpty(QDir::Files | QDir::Hidden));
        }
        QVERIFY(indexes.write({u"ab"_s}, inPieces(whole), {}));
        QCOMPARE(QDir(folder.filePath(u"i"_s)).entryList(QDir::Files), QStringList{u"ab.files"_s});
    }

    void A4_48_garbageIsTold_data() { layouts(); }
    void A4_48_garbageIsTold()
    {
        QFETCH(int, layout);
        const QByteArray whole = imageArchive(twoLayers(), ArchiveLayout(layout));
        QRandomGenerator random(4);
        const QTemporaryDir folder;
        const ImageIndexFolder indexes(folder.filePath(u"i"_s));
        for (int round = 0; round < 200; ++round) {
            QByteArray bytes = whole;
            for (int i = 0; i < 1 + round % 20; ++i)
                bytes[random.bounded(bytes.size())] = char(random.bounded(256));
            const Result<void> written = indexes.write({u"ab"_s}, inPieces(bytes), {});
            QVERIFY(written || !written.error().sentence().isEmpty());
            QVERIFY(QDir(folder.filePath(u"i"_s)).entryList(QDir::Files | QDir::Hidden).size() <= 1);
        }
    }

    void A4_48_hostileArchives_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("words");
        const auto image = [](TarBuilder &layer) { return imageArchive({layer.bytes()}, ArchiveLayout::DockerOci); };
        TarBuilder outside, outsideWhiteout, longName, deep, many, bomb, empty;
        outside.file("a/../../etc/passwd", "x");
        outsideWhiteout.file("a/../.wh.b", "");
        longName.file(QByteArray(5000, 'n'), "x");
        deep.file(QByteArray("d/").repeated(300) + 'f', "x");
        for (int i = 0; i < 60; ++i)
            many.file("f" + QByteArray::number(i), "");
        bomb.file("zeros", QByteArray(4 << 20, '\0'));
        QTest::newRow("a name that leads outside") << image(outside) << u"bad-input"_s << u"outside"_s;
        QTest::newRow("a whiteout that leads outside") << image(outsideWhiteout) << u"bad-input"_s << u"outside"_s;
        QTest::newRow("a long name") << image(longName) << u"too-large"_s << u"too long"_s;
        QTest::newRow("a deep name") << image(deep) << u"too-large"_s << u"too deep"_s;
        QTest::newRow("too many files") << image(many) << u"too-large"_s << u"beyond the 50"_s;
        QTest::newRow("a bomb") << imageArchive({bomb.bytes()}, ArchiveLayout::OciGzip) << u"too-large"_s << u"unpacks to more than"_s;
        QTest::newRow("a file of an impossible size") << imageArchive({TarBuilder().upToFile("f", qint64(1) << 50)}, ArchiveLayout::DockerOci) << u"too-large"_s << u"impossible size"_s;
        QTest::newRow("a layer that is cut") << imageArchive({TarBuilder().upToFile("f", 100'000)}, ArchiveLayout::DockerOci) << u"bad-input"_s << u"damaged"_s;
        QTest::newRow("no manifest") << empty.file("x", "y").bytes() << u"bad-input"_s << u"no manifest"_s;
        QTest::newRow("a layer that is not there") << TarBuilder().file("manifest.json", "[{\"Layers\":[\"a/layer.tar\"]}]").bytes() << u"bad-input"_s << u"a/layer.tar"_s;
        QTest::newRow("a manifest of lies") << TarBuilder().file("manifest.json", "[{\"Layers\":[1,null,{}],\"Config\":[]}]").bytes() << QString() << QString();
        QTest::newRow("links in a circle") << TarBuilder().symlink("a", "b").symlink("b", "a").file("manifest.json", "[{\"Layers\":[\"a\"]}]").bytes() << u"bad-input"_s << u"not in the archive"_s;
        QTest::newRow("deep JSON") << TarBuilder().file("manifest.json", QByteArray(100'000, '[')).bytes() << u"bad-input"_s << u"no manifest"_s;
        QTest::newRow("nothing") << QByteArray() << u"connection-lost"_s << QString();
        QTest::newRow("text") << QByteArray("no tar at all, but longer than a block. ").repeated(100) << u"connection-lost"_s << QString();
    }
    void A4_48_hostileArchives()
    {
        QFETCH(QByteArray, archive);
        ImageArchiveLimits limits;
        limits.entries = 50;
        limits.unpacked = 1 << 20;
        Seen seen;
        const auto facts = readImageArchive(u"x"_s, inPieces(archive), seen, {}, limits);
        QTEST(facts ? QString() : toString(facts.error().kind), "kind");
        QFETCH(QString, words);
        if (!facts)
            QVERIFY2(facts.error().sentence().contains(words), qPrintable(facts.error().sentence()));
    }

    void A4_48_cancelled()
    {
        const QTemporaryDir folder;
        const ImageIndexFolder indexes(folder.filePath(u"i"_s));
        const CancelToken token;
        const auto source = inPieces(imageArchive(twoLayers(), ArchiveLayout::Podman), 100);
        int pieces = 0;
        const Result<void> written = indexes.write({u"ab"_s}, [&]() -> std::optional<QByteArray> {
            if (++pieces == 20)
                token.cancel();
            return token.isCancelled() ? std::nullopt : source();
        }, token);
        QVERIFY(!written);
        QCOMPARE(toString(written.error().kind), u"cancelled"_s);
        QVERIFY(QDir(folder.filePath(u"i"_s)).isEmpty(QDir::Files | QDir::Hidden));
    }

    void A4_48_indexesThatAreKeptAreBounded()
    {
        const QTemporaryDir folder;
        const ImageIndexFolder indexes(folder.path(), {3, qint64(1) << 30});
        const QByteArray archive = imageArchive(twoLayers(), ArchiveLayout::DockerOci);
        int age = 10;
        for (const QString &name : {u"a1"_s, u"b2"_s, u"c3"_s, u"d4"_s}) {
            QVERIFY(indexes.write({name}, inPieces(archive), {}));
            QFile file(indexes.fileOf({name}));
            QVERIFY(file.open(QIODevice::ReadWrite) && file.setFileTime(QDateTime::currentDateTime().addSecs(-age--), QFile::FileModificationTime));
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{u"b2.files"_s, u"c3.files"_s, u"d4.files"_s}));
        const ImageIndexFolder smaller(folder.path(), {100, 1});
        QVERIFY(smaller.write({u"e5"_s}, inPieces(archive), {}));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{u"e5.files"_s});
        QVERIFY(!indexes.fileOf({u"../../x"_s}).contains(u".."_s));
    }

    void damagedIndexesAreTold()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"x.files"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(10'000, 'x')) > 0);
        file.close();
        QCOMPARE(toString(ImageIndex::open(file.fileName()).error().kind), u"bad-input"_s);
        QCOMPARE(toString(ImageIndex::open(folder.filePath(u"none"_s)).error().kind), u"not-found"_s);
    }

private:
    void layouts()
    {
        QTest::addColumn<int>("layout");
        QTest::newRow("docker 20") << int(ArchiveLayout::DockerLegacy);
        QTest::newRow("docker 26") << int(ArchiveLayout::DockerOci);
        QTest::newRow("oci, gzip") << int(ArchiveLayout::OciGzip);
        QTest::newRow("podman") << int(ArchiveLayout::Podman);
    }
};

LONGSHORE_TEST_MAIN(tst_ImageArchive)
#include "tst_imagearchive.moc"
