// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/logstream.h"
#include "tests/dockerclient/perengine.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// The log stream, fed with what five engines sent, cut at 1, 7 and all bytes.
class tst_LogStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void logs_data() { perEngine("logs-follow"); }
    void logs()
    {
        QFETCH(QString, engine);
        ReplayServer server;
        server.add(replay("logs-follow"));
        EngineClient client(server.endpoint());
        LogStream *stream = client.containers().logs(u"x"_s, {.follow = true}, this);
        QByteArray text;
        connect(stream, &LogStream::frames, this, [&text](const QList<LogFrame> &frames) {
            for (const LogFrame &frame : frames) {
                QVERIFY(frame.engineTime / 1'000'000'000 >= 1795419000);
                text += frame.bytes.toByteArray();
            }
        });
        const Result<void> result = awaitEnd(stream);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QVERIFY2(text.contains("late\n") && text.endsWith("bye\n") && !text.contains("2026-"), text.constData());
    }

    void logsOfATerminal_data() { perEngine("logs-tty-follow"); }
    void logsOfATerminal()
    {
        for (const bool tty : {true, false}) { // A45: what the inspect says may be wrong
            ReplayServer server;
            server.add(replay("logs-tty-follow"));
            EngineClient client(server.endpoint());
            LogStream *stream = client.containers().logs(u"x"_s, {.follow = true, .tty = tty}, this);
            QSignalSpy note(stream, &LogStream::note);
            QByteArray text;
            connect(stream, &LogStream::frames, this, [&text](const QList<LogFrame> &frames) {
                for (const LogFrame &frame : frames)
                    text += frame.bytes.toByteArray();
            });
            QVERIFY(awaitEnd(stream));
            QVERIFY(text.contains("\r\n"));
            QCOMPARE(note.size(), tty ? 0 : 1);
        }
    }

    void logsThatEndBadly_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("kind");
        const QByteArray frame("\x01\x00\x00\x00\x00\x00\x00\x02x\n", 10);
        QTest::newRow("within a frame") << chunked(frame + frame.chopped(1)) << u"connection-lost"_s;
        QTest::newRow("without the last chunk") << chunked(frame, false) << u"connection-lost"_s;
        QTest::newRow("the engine's own failure") << chunked(frame + QByteArray("\x03\x00\x00\x00\x00\x00\x00\x02no", 10)) << u"engine"_s;
        QTest::newRow("a frame that is none") << chunked(frame + "garbage!") << u"protocol"_s;
        QTest::newRow("well") << chunked(frame) << QString();
    }
    void logsThatEndBadly()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, kind);
        ReplayServer server;
        server.add({.bytes = answer, .thenClose = true});
        EngineClient client(server.endpoint());
        LogStream *stream = client.containers().logs(u"x"_s, {}, this);
        QByteArray text;
        connect(stream, &LogStream::frames, this, [&text](const QList<LogFrame> &frames) { text += frames.first().bytes.toByteArray(); });
        QCOMPARE(failure(awaitEnd(stream)), kind);
        QVERIFY(text.startsWith("x\n"));
    }

    void anErrorObjectInPlaceOfALog_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("text");
        const QByteArray error("{\"cause\":\"no such process\",\"message\":\"failed to obtain logs\",\"response\":500}\n");
        QTest::newRow("podman 4: the process ended meanwhile") << error << u"engine"_s << QByteArray();
        QTest::newRow("a log that only begins like one") << QByteArray("{\"cause\":1}\n") << QString() << QByteArray("{\"cause\":1}\n");
    }
    void anErrorObjectInPlaceOfALog()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, kind);
        QFETCH(QByteArray, text);
        for (qsizetype cut = 1; cut < body.size(); cut += 5) {
            ReplayServer server;
            server.add({.bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(cut, 16) + "\r\n" + body.first(cut) + "\r\n"
                            + QByteArray::number(body.size() - cut, 16) + "\r\n" + body.sliced(cut) + "\r\n0\r\n\r\n",
                        .thenClose = true});
            EngineClient client(server.endpoint());
            LogStream *stream = client.containers().logs(u"x"_s, {}, this);
            QByteArray found;
            connect(stream, &LogStream::frames, this, [&found](const QList<LogFrame> &frames) {
                for (const LogFrame &frame : frames)
                    found += frame.bytes.toByteArray();
            });
            QCOMPARE(failure(awaitEnd(stream)), kind);
            QCOMPARE(found, text);
        }
    }
};

LONGSHORE_TEST_MAIN(tst_LogStream)
#include "tst_logstream.moc"
