// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/images.h"
#include "dockerclient/api/system.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "dockerclient/types/jsonread.h"
#include "tests/support/calls.h"
#include "tests/support/faultserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray varint(quint64 value)
{
    QByteArray bytes;
    for (; value > 0x7f; value >>= 7)
        bytes += char(0x80 | (value & 0x7f));
    return bytes + char(value);
}

QByteArray number(int field, quint64 value)
{
    return varint(quint64(field) << 3) + varint(value);
}

QByteArray bytes(int field, const QByteArray &value)
{
    return varint(quint64(field) << 3 | 2) + varint(quint64(value.size())) + value;
}

/// The messages of a recorded build, in order.
QList<QByteArray> recorded(const QString &engine, const QString &call)
{
    QList<QByteArray> messages;
    for (const QByteArray &line : Transcript::load(engine, call).body().split('\n')) {
        const auto object = jsonread::parse(line.trimmed());
        if (object && jsonread::text(*object, "id") == u"moby.buildkit.trace")
            messages.append(QByteArray::fromBase64(jsonread::text(*object, "aux").toLatin1()));
    }
    return messages;
}

} // namespace

/// What BuildKit tells of a build, as real engines sent it and as nobody should.
class tst_BuildTrace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void A3_36_recorded_data()
    {
        QTest::addColumn<QString>("engine");
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("lastStep");
        QTest::addColumn<bool>("fails");
        for (const QString &engine : {u"docker-20.10.24"_s, u"docker-26.1.5"_s}) {
            QTest::addRow("%s, ok", qPrintable(engine)) << engine << u"build-buildkit-ok"_s << u"exporting to image"_s << false;
            QTest::addRow("%s, error", qPrintable(engine)) << engine << u"build-buildkit-error"_s << u"[2/2] RUN [\"/nope\"]"_s << true;
        }
    }
    void A3_36_recorded()
    {
        QFETCH(QString, engine);
        QFETCH(QString, call);
        QFETCH(bool, fails);
        const QList<QByteArray> messages = recorded(engine, call);
        QVERIFY(messages.size() > 5);
        QHash<QString, BuildTrace::Step> steps;
        BuildTrace::Step last;
        for (const QByteArray &message : messages) {
            const std::optional<BuildTrace> trace = BuildTrace::decode(message);
            QVERIFY(trace);
            for (const BuildTrace::Step &step : trace->steps) {
                steps[step.digest] = step;
                last = step;
            }
            for (const BuildTrace::Status &status : trace->statuses)
                QVERIFY(steps.contains(status.step) && !status.id.isEmpty());
            for (const BuildTrace::Output &output : trace->outputs)
                QVERIFY(steps.contains(output.step) && output.isError && output.text.contains("runc run failed"));
        }
        QTEST(last.name, "lastStep");
        QCOMPARE(!last.error.isEmpty(), fails);
        for (const BuildTrace::Step &step : std::as_const(steps)) {
            QVERIFY(step.digest.startsWith(u"sha256:"_s));
            QVERIFY(step.started.isValid() && step.ended.isValid() && step.started <= step.ended);
            QCOMPARE(step.started.date(), QDate(2026, 11, 23));
        }
    }

    void everyField()
    {
        const QByteArray time = number(1, 1'795'419'026) + number(2, 5'000'000);
        const QByteArray step = bytes(1, "sha256:1") + bytes(2, "sha256:0") + bytes(3, "[1/1] RUN ä") + number(4, 1) + bytes(5, time) + bytes(6, time)
                                + bytes(7, "no") + bytes(8, "group") + number(99, 7);
        const QByteArray status = bytes(1, "layer") + bytes(2, "sha256:1") + bytes(3, "name") + number(4, 10) + number(5, 20) + bytes(8, time);
        const QByteArray output = bytes(1, "sha256:1") + bytes(2, time) + number(3, 2) + bytes(4, "text\xff");
        const auto trace = BuildTrace::decode(bytes(1, step) + bytes(2, status) + bytes(3, output) + bytes(4, "warning"));
        QVERIFY(trace);
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(1'795'419'026'005, Qt::UTC);
        QCOMPARE(trace->steps.value(0), (BuildTrace::Step{u"sha256:1"_s, u"[1/1] RUN ä"_s, u"no"_s, when, when, true}));
        QCOMPARE(trace->statuses.value(0), (BuildTrace::Status{u"sha256:1"_s, u"layer"_s, 10, 20, true}));
        QCOMPARE(trace->outputs.value(0), (BuildTrace::Output{u"sha256:1"_s, "text\xff", when, true}));
    }

    void whatIsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("text") << "not protobuf at all"_ba;
        QTest::newRow("length beyond the end") << "\x0a\x7f"_ba + "x";
        QTest::newRow("endless number") << QByteArray(20, '\xff');
        QTest::newRow("a cut step") << bytes(1, bytes(1, "sha256:1").chopped(1));
        QTest::newRow("a group") << "\x0b"_ba;
        QTest::newRow("field zero") << QByteArray("\x00\x01", 2);
        QTest::newRow("a year that nobody can have") << bytes(1, bytes(5, number(1, quint64(1) << 60)));
        QTest::newRow("too many nanoseconds") << bytes(1, bytes(5, number(2, quint64(1) << 40)));
        QTest::newRow("too many steps") << bytes(1, {}).repeated(BuildTrace::mostItems + 1);
    }
    void whatIsNoMessage()
    {
        QFETCH(QByteArray, message);
        QVERIFY(!BuildTrace::decode(message));
    }

    /// Whatever is cut off or flipped, it is decoded or refused.
    void garbage()
    {
        QVERIFY(BuildTrace::decode({}));
        QRandomGenerator random(6);
        for (QByteArray message : recorded(u"docker-26.1.5"_s, u"build-buildkit-error"_s)) {
            for (int end = 0; end < message.size(); ++end)
                (void)BuildTrace::decode(QByteArrayView(message).first(end));
            for (int i = 0; i < 200; ++i) {
                message[random.bounded(int(message.size()))] = char(random.bounded(256));
                (void)BuildTrace::decode(message);
            }
        }
    }

    void aStreamOfThem()
    {
        FaultServer server;
        const QByteArray body = Transcript::load(u"docker-26.1.5"_s, u"build-buildkit-ok"_s).body();
        // Between them what nobody can decode: it does not end the build.
        const QByteArray odd = "{\"id\":\"moby.buildkit.trace\",\"aux\":\"?\"}\r\n{\"id\":\"moby.buildkit.trace\",\"aux\":{}}\r\n"
                               "{\"id\":\"moby.buildkit.trace\",\"aux\":\"/////w==\"}\r\n";
        server.enqueue({.reply = FaultServer::chunked({odd, body}), .piece = 777});
        EngineClient client(server.endpoint());
        QBuffer tar;
        tar.setData(QByteArray(1024, '\0'));
        tar.open(QIODevice::ReadOnly);
        BuildStream *stream = client.images().build({.buildKit = true, .registryConfig = "e30="}, &tar, nullptr);
        QSignalSpy traces(stream, &BuildStream::trace);
        QSignalSpy built(stream, &BuildStream::built);
        QVERIFY(awaitEnd(stream));
        QCOMPARE(traces.size(), recorded(u"docker-26.1.5"_s, u"build-buildkit-ok"_s).size());
        QCOMPARE(built.size(), 1);
        QVERIFY(server.requests().constFirst().target.contains("version=2"));
        QCOMPARE(server.requests().constFirst().headers.value("x-registry-config"), QByteArray("e30="));
    }

    void whoOffersBuildKit_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<bool>("offers");
        QTest::newRow("docker 26") << "Api-Version: 1.45\r\nBuilder-Version: 2\r\nOstype: linux\r\nServer: Docker/26.1.5\r\n"_ba << true;
        QTest::newRow("docker 20.10 says nothing") << "Api-Version: 1.41\r\nOstype: linux\r\nServer: Docker/20.10.24\r\n"_ba << true;
        QTest::newRow("docker that recommends the classic one") << "Api-Version: 1.41\r\nBuilder-Version: 1\r\nOstype: linux\r\n"_ba << false;
        QTest::newRow("docker 18.06") << "Api-Version: 1.38\r\nOstype: linux\r\n"_ba << false;
        QTest::newRow("windows") << "Api-Version: 1.45\r\nOstype: windows\r\n"_ba << false;
        QTest::newRow("podman") << "Api-Version: 1.41\r\nBuilder-Version: \r\nLibpod-Api-Version: 5.4.2\r\nServer: Libpod/5.4.2\r\n"_ba << false;
        QTest::newRow("something else") << QByteArray() << false;
    }
    void whoOffersBuildKit()
    {
        QFETCH(QByteArray, headers);
        FaultServer server;
        server.enqueue({.reply = FaultServer::ok("OK", headers)});
        EngineClient client(server.endpoint());
        const Result<bool> offers = await<bool>([&](auto done) { client.system().offersBuildKit(this, done); });
        QVERIFY(offers);
        QTEST(*offers, "offers");
    }
};

LONGSHORE_TEST_MAIN(tst_BuildTrace)
#include "tst_buildtrace.moc"
