// SPDX-License-Identifier: GPL-3.0-or-later
// Where output tables and files go, with which types and tags (§6.3, O5–O10, O17, O18).
#include "tests/support/outputtables.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestOutputDestination : public QObject
{
    Q_OBJECT
private Q_SLOTS:
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
};

void TestOutputDestination::A19_A20_A21_A22_A23_O6_destination_data()
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

void TestOutputDestination::A19_A20_A21_A22_A23_O6_destination()
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

void TestOutputDestination::O5_defaultBucket()
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

void TestOutputDestination::O9_dataTypeSupport_data()
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

void TestOutputDestination::O9_dataTypeSupport()
{
    QFETCH(QStringList, features);
    QFETCH(QString, configured);
    QFETCH(QString, component);
    QFETCH(int, expected);
    QCOMPARE(int(dataTypeSupport(features, configured, component)), expected);
}

void TestOutputDestination::O8_schemaRequired()
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

void TestOutputDestination::O9_hints()
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

void TestOutputDestination::O10_schemaNotUsed()
{
    Problems problems;
    OutputTable table;
    table.schema = {{u"a"_s, {}, true, true, false, {}, {}}};
    QCOMPARE(typedColumns(table, DataTypeSupport::None, &problems), TypedColumns());
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems[0].severity, Problem::Severity::Warning);
}

void TestOutputDestination::O17_fileOptions()
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

void TestOutputDestination::O18_systemTags()
{
    QCOMPARE(withSystemTags({u"a"_s, u"a"_s, u"runId: r"_s}, u"x.y"_s, u"1"_s, u"2"_s, {}, u"r"_s),
             QStringList(
                 {u"a"_s, u"runId: r"_s, u"componentId: x.y"_s, u"configurationId: 1"_s, u"configurationRowId: 2"_s}));
    QCOMPARE(withSystemTags({}, u"x.y"_s, {}, {}, u"b"_s, u"r"_s),
             QStringList({u"componentId: x.y"_s, u"branchId: b"_s, u"runId: r"_s}));
}

LONGSHORE_TEST_MAIN(TestOutputDestination)
#include "tst_outputdestination.moc"
