// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/component/mapping/inputmapping.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray withTables(const QByteArray &tables)
{
    return q("{'storage':{'input':{'tables':[" + tables + "]}}}");
}

QByteArray withFiles(const QByteArray &files)
{
    return q("{'storage':{'input':{'files':[" + files + "]}}}");
}

/// The part of config.json that the component sees of the one table or file.
QByteArray staged(const QByteArray &configuration, const QByteArray &from)
{
    const Result<QByteArray> config = mainStageConfig(configuration, {});
    if (!config)
        return config.error().sentence().toUtf8();
    const QByteArray text = config->simplified();
    return text.mid(text.indexOf(from));
}

} // namespace

class TestInputMapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void I1_tables_data();
    void I1_tables();
    void I3_columns();
    void I4_where();
    void I7_sameTableTwice();
    void F10_fileName();
    void I10_files_data();
    void I10_files();
    void I11_query_data();
    void I11_query();
    void I12_stateTags();
    void A37_A38_whatTheComponentSees_data();
    void A37_A38_whatTheComponentSees();
    void A41_overwrite();
    void C1_pathsOfAllProblems();
    void nothingMapped();
};

void TestInputMapping::I1_tables_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *table, const QString &says) { QTest::newRow(name) << QByteArray(table) << says; };
    row("fine", "{'source':'in.c-m.a'}", {});
    row("source missing", "{}", u"storage.input.tables.0: The child config \"source\""_s);
    row("source empty", "{'source':''}", u"cannot contain an empty value"_s);
    row("unknown key", "{'source':'a','foo':1}", u"Unrecognized option \"foo\""_s);
    row("A34", "{'source':'a','days':2,'changed_since':'-1 day'}", u"storage.input.tables.0: cannot set both \"days\" and \"changed_since\""_s);
    row("days null", "{'source':'a','days':null,'changed_since':'-1 day'}", {});
    row("days 0", "{'source':'a','days':0,'changed_since':'-1 day'}", {});
    row("changed_since null", "{'source':'a','days':1,'changed_since':null}", {});
    row("days no number", "{'source':'a','days':'2'}", u"Expected \"int\""_s);
    row("changed_since nonsense", "{'source':'a','changed_since':'soon'}",
        u"storage.input.tables.0.changed_since: \"soon\" could not be understood as a time"_s);
    row("I5 adaptive", "{'source':'a','changed_since':'adaptive'}", {});
    row("A35", "{'source':'a','columns':['a','b'],'column_types':[{'source':'a'}]}",
        u"storage.input.tables.0.columns: both \"columns\" and \"column_types\" are given, and \"columns\" has surplus columns: b"_s);
    row("I2 other way", "{'source':'a','columns':['a'],'column_types':[{'source':'a'},{'source':'c'}]}",
        u"\"column_types\" has surplus columns: c"_s);
    row("I2 other order", "{'source':'a','columns':['a','b'],'column_types':[{'source':'b'},{'source':'a'}]}", {});
    row("column_types source", "{'source':'a','column_types':[{'type':'x'}]}", u"storage.input.tables.0.column_types.0"_s);
    row("A36", "{'source':'a','where_column':'c'}", u"storage.input.tables.0.where_values: must be given"_s);
    row("I1 values only", "{'source':'a','where_values':['x']}", u"storage.input.tables.0.where_column: must be given"_s);
    row("I1 blank column", "{'source':'a','where_column':' ','where_values':['x']}", u"where_column: must be given"_s);
    row("where_operator", "{'source':'a','where_operator':'gt'}", u"Permissible values: eq, ne"_s);
    row("A37 empty operator", "{'source':'a','where_operator':''}", {});
    row("A37 no operator", "{'source':'a','where_operator':null}", {});
    row("load_type", "{'source':'a','load_type':'steal'}", u"must be one of COPY, CLONE, VIEW, AUTO"_s);
    row("load_type lower case", "{'source':'a','load_type':'clone'}", {});
    row("limit", "{'source':'a','limit':'5'}", u"limit"_s);
    row("overwrite", "{'source':'a','overwrite':1}", u"Expected \"bool\""_s);
}

void TestInputMapping::I1_tables()
{
    QFETCH(QByteArray, table);
    QFETCH(QString, says);
    const Result<InputMapping> mapping = parseInputMapping(withTables(table));
    QVERIFY2(mapping.has_value() == says.isEmpty(), mapping ? "was accepted" : qPrintable(mapping.error().sentence()));
    if (!mapping)
        QVERIFY2(mapping.error().happened.contains(says), qPrintable(mapping.error().happened));
    // The configuration as a whole is refused for the same reasons.
    QCOMPARE(mainStageConfig(withTables(table), {}).has_value(), says.isEmpty());
}

void TestInputMapping::I3_columns()
{
    const Result<InputMapping> mapping = parseInputMapping(withTables("{'source':'a','columns':['x','y']},"
                                                                      "{'source':'b','columns':['x','y'],'column_types':[{'source':'y'},{'source':'x'}]},"
                                                                      "{'source':'c'},{'source':'d','columns':[1]}"));
    QVERIFY(mapping);
    QCOMPARE(mapping->tables.at(0).columns, (QStringList{u"x"_s, u"y"_s}));
    QCOMPARE(mapping->tables.at(1).columns, (QStringList{u"y"_s, u"x"_s}));
    QVERIFY(mapping->tables.at(2).columns.isEmpty());
    QCOMPARE(mapping->tables.at(3).columns, QStringList{u"1"_s});
}

void TestInputMapping::I4_where()
{
    const Result<InputMapping> mapping = parseInputMapping(
        withTables("{'source':'a','where_column':'c','where_values':['x',2,true],'where_operator':'ne','limit':7,'days':3}"));
    QVERIFY(mapping);
    const InputTable table = mapping->tables.first();
    QVERIFY(table.whereNot);
    QCOMPARE(table.whereColumn, u"c"_s);
    QCOMPARE(table.whereValues, (QStringList{u"x"_s, u"2"_s, u"1"_s}));
    QCOMPARE(table.limit.value_or(0), 7);
    QCOMPARE(table.days, 3);
    QVERIFY(table.isSelective());
}

void TestInputMapping::I7_sameTableTwice()
{
    const Result<InputMapping> mapping =
        parseInputMapping(withTables("{'source':'in.c-m.a','destination':'one.csv'},{'source':'in.c-m.a','destination':'two.csv'}"));
    QVERIFY(mapping);
    QCOMPARE(mapping->tables.size(), 2);
}

void TestInputMapping::F10_fileName()
{
    const Result<InputMapping> mapping = parseInputMapping(
        withTables("{'source':'in.c-m.a'},{'source':'in.c-m.a','destination':''},{'source':'in.c-m.a','destination':'sub/b.csv'}"));
    QVERIFY(mapping);
    QCOMPARE(mapping->tables.at(0).fileName(), u"in.c-m.a"_s);
    QCOMPARE(mapping->tables.at(1).fileName(), u"in.c-m.a"_s);
    QCOMPARE(mapping->tables.at(2).fileName(), u"sub/b.csv"_s);
}

void TestInputMapping::I10_files_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *file, const QString &says) { QTest::newRow(name) << QByteArray(file) << says; };
    row("tags", "{'tags':['a']}", {});
    row("source.tags", "{'source':{'tags':[{'name':'a'}]}}", {});
    row("query", "{'query':'x'}", {});
    row("file_ids", "{'file_ids':[1,'2']}", {});
    row("A39 nothing", "{}", u"storage.input.files.0: at least one of"_s);
    row("A39 query and changed_since", "{'query':'x','changed_since':'-1 day'}", u"is not supported together with \"query\""_s);
    row("A39 both tags", "{'tags':['a'],'source':{'tags':[{'name':'b'}]}}", u"both \"tags\" and \"source.tags\""_s);
    row("A39 file_ids and limit", "{'file_ids':[1],'limit':2}", u"can be combined with \"overwrite\" and \"processed_tags\" only"_s);
    row("file_ids and its friends", "{'file_ids':[1],'overwrite':true,'processed_tags':['p']}", {});
    row("file_ids no id", "{'file_ids':['abc']}", u"\"abc\" is no id of a file"_s);
    row("empty lists are absent", "{'tags':[],'query':'','file_ids':[],'processed_tags':[]}", u"at least one of"_s);
    row("empty source tags", "{'source':{'tags':[]}}", u"at least one of"_s);
    row("match", "{'source':{'tags':[{'name':'a','match':'maybe'}]}}", u"Permissible values: include, exclude"_s);
    row("match empty", "{'source':{'tags':[{'name':'a','match':''}]}}", u"source.tags.0.match"_s);
    row("tag without name", "{'source':{'tags':[{'match':'include'}]}}", u"source.tags.0"_s);
    row("adaptive", "{'tags':['a'],'changed_since':'adaptive'}", {});
    row("changed_since", "{'tags':['a'],'changed_since':'whenever'}", u"changed_since: \"whenever\" could not be understood"_s);
    row("changed_since empty", "{'tags':['a'],'changed_since':''}", u"changed_since"_s);
    row("limit", "{'tags':['a'],'limit':'x'}", u"limit"_s);
    row("unknown", "{'tags':['a'],'foo':1}", u"Unrecognized option \"foo\""_s);
}

void TestInputMapping::I10_files()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, says);
    const Result<InputMapping> mapping = parseInputMapping(withFiles(file));
    QVERIFY2(mapping.has_value() == says.isEmpty(), mapping ? "was accepted" : qPrintable(mapping.error().sentence()));
    if (!mapping)
        QVERIFY2(mapping.error().happened.contains(says), qPrintable(mapping.error().happened));
}

void TestInputMapping::I11_query_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("query");
    const auto row = [](const char *name, const char *file, const char *query) {
        QTest::newRow(name) << QByteArray(file) << QString::fromUtf8(q(query));
    };
    row("A40", "{'source':{'tags':[{'name':'a','match':'include'},{'name':'b','match':'exclude'}]}}", "tags:'a' AND NOT tags:'b'");
    row("changed_since", "{'source':{'tags':[{'name':'a'}]},'changed_since':'2020-01-01'}",
        "(tags:'a') AND created:['2020-01-01T00:00:00+00:00' TO *]");
    row("adaptive", "{'source':{'tags':[{'name':'a'}]},'changed_since':'adaptive'}", "tags:'a'");
    row("query and tags", "{'query':'foo','source':{'tags':[{'name':'a'},{'name':'b'}]}}", "foo AND (tags:'a' AND tags:'b')");
    row("query", "{'query':'foo'}", "foo");
    row("ids", "{'file_ids':[1,2]}", "id:(1 OR 2)");
    row("tags alone", "{'tags':['a']}", "");
}

void TestInputMapping::I11_query()
{
    QFETCH(QByteArray, file);
    const Result<InputMapping> mapping = parseInputMapping(withFiles(file));
    QVERIFY(mapping);
    QTEST(fileQueryText(mapping->files.first(), QDateTime::currentDateTimeUtc()), "query");
}

void TestInputMapping::I12_stateTags()
{
    const Result<InputMapping> mapping =
        parseInputMapping(withFiles("{'tags':['a','b']},{'source':{'tags':[{'name':'a'},{'name':'b','match':'exclude'}]}},{'query':'x'}"));
    QVERIFY(mapping);
    QCOMPARE(mapping->files.at(0).stateTags(), (QList<StateTag>{{u"a"_s, {}}, {u"b"_s, {}}}));
    QCOMPARE(mapping->files.at(1).stateTags(), (QList<StateTag>{{u"a"_s, u"include"_s}, {u"b"_s, u"exclude"_s}}));
    QVERIFY(mapping->files.at(2).stateTags().isEmpty());
}

void TestInputMapping::A37_A38_whatTheComponentSees_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("part");
    const auto row = [](const char *name, const QByteArray &configuration, const char *part) {
        QTest::newRow(name) << configuration << q(part);
    };
    row("A37", withTables("{'source':'a','where_operator':''}"), "'where_operator': 'eq'");
    row("A38", withTables("{'source':'a','use_view':true,'load_type':'clone'}"), "'load_type': 'CLONE'");
    row("A38 view", withTables("{'source':'a','use_view':true}"), "'load_type': 'VIEW'");
    row("days", withTables("{'source':'a','days':null}"), "'days': 0");
    row("changed_since", withTables("{'source':'a','changed_since':null}"), "'changed_since': ''");
    row("C6 match", withFiles("{'source':{'tags':[{'name':'a'}]}}"), "'match': 'include'");
    row("C6 overwrite", withFiles("{'tags':['a']}"), "'overwrite': true");
    row("C2 dashes", withTables("{'source':'a','where-column':'c','where-values':['1']}"), "'where_column': 'c'");
}

void TestInputMapping::A37_A38_whatTheComponentSees()
{
    QFETCH(QByteArray, configuration);
    QFETCH(QByteArray, part);
    const QByteArray config = staged(configuration, "\"input\"");
    QVERIFY2(config.contains(part), config.constData());
    QVERIFY(!config.contains("use_view"));
}

void TestInputMapping::A41_overwrite()
{
    const Result<InputMapping> mapping = parseInputMapping(withFiles("{'tags':['a'],'overwrite':false}"));
    QVERIFY(!mapping);
    QVERIFY2(mapping.error().happened.contains(u"storage.input.files.0.overwrite"_s), qPrintable(mapping.error().happened));
}

void TestInputMapping::C1_pathsOfAllProblems()
{
    const Problems problems =
        checkConfiguration(q("{'storage':{'input':{'tables':[{'source':'a'},{'source':'b','where_column':'c'}],'files':[{}]}}}"));
    QStringList paths;
    for (const Problem &problem : problems)
        paths.append(problem.path);
    QCOMPARE(paths, (QStringList{u"storage.input.tables.1.where_values"_s, u"storage.input.files.0"_s}));
}

void TestInputMapping::nothingMapped()
{
    for (const char *configuration : {"{}", "[]", "{\"storage\":{}}", "{\"storage\":[]}", "{\"storage\":{\"input\":{}}}", "{\"storage\":{\"output\":{}}}"}) {
        const Result<InputMapping> mapping = parseInputMapping(configuration);
        QVERIFY2(mapping && mapping->tables.isEmpty() && mapping->files.isEmpty(), configuration);
    }
    QVERIFY(!parseInputMapping("{"));
}

LONGSHORE_TEST_MAIN(TestInputMapping)
#include "tst_inputmapping.moc"
