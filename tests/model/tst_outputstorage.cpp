// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs into the embedded Storage: what planOutput plans, storeOutput stores.
#include "model/run/outputlisting.h"
#include "model/run/outputloading.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

using Files = QList<std::pair<const char *, const char *>>;

/// A store, and runs of one component that leave outputs for it.
class Bench
{
public:
    Bench()
    {
        storage = *Storage::open(m_store.path());
        request.component.id = u"acme.ex-a"_s;
        request.configurationId = u"7"_s;
        request.configuration = "{\"storage\":{\"output\":{\"default_bucket\":\"in.c-x\"}}}";
    }

    void write(const Files &files)
    {
        m_out = std::make_unique<QTemporaryDir>();
        for (const auto &[name, text] : files) {
            const QString path = m_out->filePath(QString::fromUtf8(name));
            QDir().mkpath(path.endsWith(u'/') ? path : QFileInfo(path).path());
            QFile file(path);
            if (!path.endsWith(u'/') && file.open(QIODevice::WriteOnly))
                file.write(path.endsWith(u".manifest") ? QByteArray(text).replace('\'', '"') : QByteArray(text));
        }
        request.folder = m_out->path();
        request.entries = scanOutputFolder(m_out->path()).value_or(Collected()).entries;
    }

    Result<StoredOutput> store(const StorageProgress &progress = {})
    {
        const auto plan = planOutput(request);
        if (!plan)
            return fail(plan.error());
        return storeOutput(*plan, *storage, progress);
    }
    Result<StoredOutput> store(const Files &files)
    {
        write(files);
        return store();
    }

    QString rows(const QString &table) const
    {
        QStringList lines;
        for (const QStringList &row : storage->preview(table).value_or(QList<QStringList>()))
            lines.append(row.join(u','));
        lines.sort();
        return lines.join(u' ');
    }

    QString metadata(const QString &table) const
    {
        QStringList lines;
        for (const StorageMetadata &item : storage->table(table).value_or(StorageTable()).metadata)
            lines.append(item.provider + u'/' + item.key + u'=' + item.value);
        lines.sort();
        return lines.join(u' ');
    }

    std::shared_ptr<Storage> storage;
    OutputRequest request;

private:
    QTemporaryDir m_store;
    std::unique_ptr<QTemporaryDir> m_out;
};

QString told(const Result<StoredOutput> &stored)
{
    if (!stored)
        return stored.error().sentence();
    return stored->failure ? stored->failure->happened : QString();
}

} // namespace

class TestOutputStorage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void O13_loads();
    void O11_columnsOfAnExistingTable();
    void O12_deleteWhere();
    void O14_failedLoadLeavesNothing();
    void errorsAreJoined();
    void O15_createdOnce();
    void O18_filesAndTags();
    void O9_typedTable();
    void F19_slices();
    void M5_headerNames();
    void F23_gzip();
    void tokensMakeItOnce();
    void processedTags();
    void cancelled();
    void progressCounts();
};

void TestOutputStorage::O13_loads()
{
    Bench bench;
    const char *incremental = "{'incremental':true,'primary_key':['id']}";
    auto stored = bench.store({{"tables/t.csv", "id,n\n1,a\n2,b\n"}, {"tables/t.csv.manifest", incremental}});
    QCOMPARE(told(stored), QString());
    QCOMPARE(stored->tables.size(), 1);
    QCOMPARE(stored->tables[0].destination, u"in.c-x.t"_s);
    QCOMPARE(stored->tables[0].importedRows, 2);
    QCOMPARE(stored->tables[0].table.primaryKey, QStringList({u"id"_s}));
    QCOMPARE(told(bench.store({{"tables/t.csv", "id,n\n2,B\n3,c\n"}, {"tables/t.csv.manifest", incremental}})),
             QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,a 2,B 3,c"_s); // by key
    QCOMPARE(told(bench.store({{"tables/t.csv", "id,n\n9,z\n"}})), QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"9,z"_s); // replaced
    QCOMPARE(told(bench.store({{"tables/t.csv", "id,n\n9,z\n"}, {"tables/t.csv.manifest", "{'incremental':true}"}})),
             QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"9,z 9,z"_s); // appended: no key any more
}

void TestOutputStorage::O11_columnsOfAnExistingTable()
{
    Bench bench;
    QCOMPARE(told(bench.store({{"tables/t.csv", "id\n1\n"}})), QString());
    QCOMPARE(told(bench.store({{"tables/t.csv", "id,n\n2,b\n"}, {"tables/t.csv.manifest", "{'incremental':true}"}})),
             QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1, 2,b"_s);
    const auto stored = bench.store({{"tables/t.csv", "n\nx\n"}});
    QVERIFY2(told(stored).startsWith(u"failed to load table \"in.c-x.t\": the data lack columns"),
             qPrintable(told(stored)));
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1, 2,b"_s);
    QCOMPARE(told(bench.store({{"tables/t.csv", "id,n\n1,a\n"}, {"tables/t.csv.manifest", "{'primary_key':['n']}"}})),
             QString());
    QCOMPARE(bench.storage->table(u"in.c-x.t"_s)->primaryKey, QStringList({u"n"_s}));
}

void TestOutputStorage::O12_deleteWhere()
{
    Bench bench;
    const char *both =
        "{'incremental':true,'delete_where':[{'where_filters':[{'column':'a','values_from_set':['1','2']},"
        "{'column':'b','operator':'ne','values_from_set':['x']}]},{'where_filters':[{'column':'a','values_from_set':['"
        "4']}]}]}";
    QCOMPARE(told(bench.store({{"tables/t.csv", "a,b\n1,x\n1,y\n2,y\n3,y\n4,x\n"}, {"tables/t.csv.manifest", both}})),
             QString()); // new: nothing to delete
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,x 1,y 2,y 3,y 4,x"_s);
    QCOMPARE(told(bench.store({{"tables/t.csv", "a,b\n5,z\n"}, {"tables/t.csv.manifest", both}})), QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,x 3,y 5,z"_s);
    QCOMPARE(told(bench.store({{"tables/t.csv", "a,b\n6,z\n"},
                               {"tables/t.csv.manifest", "{'incremental':true,'delete_where_column':'a','delete_where_"
                                                         "values':[3],'delete_where_operator':'ne'}"}})),
             QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"3,y 6,z"_s);
}

void TestOutputStorage::O14_failedLoadLeavesNothing()
{
    Bench bench;
    QVERIFY(!told(bench.store({{"tables/t.csv", "a,b\n1,2\n3\n"}})).isEmpty());
    QVERIFY(!bench.storage->table(u"in.c-x.t"_s));
    QCOMPARE(told(bench.store({{"tables/t.csv", "a,b\n1,2\n"}})), QString());
    QVERIFY(!told(bench.store({{"tables/t.csv", "a,b\n5,6\n3\n"}})).isEmpty());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,2"_s);
}

void TestOutputStorage::errorsAreJoined()
{
    Bench bench;
    const auto stored = bench.store(
        {{"tables/a.csv", "a,b\n1\n"}, {"tables/b.csv", "a\n1\n"}, {"tables/c.csv", "a,b\n1\n"}, {"files/f", "1"}});
    QVERIFY(stored && stored->failure);
    const QStringList lines = stored->failure->happened.split(u'\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(u"failed to load table \"in.c-x.a\": ") &&
                 lines[1].startsWith(u"failed to load table \"in.c-x.c\": "),
             qPrintable(stored->failure->happened));
    QVERIFY(stored->failure->kind == Error::Kind::BadInput);
    QCOMPARE(stored->tables.size(), 1);
    QCOMPARE(stored->files.size(), 1);
    QCOMPARE(bench.rows(u"in.c-x.b"_s), u"1"_s);
}

void TestOutputStorage::O15_createdOnce()
{
    Bench bench;
    const Files files = {{"tables/t.csv", "a\n1\n"},
                         {"tables/t.csv.manifest", "{'metadata':[{'key':'k','value':'v'}],'description':'words','"
                                                   "column_metadata':{'a':[{'key':'c','value':'d'}]}}"}};
    QCOMPARE(told(bench.store(files)), QString());
    const QString own = u"acme.ex-a/KBC.description=words acme.ex-a/k=v"_s;
    QCOMPARE(bench.metadata(u"in.c-x.t"_s),
             own + u" system/KBC.createdBy.component.id=acme.ex-a system/KBC.createdBy.configuration.id=7 "
                   "system/KBC.lastUpdatedBy.component.id=acme.ex-a system/KBC.lastUpdatedBy.configuration.id=7"_s);
    bench.request.configurationId = u"8"_s;
    QCOMPARE(told(bench.store(files)), QString());
    QCOMPARE(bench.metadata(u"in.c-x.t"_s),
             own + u" system/KBC.createdBy.component.id=acme.ex-a system/KBC.createdBy.configuration.id=7 "
                   "system/KBC.lastUpdatedBy.component.id=acme.ex-a system/KBC.lastUpdatedBy.configuration.id=8"_s);
    const StorageTable table = *bench.storage->table(u"in.c-x.t"_s);
    QCOMPARE(table.description, u"words"_s);
    QCOMPARE(table.columnMetadata[u"a"_s].size(), 1);
    QCOMPARE(table.columnMetadata[u"a"_s][0].provider, u"acme.ex-a"_s);
}

void TestOutputStorage::O18_filesAndTags()
{
    Bench bench;
    bench.request.runId = u"r1"_s;
    bench.request.rowId = u"9"_s;
    const auto stored = bench.store(
        {{"files/a.bin", "12345"}, {"files/a.bin.manifest", "{'tags':['x'],'is_permanent':true}"}, {"files/b", "1"}});
    QCOMPARE(told(stored), QString());
    const QList<StorageFile> files = *bench.storage->files();
    QCOMPARE(files.size(), 2);
    const StorageFile &a = files[0].name == u"a.bin" ? files[0] : files[1];
    const StorageFile &b = files[0].name == u"a.bin" ? files[1] : files[0];
    QCOMPARE(a.tags, QStringList({u"x"_s, u"componentId: acme.ex-a"_s, u"configurationId: 7"_s,
                                  u"configurationRowId: 9"_s, u"runId: r1"_s}));
    QVERIFY(a.isPermanent && !a.expires.isValid());
    QVERIFY(!b.isPermanent && b.expires.isValid());
    QCOMPARE(a.bytes, 5);
}

void TestOutputStorage::O9_typedTable()
{
    Bench bench;
    bench.request.projectFeatures = QStringList{u"new-native-types"_s};
    bench.request.component.dataTypesSupport = u"authoritative"_s;
    const Files files = {
        {"tables/t.csv", "1,a\n2,\n"},
        {"tables/t.csv.manifest",
         "{'schema':[{'name':'id','primary_key':true,'nullable':false,'data_type':{'base':{'type':'INTEGER'}}},"
         "{'name':'n','data_type':{'base':{'type':'STRING','length':5}}}]}"}};
    QCOMPARE(told(bench.store(files)), QString());
    StorageTable table = *bench.storage->table(u"in.c-x.t"_s);
    QVERIFY(table.typed);
    QCOMPARE(table.primaryKey, QStringList({u"id"_s}));
    QCOMPARE(table.columns[0].dataTypes[u"base"_s].type, u"INTEGER"_s);
    QCOMPARE(table.columns[1].dataTypes[u"base"_s].length, u"5"_s);
    Bench other;
    other.request.projectFeatures = bench.request.projectFeatures;
    other.request.component.dataTypesSupport = u"hints"_s;
    QCOMPARE(told(other.store(files)), QString());
    table = *other.storage->table(u"in.c-x.t"_s);
    QCOMPARE(table.columns[0].dataTypes[u"base"_s].type, u"STRING"_s);
    QCOMPARE(table.columnMetadata[u"id"_s][0].value, u"INTEGER"_s);
}

void TestOutputStorage::F19_slices()
{
    Bench bench;
    QCOMPARE(told(bench.store({{"tables/t.csv/1", "1,a\n"},
                               {"tables/t.csv/2", "2,b"},
                               {"tables/t.csv/sub/3", "3,c"},
                               {"tables/t.csv.manifest", "{'columns':['id','n']}"}})),
             QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,a 2,b"_s);
    const auto stored = bench.store({{"tables/t.csv/", ""}, {"tables/t.csv.manifest", "{'columns':['id','n']}"}});
    QCOMPARE(told(stored), QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), QString()); // no slices: no rows
}

void TestOutputStorage::M5_headerNames()
{
    Bench bench;
    const auto stored = bench.store(
        {{"tables/t.csv", "\"číslo\",\" a-b \"\n1,2\n"}, {"tables/t.csv.manifest", "{'primary_key':['číslo']}"}});
    QCOMPARE(told(stored), QString());
    QCOMPARE(stored->tables[0].table.columnNames(), QStringList({u"cislo"_s, u"a_b"_s}));
    QCOMPARE(stored->tables[0].table.primaryKey, QStringList({u"cislo"_s}));
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,2"_s);
    QVERIFY(std::any_of(stored->problems.begin(), stored->problems.end(), [](const Problem &p) {
        return p.message.contains(u"\"číslo\" of the header is changed to \"cislo\"");
    }));
    QVERIFY(told(bench.store({{"tables/u.csv", "a,_timestamp\n1,2\n"}}))
                .contains(u"System columns \"_timestamp\" cannot be imported"));
    QVERIFY(told(bench.store({{"tables/u.csv", ""}})).contains(u"the file is empty"));
}

void TestOutputStorage::F23_gzip()
{
    Bench bench;
    // printf 'id,n\n1,x\n' | gzip -n
    bench.write({{"tables/t.csv.manifest", "{'destination':'in.c-x.t','primary_key':['id']}"}});
    QFile file(bench.request.folder + u"/tables/t.csv"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromHex("1f8b0800000000000003cb4cd1c9e332d4a9e00200d392c84c09000000"));
    file.close();
    bench.request.entries = scanOutputFolder(bench.request.folder)->entries;
    const auto stored = bench.store();
    QCOMPARE(told(stored), QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1,x"_s);
}

void TestOutputStorage::tokensMakeItOnce()
{
    Bench bench;
    bench.request.tokenPrefix = u"01RUN/0"_s;
    bench.write({{"tables/t.csv", "a\n1\n"}, {"tables/t.csv.manifest", "{'incremental':true}"}, {"files/f", "1"}});
    for (int pass = 0; pass < 3; ++pass) {
        const auto stored = bench.store();
        QCOMPARE(told(stored), QString());
        QCOMPARE(stored->tables[0].importedRows, 1);
    }
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1"_s);
    QCOMPARE(bench.storage->files()->size(), 1);
    bench.request.tokenPrefix = u"01RUN/1"_s;
    QCOMPARE(told(bench.store()), QString());
    QCOMPARE(bench.rows(u"in.c-x.t"_s), u"1 1"_s);
    QCOMPARE(bench.storage->files()->size(), 2);
}

void TestOutputStorage::processedTags()
{
    Bench bench;
    QCOMPARE(told(bench.store({{"files/f", "1"}})), QString());
    const qint64 id = bench.storage->files()->first().id;
    bench.write({});
    auto plan = planOutput(bench.request);
    QVERIFY(plan);
    plan->processedTags = {{id, {u"done"_s}}, {id + 1000, {u"done"_s}}};
    const auto stored = storeOutput(*plan, *bench.storage);
    QCOMPARE(told(stored), QString());
    QVERIFY(bench.storage->files()->first().tags.contains(u"done"_s));
    QCOMPARE(stored->problems.size(), 1); // the file that is gone
}

void TestOutputStorage::cancelled()
{
    Bench bench;
    bench.write({{"tables/t.csv", "a\n1\n"}});
    const auto stored = bench.store([](qint64, qint64) { return false; });
    QVERIFY(!stored);
    QVERIFY(stored.error().kind == Error::Kind::Cancelled);
    QVERIFY(!bench.storage->table(u"in.c-x.t"_s));
}

void TestOutputStorage::progressCounts()
{
    Bench bench;
    QByteArray csv = "a\n";
    for (int i = 0; i < 200'000; ++i)
        csv += QByteArray::number(i) + '\n';
    bench.write({{"tables/t.csv", csv.constData()}, {"tables/u.csv", csv.constData()}, {"files/f", "12345"}});
    qint64 last = 0, all = 0;
    const auto stored = bench.store([&](qint64 done, qint64 total) {
        if (done < last || (all && total != all))
            last = -1;
        last = last < 0 ? last : done;
        all = total;
        return true;
    });
    QCOMPARE(told(stored), QString());
    QCOMPARE(all, 2 * csv.size() + 5);
    QVERIFY(last > csv.size());
}

LONGSHORE_TEST_MAIN(TestOutputStorage)
#include "tst_outputstorage.moc"
