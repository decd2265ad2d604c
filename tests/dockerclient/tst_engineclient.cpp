// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "tests/support/calls.h"
#include "tests/support/replayserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QPointer>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray pingAnswer(const QByteArray &version, int status = 200)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nApi-Version: " + version + "\r\nContent-Length: 2\r\n\r\nOK";
}

QByteArray versionBody(const QByteArray &oldest, const QByteArray &newest)
{
    return "{\"Version\":\"1\",\"ApiVersion\":\"" + newest + "\",\"MinAPIVersion\":\"" + oldest + "\"}";
}

} // namespace

class tst_EngineClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedEngines_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("api");
        QTest::addColumn<bool>("podman");
        QTest::addColumn<qsizetype>("piece");
        for (const qsizetype piece : {1, 7, 0}) {
            for (const char *engine : longshore::test::recordedEngines) {
                const QString name = QString::fromLatin1(engine);
                QTest::addRow("%s by %d", engine, int(piece)) << name << (name.contains(u"26.1"_s) ? u"1.45"_s : u"1.41"_s) << name.startsWith(u"podman"_s) << piece;
            }
        }
    }
    void recordedEngines()
    {
        QFETCH(QString, engine);
        QFETCH(QString, api);
        QFETCH(bool, podman);
        QFETCH(qsizetype, piece);
        ReplayServer server;
        server.add({.bytes = Transcript::load(engine, u"ping-get"_s).response, .piece = piece});
        server.add({.bytes = Transcript::load(engine, u"version"_s).response, .piece = piece});
        server.add({.bytes = Transcript::load(engine, u"info"_s).response, .piece = piece});
        EngineClient client(server.endpoint());
        QCOMPARE(client.apiVersion(), ApiVersion{});
        const auto version = await<EngineVersion>([&](auto done) { client.negotiate(this, done); });
        QVERIFY2(version, version ? "" : qPrintable(version.error().sentence()));
        QCOMPARE(client.apiVersion().toString(), api);
        QCOMPARE(client.kind(), podman ? EngineKind::Podman : EngineKind::Docker);
        QVERIFY(await<EngineInfo>([&](auto done) { client.system().info(this, done); }));
        QCOMPARE(server.seen()[0].target, "/_ping");
        QCOMPARE(server.seen()[1].target, "/version");
        QCOMPARE(server.seen()[2].target, "/v" + api.toLatin1() + "/info");
    }

    void choice_data()
    {
        QTest::addColumn<QByteArray>("oldest");
        QTest::addColumn<QByteArray>("newest");
        QTest::addColumn<QString>("expected");
        QTest::newRow("older than ours") << QByteArray("1.12") << QByteArray("1.41") << u"1.41"_s;
        QTest::newRow("the same") << QByteArray("1.24") << QByteArray("1.45") << u"1.45"_s;
        QTest::newRow("newer than ours") << QByteArray("1.24") << QByteArray("1.52") << u"1.45"_s;
        QTest::newRow("Docker 29") << QByteArray("1.44") << QByteArray("1.52") << u"1.45"_s;
        QTest::newRow("our oldest") << QByteArray("1.12") << QByteArray("1.24") << u"1.24"_s;
        QTest::newRow("too new") << QByteArray("1.46") << QByteArray("1.60") << u"unsupported-api"_s;
        QTest::newRow("too old") << QByteArray("1.12") << QByteArray("1.23") << u"unsupported-api"_s;
        QTest::newRow("by number, not by text") << QByteArray("1.9") << QByteArray("1.9") << u"unsupported-api"_s;
    }
    void choice()
    {
        QFETCH(QByteArray, oldest);
        QFETCH(QByteArray, newest);
        QFETCH(QString, expected);
        ReplayServer server;
        server.add({.bytes = pingAnswer(newest)});
        server.add(200, versionBody(oldest, newest));
        EngineClient client(server.endpoint());
        const auto version = await<EngineVersion>([&](auto done) { client.negotiate(this, done); });
        QCOMPARE(version ? client.apiVersion().toString() : failure(version), expected);
        if (!version) {
            QCOMPARE(client.apiVersion(), ApiVersion{});
            QVERIFY(!version.error().advice.isEmpty());
        }
    }

    void whatIsNoEngine_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::newRow("another web server") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi") << u"protocol"_s;
        QTest::newRow("404 of another one") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 9\r\n\r\n<html>404") << u"protocol"_s;
        QTest::newRow("a version that is none") << pingAnswer("latest") << u"protocol"_s;
        QTest::newRow("a redirect") << QByteArray("HTTP/1.1 301 Moved\r\nLocation: http://evil/\r\nContent-Length: 0\r\n\r\n") << u"protocol"_s;
        QTest::newRow("no HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n\r\n") << u"protocol"_s;
        QTest::newRow("it asks who we are") << QByteArray("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n") << u"permission-denied"_s;
        QTest::newRow("an engine that is ill") << pingAnswer("1.41", 500) << u"engine"_s;
    }
    void whatIsNoEngine()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        ReplayServer server;
        server.add({.bytes = answer, .thenClose = true});
        EngineClient client(server.endpoint());
        const auto version = await<EngineVersion>([&](auto done) { client.negotiate(this, done); });
        QCOMPARE(failure(version), kind);
        QVERIFY(!version.error().sentence().isEmpty());
    }

    void aSilentEngine_data()
    {
        QTest::addColumn<bool>("pingAnswers");
        QTest::newRow("at the ping") << false;
        QTest::newRow("at the version") << true;
    }
    void aSilentEngine()
    {
        QFETCH(bool, pingAnswers);
        ReplayServer server;
        if (pingAnswers)
            server.add({.bytes = pingAnswer("1.41")});
        server.add(Replay{});
        EngineClient client(server.endpoint());
        const auto version = await<EngineVersion>([&](auto done) { client.negotiate(this, done, 200); });
        QCOMPARE(failure(version), u"timeout"_s);
    }

    void cancelled()
    {
        ReplayServer server;
        server.add(Replay{});
        EngineClient client(server.endpoint());
        bool called = false;
        QPointer<PendingCall> call = client.negotiate(this, [&called](const Result<EngineVersion> &) { called = true; });
        QTRY_COMPARE(server.seen().size(), 1);
        call->cancel();
        QTRY_VERIFY(!call);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!called);
    }

    void F19_aNewEngineBehindTheSameSocket()
    {
        ReplayServer server;
        EngineClient client(server.endpoint());
        for (const QByteArray newest : {"1.45", "1.41"}) {
            server.add({.bytes = pingAnswer(newest)});
            server.add(200, versionBody("1.24", newest));
            QVERIFY(await<EngineVersion>([&](auto done) { client.negotiate(this, done); }));
            QCOMPARE(client.apiVersion().toString().toLatin1(), newest);
        }
    }

    void nobodyThere()
    {
        EngineClient client(Endpoint::unixSocket(u"/nonexistent/engine.sock"_s));
        const auto version = await<EngineVersion>([&](auto done) { client.negotiate(this, done); });
        QCOMPARE(failure(version), u"unreachable"_s);
        QVERIFY2(version.error().sentence().contains(u"/nonexistent/engine.sock"_s), qPrintable(version.error().sentence()));
    }
};

LONGSHORE_TEST_MAIN(tst_EngineClient)
#include "tst_engineclient.moc"
