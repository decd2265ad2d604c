// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/publishedports.h"
#include "model/run/runplan.h"
#include "model/run/stageenvironment.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;

class tst_RunPlan : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    static json base()
    {
        return {{"format", "longshore.job/1"},
                {"id", "6f0c1f0e-0000-4000-8000-000000000001"},
                {"name", "test"},
                {"component",
                 {{"id", "demo.x"},
                  {"type", "application"},
                  {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "demo/x"}, {"tag", "1"}}}, {"memory", "256m"}, {"network", "none"}}}}},
                {"configuration", {{"parameters", {{"max", 5}, {"#token", "S3cr3t-Value-42"}}}}}};
    }
    RunRequest request(const json &object) const
    {
        auto document = JobDocument::parse(QByteArray::fromStdString(object.dump()), m_dir.filePath(u"x.job.json"_s));
        if (!document)
            qFatal("%s", qPrintable(document.error().sentence()));
        RunRequest request;
        request.job = *document;
        return request;
    }
    static PlanInput input(const QMap<QString, QByteArray> &states = {})
    {
        PlanInput input;
        input.kbcRunId = u"1234"_s;
        input.states = states;
        input.user = {1000, 100};
        return input;
    }
    /// The main stage of the one row.
    static Result<StageSpec> make(const RunRequest &request, const PlanInput &given = input())
    {
        auto plan = makeRunPlan(request, given);
        if (!plan)
            return fail(plan.error());
        for (const StageSpec &stage : plan->rows.value(0).stages) {
            if (stage.isMain)
                return stage;
        }
        return fail(Error::make(Error::Kind::Internal, {}, u"no main stage"_s));
    }
    static Result<RowPlan> makeRow(const RunRequest &request)
    {
        auto plan = makeRunPlan(request, input());
        return plan ? Result<RowPlan>(plan->rows.value(0)) : fail(plan.error());
    }

private Q_SLOTS:
    void F2_userIsOurs()
    {
        const auto spec = make(request(base()));
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(spec->container.user, u"1000:100"_s);
        QCOMPARE(spec->staging.uid, 1000);
        QCOMPARE(spec->staging.gid, 100);
        QVERIFY(!spec->staging.anyUser);
    }

    void F2_rootUserFeatureLeavesItToTheImage()
    {
        auto object = base();
        object["component"]["features"] = {"container-root-user"};
        const auto spec = make(request(object));
        QVERIFY(spec);
        QVERIFY(spec->container.user.isEmpty());
        QVERIFY(spec->staging.anyUser);
    }

    void X3_labels()
    {
        const auto spec = make(request(base()));
        QVERIFY(spec);
        const auto labels = spec->container.labels;
        QCOMPARE(labels[u"com.keboola.docker-runner.jobId"_s], u"1234"_s);
        QCOMPARE(labels[u"com.keboola.docker-runner.containerName"_s], u"demo.x-1234-1234-0"_s);
        QCOMPARE(labels.size(), 5);
    }

    void X4_X5_memoryAndCpus()
    {
        const auto spec = make(request(base()));
        QVERIFY(spec);
        QCOMPARE(spec->container.memory, 256ll << 20);
        QCOMPARE(spec->container.cpus, 2.0);
        QCOMPARE(spec->container.memorySwap, 0);
        auto object = base();
        object["component"]["features"] = {"no-swap"};
        object["extra"]["memory"] = "64m";
        const auto small = make(request(object));
        QVERIFY2(small, qPrintable(small ? QString() : small.error().sentence()));
        QCOMPARE(small->container.memorySwap, small->container.memory); // X5
    }

    void X6_timeout()
    {
        auto object = base();
        object["component"]["data"]["process_timeout"] = 20;
        QCOMPARE(make(request(object))->timeoutSeconds, 20);
        object["configuration"]["runtime"]["process_timeout"] = 40;
        QCOMPARE(make(request(object))->timeoutSeconds, 40);
    }

    // N14: what the engine shows to everybody holds no secret; config.json does.
    void N14_secretOnlyInTheConfig()
    {
        auto object = base();
        object["configuration"]["parameters"]["#other"] = {{"$secret", "k"}};
        RunRequest wanted = request(object);
        wanted.secrets.insert(u"#other"_s, u"An0ther-Value"_s);
        const auto spec = make(wanted);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        const QByteArray body = QByteArray::fromStdString(spec->container.toJson().dump());
        for (const char *secret : {"S3cr3t-Value-42", "An0ther-Value"}) {
            QVERIFY(spec->staging.config.contains(secret));
            QVERIFY(!spec->maskedConfig.contains(secret));
            QVERIFY(!body.contains(secret));
            QVERIFY(spec->secrets.contains(secret));
        }
    }

    void N14_secretInTheEnvironmentIsNamed()
    {
        auto object = base();
        object["extra"]["env"] = {{"TOKEN", "S3cr3t-Value-42"}};
        const auto spec = make(request(object));
        QVERIFY(spec);
        QCOMPARE(spec->problems.size(), 1);
        QCOMPARE(spec->problems[0].path, u"extra.env.TOKEN"_s);
        QVERIFY(!spec->problems[0].message.contains(u"S3cr3t"_s));
    }

    void F1_boundOrCopied_data()
    {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<bool>("isBound");
        QTest::addColumn<QStringList>("binds");
        QTest::newRow("nothing said") << u"{}"_s << false << QStringList();
        QTest::newRow("copy") << uR"({"input":{"transfer":"copy"},"extra":{"mounts":["/srv/src:/code:ro"]}})"_s << false << QStringList{u"/srv/src:/code:ro"_s};
        QTest::newRow("bind") << uR"({"input":{"transfer":"bind"}})"_s << true << QStringList();
        QTest::newRow("bind with mounts") << uR"({"input":{"transfer":"bind"},"extra":{"mounts":["vol:/v",{"source":"/srv/big","target":"/data/in/files/big","readOnly":true}]}})"_s
                                          << true << QStringList{u"vol:/v"_s, u"/srv/big:/data/in/files/big:ro"_s};
    }
    void F1_boundOrCopied()
    {
        QFETCH(QString, patch);
        QFETCH(bool, isBound);
        QFETCH(QStringList, binds);
        auto object = base();
        object.merge_patch(json::parse(patch.toStdString()));
        const auto spec = make(request(object));
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(spec->isBound, isBound);
        QCOMPARE(spec->container.binds, binds); // what the run adds is known to the run only
    }

    void F2_aBoundFolderThatCannotBeGivenAwayIsOpenForAll()
    {
        auto object = base();
        object["input"] = {{"transfer", "bind"}};
        object["extra"]["user"] = "4242:4242";
        const auto spec = make(request(object));
        QVERIFY(spec);
        QVERIFY(spec->staging.anyUser); // the plan's user is 1000
        PlanInput root = input();
        root.user = {0, 0};
        QVERIFY(!make(request(object), root)->staging.anyUser);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const int bad = int(Error::Kind::BadInput), missing = int(Error::Kind::NotFound);
        QTest::newRow("unresolved secret") << uR"({"configuration":{"parameters":{"#a":{"$secret":"x"}}}})"_s << bad << u"#a"_s;
        QTest::newRow("port") << uR"({"extra":{"ports":["80:x"]}})"_s << bad << u"80:x"_s;
        QTest::newRow("data folder") << uR"({"input":{"mode":"folder","folder":"nowhere"}})"_s << missing << u"nowhere"_s;
        QTest::newRow("file of a table") << uR"({"input":{"mode":"mapping","fileTables":{"in.c-a.t":"nofile.csv"}}})"_s << missing << u"nofile.csv"_s;
        QTest::newRow("A34 root") << uR"({"extra":{"mounts":["/:/host"]}})"_s << bad << u"mounts /"_s;
        QTest::newRow("A34 socket") << uR"({"extra":{"mounts":["/var/run/docker.sock:/s"]}})"_s << bad << u"docker.sock"_s;
        QTest::newRow("F1 over the root") << uR"({"extra":{"mounts":["/srv:/"]}})"_s << bad << u"run's own"_s;
        QTest::newRow("F1 over /data") << uR"({"extra":{"mounts":["/srv:/data/"]}})"_s << bad << u"input.folder"_s;
        QTest::newRow("F1 over /tmp") << uR"({"extra":{"mounts":["/srv:/x/../tmp"]}})"_s << bad << u"run's own"_s;
        QTest::newRow("F1 below /data, copied") << uR"({"extra":{"mounts":["/srv:/data/in/files/x"]}})"_s << bad << u"outside /data"_s;
        QTest::newRow("F1 over /data, bound") << uR"({"input":{"transfer":"bind"},"extra":{"mounts":["/srv:/data"]}})"_s << bad << u"run's own"_s;
        QTest::newRow("F1 over the outputs, bound") << uR"({"input":{"transfer":"bind"},"extra":{"mounts":["/srv:/data/out/files"]}})"_s << bad << u"below /data/in"_s;
        QTest::newRow("memory") << uR"({"component":{"data":{"memory":"1.5g"}}})"_s << bad << u"1.5g"_s;
    }
    void refused()
    {
        QFETCH(QString, patch);
        QFETCH(int, kind);
        QFETCH(QString, says);
        auto object = base();
        object.merge_patch(json::parse(patch.toStdString()));
        const auto spec = make(request(object));
        QVERIFY(!spec);
        const QString sentence = spec.error().sentence();
        QVERIFY2(int(spec.error().kind) == kind, qPrintable(sentence));
        QVERIFY2(sentence.contains(says), qPrintable(sentence));
    }

    void rows()
    {
        auto object = base();
        object["rows"] = {{{"id", "7"}, {"configuration", {{"parameters", {{"max", 9}}}}}, {"state", {{"component", {{"a", 1}}}}}}};
        RunRequest wanted = request(object);
        wanted.rowId = u"7"_s;
        const auto spec = make(wanted);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(json::parse(spec->staging.config.toStdString())["parameters"]["max"].get<int>(), 9);
        QCOMPARE(spec->container.labels[u"com.keboola.docker-runner.rowId"_s], u"7"_s);
        QVERIFY(spec->container.env.contains(u"KBC_CONFIGROWID=7"_s));
        wanted.rowId = u"8"_s;
        QVERIFY(make(wanted).error().kind == Error::Kind::NotFound);
    }

    static json withProcessors()
    {
        auto object = base();
        object["configuration"]["processors"] = {{"before", {{{"definition", {{"component", "p.b"}, {"tag", "2"}}}, {"parameters", {{"a", 1}}}}}},
                                                 {"after", {{{"definition", {{"component", "p.a"}}}}}}};
        for (const char *id : {"p.b", "p.a"})
            object["components"][id] = {{"id", id}, {"type", "processor"}, {"processorConfiguration", {{"allowedProcessorPosition", "after"}}},
                                        {"data", {{"definition", {{"type", "dockerhub"}, {"uri", "demo/p"}, {"tag", "1"}}}, {"memory", "32m"}, {"network", "none"}}}};
        return object;
    }

    void Q1_orderAndPriorities()
    {
        auto object = withProcessors();
        object["rows"] = {{{"id", "1"}}, {{"id", "2"}}};
        const auto plan = makeRunPlan(request(object), input());
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().sentence()));
        QCOMPARE(plan->rows.size(), 2);
        QCOMPARE(plan->stageCount(), 6);
        QStringList seen;
        for (const RowPlan &row : plan->rows) {
            for (const StageSpec &stage : row.stages)
                seen.append(u"%1/%2 %3 %4 %5"_s.arg(stage.number).arg(stage.priority).arg(stage.rowId, stage.component.id, stage.imageReference));
        }
        // Q7: the position that p.b allows is not looked at
        QCOMPARE(seen, QStringList({u"0/0 1 p.b demo/p:2"_s, u"1/1 1 demo.x demo/x:1"_s, u"2/2 1 p.a demo/p:1"_s, u"3/0 2 p.b demo/p:2"_s,
                                    u"4/1 2 demo.x demo/x:1"_s, u"5/2 2 p.a demo/p:1"_s}));
        QCOMPARE(plan->rows[1].stages[2].container.labels[u"com.keboola.docker-runner.containerName"_s], u"p.a-1234-1234-2"_s); // X3
    }

    void Q3_processorsGetTheirParametersOnly()
    {
        const auto plan = makeRunPlan(request(withProcessors()), input());
        QVERIFY(plan);
        const StageSpec &before = plan->rows[0].stages[0], &after = plan->rows[0].stages[2];
        QCOMPARE(json::parse(before.staging.config.toStdString()).dump(),
                 std::string(R"({"action":"run","authorization":{},"image_parameters":{},"parameters":{"a":1},"storage":{}})"));
        QCOMPARE(json::parse(after.staging.config.toStdString())["parameters"].dump(), std::string("{}"));
        QVERIFY(!before.staging.withState && plan->rows[0].stages[1].staging.withState); // S1
    }

    void Q5_limitsAreTheProcessorsOwn()
    {
        auto object = withProcessors();
        object["configuration"]["runtime"]["process_timeout"] = 99;
        object["extra"] = {{"memory", "1g"}, {"network", "bridge"}};
        const auto plan = makeRunPlan(request(object), input());
        QVERIFY(plan);
        const StageSpec &before = plan->rows[0].stages[0], &main = plan->rows[0].stages[1];
        QCOMPARE(before.container.memory, 32ll << 20);
        QCOMPARE(before.container.networkMode, u"none"_s);
        QCOMPARE(before.timeoutSeconds, 3600); // A13
        QCOMPARE(main.timeoutSeconds, 99);
        QCOMPARE(main.container.networkMode, u"bridge"_s);
        QVERIFY(before.container.env.contains(u"KBC_COMPONENTID=p.b"_s));
        QVERIFY(before.container.env.contains(u"KBC_CONFIGID=6f0c1f0e-0000-4000-8000-000000000001"_s));
    }

    void Q6_processorsInConfigurationAndRow() // A43
    {
        auto object = withProcessors();
        object["rows"] = {{{"id", "1"}, {"configuration", {{"processors", object["configuration"]["processors"]}}}}};
        const auto plan = makeRunPlan(request(object), input());
        QVERIFY(!plan);
        QVERIFY2(plan.error().sentence().contains(u"processors"_s), qPrintable(plan.error().sentence()));
    }

    void Q8_unknownProcessor()
    {
        auto object = withProcessors();
        object["components"].erase("p.a");
        const auto plan = makeRunPlan(request(object), input());
        QVERIFY(plan);
        QCOMPARE(plan->unknownComponents, QStringList(u"p.a"_s));
        auto known = input();
        known.known.insert(u"p.a"_s, request(withProcessors()).job.processor(u"p.a"_s).value());
        QCOMPARE(makeRunPlan(request(object), known)->stageCount(), 3);
        object["configuration"]["processors"]["before"][0]["storage"] = json::object();
        QVERIFY(!makeRunPlan(request(object), input())); // no storage for a processor
    }

    void W1_rowsAreRunInTheirOrder()
    {
        auto object = base();
        object["rows"] = {{{"id", "2"}, {"configuration", {{"parameters", {{"max", 2}}}}}}, {{"id", "off"}, {"isDisabled", true}}, {{"id", "1"}}};
        const auto plan = makeRunPlan(request(object), input());
        QVERIFY(plan);
        QCOMPARE(plan->rows.size(), 2);
        QCOMPARE(plan->rows[0].rowId, u"2"_s);
        QCOMPARE(json::parse(plan->rows[1].stages[0].staging.config.toStdString())["parameters"]["max"].get<int>(), 5);
        QCOMPARE(plan->skippedRows, QStringList(u"off"_s)); // W3
    }

    void S5_statesOfRows()
    {
        auto object = base();
        object["state"] = {{"component", {{"of", "the configuration"}}}};
        object["rows"] = {{{"id", "1"}, {"state", {{"component", {{"of", "the job"}}}}}}, {{"id", "2"}}};
        const auto plan = makeRunPlan(request(object), input({{u"1"_s, R"({"component":{"of":"a run"}})"}}));
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().sentence()));
        QCOMPARE(json::parse(plan->rows[0].stages[0].staging.state.toStdString())["of"].get<std::string>(), "a run");
        QCOMPARE(plan->rows[1].stages[0].staging.state, QByteArray("{}"));
    }

    void L6_secretsOfTheStateAreHidden()
    {
        auto object = base();
        object["state"] = {{"component", {{"#refresh", "St4te-Secret"}}}};
        QVERIFY(makeRunPlan(request(object), input())->secrets().contains("St4te-Secret"));
    }

    void X2_containerName() // A14
    {
        QCOMPARE(contractContainerName(u"1"_s, u"1"_s, {}, 0, u"keboola.ex-a_b"_s), u"1-1--0-keboola-ex-a-b"_s);
        QCOMPARE(contractContainerName(u"1"_s, {}, u"r"_s, 2, u"x"_s), u"1-norunid-r-2-x"_s);
    }

    void X8_networks_data()
    {
        QTest::addColumn<QString>("extra");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the component's") << QString() << u"none"_s;
        for (const char *name : {"bridge", "no-internet", "my-net"})
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(name);
    }
    void X8_networks()
    {
        QFETCH(QString, extra);
        auto object = base();
        if (!extra.isEmpty())
            object["extra"]["network"] = extra.toStdString();
        const auto spec = make(request(object));
        QVERIFY(spec);
        QTEST(spec->container.networkMode, "expected");
    }

    void publishedPorts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("inside only") << u"80"_s << u"0 80/tcp"_s;
        QTest::newRow("both") << u"8080:80"_s << u"8080 80/tcp"_s;
        QTest::newRow("udp") << u"53:53/udp"_s << u"53 53/udp"_s;
        QTest::newRow("address") << u"127.0.0.1:8080:80"_s << u"127.0.0.1 8080 80/tcp"_s;
        QTest::newRow("IPv6") << u"[::1]:8080:80"_s << u"::1 8080 80/tcp"_s;
        QTest::newRow("any port of an address") << u"127.0.0.1::80"_s << u"127.0.0.1 0 80/tcp"_s;
        QTest::newRow("range") << u"8000-8001:80-81"_s << u"8000 80/tcp, 8001 81/tcp"_s;
        for (const char *wrong : {"", "0", "70000", "a:80", "80:a", "80-81:80", "81-80", "nowhere:80:80", "80/x", "80:"})
            QTest::newRow(wrong) << QString::fromLatin1(wrong) << QString();
    }
    void publishedPorts()
    {
        QFETCH(QString, text);
        const auto ports = parsePublishedPorts({text});
        QStringList seen;
        for (const PublishedPort &port : ports.value_or(QList<PublishedPort>()))
            seen.append(u"%1 %2 %3/%4"_s.arg(port.address).arg(port.outside).arg(port.inside).arg(port.protocol).trimmed());
        QTEST(seen.join(u", "_s), "expected");
        QVERIFY(bool(ports) != seen.isEmpty());
    }

    void F10_tableNames()
    {
        QFile file(m_dir.filePath(u"c.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto object = base();
        object["configuration"]["storage"]["input"]["tables"] = {{{"source", "in.c-a.t"}}, {{"source", "in.c-a.u"}, {"destination", "sub/u.csv"}}};
        object["input"] = {{"mode", "mapping"}, {"fileTables", {{"in.c-a.t", "c.csv"}, {"in.c-a.u", "c.csv"}}}};
        const auto spec = makeRow(request(object));
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(spec->mapping.tables.size(), 2);
        QCOMPARE(spec->mapping.tables[0].fileName(), u"in.c-a.t"_s);
        QCOMPARE(spec->mapping.tables[1].fileName(), u"sub/u.csv"_s);
        QCOMPARE(spec->fileTables.size(), 2);
        // A file for a table that no mapping names is staged all the same.
        object["configuration"]["storage"]["input"]["tables"] = json::array();
        QCOMPARE(makeRow(request(object))->mapping.tables.size(), 2);
    }

    void syncA1_syncA3_actionsAndDebug()
    {
        auto object = base();
        object["component"]["data"]["synchronous_actions"] = {"testConnection"};
        RunRequest wanted = request(object);
        wanted.action = u"testConnection"_s;
        wanted.debug = true;
        const auto spec = make(wanted);
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(json::parse(spec->staging.config.toStdString())["action"].get<std::string>(), "testConnection");
        QCOMPARE(spec->timeoutSeconds, 30);
        QVERIFY(spec->container.env.contains(u"KBC_COMPONENT_RUN_MODE=debug"_s));
        wanted.action = u"nothing"_s;
        QVERIFY(make(wanted).error().sentence().contains(u"testConnection"_s));
    }

    void A11_144_tagAndPin()
    {
        auto object = base();
        RunRequest wanted = request(object);
        QCOMPARE(make(wanted)->imageReference, u"demo/x:1"_s);
        wanted.tag = u"2"_s;
        QCOMPARE(make(wanted)->imageReference, u"demo/x:2"_s);
        object["image"]["pin"] = "sha256:abc";
        QCOMPARE(make(request(object))->imageReference, u"demo/x@sha256:abc"_s);
        wanted = request(object);
        wanted.tag = u"2"_s; // asked for this once
        QCOMPARE(make(wanted)->imageReference, u"demo/x:2"_s);
        object["component"]["data"]["definition"]["uri"] = "registry.example:5000/demo/x";
        QCOMPARE(make(request(object))->imageReference, u"registry.example:5000/demo/x@sha256:abc"_s);
    }

    /// A run's container is the run's: removed by it once all was read, never by the engine before, and never restarted.
    void A10_125_containersAreTheRunsOwn()
    {
        const auto spec = make(request(base()));
        QVERIFY(spec);
        const QByteArray body = QByteArray::fromStdString(spec->container.toJson().dump());
        QVERIFY2(!body.contains("RestartPolicy") || body.contains("\"Name\":\"no\""), body.constData());
        QVERIFY2(!body.contains("\"AutoRemove\":true"), body.constData());
    }
};

QTEST_GUILESS_MAIN(tst_RunPlan)
#include "tst_runplan.moc"
