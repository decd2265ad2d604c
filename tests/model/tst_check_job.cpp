// SPDX-License-Identifier: GPL-3.0-or-later
// What `longshore check` says of jobs, images and finished runs; the findings carry the contract's rules.
#include "dockerclient/types/image.h"
#include "model/check/imagecheck.h"
#include "model/check/jobcheck.h"
#include "model/check/runreport.h"
#include "model/component/definition.h"
#include "model/jobs/jobdocument.h"
#include "tests/support/storedrun.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace
{

QStringList brief(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(u"%1 %2 %3"_s.arg(toString(finding.severity), finding.rule, finding.path));
    return list;
}

QString all(const Findings &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(u"%1 %2 %3: %4"_s.arg(toString(finding.severity), finding.rule, finding.path, finding.message));
    return list.join(u'\n');
}

constexpr auto secretValue = "S3cr3t-Value-42";

} // namespace

using ImageChange = std::function<void(longshore::ImageDetails &)>;
Q_DECLARE_METATYPE(ImageChange)

class TestCheckJob : public QObject
{
    Q_OBJECT

    test::Tree m_tree;
    std::shared_ptr<Store> m_store;
    int m_runs = 0;

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
    std::unique_ptr<test::StoredRun> run(int code)
    {
        auto run = std::make_unique<test::StoredRun>(
            m_store, u"01J00000000000000000000%1A"_s.arg(++m_runs, 2, 10, QLatin1Char('0')));
        run->result.summary.containerExitCode = code;
        run->result.summary.verdict = code == 0   ? Verdict::Success
                                      : code == 1 ? Verdict::UserError
                                                  : Verdict::ApplicationError;
        return run;
    }
    static void writeOut(const test::StoredRun &run, const QString &name, const QByteArray &bytes)
    {
        const QString path = run.summary().capsule + u"/out/"_s + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
    }

private Q_SLOTS:
    void initTestCase()
    {
        auto store = Store::open(m_tree.path(u"store"_s));
        QVERIFY(store);
        m_store = *store;
    }

    void goodJob()
    {
        const Findings found = check(base());
        QVERIFY2(found.isEmpty(), qPrintable(all(found)));
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
        QVERIFY2(brief(found).contains(finding), qPrintable(all(found)));
    }

    void secretsThatAreGiven()
    {
        json object = base();
        object["configuration"]["parameters"]["#token"] = {{"$secret", "4f"}};
        JobCheckContext context;
        context.secrets.insert(u"#token"_s, u"a long value"_s);
        const Findings found = check(object, context);
        QVERIFY2(found.isEmpty(), qPrintable(all(found)));
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
        QVERIFY2(all(found).contains(u"/etc"_s), qPrintable(all(found)));
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
        QVERIFY2(found.isEmpty(), qPrintable(all(found)));
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
        QVERIFY2(brief(found).contains(finding), qPrintable(all(found)));
    }

    void goodRun()
    {
        const auto stored = run(0);
        QVERIFY(stored->log("working\n") && stored->keep());
        const Findings found = reportRun(stored->result);
        QVERIFY2(found.isEmpty(), qPrintable(all(found)));
    }

    void exitCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<QByteArray>("err");
        QTest::addColumn<QString>("finding");
        QTest::newRow("success with stderr")
            << 0 << QByteArray("x\n") << QByteArray("warning\n") << u"warning 9.2 stderr"_s;
        QTest::newRow("message on stdout") << 1 << QByteArray("bad\n") << QByteArray() << u"warning X9 stderr"_s;
        QTest::newRow("no word") << 2 << QByteArray() << QByteArray() << u"warning X9 stderr"_s;
        QTest::newRow("user error") << 1 << QByteArray() << QByteArray("bad\n") << QString();
        QTest::newRow("application error") << 2 << QByteArray() << QByteArray("bad\n") << QString();
        QTest::newRow("exception as user error")
            << 1 << QByteArray() << QByteArray("Traceback (most recent call last):\n") << u"warning 9.2 exit code"_s;
        QTest::newRow("exception as application error")
            << 2 << QByteArray() << QByteArray("Traceback (most recent call last):\n") << QString();
        QTest::newRow("killed") << 137 << QByteArray() << QByteArray("x\n") << u"warning 9.2 exit code"_s;
        QTest::newRow("not found") << 127 << QByteArray() << QByteArray("x\n") << u"error 9.2 exit code"_s;
        QTest::newRow("signal") << 139 << QByteArray() << QByteArray("x\n") << u"warning 9.2 exit code"_s;
        QTest::newRow("Z4 root") << 1 << QByteArray() << QByteArray("open: Permission denied\n") << u"warning Z4 log"_s;
    }
    void exitCodes()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, out);
        QFETCH(QByteArray, err);
        QFETCH(QString, finding);
        const auto stored = run(code);
        QVERIFY(out.isEmpty() || stored->log(out));
        QVERIFY(err.isEmpty() || stored->log(err, LogSource::Stderr));
        QVERIFY(stored->log("Exit\n", LogSource::Stderr, LogAppNote) && stored->keep());
        const Findings found = reportRun(stored->result);
        if (finding.isEmpty())
            QVERIFY2(found.isEmpty(), qPrintable(all(found)));
        else
            QVERIFY2(brief(found).contains(finding), qPrintable(all(found)));
    }

    void secretsInLogAndOutputs()
    {
        const auto stored = run(0);
        QVERIFY(stored->log("token [hidden]\n", LogSource::Stdout, LogRedacted) && stored->keep());
        writeOut(*stored, u"tables/in.c-a.t.csv"_s, QByteArray("a\n") + QByteArray(secretValue).toBase64() + "\n");
        writeOut(*stored, u"files/clean"_s, "x");
        RunReportContext context;
        context.secrets = {secretValue};
        const QStringList found = brief(reportRun(stored->result, context));
        QVERIFY2(found.contains(u"warning L6 log"_s) && found.contains(u"error L6 out/tables/in.c-a.t.csv"_s),
                 qPrintable(found.join(u'\n')));
        QVERIFY(!found.contains(u"error L6 out/files/clean"_s));
    }

    void outputMapping()
    {
        const auto stored = run(0);
        for (const QString &name : {u"mapped.csv"_s, u"loose.csv"_s, u"in.c-a.named.csv"_s}) {
            writeOut(*stored, u"tables/"_s + name, "a\n1\n");
            stored->result.tables.append({name, {}, 1, 4, {u"a"_s}, {}});
        }
        stored->result.tables.append({u"manifest.csv"_s, u"in.c-a.m"_s, 1, 4, {u"a"_s}, {}});
        QVERIFY(stored->keep("{\"storage\":{\"output\":{\"tables\":[{\"source\":\"mapped.csv\",\"destination\":\"in.c-"
                             "a.x\"},{\"source\":\"absent.csv\",\"destination\":\"in.c-a.y\"}]}}}"));
        const QStringList found = brief(reportRun(stored->result));
        for (const QString &each : {u"error O2 out/tables/absent.csv"_s, u"note O3 out/tables/loose.csv"_s,
                                    u"warning O5 out/tables/loose.csv"_s, u"warning 6.3 out/tables/in.c-a.named.csv"_s})
            QVERIFY2(found.contains(each), qPrintable(found.join(u'\n')));
        QVERIFY(!found.join(u' ').contains(u"out/tables/mapped.csv"_s) &&
                !found.contains(u"warning O5 out/tables/manifest.csv"_s));
        RunReportContext context;
        context.hasDefaultBucket = true;
        QVERIFY(!brief(reportRun(stored->result, context)).contains(u"warning O5 out/tables/loose.csv"_s));
        stored->result.summary.verdict = Verdict::UserError;
        QVERIFY(!brief(reportRun(stored->result))
                     .contains(u"error O2 out/tables/absent.csv"_s)); // skipped when the job failed
    }

    void outputsAreChecked()
    {
        const auto stored = run(0);
        QVERIFY(stored->keep());
        writeOut(*stored, u"tables/in.c-a.t.csv.manifest"_s, "{}");
        writeOut(*stored, u"state.json"_s, "3");
        const QStringList found = brief(reportRun(stored->result));
        QVERIFY2(found.contains(u"error O1 out/tables/in.c-a.t.csv.manifest"_s) &&
                     found.contains(u"error S2 out/state.json"_s),
                 qPrintable(found.join(u'\n')));
    }
};

LONGSHORE_TEST_MAIN(TestCheckJob)
#include "tst_check_job.moc"
