// SPDX-License-Identifier: GPL-3.0-or-later
// Typed columns of the embedded Storage (contract §6.4, O9, O11): what their cells may hold, and that a load which holds
// something else changes nothing.
#include "model/storage/columntype.h"
#include "tests/support/storagefixture.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;

namespace
{

const QString id = u"in.c-main.people"_s;

StorageColumn column(const QString &name, const QString &type, bool nullable = true)
{
    return {name, {{u"base"_s, {type, {}, {}}}}, nullable, {}};
}

} // namespace

class TestStorageTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QStringList>("good");
        QTest::addColumn<QStringList>("bad");
        QTest::newRow("INTEGER") << u"INTEGER"_s << QStringList{u"0"_s, u"-7"_s, u"+7"_s, u"007"_s, u" 5 "_s, u"99999999999999999999"_s}
                                 << QStringList{u"abc"_s, u"1.5"_s, u"1e3"_s, u"-"_s, u"0x1"_s, u"1 2"_s, u"1,000"_s, u"\u0661"_s};
        QTest::newRow("NUMERIC") << u"numeric"_s << QStringList{u"1"_s, u"-1.50"_s, u".5"_s, u"5."_s, u"1e-3"_s, u"+2E+9"_s}
                                 << QStringList{u"."_s, u"1.2.3"_s, u"1e"_s, u"e5"_s, u"NaN"_s, u"1,5"_s, u"12 %"_s};
        QTest::newRow("FLOAT") << u"FLOAT"_s << QStringList{u"1.5"_s, u"nan"_s, u"-Infinity"_s, u"inf"_s}
                               << QStringList{u"infinite"_s, u"--1"_s, u"-"_s};
        QTest::newRow("BOOLEAN") << u"BOOLEAN"_s
                                 << QStringList{u"true"_s, u"False"_s, u"1"_s, u"0"_s, u"YES"_s, u"n"_s, u"on"_s}
                                 << QStringList{u"2"_s, u"maybe"_s, u"tru"_s};
        QTest::newRow("DATE") << u"DATE"_s << QStringList{u"2026-01-31"_s, u"2024-02-29"_s}
                              << QStringList{u"2026-02-29"_s, u"2026-1-3"_s, u"31.1.2026"_s, u"2026-13-01"_s, u"2026-01-31 00:00"_s, u"0000-01-01"_s};
        QTest::newRow("TIMESTAMP")
            << u"TIMESTAMP"_s
            << QStringList{u"2026-01-31"_s, u"2026-01-31 23:59"_s, u"2026-01-31T23:59:59.123456Z"_s, u"2026-01-31 23:59:59 +01:00"_s,
                           u"2026-01-31 23:59:59-0530"_s, u"2026-01-31 23:59:59 UTC"_s}
            << QStringList{u"yesterday"_s, u"2026-01-31 24:00"_s, u"2026-01-31 23"_s, u"2026-01-31 23:59:59."_s,
                           u"2026-01-31 23:59 +1"_s, u"2026-01-31 23:59:59 CET"_s, u"1700000000"_s};
        QTest::newRow("STRING") << u"STRING"_s << QStringList{u"anything"_s} << QStringList();
        QTest::newRow("a type nobody knows") << u"GEOGRAPHY"_s << QStringList{u"anything"_s} << QStringList();
    }
    void values()
    {
        QFETCH(QString, type);
        QFETCH(QStringList, good);
        QFETCH(QStringList, bad);
        const ColumnType known = columnType(column(u"x"_s, type));
        for (const QString &text : good)
            QVERIFY2(isValueOf(known, text.toStdString()), qPrintable(text));
        for (const QString &text : bad)
            QVERIFY2(!isValueOf(known, text.toStdString()), qPrintable(text));
        QVERIFY(columnType(StorageColumn()) == ColumnType::Text);
    }

    void O11_schema()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "1,a\n2,b\n");
        StorageColumn number{u"id"_s, {{u"base"_s, {u"INTEGER"_s, {}, {}}}}, false, u"the number"_s};
        StorageColumn name{u"name"_s, {{u"base"_s, {u"STRING"_s, u"255"_s, {}}}, {u"snowflake"_s, {u"VARCHAR"_s, {}, {}}}}, true, {}};
        load.schema = {number, name};
        load.columns = QStringList{u"id"_s, u"name"_s};
        const auto done = fixture.storage().load(load);
        VERIFY_DONE(done);
        QVERIFY(done->table.typed);
        QCOMPARE(done->table.columns, load.schema);

        StorageColumn city{u"city"_s, {{u"base"_s, {u"STRING"_s, {}, u"Bern's"_s}}}, true, {}};
        StorageColumn since{u"since"_s, {{u"base"_s, {u"DATE"_s, {}, {}}}}, true, {}};
        load.schema += {city, since};
        load.columns += {u"city"_s, u"since"_s};
        load.sources = {fixture.write(u"b.csv"_s, "3,c,Thun,2020-01-01\n")};
        load.incremental = true;
        const auto more = fixture.storage().load(load);
        VERIFY_DONE(more);
        QCOMPARE(more->table.columns, load.schema);
        QCOMPARE(fixture.exported(id), quoted("id,name,city,since\n1,a,Bern's,\n2,b,Bern's,\n3,c,Thun,2020-01-01\n"));

        load.treatAsNull = QStringList{u"9"_s};
        load.sources = {fixture.write(u"c.csv"_s, "4,d,x,\n9,d,x,\n")};
        const auto refused = fixture.storage().load(load);
        QVERIFY(!refused);
        QVERIFY2(sentenceOf(refused).contains(u"line 2: the column 'id' may not be NULL"_s), qPrintable(sentenceOf(refused)));
        QCOMPARE(fixture.storage().table(id)->rows, 3);
    }

    /// One cell that is no value of its column refuses the whole load, and names the place.
    void wrongValues_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("exists");
        QTest::addColumn<bool>("incremental");
        QTest::newRow("new table") << QString() << false << false;
        QTest::newRow("new table with a key") << u"id"_s << false << false;
        QTest::newRow("replaced") << QString() << true << false;
        QTest::newRow("replaced, with a key") << u"id"_s << true << false;
        QTest::newRow("added to") << QString() << true << true;
        QTest::newRow("added to, with a key") << u"id"_s << true << true;
    }
    void wrongValues()
    {
        QFETCH(QString, key);
        QFETCH(bool, exists);
        QFETCH(bool, incremental);
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n2,b\n");
        load.schema = {column(u"id"_s, u"INTEGER"_s), column(u"name"_s, u"STRING"_s)};
        if (!key.isEmpty())
            load.primaryKey = QStringList{key};
        if (exists)
            VERIFY_DONE(fixture.storage().load(load));
        load.incremental = incremental;
        QByteArray rows = "id,name\n";
        for (int i = 0; i < 5000; ++i)
            rows += QByteArray::number(i) + ",\"two\nlines\"\n";
        load.sources = {fixture.write(u"b.csv"_s, rows + "abc,c\n")};
        const auto refused = fixture.storage().load(load);
        QVERIFY(!refused);
        QCOMPARE(int(refused.error().kind), int(Error::Kind::BadInput));
        QCOMPARE(refused.error().asked, u"load into the table in.c-main.people"_s);
        QCOMPARE(refused.error().happened,
                 u"row 5001 (line 10002 of b.csv) has 'abc' in the column 'id', which is of the type INTEGER"_s);
        if (exists)
            QCOMPARE(fixture.exported(id), quoted("id,name\n1,a\n2,b\n"));
        else
            QCOMPARE(int(fixture.storage().table(id).error().kind), int(Error::Kind::NotFound));
    }

    /// The types are the table's: a load without a schema is held to them too.
    void typesOfTheTable()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,a\n");
        load.schema = {column(u"id"_s, u"INTEGER"_s), column(u"name"_s, u"STRING"_s)};
        VERIFY_DONE(fixture.storage().load(load));
        StorageLoad more = fixture.load(id, "name,ID\nx,y\n");
        more.incremental = true;
        QVERIFY(sentenceOf(fixture.storage().load(more)).contains(u"has 'y' in the column 'ID'"_s));
        StorageLoad untyped = fixture.load(u"in.c-main.plain"_s, "id\nabc\n");
        VERIFY_DONE(fixture.storage().load(untyped));
    }

    /// An empty cell is no number: it is NULL, where that may be.
    void emptyCells()
    {
        StorageFixture fixture;
        StorageLoad load = fixture.load(id, "id,name\n1,\n,b\n");
        load.schema = {column(u"id"_s, u"INTEGER"_s), column(u"name"_s, u"STRING"_s, false)};
        VERIFY_DONE(fixture.storage().load(load));
        QCOMPARE(fixture.exported(id), QByteArray("\"id\",\"name\"\n\"1\",\"\"\n\"\",\"b\"\n"));
        load.table = u"in.c-main.strict"_s;
        load.schema[0].nullable = false;
        const QString sentence = sentenceOf(fixture.storage().load(load));
        QVERIFY2(sentence.contains(u"line 3: the column 'id' may not be NULL"_s), qPrintable(sentence));
    }
};

LONGSHORE_TEST_MAIN(TestStorageTypes)
#include "tst_storagetypes.moc"
