// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/patterncheck.h"
#include "model/jobs/validation.h"
#include "tests/support/testmain.h"

#include <QElapsedTimer>
#include <QFile>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QStringList sentences(const Problems &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append((problem.severity == Problem::Severity::Error ? u""_s : u"(warning) "_s) + problem.sentence());
    return lines;
}

QByteArray objectWith(const QByteArray &properties, const QByteArray &rest = {})
{
    return R"({"type": "object", "properties": {)" + properties + "}" + (rest.isEmpty() ? "" : ", " + rest) + "}";
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainWords_data();
    void plainWords();
    void dialect_data();
    void dialect();
    void valijsonTraps_data();
    void valijsonTraps();
    void A39_numbers_data();
    void A39_numbers();
    void A57_patterns_data();
    void A57_patterns();
    void A57_hostileSchemasEnd_data();
    void A57_hostileSchemasEnd();
    void secretReferencesStandForAnyValue();
    void notJson();
    void jobSchemaAcceptsTheExample();
};

void TestValidation::plainWords_data()
{
    QTest::addColumn<QByteArray>("property"); ///< schema of `a`
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("sentence"); ///< empty = fine
    const auto row = [](const char *property, const char *value, const QString &sentence) {
        QTest::addRow("%s %s", property, value) << QByteArray(property) << QByteArray(value) << sentence;
    };
    row(R"({"type": "string"})", R"("x")", {});
    row(R"({"type": "string"})", "5", u"a: must be a string"_s);
    row(R"({"type": "integer"})", "1.5", u"a: must be a whole number"_s);
    row(R"({"type": "number"})", R"("5")", u"a: must be a number"_s);
    row(R"({"type": "boolean"})", "0", u"a: must be true or false"_s);
    row(R"({"type": "array", "items": {"type": "object", "properties": {"b": {"type": "integer"}}}})",
        R"([{"b": 1}, {"b": "x"}])", u"a.1.b: must be a whole number"_s);
    row(R"({"enum": ["x", "y"]})", R"("z")", u"a: must be one of x, y"_s);
    row(R"({"enum": ["x", "y"], "options": {"enum_titles": ["Ex", "Why"]}})", R"("z")", u"a: must be one of Ex, Why"_s);
    row(R"({"type": "integer", "minimum": 1})", "-1", u"a: must be at least 1"_s);
    row(R"({"type": "number", "maximum": 2.5})", "3", u"a: must be at most 2.5"_s);
    row(R"({"type": "integer", "minimum": 1, "exclusiveMinimum": true})", "1", u"a: must be greater than 1"_s);
    row(R"({"type": "integer", "exclusiveMaximum": 5})", "5", u"a: must be less than 5"_s);
    row(R"({"type": "string", "minLength": 3})", R"("ab")", u"a: must have at least 3 characters"_s);
    row(R"({"type": "string", "maxLength": 3})", R"("abcd")", u"a: must have at most 3 characters"_s);
    row(R"({"type": "array", "items": {"type": "string"}, "minItems": 1})", "[]", u"a: must have at least 1 items"_s);
    row(R"({"type": "array", "items": {"type": "string"}, "uniqueItems": true})", R"(["x", "x"])",
        u"a: has the same item twice"_s);
    row(R"({"type": "integer", "multipleOf": 5})", "7", u"a: must be a multiple of 5"_s);
    row(R"({"const": 5})", "6", u"a: must keep its fixed value"_s);
    row(R"({"type": "string", "pattern": "^[a-z]+$"})", R"("A1")", u"a: does not match the pattern ^[a-z]+$"_s);
    row(R"({"type": "object", "properties": {"b": {}}, "additionalProperties": false})", R"({"c": 1})",
        u"a.c: is not a key this component knows"_s);
    row(R"({"type": "object", "properties": {"b.c": {}}, "required": ["b.c"]})", R"({"x": 1})",
        u"a.b\\.c: is required"_s);
}

void TestValidation::plainWords()
{
    QFETCH(QByteArray, property);
    QFETCH(QByteArray, value);
    QFETCH(QString, sentence);
    const QStringList found = sentences(validateParameters(objectWith("\"a\": " + property), "{\"a\": " + value + "}"));
    QCOMPARE(found, sentence.isEmpty() ? QStringList{} : QStringList{sentence});
}

void TestValidation::dialect_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QStringList>("expected");
    const QByteArray dependent = objectWith(R"("mode": {"type": "string"},
        "query": {"type": "string", "options": {"dependencies": {"mode": ["sql", "both"]}}})",
                                            R"("required": ["mode", "query"])");
    const auto row = [](const char *name, const QByteArray &schema, const char *parameters,
                        const QStringList &expected) {
        QTest::newRow(name) << schema << QByteArray(parameters) << expected;
    };
    row("U3 met: required", dependent, R"({"mode": "sql"})", {u"query: is required"_s});
    row("U3 unmet: not required", dependent, R"({"mode": "table"})", {});
    row("U3 unset: not required", dependent, R"({"x": 1})", {u"mode: is required"_s});
    row("U4 boolean required", objectWith(R"("a": {"type": "string", "required": true})"), R"({"b": 1})", {});
    row("U4 empty enum", objectWith(R"("a": {"type": "string", "enum": []})"), R"({"a": "x"})", {});
    row("U5 button", objectWith(R"("t": {"type": "button", "format": "test-connection"})", R"("required": ["t"])"),
        R"({"b": 1})", {});
    row("U8 empty parameters", objectWith(R"("a": {"type": "string"})", R"("required": ["a"])"), "{}", {});
    row("U8 empty list", objectWith(R"("a": {"type": "string"})", R"("required": ["a"])"), "[]", {});
    row("U10 unknown type and format", objectWith(R"("a": {"type": "any", "format": "hologram", "frobnicate": 1})"),
        R"({"a": 5})", {});
    row("local reference",
        R"({"type": "object", "properties": {"a": {"$ref": "#/definitions/n"}}, "definitions": {"n": {"type": "integer"}}})",
        R"({"a": "x"})", {u"a: must be a whole number"_s});
    row("no schema", {}, R"({"a": 1})", {});
}

void TestValidation::dialect()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, parameters);
    QFETCH(QStringList, expected);
    QCOMPARE(sentences(validateParameters(schema, parameters)), expected);
}

void TestValidation::valijsonTraps_data()
{
    QTest::addColumn<QByteArray>("schema");
    for (const char *schema :
         {R"({"type": "button"})", R"({"required": true})", R"({"required": []})", R"({"required": ["a", "a", 5]})",
          R"({"properties": []})", R"({"properties": {"a": 5, "b": null}})", R"({"items": 3})", R"({"enum": {}})",
          R"({"minimum": "1", "minLength": -1, "maxLength": 1.5, "multipleOf": 0})", R"({"type": 5})",
          R"({"type": []})", R"({"exclusiveMinimum": true})", R"({"allOf": []})", R"({"anyOf": {}})",
          R"({"then": {}, "else": {}})", R"({"pattern": "(((", "patternProperties": {"[": {}}})",
          R"({"dependencies": 5, "$id": "::", "$schema": 7})",
          R"({"additionalProperties": "no", "not": 5, "uniqueItems": "yes"})", R"({"definitions": {"x": 5}})"})
        QTest::newRow(schema) << QByteArray(schema);
}

void TestValidation::valijsonTraps()
{
    QFETCH(QByteArray, schema);
    QCOMPARE(sentences(validateParameters(schema, R"({"a": 1, "b": [1], "c": "x"})")), QStringList{});
    const QByteArray nested = objectWith("\"a\": " + schema);
    const Problems problems = validateParameters(nested, R"({"a": {"a": 1, "b": 1}})");
    QVERIFY(!hasErrors(problems));
}

void TestValidation::A39_numbers_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<bool>("whole");
    QTest::newRow("30 digits") << QByteArray("123456789012345678901234567890") << true;
    QTest::newRow("1.0") << QByteArray("1.0") << true;
    QTest::newRow("1e3") << QByteArray("1e3") << true;
    QTest::newRow("1.10") << QByteArray("1.10") << false;
}

void TestValidation::A39_numbers()
{
    QFETCH(QByteArray, number);
    const bool accepted =
        validateParameters(objectWith(R"("a": {"type": "integer"})"), "{\"a\": " + number + "}").isEmpty();
    QTEST(accepted, "whole");
}

void TestValidation::A57_patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("result");
    const QString many(50000, u'a');
    const auto row = [](const char *name, const QString &pattern, const QString &text, PatternMatch result) {
        QTest::newRow(name) << pattern << text << int(result);
    };
    row("match", u"^a+$"_s, u"aaa"_s, PatternMatch::Yes);
    row("found anywhere", u"b"_s, u"abc"_s, PatternMatch::Yes);
    row("no match", u"^b$"_s, u"a"_s, PatternMatch::No);
    row("ECMA escape", u"^\\u0061$"_s, u"a"_s, PatternMatch::Yes);
    row("catastrophic", u"^(a+)+$"_s, many + u'!', PatternMatch::TooCostly);
    row("catastrophic alternatives", u"^(a|a)*$"_s, u"a"_s.repeated(40) + u'b', PatternMatch::TooCostly);
    row("wrong", u"("_s, u"a"_s, PatternMatch::BadPattern);
    row("1 MB pattern", QString(1 << 20, u'a'), u"a"_s, PatternMatch::TooCostly);
}

void TestValidation::A57_patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QElapsedTimer timer;
    timer.start();
    QTEST(int(matchPattern(pattern, text)), "result");
    QVERIFY2(timer.elapsed() < 5000, "a pattern ran past its limits");
}

void TestValidation::A57_hostileSchemasEnd_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<bool>("warns");
    QByteArray doubling = R"({"$ref": "#/definitions/d0", "definitions": {)";
    for (int i = 0; i < 40; ++i)
        doubling +=
            QByteArrayLiteral(
                "\"d%1\": {\"anyOf\": [{\"$ref\": \"#/definitions/d%2\"}, {\"$ref\": \"#/definitions/d%2\"}]}, ")
                .replace("%1", QByteArray::number(i))
                .replace("%2", QByteArray::number(i + 1));
    doubling += R"("d40": {"type": "string"}}})";
    QByteArray wide = R"({"type": "object", "properties": {"a": {}})";
    for (int i = 0; i < 100000; ++i)
        wide.insert(wide.size() - 1, ",\"k" + QByteArray::number(i) + "\":{}");
    wide += "}";
    QTest::newRow("doubling references") << doubling << true;
    QTest::newRow("100,000 fields") << wide << true;
    QTest::newRow("reference to itself") << QByteArray(R"({"$ref": "#"})") << false;
    QTest::newRow("reference loop") << QByteArray(R"({"anyOf": [{"$ref": "#"}], "properties": {"a": {"$ref": "#"}}})")
                                    << false;
    QTest::newRow("remote") << objectWith(R"("a": {"$ref": "http://127.0.0.1:1/x.json"})") << false;
    QTest::newRow("file") << objectWith(R"("a": {"$ref": "file:///etc/passwd"})") << false;
    QTest::newRow("not JSON") << QByteArray("{") << true;
    QTest::newRow("no object") << QByteArray("[1]") << true;
}

void TestValidation::A57_hostileSchemasEnd()
{
    QFETCH(QByteArray, schema);
    QFETCH(bool, warns);
    QElapsedTimer timer;
    timer.start();
    const Problems problems = validateParameters(schema, R"({"a": {"a": 1}})");
    QVERIFY2(timer.elapsed() < 5000, "the schema was not refused in time");
    QVERIFY(!hasErrors(problems));
    QCOMPARE(!problems.isEmpty(), warns);
}

void TestValidation::secretReferencesStandForAnyValue()
{
    const QByteArray schema =
        objectWith(R"("#p": {"type": "string", "minLength": 3, "pattern": "^x"}, "n": {"type": "integer"})");
    QCOMPARE(sentences(validateParameters(schema, R"({"#p": {"$secret": "1"}, "n": "x"})")),
             QStringList{u"n: must be a whole number"_s});
}

void TestValidation::notJson()
{
    QCOMPARE(sentences(validateParameters({}, "{\"a\": 1,}")),
             QStringList{u"line 1, column 9: there is a comma before the closing bracket"_s});
}

void TestValidation::jobSchemaAcceptsTheExample()
{
    QFile jobSchema(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/job.schema.json"));
    QFile example(QStringLiteral(LONGSHORE_TEST_DATA "/jobs/example.job.json"));
    QVERIFY(jobSchema.open(QIODevice::ReadOnly) && example.open(QIODevice::ReadOnly));
    const QByteArray schema = jobSchema.readAll();
    QByteArray job = example.readAll();
    QCOMPARE(sentences(validateParameters(schema, job)), QStringList{});
    job.replace("\"missing\"", "\"sometimes\"");
    QCOMPARE(sentences(validateParameters(schema, job)), QStringList{u"image.pull: must be one of never, missing, always"_s});
}

LONGSHORE_TEST_MAIN(TestValidation)
#include "tst_validation.moc"
