// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "dockerclient/streams/eventstream.h"
#include "dockerclient/streams/logstream.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/waitstream.h"
#include "tests/support/calls.h"
#include "tests/support/replayserver.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QTimeZone>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// What is left of any result when only success and error count.
template<class T>
Result<void> outcome(const Result<T> &result)
{
    return result ? Result<void>() : Result<void>(fail(result.error()));
}

struct Call {
    const char *name;
    /// Makes the call with this image or container name.
    std::function<Result<void>(EngineClient &, const QString &)> make;
    const char *expected;         ///< method and target for the name `x1`
    const char *answer = "";      ///< a body that is a success
    const char *body = "";        ///< what is sent
    const char *headers = "";     ///< of the answer
    bool named = true;            ///< takes a name that can be bad
};

QObject *context()
{
    static QObject object;
    return &object;
}

QBuffer *tar()
{
    static QBuffer buffer;
    buffer.close();
    buffer.setData(QByteArray(1024, '\0'));
    buffer.open(QIODevice::ReadOnly);
    return &buffer;
}

constexpr const char *pathHeader = "X-Docker-Container-Path-Stat: eyJuYW1lIjoiZi50eHQiLCJzaXplIjo2fQ==\r\n";

const QList<Call> &calls()
{
    using Client = EngineClient;
    static const QList<Call> all{
        {"ping", [](Client &c, const QString &) { return outcome(await<Ping>([&](auto d) { c.system().ping(context(), d); })); },
         "GET /_ping", "OK", "", "", false},
        {"version", [](Client &c, const QString &) { return outcome(await<EngineVersion>([&](auto d) { c.system().version(context(), d); })); },
         "GET /version", "{}", "", "", false},
        {"info", [](Client &c, const QString &) { return outcome(await<EngineInfo>([&](auto d) { c.system().info(context(), d); })); },
         "GET /info", "{}", "", "", false},
        {"disk usage", [](Client &c, const QString &) { return outcome(await<DiskUsage>([&](auto d) { c.system().diskUsage(context(), d); })); },
         "GET /system/df", "{}", "", "", false},
        {"events", [](Client &c, const QString &) {
             const QDateTime since = QDateTime::fromMSecsSinceEpoch(1795419026005, QTimeZone::utc());
             return awaitEnd(c.system().events({since, {u"image"_s}, {u"a=b"_s}, {u"x"_s}}, nullptr));
         }, "GET /events?since=1795419026.005000000&filters=%7B%22container%22%3A%5B%22x%22%5D%2C%22label%22%3A%5B%22a%3Db%22%5D%2C%22type%22%3A%5B%22image%22%5D%7D", "{}", "", "", false},
        {"image list", [](Client &c, const QString &) {
             return outcome(await<QList<ImageSummary>>([&](auto d) { c.images().list({true, true, u"a*"_s, false}, context(), d); }));
         }, "GET /images/json?all=1&filters=%7B%22dangling%22%3A%5B%22false%22%5D%2C%22reference%22%3A%5B%22a%2A%22%5D%7D", "[]", "", "", false},
        {"image inspect", [](Client &c, const QString &n) { return outcome(await<ImageDetails>([&](auto d) { c.images().inspect(n, context(), d); })); },
         "GET /images/x1/json", "{}"},
        {"image inspect raw", [](Client &c, const QString &n) { return outcome(await<QByteArray>([&](auto d) { c.images().inspectRaw(n, context(), d); })); },
         "GET /images/x1/json", "{}"},
        {"image history", [](Client &c, const QString &n) { return outcome(await<QList<ImageHistoryEntry>>([&](auto d) { c.images().history(n, context(), d); })); },
         "GET /images/x1/history", "[]"},
        {"image remove", [](Client &c, const QString &n) { return outcome(await<ImageRemoval>([&](auto d) { c.images().remove(n, {true, true}, context(), d); })); },
         "DELETE /images/x1?force=1&noprune=1", "[]"},
        {"image get", [](Client &c, const QString &n) { return awaitEnd(c.images().get(n, nullptr)); },
         "GET /images/x1/get", "tar"},
        {"save", [](Client &c, const QString &n) { return awaitEnd(c.images().save({n, u"a/b:1"_s}, nullptr)); },
         "GET /images/get?names=x1&names=a%2Fb%3A1", "a tar"},
        {"pull", [](Client &c, const QString &n) { return awaitEnd(c.images().pull(n, {"e30=", u"linux/arm64"_s}, nullptr)); },
         "POST /images/create?fromImage=x1&tag=latest&platform=linux%2Farm64", "{}"},
        {"push", [](Client &c, const QString &n) { return awaitEnd(c.images().push(n, {}, nullptr)); },
         "POST /images/x1/push?tag=latest", "{}"},
        {"push by tag", [](Client &c, const QString &) { return awaitEnd(c.images().push(u"h:5000/a/b:1.2"_s, "e30=", nullptr)); },
         "POST /images/h:5000/a/b/push?tag=1.2", "{}", "", "", false},
        {"check auth", [](Client &c, const QString &) { return outcome(await<QString>([&](auto d) { c.system().checkAuth("{\"username\":\"a\"}", context(), d); })); },
         "POST /auth", "{\"IdentityToken\":\"\"}", "{\"username\":\"a\"}", "", false},
        {"image tag", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.images().tag(n, u"h:5000/a/b"_s, u"1"_s, context(), d); }); },
         "POST /images/x1/tag?repo=h%3A5000%2Fa%2Fb&tag=1", "\n"},
        {"load", [](Client &c, const QString &) { return awaitEnd(c.images().load(tar(), nullptr)); },
         "POST /images/load", "{\"stream\":\"Loaded image: x\\n\"}\r\n", "tar", "", false},
        {"build", [](Client &c, const QString &) {
             return awaitEnd(c.images().build({{u"a/b:1"_s, u"c"_s}, u"sub/Df"_s, {{u"V"_s, u"1 & 2"_s}}, {{u"l"_s, u"ä"_s}}, u"t"_s, true, true, u"linux/arm64"_s, true, {}}, tar(), nullptr));
         }, "POST /build?t=a%2Fb%3A1&t=c&dockerfile=sub%2FDf&buildargs=%7B%22V%22%3A%221%20%26%202%22%7D&labels=%7B%22l%22%3A%22%C3%A4%22%7D&target=t&platform=linux%2Farm64&version=2&nocache=1&pull=1&rm=1&forcerm=1",
         "{\"aux\":\"text\"}{\"aux\":{\"ID\":\"sha256:ab\"}}", "tar", "", false},
        {"container list", [](Client &c, const QString &) {
             return outcome(await<QList<ContainerSummary>>([&](auto d) { c.containers().list({true, {u"k=v"_s}}, context(), d); }));
         }, "GET /containers/json?all=1&filters=%7B%22label%22%3A%5B%22k%3Dv%22%5D%7D", "[]", "", "", false},
        {"create", [](Client &c, const QString &n) {
             ContainerSpec spec;
             spec.image = u"i"_s;
             return outcome(await<CreatedContainer>([&](auto d) { c.containers().create(n, spec, context(), d); }));
         }, "POST /containers/create?name=x1", "{\"Id\":\"ab\"}", "{\"Image\":\"i\"}"},
        {"container inspect", [](Client &c, const QString &n) { return outcome(await<ContainerDetails>([&](auto d) { c.containers().inspect(n, context(), d); })); },
         "GET /containers/x1/json", "{}"},
        {"container inspect raw", [](Client &c, const QString &n) { return outcome(await<QByteArray>([&](auto d) { c.containers().inspectRaw(n, context(), d); })); },
         "GET /containers/x1/json", "{}"},
        {"start", [](Client &c, const QString &n) { return outcome(await<bool>([&](auto d) { c.containers().start(n, context(), d); })); },
         "POST /containers/x1/start"},
        {"stop", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().stop(n, 7, context(), d); }); },
         "POST /containers/x1/stop?t=7"},
        {"restart", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().restart(n, 7, context(), d); }); },
         "POST /containers/x1/restart?t=7"},
        {"pause", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().pause(n, context(), d); }); },
         "POST /containers/x1/pause"},
        {"unpause", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().unpause(n, context(), d); }); },
         "POST /containers/x1/unpause"},
        {"rename", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().rename(n, u"y_2"_s, context(), d); }); },
         "POST /containers/x1/rename?name=y_2"},
        {"kill", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().kill(n, u"SIGUSR1"_s, context(), d); }); },
         "POST /containers/x1/kill?signal=SIGUSR1"},
        {"container remove", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().remove(n, {true, true}, context(), d); }); },
         "DELETE /containers/x1?force=1&v=1"},
        {"wait", [](Client &c, const QString &n) { return awaitEnd(c.containers().wait(n, u"next-exit"_s, nullptr)); },
         "POST /containers/x1/wait?condition=next-exit", "{\"StatusCode\":0}"},
        {"logs", [](Client &c, const QString &n) { return awaitEnd(c.containers().logs(n, {true, false, u"12.000000005"_s, 3, u"13"_s}, nullptr)); },
         "GET /containers/x1/logs?stdout=1&stderr=1&timestamps=1&follow=1&since=12.000000005&until=13&tail=3"},
        {"changes", [](Client &c, const QString &n) { return outcome(await<QList<FileChange>>([&](auto d) { c.containers().changes(n, context(), d); })); },
         "GET /containers/x1/changes", "null"},
        {"put archive", [](Client &c, const QString &n) { return await<void>([&](auto d) { c.containers().putArchive(n, u"/a b"_s, tar(), context(), d); }); },
         "PUT /containers/x1/archive?path=%2Fa%20b", "", "tar"},
        {"get archive", [](Client &c, const QString &n) { return awaitEnd(c.containers().getArchive(n, u"/a&b#?"_s, nullptr)); },
         "GET /containers/x1/archive?path=%2Fa%26b%23%3F", "tar"},
        {"stat path", [](Client &c, const QString &n) { return outcome(await<PathStat>([&](auto d) { c.containers().statPath(n, u"/f"_s, context(), d); })); },
         "HEAD /containers/x1/archive?path=%2Ff", "", "", pathHeader},
    };
    return all;
}

} // namespace

/// The same four questions to every call: what goes over the wire, and what comes of "no such thing", of a failing
/// engine and of a bad name.
class tst_Calls : public QObject
{
    Q_OBJECT

    static void everyCall(bool namedOnly = false)
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < calls().size(); ++i) {
            if (calls()[i].named || !namedOnly)
                QTest::newRow(calls()[i].name) << i;
        }
    }
    static Replay answer(const Call &call, int status, QByteArray body, const QByteArray &headers = {})
    {
        const bool head = QByteArray(call.expected).startsWith("HEAD");
        QByteArray bytes = ReplayServer::response(status, body, headers);
        if (head)
            bytes.chop(body.size());
        return {.bytes = bytes};
    }

private Q_SLOTS:
    void success_data() { everyCall(); }
    void success()
    {
        QFETCH(int, index);
        const Call &call = calls()[index];
        ReplayServer server;
        server.add(answer(call, 200, call.answer, call.headers));
        EngineClient client(server.endpoint());
        const Result<void> result = call.make(client, u"x1"_s);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(server.seen().size(), 1);
        QCOMPARE(server.seen()[0].method + ' ' + server.seen()[0].target, QByteArray(call.expected));
        const QByteArray body = QByteArray(call.body) == "tar" ? QByteArray(1024, '\0') : QByteArray(call.body);
        QCOMPARE(server.seen()[0].body, body);
    }

    void notFound_data() { everyCall(); }
    void notFound()
    {
        QFETCH(int, index);
        const Call &call = calls()[index];
        ReplayServer server;
        server.add(answer(call, 404, "{\"message\":\"No such thing:  x1\"}"));
        EngineClient client(server.endpoint());
        const Result<void> result = call.make(client, u"x1"_s);
        QCOMPARE(failure(result), u"not-found"_s);
        QCOMPARE(result.error().httpStatus, 404);
        QVERIFY(QByteArray(call.expected).startsWith(result.error().asked.toLatin1()));
        if (!QByteArray(call.expected).startsWith("HEAD"))
            QCOMPARE(result.error().engineText, u"No such thing:  x1"_s);
    }

    void engineFailure_data() { everyCall(); }
    void engineFailure()
    {
        QFETCH(int, index);
        const Call &call = calls()[index];
        ReplayServer server;
        server.add(answer(call, 500, "{\"cause\":\"c\",\"message\":\"it broke\",\"response\":500}"));
        EngineClient client(server.endpoint());
        const Result<void> result = call.make(client, u"x1"_s);
        QCOMPARE(failure(result), u"engine"_s);
        QCOMPARE(result.error().httpStatus, 500);
        QVERIFY(!result.error().sentence().isEmpty());
    }

    void A50_badNamesNeverReachTheEngine_data() { everyCall(true); }
    void A50_badNamesNeverReachTheEngine()
    {
        QFETCH(int, index);
        ReplayServer server;
        EngineClient client(server.endpoint());
        for (const QString &bad : {u""_s, u"../x"_s, u"a/../b"_s, u"a%2fb"_s, u"a b"_s, u"a?x=1"_s, u"a#b"_s, u"a\r\nX: y"_s, u"a\n"_s, u"-a"_s,
                                   u"a\0b"_s, u"ä"_s, QString(1 << 20, u'a')}) {
            const Result<void> result = calls()[index].make(client, bad);
            QCOMPARE(failure(result), u"bad-input"_s);
            QVERIFY(!result.error().asked.isEmpty() && !result.error().happened.isEmpty());
            QVERIFY(result.error().sentence().size() < 400);
        }
        QCOMPARE(server.seen().size(), 0);
    }

    void A51_references_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<bool>("good");
        const QString hex(64, u'a');
        for (const QString &good : {u"busybox"_s, u"busybox:1.36"_s, u"library/x"_s, u"127.0.0.1:5000/a/b:T_a.g-1"_s, u"localhost/x"_s, u"Host.example/x"_s,
                                    u"[::1]:5000/x"_s, u"x@sha256:"_s + hex, u"x:1@sha256:"_s + hex, hex, u"sha256:"_s + hex, u"abc123"_s, u"a__b/c--d/e.f"_s})
            QTest::newRow(qPrintable(good)) << good << true;
        for (const QString &bad : {u"Busybox"_s, u"a//b"_s, u"a/"_s, u":1"_s, u"a:"_s, u"a@sha256:zz"_s, u"a..b"_s, u"<none>:<none>"_s, u"http://x"_s,
                                   u"a:"_s + QString(129, u'x')})
            QTest::newRow(qPrintable(bad)) << bad << false;
    }
    void A51_references()
    {
        QFETCH(QString, reference);
        QFETCH(bool, good);
        ReplayServer server;
        server.add(200, "{}");
        EngineClient client(server.endpoint());
        const auto result = await<ImageDetails>([&](auto done) { client.images().inspect(reference, this, done); });
        QCOMPARE(failure(result), good ? QString() : u"bad-input"_s);
        if (good)
            QCOMPARE(QByteArray::fromPercentEncoding(server.seen()[0].target), "/images/" + reference.toLatin1() + "/json");
    }

    void otherBadInput()
    {
        ReplayServer server;
        EngineClient client(server.endpoint());
        ContainersApi &containers = client.containers();
        QCOMPARE(failure(await<void>([&](auto done) { containers.kill(u"x"_s, u"KILL&x=1"_s, this, done); })), u"bad-input"_s);
        QCOMPARE(failure(await<void>([&](auto done) { containers.rename(u"x"_s, u"a/b&c"_s, this, done); })), u"bad-input"_s);
        QCOMPARE(failure(await<PathStat>([&](auto done) { containers.statPath(u"x"_s, u"relative"_s, this, done); })), u"bad-input"_s);
        QCOMPARE(failure(awaitEnd(containers.wait(u"x"_s, u"some-day"_s, this))), u"bad-input"_s);
        QCOMPARE(failure(awaitEnd(containers.logs(u"x"_s, {.since = u"yesterday"_s}, this))), u"bad-input"_s);
        QBuffer gzip;
        gzip.setData(QByteArray("\x1f\x8b\x08\x00 compressed"));
        QVERIFY(gzip.open(QIODevice::ReadOnly));
        QCOMPARE(failure(await<void>([&](auto done) { containers.putArchive(u"x"_s, u"/"_s, &gzip, this, done); })), u"bad-input"_s);
        QCOMPARE(server.seen().size(), 0);
    }

    void startSaysWhetherItRanAlready()
    {
        ReplayServer server;
        server.add({.bytes = "HTTP/1.1 304 Not Modified\r\n\r\n"});
        server.add({.bytes = "HTTP/1.1 204 No Content\r\n\r\n"});
        EngineClient client(server.endpoint());
        const auto running = await<bool>([&](auto done) { client.containers().start(u"x"_s, this, done); });
        QVERIFY(running && !*running);
        const auto started = await<bool>([&](auto done) { client.containers().start(u"x"_s, this, done); });
        QVERIFY(started && *started);
    }

    void A49_theStatHeader_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("kind");
        QTest::newRow("good") << QByteArray(pathHeader) << QString();
        QTest::newRow("lower case") << QByteArray(pathHeader).toLower().replace("eyjuyw1lijoizi50ehqilcjzaxplijo2fq==", "e30=") << QString();
        QTest::newRow("missing") << QByteArray() << u"protocol"_s;
        QTest::newRow("no base64") << QByteArray("X-Docker-Container-Path-Stat: {}\r\n") << u"protocol"_s;
        QTest::newRow("no JSON") << "X-Docker-Container-Path-Stat: " + QByteArray("nope").toBase64() + "\r\n" << u"protocol"_s;
        QTest::newRow("no object") << "X-Docker-Container-Path-Stat: " + QByteArray("[1]").toBase64() + "\r\n" << u"protocol"_s;
        QTest::newRow("nested too deep") << "X-Docker-Container-Path-Stat: " + QByteArray(300, '[').toBase64() + "\r\n" << u"protocol"_s;
    }
    void A49_theStatHeader()
    {
        QFETCH(QByteArray, headers);
        QFETCH(QString, kind);
        ReplayServer server;
        server.add(200, {}, headers);
        EngineClient client(server.endpoint());
        QCOMPARE(failure(await<PathStat>([&](auto done) { client.containers().statPath(u"x"_s, u"/f"_s, this, done); })), kind);
    }
};

LONGSHORE_TEST_MAIN(tst_Calls)
#include "tst_calls.moc"
