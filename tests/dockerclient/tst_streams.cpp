// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/archivestream.h"
#include "dockerclient/streams/eventstream.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/streams/waitstream.h"
#include "tests/dockerclient/perengine.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QPointer>
#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The streams, fed with what five engines sent, cut at 1, 7 and all bytes.
class tst_Streams : public QObject
{
    Q_OBJECT

    QBuffer m_tar;

private Q_SLOTS:
    void init()
    {
        m_tar.close();
        m_tar.setData(QByteArray(1024, '\0'));
        QVERIFY(m_tar.open(QIODevice::ReadOnly));
    }

    void events_data() { perEngine("events-stream", false); }
    void events()
    {
        ReplayServer server;
        server.add(replay("events-stream"));
        EngineClient client(server.endpoint());
        std::unique_ptr<EventStream> stream(client.system().events({}, nullptr));
        QSignalSpy opened(stream.get(), &EventStream::opened);
        QStringList actions;
        connect(stream.get(), &EventStream::event, this, [&](const EngineEvent &event) {
            QCOMPARE(opened.size(), 1);
            QVERIFY(event.timeNano > 1'700'000'000'000'000'000);
            if (event.type == "container"_L1 && event.attributes.value(u"name"_s).startsWith(u"apifacts-ev"_s))
                actions.append(event.action);
        });
        QTRY_VERIFY(actions.contains(u"destroy"_s) || actions.contains(u"remove"_s));
        for (const QString &action : {u"create"_s, u"start"_s, u"die"_s})
            QVERIFY(actions.contains(action));
        for (const QString &action : std::as_const(actions))
            QVERIFY(!action.contains(u':') && !action.contains(u' '));
    }

    void wait_data() { perEngine("wait-nextexit"); }
    void wait()
    {
        ReplayServer server;
        server.add(replay("wait-nextexit"));
        EngineClient client(server.endpoint());
        WaitStream *stream = client.containers().wait(u"x"_s, u"next-exit"_s, this);
        QSignalSpy armed(stream, &WaitStream::armed);
        QSignalSpy exited(stream, &WaitStream::exited);
        QVERIFY(awaitEnd(stream));
        QCOMPARE(armed.size(), 1);
        QCOMPARE(exited.size(), 1);
        QCOMPARE(exited.first().first().toInt(), 3);
        QVERIFY(exited.first().last().toString().isEmpty());
    }

    void waitIsArmedByTheHead()
    {
        ReplayServer server;
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"});
        EngineClient client(server.endpoint());
        std::unique_ptr<WaitStream> stream(client.containers().wait(u"x"_s, u"next-exit"_s, nullptr));
        QSignalSpy armed(stream.get(), &WaitStream::armed);
        QSignalSpy finished(stream.get(), &Stream::finished);
        QTRY_COMPARE(armed.size(), 1);
        QCOMPARE(finished.size(), 0);
    }

    void waitWithoutAnExit_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        QTest::newRow("no object") << chunked("") << u"protocol"_s;
        QTest::newRow("no code") << chunked("{\"a\":1}") << u"protocol"_s;
        QTest::newRow("half an object") << chunked("{\"StatusCode\":") << u"connection-lost"_s;
        QTest::newRow("no chunk terminator") << chunked("{}", false) << u"connection-lost"_s;
    }
    void waitWithoutAnExit()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        ReplayServer server;
        server.add({.bytes = answer, .thenClose = true});
        EngineClient client(server.endpoint());
        QCOMPARE(failure(awaitEnd(client.containers().wait(u"x"_s, u"removed"_s, this))), kind);
    }

    void build_data() { perEngine("build-ok"); }
    void build()
    {
        ReplayServer server;
        server.add(replay("build-ok"));
        EngineClient client(server.endpoint());
        BuildStream *stream = client.images().build({}, &m_tar, this);
        QSignalSpy steps(stream, &BuildStream::step);
        QSignalSpy built(stream, &BuildStream::built);
        QString output;
        connect(stream, &BuildStream::output, this, [&output](const QString &text) { output += text; });
        const Result<void> result = awaitEnd(stream);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(built.size(), 1);
        QCOMPARE(built.first().first().value<ImageId>().value.size(), 64);
        QCOMPARE(steps.first().at(0).toInt(), 1);
        QCOMPARE(steps.last().at(0), steps.last().at(1));
        QVERIFY(steps.first().at(2).toString().startsWith("FROM "_L1));
        QVERIFY(output.contains(u'\n'));
    }

    void aBuildFailsWithinA200_data() { perEngine("build-run-fails"); }
    void aBuildFailsWithinA200()
    {
        ReplayServer server;
        server.add(replay("build-run-fails"));
        EngineClient client(server.endpoint());
        BuildStream *stream = client.images().build({}, &m_tar, this);
        QSignalSpy built(stream, &BuildStream::built);
        const Result<void> result = awaitEnd(stream);
        QCOMPARE(failure(result), u"engine"_s);
        QVERIFY(result.error().engineText.contains(u'3'));
        QCOMPARE(built.size(), 0);
    }

    void buildKitsAuxIsText_data() { perEngine("build-version2-no-session"); }
    void buildKitsAuxIsText()
    {
        ReplayServer server;
        Replay cut = replay("build-version2-no-session");
        cut.thenClose = true; // the recording is cut
        server.add(cut);
        EngineClient client(server.endpoint());
        (void)awaitEnd(client.images().build({}, &m_tar, this));
    }

    void load_data() { perEngine("load-ok"); }
    void load()
    {
        ReplayServer server;
        server.add(replay("load-ok"));
        EngineClient client(server.endpoint());
        ProgressStream *stream = client.images().load(&m_tar, this);
        QStringList texts;
        connect(stream, &ProgressStream::message, this, [&texts](const ProgressMessage &message) { texts.append(message.status); });
        QVERIFY(awaitEnd(stream));
        QVERIFY(texts.join(u' ').contains("Loaded image"_L1));
    }

    void A52_loadFailsWithinA200_data() { perEngine("load-garbage"); }
    void A52_loadFailsWithinA200()
    {
        ReplayServer server;
        server.add(replay("load-garbage"));
        EngineClient client(server.endpoint());
        QCOMPARE(failure(awaitEnd(client.images().load(&m_tar, this))), u"engine"_s);
    }

    void A52_progress_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("messages");
        QTest::newRow("joined") << QByteArray("{\"status\":\"a\"}{\"status\":\"b\"}\r\n{\"status\":\"c\"}") << QString() << 3;
        QTest::newRow("only errorDetail") << QByteArray("{\"status\":\"a\"}\n{\"errorDetail\":{\"message\":\"no\"}}\n") << u"engine"_s << 1;
        QTest::newRow("an error that is empty") << QByteArray("{\"status\":\"a\",\"error\":\"\"}\n") << QString() << 1;
        QTest::newRow("no JSON") << QByteArray("<html>") << u"protocol"_s << 0;
        QTest::newRow("wrong types") << QByteArray("{\"status\":1,\"id\":[],\"progressDetail\":7}\n") << QString() << 1;
        QTest::newRow("no object is no message") << QByteArray() << QString() << 0;
    }
    void A52_progress()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, kind);
        QFETCH(int, messages);
        ReplayServer server;
        server.add({.bytes = chunked(body)});
        EngineClient client(server.endpoint());
        ProgressStream *stream = client.images().load(&m_tar, this);
        int count = 0;
        connect(stream, &ProgressStream::message, this, [&count] { ++count; });
        QCOMPARE(failure(awaitEnd(stream)), kind);
        QCOMPARE(count, messages);
    }

    void aPausedArchiveHoldsTheSocketBack()
    {
        const QByteArray body(32 << 20, 'x');
        ReplayServer server;
        server.add({.bytes = ReplayServer::response(200, body)});
        server.add(200, "OK");
        EngineClient client(server.endpoint());
        ArchiveStream *stream = client.containers().getArchive(u"x"_s, u"/"_s, this);
        qint64 received = 0;
        connect(stream, &ArchiveStream::data, this, [&](const QByteArray &bytes) {
            if (received == 0)
                stream->setPaused(true);
            received += bytes.size();
        });
        QSignalSpy finished(stream, &Stream::finished);
        QTRY_VERIFY(received > 0);
        const qint64 before = received;
        // Another call goes all the way through the event loop meanwhile.
        QVERIFY(await<Ping>([&](auto done) { client.system().ping(this, done); }));
        QCOMPARE(received, before);
        QCOMPARE(finished.size(), 0);
        stream->setPaused(false);
        QVERIFY(awaitEnd(stream));
        QCOMPARE(received, body.size());
    }

    void abortAndDeath()
    {
        ReplayServer server;
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"});
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"});
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"});
        auto client = std::make_unique<EngineClient>(server.endpoint());
        const auto open = [&] {
            EventStream *stream = client->system().events({}, this);
            QSignalSpy opened(stream, &EventStream::opened);
            if (!opened.wait())
                QTest::qFail("the stream did not open", __FILE__, __LINE__);
            return stream;
        };
        EventStream *aborted = open();
        QSignalSpy finished(aborted, &Stream::finished);
        aborted->abort();
        aborted->abort();
        QCOMPARE(finished.size(), 1);
        QCOMPARE(failure(finished.first().first().value<Result<void>>()), u"cancelled"_s);
        delete open();
        QTRY_COMPARE(server.openConnections(), 0);

        EventStream *orphan = open();
        QSignalSpy orphaned(orphan, &Stream::finished);
        client.reset();
        QTRY_COMPARE(orphaned.size(), 1);
        QCOMPARE(failure(orphaned.first().first().value<Result<void>>()), u"cancelled"_s);
    }

    void anIdleLimit()
    {
        ReplayServer server;
        server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"});
        EngineClient client(server.endpoint());
        EventStream *stream = client.system().events({}, this);
        stream->setIdleLimit(100);
        QCOMPARE(failure(awaitEnd(stream)), u"timeout"_s);
    }

    void aSlotMayDeleteTheStream()
    {
        const QByteArray event = "{\"Type\":\"container\",\"Action\":\"start\"}\n";
        ReplayServer server;
        server.add({.bytes = chunked(event + event + event)});
        EngineClient client(server.endpoint());
        QPointer<EventStream> stream = client.system().events({}, this);
        int count = 0;
        connect(stream, &EventStream::event, this, [&] {
            ++count;
            delete stream;
        });
        QTRY_VERIFY(!stream);
        QCOMPARE(count, 1);
    }
};

LONGSHORE_TEST_MAIN(tst_Streams)
#include "tst_streams.moc"
