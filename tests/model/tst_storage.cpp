// SPDX-License-Identifier: GPL-3.0-or-later
// The embedded Storage: exports, what it promises to several readers and writers, and how it opens.
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

#include "model/storage/storagemigrations.h"

#include <QDir>
#include <QFileInfo>
#include <SQLiteCpp/Database.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace longshore;
using namespace longshore::test;

namespace
{

const QString id = u"in.c-main.people"_s;

} // namespace

class TestStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F6_export_data()
    {
        QTest::addColumn<StorageExport>("what");
        QTest::addColumn<QByteArray>("expected");
        StorageExport all;
        all.table = id;
        QTest::newRow("all") << all << QByteArray("\"id\",\"a b\",\"c\"\n\"1\",\"x\",\"say \"\"hi\"\"\"\n\"2\",\"y\",\"a,b\"\n\"3\",\"x\",\"\"\n");
        StorageExport columns = all;
        columns.columns = QStringList{u"c"_s, u"ID"_s};
        QTest::newRow("columns") << columns << QByteArray("\"c\",\"id\"\n\"say \"\"hi\"\"\",\"1\"\n\"a,b\",\"2\"\n\"\",\"3\"\n");
        StorageExport where = all;
        where.columns = QStringList{u"id"_s};
        where.whereColumn = u"a b"_s;
        where.whereValues = QStringList{u"x"_s, u"z"_s};
        QTest::newRow("eq is IN") << where << QByteArray("\"id\"\n\"1\"\n\"3\"\n");
        where.whereNot = true;
        QTest::newRow("ne is NOT IN") << where << QByteArray("\"id\"\n\"2\"\n");
        where.whereColumn = u"c"_s;
        where.whereValues = QStringList{QString()};
        QTest::newRow("ne nothing") << where << QByteArray("\"id\"\n\"1\"\n\"2\"\n");
        StorageExport limit = all;
        limit.columns = QStringList{u"id"_s};
        limit.limit = 2;
        QTest::newRow("limit") << limit << QByteArray("\"id\"\n\"1\"\n\"2\"\n");
        limit.limit = 0;
        QTest::newRow("limit 0") << limit << QByteArray("\"id\"\n");
        StorageExport future = all;
        future.columns = QStringList{u"id"_s};
        future.changedSince = QDateTime(QDate(2999, 1, 1), QTime(), Qt::UTC);
        QTest::newRow("changed later") << future << QByteArray("\"id\"\n");
        future.changedUntil = std::exchange(future.changedSince, QDateTime());
        QTest::newRow("changed before") << future << QByteArray("\"id\"\n\"1\"\n\"2\"\n\"3\"\n");
        StorageExport wrong = all;
        wrong.columns = QStringList{u"nope"_s};
        QTest::newRow("no such column") << wrong << QByteArray("read the table in.c-main.people: there is no column 'nope'. The columns are 'id', 'a b', 'c'.");
        wrong.columns.clear();
        wrong.whereColumn = u"no\" OR 1=1"_s;
        QTest::newRow("no such filter") << wrong << QByteArray("read the table in.c-main.people: there is no column 'no\" OR 1=1'. The columns are 'id', 'a b', 'c'.");
        wrong.table = u"in.c-main.nope"_s;
        QTest::newRow("no such table") << wrong << QByteArray("read the table in.c-main.nope: there is no such table");
    }
    void F6_export()
    {
        QFETCH(StorageExport, what);
        QFETCH(QByteArray, expected);
        for (const bool keyed : {false, true}) {
            StorageFixture fixture;
            StorageLoad load = fixture.load(id, "id,a b,c\n1,x,\"say \"\"hi\"\"\"\n2,y,\"a,b\"\n3,x,\n");
            if (keyed)
                load.primaryKey = QStringList{u"id"_s};
            VERIFY_DONE(fixture.storage().load(load));
            QCOMPARE(fixture.exported(what), expected);
            QCOMPARE(QDir(fixture.path(QString())).entryList({u"*.part"_s}, QDir::Files | QDir::Hidden), QStringList());
        }
    }

    /// I5, I9: a row's time is that of the load that wrote it; an upsert that changes nothing leaves it.
    void I9_changedSince()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,v\n1,a\n2,b\n");
        load.primaryKey = QStringList{u"id"_s};
        load.incremental = true;
        const auto first = fixture.storage().load(load);
        VERIFY_DONE(first);
        QTRY_VERIFY(QDateTime::currentDateTimeUtc() > first->table.lastImportDate);
        load.sources = {fixture.write(u"b.csv"_s, "id,v\n1,a\n2,c\n3,d\n")};
        const auto second = fixture.storage().load(load);
        VERIFY_DONE(second);
        StorageExport what;
        what.table = id;
        what.changedSince = second->table.lastImportDate;
        QCOMPARE(fixture.exported(what), QByteArray("\"id\",\"v\"\n\"2\",\"c\"\n\"3\",\"d\"\n"));
        what.changedSince = first->table.lastImportDate;
        what.changedUntil = second->table.lastImportDate;
        QCOMPARE(fixture.exported(what), QByteArray("\"id\",\"v\"\n\"1\",\"a\"\n"));
        const QDateTime change = second->table.lastChangeDate;
        const auto third = fixture.storage().load(load);
        VERIFY_DONE(third);
        QCOMPARE(third->table.lastChangeDate, change);
        QVERIFY(third->table.lastImportDate >= second->table.lastImportDate);
    }

    void hostileNames()
    {
        StorageFixture fixture;
        const QStringList columns{u"select"_s, u"a\"b"_s, u"x'; DROP TABLE load; --"_s, u"c0"_s, u"load"_s, u"rowid"_s, u"_timestamp"_s, u"new\nline"_s,
                                  u"日本"_s, u"[x]"_s, u"`y`"_s, u"?1"_s, u":a"_s, u" "_s, QString(3000, u'n')};
        StorageLoad load;
        load.table = u"in.c-main.t'\"`;--"_s;
        load.columns = columns;
        QByteArrayList cells;
        for (int i = 0; i < columns.size(); ++i)
            cells.append("v" + QByteArray::number(i));
        load.sources = {fixture.write(u"a.csv"_s, cells.join(',') + '\n')};
        for (int i = 0; i < columns.size(); ++i) {
            load.primaryKey = QStringList{columns[i]};
            load.incremental = i % 2;
            const auto done = fixture.storage().load(load);
            VERIFY_DONE(done);
            QCOMPARE(done->table.columnNames(), columns);
            QCOMPARE(done->table.rows, 1);
            StorageExport what;
            what.table = load.table;
            what.columns = QStringList{columns[i]};
            what.whereColumn = columns[i];
            what.whereValues = QStringList{u"v%1"_s.arg(i)};
            QVERIFY(fixture.exported(what).endsWith("\"v" + QByteArray::number(i) + "\"\n"));
        }
        QCOMPARE(fixture.storage().preview(load.table).value().size(), 1);
        VERIFY_DONE(fixture.storage().dropTable(load.table));
    }

    void bucketsAndDrop()
    {
        StorageFixture fixture;
        VERIFY_DONE(fixture.storage().load(fixture.load(u"out.c-b.two"_s, "id\n1\n2\n")));
        VERIFY_DONE(fixture.storage().load(fixture.load(u"in.c-a.one"_s, "id\n1\n")));
        VERIFY_DONE(fixture.storage().load(fixture.load(u"out.c-b.one"_s, "id\n10\n")));
        const auto buckets = fixture.storage().buckets();
        QCOMPARE(buckets->size(), 2);
        QCOMPARE(buckets->at(1).id, u"out.c-b"_s);
        QCOMPARE(buckets->at(1).tables, 2);
        QCOMPARE(buckets->at(1).rows, 3);
        QCOMPARE(buckets->at(1).bytes, 4);
        QCOMPARE(fixture.storage().tables(u"out.c-b"_s)->first().id, u"out.c-b.one"_s);
        QCOMPARE(fixture.storage().tables()->size(), 3);
        QCOMPARE(int(fixture.storage().dropBucket(u"out.c-b"_s, false).error().kind), int(Error::Kind::Conflict));
        QCOMPARE(int(fixture.storage().dropBucket(u"out.c-x"_s, true).error().kind), int(Error::Kind::NotFound));
        QCOMPARE(int(fixture.storage().dropTable(u"out.c-b.nope"_s).error().kind), int(Error::Kind::NotFound));
        VERIFY_DONE(fixture.storage().dropTable(u"out.c-b.one"_s));
        VERIFY_DONE(fixture.storage().dropBucket(u"out.c-b"_s, true));
        QCOMPARE(fixture.storage().tables()->size(), 1);
    }

    void readsGoOnDuringALoad()
    {
        StorageFixture fixture;
        VERIFY_DONE(fixture.storage().load(fixture.load(id, "id\n1\n")));
        QByteArray big = "id\n";
        for (int i = 0; i < 100'000; ++i)
            big += QByteArray::number(i) + '\n';
        for (const bool incremental : {true, false}) {
            StorageLoad load = fixture.load(id, big);
            load.incremental = incremental;
            const qint64 before = fixture.storage().table(id)->rows;
            int looks = 0;
            const auto done = fixture.storage().load(load, [&](qint64, qint64) {
                ++looks;
                return fixture.storage().table(id)->rows == before && fixture.storage().preview(id, 1).has_value();
            });
            VERIFY_DONE(done);
            QVERIFY(looks > 10);
        }
        QCOMPARE(fixture.storage().table(id)->rows, 100'000);
    }

    /// Several writers, each with a connection to the file of its own, as two programs have.
    void severalWriters()
    {
        StorageFixture fixture;
        std::vector<std::thread> threads;
        std::atomic<int> failed = 0;
        for (int writer = 0; writer < 4; ++writer) {
            const QString source = fixture.write(u"w%1.csv"_s.arg(writer), "id,v\n" + QByteArray::number(writer) + ",x\n7,y\n");
            threads.emplace_back([&fixture, &failed, writer, source] {
                const auto own = Storage::open(fixture.storage().directory());
                for (int i = 0; i < 15; ++i) {
                    StorageLoad load;
                    load.table = writer % 2 ? id : u"in.c-main.other"_s;
                    load.sources = {source};
                    load.incremental = true;
                    load.primaryKey = QStringList{u"id"_s};
                    if (!own || !(*own)->load(load))
                        ++failed;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failed.load(), 0);
        QCOMPARE(fixture.storage().table(id)->rows, 3);
        QCOMPARE(fixture.storage().table(u"in.c-main.other"_s)->rows, 3);
    }

    void opens()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"x/storage"_s);
        VERIFY_DONE(Storage::open(path));
        struct stat info {};
        QCOMPARE(::stat(path.toUtf8().constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0700);
        {
            SQLite::Database database(path.toStdString() + "/storage.db", SQLite::OPEN_READWRITE);
            QCOMPARE(database.execAndGet("PRAGMA application_id").getInt(), storageApplicationId);
            QCOMPARE(database.execAndGet("PRAGMA user_version").getInt(), int(storageMigrations().size()));
            QCOMPARE(database.execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
            database.exec("PRAGMA user_version=99");
        }
        const auto newer = Storage::open(path);
        VERIFY_DONE(newer);
        QVERIFY((*newer)->tables().has_value());
        StorageLoad load;
        load.table = id;
        load.columns = QStringList{u"a"_s};
        QCOMPARE(int((*newer)->load(load).error().kind), int(Error::Kind::StoreUnwritable));
        QCOMPARE(int((*newer)->dropFile(1).error().kind), int(Error::Kind::StoreUnwritable));
        {
            SQLite::Database database(path.toStdString() + "/storage.db", SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version=1; PRAGMA application_id=5");
        }
        QVERIFY(sentenceOf(Storage::open(path)).contains(u"another program"_s));
        QCOMPARE(int(Storage::open(u"/proc/longshore"_s).error().kind), int(Error::Kind::StoreUnwritable));
        QFile file(path + u"/storage.db"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(20'000, 'x')) == 20'000);
        file.close();
        QCOMPARE(int(Storage::open(path).error().kind), int(Error::Kind::StoreUnwritable));
    }
};

LONGSHORE_TEST_MAIN(TestStorage)
#include "tst_storage.moc"
