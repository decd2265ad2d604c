// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runspec.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;
using nlohmann::json;

class tst_RunSpec : public QObject
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
    Result<RunSpec> make(const RunRequest &request) const
    {
        return makeRunSpec(request, request.job.component(), u"1234"_s, {1000, 100});
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

    void X4_memoryAndCpus()
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

    void refused_data()
    {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("says");
        const int bad = int(Error::Kind::BadInput), missing = int(Error::Kind::NotFound);
        QTest::newRow("unresolved secret") << uR"({"configuration":{"parameters":{"#a":{"$secret":"x"}}}})"_s << bad << u"#a"_s;
        QTest::newRow("no-internet") << uR"({"extra":{"network":"no-internet"}})"_s << bad << u"no-internet"_s;
        QTest::newRow("processors") << uR"({"configuration":{"processors":{"before":[{"definition":{"component":"p"}}]}}})"_s << bad << u"processors"_s;
        QTest::newRow("bind") << uR"({"input":{"mode":"folder","folder":".","transfer":"bind"}})"_s << bad << u"transfer"_s;
        QTest::newRow("data folder") << uR"({"input":{"mode":"folder","folder":"nowhere"}})"_s << missing << u"nowhere"_s;
        QTest::newRow("table without a file") << uR"({"configuration":{"storage":{"input":{"tables":[{"source":"in.c-a.t"}]}}}})"_s << bad << u"in.c-a.t"_s;
        QTest::newRow("file of a table") << uR"({"input":{"mode":"mapping","fileTables":{"in.c-a.t":"nofile.csv"}}})"_s << missing << u"nofile.csv"_s;
        QTest::newRow("A34 root") << uR"({"extra":{"mounts":["/:/host"]}})"_s << bad << u"mounts /"_s;
        QTest::newRow("A34 socket") << uR"({"extra":{"mounts":["/var/run/docker.sock:/s"]}})"_s << bad << u"docker.sock"_s;
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

    void F10_tableNames()
    {
        QFile file(m_dir.filePath(u"c.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        auto object = base();
        object["configuration"]["storage"]["input"]["tables"] = {{{"source", "in.c-a.t"}}, {{"source", "in.c-a.u"}, {"destination", "sub/u.csv"}}};
        object["input"] = {{"mode", "mapping"}, {"fileTables", {{"in.c-a.t", "c.csv"}, {"in.c-a.u", "c.csv"}}}};
        const auto spec = make(request(object));
        QVERIFY2(spec, qPrintable(spec ? QString() : spec.error().sentence()));
        QCOMPARE(spec->staging.files.keys(), QByteArrayList({"in/tables/in.c-a.t", "in/tables/sub/u.csv"}));
    }

    void actionsAndDebug()
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

    void tagAndPin()
    {
        auto object = base();
        RunRequest wanted = request(object);
        QCOMPARE(make(wanted)->imageReference, u"demo/x:1"_s);
        wanted.tag = u"2"_s;
        QCOMPARE(make(wanted)->imageReference, u"demo/x:2"_s);
        object["image"]["pin"] = "sha256:abc";
        QCOMPARE(make(request(object))->imageReference, u"demo/x@sha256:abc"_s);
    }
};

QTEST_GUILESS_MAIN(tst_RunSpec)
#include "tst_runspec.moc"
