// SPDX-License-Identifier: GPL-3.0-or-later
// Loads that the embedded Storage refuses, with file and line, and how wide a table may be.
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;

namespace
{

const QString id = u"in.c-main.people"_s;


} // namespace

class TestStorageRefused : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void badLoads_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        for (const QString &bad : {u"people"_s, u"in.people"_s, u"in.c-main.a.b"_s, u"sys.c-main.a"_s, u"in..a"_s, u"in.c-main."_s, u"in.c-main.a b"_s,
                                   u"in.c-main.a/b"_s, u"in.c-main.a\n"_s, QString()})
            QTest::addRow("id %s", qPrintable(bad)) << bad << QByteArray("id\n1\n") << u"is not a table id"_s;
        QTest::newRow("empty file") << id << QByteArray() << u"not even a header"_s;
        QTest::newRow("a name twice") << id << QByteArray("id,ID\n1,2\n") << u"line 1: in the header, the column 'ID' is there twice"_s;
        QTest::newRow("no name") << id << QByteArray("id,\n1,2\n") << u"column 2 has no name"_s;
        QTest::newRow("blank header") << id << QByteArray("\n1\n") << u"column 1 has no name"_s;
        QTest::newRow("not UTF-8") << id << QByteArray("id,\xff\n1,2\n") << u"column 2 is not UTF-8"_s;
        QTest::newRow("UTF-16") << id << QByteArray("\xff\xfei\0d\0", 6) << u"UTF-16"_s;
        QTest::newRow("old Mac") << id << QByteArray("id,name\r1,a\r2,b\r") << u"CR alone"_s;
        QTest::newRow("NUL") << id << QByteArray("id\na\n\0\n", 7) << u"line 3: there is a NUL byte"_s;
        QTest::newRow("too few") << id << QByteArray("a,b,c\n1,2,3\n1,2\n") << u"line 3: 2 fields where 3 are expected"_s;
        QTest::newRow("too many") << id << QByteArray("a,b\n\"x\ny\",2\n1,2,3\n") << u"line 4: 3 fields where 2 are expected"_s;
        QTest::newRow("blank line") << id << QByteArray("a,b\n1,2\n\n3,4\n") << u"line 3: the line is blank"_s;
        QTest::newRow("open quote") << id << QByteArray("a,b\n1,\"2\n3,4\n") << u"line 2: the enclosure opened here is never closed"_s;
        QTest::newRow("text behind a quote") << id << QByteArray("a,b\n1,\"2\"x\n") << u"line 2: field 2 goes on behind its closing enclosure"_s;
        QTest::newRow("damaged gzip") << id << QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03nonsense") << u"gzip is damaged"_s;
        QByteArray wide;
        for (int i = 0; i < 2000; ++i)
            wide += "c" + QByteArray::number(i) + (i == 1999 ? "\n" : ",");
        QTest::newRow("2000 columns") << id << wide << u"2000 columns are more than the 1999"_s;
    }
    void badLoads()
    {
        QFETCH(QString, table);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        StorageFixture fixture;
        const StorageLoad load = fixture.load(table, bytes);
        const auto done = fixture.storage().load(load);
        QVERIFY(!done);
        QCOMPARE(int(done.error().kind), int(Error::Kind::BadInput));
        QVERIFY2(sentenceOf(done).contains(words), qPrintable(sentenceOf(done)));
        QVERIFY(table != id || sentenceOf(done).contains(load.sources[0]));
        QVERIFY(fixture.storage().tables()->isEmpty());
    }

    void missingSource()
    {
        StorageFixture fixture;
        StorageLoad load;
        load.table = id;
        load.sources = {fixture.path(u"nowhere.csv"_s)};
        QCOMPARE(int(fixture.storage().load(load).error().kind), int(Error::Kind::NotFound));
        load.sources = {fixture.path(QString())};
        QCOMPARE(int(fixture.storage().load(load).error().kind), int(Error::Kind::BadInput));
    }

    void wideTable()
    {
        StorageFixture fixture;
        QByteArray text;
        for (int i = 0; i < 1999; ++i)
            text += "c" + QByteArray::number(i) + (i == 1998 ? "\n" : ",");
        for (int row = 0; row < 3; ++row)
            for (int i = 0; i < 1999; ++i)
                text += QByteArray::number((row + 1) * 10'000 + i) + (i == 1998 ? "\n" : ",");
        StorageLoad load = fixture.load(id, text);
        load.primaryKey = QStringList{u"c7"_s};
        VERIFY_DONE(fixture.storage().load(load));
        load.incremental = true;
        load.sources = {fixture.write(u"b.csv"_s, text.replace("11998", "changed"))};
        const auto done = fixture.storage().load(load);
        VERIFY_DONE(done);
        QCOMPARE(done->table.rows, 3);
        QCOMPARE(fixture.exported(id), quoted(text));
        load.deletes = {StorageDelete{{}, {}, {{u"c1998"_s, false, {u"changed"_s}}}}};
        load.sources.clear();
        load.columns = done->table.columnNames();
        QCOMPARE(fixture.storage().load(load)->table.rows, 2);
    }
};

LONGSHORE_TEST_MAIN(TestStorageRefused)
#include "tst_storagerefused.moc"
