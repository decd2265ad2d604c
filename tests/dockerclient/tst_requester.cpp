// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/requester.h"
#include "tests/support/calls.h"
#include "tests/support/replayserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QBuffer>
#include <QPointer>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What becomes of an answer, and of a call nobody waits for any more.
class tst_Requester : public QObject
{
    Q_OBJECT

    Result<Answer> ask(const Replay &replay, const Request &request)
    {
        ReplayServer server;
        server.add(replay);
        Requester requester(server.endpoint());
        return await<Answer>([&](auto done) { requester.send(request, this, done); });
    }
    static Request get(const QByteArray &path = "/info")
    {
        Request request;
        request.path = path;
        return request;
    }
    static QByteArray raw(const QByteArray &statusLine, const QByteArray &body)
    {
        return "HTTP/1.1 " + statusLine + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private Q_SLOTS:
    void errors_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("engineText");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("Docker's shape") << raw("404 Not Found", "{\"message\":\"No such image: x\"}\n") << u"not-found"_s << u"No such image: x"_s
                                        << u"GET /info: No such image: x"_s;
        QTest::newRow("Podman's shape") << raw("409 Conflict", "{\"cause\":\"c\",\"message\":\"it is used\",\"response\":409}") << u"conflict"_s << u"it is used"_s
                                        << u"GET /info: it is used"_s;
        QTest::newRow("plain text") << raw("404 Not Found", "Not Found\n") << u"not-found"_s << u"Not Found"_s << u"GET /info: Not Found"_s;
        QTest::newRow("an empty body") << raw("500 Internal Server Error", "") << u"engine"_s << QString() << u"GET /info: HTTP 500 Internal Server Error"_s;
        QTest::newRow("a message kept verbatim") << raw("500 X", "{\"message\":\"a\\n  b\"}") << u"engine"_s << u"a\n  b"_s << u"GET /info: a b"_s;
        QTest::newRow("an object without a message") << raw("500 Oops", "{\"a\":1}") << u"engine"_s << QString() << u"GET /info: HTTP 500 Oops"_s;
        QTest::newRow("a message that is no text") << raw("500 Oops", "{\"message\":[1]}") << u"engine"_s << QString() << u"GET /info: HTTP 500 Oops"_s;
        QTest::newRow("a stream with a status") << raw("500 X", "{\"status\":\"The push refers to\"}\n{\"errorDetail\":{\"message\":\"no\"},\"error\":\"denied\"}\n") << u"engine"_s
                                                << u"denied"_s << u"GET /info: denied"_s;
        QTest::newRow("A03 a page") << raw("502 Bad Gateway", "<html>\n<body>" + QByteArray(5000, 'x')) << u"engine"_s << u"<html> <body>"_s + QString(187, u'x')
                                    << u"GET /info: <html> <body>"_s + QString(187, u'x');
        QTest::newRow("a taken name on Podman") << raw("500 X", "{\"message\":\"name \\\"n\\\" is already in use by 1\"}") << u"conflict"_s
                                                << u"name \"n\" is already in use by 1"_s << u"GET /info: name \"n\" is already in use by 1"_s;
        for (const QByteArray &status : QByteArrayList{"401", "403"})
            QTest::newRow(status.constData()) << raw(status + " X", "{\"message\":\"no\"}") << u"permission-denied"_s << u"no"_s << u"GET /info: no"_s;
        for (const QByteArray &status : QByteArrayList{"400", "405", "500", "501", "503"})
            QTest::newRow(status.constData()) << raw(status + " X", "{\"message\":\"no\"}") << u"engine"_s << u"no"_s << u"GET /info: no"_s;
    }
    void errors()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        QFETCH(QString, engineText);
        QFETCH(QString, sentence);
        for (const qsizetype piece : {0, 1}) {
            const Result<Answer> result = ask({.bytes = answer, .piece = piece}, get());
            QCOMPARE(failure(result), kind);
            QCOMPARE(result.error().engineText, engineText);
            QCOMPARE(result.error().sentence(), sentence);
            QCOMPARE(result.error().httpStatus, answer.mid(9, 3).toInt());
        }
    }

    void A47_redirectsAreNotFollowed()
    {
        const Result<Answer> result = ask({.bytes = "HTTP/1.1 301 Moved\r\nLocation: http://evil/\r\nContent-Length: 0\r\n\r\n"}, get());
        QCOMPARE(failure(result), u"protocol"_s);
    }

    void recordedFailures_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        for (const char *engine : recordedEngines) {
            for (const char *call : {"image-inspect-missing", "inspect-missing", "create-no-cmd", "create-name-conflict", "create-image-missing", "start-missing",
                                     "start-cmd-missing", "kill-missing", "kill-notrunning", "rm-missing", "rm-running", "delete-missing", "delete-used-by-stopped",
                                     "images-list-filter-bad", "archive-put-missingdir", "notfound-route", "build-bad-tag"}) {
                if (Transcript::load(QString::fromLatin1(engine), QString::fromLatin1(call)).status() >= 400)
                    QTest::addRow("%s %s", engine, call) << QString::fromLatin1(engine) << QString::fromLatin1(call);
            }
        }
    }
    void recordedFailures()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        const Transcript transcript = Transcript::load(engine, call);
        const Result<Answer> result = ask({.bytes = transcript.response, .piece = 7}, get());
        QVERIFY(!result);
        QCOMPARE(result.error().httpStatus, transcript.status());
        QVERIFY2(!result.error().reason().isEmpty() && !result.error().reason().startsWith(u'{'), qPrintable(result.error().sentence()));
        if (!transcript.body().isEmpty())
            QVERIFY(!result.error().engineText.isEmpty());
        if (call == "create-name-conflict"_L1)
            QCOMPARE(failure(result), u"conflict"_s);
    }

    void answersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        QTest::newRow("rule 3: empty") << QByteArray() << u"protocol"_s;
        QTest::newRow("no JSON") << QByteArray("OK") << u"protocol"_s;
        QTest::newRow("not a list") << QByteArray("{}") << u"protocol"_s;
        QTest::newRow("A38 deep") << QByteArray(100'000, '[') << u"protocol"_s;
        QTest::newRow("rule 3: an error in a 200") << QByteArray("{\"cause\":\"c\",\"message\":\"stopped\",\"response\":500}") << u"engine"_s;
        QTest::newRow("null is an empty list") << QByteArray("null") << QString();
        QTest::newRow("a list of anything") << QByteArray("[null,1,[],{}]") << QString();
    }
    void answersThatAreNone()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, kind);
        ReplayServer server;
        server.add(200, body);
        EngineClient client(server.endpoint());
        QCOMPARE(failure(await<QList<ImageSummary>>([&](auto done) { client.images().list({}, this, done); })), kind);
    }

    void A42_caps()
    {
        Request request = get();
        request.bodyCap = 1 << 20;
        const QByteArray large((1 << 20) + 1, 'x');
        QCOMPARE(failure(ask({.bytes = raw("200 OK", large)}, request)), u"too-large"_s);
        QVERIFY(ask({.bytes = raw("200 OK", large.chopped(1))}, request));
        const Result<Answer> failed = ask({.bytes = raw("500 X", large + large)}, request);
        QCOMPARE(failure(failed), u"engine"_s);
        QVERIFY(failed.error().engineText.size() <= 200);
    }

    void endsEarly_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::newRow("nothing") << QByteArray() << u"connection-lost"_s;
        QTest::newRow("within the head") << QByteArray("HTTP/1.1 200 OK\r\nCont") << u"connection-lost"_s;
        QTest::newRow("within the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}") << u"connection-lost"_s;
        QTest::newRow("without the last chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n") << u"connection-lost"_s;
        QTest::newRow("garbage") << QByteArray("garbage\r\n\r\n") << u"protocol"_s;
        QTest::newRow("a refusal cut short is still one") << QByteArray("HTTP/1.1 404 X\r\nContent-Length: 100\r\n\r\nno such") << u"not-found"_s;
    }
    void endsEarly()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        QCOMPARE(failure(ask({.bytes = answer, .thenClose = true}, get())), kind);
    }

    void aRefusalWhileUploading()
    {
        QBuffer upload;
        upload.setData(QByteArray(8 << 20, 'x'));
        QVERIFY(upload.open(QIODevice::ReadOnly));
        Request request = get("/build");
        request.method = "POST";
        request.upload = &upload;
        const QByteArray refusal = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 20\r\n\r\n{\"message\":\"bad tag\"}";
        const Result<Answer> result = ask({.bytes = refusal, .thenClose = true, .beforeBody = true}, request);
        QCOMPARE(failure(result), u"engine"_s);
        QCOMPARE(result.error().httpStatus, 400);
    }

    void deadline()
    {
        Request request = get();
        request.deadlineMs = 100;
        const Result<Answer> result = ask({}, request);
        QCOMPARE(failure(result), u"timeout"_s);
        QVERIFY(result.error().sentence().startsWith(u"GET /info"_s));
    }

    void theCallbackComesLaterAndOnce()
    {
        ReplayServer server;
        server.add(200, "{}");
        server.add(200, "{}");
        Requester requester(server.endpoint());
        int called = 0;
        const auto count = [&called](const Result<Answer> &) { ++called; };
        QPointer<PendingCall> good = requester.send(get(), this, count);
        QPointer<PendingCall> bad = requester.send(fail(Error::make(Error::Kind::BadInput, u"a"_s, u"b"_s)), this, count);
        QCOMPARE(called, 0);
        QTRY_VERIFY(!good && !bad);
        QCOMPARE(called, 2);
    }

    void cancelEndsIt_data()
    {
        QTest::addColumn<bool>("byContext");
        QTest::newRow("cancel()") << false;
        QTest::newRow("the context dies") << true;
    }
    void cancelEndsIt()
    {
        QFETCH(bool, byContext);
        ReplayServer server;
        server.add(Replay{});
        Requester requester(server.endpoint());
        auto context = std::make_unique<QObject>();
        bool called = false;
        QPointer<PendingCall> call = requester.send(get(), context.get(), [&called](const Result<Answer> &) { called = true; });
        QTRY_COMPARE(server.seen().size(), 1);
        if (byContext)
            context.reset();
        else
            call->cancel();
        if (call)
            call->cancel(); // idempotent
        QTRY_VERIFY(!call);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!called);
    }

    void theClientDies()
    {
        ReplayServer server;
        server.add(Replay{});
        auto client = std::make_unique<EngineClient>(server.endpoint());
        bool called = false;
        QPointer<PendingCall> call = client->system().info(this, [&called](const Result<EngineInfo> &) { called = true; });
        QTRY_COMPARE(server.seen().size(), 1);
        client.reset();
        QVERIFY(!call);
        QTRY_COMPARE(server.openConnections(), 0);
        QVERIFY(!called);
    }

    void theCallbackMayDestroyTheClient()
    {
        ReplayServer server;
        server.add(200, "{}");
        auto client = std::make_unique<EngineClient>(server.endpoint());
        client->system().info(this, [&client](const Result<EngineInfo> &) { client.reset(); });
        QTRY_VERIFY(!client);
    }

    void callsShareAConnection()
    {
        ReplayServer server;
        EngineClient client(server.endpoint());
        for (int i = 0; i < 3; ++i) {
            server.add(200, "{}");
            QVERIFY(await<EngineInfo>([&](auto done) { client.system().info(this, done); }));
        }
        QCOMPARE(server.openConnections(), 1);
    }
};

LONGSHORE_TEST_MAIN(tst_Requester)
#include "tst_requester.moc"
