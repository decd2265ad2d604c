// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/networks.h"
#include "tests/support/runbench.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// Networks, GELF and the flags of a container (contract §9) with real containers.
class tst_EngineNetwork : public QObject, protected OnRunBench<>
{
    Q_OBJECT

    static json gelfJob(const char *protocol, const json &steps)
    {
        return puppetJob(steps, {{"network", "bridge"}, {"logging", {{"type", "gelf"}, {"gelf_server_type", protocol}}}});
    }
    static json message(const char *protocol, int level, const char *text)
    {
        return {{"gelf", {{"protocol", protocol}, {"event", {{"level", level}, {"short_message", text}, {"_answer", 42}}}}}};
    }
    /// The GELF messages of the stored log.
    static QList<json> gelf(const RunResult &result)
    {
        QList<json> all;
        LogReader reader(result.summary.capsule);
        const auto batch = reader.read();
        for (const StoredFrame &frame : batch ? batch->frames : QList<StoredFrame>()) {
            if (frame.flags & LogGelf)
                all.append(json::parse(frame.bytes.toByteArray().toStdString(), nullptr, false));
        }
        return all;
    }

private Q_SLOTS:
    void initTestCase() { makeBench(); }
    void cleanup() { verifyNothingIsLeft(); }

    void X8_network_data()
    {
        QTest::addColumn<QString>("network");
        QTest::addColumn<bool>("hasOne");
        QTest::addColumn<bool>("hasWayOut");
        QTest::newRow("none") << u"none"_s << false << false;
        QTest::newRow("bridge") << u"bridge"_s << true << true;
        QTest::newRow("no-internet") << u"no-internet"_s << true << false;
        QTest::newRow("no-internet once more") << u"no-internet"_s << true << false;
    }
    void X8_network()
    {
        QFETCH(QString, network);
        QFETCH(bool, hasOne);
        QFETCH(bool, hasWayOut);
        json job = puppetJob({{{"show", "/proc/net/route"}}}, {{"network", network.toStdString()}});
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        const QByteArrayList routes = RunBench::log(result).trimmed().split('\n').mid(1);
        QCOMPARE(!routes.isEmpty(), hasOne);
        bool isDefault = false;
        for (const QByteArray &route : routes)
            isDefault = isDefault || route.simplified().split(' ').value(1) == "00000000";
        if (network != u"no-internet"_s) // Docker routes there, too, and drops what comes
            QCOMPARE(isDefault, hasWayOut);
        QVERIFY2(result.problems.isEmpty(), qPrintable(result.problems.value(0).text));
    }

    void X8_ourNetworkIsLabelled()
    {
        QVERIFY(m_bench->run(puppetJob(json::array(), {{"network", "no-internet"}})).summary.verdict == Verdict::Success);
        std::optional<NetworkDetails> found;
        m_bench->client->networks().inspect(u"no-internet"_s, this, [&](const Result<NetworkDetails> &network) { found = network.value_or(NetworkDetails()); });
        QTRY_VERIFY_WITH_TIMEOUT(found, 20'000);
        QVERIFY(found->internal);
        QCOMPARE(found->labels.value(u"longshore.network"_s), u"no-internet"_s);
    }

    void extraNetworkAndPorts()
    {
        json job = puppetJob({{{"print", "up"}}, {{"sleep", 300}}});
        job["extra"] = {{"network", "bridge"}, {"ports", {"127.0.0.1::8080"}}};
        const RunResult result = m_bench->run(m_bench->request(job), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "up"));
            QByteArray raw;
            m_bench->client->containers().inspectRaw(u"longshore-%1-0-a1"_s.arg(id.value), this, [&](const Result<QByteArray> &text) { raw = text.value_or("no"); });
            QTRY_VERIFY_WITH_TIMEOUT(!raw.isEmpty(), 20'000);
            const json bindings = json::parse(raw.toStdString())["HostConfig"]["PortBindings"];
            QCOMPARE(bindings["8080/tcp"][0]["HostIp"].get<std::string>(), "127.0.0.1");
            m_bench->service->cancel(id, 0);
        });
        QVERIFY2(result.summary.verdict == Verdict::Cancelled, qPrintable(result.summary.verdictLine()));
        job["extra"]["network"] = "no-such-network";
        const RunResult missing = m_bench->run(job);
        QVERIFY2(missing.summary.verdict == Verdict::EngineFailure, qPrintable(missing.summary.verdictLine()));
        QVERIFY2(missing.summary.message.contains(u"no-such-network"_s), qPrintable(missing.summary.message));
    }

    void G1_G7_G8_messagesReachTheLog_data()
    {
        QTest::addColumn<QByteArray>("server");
        QTest::addColumn<QByteArray>("sender");
        QTest::newRow("tcp") << QByteArray("tcp") << QByteArray("tcp");
        QTest::newRow("udp") << QByteArray("udp") << QByteArray("udp");
        QTest::newRow("udp in chunks") << QByteArray("udp") << QByteArray("chunked");
        QTest::newRow("http") << QByteArray("http") << QByteArray("http");
    }
    void G1_G7_G8_messagesReachTheLog()
    {
        QFETCH(QByteArray, server);
        QFETCH(QByteArray, sender);
        const std::string longText(1200, 'x');
        json job = gelfJob(server.constData(), {{{"env", "KBC_LOGGER_ADDR"}}, {{"env", "KBC_LOGGER_PORT"}}, {{"error", "to stderr"}},
                                                message(sender.constData(), 6, "hello"), message(sender.constData(), 4, ("careful, My-Gelf-Secret " + longText).c_str())});
        job["configuration"]["parameters"]["#secret"] = "My-Gelf-Secret";
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        const auto messages = gelf(result);
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages[0]["short_message"].get<std::string>(), "hello");
        QCOMPARE(messages[0]["level"].get<int>(), 6);
        QCOMPARE(messages[0]["_answer"].get<int>(), 42);
        QCOMPARE(messages[1]["short_message"].get<std::string>(), "careful, [hidden] " + longText); // G8
        const QByteArray text = RunBench::log(result);
        QVERIFY(text.contains("to stderr\n")); // G7: what it writes is kept, too
        const int port = text.mid(text.indexOf("KBC_LOGGER_PORT=") + 16, 5).toInt();
        QVERIFY2(port >= 12202 && port <= 13202, text.constData());
    }

    void X9_theLastGelfTextIsTheMessage()
    {
        const RunResult result = m_bench->run(gelfJob("tcp", {message("tcp", 3, "it broke"), message("tcp", 6, "bye"), {{"exit", 1}}}));
        QVERIFY2(result.summary.verdict == Verdict::UserError, qPrintable(result.summary.verdictLine()));
        QCOMPARE(result.summary.message, u"it broke"_s);
        const RunResult loud = m_bench->run(gelfJob("tcp", {message("tcp", 3, "it broke"), {{"error", "stderr wins"}}, {{"exit", 1}}}));
        QCOMPARE(loud.summary.message, u"stderr wins"_s);
    }

    void G5_badMessagesBecomeNotices()
    {
        const RunResult result = m_bench->run(gelfJob("tcp", {{{"gelf", {{"raw", "{\"host\":\"elsewhere\",\"level\":3,\"timestamp\":1,\"short_message\":\"x\"}"}}}},
                                                             message("tcp", 0, "an emergency")}));
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.verdictLine()));
        QCOMPARE(gelf(result).size(), 0); // A55, A56
        const QByteArray notes = RunBench::log(result, -1, false);
        QVERIFY2(notes.count('\n') == 3, notes.constData());
    }

    void G1_noNetworkNoLogger()
    {
        json job = gelfJob("tcp", {{{"env", "KBC_LOGGER_ADDR"}}});
        job["component"]["data"]["network"] = "none";
        const RunResult result = m_bench->run(job);
        QVERIFY2(result.summary.verdict == Verdict::Success, qPrintable(result.summary.message));
        QCOMPARE(RunBench::log(result), QByteArray());
        QCOMPARE(result.problems.size(), 1);
        QCOMPARE(result.problems[0].path, u"data.logging.type"_s);
    }

    void X1_nothingButTheImagesOwnCommand()
    {
        json job = puppetJob({{{"print", "x"}}, {{"sleep", 300}}});
        m_bench->run(m_bench->request(job), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "x"));
            QByteArray raw;
            m_bench->client->containers().inspectRaw(u"longshore-%1-0-a1"_s.arg(id.value), this, [&](const Result<QByteArray> &text) { raw = text.value_or("no"); });
            QTRY_VERIFY_WITH_TIMEOUT(!raw.isEmpty(), 20'000);
            m_bench->service->cancel(id, 0);
            const json inspect = json::parse(raw.toStdString());
            QCOMPARE(inspect["Path"].get<std::string>(), "/puppet");
            QCOMPARE(inspect["Args"].size(), RunBench::isPodman() ? 1u : 0u); // Podman repeats the path
            QVERIFY(!inspect["HostConfig"]["AutoRemove"].get<bool>());
            QVERIFY(!inspect["Config"]["Tty"].get<bool>() && !inspect["Config"]["OpenStdin"].get<bool>());
            QCOMPARE(inspect["HostConfig"]["Memory"].get<qint64>(), 64ll << 20); // X4
            if (!RunBench::isPodman())
                QVERIFY(inspect["HostConfig"]["Binds"].is_null() || inspect["HostConfig"]["Binds"].empty()); // X7: nothing of this machine
        });
    }

    void X13_exitCode125IsTheComponents()
    {
        const RunResult own = m_bench->run(puppetJob({{{"exit", 125}}}));
        QVERIFY2(own.summary.verdict == Verdict::OutOfMemory, qPrintable(own.summary.verdictLine())); // as the platform takes it
        json job = puppetJob(json::array());
        job["extra"]["entrypoint"] = {"/nothing"};
        QVERIFY(m_bench->run(job).summary.verdict == Verdict::EngineFailure); // and what docker run would have called 125
    }

    void T1_killedWhenItIgnoresTerm()
    {
        const RunResult result = m_bench->run(m_bench->request(puppetJob({{{"ignoreTerm", true}}, {{"print", "deaf"}}, {{"sleep", 300}}})), [this](const RunId &id) {
            QVERIFY(m_bench->logHolds(id, "deaf"));
            m_bench->service->cancel(id, 1);
        });
        QVERIFY2(result.summary.verdict == Verdict::Cancelled, qPrintable(result.summary.verdictLine()));
        QCOMPARE(*result.summary.containerExitCode, 137);
        QVERIFY(result.summary.durationMs >= 900);
    }
};

QTEST_GUILESS_MAIN(tst_EngineNetwork)
#include "tst_engine_network.moc"
