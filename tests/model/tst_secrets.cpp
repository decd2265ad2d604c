// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/secrets.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

class TestSecrets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void masks_data();
    void masks();
    void masksNothingUnread();
    void L6_values_data();
    void L6_values();
    void L6_shortSecretsWarn();
    void passwordPatterns_data();
    void passwordPatterns();
    void references();
    void resolves();
    void unresolvedNamesTheKey();
    void lookup_data();
    void lookup();
};

void TestSecrets::masks_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("patterns");
    QTest::addColumn<QByteArray>("masked");
    const auto row = [](const char *name, const char *json, const QStringList &patterns, const char *masked) {
        QTest::newRow(name) << QByteArray(json) << patterns << QByteArray(masked);
    };
    row("hash key", R"({"#a":"x","b":"y"})", {}, R"({"#a":"[hidden]","b":"y"})");
    row("whole value of a hash key", R"({"#a":{"b":["x"]}})", {}, R"({"#a":"[hidden]"})");
    row("numbers too", R"({"#a":5})", {}, R"({"#a":"[hidden]"})");
    row("in lists", R"([{"#a":"x"},{"#a":"y"}])", {}, R"([{"#a":"[hidden]"},{"#a":"[hidden]"}])");
    row("reference stays", R"({"#a":{"$secret":"4f0c"}})", {}, R"({"#a":{"$secret":"4f0c"}})");
    row("password path", R"({"parameters":{"db":{"pass":"x","user":"y"}}})", {u"parameters.db.pass"_s},
        R"({"parameters":{"db":{"pass":"[hidden]","user":"y"}}})");
    row("password in items", R"({"l":[{"p":"x"},{"p":"y"}]})", {u"l.*.p"_s},
        R"({"l":[{"p":"[hidden]"},{"p":"[hidden]"}]})");
    row("escaped spelling", R"({"\u0023a":"x"})", {}, R"({"#a":"[hidden]"})");
}

void TestSecrets::masks()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, patterns);
    QFETCH(QByteArray, masked);
    const Result<QByteArray> result = maskSecrets(json, patterns);
    QVERIFY(result);
    QByteArray oneLine = *result;
    for (const char *space : {"\n", " "})
        oneLine.replace(space, "");
    QCOMPARE(oneLine, masked);
}

void TestSecrets::masksNothingUnread()
{
    QVERIFY(!maskSecrets(R"({"#a": "x",)"));
}

void TestSecrets::L6_values_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("patterns");
    QTest::addColumn<QList<QByteArray>>("values");
    using Values = QList<QByteArray>;
    const auto row = [](const char *name, const char *json, const QStringList &patterns, const Values &values) {
        QTest::newRow(name) << QByteArray(json) << patterns << values;
    };
    row("scalars", R"({"#a":"x","#n":12.50,"#t":true,"b":"y"})", {}, Values{"x", "12.50", "1"});
    row("empty and null are skipped", R"({"#a":"","#b":null,"#c":false})", {}, Values{});
    row("below a hash object only with an own mark", R"({"#c":{"d":"z","#e":"q"}})", {}, Values{"q"});
    row("each once", R"([{"#a":"x"},{"#a":"x"}])", {}, Values{"x"});
    row("password path", R"({"p":{"pass":"x"}})", {u"p.pass"_s}, Values{"x"});
    row("below a password path", R"({"p":{"a":"x","b":["y"]}})", {u"p"_s}, Values{"x", "y"});
    row("references have none", R"({"#a":{"$secret":"id"}})", {}, Values{});
    row("UTF-8", "{\"#a\":\"\\u010d\"}", {}, Values{"č"});
}

void TestSecrets::L6_values()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, patterns);
    QTEST(secretValues(json, patterns), "values");
}

void TestSecrets::L6_shortSecretsWarn()
{
    const Problems warnings = shortSecretWarnings(R"({"parameters":{"#pin":"1234","#token":"long enough"}})");
    QCOMPARE(warnings.size(), 1);
    QCOMPARE(warnings.first().path, u"parameters.#pin"_s);
    QCOMPARE(warnings.first().severity, Problem::Severity::Warning);
    QVERIFY(!warnings.first().message.contains(u"1234"_s));
}

void TestSecrets::passwordPatterns_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QStringList>("patterns");
    QTest::newRow("property") << QByteArray(R"({"properties":{"a":{"format":"password"},"b":{}}})")
                              << QStringList{u"parameters.a"_s};
    QTest::newRow("items") << QByteArray(R"({"properties":{"l":{"items":{"properties":{"p":{"format":"password"}}}}}})")
                           << QStringList{u"parameters.l.*.p"_s};
    QTest::newRow("reference")
        << QByteArray(R"({"properties":{"a":{"$ref":"#/definitions/x"}},"definitions":{"x":{"format":"password"}}})")
        << QStringList{u"parameters.a"_s};
    QTest::newRow("alternative") << QByteArray(R"({"oneOf":[{"properties":{"a":{"format":"password"}}}]})")
                                 << QStringList{u"parameters.a"_s};
    QTest::newRow("reference loop") << QByteArray(R"({"properties":{"a":{"$ref":"#"}},"allOf":[{"$ref":"#"}]})")
                                    << QStringList{};
    QTest::newRow("not JSON") << QByteArray("{") << QStringList{};
}

void TestSecrets::passwordPatterns()
{
    QFETCH(QByteArray, schema);
    QTEST(longshore::passwordPatterns(schema), "patterns");
}

void TestSecrets::references()
{
    const QList<SecretReference> found =
        secretReferences(R"({"parameters":{"#a":{"$secret":"1"},"b":[{"#c":{"$secret":"2"}}]},"x":{"$secret":3}})");
    QCOMPARE(found, (QList<SecretReference>{{u"parameters.#a"_s, u"#a"_s, u"1"_s},
                                            {u"parameters.b.0.#c"_s, u"#c"_s, u"2"_s}}));
}

void TestSecrets::resolves()
{
    const Result<QByteArray> resolved =
        resolveSecrets(R"({"n":1.10,"#a":{"$secret":"1"}})",
                       [](const SecretReference &reference) { return u"value "_s + reference.id; });
    QVERIFY(resolved);
    QCOMPARE(*resolved, QByteArray(R"({"n":1.10,"#a":"value 1"})"));
}

void TestSecrets::unresolvedNamesTheKey()
{
    const Result<QByteArray> resolved = resolveSecrets(R"({"parameters":{"#a":{"$secret":"1"}}})", {});
    QVERIFY(!resolved);
    QVERIFY(resolved.error().kind == Error::Kind::BadInput);
    QVERIFY(resolved.error().happened.contains(u"parameters.#a"_s));
    QVERIFY(resolved.error().advice.contains(u"--secret"_s));
}

void TestSecrets::lookup_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("found");
    QTest::newRow("full path") << u"parameters.db.#pass"_s << true;
    QTest::newRow("below parameters") << u"db.#pass"_s << true;
    QTest::newRow("key") << u"#pass"_s << true;
    QTest::newRow("key without mark") << u"pass"_s << true;
    QTest::newRow("another") << u"#password"_s << false;
}

void TestSecrets::lookup()
{
    QFETCH(QString, name);
    const SecretLookup find = lookupIn({{name, u"v"_s}});
    const bool given = find({u"parameters.db.#pass"_s, u"#pass"_s, u"1"_s}).has_value();
    QTEST(given, "found");
}

LONGSHORE_TEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
