// SPDX-License-Identifier: GPL-3.0-or-later
// What the platform refuses of table manifests and mappings (M1–M4, O12), and the defaults it fills in (C6).
#include "tests/support/outputtables.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestOutputManifest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void M1_exclusions_data();
    void M1_exclusions() { checkRefusal(); }
    void M2_dataTypes_data();
    void M2_dataTypes() { checkRefusal(); }
    void M3_keysAndTypes_data();
    void M3_keysAndTypes() { checkRefusal(); }
    void M3_mappingOnly();
    void M3_configurationNamesThePath();
    void M4_unparseableManifest_data();
    void M4_unparseableManifest();
    void O12_deleteWhereRefusals_data();
    void O12_deleteWhereRefusals() { checkRefusal(); }
    void C6_outputTableDefaults();
    void emptyListsOfPhp();
    void hugeManifestsEndSoon();
};

void TestOutputManifest::M1_exclusions_data()
{
    refusals({
        {"{'schema':[{'name':'a'}],'columns':['a']}", "schema: only one of \"schema\" and \"columns\" may be set"},
        {"{'schema':[{'name':'a'}],'metadata':[{'key':'a','value':'b'}]}",
         "schema: only one of \"schema\" and \"metadata\" may be set"},
        {"{'schema':[{'name':'a'}],'column_metadata':{'a':[{'key':'k','value':'v'}]}}",
         "schema: only one of \"schema\" and \"column_metadata\" may be set"},
        {"{'schema':[{'name':'a'}],'primary_key':['a']}",
         "schema: only one of \"schema\" and \"primary_key\" may be set"},
        {"{'schema':[{'name':'a'}],'distribution_key':['a']}",
         "schema: only one of \"schema\" and \"distribution_key\" may be set"},
        {"{'description':'d','table_metadata':{'KBC.description':'e'}}",
         "description: only one of \"description\" and \"table_metadata.KBC.description\" may be set"},
        {"{'schema':[{'name':'a','description':'d','metadata':{'KBC.description':'e'}}]}",
         "schema.0: only one of \"description\" and \"metadata.KBC.description\" may be set"},
        {"{'delete_where_column':'a','delete_where_values':[1],'delete_where':[{'changed_since':'2026-01-01'}]}",
         "delete_where: only one of \"delete_where_column\" and \"delete_where\" may be set"},
        {"{'schema':[],'columns':['a']}", ""},
        {"{'schema':[{'name':'a'}],'columns':[],'metadata':[]}", ""},
        {"{'description':'d','table_metadata':{'other':'e'}}", ""},
    });
}

void TestOutputManifest::M2_dataTypes_data()
{
    refusals({
        {"{'schema':[{'name':'a','data_type':{'base':{'type':'INTEGER'},'snowflake':{'type':'NUMBER'},'bigquery':{'"
         "type':'INT64'}}}]}",
         ""},
        {"{'schema':[{'name':'a','data_type':{'base':{'type':'INTEGER'},'redshift':{'type':'INT'}}}]}",
         "schema.0.data_type.redshift: this backend of data types is not supported"},
        {"{'schema':[{'name':'a','data_type':{'base':{'type':'INTEGER'},'snowflake':{'length':'1'}}}]}",
         "schema.0.data_type.snowflake: \"type\" is required"},
        {"{'schema':[{'name':'a','data_type':{'snowflake':{'type':'NUMBER'}}}]}",
         "schema.0.data_type: The child config \"base\" under \"table.schema.0.data_type\" must be configured."},
        {"{'schema':[{'name':'a','data_type':{'base':{}}}]}",
         "schema.0.data_type.base: The child config \"type\" under \"table.schema.0.data_type.base\" must be "
         "configured."},
        {"{'schema':[{'name':'a','data_type':{'base':{'type':'STRING'},'bigquery':{'type':['x']}}}]}",
         "schema.0.data_type.bigquery.type: must be a single value"},
        {"{'schema':[{'data_type':{'base':{'type':'STRING'}}}]}",
         "schema.0: The child config \"name\" under \"table.schema.0\" must be configured."},
    });
}

void TestOutputManifest::M3_keysAndTypes_data()
{
    refusals({
        {"{'escaped_by':'x'}", "escaped_by: Unrecognized option \"escaped_by\" under \"table\"."},
        {"{'source':'x'}", "source: Unrecognized option \"source\" under \"table\"."},
        {"{'schema':[{'name':'a','foo':1}]}", "schema.0.foo: Unrecognized option \"foo\" under \"table.schema.0\"."},
        {"{'metadata':[{'key':'a','value':'b','x':1}]}",
         "metadata.0.x: Unrecognized option \"x\" under \"table.metadata.0\"."},
        {"{'column_metadata':{'col':[{'k':'a'}]}}",
         "column_metadata.col.0.k: Unrecognized option \"k\" under \"table.column_metadata.col.0\"."},
        {"{'incremental':'true'}",
         "incremental: Invalid type for path \"table.incremental\". Expected \"bool\", but got \"string\"."},
        {"{'incremental':1}",
         "incremental: Invalid type for path \"table.incremental\". Expected \"bool\", but got \"int\"."},
        {"{'write_always':'yes'}",
         "write_always: Invalid type for path \"table.write_always\". Expected \"bool\", but got \"string\"."},
        {"{'has_header':0}",
         "has_header: Invalid type for path \"table.has_header\". Expected \"bool\", but got \"int\"."},
        {"{'schema':[{'name':'a','nullable':'no'}]}",
         "schema.0.nullable: Invalid type for path \"table.schema.0.nullable\". Expected \"bool\", but got "
         "\"string\"."},
        {"{'columns':'a,b'}",
         "columns: Invalid type for path \"table.columns\". Expected \"array\", but got \"string\"."},
        {"{'columns':['a',['b']]}",
         "columns.1: Invalid type for path \"table.columns.1\". Expected \"scalar\", but got \"array\"."},
        {"{'destination':{}}",
         "destination: Invalid type for path \"table.destination\". Expected \"scalar\", but got \"array\"."},
        {"{'deduplication_strategy':'merge'}", "deduplication_strategy: The value \"merge\" is not allowed for path "
                                               "\"table.deduplication_strategy\". Permissible values: insert, upsert"},
        {"{'distribution_key':['']}",
         "distribution_key.0: The path \"table.distribution_key.0\" cannot contain an empty value."},
        {"{'tags':['']}", "tags.0: The path \"table.tags.0\" cannot contain an empty value."},
        {"{'table_metadata':'x'}", "table_metadata: must be a map of keys to values"},
        {"{'table_metadata':{'a':['b']}}", "table_metadata.a: must be a single value"},
        {"'x'", "Invalid type for path \"table\". Expected \"array\", but got \"string\"."},
        {"[]", ""},
        {"{}", ""},
        {"{'primary_key':['',null],'columns':[1,true],'manifest_type':'out','unload_strategy':'x'}", ""},
        {"{'columns':null,'schema':null,'metadata':null}", ""},
        {"{'primary-key':['id']}", ""},
    });
}

void TestOutputManifest::M3_mappingOnly()
{
    Problems problems;
    normalisedOutputTable(js("{'destination':'in.c-a.b'}"), true, u"container"_s, &problems);
    QCOMPARE(sentences(problems), u"source: must be set"_s);
    problems.clear();
    normalisedOutputTable(js("{'destination':'in.c-a.b','unload_strategy':'direct-grant'}"), true, u"container"_s,
                          &problems);
    QCOMPARE(sentences(problems), QString());
    normalisedOutputTable(js("{'source':'a.csv'}"), true, u"container"_s, &problems);
    QCOMPARE(sentences(problems), QString());
}

void TestOutputManifest::M3_configurationNamesThePath()
{
    const auto check = [](QByteArray json) { return sentences(checkConfiguration(json.replace('\'', '"'))); };
    QCOMPARE(
        check("{'storage':{'output':{'tables':[{'source':'a'},{'source':'b','schema':[{'name':'x','foo':1}]}]}}}"),
        u"storage.output.tables.1.schema.0.foo: Unrecognized option \"foo\" under \"container.storage.output.tables.1.schema.0\"."_s);
    QCOMPARE(check("{'storage':{'output':{'tables':[{'source':'a','schema':[{'name':'x'}],'columns':['x']}]}}}"),
             u"storage.output.tables.0.schema: only one of \"schema\" and \"columns\" may be set"_s);
    QCOMPARE(check("{'storage':{'output':{'tables':[{'destination':'in.c-a.b'}]}}}"),
             u"storage.output.tables.0.source: must be set"_s);
    QCOMPARE(
        check("{'storage':{'output':{'table_files':{'tag':[]}}}}"),
        u"storage.output.table_files.tag: Unrecognized option \"tag\" under \"container.storage.output.table_files\"."_s);
}

void TestOutputManifest::M4_unparseableManifest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    QTest::addRow("cut") << QByteArray("{\"a\":") << u"ends too early"_s;
    QTest::addRow("empty") << QByteArray() << u"it is empty"_s;
    QTest::addRow("byte order mark") << QByteArray("\xEF\xBB\xBF{}") << u"byte order mark"_s;
    QTest::addRow("deep") << QByteArray(100'000, '[') << u"nested deeper than 256"_s;
    QTest::addRow("not UTF-8") << QByteArray("{\"a\":\"\xff\"}") << u"UTF-8"_s;
    QTest::addRow("large") << QByteArray(largestManifest + 1, ' ') << u"larger than 16 MiB"_s;
}

void TestOutputManifest::M4_unparseableManifest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const auto json = readManifest(bytes, u"json"_s, u"out/tables/x.csv.manifest"_s);
    QVERIFY(!json);
    QVERIFY2(json.error().sentence().startsWith(u"read out/tables/x.csv.manifest as json: "),
             qPrintable(json.error().sentence()));
    QVERIFY2(json.error().sentence().contains(part), qPrintable(json.error().sentence()));
}

void TestOutputManifest::O12_deleteWhereRefusals_data()
{
    const char *one = "delete_where.0.where_filters.0: needs one of \"values_from_set\", \"values_from_workspace\" and "
                      "\"values_from_storage\"";
    refusals({
        {"{'delete_where_column':'a'}", "delete_where_values: is required when \"delete_where_column\" is set"},
        {"{'delete_where_column':'a','delete_where_values':[]}",
         "delete_where_values: is required when \"delete_where_column\" is set"},
        {"{'delete_where_column':'','delete_where_values':[]}", ""},
        {"{'delete_where_column':'a','delete_where_values':[1],'delete_where_operator':'gt'}",
         "delete_where_operator: The value \"gt\" is not allowed for path \"table.delete_where_operator\". Permissible "
         "values: eq, ne"},
        {"{'delete_where_column':'a','delete_where_values':[1],'delete_where_operator':''}", ""},
        {"{'delete_where':[{}]}", "delete_where.0: needs \"changed_since\", \"changed_until\" or \"where_filters\""},
        {"{'delete_where':[{'where_filters':[]}]}",
         "delete_where.0: needs \"changed_since\", \"changed_until\" or \"where_filters\""},
        {"{'delete_where':[{'where_filters':[{'column':'a'}]}]}", one},
        {"{'delete_where':[{'where_filters':[{'column':'a','values_from_set':[1],'values_from_storage':{'bucket_id':'"
         "in.c-a','table':'t'}}]}]}",
         one},
        {"{'delete_where':[{'where_filters':[{'values_from_set':[1]}]}]}",
         "delete_where.0.where_filters.0: The child config \"column\" under \"table.delete_where.0.where_filters.0\" "
         "must be configured."},
        {"{'delete_where':[{'where_filters':[{'column':'a','values_from_storage':{'table':'t'}}]}]}",
         "delete_where.0.where_filters.0.values_from_storage: The child config \"bucket_id\" under "
         "\"table.delete_where.0.where_filters.0.values_from_storage\" must be configured."},
        {"{'delete_where':[{'where_filters':[{'column':'a','values_from_set':['x']}]},{'changed_until':'2026-01-01'}]}",
         ""},
    });
}

void TestOutputManifest::C6_outputTableDefaults()
{
    Problems problems;
    const Json json = normalisedOutputTable(js("{'source':'a.csv'}"), true, u"t"_s, &problems);
    QCOMPARE(text(json), u"{'source':'a.csv','incremental':false,'primary_key':[],'columns':[],'distribution_key':[],'"
                         u"delete_where_values':[],"
                         "'delete_where_operator':'eq','delimiter':',','enclosure':'\\'','metadata':[],'column_"
                         "metadata':[],'write_always':false,"
                         "'tags':[],'schema':[]}"_s);
    const Json typed = normalisedOutputTable(js("{'schema':[{'name':'a'}]}"), false, u"t"_s, &problems);
    QCOMPARE(text(typed["schema"]), u"[{'name':'a','nullable':true,'primary_key':false,'distribution_key':false}]"_s);
}

void TestOutputManifest::emptyListsOfPhp()
{
    Problems problems;
    const Json json = normalisedOutputTable(
        js("{'columns':{'0':'a','2':'b'},'column_metadata':[],'schema':{},'metadata':{'x':{'key':'k','value':1}}}"),
        false, u"t"_s, &problems);
    const OutputTable table = readOutputTable(json, &problems);
    QCOMPARE(sentences(problems), QString());
    QCOMPARE(table.columns, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(table.metadata, QList<MetadataItem>({{u"k"_s, u"1"_s}}));
}

void TestOutputManifest::hugeManifestsEndSoon()
{
    QByteArray names, keys, items;
    for (int i = 0; i < 100'000; ++i) {
        const QByteArray n = QByteArray::number(i);
        names += (i ? ",\"č" : "\"č") + n + '"';
        keys += (i ? ",\"k" : "\"k") + n + "\":[]";
        items += (i ? ",{\"key\":\"" : "{\"key\":\"") + n + "\"}";
    }
    QElapsedTimer clock;
    clock.start();
    for (const QByteArray &manifest :
         {"{\"columns\":[" + names + "],\"column_metadata\":{" + keys + "},\"metadata\":[" + items + "]}",
          '{' + keys + '}'}) {
        Problems problems;
        const auto json = readManifest(manifest, u"json"_s, u"x"_s);
        QVERIFY(json);
        const Json normalised = normalisedOutputTable(*json, false, u"t"_s, &problems);
        if (problems.isEmpty()) {
            const Json mapping = normalisedOutputTable(js("{'source':'s','metadata':[{'key':'x','value':'y'}]}"), true,
                                                       u"t"_s, &problems);
            QCOMPARE(readOutputTable(mergedOutputTable(normalised, mapping, &problems), &problems).columns.size(),
                     100'000);
        } else {
            QCOMPARE(problems.size(), 1);
        }
    }
    QVERIFY2(clock.elapsed() < 60'000, "an input of some megabytes must not take quadratic time");
}

LONGSHORE_TEST_MAIN(TestOutputManifest)
#include "tst_outputmanifest.moc"
