// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logfields.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

using Kind = LogField::Kind;

/// "path=value" for each field, the kind's letter first.
QStringList written(const LogFields &read)
{
    QStringList out;
    for (const LogField &field : read.fields)
        out << u"%1 %2=%3"_s.arg(QChar(u"TNB0L"[int(field.kind)]), field.path, field.value);
    return out;
}

} // namespace

class tst_LogFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<bool>("whole");
        const auto row = [](const char *name, const char *line, const QString &message, const QStringList &fields, bool whole = true) {
            QTest::newRow(name) << QByteArray(line) << message << fields << whole;
        };
        row("plain text", "hello a=1", {}, {});
        row("nothing", "", {}, {});
        row("empty object", "{}", {}, {});
        row("order is kept", "{\"b\":\"x\",\"a\":\"y\"}", {}, {u"T b=x"_s, u"T a=y"_s});
        row("kinds", "{\"t\":true,\"f\":false,\"n\":null,\"i\":1,\"s\":\"1\"}", {},
            {u"B t=true"_s, u"B f=false"_s, u"0 n=null"_s, u"N i=1"_s, u"T s=1"_s});
        row("A39 numbers stay as written", "{\"a\":12345678901234567890,\"b\":1e999999,\"c\":-0,\"d\":1.10}", {},
            {u"N a=12345678901234567890"_s, u"N b=1e999999"_s, u"N c=-0"_s, u"N d=1.10"_s});
        row("nested", "{\"a\":{\"b\":{\"c\":1}, \"d\":2},\"e\":{}}", {}, {u"N a.b.c=1"_s, u"N a.d=2"_s, u"L e={}"_s});
        row("lists stay JSON", "{\"a\":[1, {\"b\" : [ ]}, \"x ,y\"] }", {}, {u"L a=[1,{\"b\":[]},\"x ,y\"]"_s});
        row("spaces", " \t{ \"a\" : 1 , \"b\" : \"c d\" } ", {}, {u"N a=1"_s, u"T b=c d"_s});
        row("A40 a key twice", "{\"a\":1,\"a\":2}", {}, {u"N a=1"_s, u"N a=2"_s});
        row("message", "{\"message\":\"m\",\"x\":1}", u"m"_s, {u"T message=m"_s, u"N x=1"_s});
        row("msg", "{\"x\":1,\"msg\":\"m\"}", u"m"_s, {u"N x=1"_s, u"T msg=m"_s});
        row("the first by rank", "{\"text\":\"t\",\"event\":\"e\",\"short_message\":\"s\"}", u"s"_s,
            {u"T text=t"_s, u"T event=e"_s, u"T short_message=s"_s});
        row("an empty message is none", "{\"message\":\"\",\"event\":\"e\"}", u"e"_s, {u"T message="_s, u"T event=e"_s});
        row("an inner message is none", "{\"a\":{\"message\":\"m\"}}", {}, {u"T a.message=m"_s});
        row("a list is no message", "{\"message\":[1]}", {}, {u"L message=[1]"_s});
        row("GELF", "{\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"s\",\"full_message\":\"s\\nt\",\"level\":3,\"_k\":\"v\"}", u"s"_s,
            {u"T version=1.1"_s, u"T host=h"_s, u"T short_message=s"_s, u"T full_message=s\u240at"_s, u"N level=3"_s, u"T _k=v"_s});
        row("escapes", "{\"a\":\"\\\"\\\\\\/\\b\\f\\t\\u0041\\u00e9\"}", {}, {u"T a=\"\\/\u2408\u240c\tA\u00e9"_s});
        row("surrogate pair", "{\"a\":\"\\ud83d\\ude00\"}", {}, {u"T a=\U0001f600"_s});
        row("A41 lone surrogate", "{\"a\":\"\\ud83dx\"}", {}, {u"T a=\ufffdx"_s});
        row("A41 escaped NUL", "{\"a\":\"x\\u0000y\"}", {}, {u"T a=x\u2400y"_s});
        row("A08 escaped ANSI", "{\"a\":\"\\u001b[31mred\"}", {}, {u"T a=\u241b[31mred"_s});
        row("A10 escaped override", "{\"a\":\"\\u202egpj.exe\"}", {}, {u"T a=[U+202E]gpj.exe"_s});
        row("A10 override in a key", "{\"\\u202ea\":1}", {}, {u"N [U+202E]a=1"_s});
        row("A12 invalid UTF-8", "{\"a\":\"\xff\"}", {}, {u"T a=\ufffd"_s});
        row("unknown escape stays", "{\"a\":\"\\q\\u12g4\"}", {}, {u"T a=\\q\\u12g4"_s});
        row("bare words stay", "{\"a\":NaN,\"b\":-Infinity}", {}, {u"T a=NaN"_s, u"T b=-Infinity"_s});
        row("cut in a string", "{\"msg\":\"m\",\"a\":\"xy", u"m"_s, {u"T msg=m"_s}, false);
        row("cut in an escape", "{\"msg\":\"m\",\"a\":\"\\", u"m"_s, {u"T msg=m"_s}, false);
        row("cut in a list", "{\"a\":[1,2", {}, {u"L a=[1,2"_s}, false);
        row("cut behind a key", "{\"b\":1,\"a\"", {}, {u"N b=1"_s}, false);
        row("cut behind a colon", "{\"b\":1,\"a\":", {}, {u"N b=1"_s}, false);
        row("cut behind a value", "{\"b\":1", {}, {u"N b=1"_s}, false);
        row("cut at once", "{", {}, {}, false);
        row("text behind", "{\"a\":1} x", {}, {u"N a=1"_s}, false);
        row("no value", "{\"a\":,\"b\":1}", {}, {}, false);
        row("no quotes", "{a:1}", {}, {}, false);
        row("comma at the end", "{\"a\":1,}", {}, {u"N a=1"_s}, false);
        row("Python's repr", "{'a': 1}", {}, {}, false);
        row("logfmt", "level=info msg=\"a b\" n=3 ok=true e=", u"a b"_s,
            {u"T level=info"_s, u"T msg=a b"_s, u"N n=3"_s, u"B ok=true"_s, u"T e="_s});
        row("logfmt escapes", "a=\"x \\\"y\\\" \\\\ \\n\" b=1", {}, {u"T a=x \"y\" \\ \u240a"_s, u"N b=1"_s});
        row("logfmt with other text", "a=1 some text b=2", {}, {u"N a=1"_s, u"N b=2"_s});
        row("logfmt cut", "a=1 b=\"x y", {}, {u"N a=1"_s, u"T b=x y"_s});
        row("A39 logfmt numbers", "a=1.10 b=12345678901234567890", {}, {u"N a=1.10"_s, u"N b=12345678901234567890"_s});
    }
    void reads()
    {
        QFETCH(QByteArray, line);
        QFETCH(QStringList, fields);
        const LogFields read = LogFields::read(line);
        QCOMPARE(written(read), fields);
        QTEST(read.message, "message");
        QFETCH(bool, whole);
        QVERIFY2(read.error.isEmpty() == whole, qPrintable(read.error));
    }

    void errorsSayWhere()
    {
        QCOMPARE(LogFields::read("{\"a\":1").error, u"Not all of this line could be read as JSON: it ends too early (byte 7)."_s);
        QCOMPARE(LogFields::read("{\"a\" 1}").error, u"Not all of this line could be read as JSON: a colon was expected (byte 6)."_s);
    }

    void levelIsTheOneDetected()
    {
        QCOMPARE(LogFields::read("{\"level\":\"warn\"}").level, LogLevel::Warning);
        QCOMPARE(LogFields::read("ERROR x").level, LogLevel::Error);
    }

    void A38_depth_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<bool>("whole");
        const auto objects = [](int n) { return QByteArray("{\"a\":").repeated(n) + '1' + QByteArray("}").repeated(n); };
        const auto lists = [](int n) { return "{\"a\":" + QByteArray("[").repeated(n) + QByteArray("]").repeated(n) + '}'; };
        QTest::newRow("256 objects") << objects(256) << true;
        QTest::newRow("257 objects") << objects(257) << false;
        QTest::newRow("100,000 objects") << objects(100'000) << false;
        QTest::newRow("255 lists") << lists(255) << true;
        QTest::newRow("256 lists") << lists(256) << false;
        QTest::newRow("100,000 lists") << lists(100'000) << false;
        QTest::newRow("500,000 open lists") << "{\"a\":" + QByteArray(500'000, '[') << false;
    }
    void A38_depth()
    {
        QFETCH(QByteArray, line);
        QTEST(LogFields::read(line).error.isEmpty(), "whole");
    }

    // A deep object with long keys and many members would repeat the keys in each path.
    void hugeLinesStayBounded()
    {
        QByteArray deep;
        for (int i = 0; i < 200; ++i)
            deep += "{\"" + QByteArray(2000, 'k') + "\":";
        deep += "{";
        for (int i = 0; i < 20'000; ++i)
            deep += "\"a\":1,";
        const LogFields read = LogFields::read(deep);
        QCOMPARE(read.fields.size(), LogFieldLimits::fields);
        QVERIFY(read.fields.last().path.size() <= LogFieldLimits::pathLength);
        QVERIFY(read.error.contains(u"10000 fields"_s));

        const LogFields tooLong = LogFields::read("{\"message\":\"" + QByteArray(LogFieldLimits::lineBytes, 'x') + "\"}");
        QVERIFY(tooLong.fields.isEmpty());
        QVERIFY(tooLong.error.contains(u"1 MiB"_s));
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("text");
        QTest::newRow("JSON") << QByteArray("{\"a\":1,\"msg\":\"it\\nruns\"}") << u"it\u240aruns"_s;
        QTest::newRow("JSON without message") << QByteArray("{\"a\":1}") << QString();
        QTest::newRow("JSON cut behind its message") << QByteArray("{\"msg\":\"m\",\"a\":") << u"m"_s;
        QTest::newRow("logfmt") << QByteArray("a=1 msg=\"it runs\"") << u"it runs"_s;
        QTest::newRow("text") << QByteArray("it runs") << QString();
    }
    void messages()
    {
        QFETCH(QByteArray, line);
        QTEST(LogFields::read(line).message, "text");
    }
};

LONGSHORE_TEST_MAIN(tst_LogFields)
#include "tst_logfields.moc"
