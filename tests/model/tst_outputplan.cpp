// SPDX-License-Identifier: GPL-3.0-or-later
// What is loaded and stored of an output mapping, and how (O4–O18, §6.2, §6.6, §6.7).
#include "tests/support/outputplans.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestOutputPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void O4_onceForEachMapping();
    void O5_componentsBucket();
    void O8_O10_schema();
    void O13_loadOptions();
    void O15_metadata();
    void O16_files_data();
    void O16_files();
    void A28_O17_mappingReplacesManifest();
    void O18_systemTags();
    void useFileStorageOnly();
    void writeAlways();
    void tokensAreStable();
    void M1_A27_acrossManifestAndMapping();
    void badConfiguration();
};

void TestOutputPlan::O4_onceForEachMapping()
{
    const OutFolder out(
        Files{{"tables/t.csv", "a,b\n"}, {"tables/t.csv.manifest", "{'incremental':true,'primary_key':['a']}"}});
    const auto plan = planOutput(out.request(mapped("{'source':'t.csv','destination':'in.c-a.one'},{'source':'t.csv','"
                                                    "destination':'in.c-a.two','primary_key':['b']}")));
    QCOMPARE(told(plan), u"t.csv>in.c-a.one t.csv>in.c-a.two"_s);
    QVERIFY(plan->tables[0].load.incremental && plan->tables[1].load.incremental);
    QCOMPARE(plan->tables[0].load.primaryKey, QStringList()); // A26
    QCOMPARE(plan->tables[1].load.primaryKey, QStringList({u"b"_s}));
}

void TestOutputPlan::O5_componentsBucket()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"}});
    OutputRequest request = out.request();
    request.component.defaultBucket = true;
    QCOMPARE(told(planOutput(request)), u"a.csv>in.c-acme-ex-a-7.a"_s);
    request.configurationId.clear();
    QCOMPARE(told(planOutput(request)), u"configuration id not set, but is required for default_bucket"_s);
    request.component.defaultBucket = false;
    const auto plan = planOutput(request);
    QVERIFY2(told(plan).startsWith(u"out/tables/a.csv: failed to resolve destination for output table \"a.csv\""),
             qPrintable(told(plan)));
}

void TestOutputPlan::O8_O10_schema()
{
    const OutFolder out(
        Files{{"tables/t.csv", "1,2\n"},
              {"tables/t.csv.manifest",
               "{'schema':[{'name':'id','primary_key':true,'data_type':{'base':{'type':'INTEGER'}}},{'name':'n'}]}"}});
    OutputRequest request = out.request(bucket);
    auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QVERIFY(plan->tables[0].load.columns.isEmpty() && plan->tables[0].load.schema.isEmpty() &&
            plan->tables[0].load.primaryKey.isEmpty());
    QVERIFY(plain(plan).contains(u"schema: is not used"));
    request.projectFeatures = QStringList{u"new-native-types"_s};
    request.component.dataTypesSupport = u"hints"_s;
    plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables[0].load.columns, QStringList({u"id"_s, u"n"_s}));
    QCOMPARE(plan->tables[0].load.primaryKey, QStringList({u"id"_s}));
    QCOMPARE(plan->tables[0].load.schema.size(), 2);
    QCOMPARE(plan->tables[0].load.columnMetadata[u"id"_s].first(),
             (StorageMetadata{0, u"KBC.datatype.basetype"_s, u"INTEGER"_s, u"acme.ex-a"_s, {}}));
    request.component.dataTypesSupport = u"authoritative"_s;
    QCOMPARE(told(planOutput(request)), u"out/tables/t.csv: schema: data_type.base is missing for columns: n"_s);
    const OutFolder bare(Files{{"tables/t.csv", "a\n"}});
    OutputRequest other = bare.request(bucket);
    other.projectFeatures = request.projectFeatures;
    other.component.dataTypesSupport = u"hints"_s;
    QCOMPARE(told(planOutput(other)), u"out/tables/t.csv: schema: configuration schema is missing"_s);
}

void TestOutputPlan::O13_loadOptions()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest",
                               "{'incremental':true,'delimiter':'\\t','enclosure':'','deduplication_strategy':'upsert',"
                               "'delete_where_column':'a','delete_where_values':['x']}"}});
    const auto plan =
        planOutput(out.request("{'storage':{'output':{'default_bucket':'in.c-x','treat_values_as_null':['NaN',0]}}}"));
    QVERIFY2(plan, qPrintable(told(plan)));
    const StorageLoad &load = plan->tables[0].load;
    QVERIFY(load.incremental);
    QCOMPARE(load.delimiter, '\t');
    QCOMPARE(load.enclosure, '\0');
    QCOMPARE(load.deduplication, u"upsert"_s);
    QCOMPARE(load.deletes, QList<StorageDelete>({{{}, {}, {{u"a"_s, false, {u"x"_s}}}}}));
    QCOMPARE(load.treatAsNull, QStringList({u"NaN"_s, u"0"_s}));
}

void TestOutputPlan::O15_metadata()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest",
                               "{'description':'words','metadata':[{'key':'k','value':'v'}],'table_metadata':{'m':5},"
                               "'column_metadata':{'a':[{'key':'c','value':'d'}]}}"}});
    OutputRequest request = out.request(bucket);
    request.rowId = u"9"_s;
    const auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    const auto item = [](const QString &key, const QString &value, const QString &provider) {
        return StorageMetadata{0, key, value, provider, {}};
    };
    const QString component = u"acme.ex-a"_s, system = u"system"_s;
    QCOMPARE(plan->tables[0].load.metadata,
             QList<StorageMetadata>({item(u"k"_s, u"v"_s, component), item(u"m"_s, u"5"_s, component),
                                     item(u"KBC.description"_s, u"words"_s, component),
                                     item(u"KBC.lastUpdatedBy.component.id"_s, component, system),
                                     item(u"KBC.lastUpdatedBy.configuration.id"_s, u"7"_s, system),
                                     item(u"KBC.lastUpdatedBy.configurationRow.id"_s, u"9"_s, system)}));
    QCOMPARE(plan->tables[0].whenCreated.size(), 3);
    QCOMPARE(plan->tables[0].whenCreated[0], item(u"KBC.createdBy.component.id"_s, component, system));
    QCOMPARE(plan->tables[0].load.description, u"words"_s);
    QCOMPARE(plan->tables[0].load.columnMetadata,
             (QMap<QString, QList<StorageMetadata>>{{u"a"_s, {item(u"c"_s, u"d"_s, component)}}}));
}

void TestOutputPlan::O16_files_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<bool>("failedPass");
    QTest::addColumn<QString>("expected");
    const QByteArray mapping = "{'storage':{'output':{'files':[{'source':'a','tags':['x']},{'source':'b'}]}}}";
    QTest::addRow("missing") << Files{{"files/a", "1"}} << mapping << false << u"file 'b' not found"_s;
    QTest::addRow("orphan") << Files{{"files/a.manifest", "{}"}} << QByteArray("{}") << false
                            << u"found orphaned file manifest: 'a.manifest'"_s;
    QTest::addRow("failed pass") << Files{{"files/a", "1"}, {"files/c.manifest", "{}"}} << mapping << true << QString();
    QTest::addRow("all there") << Files{{"files/a", "1"}, {"files/b", "1"}, {"files/c", "1"}} << mapping << false
                               << u"file:a file:b file:c"_s;
    QTest::addRow("bad manifest")
        << Files{{"files/a", "1"}, {"files/a.manifest", "{'foo':1}"}} << QByteArray("{}") << false
        << u"failed to write manifest for file: out/files/a.manifest: Unrecognized option \"foo\" under \"file\"."_s;
}

void TestOutputPlan::O16_files()
{
    QFETCH(Files, files);
    QFETCH(QByteArray, configuration);
    QFETCH(bool, failedPass);
    QFETCH(QString, expected);
    const OutFolder out(files);
    OutputRequest request = out.request(configuration);
    request.failedPass = failedPass;
    QCOMPARE(told(planOutput(request)), expected);
}

void TestOutputPlan::A28_O17_mappingReplacesManifest()
{
    const OutFolder out(Files{{"files/a", "1"},
                              {"files/a.manifest", "{'is_permanent':true,'tags':['m']}"},
                              {"files/b", "1"},
                              {"files/b.manifest", "{'is_permanent':true,'is_encrypted':false,'tags':['n']}"},
                              {"files/c", "1"}});
    const auto plan = planOutput(out.request("{'storage':{'output':{'files':[{'source':'a','tags':['a']}]}}}"));
    QVERIFY2(plan, qPrintable(told(plan)));
    QVERIFY(!plan->files[0].isPermanent && plan->files[0].isEncrypted);
    QCOMPARE(plan->files[0].tags.first(), u"a"_s);
    QVERIFY(!plan->files[0].tags.contains(u"m"_s));
    QVERIFY(plan->files[1].isPermanent && !plan->files[1].isEncrypted);
    QVERIFY(!plan->files[2].isPermanent && plan->files[2].isEncrypted && !plan->files[2].isPublic);
}

void TestOutputPlan::O18_systemTags()
{
    const OutFolder out(Files{{"files/a", "1"}, {"files/a.manifest", "{'tags':['x','x','runId: r1']}"}});
    OutputRequest request = out.request();
    request.rowId = u"9"_s;
    const auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->files[0].tags, QStringList({u"x"_s, u"runId: r1"_s, u"componentId: acme.ex-a"_s,
                                               u"configurationId: 7"_s, u"configurationRowId: 9"_s}));
}

void TestOutputPlan::useFileStorageOnly()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest", "{'columns':['a']}"},
                              {"tables/s.csv/1", "a\n"},
                              {"files/f", "1"}});
    OutputRequest request = out.request("{'runtime':{'use_file_storage_only':true},'storage':{'output':{'default_"
                                        "bucket':'in.c-x','table_files':{'tags':['t']}}}}");
    QVERIFY(!planOutput(request)); // the component does not have the feature: t.csv is a table, s.csv lacks columns
    request.component.features = QStringList{u"allow-use-file-storage-only"_s};
    const auto plan = planOutput(request);
    QCOMPARE(told(plan), u"file:f file:t.csv"_s);
    QVERIFY(plan->files[1].isPermanent && !plan->files[0].isPermanent);
    QCOMPARE(plan->files[1].tags.first(), u"t"_s);
    QVERIFY(plain(plan).contains(u"out/tables/s.csv"));
}

void TestOutputPlan::writeAlways()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"},
                              {"tables/a.csv.manifest", "{'write_always':true}"},
                              {"tables/b.csv", "a\n"},
                              {"tables/c.csv", "a\n"},
                              {"tables/c.csv.manifest", "{'foo':1}"},
                              {"tables/d.csv", "a\n"},
                              {"tables/e.csv", "a\n"},
                              {"tables/e.csv.manifest", "{'write_always':true,'columns':['_timestamp']}"},
                              {"files/f", "1"}});
    OutputRequest request = out.request(mapped("{'source':'d.csv','write_always':true},{'source':'nowhere.csv'}"));
    request.failedPass = true;
    const auto plan = planOutput(request);
    QCOMPARE(told(plan), u"a.csv>in.c-x.a d.csv>in.c-x.d"_s);
    QVERIFY2(plain(plan).contains(u"foo") && plain(plan).contains(u"_timestamp"), qPrintable(plain(plan)));
}

void TestOutputPlan::tokensAreStable()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"}, {"files/a.csv", "1"}});
    OutputRequest request = out.request(mapped("{'source':'a.csv'},{'source':'a.csv'}"));
    request.tokenPrefix = u"01RUN/2"_s;
    QStringList tokens;
    for (int pass = 0; pass < 2; ++pass) {
        const auto plan = planOutput(request);
        QVERIFY2(plan, qPrintable(told(plan)));
        QStringList found = {plan->files[0].token, plan->tables[0].load.token, plan->tables[1].load.token};
        QVERIFY(pass == 0 || tokens == found);
        tokens = found;
    }
    QCOMPARE(QSet<QString>(tokens.begin(), tokens.end()).size(), 3);
    QVERIFY(tokens[0].startsWith(u"01RUN/2/"));
    request.tokenPrefix.clear();
    QCOMPARE(planOutput(request)->files[0].token, QString());
}

void TestOutputPlan::M1_A27_acrossManifestAndMapping()
{
    const OutFolder out(Files{{"tables/a.csv", "1\n"}, {"tables/a.csv.manifest", "{'columns':['x']}"}});
    QCOMPARE(told(planOutput(out.request(mapped("{'source':'a.csv','schema':[{'name':'x'}]}")))),
             u"storage.output.tables.0: schema: only one of \"schema\" and \"columns\" may be set"_s);
    QCOMPARE(told(planOutput(
                 OutFolder(Files{{"tables/a.csv", "1\n"}, {"tables/a.csv.manifest", "{'schema':[{'name':'id'}]}"}})
                     .request(mapped("{'source':'a.csv','primary_key':['name2']}")))),
             u"storage.output.tables.0: primary_key: primary key column \"name2\" not found in manifest"_s); // A27
}

void TestOutputPlan::badConfiguration()
{
    const OutFolder out;
    QVERIFY(!planOutput(out.request("{")));
    QCOMPARE(
        told(planOutput(out.request("{'storage':{'output':{'tables':[{'source':'x','foo':1}]}}}"))),
        u"storage.output.tables.0: foo: Unrecognized option \"foo\" under \"container.storage.output.tables.0\"."_s);
    QVERIFY(!planOutput(out.request("{'storage':{'output':{'tables':5}}}")));
    QVERIFY(!planOutput(out.request("{'storage':{'output':{'files':[{'tags':[]}]}}}")));
}

LONGSHORE_TEST_MAIN(TestOutputPlan)
#include "tst_outputplan.moc"
