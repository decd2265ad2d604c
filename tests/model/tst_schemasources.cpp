// SPDX-License-Identifier: GPL-3.0-or-later
// Where the schema of a job's form comes from, and what somebody chose instead.
#include "model/jobs/jobpreview.h"
#include "model/jobs/schemasources.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <QSignalSpy>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray schemaCalled(const QByteArray &title)
{
    return "{\"title\":\"" + title + "\",\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
}

QByteArray recordWith(const QByteArray &schema)
{
    return "{\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"demo\"}}" + (schema.isEmpty() ? QByteArray() : ",\"configurationSchema\":" + schema) + "}";
}

JobDocument jobWith(const QByteArray &schema, const QByteArray &parameters = "{}")
{
    JobDocument job = JobDocument::create(u"Job"_s, u"demo:1"_s, recordWith(schema));
    (void)job.setParameters(parameters);
    return job;
}

QString titleOf(const FoundSchema &found)
{
    const Result<Json> json = scanJson(found.schema, {});
    return json && json->contains("title") ? toQString((*json)["title"]) : QString();
}

} // namespace

class TestSchemaSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A10_129_usualOrder_data()
    {
        QTest::addColumn<bool>("record");
        QTest::addColumn<bool>("folder");
        QTest::addColumn<bool>("label");
        QTest::addColumn<bool>("parameters");
        QTest::addColumn<int>("origin");
        QTest::addColumn<int>("available");
        QTest::newRow("component record") << true << true << true << true << int(SchemaOrigin::Record) << 4;
        QTest::newRow("source folder") << false << true << true << true << int(SchemaOrigin::SourceFolder) << 3;
        QTest::newRow("image label") << false << false << true << true << int(SchemaOrigin::ImageLabel) << 2;
        QTest::newRow("guess") << false << false << false << true << int(SchemaOrigin::Guess) << 1;
        QTest::newRow("nothing") << false << false << false << false << int(SchemaOrigin::Guess) << 0;
    }
    void A10_129_usualOrder()
    {
        QFETCH(bool, record);
        QFETCH(bool, folder);
        QFETCH(bool, label);
        QFETCH(bool, parameters);
        QFETCH(int, origin);
        const test::Tree tree;
        if (folder)
            tree.write(u"component_config/configSchema.json"_s, schemaCalled("folder"));
        JobDocument job = jobWith(record ? schemaCalled("record") : QByteArray(), parameters ? "{\"a\":\"x\"}" : "{}");
        QVERIFY(job.setJsonAt(u"source.folder"_s, "\"" + tree.root().toUtf8() + "\""));
        SchemaSources sources(job);
        if (label)
            sources.setLabelRecord(recordWith(schemaCalled("label")));
        QTRY_COMPARE(int(sources.current().origin), origin);
        QFETCH(int, available);
        QTRY_COMPARE(int(sources.available().size()), available);
        QCOMPARE(sources.current().schema.isEmpty(), available == 0);
        QCOMPARE(sources.current(), sources.usual());
    }

    void A10_129_rowSchemaOfTheSource()
    {
        const test::Tree tree;
        tree.write(u"component_config/configSchema.json"_s, schemaCalled("folder"));
        tree.write(u"component_config/configRowSchema.json"_s, schemaCalled("row"));
        const FoundSchema found = sourceSchema(tree.root());
        QCOMPARE(titleOf(found), u"folder"_s);
        QCOMPARE(found.rowSchema, schemaCalled("row"));
        tree.write(u"component_config/configSchema.json"_s, "[1]");
        QVERIFY(sourceSchema(tree.root()).schema.isEmpty());
        QVERIFY(sourceSchema(tree.path(u"nowhere"_s)).schema.isEmpty());
    }

    void A10_129_choiceIsRememberedInTheJob_data()
    {
        QTest::addColumn<int>("origin");
        QTest::addColumn<QString>("path");
        QTest::newRow("file in the image") << int(SchemaOrigin::ImageFile) << u"/code/component_config/configSchema.json"_s;
        QTest::newRow("file") << int(SchemaOrigin::File) << u"schemas/mine.json"_s;
        QTest::newRow("source folder") << int(SchemaOrigin::SourceFolder) << u"component_config/configSchema.json"_s;
        QTest::newRow("image label") << int(SchemaOrigin::ImageLabel) << QString();
        QTest::newRow("edited") << int(SchemaOrigin::Edited) << QString();
        QTest::newRow("guess") << int(SchemaOrigin::Guess) << QString();
    }
    void A10_129_choiceIsRememberedInTheJob()
    {
        QFETCH(int, origin);
        QFETCH(QString, path);
        const test::Tree tree;
        const FoundSchema chosen{SchemaOrigin(origin), path, schemaCalled("chosen"), schemaCalled("row")};
        JobDocument job = jobWith(schemaCalled("record"));
        QVERIFY(setChosenSchema(&job, chosen));
        QVERIFY(job.save(tree.path(u"a.job.json"_s)));
        const Result<JobDocument> again = JobDocument::load(tree.path(u"a.job.json"_s));
        QVERIFY(again && again->problems().isEmpty());
        QCOMPARE(*chosenSchema(*again), chosen);
        SchemaSources sources(*again);
        QCOMPARE(sources.current(), chosen);
        QCOMPARE(int(sources.usual().origin), int(SchemaOrigin::Record));
        // A run and a check know it, too; the record itself stays as it was pasted.
        QCOMPARE(again->component().configurationSchema, chosen.schema);
        QCOMPARE(again->component().configurationRowSchema, chosen.rowSchema);
        QCOMPARE(again->jsonAt(u"component.configurationSchema"_s), schemaCalled("record"));
        forgetSchema(&job);
        QCOMPARE(job.component().configurationSchema, schemaCalled("record"));
        QVERIFY(job.jsonAt(u"schema"_s).isEmpty());
    }

    void badChoicesAreSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("no JSON") << QByteArray("{,}") << u"line 1"_s;
        QTest::newRow("list") << QByteArray("[1]") << u"a list, not an object"_s;
        QTest::newRow("twice") << QByteArray("{\"a\":1,\"a\":2}") << u"a is given twice"_s;
        QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0}\0", 6) << u"UTF-16"_s;
    }
    void badChoicesAreSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        JobDocument job = jobWith({});
        const JobDocument before = job;
        const Result<void> set = setChosenSchema(&job, {SchemaOrigin::File, {}, bytes, {}});
        QVERIFY(!set);
        QVERIFY2(set.error().sentence().contains(words), qPrintable(set.error().sentence()));
        QVERIFY(job == before);
    }

    void aChoiceThatSaysNothingIsAWarning_data()
    {
        QTest::addColumn<QByteArray>("choice");
        QTest::newRow("text") << QByteArray("\"x\"");
        QTest::newRow("without a schema") << QByteArray("{\"from\":\"file\"}");
        QTest::newRow("list") << QByteArray("{\"from\":\"file\",\"configuration\":[1]}");
    }
    void aChoiceThatSaysNothingIsAWarning()
    {
        QFETCH(QByteArray, choice);
        JobDocument job = jobWith(schemaCalled("record"));
        QVERIFY(job.setJsonAt(u"schema"_s, choice));
        QCOMPARE(job.component().configurationSchema, schemaCalled("record"));
        QCOMPARE(job.problems().size(), 1);
        QCOMPARE(job.problems()[0].path, u"schema"_s);
        QVERIFY(job.requireValid());
    }

    void anOutdatedCopyIsTold()
    {
        const test::Tree tree;
        tree.write(u"component_config/configSchema.json"_s, schemaCalled("first"));
        JobDocument job = jobWith(schemaCalled("first"));
        QVERIFY(job.setJsonAt(u"source.folder"_s, "\"" + tree.root().toUtf8() + "\""));
        SchemaSources sources(job);
        QTRY_COMPARE(int(sources.available().size()), 2);
        QVERIFY(!sources.isOutdated());
        QSignalSpy changes(&sources, &SchemaSources::changed);
        tree.write(u"component_config/configSchema.json"_s, schemaCalled("second"));
        sources.readSource();
        QVERIFY(changes.wait());
        QVERIFY(sources.isOutdated());
        QCOMPARE(titleOf(sources.current()), u"first"_s); // nothing changes by itself
    }

    void chosenPasswordsAreMasked()
    {
        JobDocument job = jobWith({}, "{\"token\":\"opensesame\"}");
        QVERIFY(setChosenSchema(&job, {SchemaOrigin::ImageFile, u"/s.json"_s, "{\"type\":\"object\",\"properties\":{\"token\":{\"type\":\"string\",\"format\":\"password\"}}}", {}}));
        const Result<JobPreview> preview = previewJob(job);
        QVERIFY(preview && preview->stages.size() == 1);
        QVERIFY(!preview->stages[0].config.contains("opensesame"));
    }
};

LONGSHORE_TEST_MAIN(TestSchemaSources)
#include "tst_schemasources.moc"
