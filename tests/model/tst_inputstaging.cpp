// SPDX-License-Identifier: GPL-3.0-or-later
// Input tables from Storage as the platform stages them: names, manifests, limits (F6–F15, I7, I8, §5.1).
#include "tests/support/inputbench.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestInputStaging : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F6_F10_F11_F13_oneTable();
    void F10_destinations_data();
    void F10_destinations();
    void F12_tooLarge();
    void F15_parquet();
    void F8_yamlManifests();
    void F9_layoutOfManifests();
    void I7_twice();
    void I8_noSuchTable();
    void manifest51_allKeys();
    void cancelled();
    void hostileNames();
};

void TestInputStaging::F6_F10_F11_F13_oneTable()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people'}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/in.c-main.people"_s),
             QByteArray("\"id\",\"name\",\"kind\"\n\"1\",\"a\"\"b\",\"x\"\n\"2\",\"žluť\",\"y\"\n\"3\",\"\",\"x\"\n"));
    QCOMPARE(staged->tables.size(), 1);
    QCOMPARE(staged->tables.first().path, u"in/tables/in.c-main.people"_s);
    QCOMPARE(staged->tables.first().rows, 3);
    QCOMPARE(staged->tables.first().columns, (QStringList{u"id"_s, u"name"_s, u"kind"_s}));
    const QByteArray manifest = manifestOf(request, u"in/tables/in.c-main.people"_s);
    QVERIFY2(manifest.startsWith(
                 q("{'id':'in.c-main.people','uri':'https://connection.keboola.com/v2/storage/tables/in.c-main.people',"
                   "'name':'people','primary_key':['id'],'distribution_key':[],'created':'")),
             manifest.constData());
    QVERIFY2(manifest.contains(
                 q("'columns':['id','name','kind'],'metadata':[],'column_metadata':{'id':[],'name':[],'kind':[]}")),
             manifest.constData());
    QVERIFY(staged->problems.isEmpty());
    QVERIFY(QDir(request.folder + u"/in/files"_s).exists());
}

void TestInputStaging::F10_destinations_data()
{
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("path"); ///< empty = refused
    QTest::newRow("plain") << u"a.csv"_s << u"in/tables/a.csv"_s;
    QTest::newRow("folders") << u"x/y/a.csv"_s << u"in/tables/x/y/a.csv"_s;
    QTest::newRow("dots within") << u"x/../a.csv"_s << u"in/tables/a.csv"_s;
    QTest::newRow("spaces") << u"a b.csv"_s << u"in/tables/a b.csv"_s;
    QTest::newRow("out") << u"../files/a.csv"_s << QString();
    QTest::newRow("far out") << u"x/../../../a"_s << QString();
    QTest::newRow("absolute") << u"/etc/passwd"_s << QString();
    QTest::newRow("the folder itself") << u"."_s << QString();
    QTest::newRow("its parent") << u".."_s << QString();
    QTest::newRow("too long") << QString(256, u'a') << QString();
}

void TestInputStaging::F10_destinations()
{
    QFETCH(QString, destination);
    QFETCH(QString, path);
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','columns':['id']}]}");
    request.mapping.tables[0].destination = destination;
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QCOMPARE(staged.has_value(), !path.isEmpty());
    if (!staged) {
        QVERIFY(staged.error().kind == Error::Kind::BadInput);
        QVERIFY2(staged.error().sentence().contains(u"in.c-main.people"_s), qPrintable(staged.error().sentence()));
        return;
    }
    QCOMPARE(staged->tables.first().path, path);
    QCOMPARE(read(request.folder + u'/' + path), QByteArray("\"id\"\n\"1\"\n\"2\"\n\"3\"\n"));
}

void TestInputStaging::F12_tooLarge()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people'}]}");
    request.largestTable = 1;
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(!staged);
    QVERIFY2(staged.error().sentence().contains(u"in.c-main.people"_s) &&
                 staged.error().sentence().contains(u"limit of 1 bytes"_s),
             qPrintable(staged.error().sentence()));
}

void TestInputStaging::F15_parquet()
{
    Bench bench;
    const Result<StagedInput> staged = stageInput(
        bench.request("{'tables':[{'source':'in.c-main.people','file_type':'parquet'}]}"), bench.storage.get());
    QVERIFY(!staged);
    QVERIFY2(staged.error().happened.contains(u"parquet"_s), qPrintable(staged.error().happened));
}

void TestInputStaging::F8_yamlManifests()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a.csv'}]}");
    request.format = u"yaml"_s;
    QVERIFY(stageInput(request, bench.storage.get()));
    const QByteArray manifest = read(request.folder + u"/in/tables/a.csv.manifest"_s);
    QVERIFY2(manifest.startsWith("id: in.c-main.people\nuri: \"https://") &&
                 manifest.contains("primary_key:\n  - id\n"),
             manifest.constData());
}

void TestInputStaging::F9_layoutOfManifests()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a.csv'}]}");
    QVERIFY(stageInput(request, bench.storage.get()));
    const QByteArray manifest = read(request.folder + u"/in/tables/a.csv.manifest"_s);
    QVERIFY2(manifest.startsWith("{\n    \"id\": \"in.c-main.people\",\n    \"uri\": \"https:\\/\\/connection"),
             manifest.constData());
}

void TestInputStaging::I7_twice()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a'},{'source':'"
                                               "in.c-main.people','destination':'b','limit':1}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.size(), 2);
    QVERIFY(QFile::exists(request.folder + u"/in/tables/a"_s) &&
            QFile::exists(request.folder + u"/in/tables/b.manifest"_s));
    QCOMPARE(QByteArray(staged->storageState).count("lastImportDate"), 1);
    // One destination for two: the platform lets the last one win; that is worth a word.
    const InputRequest same = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a'},{'source':'in."
                                            "c-main.people','destination':'a','limit':1}]}");
    const Result<StagedInput> last = stageInput(same, bench.storage.get());
    QVERIFY(last);
    QCOMPARE(last->problems.size(), 1);
    QCOMPARE(last->problems.first().path, u"storage.input.tables.1"_s);
    QCOMPARE(read(same.folder + u"/in/tables/a"_s).count('\n'), 2);
}

void TestInputStaging::I8_noSuchTable()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.gone'}]}");
    for (Storage *storage : {bench.storage.get(), static_cast<Storage *>(nullptr)}) {
        const Result<StagedInput> staged = stageInput(request, storage);
        QVERIFY(!staged);
        QVERIFY(staged.error().kind == Error::Kind::NotFound);
        QVERIFY2(
            staged.error().sentence().contains(u"cannot import data from Storage: there is no table in.c-main.gone"_s),
            qPrintable(staged.error().sentence()));
    }
}

void TestInputStaging::manifest51_allKeys()
{
    const QDateTime time(QDate(2015, 1, 25), QTime(0, 35, 14), Qt::UTC);
    StorageTable table;
    table.id = u"in.c-m.t"_s;
    table.typed = true;
    table.description = u"What"_s;
    table.created = time;
    table.primaryKey = {u"id"_s};
    table.columns = {{u"id"_s,
                      {{u"base"_s, {u"INTEGER"_s, u"9"_s, {}}}, {u"snowflake"_s, {u"NUMBER"_s, u"38,0"_s, u"0"_s}}},
                      false,
                      u"key"_s},
                     {u"x"_s, {}, true, {}}};
    table.metadata = {{5, u"k"_s, u"v"_s, u"system"_s, time}};
    table.columnMetadata = {{u"id"_s, {{6, u"c"_s, u"w"_s, u"p"_s, time}}}};
    const QByteArray json = writeJson(inputTableManifest(table, {}, u"host"_s), JsonStyle::Compact);
    QCOMPARE(json,
             q("{'id':'in.c-m.t','uri':'https://host/v2/storage/tables/"
               "in.c-m.t','name':'t','primary_key':['id'],'distribution_key':[],"
               "'created':'2015-01-25T00:35:14+0000','last_change_date':null,'last_import_date':null,'description':'"
               "What','columns':['id','x'],"
               "'metadata':[{'key':'k','value':'v','id':5,'provider':'system','timestamp':'2015-01-25T00:35:14+0000'}],"
               "'column_metadata':{'id':[{'key':'c','value':'w','id':6,'provider':'p','timestamp':'2015-01-25T00:35:14+"
               "0000'}],'x':[]},"
               "'schema':[{'name':'id','data_type':{'base':{'type':'INTEGER'},'snowflake':{'type':'NUMBER','length':'"
               "38,0','default':'0'}},"
               "'nullable':false,'primary_key':true,'description':'key'},{'name':'x','nullable':true,'primary_key':"
               "false}]}"));
    const QByteArray some = writeJson(inputTableManifest(table, {u"x"_s}, u"host"_s), JsonStyle::Compact);
    QVERIFY(some.contains(q("'columns':['x']")) &&
            some.contains(q("'column_metadata':{'x':[]},'schema':[{'name':'x'")));
}

void TestInputStaging::cancelled()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','limit':1}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    write(bench.dir.filePath(u"y.csv"_s), "a\n1\n");
    const Result<StagedInput> staged = stageInput(request, nullptr, [](qint64, qint64) { return false; });
    QVERIFY(!staged);
    QVERIFY(staged.error().kind == Error::Kind::Cancelled);
}

void TestInputStaging::hostileNames()
{
    Bench bench;
    const QString outside = bench.dir.filePath(u"secret"_s);
    write(outside, "secret");
    QVERIFY(QFile::link(outside, bench.dir.filePath(u"link.csv"_s)));
    InputRequest request =
        bench.request("{'tables':[{'source':'in.c-x.y','destination':'a'},{'source':'in.c-x.y','destination':'a/b'}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"link.csv"_s)); // the user's own link is fine
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY(!staged); // a file is where a folder has to be
    QVERIFY2(staged.error().sentence().contains(u"in the way"_s) || staged.error().sentence().contains(u"in its way"_s),
             qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/a"_s), QByteArray("secret"));
}

LONGSHORE_TEST_MAIN(TestInputStaging)
#include "tst_inputstaging.moc"
