// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobdocument.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// The example of product.md, in the canonical layout.
QByteArray example()
{
    QFile file(QStringLiteral(LONGSHORE_TEST_DATA "/jobs/example.job.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray job(const QByteArray &members)
{
    return R"({"format": "longshore.job/1", "id": "i",
               "component": {"id": "c", "data": {"definition": {"type": "dockerhub", "uri": "u", "tag": "1"}}})" +
           (members.isEmpty() ? "" : ", " + members) + "}";
}

JobDocument parsed(const QByteArray &bytes, const QString &path = u"/jobs/x.job.json"_s)
{
    const Result<JobDocument> document = JobDocument::parse(bytes, path);
    if (!document)
        qWarning("%s", qPrintable(document.error().sentence()));
    return document.value_or(JobDocument());
}

} // namespace

class TestJobDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTripKeepsEveryByte();
    void exampleIsUnderstood();
    void unknownKeysAndOrderSurvive();
    void refused_data();
    void refused();
    void A40_duplicateKeysAreReportedAndNotSaved();
    void problems_data();
    void problems();
    void requireValidNamesThePath();
    void D5_imageReference_data();
    void D5_imageReference();
    void fallbacks();
    void relativePaths();
    void mounts_data();
    void mounts();
    void extraMemory_data();
    void extraMemory();
    void setParametersTouchesNothingElse();
    void setParametersRefuses();
    void createFromImage();
    void saveAndLoad();
    void saveFailsWithASentence();
    void loadFailsWithASentence_data();
    void loadFailsWithASentence();
    void copiesAreIndependent();
};

void TestJobDocument::roundTripKeepsEveryByte()
{
    const QByteArray bytes = example();
    QVERIFY(!bytes.isEmpty());
    QCOMPARE(parsed(bytes).toJson(), bytes);
}

void TestJobDocument::exampleIsUnderstood()
{
    const JobDocument document = parsed(example(), u"/work space/split.job.json"_s);
    QCOMPARE(document.problems(), Problems{});
    QVERIFY(document.requireValid());
    QCOMPARE(document.id(), u"6f0c1f0e-0000-4000-8000-000000000001"_s);
    QCOMPARE(document.configurationId(), document.id());
    QCOMPARE(document.name(), u"Split comments"_s);
    QCOMPARE(document.component().id, u"demo.text-splitter"_s);
    QCOMPARE(document.imageReference(), u"longshore/demo-text-splitter:1.0.0"_s);
    QCOMPARE(document.parameters(), QByteArray(R"({"max":75,"#token":{"$secret":"4f0c"}})"));
    QCOMPARE(document.source(), (std::optional(JobSource{u"/work space"_s, u"Dockerfile"_s})));
    QCOMPARE(document.image(), (JobImage{JobImage::Pull::Missing, QString()}));
    QCOMPARE(document.rows(), (QList<JobRow>{{u"1"_s, QString(), false, "{}", "{}"}}));
    QCOMPARE(document.input(), (JobInput{JobInput::Mode::Folder,
                                         u"/work space/data"_s,
                                         JobInput::Transfer::Copy,
                                         {{u"in.c-main.comments"_s, u"/work space/comments.csv"_s}}}));
    QCOMPARE(document.extra(), JobExtra{});
    QCOMPARE(document.state(), QByteArray("{}"));
    QCOMPARE(document.processor(u"keboola.processor-move-files"_s)->image.uri, u"keboola/processor-move-files"_s);
    QVERIFY(!document.processor(u"unknown"_s));
}

void TestJobDocument::unknownKeysAndOrderSurvive()
{
    const JobDocument document = parsed(job(R"("zz": {"b": 1.10, "a": 123456789012345678901234567890}, "aa": null)"));
    const QByteArray text = document.toJson();
    QVERIFY(text.contains("\"b\": 1.10,\n    \"a\": 123456789012345678901234567890"));
    QVERIFY(text.indexOf("\"zz\"") < text.indexOf("\"aa\""));
    QVERIFY(text.endsWith("}\n"));
}

void TestJobDocument::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    QTest::newRow("A41 BOM") << "\xEF\xBB\xBF" + job({}) << u"byte order mark"_s;
    QTest::newRow("A41 comment") << QByteArray("{\n// hi\n}")
                                 << u"line 2, column 1: comments are not allowed in JSON"_s;
    QTest::newRow("A41 trailing comma") << QByteArray("{\"a\": 1,}") << u"line 1, column 9: there is a comma"_s;
    QTest::newRow("A38 deep") << QByteArray(100000, '[') << u"nested deeper than 256"_s;
    QTest::newRow("A39 overflow") << job(R"("x": 1e999999)") << u"out of range"_s;
    QTest::newRow("A37 cut") << job({}).chopped(1) << u"ends too early"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"it holds a list instead of an object"_s;
    QTest::newRow("no format") << QByteArray("{}") << u"it has no \"format\""_s;
    QTest::newRow("other format") << QByteArray(R"({"format": "x"})") << u"its format is \"x\""_s;
    QTest::newRow("newer format") << QByteArray(R"({"format": "longshore.job/2"})") << u"newer than this program"_s;
}

void TestJobDocument::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    const Result<JobDocument> document = JobDocument::parse(bytes, u"/jobs/x.job.json"_s);
    QVERIFY(!document);
    QVERIFY(document.error().kind == Error::Kind::BadInput);
    QCOMPARE(document.error().asked, u"open the job /jobs/x.job.json"_s);
    QVERIFY2(document.error().happened.contains(says), qPrintable(document.error().happened));
    QVERIFY(!document.error().advice.isEmpty());
}

void TestJobDocument::A40_duplicateKeysAreReportedAndNotSaved()
{
    const QTemporaryDir folder;
    JobDocument document = parsed(job(R"("configuration": {"parameters": {"#password": "a", "#p\u0061ssword": "b"}})"));
    QCOMPARE(document.problems().size(), 1);
    QCOMPARE(document.problems().first().path, u"configuration.parameters.#password"_s);
    QCOMPARE(document.problems().first().severity, Problem::Severity::Warning);
    QCOMPARE(document.parameters(), QByteArray(R"({"#password":"b"})"));
    const Result<void> saved = document.save(folder.filePath(u"x.job.json"_s));
    QVERIFY(!saved);
    QVERIFY(saved.error().happened.contains(u"configuration.parameters.#password"_s));
    QVERIFY(!QFileInfo::exists(folder.filePath(u"x.job.json"_s)));
}

void TestJobDocument::problems_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QString>("path");
    const auto row = [](const char *members, const QString &path) {
        QTest::newRow(members) << QByteArray(members) << path;
    };
    row(R"("name": [])", u"name"_s);
    row(R"("configuration": 5)", u"configuration"_s);
    row(R"("configuration": {"foo": 1})", u"configuration.foo"_s);
    row(R"("rows": {})", {});
    row(R"("rows": 1)", u"rows"_s);
    row(R"("rows": [1])", u"rows.0"_s);
    row(R"("rows": [{"isDisabled": "no"}])", u"rows.0.isDisabled"_s);
    row(R"("rows": [{"configuration": {"foo": 1}}])", u"rows.0.configuration.foo"_s);
    row(R"("image": {"pull": "sometimes"})", u"image.pull"_s);
    row(R"("input": {"mode": "magic"})", u"input.mode"_s);
    row(R"("input": {"fileTables": {"in.c-a.b": []}})", u"input.fileTables.in\\.c-a\\.b"_s);
    row(R"("extra": {"cpus": "two"})", u"extra.cpus"_s);
    row(R"("extra": {"memory": "lots"})", u"extra.memory"_s);
    row(R"("extra": {"mounts": ["nowhere"]})", u"extra.mounts.0"_s);
    row(R"("extra": {"env": "A=b"})", u"extra.env"_s);
    row(R"("components": {"x.y": {}})", u"components.x\\.y.data.definition.type"_s);
}

void TestJobDocument::problems()
{
    QFETCH(QByteArray, members);
    QFETCH(QString, path);
    const Problems problems = parsed(job(members)).problems();
    if (path.isEmpty()) {
        QVERIFY(problems.isEmpty() || problems.first().path == u"rows"_s);
        return;
    }
    QVERIFY(!problems.isEmpty());
    QCOMPARE(problems.first().path, path);
    QVERIFY(hasErrors(problems));
}

void TestJobDocument::requireValidNamesThePath()
{
    const Result<void> valid = parsed(R"({"format": "longshore.job/1"})").requireValid();
    QVERIFY(!valid);
    QVERIFY2(valid.error().sentence().contains(u"component: must be given"_s), qPrintable(valid.error().sentence()));
    QVERIFY(valid.error().asked.contains(u"/jobs/x.job.json"_s));
}

void TestJobDocument::D5_imageReference_data()
{
    QTest::addColumn<QByteArray>("runtime");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("reference");
    QTest::newRow("definition") << QByteArray("{}") << QString() << u"u:1"_s;
    QTest::newRow("image_tag") << QByteArray(R"({"image_tag": "2"})") << QString() << u"u:2"_s;
    QTest::newRow("tag over image_tag") << QByteArray(R"({"image_tag": "2", "tag": "3"})") << QString() << u"u:3"_s;
    QTest::newRow("asked over all") << QByteArray(R"({"tag": "3"})") << u"4"_s << u"u:4"_s;
}

void TestJobDocument::D5_imageReference()
{
    QFETCH(QByteArray, runtime);
    QFETCH(QString, asked);
    QTEST(parsed(job(R"("configuration": {"runtime": )" + runtime + "}")).imageReference(asked), "reference");
}

void TestJobDocument::fallbacks()
{
    const JobDocument bare = parsed(R"({"format": "longshore.job/1"})");
    QCOMPARE(bare.name(), u"x"_s);
    QVERIFY(!bare.hasComponent());
    QCOMPARE(bare.configuration(), QByteArray("{}"));
    QCOMPARE(bare.parameters(), QByteArray("{}"));
    QVERIFY(!bare.source());
    QCOMPARE(bare.input(), JobInput{});
    QCOMPARE(bare.id().size(), 36);
    QCOMPARE(bare.id(), parsed(R"({"format": "longshore.job/1"})").id());
    QCOMPARE(parsed(job(R"("configurationId": "77")")).configurationId(), u"77"_s);
}

void TestJobDocument::relativePaths()
{
    const JobDocument document =
        parsed(job(R"("source": {"folder": "../src"}, "input": {"folder": "/abs/data"})"), u"/a/b/x.job.json"_s);
    QCOMPARE(document.folder(), u"/a/b"_s);
    QCOMPARE(document.source()->folder, u"/a/src"_s);
    QCOMPARE(document.source()->dockerfile, u"Dockerfile"_s);
    QCOMPARE(document.input().folder, u"/abs/data"_s);
}

void TestJobDocument::mounts_data()
{
    QTest::addColumn<QByteArray>("mount");
    QTest::addColumn<QString>("bind");
    QTest::newRow("absolute") << QByteArray(R"("/x:/y")") << u"/x:/y"_s;
    QTest::newRow("relative") << QByteArray(R"("./x:/y:ro")") << u"/jobs/x:/y:ro"_s;
    QTest::newRow("volume") << QByteArray(R"("cache:/y")") << u"cache:/y"_s;
    QTest::newRow("object") << QByteArray(R"({"source": "d/e", "target": "/y", "readOnly": true})")
                            << u"/jobs/d/e:/y:ro"_s;
}

void TestJobDocument::mounts()
{
    QFETCH(QByteArray, mount);
    const JobExtra extra = parsed(job(R"("extra": {"mounts": [)" + mount + "]}")).extra();
    QCOMPARE(extra.mounts.size(), 1);
    QTEST(extra.mounts.first().toBind(), "bind");
}

void TestJobDocument::extraMemory_data()
{
    QTest::addColumn<QByteArray>("memory");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("bytes") << QByteArray("1048576") << qint64(1048576);
    QTest::newRow("512m") << QByteArray(R"("512m")") << qint64(512) * 1048576;
    QTest::newRow("2G") << QByteArray(R"("2G")") << (qint64(2) << 30);
    QTest::newRow("null") << QByteArray("null") << qint64(-1);
    QTest::newRow("overflow") << QByteArray(R"("999999999999g")") << qint64(-1);
}

void TestJobDocument::extraMemory()
{
    QFETCH(QByteArray, memory);
    QTEST(parsed(job(R"("extra": {"memory": )" + memory + "}")).extra().memory.value_or(-1), "bytes");
}

void TestJobDocument::setParametersTouchesNothingElse()
{
    JobDocument document = parsed(example());
    const QByteArray before = document.toJson();
    QVERIFY(document.setParameters(R"({"max": 1.50})"));
    QCOMPARE(document.parameters(), QByteArray(R"({"max":1.50})"));
    QVERIFY(document.setParameters(R"({"max":75,"#token":{"$secret":"4f0c"}})"));
    QCOMPARE(document.toJson(), before);
}

void TestJobDocument::setParametersRefuses()
{
    JobDocument document = parsed(example());
    const QByteArray before = document.toJson();
    for (const char *bad : {"{", "5", "", "{\"a\":1,}"})
        QVERIFY2(!document.setParameters(bad), bad);
    QVERIFY(!document.setConfiguration("[]"));
    QCOMPARE(document.toJson(), before);
}

void TestJobDocument::createFromImage()
{
    const JobDocument plain = JobDocument::create(u"New"_s, u"localhost:5000/a/b:1.2"_s);
    QVERIFY(plain.requireValid());
    QCOMPARE(plain.imageReference(), u"localhost:5000/a/b:1.2"_s);
    QCOMPARE(plain.name(), u"New"_s);
    QCOMPARE(plain.id().size(), 36);
    QVERIFY(plain.id() != JobDocument::create(u"New"_s, u"x"_s).id());

    const QByteArray record = R"({"id": "a.b", "data": {"memory": "1g", "definition": {"type": "quayio", "uri": "old"}},
                                  "configurationSchema": {"type": "object"}, "emptyConfiguration": {"parameters": {"x": 1}}})";
    const JobDocument labelled = JobDocument::create(u"New"_s, u"x:2"_s, record);
    QVERIFY(labelled.requireValid());
    QCOMPARE(labelled.component().id, u"a.b"_s);
    QCOMPARE(labelled.component().memory, u"1g"_s);
    QCOMPARE(labelled.imageReference(), u"x:2"_s);
    QCOMPARE(labelled.parameters(), QByteArray(R"({"x":1})"));
    QCOMPARE(JobDocument::create(u"d"_s, u"x@sha256:0a"_s).imageReference(), u"x@sha256:0a"_s);
}

void TestJobDocument::saveAndLoad()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"new/x.job.json"_s);
    JobDocument document = parsed(example());
    document.setName(u"Other"_s);
    QVERIFY(document.save(path));
    QCOMPARE(document.path(), path);
    QCOMPARE(QDir(folder.filePath(u"new"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"x.job.json"_s});
    const Result<JobDocument> loaded = JobDocument::load(path);
    QVERIFY(loaded);
    QCOMPARE(loaded->name(), u"Other"_s);
    QVERIFY(*loaded == document);
}

void TestJobDocument::saveFailsWithASentence()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"plain"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    JobDocument document = parsed(example());
    const Result<void> saved = document.save(folder.filePath(u"plain/x.job.json"_s));
    QVERIFY(!saved);
    QVERIFY(saved.error().asked.startsWith(u"save the job as "_s));
    QVERIFY(!saved.error().happened.isEmpty());
    QCOMPARE(document.path(), u"/jobs/x.job.json"_s);
}

void TestJobDocument::loadFailsWithASentence_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("kind");
    QTest::newRow("missing") << u"/nonexistent/x.job.json"_s << u"not-found"_s;
    QTest::newRow("a folder") << QDir::tempPath() << u"bad-input"_s;
}

void TestJobDocument::loadFailsWithASentence()
{
    QFETCH(QString, path);
    QFETCH(QString, kind);
    const Result<JobDocument> document = JobDocument::load(path);
    QVERIFY(!document);
    QCOMPARE(toString(document.error().kind), kind);
    QVERIFY(document.error().sentence().contains(path));
}

void TestJobDocument::copiesAreIndependent()
{
    const JobDocument original = parsed(example());
    JobDocument copy = original;
    copy.setName(u"Copy"_s);
    QCOMPARE(original.name(), u"Split comments"_s);
    QVERIFY(!(copy == original));
}

LONGSHORE_TEST_MAIN(TestJobDocument)
#include "tst_jobdocument.moc"
