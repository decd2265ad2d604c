// SPDX-License-Identifier: GPL-3.0-or-later
// What a load does to a table (contract O11–O15, §6.8), seen from outside.
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

#include <QDirIterator>

using namespace longshore;
using namespace longshore::test;

namespace
{

const QString id = u"in.c-main.people"_s;

} // namespace

class TestStorageLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void O13_semantics_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("incremental");
        QTest::addColumn<QString>("deduplication");
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<QByteArray>("expected");
        const QByteArray second = "id,name\n2,bee\n3,cee\n3,sea\n";
        QTest::newRow("replace") << QString() << false << QString() << second << QByteArray("id,name\n2,bee\n3,cee\n3,sea\n");
        QTest::newRow("append") << QString() << true << QString() << second << QByteArray("id,name\n1,a\n2,b\n2,b\n2,bee\n3,cee\n3,sea\n");
        QTest::newRow("replace, the last of a key wins") << u"id"_s << false << QString() << second << QByteArray("id,name\n2,bee\n3,sea\n");
        QTest::newRow("upsert") << u"id"_s << true << QString() << second << QByteArray("id,name\n1,a\n2,bee\n3,sea\n");
        QTest::newRow("upsert by name") << u"id"_s << true << u"upsert"_s << second << QByteArray("id,name\n1,a\n2,bee\n3,sea\n");
        QTest::newRow("two columns") << u"id,name"_s << true << QString() << second << QByteArray("id,name\n1,a\n2,b\n2,bee\n3,cee\n3,sea\n");
        QTest::newRow("the same columns in another order") << u"name,id"_s << true << QString() << second
                                                           << QByteArray("id,name\n1,a\n2,b\n2,bee\n3,cee\n3,sea\n");
        QTest::newRow("insert") << u"id"_s << true << u"insert"_s << QByteArray("id,name\n7,x\n") << QByteArray("id,name\n1,a\n2,b\n7,x\n");
        QTest::newRow("columns in another order") << u"id"_s << true << QString() << QByteArray("name,id\nbee,2\n")
                                                  << QByteArray("id,name\n1,a\n2,bee\n");
        QTest::newRow("names in another case") << u"ID"_s << true << QString() << QByteArray("ID,Name\n2,bee\n") << QByteArray("id,name\n1,a\n2,bee\n");
    }
    void O13_semantics()
    {
        QFETCH(QString, key);
        QFETCH(bool, incremental);
        QFETCH(QString, deduplication);
        QFETCH(QByteArray, second);
        QFETCH(QByteArray, expected);
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n2,b\n2,b\n");
        load.primaryKey = key.split(u',', Qt::SkipEmptyParts);
        const auto first = fixture.storage().load(load);
        VERIFY_DONE(first);
        QCOMPARE(first->importedRows, 3);
        load.sources = {fixture.write(u"b.csv"_s, second)};
        load.incremental = incremental;
        if (!deduplication.isEmpty())
            load.deduplication = deduplication;
        const auto done = fixture.storage().load(load);
        VERIFY_DONE(done);
        QByteArrayList rows = expected.trimmed().split('\n');
        QCOMPARE(fixture.exported(id), quoted(expected));
        QCOMPARE(done->table.rows, rows.size() - 1);
        qint64 bytes = 0;
        for (const QByteArray &row : rows.mid(1))
            bytes += row.size() - row.count(',');
        QCOMPARE(done->table.bytes, bytes);
        QCOMPARE(fixture.storage().table(id).value(), done->table);
    }

    void O13_insertRefusesAKnownKey()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n");
        load.primaryKey = QStringList{u"id"_s};
        VERIFY_DONE(fixture.storage().load(load));
        load.sources = {fixture.write(u"b.csv"_s, "id,name\n2,b\n1,c\n")};
        load.incremental = true;
        load.deduplication = u"insert"_s;
        const auto done = fixture.storage().load(load);
        QVERIFY(!done);
        QCOMPARE(int(done.error().kind), int(Error::Kind::BadInput));
        QVERIFY2(sentenceOf(done).contains(u"same primary key"_s), qPrintable(sentenceOf(done)));
        QCOMPARE(fixture.exported(id), QByteArray("\"id\",\"name\"\n\"1\",\"a\"\n"));
    }

    void O13_treatValuesAsNull()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,NULL\n2,\"NULL\"\n3,\n4,x\n");
        load.treatAsNull = QStringList{u"NULL"_s};
        load.primaryKey = QStringList{u"id"_s};
        VERIFY_DONE(fixture.storage().load(load));
        QCOMPARE(fixture.exported(id), quoted("id,name\n1,\n2,\n3,\n4,x\n"));
        load.treatAsNull = QStringList{u"2"_s};
        const auto done = fixture.storage().load(load);
        QVERIFY(!done);
        QVERIFY2(sentenceOf(done).contains(u"line 3"_s) && sentenceOf(done).contains(u"'id' may not be NULL"_s), qPrintable(sentenceOf(done)));
    }

    void O11_columns_data()
    {
        QTest::addColumn<QByteArray>("second");
        QTest::addColumn<bool>("incremental");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("added") << QByteArray("id,name,city\n2,b,x\n") << true << QString() << QByteArray("id,name,city\n1,a,\n2,b,x\n");
        QTest::newRow("added, full load") << QByteArray("city,id,name\nx,2,b\n") << false << QString() << QByteArray("id,name,city\n2,b,x\n");
        QTest::newRow("missing") << QByteArray("id\n2\n") << true << u"lack columns that the table has: 'name'"_s << QByteArray();
        QTest::newRow("missing, full load") << QByteArray("id\n2\n") << false << u"lack columns that the table has: 'name'"_s << QByteArray();
        QTest::newRow("other names") << QByteArray("id,nome\n2,b\n") << true << u"'name'"_s << QByteArray();
    }
    void O11_columns()
    {
        QFETCH(QByteArray, second);
        QFETCH(bool, incremental);
        QFETCH(QString, words);
        QFETCH(QByteArray, expected);
        for (const QString &key : {QString(), u"id"_s}) {
            StorageFixture fixture;
            StorageLoad load = fixture.load(id, "id,name\n1,a\n");
            load.primaryKey = key.split(u',', Qt::SkipEmptyParts);
            VERIFY_DONE(fixture.storage().load(load));
            load.sources = {fixture.write(u"b.csv"_s, second)};
            load.incremental = incremental;
            const auto done = fixture.storage().load(load);
            if (words.isEmpty()) {
                VERIFY_DONE(done);
                QCOMPARE(fixture.exported(id), quoted(expected));
            } else {
                QVERIFY(!done);
                QCOMPARE(int(done.error().kind), int(Error::Kind::BadInput));
                QVERIFY2(sentenceOf(done).contains(words), qPrintable(sentenceOf(done)));
                QCOMPARE(fixture.exported(id), quoted("id,name\n1,a\n"));
            }
        }
    }

    void O11_keyChanged()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n2,b\n3,b\n");
        load.primaryKey = QStringList{u"id"_s};
        VERIFY_DONE(fixture.storage().load(load));
        load.incremental = true;
        load.sources = {fixture.write(u"b.csv"_s, "id,name\n2,b\n9,z\n")};
        load.primaryKey = QStringList{u"id"_s, u"name"_s};
        auto done = fixture.storage().load(load);
        VERIFY_DONE(done);
        QCOMPARE(done->table.primaryKey, load.primaryKey);
        QCOMPARE(done->table.rows, 4);
        load.primaryKey = QStringList{u"name"_s}; // two rows have 'b'
        done = fixture.storage().load(load);
        QVERIFY(!done);
        QVERIFY2(sentenceOf(done).contains(u"not unique by the new primary key 'name'"_s), qPrintable(sentenceOf(done)));
        load.primaryKey.clear();
        done = fixture.storage().load(load);
        VERIFY_DONE(done);
        QCOMPARE(done->table.primaryKey, QStringList());
        QCOMPARE(done->table.rows, 6);
        load.primaryKey = QStringList{u"nobody"_s};
        done = fixture.storage().load(load);
        QVERIFY(!done);
        QVERIFY2(sentenceOf(done).contains(u"'nobody'"_s), qPrintable(sentenceOf(done)));
    }

    void O12_deleteWhere_data()
    {
        QTest::addColumn<QList<StorageDelete>>("deletes");
        QTest::addColumn<QByteArray>("left");
        using Filter = StorageDelete::Filter;
        const auto where = [](const QList<Filter> &filters) { return StorageDelete{{}, {}, filters}; };
        const Filter red{u"colour"_s, false, {u"red"_s}};
        QTest::newRow("eq is IN") << QList{where({{u"id"_s, false, {u"1"_s, u"3"_s}}})} << QByteArray("2,red,small\n4,blue,\n");
        QTest::newRow("ne is NOT IN") << QList{where({{u"id"_s, true, {u"1"_s, u"3"_s}}})} << QByteArray("1,red,big\n3,blue,big\n");
        QTest::newRow("filters of one are AND-ed") << QList{where({red, {u"size"_s, false, {u"big"_s}}})}
                                                   << QByteArray("2,red,small\n3,blue,big\n4,blue,\n");
        QTest::newRow("items one after another") << QList{where({red}), where({{u"size"_s, false, {QString()}}})} << QByteArray("3,blue,big\n");
        QTest::newRow("no limit at all does nothing") << QList{where({})} << QByteArray("1,red,big\n2,red,small\n3,blue,big\n4,blue,\n");
        QTest::newRow("hostile value") << QList{where({{u"colour"_s, false, {u"' OR 1=1 --"_s, u"\"]"_s}}})}
                                       << QByteArray("1,red,big\n2,red,small\n3,blue,big\n4,blue,\n");
        QTest::newRow("all since then") << QList{StorageDelete{QDateTime::fromMSecsSinceEpoch(0), {}, {}}} << QByteArray();
        QTest::newRow("none until then") << QList{StorageDelete{{}, QDateTime::fromMSecsSinceEpoch(1000), {}}}
                                         << QByteArray("1,red,big\n2,red,small\n3,blue,big\n4,blue,\n");
    }
    void O12_deleteWhere()
    {
        QFETCH(QList<StorageDelete>, deletes);
        QFETCH(QByteArray, left);
        for (const QString &key : {QString(), u"id"_s, u"colour,id"_s}) {
            StorageFixture fixture;
            StorageLoad load = fixture.load(id, "id,colour,size\n1,red,big\n2,red,small\n3,blue,big\n4,blue,\n");
            load.primaryKey = key.split(u',', Qt::SkipEmptyParts);
            load.deletes = deletes; // nothing to delete from: ignored
            VERIFY_DONE(fixture.storage().load(load));
            QCOMPARE(fixture.storage().table(id)->rows, 4);
            load.incremental = true;
            load.sources = {fixture.write(u"b.csv"_s, "id,colour,size\n9,x,y\n")};
            const auto done = fixture.storage().load(load);
            VERIFY_DONE(done);
            QByteArrayList lines = quoted("id,colour,size\n" + left + "9,x,y\n").split('\n');
            QByteArrayList found = fixture.exported(id).split('\n');
            std::sort(lines.begin(), lines.end());
            std::sort(found.begin(), found.end());
            QCOMPARE(found, lines);
            QCOMPARE(done->table.rows, left.count('\n') + 1);
            QCOMPARE(done->table.bytes, left.size() - 3 * left.count('\n') + 3);
        }
    }

    void O12_unknownColumn()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id\n1\n");
        VERIFY_DONE(fixture.storage().load(load));
        load.deletes = {StorageDelete{{}, {}, {{u"nope"_s, false, {u"1"_s}}}}};
        load.incremental = true;
        const auto done = fixture.storage().load(load);
        QVERIFY(!done);
        QVERIFY2(sentenceOf(done).contains(u"no column 'nope'"_s), qPrintable(sentenceOf(done)));
    }

    void O14_failedLoadLeavesNothing()
    {
        StorageFixture fixture;
        const auto done = fixture.storage().load(fixture.load(id, "id,name\n1,a\n2\n"));
        QVERIFY(!done);
        QVERIFY2(sentenceOf(done).contains(u"line 3: 1 field where 2 are expected"_s), qPrintable(sentenceOf(done)));
        QVERIFY(fixture.storage().tables()->isEmpty());
        QVERIFY(fixture.storage().buckets()->isEmpty());
        QCOMPARE(int(fixture.storage().table(id).error().kind), int(Error::Kind::NotFound));
    }

    void O15_metadata()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n");
        load.metadata = {{0, u"KBC.createdBy.component.id"_s, u"x.y"_s, u"system"_s, {}}, {0, u"k"_s, u"1"_s, u"x.y"_s, {}}};
        load.columnMetadata = {{u"id"_s, {{0, u"k"_s, u"c"_s, u"x.y"_s, {}}}}};
        load.description = u"people"_s;
        const auto first = fixture.storage().load(load);
        VERIFY_DONE(first);
        QCOMPARE(first->table.metadata.size(), 2);
        QVERIFY(first->table.metadata[0].id > 0 && first->table.metadata[0].timestamp.isValid());
        QCOMPARE(first->table.columnMetadata[u"id"_s][0].value, u"c"_s);
        load.incremental = true;
        load.description.reset();
        load.metadata = {{0, u"k"_s, u"2"_s, u"x.y"_s, {}}, {0, u"k"_s, u"3"_s, u"other"_s, {}}};
        load.columnMetadata = {{u"ID"_s, {{0, u"k2"_s, u"d"_s, u"x.y"_s, {}}}}};
        const auto second = fixture.storage().load(load);
        VERIFY_DONE(second);
        QStringList texts;
        for (const StorageMetadata &entry : second->table.metadata)
            texts.append(entry.provider + u'/' + entry.key + u'=' + entry.value);
        QCOMPARE(texts, (QStringList{u"system/KBC.createdBy.component.id=x.y"_s, u"x.y/k=2"_s, u"other/k=3"_s}));
        QCOMPARE(second->table.metadata[1].id, first->table.metadata[1].id);
        QCOMPARE(second->table.columnMetadata[u"id"_s].size(), 2);
        QCOMPARE(second->table.description, u"people"_s);
    }

    void tokenLoadsOnce()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "\xef\xbb\xbfid,name\r\n1,a\r\n");
        load.token = u"run-1/0"_s;
        load.incremental = true;
        const auto first = fixture.storage().load(load);
        VERIFY_DONE(first);
        QCOMPARE(first->warnings.size(), 2);
        const auto again = fixture.storage().load(load);
        VERIFY_DONE(again);
        QCOMPARE(*again, *first);
        QCOMPARE(fixture.storage().table(id)->rows, 1);
        load.token = u"run-1/1"_s;
        VERIFY_DONE(fixture.storage().load(load));
        QCOMPARE(fixture.storage().table(id)->rows, 2);
        load.token = u"run-1/0"_s;
        QCOMPARE(fixture.storage().load(load).value(), *first);
        QVERIFY(QFile::remove(load.sources[0])); // the answer needs no source
        QCOMPARE(fixture.storage().load(load).value(), *first);
    }

    void cancelled_data()
    {
        QTest::addColumn<bool>("incremental");
        QTest::addColumn<bool>("keyed");
        QTest::addColumn<bool>("exists");
        for (int i = 0; i < 8; ++i)
            QTest::addRow("%d", i) << bool(i & 1) << bool(i & 2) << bool(i & 4);
    }
    void cancelled()
    {
        QFETCH(bool, incremental);
        QFETCH(bool, keyed);
        QFETCH(bool, exists);
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n0,a\n");
        if (keyed)
            load.primaryKey = QStringList{u"id"_s};
        if (exists)
            VERIFY_DONE(fixture.storage().load(load));
        const QByteArray before = fixture.exported(id);
        QByteArray big = "id,name\n";
        for (int i = 1; i < 20'000; ++i)
            big += QByteArray::number(i) + ",x\n";
        load.sources = {fixture.write(u"big.csv"_s, big)};
        load.incremental = incremental;
        int calls = 0;
        for (int at = 0; at < 30; ++at) {
            calls = 0;
            const auto done = fixture.storage().load(load, [&](qint64, qint64) { return ++calls <= at; });
            if (done)
                break;
            QCOMPARE(int(done.error().kind), int(Error::Kind::Cancelled));
            QCOMPARE(fixture.exported(id), before);
        }
        QVERIFY2(calls > 3, "it never ended well, or never asked");
        QCOMPARE(fixture.storage().table(id)->rows, 19'999 + (exists && incremental));
    }
};

LONGSHORE_TEST_MAIN(TestStorageLoad)
#include "tst_storageload.moc"
