// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mustache.h"
#include "model/component/variables.h"
#include "model/jobs/jobdocument.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

using Values = QMap<QString, QString>;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

/// A configuration with variables on.
QByteArray with(const char *parameters)
{
    return q(QByteArray("{'variables_id':'1','parameters':") + parameters + '}');
}

QByteArray resolved(const QByteArray &configuration, const VariableSource &source)
{
    const Result<ResolvedVariables> result = resolveVariables(configuration, source);
    return result ? result->configuration : "error: " + result.error().sentence().toUtf8();
}

VariableSource values(const Values &map)
{
    VariableSource source;
    source.inlineValues = map;
    return source;
}

} // namespace

class TestVariables : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void V1_vault_data();
    void V1_vault();
    void V2_whoGivesTheValues();
    void V2_offWithoutAnId();
    void V3_declaredNeedAValue();
    void V4_rendering_data();
    void V4_rendering();
    void V4_refused_data();
    void V4_refused();
    void V4_missingNamesInOneSentence();
    void V5_valuesOfTheResult();
    void A51_sharedCode_data();
    void A51_sharedCode();
    void sharedCode_unknownRow();
    void jobFile();
    void jobFile_problems();
};

void TestVariables::V1_vault_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *configuration, const char *expected) {
        QTest::newRow(name) << q(configuration) << q(expected);
    };
    row("spaces", "{'a':'{{ vault.x }}-{{vault.x}}'}", "{'a':'1-1'}");
    row("without variables_id", "{'a':'{{vault.x}} {{other}}'}", "{'a':'1 {{other}}'}");
    row("three braces are not the vault's", "{'a':'{{{vault.x}}}'}", "{'a':'{{{vault.x}}}'}");
    row("escaped", "{'a':'{{vault.quote}}'}", "{'a':'say \\'hi\\''}");
    row("in a key", "{'{{vault.x}}':2}", "{'1':2}");
    row("unknown", "{'a':'{{vault.no}}{{vault.nope}}'}",
        "error: fill in the variables of the configuration: missing values for placeholders: vault.no, vault.nope. Add them to the "
        "job under variables.");
}

void TestVariables::V1_vault()
{
    QFETCH(QByteArray, configuration);
    VariableSource source;
    source.vault = {{u"x"_s, u"1"_s}, {u"quote"_s, u"say \"hi\""_s}};
    QTEST(resolved(configuration, source), "expected");
}

void TestVariables::V2_whoGivesTheValues()
{
    const QByteArray config = q("{'variables_id':'1','variables_values_id':'stored','a':'{{n}}'}");
    VariableSource source;
    source.storedValues = {{u"stored"_s, {{u"n"_s, u"s"_s}}}, {u"asked"_s, {{u"n"_s, u"r"_s}}}};
    QVERIFY(resolved(config, source).contains("\"a\":\"s\""));
    source.valuesId = u"asked"_s;
    QVERIFY(resolved(config, source).contains("\"a\":\"r\""));
    source.inlineValues = Values{{u"n"_s, u"i"_s}};
    QVERIFY(resolved(config, source).contains("both directly and by an id"));
    source.valuesId.clear();
    QVERIFY(resolved(config, source).contains("\"a\":\"i\""));
    source = {};
    QVERIFY(resolved(config, source).contains("the variable values stored are not in the job"));
    QVERIFY(resolved(with("'{{n}}'"), source).contains("no variable values are provided"));
}

void TestVariables::V2_offWithoutAnId()
{
    const QByteArray config = q("{'a':'{{n}} {{{'}");
    QCOMPARE(resolved(config, values({{u"n"_s, u"x"_s}})), config);
}

void TestVariables::V3_declaredNeedAValue()
{
    VariableSource source = values({{u"a"_s, u"1"_s}, {u"extra"_s, u"2"_s}});
    source.declared = QStringList{u"a"_s, u"b"_s};
    QVERIFY(resolved(with("1"), source).contains("no value is provided for the variable \"b\""));
    source.declared = QStringList{u"a"_s};
    QVERIFY(!resolved(with("1"), source).startsWith("error"));
}

void TestVariables::V4_rendering_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *parameters, const char *expected) {
        QTest::newRow(name) << QByteArray(parameters) << q(expected);
    };
    row("A49", "'hi {{ n }}'", "'hi a\\'b'");
    row("twice", "'{{x}} and {{ x }}'", "'1 and 1'");
    row("a key", "{'{{x}}':0}", "{'1':0}");
    row("raw", "'{{{raw}}}'", "'c'");
    row("raw adds a member", "'{{{json}}}'", "'x','more':'y'");
    row("ampersand", "'{{&raw}}'", "'c'");
    row("section", "'{{#x}}yes {{.}}{{/x}}{{^x}}no{{/x}}'", "'yes 1'");
    row("section of nothing", "'{{#empty}}yes{{/empty}}{{^zero}}no{{/zero}}'", "'no'");
    row("nested sections", "'{{#x}}{{#raw}}a{{/raw}}{{^raw}}b{{/raw}}{{/x}}'", "'a'");
    row("comment and partial", "'a{{! note }}b{{> part }}c'", "'abc'");
    row("delimiters", "'{{=<% %>=}}<% x %>{{x}}'", "'1{{x}}'");
    row("braces of JSON", "{'a':{'b':{'c':'{{x}}'}}}", "{'a':{'b':{'c':'1'}}}");
    row("backslash and line", "'{{path}}'", "'C:\\\\x\\n'");
}

void TestVariables::V4_rendering()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, expected);
    const Values map{{u"n"_s, u"a\"b"_s},   {u"x"_s, u"1"_s},    {u"raw"_s, u"c"_s},         {u"json"_s, u"x\",\"more\":\"y"_s},
                     {u"empty"_s, QString()}, {u"zero"_s, u"0"_s}, {u"path"_s, u"C:\\x\n"_s}};
    QCOMPARE(resolved(with(parameters.constData()), values(map)), q("{'variables_id':'1','parameters':" + expected + '}'));
}

void TestVariables::V4_refused_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const char *parameters, const char *says) {
        QTest::newRow(name) << QByteArray(parameters) << QByteArray(says);
    };
    row("A50", "'{{ n }}'", "missing values for placeholders: n");
    row("breaks the JSON", "'{{{quote}}}'", "variable replacement resulted in invalid configuration");
    row("not closed", "'{{ x'", "a placeholder is not closed");
    row("section not closed", "'{{#x}}'", "the section x is not closed");
    row("section not opened", "'{{/x}}'", "the section x is closed, but was not opened");
    row("delimiters", "'{{=x=}}'", "sets delimiters that are none");
}

void TestVariables::V4_refused()
{
    QFETCH(QByteArray, parameters);
    QFETCH(QByteArray, says);
    const QByteArray result = resolved(with(parameters.constData()), values({{u"x"_s, u"1"_s}, {u"quote"_s, u"a\"b"_s}}));
    QVERIFY2(result.startsWith("error") && result.contains(says), result.constData());
}

void TestVariables::V4_missingNamesInOneSentence()
{
    const QByteArray result = resolved(with("'{{ a }}{{ vault.v }}{{{ b }}}{{a}}{{#c}}{{/c}}'"), values({}));
    QVERIFY2(result.contains("placeholders: vault.v, a, b, c."), result.constData());
}

void TestVariables::V5_valuesOfTheResult()
{
    VariableSource source = values({{u"a"_s, u"1"_s}, {u"unused"_s, u"2"_s}});
    source.vault = {{u"v"_s, u"3"_s}};
    const Result<ResolvedVariables> result = resolveVariables(with("'{{a}}{{vault.v}}'"), source);
    QVERIFY(result);
    QCOMPARE(result->values, (Values{{u"a"_s, u"1"_s}, {u"vault.v"_s, u"3"_s}}));
}

void TestVariables::A51_sharedCode_data()
{
    QTest::addColumn<QByteArray>("node");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *node, const char *expected) { QTest::newRow(name) << q(node) << q(expected); };
    row("A51", "['a','{{ c1 }}','b']", "['a','x','y','b']");
    row("text around goes", "['-- {{c1}} --']", "['x','y']");
    row("several, in order of the ids", "['{{ c2 }} {{ c1 }}']", "['x','y','z']");
    row("unknown stays", "['{{ other }}']", "['{{ other }}']");
    row("deep", "{'blocks':[{'script':['{{c2}}']}]}", "{'blocks':[{'script':['z']}]}");
    row("outside a list", "{'a':'{{c1}}'}", "{'a':'{{c1}}'}");
    row("mixed list", "['{{c1}}',{'a':1}]", "['{{c1}}',{'a':1}]");
    row("numbers", "[1,'{{c2}}',true]", "[1,'z',true]");
}

void TestVariables::A51_sharedCode()
{
    QFETCH(QByteArray, node);
    QFETCH(QByteArray, expected);
    const QByteArray head = q("{'shared_code_id':'s','shared_code_row_ids':['c1','c2'],'parameters':");
    const QMap<QString, QStringList> snippets{{u"c1"_s, {u"x"_s, u"y"_s}}, {u"c2"_s, {u"z"_s}}, {u"other"_s, {u"no"_s}}};
    const Result<QByteArray> result = resolveSharedCode(head + node + '}', snippets);
    QVERIFY(result);
    QCOMPARE(*result, head + expected + '}');
    // Without the ids nothing is replaced.
    const QByteArray off = "{\"parameters\":" + node + '}';
    QCOMPARE(resolveSharedCode(off, snippets).value_or("?"), off);
}

void TestVariables::sharedCode_unknownRow()
{
    const Result<QByteArray> result = resolveSharedCode(q("{'shared_code_id':1,'shared_code_row_ids':['gone']}"), {});
    QVERIFY(!result);
    QVERIFY2(result.error().sentence().contains(u"shared code row gone is not in the job"_s), qPrintable(result.error().sentence()));
}

void TestVariables::jobFile()
{
    const QByteArray text = q("{'format':'longshore.job/1','component':{'data':{'definition':{'type':'dockerhub','uri':'x'}}},"
                              "'variables':{'declared':[{'name':'a','type':'string'},'b'],'values':{'v1':[{'name':'a','value':1.50},"
                              "{'name':'b','value':'t'}]},'vault':{'k':'s'},'note':'kept'},'sharedCode':{'r1':'one','r2':['a','b']}}");
    const Result<JobDocument> job = JobDocument::parse(text);
    QVERIFY(job);
    QVERIFY2(job->requireValid(), qPrintable(job->requireValid() ? QString() : job->requireValid().error().sentence()));
    const VariableSource source = job->variables();
    QCOMPARE(source.declared.value_or(QStringList()), (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(!source.inlineValues);
    QCOMPARE(source.storedValues.value(u"v1"_s), (Values{{u"a"_s, u"1.50"_s}, {u"b"_s, u"t"_s}}));
    QCOMPARE(source.vault, (Values{{u"k"_s, u"s"_s}}));
    QCOMPARE(job->sharedCode(), (QMap<QString, QStringList>{{u"r1"_s, {u"one"_s}}, {u"r2"_s, {u"a"_s, u"b"_s}}}));
    QVERIFY(job->toJson().contains("\"note\": \"kept\""));
    const Result<JobDocument> list = JobDocument::parse(q("{'format':'longshore.job/1','variables':{'values':[{'name':'a','value':'x'}]}}"));
    QVERIFY(list);
    QCOMPARE(list->variables().inlineValues.value_or(Values()), (Values{{u"a"_s, u"x"_s}}));
}

void TestVariables::jobFile_problems()
{
    const QByteArray text = q("{'format':'longshore.job/1','component':{'data':{'definition':{'type':'dockerhub','uri':'x'}}},"
                              "'variables':{'declared':'a','values':{'v':1,'w':[{'value':[]}]}},'sharedCode':{'r':[1]}}");
    const Result<JobDocument> job = JobDocument::parse(text);
    QVERIFY(job);
    QStringList paths;
    for (const Problem &problem : job->problems())
        paths.append(problem.path);
    for (const QString &path : {u"variables.declared"_s, u"variables.values.v"_s, u"variables.values.w.0.name"_s,
                                u"variables.values.w.0.value"_s, u"sharedCode.r.0"_s})
        QVERIFY2(paths.contains(path), qPrintable(path + u" not in "_s + paths.join(u' ')));
}

LONGSHORE_TEST_MAIN(TestVariables)
#include "tst_variables.moc"
