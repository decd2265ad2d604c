// SPDX-License-Identifier: GPL-3.0-or-later
// What `longshore check` says of jobs and images; the findings carry the contract's rules.
#include "dockerclient/types/image.h"
#include "model/check/imagecheck.h"
#include "model/check/jobcheck.h"
#include "model/component/definition.h"
#include "model/jobs/jobdocument.h"
#include "tests/support/findings.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;
using test::brief;
using test::told;

using ImageChange = std::function<void(longshore::ImageDetails &)>;
Q_DECLARE_METATYPE(ImageChange)

class TestCheckJob : public QObject
{
    Q_OBJECT

    test::Tree m_tree;

    static json base()
    {
        return {{"format", "longshore.job/1"},
                {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
                {"name", "test"},
                {"component",
                 {{"id", "demo.x"},
                  {"type", "application"},
                  {"configurationSchema",
                   {{"type", "object"},
                    {"required", {"max"}},
                    {"properties", {{"max", {{"type", "integer"}}}, {"#token", {{"type", "string"}}}}}}},
                  {"data",
                   {{"definition", {{"type", "dockerhub"}, {"uri", "demo/x"}, {"tag", "1"}}},
                    {"memory", "256m"},
                    {"network", "none"}}}}},
                {"configuration", {{"parameters", {{"max", 5}}}}}};
    }
    Findings check(const json &object, const JobCheckContext &context = {}) const
    {
        auto document = JobDocument::parse(QByteArray::fromStdString(object.dump()), m_tree.path(u"x.job.json"_s));
        if (!document)
            qFatal("%s", qPrintable(document.error().sentence()));
        return checkJob(*document, context);
    }
    static ImageDetails goodDetails()
    {
        ImageDetails details;
        details.os = u"linux"_s;
        details.architecture = u"amd64"_s;
        details.cmd = {u"python"_s, u"-u"_s, u"/code/main.py"_s};
        details.labels = {{QLatin1String(componentLabel),
                           u"{\"id\":\"x.y\",\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x/y\"}}}"_s}};
        return details;
    }

private Q_SLOTS:
    void goodJob()
    {
        const Findings found = check(base());
        QVERIFY2(found.isEmpty(), qPrintable(told(found)));
    }

    void job_data()
    {
        QTest::addColumn<QByteArray>("patch"); ///< JSON merge patch of the job
        QTest::addColumn<QString>("finding");
        const auto row = [](const char *name, const char *patch, const char *finding) {
            QTest::newRow(name) << QByteArray(patch) << QString::fromUtf8(finding);
        };
        row("configuration", "{\"configuration\":{\"foo\":1}}", "error C1 configuration.foo");
        row("storage",
            "{\"configuration\":{\"storage\":{\"input\":{\"tables\":[{\"source\":\"in.c-m.t\",\"foo\":1}]}}}}",
            "error C1 configuration.storage.input.tables.0.foo");
        row("memory kind", "{\"component\":{\"data\":{\"memory\":[1]}}}", "error D1 component.data.memory");
        row("memory unit", "{\"component\":{\"data\":{\"memory\":\"1.5g\"}}}", "error D1 component.data.memory");
        row("timeout", "{\"component\":{\"data\":{\"process_timeout\":90000}}}",
            "warning X6 component.data.process_timeout");
        row("parameters", "{\"configuration\":{\"parameters\":{\"max\":\"x\"}}}",
            "error 15 configuration.parameters.max");
        row("secret", "{\"configuration\":{\"parameters\":{\"#token\":{\"$secret\":\"4f\"}}}}",
            "warning C11 configuration.parameters.#token");
        row("short secret", "{\"configuration\":{\"parameters\":{\"#token\":\"1\"}}}",
            "warning L6 configuration.parameters.#token");
        row("processor", "{\"configuration\":{\"processors\":{\"before\":[{\"definition\":{\"component\":\"p.q\"}}]}}}",
            "warning Q8 configuration.processors.before.0");
        row("position",
            "{\"components\":{\"p.q\":{\"id\":\"p.q\",\"processorConfiguration\":{\"allowedProcessorPosition\":"
            "\"after\"},\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"p/q\"}}}},"
            "\"configuration\":{\"processors\":{\"before\":[{\"definition\":{\"component\":\"p.q\"}}]}}}",
            "warning Q7 configuration.processors.before.0");
        row("processors twice",
            "{\"configuration\":{\"processors\":{\"after\":[{\"definition\":{\"component\":\"p.q\"}}]}},"
            "\"rows\":[{\"id\":\"1\",\"configuration\":{\"processors\":{\"after\":[{\"definition\":{\"component\":\"p."
            "q\"}}]}}}]}",
            "error Q6 rows.0.configuration.processors");
        row("row ids", "{\"rows\":[{\"id\":\"1\"},{\"id\":\"1\"}]}", "error W1 rows.1.id");
        row("row is merged", "{\"rows\":[{\"id\":\"1\",\"configuration\":{\"parameters\":{\"max\":\"x\"}}}]}",
            "error 15 rows.0.configuration.parameters.max");
        row("all disabled", "{\"rows\":[{\"id\":\"1\",\"isDisabled\":true}]}", "warning W4 rows");
        row("table id", "{\"configuration\":{\"storage\":{\"input\":{\"tables\":[{\"source\":\"t\"}]}}}}",
            "error I8 configuration.storage.input.tables.0.source");
        row("no such file", "{\"input\":{\"fileTables\":{\"in.c-m.t\":\"nope.csv\"}}}",
            "error F10 input.fileTables.in\\.c-m\\.t");
        row("input folder", "{\"input\":{\"mode\":\"folder\",\"folder\":\"nope\"}}", "error  input.folder");
        row("source folder", "{\"source\":{\"folder\":\"nope\"}}", "warning  source.folder");
    }
    void job()
    {
        QFETCH(QByteArray, patch);
        QFETCH(QString, finding);
        json object = base();
        object.merge_patch(json::parse(patch.toStdString()));
        const Findings found = check(object);
        QVERIFY2(brief(found).contains(finding), qPrintable(told(found)));
    }

    void secretsThatAreGiven()
    {
        json object = base();
        object["configuration"]["parameters"]["#token"] = {{"$secret", "4f"}};
        JobCheckContext context;
        context.secrets.insert(u"#token"_s, u"a long value"_s);
        const Findings found = check(object, context);
        QVERIFY2(found.isEmpty(), qPrintable(told(found)));
        // Without a value it is a warning: the file is as it should be.
        QVERIFY(!check(object).hasErrors() && check(object).size() == 1);
    }

    void tablesOfStorage()
    {
        json object = base();
        object["configuration"]["storage"] = {
            {"input", {{"tables", {{{"source", "in.c-m.there"}}, {{"source", "in.c-m.not"}}}}}}};
        JobCheckContext context;
        context.hasTable = [](const QString &id) { return id == u"in.c-m.there"_s; };
        const QStringList found = brief(check(object, context));
        QVERIFY(found.contains(u"error I8 configuration.storage.input.tables.1.source"_s));
        QVERIFY(!found.contains(u"error I8 configuration.storage.input.tables.0.source"_s));
    }

    void whatARunWouldRefuse()
    {
        json object = base();
        object["extra"] = {{"mounts", {"/etc:/etc"}}};
        const Findings found = check(object);
        QVERIFY(found.size() == 1 && found.hasErrors());
        QVERIFY2(told(found).contains(u"/etc"_s), qPrintable(told(found)));
    }

    void dataFolderOfTheJob()
    {
        json object = base();
        m_tree.write(u"d/out/tables/x.manifest"_s, "{}");
        object["input"] = {{"mode", "folder"}, {"folder", "d"}};
        QVERIFY(brief(check(object)).contains(u"error O1 "_s + m_tree.path(u"d/out/tables/x.manifest"_s)));
    }

    void goodImage()
    {
        const Findings found = checkImage(goodDetails());
        QVERIFY2(found.isEmpty(), qPrintable(told(found)));
    }

    void image_data()
    {
        QTest::addColumn<ImageChange>("change");
        QTest::addColumn<QString>("finding");
        using Change = ImageChange;
        const auto label = [](const QString &record) -> Change {
            return [record](ImageDetails &details) { details.labels[QLatin1String(componentLabel)] = record; };
        };
        QTest::newRow("Z3 nothing to run")
            << Change([](ImageDetails &d) { d.cmd.clear(); }) << u"error Z3 Config.Entrypoint"_s;
        QTest::newRow("Z3 base image") << Change([](ImageDetails &d) { d.cmd = {u"bash"_s}; })
                                       << u"warning Z3 Config.Cmd"_s;
        QTest::newRow("Z3 buffered") << Change([](ImageDetails &d) { d.cmd.removeOne(u"-u"_s); })
                                     << u"note Z3 Config.Cmd"_s;
        QTest::newRow("Z4 user") << Change([](ImageDetails &d) { d.user = u"app"_s; }) << u"note Z4 Config.User"_s;
        QTest::newRow("Z5 architecture") << Change([](ImageDetails &d) { d.architecture = u"arm64"_s; })
                                         << u"warning Z5 Architecture"_s;
        QTest::newRow("Z5 system") << Change([](ImageDetails &d) { d.os = u"windows"_s; }) << u"error Z5 Os"_s;
        QTest::newRow("variable") << Change([](ImageDetails &d) { d.env = {u"KBC_DATADIR=/x"_s}; })
                                  << u"warning E1 Config.Env.KBC_DATADIR"_s;
        QTest::newRow("secret variable") << Change([](ImageDetails &d) { d.env = {u"DB_PASSWORD=x"_s}; })
                                         << u"warning  Config.Env.DB_PASSWORD"_s;
        QTest::newRow("workdir") << Change([](ImageDetails &d) { d.workingDir = u"/data/"_s; })
                                 << u"note F1 Config.WorkingDir"_s;
        QTest::newRow("volume") << Change([](ImageDetails &d) { d.volumes = {u"/data"_s}; })
                                << u"warning F1 Config.Volumes./data"_s;
        QTest::newRow("no record") << Change([](ImageDetails &d) { d.labels.clear(); })
                                   << u"note D4 Config.Labels.longshore.component"_s;
        QTest::newRow("no JSON") << label(u"{"_s) << u"error D1 Config.Labels.longshore.component"_s;
        QTest::newRow("no image") << label(u"{}"_s)
                                  << u"error D1 Config.Labels.longshore.component.data.definition.uri"_s;
        QTest::newRow("schema")
            << label(
                   u"{\"configurationSchema\":{\"properties\":{\"p\":{\"type\":\"string\",\"format\":\"password\"}}},\"data\":{\"definition\":{\"type\":\"dockerhub\",\"uri\":\"x\"}}}"_s)
            << u"warning 15 Config.Labels.longshore.component.configurationSchema.properties.p"_s;
    }
    void image()
    {
        QFETCH(ImageChange, change);
        QFETCH(QString, finding);
        ImageDetails details = goodDetails();
        change(details);
        const Findings found = checkImage(details);
        QVERIFY2(brief(found).contains(finding), qPrintable(told(found)));
    }
};

LONGSHORE_TEST_MAIN(TestCheckJob)
#include "tst_check_job.moc"
