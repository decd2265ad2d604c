// SPDX-License-Identifier: GPL-3.0-or-later
// The demo component as a program: its staged static binary on data folders of ours. Rule ids: component contract.
#include "tests/support/demobench.h"
#include "tests/support/testmain.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace longshore::test;

class TestDemoComponent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parameters_data();
    void parameters();
    void F22_manifestNamesColumnsAndTheTableHasNoHeader();
    void F18_manifestsAndHiddenFilesAreNoTables();
    void S2_stateCountsRuns();
    void A4_testConnectionPrintsNothingElse();
    void X9_secretIsNeverPrinted();
    void applicationErrorsExitWith2_data();
    void applicationErrorsExitWith2();
    void sampleJobRuns();
    void labelIsTheJobsComponentRecord();
};

void TestDemoComponent::parameters_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("message"); // All of stderr without the line end.
    const auto bad = [](const char *name, const char *json, const char *message) {
        QTest::newRow(name) << QByteArray(json) << 1 << QByteArray(message);
    };
    const auto good = [](const char *name, const char *json, const char *message = "") {
        QTest::newRow(name) << QByteArray(json) << 0 << QByteArray(message);
    };
    good("none", "{}");
    good("C4 empty object as list", "[]");
    good("null is not given", R"({"max":null,"columns":null,"#token":null})");
    good("least max", R"({"max":1})");
    good("min equals max", R"({"max":5,"min":5})");
    good("unknown", R"({"colour":"red"})", "Warning: parameters.colour is not known to this component and is ignored.");
    good("unknown column role", R"({"columns":{"author":"x"}})",
         "Warning: parameters.columns.author is not known to this component and is ignored.");
    bad("parameters", "7", "parameters must be an object, but is 7.");
    bad("max -1", R"({"max":-1})", "parameters.max must be a whole number from 1 to 1000000, but is -1.");
    bad("max 0", R"({"max":0})", "parameters.max must be a whole number from 1 to 1000000, but is 0.");
    bad("max huge", R"({"max":18446744073709551615})",
        "parameters.max must be a whole number from 1 to 1000000, but is 18446744073709551615.");
    bad("max text", R"({"max":"75"})", "parameters.max must be a whole number from 1 to 1000000, but is \"75\".");
    bad("max real", R"({"max":7.5})", "parameters.max must be a whole number from 1 to 1000000, but is 7.5.");
    bad("min", R"({"min":-1})", "parameters.min must be a whole number from 0 to 1000000, but is -1.");
    bad("min above max", R"({"max":5,"min":6})", "parameters.min must not be above parameters.max (5), but is 6.");
    bad("splitAt", R"({"splitAt":"bytes"})",
        "parameters.splitAt must be one of words, sentences, characters, but is \"bytes\".");
    bad("keepEmpty", R"({"keepEmpty":1})", "parameters.keepEmpty must be true or false, but is 1.");
    bad("idPrefix", R"({"idPrefix":[1]})", "parameters.idPrefix must be a text, but is [1].");
    bad("delayMs", R"({"delayMs":60001})", "parameters.delayMs must be a whole number from 0 to 60000, but is 60001.");
    bad("columns", R"({"columns":"id"})", "parameters.columns must be an object, but is \"id\".");
    bad("empty column", R"({"columns":{"id":""}})",
        "parameters.columns.id must name a column of the input table, but is \"\".");
    bad("missing column", R"({"columns":{"text":"body"}})",
        "parameters.columns.text names the column \"body\", but t.csv has only: id, text.");
    bad("token", R"({"#token":42})", "parameters.#token must be a text.");
}

void TestDemoComponent::parameters()
{
    QFETCH(QByteArray, json);
    QFETCH(int, code);
    QFETCH(QByteArray, message);
    DemoBench bench;
    bench.config(json);
    bench.table("id,text\n1,a b\n");
    const Outcome outcome = bench.run();
    QCOMPARE(outcome.err.trimmed(), message);
    QCOMPARE(outcome.code, code);
    QCOMPARE(outcome.err.endsWith('\n'), !message.isEmpty());
}

void TestDemoComponent::F22_manifestNamesColumnsAndTheTableHasNoHeader()
{
    DemoBench bench;
    bench.config(R"({"idPrefix":"p-"})");
    bench.table("id,text\n1,a\n");
    QCOMPARE(bench.run().code, 0);
    const QJsonObject manifest = QJsonDocument::fromJson(bench.output(u"t.csv.manifest"_s)).object();
    QCOMPARE(manifest[u"columns"_s].toVariant().toStringList(),
             QStringList({u"id"_s, u"source_id"_s, u"part"_s, u"text"_s}));
    QCOMPARE(manifest[u"primary_key"_s].toVariant().toStringList(), QStringList{u"id"_s});
    QCOMPARE(bench.output(), QByteArray("\"p-1-1\",\"1\",\"1\",\"a\"\n"));
}

void TestDemoComponent::F18_manifestsAndHiddenFilesAreNoTables()
{
    DemoBench bench;
    bench.config("{}");
    bench.table("id,text\n1,a\n", u"b.csv"_s);
    bench.table("id,text\n1,a\n", u"in.c-main.a"_s); // F10: a table without a destination keeps its id as its name.
    bench.table("{}", u"b.csv.manifest"_s);
    bench.table("", u".hidden"_s);
    QCOMPARE(bench.run().code, 0);
    QCOMPARE(QDir(bench.path(u"out/tables"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name),
             QStringList({u"b.csv"_s, u"b.csv.manifest"_s, u"in.c-main.a"_s, u"in.c-main.a.manifest"_s}));
}

void TestDemoComponent::S2_stateCountsRuns()
{
    DemoBench bench;
    bench.config("{}");
    bench.table("id,text\n1,a\n");
    writeFile(bench.path(u"in/state.json"_s), R"({"runs":4})");
    QCOMPARE(bench.run().code, 0);
    const QJsonObject state = QJsonDocument::fromJson(readFile(bench.path(u"out/state.json"_s))).object();
    QCOMPARE(state[u"runs"_s].toInt(), 5);
    QCOMPARE(state[u"tables"_s][u"t.csv"_s][u"pieces"_s].toInt(), 1);
    QVERIFY(QDateTime::fromString(state[u"lastRun"_s].toString(), Qt::ISODate).isValid());
}

void TestDemoComponent::A4_testConnectionPrintsNothingElse()
{
    DemoBench bench; // A2: without tables
    bench.config("{}", "testConnection");
    Outcome outcome = bench.run();
    QCOMPARE(outcome.out, QByteArray("{\"status\":\"success\"}\n"));
    QCOMPARE(outcome.code, 0);
    bench.config(R"({"max":-1})", "testConnection");
    outcome = bench.run();
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(outcome.code, 1);
    bench.config("{}", "columns");
    outcome = bench.run();
    QCOMPARE(outcome.err,
             QByteArray("The action \"columns\" is not known; this component has run and testConnection.\n"));
    QCOMPARE(outcome.code, 1);
}

void TestDemoComponent::X9_secretIsNeverPrinted()
{
    DemoBench bench;
    bench.table("id,text\n1,a\n");
    for (const char *parameters : {R"({"#token":"s3cr3t-value"})", R"({"#token":["s3cr3t-value"]})"}) {
        bench.config(parameters);
        const Outcome outcome = bench.run();
        QVERIFY(!outcome.out.contains("s3cr3t") && !outcome.err.contains("s3cr3t"));
    }
}

void TestDemoComponent::applicationErrorsExitWith2_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("start");
    QTest::newRow("missing") << QByteArray() << QByteArray("Cannot read config.json in the data folder.");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("config.json is not valid JSON: ");
    QTest::newRow("no object") << QByteArray("[1]") << QByteArray("config.json does not hold an object.");
    QTest::newRow("no in/tables") << QByteArray("{}") << QByteArray("Cannot read the folder in/tables: ");
}

void TestDemoComponent::applicationErrorsExitWith2()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, start);
    DemoBench bench;
    if (!config.isEmpty())
        writeFile(bench.path(u"config.json"_s), config);
    const Outcome outcome = bench.run();
    QVERIFY2(outcome.err.startsWith(start), outcome.err.constData());
    QCOMPARE(outcome.err.count('\n'), 1);
    QCOMPARE(outcome.code, 2);
}

void TestDemoComponent::sampleJobRuns()
{
    const QJsonObject job = QJsonDocument::fromJson(readFile(stagedDemo() + u"/job.json"_s)).object();
    QCOMPARE(job[u"format"_s].toString(), u"longshore.job/1"_s);
    QJsonObject parameters = job[u"configuration"_s][u"parameters"_s].toObject();
    parameters.insert(u"delayMs"_s, 0);
    DemoBench bench;
    bench.config(QJsonDocument(parameters).toJson());
    bench.table(readFile(stagedDemo() + u"/data/in/tables/comments.csv"_s));
    const Outcome outcome = bench.run();
    QCOMPARE(outcome.code, 0);
    const qsizetype lines = outcome.out.count('\n') + outcome.err.count('\n');
    QVERIFY2(lines >= 30 && lines <= 60, qPrintable(QString::number(lines)));
    QVERIFY(outcome.err.contains("left out") && outcome.err.contains("had to be cut"));
    for (const QByteArray &line : bench.output().split('\n')) {
        const QString text = QString::fromUtf8(line);
        QVERIFY2(!text.contains(QChar::ReplacementCharacter), line.constData());
    }
}

void TestDemoComponent::labelIsTheJobsComponentRecord()
{
    const QByteArray dockerfile = readFile(stagedDemo() + u"/Dockerfile"_s);
    const QByteArray mark = "LABEL longshore.component=\"";
    const qsizetype from = dockerfile.indexOf(mark) + mark.size();
    QByteArray label = dockerfile.mid(from, dockerfile.indexOf("\"\n", from) - from);
    label.replace("\\$", "$").replace("\\\"", "\"").replace("\\\\", "\\");
    QJsonParseError error;
    const QJsonObject record = QJsonDocument::fromJson(label, &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    const QJsonObject job = QJsonDocument::fromJson(readFile(stagedDemo() + u"/job.json"_s)).object();
    QCOMPARE(record, job[u"component"_s].toObject());
    QCOMPARE(record[u"configurationSchema"_s].toObject(),
             QJsonDocument::fromJson(readFile(stagedDemo() + u"/component_config/configSchema.json"_s)).object());
}

LONGSHORE_TEST_MAIN(TestDemoComponent)
#include "tst_demo_component.moc"
