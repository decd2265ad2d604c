// SPDX-License-Identifier: GPL-3.0-or-later
// A schema being written: what the platform's form has against it, where in the text, and the last one that was good.
#include "model/check/schemacheck.h"
#include "model/jobs/schemalab.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A schema of one field "a" beside a choice "kind".
QByteArray fieldA(const QByteArray &inner, const QByteArray &name = "a")
{
    return "{\"type\":\"object\",\"properties\":{\"kind\":{\"type\":\"string\",\"enum\":[\"x\",\"y\"]},\"" + name + "\":{" + inner + "}}}";
}

} // namespace

class TestSchemaLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// §15.1, §15.2: what a form of the platform does not do.
    void dialect_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<QString>("words"); // of the only finding; empty: there is none
        QTest::newRow("plain") << QByteArray("\"type\":\"string\"") << QString();
        QTest::newRow("type") << QByteArray("\"type\":\"text\"") << u"type \"text\" is not known"_s;
        QTest::newRow("types") << QByteArray("\"type\":[\"string\",\"null\"]") << u"several types"_s;
        QTest::newRow("format") << QByteArray("\"type\":\"string\",\"format\":\"zebra\"") << u"\"zebra\""_s;
        QTest::newRow("table of a text") << QByteArray("\"type\":\"string\",\"format\":\"table\"") << u"is for array, not for string"_s;
        QTest::newRow("grid of a list") << QByteArray("\"type\":\"array\",\"format\":\"grid\"") << u"is for object"_s;
        QTest::newRow("checkbox") << QByteArray("\"type\":\"boolean\",\"format\":\"checkbox\"") << QString();
        QTest::newRow("U2 password") << QByteArray("\"type\":\"string\",\"format\":\"password\"") << u"does not start with #"_s;
        QTest::newRow("radio") << QByteArray("\"type\":\"string\",\"format\":\"radio\"") << u"need an \"enum\""_s;
        QTest::newRow("select") << QByteArray("\"type\":\"string\",\"format\":\"select\"") << u"needs an \"enum\""_s;
        QTest::newRow("select of many") << QByteArray("\"type\":\"array\",\"format\":\"select\",\"items\":{\"enum\":[1]}") << QString();
        QTest::newRow("option") << QByteArray("\"type\":\"string\",\"options\":{\"colour\":1}") << u"option \"colour\""_s;
        QTest::newRow("options") << QByteArray("\"type\":\"string\",\"options\":[1]") << u"is an object"_s;
        QTest::newRow("grid_columns") << QByteArray("\"type\":\"string\",\"options\":{\"grid_columns\":13}") << u"from 1 to 12"_s;
        QTest::newRow("editor mode") << QByteArray("\"type\":\"string\",\"format\":\"editor\",\"options\":{\"editor\":{\"mode\":\"text/x-perl\"}}") << u"no mode"_s;
        QTest::newRow("U5 button") << QByteArray("\"type\":\"button\"") << u"needs the format"_s;
        QTest::newRow("U9 no action") << QByteArray("\"type\":\"string\",\"options\":{\"async\":{\"label\":\"Load\"}}") << u"needs an \"action\""_s;
        QTest::newRow("U9 other action") << QByteArray("\"type\":\"button\",\"format\":\"test-connection\",\"options\":{\"async\":{\"action\":\"ping\"}}") << u"always calls testConnection"_s;
        QTest::newRow("default") << QByteArray("\"type\":\"integer\",\"default\":\"7\"") << u"not of its type"_s;
        QTest::newRow("3.0 is whole") << QByteArray("\"type\":\"integer\",\"default\":3.0") << QString();
        QTest::newRow("pattern") << QByteArray("\"type\":\"string\",\"pattern\":\"(\"") << u"pattern cannot be read"_s;
        QTest::newRow("U3 never") << QByteArray("\"type\":\"string\",\"options\":{\"dependencies\":{\"kind\":\"z\"}}") << u"never shown"_s;
        QTest::newRow("U3 one of") << QByteArray("\"type\":\"string\",\"options\":{\"dependencies\":{\"kind\":[\"z\",\"y\"]}}") << QString();
        QTest::newRow("U6 legacy") << QByteArray("\"type\":\"string\",\"watch\":{}") << u"older form builder"_s;
    }
    void dialect()
    {
        QFETCH(QByteArray, inner);
        QFETCH(QString, words);
        const Problems problems = checkSchema(fieldA(inner));
        QStringList seen;
        bool found = words.isEmpty() && problems.isEmpty();
        for (const Problem &problem : problems) {
            seen.append(problem.sentence());
            found = found || (!words.isEmpty() && problem.path == u"properties.a"_s && problem.message.contains(words));
        }
        QVERIFY2(found, qPrintable(seen.join(u'\n')));
    }

    void secretsHaveNoDefault()
    {
        const Problems problems = checkSchema(fieldA("\"type\":\"string\",\"format\":\"password\",\"default\":\"opensesame\"", "#a"));
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems[0].message.contains(u"no default"_s));
        QVERIFY(!problems[0].message.contains(u"opensesame"_s));
    }

    void places_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("usable");
        QTest::newRow("value") << QByteArray("{\n  \"properties\": {\n    \"a\": {\"type\": \"text\"}}}") << 3 << 10 << true;
        QTest::newRow("after wide text") << QByteArray("{\"properties\": {\"\xc3\xa4\xf0\x9f\x98\x80\": {\"type\": \"text\"}}}") << 1 << 24 << true;
        QTest::newRow("given twice") << QByteArray("{\n\"title\": 1,\n\"title\": 2}") << 3 << 10 << true;
        QTest::newRow("comma") << QByteArray("{\n  \"type\": \"object\",\n}") << 3 << 1 << false;
        QTest::newRow("cut") << QByteArray("{\"a\":") << 1 << 5 << false;
        QTest::newRow("list") << QByteArray(" [1]") << 1 << 2 << false;
        QTest::newRow("empty") << QByteArray() << 1 << 1 << false;
        QTest::newRow("binary") << QByteArray("\0\0", 2) << 1 << 1 << false;
        QTest::newRow("no UTF-8") << QByteArray("{\"a\": \"\xff\"}") << 1 << 8 << false;
    }
    void places()
    {
        QFETCH(QByteArray, text);
        const SchemaReading reading = readSchemaText(text);
        QVERIFY(!reading.findings.isEmpty());
        QTEST(reading.findings.first().place.line, "line");
        QTEST(reading.findings.first().place.column, "column");
        QTEST(reading.isUsable(), "usable");
    }

    void hostileTextsAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QByteArray nested = "{\"type\":\"string\"}";
        for (int i = 0; i < 200; ++i)
            nested = "{\"properties\":{\"a\":" + nested + "}}";
        QTest::newRow("deep schema") << nested;
        QTest::newRow("itself") << QByteArray("{\"properties\":{\"a\":{\"$ref\":\"#\"}}}");
        QTest::newRow("remote") << QByteArray("{\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1/x\"}}}");
        QTest::newRow("costly pattern") << QByteArray("{\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"(a+)+$\"}}}");
        QTest::newRow("wrong kinds") << QByteArray("{\"type\":7,\"properties\":[],\"required\":{},\"options\":1,\"items\":[1],\"format\":[]}");
    }
    void hostileTextsAreRead()
    {
        QFETCH(QByteArray, text);
        const SchemaReading reading = readSchemaText(text);
        for (const SchemaFinding &finding : reading.findings)
            QVERIFY(finding.place.line >= 1 && finding.place.column >= 1);
    }

    void errorsComeFirstThenByLine()
    {
        const SchemaReading reading = readSchemaText("{\"type\":\"object\",\n\"properties\":{\n\"a\":{\"watch\":{}},\n\"b\":{\"type\":\"x\"},\n\"c\":{\"type\":\"y\"}}}");
        QStringList paths;
        for (const SchemaFinding &finding : reading.findings)
            paths.append(finding.problem.path);
        QCOMPARE(paths.mid(0, 2), (QStringList{u"properties.b"_s, u"properties.c"_s})); // warnings before the note
        QCOMPARE(paths.last(), u"properties.a"_s);
    }

    void theLastGoodSchemaStays()
    {
        SchemaLab lab;
        QSignalSpy changes(&lab, &SchemaLab::schemaChanged);
        QSignalSpy reads(&lab, &SchemaLab::read);
        lab.setText("{\"type\": \"object\"}");
        QVERIFY(!lab.isRead());
        QVERIFY(reads.wait());
        QCOMPARE(lab.schema(), QByteArray("{\"type\":\"object\"}"));
        lab.setText("{\"type\": \"object\"");
        QVERIFY(reads.wait());
        QVERIFY(!lab.reading().isUsable());
        QCOMPARE(lab.schema(), QByteArray("{\"type\":\"object\"}"));
        lab.setText("{ \"type\":\n\"object\" }"); // layout alone makes no other form
        QVERIFY(reads.wait());
        QCOMPARE(changes.size(), 1);
        QVERIFY(lab.isRead());
    }

    void theLastWordIsAboutTheLastText()
    {
        SchemaLab lab;
        QSignalSpy reads(&lab, &SchemaLab::read);
        for (int i = 0; i < 50; ++i)
            lab.setText("{\"title\":\"" + QByteArray::number(i) + "\"}");
        QTRY_VERIFY(lab.isRead());
        QCOMPARE(lab.schema(), QByteArray("{\"title\":\"49\"}"));
        QCOMPARE(reads.size(), 1); // the texts between were never asked for
    }
};

LONGSHORE_TEST_MAIN(TestSchemaLab)
#include "tst_schemalab.moc"
