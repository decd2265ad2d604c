// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/artifacts.h"
#include "model/component/mapping/outputextras.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray quoted(QByteArray json)
{
    return json.replace('\'', '"');
}

QString sentences(const Problems &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append(problem.sentence());
    return lines.join(u'\n');
}

} // namespace

class TestOutputExtras : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void usage_data();
    void usage();
    void jobVariables_data();
    void jobVariables();
    void artifactSettings_data();
    void artifactSettings();
    void artifactTags();
    void artifactSelection();
};

void TestOutputExtras::usage_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected"); ///< `metric=value …`, or how the error ends
    QTest::addRow("good") << QByteArray("[{'metric':'API calls','value':150},{'metric':'x','value':'1.50'}]")
                          << u"API calls=150 x=1.50"_s;
    QTest::addRow("number as written") << QByteArray("[{'metric':'x','value':1.10}]") << u"x=1.10"_s;
    QTest::addRow("zero") << QByteArray("[{'metric':'x','value':0}]") << u"x=0"_s;
    QTest::addRow("none") << QByteArray("[]") << QString();
    const auto bad = [](const char *name, const char *json, const QString &end) {
        QTest::addRow("%s", name) << QByteArray(json) << u"! "_s + end;
    };
    bad("other key", "[{'metric':'x','value':1,'unit':'s'}]", u"Unrecognized option \"unit\" under \"usage.0\"."_s);
    bad("no value", "[{'metric':'x'}]", u"The child config \"value\" under \"usage.0\" must be configured."_s);
    bad("empty metric", "[{'metric':'','value':1}]", u"The path \"usage.0.metric\" cannot contain an empty value."_s);
    bad("null value", "[{'metric':'x','value':null}]", u"The path \"usage.0.value\" cannot contain an empty value."_s);
    bad("structured value", "[{'metric':'x','value':[1]}]",
        u"Invalid type for path \"usage.0.value\". Expected \"scalar\", but got \"array\"."_s);
    bad("no list", "5", u"Invalid type for path \"usage\". Expected \"array\", but got \"int\"."_s);
    bad("no JSON", "{", u"Correct it and try again."_s);
}

void TestOutputExtras::usage()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    const auto metrics = readUsage(quoted(json), u"json"_s);
    if (expected.startsWith(u"! ")) {
        QVERIFY(!metrics);
        QVERIFY2(metrics.error().sentence().startsWith(u"store job usage: ") &&
                     metrics.error().sentence().endsWith(expected.mid(2)),
                 qPrintable(metrics.error().sentence()));
        return;
    }
    QVERIFY2(metrics, qPrintable(metrics ? QString() : metrics.error().sentence()));
    QStringList parts;
    for (const UsageMetric &metric : *metrics)
        parts.append(metric.metric + u'=' + metric.value);
    QCOMPARE(parts.join(u' '), expected);
}

void TestOutputExtras::jobVariables_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("problem"); ///< a part of it
    QTest::addRow("good") << QByteArray("{'variables':{'a':1,'b':null,'c':'x','d':true}}") << u"a=1 b=(null) c=x d=1"_s
                          << QString();
    QTest::addRow("others dropped") << QByteArray("{'variables':{'a':[1],'b':{},'c':2},'x':1}") << u"c=2"_s
                                    << u"no single values: a, b."_s;
    QTest::addRow("none") << QByteArray("{'variables':[]}") << QString() << QString();
    QTest::addRow("no map") << QByteArray("{'variables':5}") << QString() << u"no object with a map"_s;
    QTest::addRow("no variables") << QByteArray("{}") << QString() << u"no object with a map"_s;
    QTest::addRow("list") << QByteArray("[1]") << QString() << u"no object with a map"_s;
    QTest::addRow("malformed") << QByteArray("{'variables':{") << QString() << u"Its variables are not used"_s;
}

void TestOutputExtras::jobVariables()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, expected);
    QFETCH(QString, problem);
    Problems problems;
    QStringList parts;
    for (const JobVariable &variable : readJobVariables(quoted(json), &problems))
        parts.append(variable.name + u'=' + variable.value.value_or(u"(null)"_s));
    QCOMPARE(parts.join(u' '), expected);
    QCOMPARE(problems.isEmpty(), problem.isEmpty());
    QVERIFY2(sentences(problems).contains(problem), qPrintable(sentences(problems)));
    QVERIFY(!hasErrors(problems));
}

void TestOutputExtras::artifactSettings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("limit");
    using Kind = ArtifactSettings::Kind;
    const auto row = [](const char *json, Kind kind, int limit = 0) {
        QTest::addRow("%s", json) << QByteArray(json) << int(kind) << limit;
    };
    row("null", Kind::None);
    row("{}", Kind::None);
    row("{'runs':{'enabled':true,'filter':{'limit':3}}}", Kind::Runs, 3);
    row("{'runs':{'enabled':true,'filter':{'date_since':'-7 days'}},'shared':{'enabled':true}}", Kind::Runs);
    row("{'custom':{'enabled':true,'filter':{'component_id':'a','config_id':1,'branch_id':'c'}},'shared':{'enabled':"
        "true}}",
        Kind::Custom);
    row("{'shared':{'enabled':true}}", Kind::Shared);
    row("{'runs':{'enabled':'a'},'custom':5}", Kind::None);
    row("{'runs':{'enabled':true,'filter':{'limit':3000}}}", Kind::Runs, mostArtifactJobs);
}

void TestOutputExtras::artifactSettings()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    QFETCH(int, limit);
    const ArtifactSettings settings = readArtifactSettings(*scanJson(quoted(json), u"test"_s));
    QCOMPARE(settings.limit, limit);
    QCOMPARE(int(settings.kind), kind);
    QVERIFY(settings.zip);
}

void TestOutputExtras::artifactTags()
{
    const ArtifactOwner owner{u"b"_s, u"x.y"_s, u"7"_s, u"j1"_s, u"o"_s};
    QCOMPARE(longshore::artifactTags(owner, false),
             QStringList({u"artifact"_s, u"branchId-b"_s, u"componentId-x.y"_s, u"configId-7"_s, u"jobId-j1"_s}));
    QCOMPARE(longshore::artifactTags(owner, true).mid(5), QStringList({u"shared"_s, u"orchestrationId-o"_s}));
}

void TestOutputExtras::artifactSelection()
{
    ArtifactOwner owner{u"b"_s, u"x.y"_s, u"7"_s, u"j"_s, u"o"_s};
    QList<StorageFile> files;
    for (int i = 1; i <= 60; ++i) {
        owner.jobId = u"j%1"_s.arg(i);
        StorageFile file;
        file.id = i;
        file.tags = longshore::artifactTags(owner, i % 2 == 0);
        file.created = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC).addDays(i);
        files.append(file);
    }
    files.append(files[59]); // a second file of the same job
    files.last().id = 61;
    files.append(files[0]);
    files.last().id = 62;
    files.last().tags = {u"artifact"_s, u"branchId-b"_s, u"componentId-x.y"_s, u"configId-7"_s, u"jobId-../../x"_s};
    ArtifactSettings settings;
    settings.kind = ArtifactSettings::Kind::Runs;
    QList<ArtifactDownload> chosen = selectArtifacts(files, settings, owner);
    QCOMPARE(chosen.size(), mostArtifactJobs + 1);
    QCOMPARE(chosen[0].file.id, 61);
    QCOMPARE(chosen[0].folder, u"artifacts/in/runs/j60"_s);
    settings.limit = 2;
    QCOMPARE(selectArtifacts(files, settings, owner).size(), 3);
    QCOMPARE(selectArtifacts(files, settings, owner, QDateTime(QDate(2026, 3, 2), QTime(0, 0), Qt::UTC)).size(), 2);
    settings.kind = ArtifactSettings::Kind::Shared;
    settings.limit = 0;
    chosen = selectArtifacts(files, settings, owner);
    QCOMPARE(chosen.size(), 31);
    QCOMPARE(chosen[0].folder, u"artifacts/in/shared/j60"_s);
    owner.orchestrationId.clear();
    QVERIFY(selectArtifacts(files, settings, owner).isEmpty());
    settings.kind = ArtifactSettings::Kind::Custom;
    settings.branchId = u"other"_s;
    QVERIFY(selectArtifacts(files, settings, owner).isEmpty());
}

LONGSHORE_TEST_MAIN(TestOutputExtras)
#include "tst_outputextras.moc"
