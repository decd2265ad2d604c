// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/dataformat.h"
#include "model/run/stagingtar.h"

#include <QDir>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>
#include <archive.h>
#include <archive_entry.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_StagingTar : public QObject
{
    Q_OBJECT

    struct Found {
        unsigned type = 0;
        int mode = 0;
        int uid = -1;
        int gid = -1;
        QByteArray bytes;
        QByteArray link;
    };

    static QByteArray readAll(TarStream &tar, qint64 step = 4096)
    {
        QByteArray all;
        while (!tar.atEnd()) {
            const QByteArray part = tar.read(step);
            if (part.isEmpty())
                break;
            all += part;
        }
        return all;
    }
    static QMap<QByteArray, Found> entries(const QByteArray &tar)
    {
        QMap<QByteArray, Found> all;
        archive *a = archive_read_new();
        archive_read_support_format_tar(a);
        archive_read_set_options(a, "hdrcharset=BINARY");
        archive_read_open_memory(a, tar.constData(), size_t(tar.size()));
        for (archive_entry *entry; archive_read_next_header(a, &entry) == ARCHIVE_OK;) {
            Found found;
            found.type = archive_entry_filetype(entry);
            found.mode = int(archive_entry_perm(entry));
            found.uid = int(archive_entry_uid(entry));
            found.gid = int(archive_entry_gid(entry));
            found.bytes.resize(qsizetype(archive_entry_size(entry)));
            archive_read_data(a, found.bytes.data(), size_t(found.bytes.size()));
            found.link = archive_entry_symlink(entry);
            QByteArray name = archive_entry_pathname(entry);
            while (name.endsWith('/'))
                name.chop(1);
            all.insert(name, found);
        }
        archive_read_free(a);
        return all;
    }
    static void write(const QString &path, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

private Q_SLOTS:
    void F1_A10_130_configAndDataTree()
    {
        Staging staging;
        staging.config = "{\"parameters\":{}}";
        staging.uid = 1234;
        staging.gid = 55;
        auto tar = stagingTar(staging);
        const QByteArray bytes = readAll(*tar);
        QVERIFY(tar->failure().isEmpty() && tar->notes().isEmpty());
        const auto all = entries(bytes);
        for (const char *folder : {"data", "data/in/tables", "data/in/files", "data/in/user", "data/out/tables", "data/out/files",
                                   "data/artifacts/out/current", "data/artifacts/out/shared"}) {
            QVERIFY2(all.contains(folder), folder);
            QCOMPARE(all[folder].type, unsigned(AE_IFDIR));
        }
        QCOMPARE(all["data/config.json"].bytes, staging.config);
        QCOMPARE(all["data/config.json"].mode, 0600);
        QCOMPARE(all["data/in/state.json"].bytes, QByteArray("{}"));
        QCOMPARE(all["tmp"].mode, 01777);
        for (const Found &entry : all) {
            QCOMPARE(entry.uid, 1234); // F2
            QCOMPARE(entry.gid, 55);
        }
    }

    void A36_plainTarOnly()
    {
        const QByteArray bytes = readAll(*stagingTar({}));
        QCOMPARE(bytes.mid(257, 5), QByteArray("ustar"));
        QVERIFY(bytes.size() % 512 == 0);
        QCOMPARE(bytes.right(1024), QByteArray(1024, '\0'));
    }

    void dataFolderIsLaidOver()
    {
        QTemporaryDir dir;
        const QByteArray big(700'000, 'b');
        write(dir.filePath(u"in/tables/a.csv"_s), "id\n1\n");
        write(dir.filePath(u"in/files/\u00e4 \u65e5.txt"_s), big);
        write(dir.filePath(u"in/state.json"_s), "{\"own\":1}");
        write(dir.filePath(u"out/tables/old.csv"_s), "old");
        write(dir.filePath(u"config.json"_s), "old");
        Staging staging;
        staging.dataFolder = dir.path();
        staging.config = "new";
        auto all = entries(readAll(*stagingTar(staging), 100));
        QCOMPARE(all["data/in/tables/a.csv"].bytes, QByteArray("id\n1\n"));
        QCOMPARE(all[QStringLiteral("data/in/files/\u00e4 \u65e5.txt").toUtf8()].bytes, big);
        QCOMPARE(all["data/config.json"].bytes, QByteArray("new"));
        QCOMPARE(all["data/in/state.json"].bytes, QByteArray("{\"own\":1}"));
        QVERIFY(!all.contains("data/out/tables/old.csv"));
        staging.state = "{\"job\":2}";
        all = entries(readAll(*stagingTar(staging)));
        QCOMPARE(all["data/in/state.json"].bytes, staging.state);
    }

    void A31_nothingFromOutside()
    {
        QTemporaryDir dir, outside;
        write(outside.filePath(u"secret"_s), "outside bytes");
        write(dir.filePath(u"in/files/real"_s), "real");
        const auto link = [&](const QByteArray &target, const QString &name) {
            QCOMPARE(::symlink(target.constData(), dir.filePath(name).toUtf8().constData()), 0);
        };
        link("real", u"in/files/inside"_s);
        link((outside.path() + u"/secret"_s).toUtf8(), u"in/files/absolute"_s);
        link("../../../secret", u"in/files/up"_s);
        link("/", u"in/files/root"_s);
        link(".", u"in/files/loop"_s);
        QCOMPARE(::mkfifo(dir.filePath(u"in/files/fifo"_s).toUtf8().constData(), 0600), 0);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        struct sockaddr_un address {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, dir.filePath(u"in/files/socket"_s).toUtf8().constData(), sizeof address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<struct sockaddr *>(&address), sizeof address), 0);

        Staging staging;
        staging.dataFolder = dir.path();
        auto tar = stagingTar(staging);
        const QByteArray bytes = readAll(*tar);
        ::close(fd);
        QVERIFY(!bytes.contains("outside bytes"));
        const auto all = entries(bytes);
        QCOMPARE(all["data/in/files/inside"].link, QByteArray("real"));
        QCOMPARE(all["data/in/files/loop"].link, QByteArray("."));
        for (const char *left : {"absolute", "up", "root", "fifo", "socket"}) {
            QVERIFY2(!all.contains(QByteArray("data/in/files/") + left), left);
            const auto notes = tar->notes();
            QVERIFY2(std::any_of(notes.begin(), notes.end(), [left](const TarNote &note) { return note.path == QByteArray("data/in/files/") + left; }), left);
        }
        QCOMPARE(tar->notes().size(), 5);
    }

    void A31_changedWhileRead()
    {
        QTemporaryDir dir;
        write(dir.filePath(u"in/files/grows"_s), QByteArray(600'000, 'g'));
        write(dir.filePath(u"in/files/shrinks"_s), QByteArray(600'000, 's'));
        Staging staging;
        staging.dataFolder = dir.path();
        auto tar = stagingTar(staging);
        QByteArray bytes;
        while (!tar->atEnd()) {
            bytes += tar->read(1000);
            const QByteArray end = bytes.right(900);
            if (end.count('g') > 800) {
                QFile file(dir.filePath(u"in/files/grows"_s));
                QVERIFY(file.open(QIODevice::Append));
                file.write("more");
            } else if (end.count('s') > 800) {
                QVERIFY(QFile(dir.filePath(u"in/files/shrinks"_s)).resize(300'000));
            }
        }
        const auto all = entries(bytes);
        QCOMPARE(all["data/in/files/grows"].bytes, QByteArray(600'000, 'g'));
        QCOMPARE(all["data/in/files/shrinks"].bytes.size(), 600'000);
        QCOMPARE(tar->notes().size(), 2);
        QVERIFY(tar->notes()[0].kind == TarNote::Kind::Changed);
        QVERIFY(tar->failure().isEmpty());
        QCOMPARE(all["tmp"].mode, 01777); // the tar stays whole
    }

    void C13_yaml()
    {
        Staging staging;
        staging.format = u"yaml"_s;
        staging.config = "{\"parameters\":{\"a\":[1,\"x\"]}}";
        staging.state = "{\"last\":1}";
        const auto all = entries(readAll(*stagingTar(staging)));
        QVERIFY(!all.contains("data/config.json") && !all.contains("data/in/state.json"));
        QCOMPARE(all["data/config.yml"].bytes, inFormat(staging.config, u"yaml"_s).value());
        QVERIFY(all["data/in/state.yml"].bytes.contains("last: 1"));
    }

    void missingFolderIsAFailure()
    {
        Staging staging;
        staging.dataFolder = u"/nonexistent/folder"_s;
        auto tar = stagingTar(staging);
        readAll(*tar);
        QVERIFY(tar->failure().contains(u"/nonexistent/folder"_s));
    }

    void buildContext()
    {
        QTemporaryDir dir;
        write(dir.filePath(u"Dockerfile"_s), "FROM scratch\n");
        write(dir.filePath(u"src/x"_s), "x");
        const QByteArray odd = "src/" + QByteArray(180, 'n') + "\xc3\xa4";
        write(dir.filePath(QFile::decodeName(odd)), "x");
        const QByteArray tar = readAll(*buildContextTar(dir.path(), {}));
        QCOMPARE(tar.at(156), '0'); // BuildKit knows a tar by its first header
        const auto all = entries(tar);
        QCOMPARE(all.keys(), QByteArrayList({"Dockerfile", "src", odd, "src/x"}));
        QCOMPARE(all["src/x"].uid, 0);
    }
};

QTEST_GUILESS_MAIN(tst_StagingTar)
#include "tst_stagingtar.moc"
