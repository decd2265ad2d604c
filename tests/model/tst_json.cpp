// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

class TestJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void A37_refused_data();
    void A37_refused();
    void A38_depth_data();
    void A38_depth();
    void A39_numbersKeepTheirText_data();
    void A39_numbersKeepTheirText();
    void A40_duplicateKeys_data();
    void A40_duplicateKeys();
    void A41_controlCharactersSurvive();
    void F9_phpLayout();
    void canonicalLayout();
    void paths_data();
    void paths();
    void errorsNeverQuoteTheDocument();
};

void TestJson::A37_refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray(" \n") << u"it is empty"_s;
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF{}") << u"byte order mark"_s;
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE{\0}\0", 6) << u"UTF-16"_s;
    QTest::newRow("NUL byte") << QByteArray("{}\0x", 4) << u"NUL byte at line 1, column 3"_s;
    QTest::newRow("line comment") << QByteArray("{\n  // why\n}") << u"line 2, column 3: comments are not allowed"_s;
    QTest::newRow("block comment") << QByteArray("[1, /* x */ 2]") << u"line 1, column 5: comments"_s;
    QTest::newRow("trailing comma, object")
        << QByteArray("{\"a\": 1,\n}") << u"line 2, column 1: there is a comma before"_s;
    QTest::newRow("trailing comma, list") << QByteArray("[1, ]") << u"column 5: there is a comma before"_s;
    QTest::newRow("NaN") << QByteArray("[NaN]") << u"column 2: NaN and Infinity"_s;
    QTest::newRow("-Infinity") << QByteArray("[-Infinity]") << u"column 3: NaN and Infinity"_s;
    QTest::newRow("single quotes") << QByteArray("{'a': 1}") << u"column 2: JSON takes double quotes"_s;
    QTest::newRow("cut") << QByteArray("{\"a\": ") << u"ends too early"_s;
    QTest::newRow("more after it") << QByteArray("{} {}") << u"line 1, column 4"_s;
    QTest::newRow("lone surrogate") << QByteArray("[\"\\ud800\"]") << u"surrogate"_s;
    QTest::newRow("broken UTF-8") << QByteArray("[\"\xC3\x28\"]") << u"UTF-8"_s;
    QTest::newRow("raw newline in a string") << QByteArray("[\"a\nb\"]") << u"line 1"_s;
    QTest::newRow("leading zero") << QByteArray("[01]") << u"line 1, column 3"_s;
    QTest::newRow("1e999999") << QByteArray("[1e999999]") << u"the number 1e999999 is out of range"_s;
    QTest::newRow("400 digits") << "[" + QByteArray(400, '9') + "]" << u"is out of range"_s;
}

void TestJson::A37_refused()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);
    const Result<Json> json = scanJson(text, u"read it"_s);
    QVERIFY(!json);
    QVERIFY(json.error().kind == Error::Kind::BadInput);
    QVERIFY2(json.error().happened.contains(says), qPrintable(json.error().happened));
    QVERIFY(!json.error().advice.isEmpty());
}

void TestJson::A38_depth_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("256") << 256 << true;
    QTest::newRow("257") << 257 << false;
    QTest::newRow("100,000") << 100000 << false;
}

void TestJson::A38_depth()
{
    QFETCH(int, depth);
    QFETCH(bool, accepted);
    const Result<Json> json = scanJson(QByteArray(depth, '[') + QByteArray(depth, ']'), u"read it"_s);
    QCOMPARE(json.has_value(), accepted);
    if (!accepted)
        QCOMPARE(json.error().happened, u"it is nested deeper than 256 levels"_s);
}

void TestJson::A39_numbersKeepTheirText_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const char *number :
         {"0", "-0", "1", "-1", "1.10", "1.0", "0.1", "1e5", "1E+5", "-0.0", "9007199254740993", "12345678901234567890",
          "123456789012345678901234567890", "18446744073709551616", "-9223372036854775809", "1e-400"})
        QTest::newRow(number) << QByteArray(number);
}

void TestJson::A39_numbersKeepTheirText()
{
    QFETCH(QByteArray, number);
    const Result<Json> json = scanJson("[" + number + "]", u"read it"_s);
    QVERIFY2(json, "refused");
    QCOMPARE(writeJson(*json, JsonStyle::Compact), "[" + number + "]");
    QCOMPARE(numberText((*json)[0]), number);
    QVERIFY(isNumber((*json)[0]));
}

void TestJson::A40_duplicateKeys_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("duplicates");
    QTest::addColumn<QByteArray>("result");
    QTest::newRow("none") << QByteArray(R"({"a":{"b":1},"c":{"b":2}})") << QStringList{}
                          << QByteArray(R"({"a":{"b":1},"c":{"b":2}})");
    QTest::newRow("plain") << QByteArray(R"({"a":1,"b":2,"a":3})") << QStringList{u"a"_s}
                           << QByteArray(R"({"a":3,"b":2})");
    QTest::newRow("escaped") << QByteArray(R"({"a":1,"\u0061":2})") << QStringList{u"a"_s} << QByteArray(R"({"a":2})");
    QTest::newRow("nested") << QByteArray(R"({"rows":[0,{"#password":"x","#password":"y"}]})")
                            << QStringList{u"rows.1.#password"_s} << QByteArray(R"({"rows":[0,{"#password":"y"}]})");
}

void TestJson::A40_duplicateKeys()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, duplicates);
    QFETCH(QByteArray, result);
    JsonRemarks remarks;
    const Result<Json> json = scanJson(text, u"read it"_s, &remarks);
    QVERIFY(json);
    QCOMPARE(remarks.duplicateKeys, duplicates);
    QCOMPARE(writeJson(*json, JsonStyle::Compact), result);
}

void TestJson::A41_controlCharactersSurvive()
{
    const QByteArray text = R"(["\u0000\u0001","😀 é"])";
    const Result<Json> json = scanJson(text, u"read it"_s);
    QVERIFY(json);
    QCOMPARE(writeJson(*json, JsonStyle::Compact), text);
    QCOMPARE(toQString((*json)[0]), QString(QChar(0)) + QChar(1));
}

void TestJson::F9_phpLayout()
{
    const Result<Json> json = scanJson(R"({"url":"a/b é","n":1.0,"e":[],"o":{},"l":[1,{"k":null}]})", u"read it"_s);
    QVERIFY(json);
    QCOMPARE(writeJson(*json, JsonStyle::Php), QByteArray(R"({
    "url": "a\/b \u00e9",
    "n": 1.0,
    "e": [],
    "o": {},
    "l": [
        1,
        {
            "k": null
        }
    ]
})"));
}

void TestJson::canonicalLayout()
{
    const Result<Json> json = scanJson(R"({"url":"a/b é","l":[1],"e":{}})", u"read it"_s);
    QVERIFY(json);
    QCOMPARE(writeJson(*json, JsonStyle::Canonical),
             QByteArray("{\n  \"url\": \"a/b é\",\n  \"l\": [\n    1\n  ],\n  \"e\": {}\n}"));
}

void TestJson::paths_data()
{
    QTest::addColumn<QStringList>("steps");
    QTest::addColumn<QString>("path");
    QTest::newRow("root") << QStringList{} << QString();
    QTest::newRow("plain") << QStringList{u"storage"_s, u"0"_s, u"#x"_s} << u"storage.0.#x"_s;
    QTest::newRow("dots") << QStringList{u"in.c-main"_s, u"a\\b"_s} << u"in\\.c-main.a\\\\b"_s;
    QTest::newRow("empty key") << QStringList{u"a"_s, QString()} << u"a."_s;
}

void TestJson::paths()
{
    QFETCH(QStringList, steps);
    QFETCH(QString, path);
    QString joined;
    for (const QString &step : steps)
        joined = joinPath(joined, step);
    QCOMPARE(joined, path);
    QCOMPARE(splitPath(path), steps);
}

void TestJson::errorsNeverQuoteTheDocument()
{
    const Result<Json> json = scanJson(R"({"#token": "s3cr3t-canary" oops})", u"read it"_s);
    QVERIFY(!json);
    QVERIFY2(!json.error().sentence().contains(u"s3cr3t"_s), qPrintable(json.error().sentence()));
}

LONGSHORE_TEST_MAIN(TestJson)
#include "tst_json.moc"
