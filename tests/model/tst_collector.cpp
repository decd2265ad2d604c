// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/collector.h"
#include "model/run/outputs.h"
#include "model/run/tarextractor.h"
#include "tests/support/tarbuilder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <archive_entry.h>
#include <sys/stat.h>

using namespace longshore;
using namespace Qt::StringLiterals;

// Reliability §3b, A17-A26: what a hostile component may put into its outputs.
class tst_Collector : public QObject
{
    Q_OBJECT

    static TarSource inPieces(const QByteArray &tar, qsizetype piece)
    {
        return [tar, piece, at = qsizetype(0)]() mutable -> std::optional<QByteArray> {
            const QByteArray part = tar.mid(at, piece);
            at += part.size();
            return part;
        };
    }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    static QStringList tree(const QString &folder)
    {
        QStringList names;
        QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
        while (it.hasNext())
            names.append(it.next().mid(folder.size() + 1));
        names.sort();
        return names;
    }

private Q_SLOTS:
    void unpacksWhatIsFine()
    {
        const QByteArray tar = TarBuilder().directory("out").directory("out/tables").file("out/tables/a.csv", "id\n1\n", 04777).file("out/state.json", "{}").bytes();
        for (const qsizetype piece : {1, 7, 512, 100000}) {
            QTemporaryDir dir;
            const QString target = dir.filePath(u"out"_s);
            const auto result = extractTar(inPieces(tar, piece), target, {});
            QVERIFY2(result, qPrintable(result ? QString() : result.error().sentence()));
            QCOMPARE(tree(target), QStringList({u"state.json"_s, u"tables"_s, u"tables/a.csv"_s}));
            QCOMPARE(contents(target + u"/tables/a.csv"_s), QByteArray("id\n1\n"));
            QCOMPARE(result->bytes, 7);
            QCOMPARE(result->entries[1].sha256, QCryptographicHash::hash("id\n1\n", QCryptographicHash::Sha256).toHex());
            struct stat info {};
            QCOMPARE(::stat((target + u"/tables/a.csv"_s).toUtf8().constData(), &info), 0);
            QCOMPARE(int(info.st_mode & 07000), 0); // A22: no setuid
        }
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("tar");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, TarBuilder &&tar, const QString &reason) {
            QTest::newRow(name) << tar.file("out/last", "kept").bytes() << reason;
        };
        row("A18 link to a file", std::move(TarBuilder().symlink("out/x.csv", "/etc/shadow")), u"a link to /etc/shadow"_s);
        row("A18 link within", std::move(TarBuilder().symlink("out/x.csv", "y.csv")), u"a link to y.csv"_s);
        row("A19 dot dot", std::move(TarBuilder().file("out/../../.ssh/authorized_keys", "k")), u"leads outside"_s);
        row("A19 absolute", std::move(TarBuilder().file("/etc/cron.d/x", "k")), u"leads outside"_s);
        row("A19 up and down", std::move(TarBuilder().file("out/a/../../b", "k")), u"leads outside"_s);
        row("A19 dot", std::move(TarBuilder().file("out/./b", "k")), u"leads outside"_s);
        row("A19 beside out", std::move(TarBuilder().file("in/b", "k")), u"leads outside"_s);
        row("A19 outer", std::move(TarBuilder().file("outer/b", "k")), u"leads outside"_s);
        row("A20 through a link", std::move(TarBuilder().symlink("out/d", "/tmp").file("out/d/x", "k")), u"its folder was refused"_s);
        row("A21 hard link outside", std::move(TarBuilder().hardlink("out/h", "/etc/passwd")), u"a hard link to /etc/passwd"_s);
        row("A21 hard link to a refused one", std::move(TarBuilder().symlink("out/l", "/etc").hardlink("out/h", "out/l")), u"a hard link to out/l"_s);
        row("A22 fifo", std::move(TarBuilder().special("out/f", AE_IFIFO)), u"not a regular file"_s);
        row("A22 device", std::move(TarBuilder().special("out/f", AE_IFCHR)), u"not a regular file"_s);
        row("A24 too deep", std::move(TarBuilder().file("out/" + QByteArray("d/").repeated(70) + "x", "k")), u"nested too deep"_s);
        row("A26 the same name twice", std::move(TarBuilder().file("out/t", "first").file("out/t", "second")), u"the name came twice"_s);
        row("A26 file, then folder", std::move(TarBuilder().file("out/t", "first").directory("out/t")), u"a file has that name"_s);
        row("A26 below a file", std::move(TarBuilder().file("out/t", "first").file("out/t/u", "k")), u"its folder was refused"_s);
    }
    void refused()
    {
        QFETCH(QByteArray, tar);
        QFETCH(QString, reason);
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath(u"run"_s));
        const QString target = dir.filePath(u"run/out"_s);
        const auto result = extractTar(inPieces(tar, 333), target, {});
        QVERIFY2(result, qPrintable(result ? QString() : result.error().sentence()));
        QVERIFY(result->refusedCount >= 1);
        QVERIFY2(result->refused.last().reason.contains(reason), qPrintable(result->refused.last().reason));
        QCOMPARE(contents(target + u"/last"_s), QByteArray("kept")); // the others come all the same
        QCOMPARE(tree(dir.path()).filter(QRegularExpression(u"^run/out/"_s)).size(), tree(dir.path()).size() - 2);
        if (QFileInfo(target + u"/t"_s).isFile())
            QCOMPARE(contents(target + u"/t"_s), QByteArray("first"));
    }

    void A21_hardLinkWithinIsCopied()
    {
        QTemporaryDir dir;
        const QByteArray tar = TarBuilder().file("out/a", "bytes").hardlink("out/b", "out/a").bytes();
        const auto result = extractTar(inPieces(tar, 600), dir.filePath(u"out"_s), {});
        QVERIFY(result);
        QCOMPARE(contents(dir.filePath(u"out/b"_s)), QByteArray("bytes"));
        struct stat info {};
        QCOMPARE(::stat(dir.filePath(u"out/b"_s).toUtf8().constData(), &info), 0);
        QCOMPARE(int(info.st_nlink), 1);
    }

    void A17_oddNamesAreMapped_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("stored");
        QTest::newRow("ordinary") << QByteArray("a b-\xc3\xa4.csv") << QByteArray("a b-\xc3\xa4.csv");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a%0Ab");
        QTest::newRow("escape") << QByteArray("\x1b[31m") << QByteArray("%1B[31m");
        QTest::newRow("no UTF-8") << QByteArray("\xff\xfe") << QByteArray("%FF%FE");
        QTest::newRow("cut UTF-8") << QByteArray("a\xc3") << QByteArray("a%C3");
        QTest::newRow("bidi") << QByteArray("evil\xe2\x80\xaegpj.exe") << QByteArray("evil%E2%80%AEgpj.exe");
        QTest::newRow("backslash") << QByteArray("C:\\x") << QByteArray("C:%5Cx");
    }
    void A17_oddNamesAreMapped()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, stored);
        QTemporaryDir dir;
        const auto result = extractTar(inPieces(TarBuilder().file("out/" + name, "x").bytes(), 512), dir.filePath(u"out"_s), {});
        QVERIFY2(result, qPrintable(result ? QString() : result.error().sentence()));
        QCOMPARE(result->entries.size(), 1);
        QCOMPARE(result->entries[0].name, name);
        QCOMPARE(result->entries[0].stored.toUtf8(), stored);
        QCOMPARE(contents(dir.filePath(u"out/"_s) + QString::fromUtf8(stored)), QByteArray("x"));
    }

    void A17_longestName()
    {
        const QByteArray name(255, '\xff');
        const QByteArray stored = safeFileName(name);
        QVERIFY(stored.size() <= 255);
        QVERIFY(stored != safeFileName(QByteArray(254, '\xff') + '\xfe'));
        QCOMPARE(safeFileName(QByteArray(255, 'x')), QByteArray(255, 'x'));
    }

    void A24_limits_data()
    {
        QTest::addColumn<QByteArray>("tar");
        QByteArray many;
        {
            TarBuilder tar;
            for (int i = 0; i < 20; ++i)
                tar.file("out/" + QByteArray::number(i), "");
            many = tar.bytes();
        }
        QTest::newRow("1 TB, announced") << TarBuilder().upToFile("out/big", 1'000'000'000'000);
        QTest::newRow("several together") << TarBuilder().file("out/a", QByteArray(600, 'x')).file("out/b", QByteArray(600, 'x')).bytes();
        QTest::newRow("entries") << many;
    }
    void A24_limits()
    {
        QFETCH(QByteArray, tar);
        QTemporaryDir dir;
        CollectLimits limits;
        limits.bytes = 1000;
        limits.entries = 10;
        const auto result = extractTar(inPieces(tar.left(1 << 20), 512), dir.filePath(u"out"_s), limits);
        QVERIFY(!result);
        QVERIFY2(result.error().kind == Error::Kind::TooLarge, qPrintable(result.error().sentence()));
    }

    void A25_incomplete_data()
    {
        QTest::addColumn<QByteArray>("tar");
        const QByteArray good = TarBuilder().directory("out").file("out/a", QByteArray(3000, 'x')).bytes();
        QTest::newRow("cut in the data") << good.left(2000);
        QTest::newRow("cut in a header") << good.left(700);
        QTest::newRow("no end mark") << good.left(good.size() - 1024);
        QTest::newRow("half an end mark") << good.left(good.size() - 512);
        QTest::newRow("garbage after the end") << good + QByteArray(512, 'g');
        QTest::newRow("a second tar") << good + TarBuilder().file("out/b", "x").bytes().left(1024);
        QByteArray sum = good;
        sum[sum.indexOf("out/a") + 90] = 'Z';
        QTest::newRow("wrong checksum") << sum;
        QTest::newRow("no tar") << QByteArray(5000, 'n');
        QTest::newRow("nothing") << QByteArray();
    }
    void A25_incomplete()
    {
        QFETCH(QByteArray, tar);
        QTemporaryDir dir;
        const auto result = extractTar(inPieces(tar, 512), dir.filePath(u"out"_s), {});
        QVERIFY(!result);
        QVERIFY2(result.error().kind == Error::Kind::ConnectionLost, qPrintable(result.error().sentence()));
    }

    void A25_brokenStream()
    {
        const QByteArray good = TarBuilder().file("out/a", QByteArray(3000, 'x')).bytes();
        QTemporaryDir dir;
        int pieces = 0;
        const auto result = extractTar([&]() -> std::optional<QByteArray> {
            return ++pieces == 1 ? std::optional(good.left(1024)) : std::nullopt;
        }, dir.filePath(u"out"_s), {});
        QVERIFY(!result);
        QVERIFY(result.error().kind == Error::Kind::ConnectionLost);
    }

    void publishIsOneRename()
    {
        QTemporaryDir dir;
        QVERIFY(QDir(dir.path()).mkpath(u"out.partial/tables"_s));
        QVERIFY(Collector::publish(dir.path()));
        QVERIFY(QFileInfo(dir.filePath(u"out/tables"_s)).isDir());
        QVERIFY(QDir(dir.path()).mkpath(u"out.partial"_s));
        QVERIFY(!Collector::publish(dir.path())); // never over an older one
    }

    void listing()
    {
        QTemporaryDir dir;
        const QString out = dir.filePath(u"out"_s);
        const QByteArray tar = TarBuilder()
                                   .directory("out").directory("out/tables").directory("out/files")
                                   .file("out/tables/a.csv", "\"id\",\"te\"\"xt\"\n1,\"x\ny\"\n2,z\n")
                                   .file("out/tables/a.csv.manifest", "{\"destination\":\"out.c-a.t\",\"primary_key\":[\"id\"]}")
                                   .directory("out/tables/s.csv")
                                   .file("out/tables/s.csv/1", "1,2\n").file("out/tables/s.csv/2", "3,4").directory("out/tables/s.csv/sub")
                                   .file("out/tables/s.csv.manifest", "{\"columns\":[\"a\",\"b\"]}")
                                   .file("out/tables/.hidden", "x\n")
                                   .file("out/tables/bad.csv", "").file("out/tables/bad.csv.manifest", "[")
                                   .file("out/files/f.txt", "12345").file("out/files/f.txt.manifest", "{\"tags\":[\"t\"]}")
                                   .symlink("out/files/l", "/etc/passwd")
                                   .bytes();
        const auto collected = extractTar(inPieces(tar, 4096), out, {});
        QVERIFY2(collected, qPrintable(collected ? QString() : collected.error().sentence()));
        const Outputs outputs = listOutputs(out, *collected);
        QCOMPARE(outputs.tables.size(), 3);
        QCOMPARE(outputs.tables[0], (RunOutputTable{u"a.csv"_s, u"out.c-a.t"_s, 2, 26, {u"id"_s, u"te\"xt"_s}, {u"id"_s}}));
        QCOMPARE(outputs.tables[2].rows, 2);
        QCOMPARE(outputs.tables[2].columns, QStringList({u"a"_s, u"b"_s}));
        QCOMPARE(outputs.files, QList<RunOutputFile>({{u"f.txt"_s, 5, {u"t"_s}}}));
        QCOMPARE(outputs.rows, 4);
        QCOMPARE(outputs.problems.size(), 2);
        QCOMPARE(outputs.problems[1].path, u"files/l"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Collector)
#include "tst_collector.moc"
