// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/containersize.h"
#include "model/component/definition.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

const char *const smallest = R"({"id": "a.b", "data": {"definition": {"type": "dockerhub", "uri": "longshore/demo"}}})";

ComponentDefinition parsed(const QByteArray &record)
{
    const Result<ComponentDefinition> component = parseComponentDefinition(record, u"read the record"_s);
    if (!component)
        qWarning("%s", qPrintable(component.error().sentence()));
    return component.value_or(ComponentDefinition());
}

} // namespace

class TestComponentDefinition : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsOfTheContract();
    void everyKey();
    void D1_invalid_data();
    void D1_invalid();
    void D1_namesEveryPath();
    void D2_abandonedKeysAreIgnored();
    void D3_features_data();
    void D3_features();
    void D4_schemas();
    void D5_Z1_references_data();
    void D5_Z1_references();
    void X4_memory_data();
    void X4_memory();
    void X4_limits_data();
    void X4_limits();
    void X6_timeout_data();
    void X6_timeout();
};

void TestComponentDefinition::defaultsOfTheContract()
{
    const ComponentDefinition component = parsed(smallest);
    QCOMPARE(component.id, u"a.b"_s);
    QCOMPARE(component.image.tag, u"latest"_s);
    QCOMPARE(component.memory, u"256m"_s);
    QCOMPARE(component.configurationFormat, u"json"_s);
    QCOMPARE(component.processTimeout, 3600);
    QCOMPARE(component.network, u"bridge"_s);
    QCOMPARE(component.defaultBucketStage, u"in"_s);
    QCOMPARE(component.dataTypesSupport, u"none"_s);
    QCOMPARE(component.allowedProcessorPosition, u"any"_s);
    QCOMPARE(component.imageParameters, QByteArray("{}"));
    QCOMPARE(component.stagingInput, u"local"_s);
    QCOMPARE(component.logging.type, u"standard"_s);
    QCOMPARE(component.logging.gelfServerType, u"tcp"_s);
    QCOMPARE(component.logging.verbosity.value(100), u"none"_s);
    QCOMPARE(component.logging.verbosity.value(400), u"normal"_s);
    QCOMPARE(component.logging.verbosity.value(500), u"camouflage"_s);
    QVERIFY(!component.logging.noApplicationErrors);
    QVERIFY(!component.runsAsRoot());
    QVERIFY(component.configurationSchema.isEmpty());
}

void TestComponentDefinition::everyKey()
{
    const ComponentDefinition component = parsed(R"({
        "id": "keboola.ex", "type": "extractor", "features": ["container-root-user", "no-swap"],
        "dataTypesConfiguration": {"dataTypesSupport": "hints"},
        "processorConfiguration": {"allowedProcessorPosition": "before"},
        "data": {
            "definition": {"type": "quayio", "uri": "keboola/ex", "tag": "1.2", "digest": "abc", "name": "n",
                           "repository": {"region": "us-east-1"}},
            "memory": "2G", "configuration_format": "yaml", "process_timeout": 0, "forward_token": true,
            "forward_token_details": true, "default_bucket": true, "default_bucket_stage": "out",
            "image_parameters": {"b": 1.10, "a": 2}, "network": "no-internet", "vendor": {"x": 1},
            "synchronous_actions": ["testConnection"],
            "logging": {"type": "gelf", "gelf_server_type": "udp", "verbosity": {"100": "verbose"}, "no_application_errors": true},
            "staging_storage": {"input": "none", "output": "local"}},
        "uiOptions": ["genericDockerUI"], "flags": ["genericDockerUI-rows"]})");
    QVERIFY(component.runsAsRoot());
    QVERIFY(component.forbidsSwap());
    QCOMPARE(component.image.reference(), u"quay.io/keboola/ex:1.2"_s);
    QCOMPARE(component.processTimeout, 0);
    QCOMPARE(component.imageParameters, QByteArray(R"({"b":1.10,"a":2})"));
    QCOMPARE(component.logging.verbosity.value(100), u"verbose"_s);
    QVERIFY(component.logging.noApplicationErrors);
    QCOMPARE(component.network, u"no-internet"_s);
    QCOMPARE(component.stagingInput, u"none"_s);
    QCOMPARE(component.synchronousActions, QStringList{u"testConnection"_s});
    QCOMPARE(component.uiOptions, (QStringList{u"genericDockerUI"_s, u"genericDockerUI-rows"_s}));
}

void TestComponentDefinition::D1_invalid_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("path");
    const auto data = [](const char *members) {
        return QByteArray(R"({"data": {"definition": {"type": "dockerhub", "uri": "x"}, )") + members + "}}";
    };
    QTest::newRow("no definition") << QByteArray("{}") << u"data.definition.type"_s;
    QTest::newRow("no uri") << QByteArray(R"({"data": {"definition": {"type": "dockerhub"}}})")
                            << u"data.definition.uri"_s;
    QTest::newRow("empty uri") << QByteArray(R"({"data": {"definition": {"type": "dockerhub", "uri": ""}}})")
                               << u"data.definition.uri"_s;
    QTest::newRow("D2 builder") << QByteArray(R"({"data": {"definition": {"type": "builder", "uri": "x"}}})")
                                << u"data.definition.type"_s;
    QTest::newRow("memory unit") << data(R"("memory": "256k")") << u"data.memory"_s;
    QTest::newRow("timeout below 0") << data(R"("process_timeout": -1)") << u"data.process_timeout"_s;
    QTest::newRow("timeout no number") << data(R"("process_timeout": "60")") << u"data.process_timeout"_s;
    QTest::newRow("timeout beyond int") << data(R"("process_timeout": 12345678901234567890)")
                                        << u"data.process_timeout"_s;
    QTest::newRow("network") << data(R"("network": "host")") << u"data.network"_s;
    QTest::newRow("flag as string") << data(R"("forward_token": "true")") << u"data.forward_token"_s;
    QTest::newRow("format") << data(R"("configuration_format": "xml")") << u"data.configuration_format"_s;
    QTest::newRow("action no string") << data(R"("synchronous_actions": [1])") << u"data.synchronous_actions.0"_s;
    QTest::newRow("logging no object") << data(R"("logging": "gelf")") << u"data.logging"_s;
    QTest::newRow("verbosity") << data(R"("logging": {"verbosity": {"200": "loud"}})")
                               << u"data.logging.verbosity.200"_s;
}

void TestComponentDefinition::D1_invalid()
{
    QFETCH(QByteArray, record);
    QFETCH(QString, path);
    const Result<ComponentDefinition> component = parseComponentDefinition(record, u"read the record"_s);
    QVERIFY(!component);
    QVERIFY(component.error().kind == Error::Kind::BadInput);
    QVERIFY2(component.error().happened.contains(path + u": "_s), qPrintable(component.error().happened));
    QVERIFY(component.error().happened.startsWith(u"the component definition is invalid. Detail: "_s));
}

void TestComponentDefinition::D1_namesEveryPath()
{
    const Result<ComponentDefinition> component = parseComponentDefinition(
        R"({"data": {"definition": {"type": "x", "uri": "y"}, "memory": 5, "network": []}})", u"read the record"_s);
    QVERIFY(!component);
    for (const QString &path : {u"data.definition.type"_s, u"data.memory"_s, u"data.network"_s})
        QVERIFY2(component.error().happened.contains(path), qPrintable(path));
}

void TestComponentDefinition::D2_abandonedKeysAreIgnored()
{
    const ComponentDefinition component = parsed(R"({"extra": 1, "data": {"inject_environment": true, "cpu_shares": 5,
        "streaming_logs": false, "memory": null, "definition": {"type": "dockerhub", "uri": "x", "build_options": {}}}})");
    QCOMPARE(component.image.uri, u"x"_s);
    QCOMPARE(component.memory, u"256m"_s);
}

void TestComponentDefinition::D3_features_data()
{
    QTest::addColumn<QString>("feature");
    QTest::addColumn<bool>("root");
    QTest::addColumn<bool>("noSwap");
    QTest::addColumn<bool>("keepAlive");
    QTest::newRow("container-root-user") << u"container-root-user"_s << true << false << false;
    QTest::newRow("no-swap") << u"no-swap"_s << false << true << false;
    QTest::newRow("keepalive") << u"container-tcpkeepalive-60s-override"_s << false << false << true;
    QTest::newRow("dev-mapping-allowed") << u"dev-mapping-allowed"_s << false << false << false;
    QTest::newRow("allow-use-file-storage-only") << u"allow-use-file-storage-only"_s << false << false << false;
    QTest::newRow("unknown") << u"some-new-feature"_s << false << false << false;
}

void TestComponentDefinition::D3_features()
{
    QFETCH(QString, feature);
    const ComponentDefinition component =
        parsed("{\"features\":[\"" + feature.toUtf8() + "\"],\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}");
    QVERIFY(component.hasFeature(feature));
    QTEST(component.runsAsRoot(), "root");
    QTEST(component.forbidsSwap(), "noSwap");
    QTEST(component.wantsKeepAlive(), "keepAlive");
}

void TestComponentDefinition::D4_schemas()
{
    const ComponentDefinition component = parsed(R"({"data": {"definition": {"type": "dockerhub", "uri": "x"}},
        "configurationSchema": {"b": 1, "a": 2}, "configurationRowSchema": [], "emptyConfiguration": {"parameters": {}}})");
    QCOMPARE(component.configurationSchema, QByteArray(R"({"b":1,"a":2})"));
    QVERIFY(component.configurationRowSchema.isEmpty());
    QCOMPARE(component.emptyConfiguration, QByteArray(R"({"parameters":{}})"));
}

void TestComponentDefinition::D5_Z1_references_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("uri");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("reference");
    QTest::newRow("own tag") << u"dockerhub"_s << u"a/b"_s << QString() << u"a/b:1"_s;
    QTest::newRow("asked tag") << u"dockerhub"_s << u"a/b"_s << u"2"_s << u"a/b:2"_s;
    QTest::newRow("quay host") << u"quayio"_s << u"a/b"_s << QString() << u"quay.io/a/b:1"_s;
    QTest::newRow("quay host given") << u"quayio"_s << u"quay.io/a/b"_s << QString() << u"quay.io/a/b:1"_s;
}

void TestComponentDefinition::D5_Z1_references()
{
    QFETCH(QString, type);
    QFETCH(QString, uri);
    QFETCH(QString, wanted);
    QFETCH(QString, reference);
    QCOMPARE((ImageDefinition{type, uri, u"1"_s, {}, {}}.reference(wanted)), reference);
}

void TestComponentDefinition::X4_memory_data()
{
    QTest::addColumn<QString>("declared");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("256m") << u"256m"_s << qint64(256'000'000);
    QTest::newRow("1G") << u"1G"_s << qint64(1'000'000'000);
    QTest::newRow("A10 256k") << u"256k"_s << qint64(-1);
    QTest::newRow("A10 1.5g") << u"1.5g"_s << qint64(-1);
    QTest::newRow("bare") << u"256"_s << qint64(-1);
    QTest::newRow("empty") << QString() << qint64(-1);
}

void TestComponentDefinition::X4_memory()
{
    QFETCH(QString, declared);
    QFETCH(qint64, bytes);
    QCOMPARE(parseComponentMemory(declared).value_or(-1), bytes);
}

void TestComponentDefinition::X4_limits_data()
{
    QTest::addColumn<QString>("declared");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("flag");
    QTest::addColumn<double>("cpus");
    QTest::newRow("A7") << u"256m"_s << u"small"_s << u"256M"_s << 2.0;
    QTest::newRow("A7 unset") << u"256m"_s << QString() << u"256M"_s << 2.0;
    QTest::newRow("A8") << u"256m"_s << u"large"_s << u"1817M"_s << 14.0;
    QTest::newRow("A9") << u"1G"_s << u"xsmall"_s << u"500M"_s << 1.0;
    QTest::newRow("medium") << u"512m"_s << u"medium"_s << u"1024M"_s << 4.0;
    QTest::newRow("unknown") << u"512m"_s << u"huge"_s << u"512M"_s << 1.0;
}

void TestComponentDefinition::X4_limits()
{
    QFETCH(QString, declared);
    QFETCH(QString, size);
    const ContainerLimits limits = containerLimits(parseComponentMemory(declared).value_or(0), size);
    QTEST(limits.memoryFlag(), "flag");
    QTEST(limits.cpus, "cpus");
    QCOMPARE(limits.knownSize, size != u"huge"_s);
    QCOMPARE(limits.memoryBytes(), limits.memoryMib * 1048576);
}

void TestComponentDefinition::X6_timeout_data()
{
    QTest::addColumn<int>("configured");
    QTest::addColumn<bool>("isMain");
    QTest::addColumn<int>("timeout");
    QTest::newRow("A11") << 40 << true << 40;
    QTest::newRow("A12") << 90000 << true << 86400;
    QTest::newRow("A13") << 10 << false << 20;
    QTest::newRow("unset") << 0 << true << 20;
}

void TestComponentDefinition::X6_timeout()
{
    QFETCH(int, configured);
    QFETCH(bool, isMain);
    ComponentDefinition component;
    component.processTimeout = 20;
    QTEST(stageTimeout(component, configured, isMain), "timeout");
}

LONGSHORE_TEST_MAIN(TestComponentDefinition)
#include "tst_componentdefinition.moc"
