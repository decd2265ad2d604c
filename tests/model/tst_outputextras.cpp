// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/artifacts.h"
#include "model/component/mapping/outputextras.h"
#include "model/json/json.h"
#include "model/run/outputlint.h"
#include "model/run/outputlisting.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

using Files = QList<std::pair<const char *, const char *>>;

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

Problems linted(const Files &files,
                const QByteArray &configuration = "{'storage':{'output':{'default_bucket':'in.c-x'}}}")
{
    const QTemporaryDir dir;
    for (const auto &[name, text] : files) {
        const QString path = dir.filePath(QString::fromUtf8(name));
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(path.endsWith(u".manifest") ? quoted(text) : QByteArray(text));
    }
    OutputRequest request;
    request.folder = dir.path();
    request.entries = scanOutputFolder(dir.path()).value_or(Collected()).entries;
    request.configuration = quoted(configuration);
    return lintOutputs(request);
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
    void lint_data();
    void lint();
    void lintOfGoodOutputsIsEmpty();
    void firstRecord_data();
    void firstRecord();
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

void TestOutputExtras::lint_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const Files &files, const QString &path, const QString &part) {
        QTest::addRow("%s", name) << files << path << part;
    };
    const QString place = u"out/tables/t.csv"_s;
    row("manifest without data", {{"tables/x.manifest", "{}"}, {"tables/x.csv", "a\n"}}, u"out/tables/x.manifest"_s,
        u"if it belongs to x.csv, call it x.csv.manifest"_s);
    row("header that is a row",
        {{"tables/t.csv", "id,Name\n1,x\n"}, {"tables/t.csv.manifest", "{'columns':['id','name']}"}}, place,
        u"looks like a header"_s);
    row("has_header without one",
        {{"tables/t.csv", "1,x\n"}, {"tables/t.csv.manifest", "{'columns':['id','name'],'has_header':true}"}}, place,
        u"does not look like these columns"_s);
    row("too few columns", {{"tables/t.csv", "1,x,y\n"}, {"tables/t.csv.manifest", "{'columns':['id','name']}"}}, place,
        u"has 3 fields, but 2 columns"_s);
    row("key not in the header",
        {{"tables/t.csv", "id,name\n"}, {"tables/t.csv.manifest", "{'primary_key':['number']}"}}, place,
        u"does not have the primary key's columns number"_s);
    row("key not in the columns",
        {{"tables/t.csv", "1\n"}, {"tables/t.csv.manifest", "{'columns':['id'],'primary_key':['no']}"}}, place,
        u"\"no\" is not among the columns"_s);
    row("metadata of no column",
        {{"tables/t.csv", "id\n"}, {"tables/t.csv.manifest", "{'column_metadata':{'x':[{'key':'k','value':'v'}]}}"}},
        place, u"metadata for the column \"x\""_s);
    row("CRLF", {{"tables/t.csv", "id\r\n1\r\n"}}, place, u"CRLF"_s);
    row("CR", {{"tables/t.csv", "id\r1\r"}}, place, u"CR alone"_s);
    row("byte order mark", {{"tables/t.csv", "\xEF\xBB\xBFid\n"}}, place, u"byte order mark"_s);
    row("UTF-16", {{"tables/t.csv", "\xFF\xFEi"}}, place, u"UTF-16"_s);
    row("no UTF-8", {{"tables/t.csv", "id\n\xe9t\xe9\n"}}, place, u"no UTF-8"_s);
    row("semicolons", {{"tables/t.csv", "id;name\n1;x\n"}}, place, u"a semicolon"_s);
    row("tabs", {{"tables/t.csv", "id\tname\n"}}, place, u"a tab"_s);
    row("column twice", {{"tables/t.csv", "a b,a_b\n"}}, place, u"'a_b' is there twice"_s);
    row("no name", {{"tables/t.csv", "a,,b\n"}}, place, u"column 2 has no name"_s);
    row("changed name", {{"tables/t.csv", "a b\n"}}, place, u"is changed to \"a_b\""_s);
    row("system column", {{"tables/t.csv", "a,_timestamp\n"}}, place, u"System columns"_s);
    row("empty", {{"tables/t.csv", ""}}, place, u"the file is empty"_s);
    row("slice called manifest",
        {{"tables/t.csv/1", "1\n"}, {"tables/t.csv/1.manifest", "{}"}, {"tables/t.csv.manifest", "{'columns':['a']}"}},
        place, u"loaded as a slice"_s);
    row("F4 stray", {{"x.csv", "a\n"}}, u"out/x.csv"_s, u"not part of the output"_s);
    row("F25 folder of files", {{"files/d/x", "a"}}, u"out/files/d/x"_s, u"not part of the output"_s);
    row("what refuses the plan", {{"tables/t.csv", "a\n"}, {"tables/t.csv.manifest", "{'foo':1}"}},
        u"out/tables/t.csv.manifest"_s, u"Unrecognized option \"foo\""_s);
}

void TestOutputExtras::lint()
{
    QFETCH(Files, files);
    QFETCH(QString, path);
    QFETCH(QString, part);
    const Problems problems = linted(files);
    const bool found = std::any_of(problems.begin(), problems.end(),
                                   [&](const Problem &p) { return p.path == path && p.message.contains(part); });
    QVERIFY2(found, qPrintable(sentences(problems)));
}

void TestOutputExtras::lintOfGoodOutputsIsEmpty()
{
    const Problems problems = linted({{"tables/t.csv", "\"id\",\"na\"\"me\"\n1,\"x\ny\"\n"},
                                      {"tables/u.csv", "1,2\n"},
                                      {"tables/u.csv.manifest", "{'columns':['a','b'],'primary_key':['a']}"},
                                      {"tables/z.csv.gz", "\x1f\x8b\x08"},
                                      {"tables/z.csv.gz.manifest", "{'destination':'in.c-x.z','columns':['a']}"},
                                      {"files/f", "1"},
                                      {"state.json", "{}"},
                                      {"usage.json", "[]"}});
    QCOMPARE(sentences(problems),
             u"out/tables/t.csv: the column name \"na\"me\" of the header is changed to \"na_me\""_s);
}

void TestOutputExtras::firstRecord_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QList<QByteArray>>("fields");
    QTest::addColumn<bool>("whole");
    QTest::addRow("plain") << QByteArray("a,b\nc") << QList<QByteArray>{"a", "b"} << true;
    QTest::addRow("quoted") << QByteArray("\"a,\"\"\n\",b\r\n") << QList<QByteArray>{"a,\"\n", "b"} << true;
    QTest::addRow("cut") << QByteArray("a,\"b\n") << QList<QByteArray>{"a", "b\n"} << false;
    QTest::addRow("empty") << QByteArray() << QList<QByteArray>{""} << false;
}

void TestOutputExtras::firstRecord()
{
    QFETCH(QByteArray, block);
    QFETCH(QList<QByteArray>, fields);
    QFETCH(bool, whole);
    bool seen = !whole;
    QCOMPARE(longshore::firstRecord(block, ',', '"', &seen), fields);
    QCOMPARE(seen, whole);
}

LONGSHORE_TEST_MAIN(TestOutputExtras)
#include "tst_outputextras.moc"
