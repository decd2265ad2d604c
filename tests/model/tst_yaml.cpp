// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/component/dataformat.h"
#include "model/json/json.h"
#include "model/json/yaml.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

QByteArray readAsJson(const QByteArray &yaml)
{
    const Result<QByteArray> json = fromFormat(yaml, u"yaml"_s, u"read"_s);
    return json ? *json : "error: " + json.error().sentence().toUtf8();
}

} // namespace

class TestYaml : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void C13_scalars_data();
    void C13_scalars();
    void C13_refused_data();
    void C13_refused();
    void C13_configFile();
    void C13_emptyDocuments();
    void C13_depth();
    void C13_roundTrip_data();
    void C13_roundTrip();
    void F8_names();
};

void TestYaml::C13_scalars_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *yaml, const char *json) {
        QTest::newRow(name) << QByteArray(yaml) << q(json);
    };
    row("map", "a: 1\nb: two\n", "{'a':1,'b':'two'}");
    row("list", "- 1\n- x\n", "[1,'x']");
    row("flow", "{a: [1, 2.50], b: {c: null}}", "{'a':[1,2.50],'b':{'c':null}}");
    row("words", "[true, False, ~, null, '', NULL, yes]", "[true,false,null,null,'',null,'yes']");
    row("quoted", "[\"1\", '2', \"true\", !!str 3]", "['1','2','true','3']");
    row("numbers", "[0x1F, 0o17, +5, -0.0, .5, 1e3, 007, 1., .inf, 1_000]",
        "[31,15,5,-0.0,0.5,1e3,'007','1.','.inf','1_000']");
    row("long number", "[12345678901234567890123]", "[12345678901234567890123]");
    row("date stays text", "[2020-01-01]", "['2020-01-01']");
    row("number as key", "{1: a, null: b}", "{'1':'a','':'b'}");
    row("merge", "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n", "{'x':{'a':1,'b':2},'y':{'b':3,'a':1}}");
    row("merge a list", "[&a {k: 1}, &b {l: 2}, {<<: [*a, *b]}]", "[{'k':1},{'l':2},{'k':1,'l':2}]");
    row("alias", "[&a x, *a]", "['x','x']");
    row("block text", "a: |\n  one\n  two\n", "{'a':'one\\ntwo\\n'}");
    row("nothing", "", "null");
    row("comment only", "# hi\n", "null");
}

void TestYaml::C13_scalars()
{
    QFETCH(QByteArray, yaml);
    QTEST(readAsJson(yaml), "json");
}

void TestYaml::C13_refused_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("says");
    QTest::newRow("broken") << QByteArray("a: [1\nb: 2") << u"line 2"_s;
    QTest::newRow("twice") << QByteArray("a: 1\na: 2\n") << u"\"a\" is given twice"_s;
    QTest::newRow("map as key") << QByteArray("{[1]: 2}") << u"a key must be"_s;
    QTest::newRow("two documents") << QByteArray("--- 1\n--- 2\n") << u"second document"_s;
    QTest::newRow("not UTF-8") << QByteArray("a: \xff\xfe") << u"not UTF-8"_s;
    QTest::newRow("NUL") << QByteArray("a: \0b", 5) << u"not UTF-8"_s;
    QTest::newRow("unknown alias") << QByteArray("[*x]") << u"line 1"_s;
    QTest::newRow("merge of a word") << QByteArray("{<<: x}") << u"must name a map"_s;
    QTest::newRow("deep") << QByteArray(100'000, '[') << u"line 1"_s;
    QTest::newRow("deep but closed") << QByteArray(300, '[') + QByteArray(300, ']') << u"nested deeper"_s;
    QTest::newRow("itself") << QByteArray("&a [*a]") << u"nested deeper"_s;
    QByteArray laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < 10; ++i) {
        const QByteArray before = "*a" + QByteArray::number(i - 1) + ',';
        laughs += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + before.repeated(9) + before.chopped(1) + "]\n";
    }
    QTest::newRow("a billion laughs") << laughs << u"too large"_s;
    QTest::newRow("too long") << QByteArray(17 * 1024 * 1024, ' ') << u"16 MiB"_s;
}

void TestYaml::C13_refused()
{
    QFETCH(QByteArray, yaml);
    QFETCH(QString, says);
    const Result<Json> json = readYaml(yaml, u"read out/state.yml"_s);
    QVERIFY(!json);
    QVERIFY2(json.error().sentence().contains(says), qPrintable(json.error().sentence()));
    QVERIFY(json.error().sentence().startsWith(u"read out/state.yml: "_s));
}

void TestYaml::C13_configFile()
{
    const Result<QByteArray> config = mainStageConfig(q("{'parameters':{'#token':'a: b','n':1.50,'deep':{'e':[],'list':[1,'two']}}}"), {});
    QVERIFY(config);
    const Result<QByteArray> yaml = inFormat(*config, u"yaml"_s);
    QVERIFY(yaml);
    QCOMPARE(*yaml, QByteArray("parameters:\n"
                               "  \"#token\": \"a: b\"\n"
                               "  \"n\": 1.50\n"
                               "  deep:\n"
                               "    e: {}\n"
                               "    list:\n"
                               "      - 1\n"
                               "      - two\n"
                               "image_parameters: {}\n"
                               "action: run\n"
                               "shared_code_row_ids: {}\n"
                               "storage: {}\n"
                               "authorization: {}\n"));
    QVERIFY(inFormat(*config, u"yaml"_s, false).value_or("").contains("e: []"));
}

void TestYaml::C13_emptyDocuments()
{
    QCOMPARE(inFormat("null", u"yaml"_s).value_or("?"), QByteArray("{}\n"));
    QCOMPARE(inFormat("{}", u"yaml"_s).value_or("?"), QByteArray("{}\n"));
    QCOMPARE(inFormat("{}", u"json"_s).value_or("?"), QByteArray("{}"));
    QVERIFY(!inFormat("{", u"yaml"_s));
}

void TestYaml::C13_depth()
{
    QByteArray json = "1";
    for (int i = 0; i < 12; ++i)
        json = "{\"k\":" + json + "}";
    const QByteArray yaml = inFormat(json, u"yaml"_s).value_or("?");
    QCOMPARE(yaml.count('\n'), 10);
    QVERIFY2(yaml.contains("k: {k: {k: 1}}"), yaml.constData());
    QCOMPARE(readAsJson(yaml), json);
}

void TestYaml::C13_roundTrip_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *json) { QTest::newRow(name) << q(json); };
    row("words that look like others", "{'a':'true','b':'null','c':'~','d':'1','e':'1.5','f':'','g':'yes','h':'0x1','i':'- x','j':'no'}");
    row("odd keys", "{'':1,'<<':2,'a b':3,'# c':4,'[':5,'?':6,'*x':7}");
    row("text", "{'a':'line\\nnext','b':'tab\\there','c':' pad ','d':'\\u0001','e':'příliš \\ud83d\\ude00','f':'x: y','g':'x #y'}");
    row("numbers", "[0,-1,1.10,12345678901234567890123,1e-7]");
    row("nested", "[[1,[2]],[{'a':[{'b':[]}]}],{},[]]");
    row("literals", "[true,false,null]");
}

void TestYaml::C13_roundTrip()
{
    QFETCH(QByteArray, json);
    const Result<Json> expected = scanJson(json, u"read"_s);
    QVERIFY(expected);
    const QByteArray yaml = inFormat(json, u"yaml"_s, false).value_or("?");
    QCOMPARE(readAsJson(yaml), writeJson(*expected, JsonStyle::Compact));
}

void TestYaml::F8_names()
{
    QCOMPARE(configFileName(u"json"_s), u"config.json"_s);
    QCOMPARE(configFileName(u"yaml"_s), u"config.yml"_s);
    QCOMPARE(stateFileName(u"yaml"_s), u"state.yml"_s);
    QCOMPARE(usageFileName(u"yaml"_s), u"usage.yml"_s);
    QCOMPARE(manifestFileName(u"a.csv.gz"_s), u"a.csv.gz.manifest"_s);
}

LONGSHORE_TEST_MAIN(TestYaml)
#include "tst_yaml.moc"
