// SPDX-License-Identifier: GPL-3.0-or-later
// What holds when a manifest and a mapping speak of one table (§6.2), and the names of its columns (M5).
#include "tests/support/outputtables.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestOutputMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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
};

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

LONGSHORE_TEST_MAIN(TestOutputMapping)
#include "tst_outputmapping.moc"
