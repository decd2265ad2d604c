// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/environment.h"
#include "model/component/phpserialize.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QString valueOf(const QStringList &variables, const QString &name)
{
    for (const QString &variable : variables) {
        if (variable.startsWith(name + u'='))
            return variable.mid(name.size() + 1);
    }
    return u"(not set)"_s;
}

} // namespace

class TestEnvironment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void E6_localDefaults();
    void E1_nothingElse();
    void conditions_data();
    void conditions();
    void E2_forwardFlagsOfTheImageOwner();
    void E3_tokenIsHidden();
    void E5_typesOnlyWithTheFeature();
    void E4_anyText();
    void A60_anonymousConfigId();
    void phpSerialise_data();
    void phpSerialise();
};

void TestEnvironment::E6_localDefaults()
{
    EnvironmentInput input;
    input.runId = u"123"_s;
    input.configId = u"cfg"_s;
    ComponentDefinition owner;
    owner.id = u"keboola.ex"_s;
    const QStringList expected{u"KBC_DATADIR=/data/"_s,
                               u"KBC_RUNID=123"_s,
                               u"KBC_PROJECTID=0"_s,
                               u"KBC_CONFIGID=cfg"_s,
                               u"KBC_CONFIGVERSION="_s,
                               u"KBC_COMPONENTID=keboola.ex"_s,
                               u"KBC_STACKID=connection.keboola.com"_s,
                               u"KBC_STAGING_FILE_PROVIDER=aws"_s,
                               u"KBC_PROJECT_FEATURE_GATES="_s,
                               u"KBC_COMPONENT_RUN_MODE=run"_s};
    QCOMPARE(componentEnvironment(input, owner), expected);
}

void TestEnvironment::E1_nothingElse()
{
    EnvironmentInput input;
    input.token = u"secret"_s;
    input.loggerAddress = u"172.17.0.1"_s;
    QCOMPARE(componentEnvironment(input, {}).size(), 10);
}

void TestEnvironment::conditions_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::newRow("row") << u"KBC_CONFIGROWID"_s << u"r1"_s;
    QTest::newRow("branch") << u"KBC_BRANCHID"_s << u"7"_s;
    QTest::newRow("types") << u"KBC_DATA_TYPE_SUPPORT"_s << u"hints"_s;
    QTest::newRow("features") << u"KBC_PROJECT_FEATURE_GATES"_s << u"new-native-types,x"_s;
    QTest::newRow("gelf address") << u"KBC_LOGGER_ADDR"_s << u"172.17.0.1"_s;
    QTest::newRow("gelf port") << u"KBC_LOGGER_PORT"_s << u"12202"_s;
}

void TestEnvironment::conditions()
{
    EnvironmentInput input;
    input.configRowId = u"r1"_s;
    input.branchId = u"7"_s;
    input.projectFeatures = {u"new-native-types"_s, u"x"_s};
    input.mainDataTypesSupport = u"hints"_s;
    input.loggerAddress = u"172.17.0.1"_s;
    input.loggerPort = 12202;
    ComponentDefinition owner;
    owner.logging.type = u"gelf"_s;
    QFETCH(QString, name);
    QTEST(valueOf(componentEnvironment(input, owner), name), "value");
}

void TestEnvironment::E2_forwardFlagsOfTheImageOwner()
{
    EnvironmentInput input;
    input.token = u"t0k"_s;
    input.url = u"https://x"_s;
    input.projectName = u"p"_s;
    ComponentDefinition owner;
    owner.forwardToken = true;
    const QStringList variables = componentEnvironment(input, owner);
    QCOMPARE(valueOf(variables, u"KBC_TOKEN"_s), u"t0k"_s);
    QCOMPARE(valueOf(variables, u"KBC_URL"_s), u"https://x"_s);
    QCOMPARE(valueOf(variables, u"KBC_PROJECTNAME"_s), u"(not set)"_s);
    owner.forwardTokenDetails = true;
    QCOMPARE(valueOf(componentEnvironment(input, owner), u"KBC_PROJECTNAME"_s), u"p"_s);
    QCOMPARE(valueOf(componentEnvironment(input, owner), u"KBC_REALUSER"_s), u"(not set)"_s);
}

void TestEnvironment::E3_tokenIsHidden()
{
    EnvironmentInput input;
    QVERIFY(environmentSecrets(input).isEmpty());
    input.token = u"123-abc"_s;
    QCOMPARE(environmentSecrets(input), QList<QByteArray>{"123-abc"});
}

void TestEnvironment::E5_typesOnlyWithTheFeature()
{
    EnvironmentInput input;
    input.mainDataTypesSupport = u"authoritative"_s;
    QCOMPARE(valueOf(componentEnvironment(input, {}), u"KBC_DATA_TYPE_SUPPORT"_s), u"(not set)"_s);
    input.projectFeatures = {u"new-native-types"_s};
    QCOMPARE(valueOf(componentEnvironment(input, {}), u"KBC_DATA_TYPE_SUPPORT"_s), u"authoritative"_s);
}

void TestEnvironment::E4_anyText()
{
    EnvironmentInput input;
    input.configId = u"123 ščř =-'\"321 $x `y`"_s;
    QCOMPARE(valueOf(componentEnvironment(input, {}), u"KBC_CONFIGID"_s), input.configId);
}

void TestEnvironment::A60_anonymousConfigId()
{
    EnvironmentInput input;
    input.parameters = R"({"a":"b"})";
    const QString id = valueOf(componentEnvironment(input, {}), u"KBC_CONFIGID"_s);
    QCOMPARE(id, QString::fromLatin1(
                     QCryptographicHash::hash(R"(a:1:{s:1:"a";s:1:"b";})", QCryptographicHash::Sha1).toHex()));
    QCOMPARE(id.size(), 40);
}

void TestEnvironment::phpSerialise_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("php");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("a:0:{}");
    QTest::newRow("list") << QByteArray(R"(["x",2])") << QByteArray(R"(a:2:{i:0;s:1:"x";i:1;i:2;})");
    QTest::newRow("bytes") << QByteArray("[\"č\"]") << QByteArray("a:1:{i:0;s:2:\"č\";}");
    QTest::newRow("scalars") << QByteArray("[true,false,null,1.5,-3]")
                             << QByteArray("a:5:{i:0;b:1;i:1;b:0;i:2;N;i:3;d:1.5;i:4;i:-3;}");
    QTest::newRow("integer keys") << QByteArray(R"({"5":1,"05":2})") << QByteArray(R"(a:2:{i:5;i:1;s:2:"05";i:2;})");
}

void TestEnvironment::phpSerialise()
{
    QFETCH(QByteArray, json);
    QTEST(phpSerialize(json), "php");
}

LONGSHORE_TEST_MAIN(TestEnvironment)
#include "tst_environment.moc"
