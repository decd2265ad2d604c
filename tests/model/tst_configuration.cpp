// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/configuration.h"
#include "model/component/secrets.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// The stage config on one line, so that rows stay readable; keys keep their order.
QByteArray compact(const QByteArray &json)
{
    const Result<Json> parsed = scanJson(json, u"read"_s);
    return parsed ? writeJson(*parsed, JsonStyle::Compact) : "not JSON: " + json;
}

QByteArray staged(const QByteArray &configuration, const StageConfigOptions &options = {})
{
    const Result<QByteArray> config = mainStageConfig(configuration, options);
    return config ? compact(*config) : config.error().sentence().toUtf8();
}

} // namespace

class TestConfiguration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void C1_problems_data();
    void C1_problems();
    void C2_dashes_data();
    void C2_dashes();
    void C6_outputDefaults();
    void artifacts_data();
    void artifacts();
    void C3_roots();
    void C4_empties_data();
    void C4_empties();
    void C5_golden();
    void C6_storageDefaults();
    void C7_action();
    void C8_authorization_data();
    void C8_authorization();
    void C9_stackParameters();
    void C10_oauth();
    void C12_whatTheRedactorHides();
    void C9c_componentSecretsStayWithTheComponent();
    void A39_numbersReachTheComponentAsWritten();
    void Q3_processor();
    void W2_rows_data();
    void W2_rows();
    void Q6_processorsInBoth();
    void runtime_data();
    void runtime();
    void state();
};

void TestConfiguration::C1_problems_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *json, const QString &path, const QString &message) {
        QTest::newRow(name) << QByteArray(json) << path << message;
    };
    row("fine", R"({"parameters": {"anything": {"goes": [1]}}})", {}, {});
    row("A57 unknown root", R"({"foo": 1})", u"foo"_s, u"Unrecognized option \"foo\" under \"container\"."_s);
    row("unknown in a table", R"({"storage": {"input": {"tables": [{"source": "x", "foo": 1}]}}})",
        u"storage.input.tables.0.foo"_s, u"Unrecognized option \"foo\" under \"container.storage.input.tables.0\"."_s);
    row("wrong scalar", R"({"storage": {"input": {"tables": [{"source": "x", "columns": [[]]}]}}})",
        u"storage.input.tables.0.columns.0"_s,
        u"Invalid type for path \"container.storage.input.tables.0.columns.0\". Expected \"scalar\", but got \"array\"."_s);
    row("source missing", R"({"storage": {"input": {"tables": [{}]}}})", u"storage.input.tables.0"_s,
        u"The child config \"source\" under \"container.storage.input.tables.0\" must be configured."_s);
    row("source empty", R"({"storage": {"input": {"tables": [{"source": ""}]}}})", u"storage.input.tables.0.source"_s,
        u"The path \"container.storage.input.tables.0.source\" cannot contain an empty value."_s);
    row("where_operator", R"({"storage": {"input": {"tables": [{"source": "x", "where_operator": "lt"}]}}})",
        u"storage.input.tables.0.where_operator"_s,
        u"The value \"lt\" is not allowed for path \"container.storage.input.tables.0.where_operator\". Permissible values: eq, ne"_s);
    row("incremental strictly bool", R"({"storage": {"output": {"tables": [{"source": "x", "incremental": "true"}]}}})",
        u"storage.output.tables.0.incremental"_s,
        u"Invalid type for path \"container.storage.output.tables.0.incremental\". Expected \"bool\", but got \"string\"."_s);
    row("process_timeout type", R"({"runtime": {"process_timeout": "5"}})", u"runtime.process_timeout"_s,
        u"must be null or int"_s);
    row("process_timeout 0", R"({"runtime": {"process_timeout": 0}})", u"runtime.process_timeout"_s,
        u"must be greater than 0"_s);
    row("process_timeout null", R"({"runtime": {"process_timeout": null, "other": 1}})", {}, {});
    row("processor key", R"({"processors": {"before": [{"definition": {"component": "x"}, "storage": {}}]}})",
        u"processors.before.0.storage"_s,
        u"Unrecognized option \"storage\" under \"container.processors.before.0\"."_s);
    row("storage no map", R"({"storage": "x"})", u"storage"_s,
        u"Invalid type for path \"container.storage\". Expected \"array\", but got \"string\"."_s);
    row("not JSON", "{", {}, u"line 1, column 1"_s);
}

void TestConfiguration::C1_problems()
{
    QFETCH(QByteArray, configuration);
    QFETCH(QString, path);
    QFETCH(QString, message);
    const Problems problems = checkConfiguration(configuration);
    QCOMPARE(problems.isEmpty(), message.isEmpty());
    if (message.isEmpty())
        return;
    QCOMPARE(problems.first().path, path);
    QVERIFY2(problems.first().message.contains(message.section(u':', 0, 0)), qPrintable(problems.first().message));
    const Result<QByteArray> config = mainStageConfig(configuration, {});
    QVERIFY(!config);
    QVERIFY(config.error().kind == Error::Kind::BadInput);
}

void TestConfiguration::C2_dashes_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("part"); ///< of config.json; empty = refused
    const auto row = [](const char *name, const char *configuration, const char *part) {
        QTest::newRow(name) << QByteArray(configuration).replace('\'', '"') << QByteArray(part).replace('\'', '"');
    };
    row("within storage", "{'storage':{'input':{'read-only-storage-access':true}}}",
        "'storage':{'input':{'read_only_storage_access':true,'tables':[],'files':[]}}");
    row("not in parameters", "{'parameters':{'a-b':1}}", "'parameters':{'a-b':1}");
    row("not in credentials", "{'authorization':{'oauth-api':{'credentials':{'a-b':1}}}}",
        "'authorization':{'oauth_api':{'credentials':{'a-b':1}}}");
    row("not in column_metadata", "{'storage':{'output':{'tables':[{'source':'x','column-metadata':{'a-b':[]}}]}}}", "'column_metadata':{'a-b':[]}");
    row("both spellings", "{'shared-code-id':'1','shared_code_id':'2'}", "");
    row("mixed signs stay", "{'shared_code-id':'1'}", "");
    row("unknown keys of an open map", "{'runtime':{'some-key':1}}", "'action':'run'");
}

void TestConfiguration::C2_dashes()
{
    QFETCH(QByteArray, configuration);
    QFETCH(QByteArray, part);
    const QByteArray config = staged(configuration);
    QVERIFY2(part.isEmpty() ? config.contains("Unrecognized option") : config.contains(part), config.constData());
}

void TestConfiguration::C6_outputDefaults()
{
    const QByteArray config = staged(
        QByteArray("{'storage':{'output':{'tables':[{'source':'a','incremental':false}],'files':[{'source':'f'}]}}}")
            .replace('\'', '"'));
    for (const char *part : {"'incremental':false", "'primary_key':[]", "'columns':[]", "'distribution_key':[]", "'delete_where_operator':'eq'",
                             "'delimiter':','", "'enclosure':'\\''", "'metadata':[]", "'column_metadata':[]", "'write_always':false", "'tags':[]",
                             "{'source':'f','tags':[],'is_public':false,'is_permanent':false,'is_encrypted':true,'notify':false}"}) {
        const QByteArray wanted = QByteArray(part).replace('\'', '"');
        QVERIFY2(config.contains(wanted), (wanted + " not in " + config).constData());
    }
}

void TestConfiguration::artifacts_data()
{
    QTest::addColumn<QByteArray>("artifacts");
    QTest::addColumn<QString>("path"); ///< empty = fine
    const auto row = [](const char *name, const char *artifacts, const QString &path) {
        QTest::newRow(name) << QByteArray(artifacts).replace('\'', '"') << path;
    };
    row("off", "{'runs':{'enabled':false},'custom':{},'shared':{'enabled':true},'options':{'zip':false}}", {});
    row("runs", "{'runs':{'enabled':true}}", u"artifacts.runs"_s);
    row("runs with a limit", "{'runs':{'enabled':true,'filter':{'limit':1}}}", {});
    row("custom", "{'custom':{'enabled':true,'filter':{'component_id':'x','config_id':'1'}}}", u"artifacts.custom"_s);
    row("custom complete", "{'custom':{'enabled':true,'filter':{'component_id':'x','config_id':'1','branch_id':2}}}", {});
    row("unknown", "{'other':{}}", u"artifacts.other"_s);
}

void TestConfiguration::artifacts()
{
    QFETCH(QByteArray, artifacts);
    QFETCH(QString, path);
    const Problems problems = checkConfiguration("{\"artifacts\":" + artifacts + '}');
    QCOMPARE(problems.isEmpty(), path.isEmpty());
    if (!problems.isEmpty())
        QCOMPARE(problems.first().path, path);
}

void TestConfiguration::C9_stackParameters()
{
    ComponentDefinition component;
    component.imageParameters = "{\"url\":\"a\",\"deep\":{\"x\":1,\"y\":2}}";
    component.stackParameters = "{\"connection.keboola.com\":{\"url\":\"b\",\"deep\":{\"y\":3}},\"other\":{\"url\":\"c\"}}";
    QCOMPARE(imageParametersOn(component, u"connection.keboola.com"_s).value_or("?"), QByteArray("{\"url\":\"b\",\"deep\":{\"x\":1,\"y\":3}}"));
    QCOMPARE(imageParametersOn(component, u"elsewhere"_s).value_or("?"), component.imageParameters);
    const Result<ComponentDefinition> read = parseComponentDefinition(
        "{\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"},\"stack_parameters\":{\"s\":{\"a\":1}}}}", u"read"_s);
    QVERIFY(read);
    QCOMPARE(imageParametersOn(*read, u"s"_s).value_or("?"), QByteArray("{\"a\":1}"));
}

void TestConfiguration::C10_oauth()
{
    const QByteArray idOnly = "{\"authorization\":{\"oauth_api\":{\"id\":\"main\",\"version\":3}}}";
    const Result<QByteArray> refused = mainStageConfig(idOnly, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().happened.contains(u"authorization.oauth_api: "_s) && refused.error().happened.contains(u"OAuth broker"_s) &&
                 refused.error().happened.contains(u"authorization.oauth_api.credentials"_s),
             qPrintable(refused.error().happened));
    const Problems problems = checkConfiguration(idOnly); // a row may bring the credentials
    QVERIFY(!problems.isEmpty() && !hasErrors(problems));
    const QByteArray row = "{\"authorization\":{\"oauth_api\":{\"credentials\":{\"id\":\"main\",\"#data\":\"{}\",\"#appSecret\":\"s\"}}}}";
    const Result<QByteArray> merged = mergeRow(idOnly, row);
    QVERIFY(merged);
    const QByteArray config = staged(*merged);
    QVERIFY2(config.contains("\"authorization\":{\"oauth_api\":{\"credentials\":{\"id\":\"main\",\"#data\":\"{}\",\"#appSecret\":\"s\"}}}"),
             config.constData());
    QVERIFY(staged("{\"authorization\":{\"oauth_api\":{\"version\":3}}}").contains("\"authorization\":{}"));
}

void TestConfiguration::C12_whatTheRedactorHides()
{
    const Result<QByteArray> config =
        mainStageConfig("{\"parameters\":{\"#a\":\"one\",\"deep\":[{\"#b\":2}]},\"authorization\":{\"oauth_api\":{\"credentials\":{\"#data\":\"three\"}}}}",
                        {u"run"_s, "{\"#c\":\"four\"}", true});
    QVERIFY(config);
    QCOMPARE(secretValues(*config), (QList<QByteArray>{"one", "2", "three", "four"}));
}

void TestConfiguration::C3_roots()
{
    QCOMPARE(
        staged(
            R"({"runtime": {"tag": "1"}, "processors": {}, "variables_id": "5", "artifacts": {"shared": {"enabled": true}}})"),
        QByteArray(R"({"variables_id":"5","artifacts":{"shared":{"enabled":true}},"image_parameters":{},"action":"run",)"
                   R"("shared_code_row_ids":[],"parameters":{},"storage":{},"authorization":{}})"));
}

void TestConfiguration::C4_empties_data()
{
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<bool>("faithful");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("A58") << QByteArray(R"({"a":{}})") << true << QByteArray(R"({"a":[]})");
    QTest::newRow("switched off") << QByteArray(R"({"a":{}})") << false << QByteArray(R"({"a":{}})");
    QTest::newRow("deeper") << QByteArray(R"({"a":[{"b":{}}]})") << true << QByteArray(R"({"a":[{"b":[]}]})");
    QTest::newRow("root object") << QByteArray("{}") << true << QByteArray("{}");
    QTest::newRow("root list") << QByteArray("[]") << true << QByteArray("{}");
    QTest::newRow("root null") << QByteArray("null") << true << QByteArray("{}");
}

void TestConfiguration::C4_empties()
{
    QFETCH(QByteArray, parameters);
    QFETCH(bool, faithful);
    QFETCH(QByteArray, expected);
    const QByteArray config = staged("{\"parameters\":" + parameters + "}", {u"run"_s, "{}", faithful});
    QCOMPARE(config,
             R"({"parameters":)" + expected +
                 R"(,"image_parameters":{},"action":"run","shared_code_row_ids":[],"storage":{},"authorization":{}})");
}

void TestConfiguration::C5_golden()
{
    const Result<QByteArray> config =
        mainStageConfig(R"({"parameters":{"key1":"value1","key2":{"key3":"value3","key4":[]}}})",
                        {u"run"_s, R"({"fooBar":"baz"})", true});
    QVERIFY(config);
    QCOMPARE(*config, QByteArray(R"({
    "parameters": {
        "key1": "value1",
        "key2": {
            "key3": "value3",
            "key4": []
        }
    },
    "image_parameters": {
        "fooBar": "baz"
    },
    "action": "run",
    "shared_code_row_ids": [],
    "storage": {},
    "authorization": {}
})"));
}

void TestConfiguration::C6_storageDefaults()
{
    const QByteArray config =
        staged(R"({"storage":{"input":{"tables":[{"source":"in.c-main.a","destination":"a.csv"}]}}})");
    QCOMPARE(config,
             QByteArray(R"({"storage":{"input":{"tables":[{"source":"in.c-main.a","destination":"a.csv","columns":[],)"
                        R"("column_types":[],"where_values":[],"where_operator":"eq","overwrite":false,)"
                        R"("keep_internal_timestamp_column":true}],"files":[]}},"image_parameters":{},"action":"run",)"
                        R"("shared_code_row_ids":[],"parameters":{},"authorization":{}})"));
}

void TestConfiguration::C7_action()
{
    QVERIFY(
        staged(R"({"action": "ignored"})", {u"testConnection"_s, "{}", true}).contains(R"("action":"testConnection")"));
    QVERIFY(staged(R"({"action": "ignored"})").contains(R"("action":"run")"));
}

void TestConfiguration::C8_authorization_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("credentials") << QByteArray(R"({"oauth_api":{"id":"1","version":3,"credentials":{"#data":"{}"}}})")
                                 << QByteArray(R"({"oauth_api":{"credentials":{"#data":"{}"}}})");
    QTest::newRow("others") << QByteArray(R"({"context":"c","app_proxy":{"a":1}})")
                            << QByteArray(R"({"context":"c","app_proxy":{"a":1}})");
}

void TestConfiguration::C8_authorization()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, sent);
    const QByteArray config = staged("{\"authorization\":" + given + "}");
    QVERIFY2(config.startsWith("{\"authorization\":" + sent + ","), config.constData());
}

void TestConfiguration::C9c_componentSecretsStayWithTheComponent()
{
    const StageConfigOptions options{u"run"_s, R"({"deep":{"#y":"theirs"}})", true};
    const Result<QByteArray> config = mainStageConfig(R"({"parameters":{"db":{"#x":"theirs"}}})", options);
    QVERIFY(!config);
    QVERIFY2(config.error().happened.contains(u"parameters.db.#x"_s), qPrintable(config.error().happened));
    QVERIFY(!config.error().sentence().contains(u"theirs"_s));
    QVERIFY(mainStageConfig(R"({"parameters":{"#x":"mine","plain":"theirs"}})", options));
}

void TestConfiguration::A39_numbersReachTheComponentAsWritten()
{
    const QByteArray config = staged(R"({"parameters":{"big":12345678901234567890123,"price":1.10}})");
    QVERIFY2(config.contains(R"("big":12345678901234567890123,"price":1.10)"), config.constData());
}

void TestConfiguration::Q3_processor()
{
    const Result<QByteArray> config = processorStageConfig({}, R"({"k":{}})");
    QVERIFY(config);
    QCOMPARE(
        compact(*config),
        QByteArray(R"({"parameters":{},"image_parameters":{"k":[]},"action":"run","storage":{},"authorization":{}})"));
}

void TestConfiguration::W2_rows_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("merged");
    const auto row = [](const char *name, const char *configuration, const char *over, const char *merged) {
        QTest::newRow(name) << QByteArray(configuration) << QByteArray(over) << QByteArray(merged);
    };
    row("A42", R"({"p":{"l":[1,2],"k":1}})", R"({"p":{"l":[9]}})", R"({"p":{"l":[9,2],"k":1}})");
    row("longer list", R"({"l":[1]})", R"({"l":[5,6]})", R"({"l":[5,6]})");
    row("empty list keeps", R"({"l":[1]})", R"({"l":[]})", R"({"l":[1]})");
    row("scalar over map", R"({"a":{"b":1}})", R"({"a":"x"})", R"({"a":"x"})");
    row("map over scalar", R"({"a":"x"})", R"({"a":{"b":1}})", R"({"a":{"b":1}})");
    row("null wins", R"({"a":1})", R"({"a":null})", R"({"a":null})");
}

void TestConfiguration::W2_rows()
{
    QFETCH(QByteArray, configuration);
    QFETCH(QByteArray, row);
    const Result<QByteArray> result = mergeRow(configuration, row);
    QVERIFY(result);
    QTEST(*result, "merged");
}

void TestConfiguration::Q6_processorsInBoth()
{
    const QByteArray with = R"({"processors":{"after":[{"definition":{"component":"x"}}]}})";
    const Result<QByteArray> merged = mergeRow(with, with);
    QVERIFY(!merged);
    QVERIFY(merged.error().kind == Error::Kind::BadInput);
    QVERIFY(mergeRow(with, "{}"));
}

void TestConfiguration::runtime_data()
{
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<QString>("tag");
    QTest::addColumn<int>("timeout");
    QTest::addColumn<QString>("size");
    QTest::newRow("none") << QByteArray("{}") << QString() << 0 << QString();
    QTest::newRow("tag first") << QByteArray(R"({"runtime":{"tag":"2","image_tag":"1","process_timeout":40}})")
                               << u"2"_s << 40 << QString();
    QTest::newRow("image_tag") << QByteArray(R"({"runtime":{"image_tag":1.10,"backend":{"type":"large"}}})")
                               << u"1.10"_s << 0 << u"large"_s;
    QTest::newRow("garbage") << QByteArray(R"({"runtime":[1]})") << QString() << 0 << QString();
}

void TestConfiguration::runtime()
{
    QFETCH(QByteArray, configuration);
    const RuntimeOptions options = runtimeOptions(configuration);
    QTEST(options.tag, "tag");
    QTEST(options.processTimeout, "timeout");
    QTEST(options.backendType, "size");
}

void TestConfiguration::state()
{
    QCOMPARE(stateFile({}).value_or("?"), QByteArray("{}"));
    QCOMPARE(stateFile("[]").value_or("?"), QByteArray("{}"));
    QCOMPARE(compact(stateFile(R"({"last":1.50})").value_or("?")), QByteArray(R"({"last":1.50})"));
    QVERIFY(!stateFile("{"));
}

LONGSHORE_TEST_MAIN(TestConfiguration)
#include "tst_configuration.moc"
