// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/component/definition.h"
#include "model/component/mapping/columnname.h"
#include "model/component/mapping/manifest.h"
#include "model/component/mapping/outputdestination.h"
#include "model/component/mapping/outputfile.h"
#include "model/component/mapping/outputtable.h"
#include "model/component/mapping/outputtypes.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// JSON with single quotes, since double ones make such tables unreadable.
Json js(QByteArray text)
{
    const auto json = scanJson(text.replace('\'', '"'), u"read a test's JSON"_s);
    return json ? *json : Json("broken test");
}

QString text(const Json &json)
{
    return QString::fromUtf8(writeJson(json, JsonStyle::Compact)).replace(u'"', u'\'');
}

QString sentences(const Problems &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append((problem.severity == Problem::Severity::Error ? u""_s : u"(warning) "_s) + problem.sentence());
    return lines.join(u'\n');
}

/// Null when either has problems.
Json merged(const QByteArray &manifest, const QByteArray &mapping, Problems *problems)
{
    const Json below = normalisedOutputTable(js(manifest), false, u"table"_s, problems);
    const Json above = normalisedOutputTable(js(mapping), true, u"table"_s, problems);
    if (!problems->isEmpty())
        return {};
    return mergedOutputTable(below, above, problems);
}

} // namespace

class TestOutputMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void M1_exclusions_data();
    void M1_exclusions() { refusal(false); }
    void M2_dataTypes_data();
    void M2_dataTypes() { refusal(false); }
    void M3_keysAndTypes_data();
    void M3_keysAndTypes() { refusal(false); }
    void M3_mappingOnly();
    void M3_configurationNamesThePath();
    void M4_unparseableManifest_data();
    void M4_unparseableManifest();
    void O12_deleteWhereRefusals_data();
    void O12_deleteWhereRefusals() { refusal(false); }
    void C6_outputTableDefaults();
    void emptyListsOfPhp();
    void M5_webalized_data();
    void M5_webalized();
    void A33_M5_columns();
    void M5_inManifest();
    void M5_systemColumns();
    void A24_A25_A26_merge_data();
    void A24_A25_A26_merge();
    void A27_primaryKeyNotInSchema();
    void O12_deletes();
    void values_data();
    void values();
    void A19_A20_A21_A22_A23_O6_destination_data();
    void A19_A20_A21_A22_A23_O6_destination();
    void O5_defaultBucket();
    void O9_dataTypeSupport_data();
    void O9_dataTypeSupport();
    void O8_schemaRequired();
    void O9_hints();
    void O10_schemaNotUsed();
    void O17_fileOptions();
    void O18_systemTags();
    void hugeManifestsEndSoon();

private:
    void refusal(bool mapping);
};

void TestOutputMapping::refusal(bool mapping)
{
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    Problems problems;
    normalisedOutputTable(js(json), mapping, u"table"_s, &problems);
    QCOMPARE(sentences(problems), problem);
}

static void refusals(std::initializer_list<std::pair<const char *, const char *>> rows)
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    for (const auto &[json, problem] : rows)
        QTest::addRow("%s", json) << QByteArray(json) << QString::fromUtf8(problem);
}

void TestOutputMapping::M1_exclusions_data()
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

void TestOutputMapping::M2_dataTypes_data()
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

void TestOutputMapping::M3_keysAndTypes_data()
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

void TestOutputMapping::M3_mappingOnly()
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

void TestOutputMapping::M3_configurationNamesThePath()
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

void TestOutputMapping::M4_unparseableManifest_data()
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

void TestOutputMapping::M4_unparseableManifest()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    const auto json = readManifest(bytes, u"json"_s, u"out/tables/x.csv.manifest"_s);
    QVERIFY(!json);
    QVERIFY2(json.error().sentence().startsWith(u"read out/tables/x.csv.manifest as json: "),
             qPrintable(json.error().sentence()));
    QVERIFY2(json.error().sentence().contains(part), qPrintable(json.error().sentence()));
}

void TestOutputMapping::O12_deleteWhereRefusals_data()
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

void TestOutputMapping::C6_outputTableDefaults()
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

void TestOutputMapping::emptyListsOfPhp()
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

void TestOutputMapping::M5_webalized_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &name, const QString &expected) {
        QTest::addRow("%s", qPrintable(name)) << name << expected;
    };
    row(u"id"_s, u"id"_s);
    row(u"Příliš žluťoučký"_s, u"Prilis_zlutoucky"_s);
    row(u" a-b "_s, u"a_b"_s);
    row(u"_x"_s, u"x"_s);
    row(u"__a__b__"_s, u"a__b"_s);
    row(u"a  b--c"_s, u"a_b_c"_s);
    row(u"ctid"_s, u"ctid_"_s);
    row(u"OID"_s, u"OID_"_s);
    row(u"tableoid"_s, u"tableoid_"_s);
    row(u"xMin"_s, u"xMin_"_s);
    row(u"cmin"_s, u"cmin_"_s);
    row(u"xmax"_s, u"xmax_"_s);
    row(u"cmax"_s, u"cmax_"_s);
    row(u" ctid!"_s, u"ctid_"_s);
    row(u"_timestamp"_s, u"_timestamp"_s);
    row(u"_TIMESTAMP"_s, u"_TIMESTAMP"_s);
    row(u"***"_s, QString());
    row(QString(), QString());
    row(u"Straße"_s, u"Strasse"_s);
    row(u"Ærøskøbing"_s, u"AEroskobing"_s);
    row(u"Łódź đ þ"_s, u"Lodz_d_th"_s);
    row(u"ﬁnal ½ m²"_s, u"final_1_2_m2"_s);
    row(u"e\u0301te\u0301"_s, u"ete"_s);
    row(u"Привет мир"_s, u"Privet_mir"_s);
    row(u"Йод"_s, u"Jod"_s);
    row(u"Αθήνα"_s, u"Athena"_s);
    row(u"cena €"_s, u"cena_EUR"_s);
    row(u"😀"_s, QString());
    row(u"a😀b"_s, u"a_b"_s);
    row(u"日本"_s, u"ri_ben"_s);
    row(u"a\nb"_s, u"a_b"_s);
}

void TestOutputMapping::M5_webalized()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(webalizedColumn(name), expected);
}

void TestOutputMapping::A33_M5_columns()
{
    Problems problems;
    const OutputTable table =
        readOutputTable(normalisedOutputTable(js("{'columns':['Příliš žluťoučký',' a-b ','_x','ctid','_TIMESTAMP']}"),
                                              false, u"t"_s, &problems),
                        &problems);
    QCOMPARE(table.columns, QStringList({u"Prilis_zlutoucky"_s, u"a_b"_s, u"x"_s, u"ctid_"_s, u"_TIMESTAMP"_s}));
    QCOMPARE(problems.size(), 5);
    QCOMPARE(problems[0].message, u"the column name \"Příliš žluťoučký\" is changed to \"Prilis_zlutoucky\""_s);
    QCOMPARE(problems[0].severity, Problem::Severity::Warning);
    QCOMPARE(problems[4].sentence(), u"System columns \"_TIMESTAMP\" cannot be imported to the table."_s);
    QCOMPARE(problems[4].severity, Problem::Severity::Error);
}

void TestOutputMapping::M5_inManifest()
{
    Problems problems;
    OutputTable table =
        readOutputTable(normalisedOutputTable(js("{'columns':['a č'],'primary_key':['a č',' a č ','','x','x'],"
                                                 "'column_metadata':{'a č':[{'key':'k','value':true}]}}"),
                                              false, u"t"_s, &problems),
                        &problems);
    QCOMPARE(table.columns, QStringList({u"a_c"_s}));
    QCOMPARE(table.primaryKey, QStringList({u"a_c"_s, u"x"_s}));
    QCOMPARE(table.columnMetadata.size(), 1);
    QCOMPARE(table.columnMetadata[0].first, u"a_c"_s);
    QCOMPARE(table.columnMetadata[0].second, QList<MetadataItem>({{u"k"_s, u"1"_s}}));
    QVERIFY(!hasErrors(problems));
    QVERIFY(sentences(problems).contains(u"(warning) primary_key.2: an empty column name is left out"));
    problems.clear();
    table = readOutputTable(normalisedOutputTable(js("{'columns':['a b','a_b','***']}"), false, u"t"_s, &problems),
                            &problems);
    QVERIFY(sentences(problems).contains(u"columns: the column \"a_b\" is there twice"));
    QVERIFY(sentences(problems).contains(u"columns.2: no letter or digit is left of the column name \"***\""));
}

void TestOutputMapping::M5_systemColumns()
{
    Problems problems;
    readOutputTable(normalisedOutputTable(
                        js("{'columns':['a','_timestamp'],'column_metadata':{'_Timestamp':[{'key':'k','value':'v'}]}}"),
                        false, u"t"_s, &problems),
                    &problems);
    QCOMPARE(
        sentences(problems),
        u"System columns \"_timestamp\" cannot be imported to the table. Metadata for system columns \"_Timestamp\" "
        "cannot be imported to the table."_s);
    problems.clear();
    readOutputTable(normalisedOutputTable(js("{'schema':[{'name':'_timestamp'}]}"), false, u"t"_s, &problems),
                    &problems);
    QCOMPARE(sentences(problems), u"Schema for system columns \"_timestamp\" cannot be imported to the table."_s);
}

void TestOutputMapping::A24_A25_A26_merge_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QByteArray>("mapping"); ///< without its source
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *manifest, const char *mapping, const char *key,
                        const QString &expected) {
        QTest::addRow("%s", name) << QByteArray(manifest) << QByteArray(mapping) << QByteArray(key) << expected;
    };
    row("A24 incremental stays", "{'incremental':true}", "{'incremental':false}", "incremental", u"true"_s);
    row("incremental set", "{'incremental':false}", "{'incremental':true}", "incremental", u"true"_s);
    row("A25 tab stays", "{'delimiter':'\\t'}", "{'delimiter':','}", "delimiter", u"'\\t'"_s);
    row("delimiter of the mapping", "{'delimiter':'\\t'}", "{'delimiter':';'}", "delimiter", u"';'"_s);
    row("empty enclosure is weak", "{'enclosure':'x'}", "{'enclosure':''}", "enclosure", u"'x'"_s);
    row("operator", "{'delete_where_operator':'ne'}", "{}", "delete_where_operator", u"'ne'"_s);
    row("A26 key is replaced", "{'primary_key':['id']}", "{'primary_key':[]}", "primary_key", u"[]"_s);
    row("A26 by an unwritten one, too", "{'primary_key':['id']}", "{}", "primary_key", u"[]"_s);
    row("key of the mapping", "{'primary_key':['id']}", "{'primary_key':['a','b']}", "primary_key", u"['a','b']"_s);
    row("key marks the schema", "{'schema':[{'name':'id'},{'name':'n','primary_key':true}]}", "{'primary_key':['id']}",
        "schema",
        u"[{'name':'id','nullable':true,'primary_key':true,'distribution_key':false},"
        "{'name':'n','primary_key':true,'nullable':true,'distribution_key':false}]"_s);
    row("metadata by key", "{'metadata':[{'key':'a','value':1},{'key':'b','value':2}]}",
        "{'metadata':[{'key':'b','value':3},{'key':'c','value':4}]}", "metadata",
        u"[{'key':'a','value':1},{'key':'b','value':3},{'key':'c','value':4}]"_s);
    row("metadata of the manifest", "{'metadata':[{'key':'a','value':1}]}", "{}", "metadata",
        u"[{'key':'a','value':1}]"_s);
    row("column metadata by column and key",
        "{'column_metadata':{'x':[{'key':'a','value':1}],'y':[{'key':'a','value':2}]}}",
        "{'column_metadata':{'y':[{'key':'a','value':3}],'z':[{'key':'a','value':4}]}}", "column_metadata",
        u"{'x':[{'key':'a','value':1}],'y':[{'key':'a','value':3}],'z':[{'key':'a','value':4}]}"_s);
    row("table metadata by key", "{'table_metadata':{'a':1,'b':2}}", "{'table_metadata':{'b':3}}", "table_metadata",
        u"{'a':1,'b':3}"_s);
    row("schema by name",
        "{'schema':[{'name':'a','description':'old','metadata':{'x':1},'data_type':{'base':{'type':'STRING','length':'"
        "5'}}}]}",
        "{'schema':[{'name':'b'},{'name':'a','metadata':{'y':2},'data_type':{'base':{'type':'INTEGER'}},'description':'"
        "new'}]}",
        "schema",
        u"[{'name':'a','description':'new','metadata':{'x':1,'y':2},'data_type':{'base':{'type':'INTEGER'}},'nullable':"
        u"true,'primary_key':false,"
        "'distribution_key':false},{'name':'b','nullable':true,'primary_key':false,'distribution_key':false}]"_s);
    row("columns of the manifest", "{'columns':['a']}", "{'columns':[]}", "columns", u"['a']"_s);
    row("columns of the mapping", "{'columns':['a']}", "{'columns':['b']}", "columns", u"['b']"_s);
    row("write_always stays", "{'write_always':true}", "{'write_always':false}", "write_always", u"true"_s);
    row("has_header stays", "{'has_header':true}", "{'has_header':false}", "has_header", u"true"_s);
    row("has_header where there was none", "{}", "{'has_header':false}", "has_header", u"false"_s);
    row("tags are replaced", "{'tags':['a']}", "{'tags':['b']}", "tags", u"['b']"_s);
    row("destination", "{'destination':'x'}", "{'destination':'in.c-a.b'}", "destination", u"'in.c-a.b'"_s);
    row("an empty destination says nothing", "{'destination':'x'}", "{'destination':''}", "destination", u"'x'"_s);
    row("description", "{'description':'x'}", "{'description':'y'}", "description", u"'y'"_s);
    row("delete_where is replaced", "{'delete_where':[{'changed_since':'2026-01-01'}]}",
        "{'delete_where':[{'changed_until':'2026-01-01'}]}", "delete_where", u"[{'changed_until':'2026-01-01'}]"_s);
    row("the source is no part", "{}", "{}", "source", u"null"_s);
}

void TestOutputMapping::A24_A25_A26_merge()
{
    QFETCH(QByteArray, manifest);
    QFETCH(QByteArray, mapping);
    QFETCH(QByteArray, key);
    QFETCH(QString, expected);
    mapping.insert(mapping.size() - 1, mapping == "{}" ? "'source':'s'" : ",'source':'s'");
    Problems problems;
    const Json result = merged(manifest, mapping, &problems);
    QCOMPARE(sentences(problems), QString());
    QCOMPARE(text(result.value(key.toStdString(), Json())), expected);
}

void TestOutputMapping::A27_primaryKeyNotInSchema()
{
    Problems problems;
    merged("{'schema':[{'name':'id'},{'name':'name'}]}", "{'source':'s','primary_key':['name2']}", &problems);
    QCOMPARE(sentences(problems), u"primary_key: primary key column \"name2\" not found in manifest"_s);
}

void TestOutputMapping::O12_deletes()
{
    Problems problems;
    const auto read = [&](const char *json) {
        problems.clear();
        return readOutputTable(normalisedOutputTable(js(json), false, u"t"_s, &problems), &problems).deletes;
    };
    QCOMPARE(read("{'delete_where_column':'a','delete_where_values':[1,'x',true],'delete_where_operator':'ne'}"),
             QList<StorageDelete>({{{}, {}, {{u"a"_s, true, {u"1"_s, u"x"_s, u"1"_s}}}}}));
    QCOMPARE(read("{'delete_where':[{'changed_since':'2026-01-31T10:00:00+01:00','where_filters':[{'column':'a','"
                  "values_from_set':['x']},"
                  "{'column':'b','operator':'ne','values_from_set':['y','z']}]}]}"),
             QList<StorageDelete>({{QDateTime(QDate(2026, 1, 31), QTime(9, 0), Qt::UTC),
                                    {},
                                    {{u"a"_s, false, {u"x"_s}}, {u"b"_s, true, {u"y"_s, u"z"_s}}}}}));
    QCOMPARE(sentences(problems), QString());
    QVERIFY(read("{'delete_where':[{'where_filters':[{'column':'a','values_from_storage':{'bucket_id':'in.c-a','table':"
                 "'t'}}]}]}")
                .isEmpty());
    QCOMPARE(
        sentences(problems),
        u"(warning) delete_where.0.where_filters.0: the platform leaves \"values_from_storage\" out, and so it is here"_s);
    read("{'delete_where':[{'where_filters':[{'column':'a','values_from_workspace':{'table':'t'}}]}]}");
    QVERIFY(hasErrors(problems));
    const QDateTime now(QDate(2026, 3, 10), QTime(12, 0), Qt::UTC);
    QCOMPARE(readOutputTable(
                 normalisedOutputTable(js("{'delete_where':[{'changed_since':'-2 days'}]}"), false, u"t"_s, &problems),
                 &problems, now)
                 .deletes.value(0)
                 .changedSince,
             now.addDays(-2));
    read("{'delete_where':[{'changed_since':'soon'}]}");
    QVERIFY(sentences(problems).startsWith(u"delete_where.0.changed_since: \"soon\" is no date"));
}

void TestOutputMapping::values_data()
{
    refusals({
        {"{'delimiter':''}", "delimiter: must be a single ASCII character"},
        {"{'delimiter':'::'}", "delimiter: must be a single ASCII character"},
        {"{'delimiter':'\\\\t'}", "delimiter: must be a tab itself, in JSON \"\\t\", not a backslash and a t"},
        {"{'delimiter':'→'}", "delimiter: must be a single ASCII character"},
        {"{'enclosure':'abc'}", "enclosure: must be a single ASCII character"},
        {"{'enclosure':''}", ""},
        {"{'delimiter':'\\t'}", ""},
        {"{'metadata':[{'value':'x'}]}", "metadata.0: needs a \"key\""},
    });
}

void TestOutputMapping::values()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, problem);
    Problems problems;
    readOutputTable(normalisedOutputTable(js(json), false, u"t"_s, &problems), &problems);
    QCOMPARE(sentences(problems), problem);
}

void TestOutputMapping::A19_A20_A21_A22_A23_O6_destination_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("mapping");
    QTest::addColumn<QString>("manifest");
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("expected"); ///< empty = refused
    const auto row = [](const char *name, const QString &source, const QString &mapping, const QString &manifest,
                        const QString &bucket, const QString &expected) {
        QTest::addRow("%s", name) << source << mapping << manifest << bucket << expected;
    };
    const QString none;
    row("A19 two parts", u"x.csv"_s, u"a.b"_s, none, u"in.c-x"_s, none);
    row("A20", u"x.csv"_s, none, u"tbl"_s, u"in.c-x"_s, u"in.c-x.tbl"_s);
    row("A21", u"out.c-main.data.csv"_s, none, none, none, u"out.c-main.data (deprecated)"_s);
    row("A21 whatever the bucket", u"out.c-main.data.csv"_s, none, none, u"in.c-x"_s,
        u"out.c-main.data (deprecated)"_s);
    row("A22", u"data.csv"_s, none, none, none, none);
    row("A23", u"x.csv"_s, u"out.c-m.t"_s, none, u"in.c-x"_s, u"out.c-m.t"_s);
    row("O6 bucket", u"a.csv"_s, none, none, u"in.c-keboola-ex-foo-123"_s, u"in.c-keboola-ex-foo-123.a"_s);
    row("O6 no bucket", u"some.data.csv"_s, none, none, none, none);
    row("manifest's own id", u"a.csv"_s, none, u"in.c-a.b"_s, u"in.c-x"_s, u"in.c-a.b"_s);
    row("mapping before manifest", u"a.csv"_s, u"in.c-m.m"_s, u"in.c-a.b"_s, none, u"in.c-m.m"_s);
    row("another suffix stays", u"a.txt"_s, none, none, u"in.c-x"_s, none);
    row("too many dots", u"a"_s, u"in.c-m.t.x"_s, none, none, none);
    row("empty parts", u"a"_s, u"in..t"_s, none, none, none);
    row("dotted name in a bucket", u"a.b.csv"_s, none, none, u"in.c-x"_s, none);
    row("no name left", u"a"_s, none, none, u"in.c-x"_s, u"in.c-x.a"_s);
}

void TestOutputMapping::A19_A20_A21_A22_A23_O6_destination()
{
    QFETCH(QString, source);
    QFETCH(QString, mapping);
    QFETCH(QString, manifest);
    QFETCH(QString, bucket);
    QFETCH(QString, expected);
    const auto result = resolveDestination(source, mapping, manifest, bucket);
    if (expected.isEmpty()) {
        QVERIFY(!result);
        QVERIFY2(
            result.error().happened.startsWith(u"failed to resolve destination for output table \"%1\""_s.arg(source)),
            qPrintable(result.error().sentence()));
    } else {
        QVERIFY2(result, qPrintable(result ? QString() : result.error().sentence()));
        QCOMPARE(result->table + (result->fromFileName ? u" (deprecated)"_s : QString()), expected);
    }
}

void TestOutputMapping::O5_defaultBucket()
{
    ComponentDefinition component;
    component.id = u"keboola.ex-foo_ž"_s;
    QCOMPARE(*defaultBucket({}, component, {}), QString());
    QCOMPARE(*defaultBucket(u"out.c-own"_s, component, {}), u"out.c-own"_s);
    component.defaultBucket = true;
    QCOMPARE(*defaultBucket({}, component, u"123"_s), u"in.c-keboola-ex-foo---123"_s);
    component.defaultBucketStage = u"out"_s;
    component.id = u"keboola.ex-foo"_s;
    QCOMPARE(*defaultBucket({}, component, u"123"_s), u"out.c-keboola-ex-foo-123"_s);
    QCOMPARE(*defaultBucket(u"out.c-own"_s, component, {}), u"out.c-own"_s);
    const auto without = defaultBucket({}, component, {});
    QVERIFY(!without);
    QCOMPARE(without.error().happened, u"configuration id not set, but is required for default_bucket"_s);
}

void TestOutputMapping::O9_dataTypeSupport_data()
{
    QTest::addColumn<QStringList>("features");
    QTest::addColumn<QString>("configured");
    QTest::addColumn<QString>("component");
    QTest::addColumn<int>("expected");
    const QStringList on = {u"new-native-types"_s};
    QTest::addRow("no feature") << QStringList() << u"authoritative"_s << u"hints"_s << int(DataTypeSupport::None);
    QTest::addRow("configuration") << on << u"authoritative"_s << u"hints"_s << int(DataTypeSupport::Authoritative);
    QTest::addRow("component") << on << u""_s << u"hints"_s << int(DataTypeSupport::Hints);
    QTest::addRow("configured off") << on << u"none"_s << u"hints"_s << int(DataTypeSupport::None);
    QTest::addRow("neither") << on << u""_s << u""_s << int(DataTypeSupport::None);
}

void TestOutputMapping::O9_dataTypeSupport()
{
    QFETCH(QStringList, features);
    QFETCH(QString, configured);
    QFETCH(QString, component);
    QFETCH(int, expected);
    QCOMPARE(int(dataTypeSupport(features, configured, component)), expected);
}

void TestOutputMapping::O8_schemaRequired()
{
    Problems problems;
    typedColumns({}, DataTypeSupport::Hints, &problems);
    QCOMPARE(sentences(problems), u"schema: configuration schema is missing"_s);
    problems.clear();
    OutputTable table;
    table.schema = {{u"a"_s, {{u"base"_s, {u"INTEGER"_s, {}, {}}}}, false, true, false, {}, {}},
                    {u"b"_s, {}, true, false, false, {}, {}}};
    const TypedColumns typed = typedColumns(table, DataTypeSupport::Authoritative, &problems);
    QCOMPARE(sentences(problems), u"schema: data_type.base is missing for columns: b"_s);
    QCOMPARE(typed.primaryKey, QStringList({u"a"_s}));
    QCOMPARE(typed.columns[0], (StorageColumn{u"a"_s, {{u"base"_s, {u"INTEGER"_s, {}, {}}}}, false, {}}));
    problems.clear();
    typedColumns({}, DataTypeSupport::None, &problems);
    QCOMPARE(sentences(problems), QString());
}

void TestOutputMapping::O9_hints()
{
    Problems problems;
    const OutputTable table = readOutputTable(
        normalisedOutputTable(js("{'schema':[{'name':'a','data_type':{'base':{'type':'NUMERIC','length':'10,2','"
                                 "default':true}},'nullable':false,"
                                 "'primary_key':true,'description':'d','metadata':{'m':1}},{'name':'b'}]}"),
                              false, u"t"_s, &problems),
        &problems);
    const TypedColumns typed = typedColumns(table, DataTypeSupport::Hints, &problems);
    QCOMPARE(sentences(problems), QString());
    QCOMPARE(typed.columns[0], (StorageColumn{u"a"_s, {{u"base"_s, {u"STRING"_s, {}, {}}}}, true, u"d"_s}));
    QCOMPARE(typed.primaryKey, QStringList({u"a"_s}));
    QCOMPARE(typed.metadata.size(), 2);
    QCOMPARE(typed.metadata[0].second, QList<MetadataItem>({{u"m"_s, u"1"_s},
                                                            {u"KBC.description"_s, u"d"_s},
                                                            {u"KBC.datatype.basetype"_s, u"NUMERIC"_s},
                                                            {u"KBC.datatype.length"_s, u"10,2"_s},
                                                            {u"KBC.datatype.default"_s, u"true"_s},
                                                            {u"KBC.datatype.nullable"_s, u"0"_s}}));
    QCOMPARE(typed.metadata[1].second, QList<MetadataItem>({{u"KBC.datatype.nullable"_s, u"1"_s}}));
}

void TestOutputMapping::O10_schemaNotUsed()
{
    Problems problems;
    OutputTable table;
    table.schema = {{u"a"_s, {}, true, true, false, {}, {}}};
    QCOMPARE(typedColumns(table, DataTypeSupport::None, &problems), TypedColumns());
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems[0].severity, Problem::Severity::Warning);
}

void TestOutputMapping::O17_fileOptions()
{
    Problems problems;
    QCOMPARE(readOutputFile(Json::object(), false, u"f"_s, &problems),
             (OutputFileOptions{{}, false, false, true, false}));
    QCOMPARE(
        readOutputFile(js("{'tags':['a',1],'is_public':true,'is_permanent':true,'is_encrypted':false,'notify':true}"),
                       false, u"f"_s, &problems),
        (OutputFileOptions{{u"a"_s, u"1"_s}, true, true, false, true}));
    QCOMPARE(readTableFiles(Json::object(), u"f"_s, &problems).isPermanent, true);
    QCOMPARE(readTableFiles(js("{'is_permanent':false,'tags':['x']}"), u"f"_s, &problems).tags, QStringList({u"x"_s}));
    QCOMPARE(sentences(problems), QString());
    readOutputFile(js("{'is_public':'yes','foo':1}"), false, u"f"_s, &problems);
    QCOMPARE(sentences(problems),
             u"is_public: Invalid type for path \"f.is_public\". Expected \"bool\", but got \"string\".\n"
             "foo: Unrecognized option \"foo\" under \"f\"."_s);
    problems.clear();
    readOutputFile(js("{'tags':[]}"), true, u"f"_s, &problems);
    QCOMPARE(sentences(problems), u"The child config \"source\" under \"f\" must be configured."_s);
}

void TestOutputMapping::O18_systemTags()
{
    QCOMPARE(withSystemTags({u"a"_s, u"a"_s, u"runId: r"_s}, u"x.y"_s, u"1"_s, u"2"_s, {}, u"r"_s),
             QStringList(
                 {u"a"_s, u"runId: r"_s, u"componentId: x.y"_s, u"configurationId: 1"_s, u"configurationRowId: 2"_s}));
    QCOMPARE(withSystemTags({}, u"x.y"_s, {}, {}, u"b"_s, u"r"_s),
             QStringList({u"componentId: x.y"_s, u"branchId: b"_s, u"runId: r"_s}));
}

void TestOutputMapping::hugeManifestsEndSoon()
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

LONGSHORE_TEST_MAIN(TestOutputMapping)
#include "tst_outputmapping.moc"
