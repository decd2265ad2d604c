// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runcompare.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"

#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

struct Folder {
    QString put(const QString &name, const QByteArray &bytes) const
    {
        const QString path = dir.filePath(name);
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(path));
        return path;
    }
    QTemporaryDir dir;
};

} // namespace

/// Two runs side by side (peers A.11 140, product.md "Compare with…").
class tst_RunCompare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tables_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QStringList>("key");
        QTest::addColumn<QString>("expected"); ///< same, added, removed, changed; columns
        const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const QStringList &key, const QString &expected) {
            QTest::newRow(name) << before << after << key << expected;
        };
        const QByteArray people = "id,name\n1,Ann\n2,Bob\n3,Cyd\n";
        row("the same", people, people, {u"id"_s}, u"3 0 0 0 key"_s);
        row("another order", people, "id,name\n3,Cyd\n1,Ann\n2,Bob\n", {u"id"_s}, u"3 0 0 0 key"_s);
        row("by key", people, "id,name\n1,Ann\n2,Bo\n4,Dan\n", {u"id"_s}, u"1 1 1 1 key"_s);
        row("without a key", people, "id,name\n1,Ann\n2,Bo\n4,Dan\n", {}, u"1 2 2 0"_s);
        row("rows alike", "a\nx\nx\ny\n", "a\nx\ny\ny\n", {}, u"2 1 1 0"_s);
        row("columns in another order", people, "name,id\nAnn,1\nBob,2\nCyd,3\n", {u"id"_s}, u"3 0 0 0 key"_s);
        row("a new column", people, "id,name,age\n1,Ann,7\n2,Bob,7\n3,Cyd,7\n", {u"id"_s}, u"3 0 0 0 key +age"_s);
        row("a column less", people, "id\n1\n2\n3\n", {u"id"_s}, u"3 0 0 0 key -name"_s);
        row("the key is gone", people, "name\nAnn\nBob\n", {u"id"_s}, u"2 0 1 0 -id"_s);
        row("enclosed", "id,name\n1,\"A,b\"\n", "\"id\",\"name\"\n\"1\",\"A,b\"\n", {u"id"_s}, u"1 0 0 0 key"_s);
        row("fields do not run together", "a,b\nxy,z\n", "a,b\nx,yz\n", {}, u"0 1 1 0"_s);
        row("empty", "", people, {u"id"_s}, u"0 3 0 0 +id +name"_s);
    }
    void tables()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QStringList, key);
        Folder folder;
        const auto difference = compareTables(folder.put(u"a.csv"_s, before), folder.put(u"b.csv"_s, after), key);
        QVERIFY2(difference, difference ? "" : qPrintable(difference.error().sentence()));
        QString found = u"%1 %2 %3 %4"_s.arg(difference->same).arg(difference->added).arg(difference->removed).arg(difference->changed);
        if (difference->byKey)
            found += u" key"_s;
        for (const QString &name : difference->addedColumns)
            found += u" +"_s + name;
        for (const QString &name : difference->removedColumns)
            found += u" -"_s + name;
        QTEST(found, "expected");
    }

    void slicesAndManifests()
    {
        Folder folder;
        folder.put(u"a.csv/1"_s, "1;Ann\n");
        folder.put(u"a.csv/2"_s, "2;Bob\n");
        const QString a = folder.dir.filePath(u"a.csv"_s);
        folder.put(u"a.csv.manifest"_s, "{\"columns\":[\"id\",\"name\"],\"delimiter\":\";\"}");
        const auto difference = compareTables(a, folder.put(u"b.csv"_s, "id,name\n1,Ann\n2,Bo\n"), {u"id"_s});
        QVERIFY(difference && difference->same == 1 && difference->changed == 1);
    }

    void tableErrors()
    {
        Folder folder;
        const QString a = folder.put(u"a.csv"_s, "id\n1\n");
        QVERIFY(compareTables(a, folder.dir.filePath(u"gone"_s), {}).error().kind == Error::Kind::NotFound);
        const CancelToken cancelled;
        cancelled.cancel();
        QVERIFY(compareTables(a, a, {}, cancelled).error().kind == Error::Kind::Cancelled);
    }

    void A11_140_configurations()
    {
        const auto values = compareJson("{\"a\":{\"b\":1.10,\"c\":[1,2],\"gone\":\"x\"},\"same\":true}", "{\"a\":{\"b\":1.1,\"c\":[1,3,4]},\"same\":true,\"empty\":\"\"}");
        QStringList found;
        for (const ComparedValue &value : values)
            found << u"%1: %2 -> %3"_s.arg(value.name, value.before.isNull() ? u"-"_s : value.before, value.after.isNull() ? u"-"_s : value.after);
        QCOMPARE(found, (QStringList{u"a.b: 1.10 -> 1.1"_s, u"a.c.1: 2 -> 3"_s, u"a.c.2: - -> 4"_s, u"a.gone: x -> -"_s, u"empty: - -> "_s}));
    }

    void A11_140_runs()
    {
        QTemporaryDir dir;
        const auto store = Store::open(dir.filePath(u"store"_s));
        QVERIFY(store);
        test::StoredRun before(*store, u"01J0000000000000000000000A"_s), after(*store, u"01J0000000000000000000000B"_s);
        const auto put = [](const test::StoredRun &run, const QString &name, const QByteArray &bytes) {
            const QString path = run.summary().capsule + u"/out/tables/"_s + name;
            QFile file(path);
            return QDir().mkpath(QFileInfo(path).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        };
        before.result.tables = {{u"gone.csv"_s, {}, 0, 0, {}, {}}, {u"t.csv"_s, {}, 1, 1, {u"id"_s}, {u"id"_s}}};
        after.result.tables = {{u"new.csv"_s, {}, 0, 0, {}, {}}, {u"t.csv"_s, {}, 1, 1, {u"id"_s}, {u"id"_s}}};
        before.result.files = {{u"f"_s, 1000, {}}};
        after.result.files = {{u"f"_s, 2000, {}}};
        after.result.summary.verdict = Verdict::UserError;
        QVERIFY(put(before, u"t.csv"_s, "id\n1\n") && put(after, u"t.csv"_s, "id\n1\n2\n"));
        QVERIFY(before.keep("{\"parameters\":{\"max\":1}}") && after.keep("{\"parameters\":{\"max\":2}}"));
        const auto comparison = compareRuns(before.summary(), after.summary());
        QVERIFY(comparison);
        QCOMPARE(comparison->facts[0], (ComparedValue{u"Verdict"_s, u"success"_s, u"user error"_s}));
        QCOMPARE(comparison->configuration, (QList<ComparedValue>{{u"parameters.max"_s, u"1"_s, u"2"_s}}));
        QCOMPARE(comparison->tables.size(), 3);
        QVERIFY(!comparison->tables[0].isAfter && !comparison->tables[1].isBefore);
        QVERIFY(comparison->tables[2].difference && comparison->tables[2].difference->added == 1);
        QCOMPARE(comparison->files, (QList<ComparedValue>{{u"f"_s, u"1.0 kB"_s, u"2.0 kB"_s}}));
    }
};

LONGSHORE_TEST_MAIN(tst_RunCompare)
#include "tst_runcompare.moc"
