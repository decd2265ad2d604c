// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/statsstream.h"
#include "dockerclient/types/jsonread.h"
#include "tests/support/calls.h"
#include "tests/support/replayserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QSignalSpy>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Stats as seven engines tell them (engine-api §10).
class tst_Stats : public QObject
{
    Q_OBJECT

    static ContainerStats parse(const QByteArray &text) { return ContainerStats::fromJson(jsonread::parse(text).value()); }

private Q_SLOTS:
    void oneShot_data()
    {
        QTest::addColumn<qint64>("cpu");
        QTest::addColumn<qint64>("memory");
        QTest::addColumn<qint64>("received");
        QTest::addColumn<qint64>("blockRead");
        QTest::newRow("docker-20.10.24") << qint64(460571740) << qint64(712704) << qint64(-1) << qint64(0);
        QTest::newRow("docker-26.1.5") << qint64(478399330) << qint64(770048) << qint64(-1) << qint64(0);
        QTest::newRow("docker-26.1.5-cgroupv2") << qint64(2870995000) << qint64(745472 - 131072) << qint64(1042) << qint64(393216);
        QTest::newRow("podman-4.3.1") << qint64(331179605) << qint64(327680) << qint64(0) << qint64(0);
        QTest::newRow("podman-5.4.2") << qint64(287669133) << qint64(12288) << qint64(-1) << qint64(0);
        QTest::newRow("podman-5.4.2-cgroupv2") << qint64(1442263000) << qint64(61440) << qint64(1220) << qint64(0);
    }
    void oneShot()
    {
        QFETCH(qint64, cpu);
        QFETCH(qint64, memory);
        QFETCH(qint64, received);
        QFETCH(qint64, blockRead);
        ReplayServer server;
        server.add({.bytes = Transcript::load(QString::fromLatin1(QTest::currentDataTag()), u"stats-oneshot"_s).response});
        EngineClient client(server.endpoint());
        const auto stats = await<ContainerStats>([&](auto done) { client.containers().statsOnce(u"web"_s, this, done); });
        QCOMPARE(failure(stats), QString());
        QCOMPARE(server.seen().value(0).target, QByteArray("/containers/web/stats?stream=0&one-shot=1"));
        QVERIFY(stats->isRunning());
        QCOMPARE(stats->timeNano / 1'000'000'000 / 86400, 1795419050 / 86400);
        QCOMPARE(stats->cpuNanos, cpu);
        QCOMPARE(stats->onlineCpus, 2);
        QCOMPARE(stats->memory, memory);
        QCOMPARE(stats->memoryLimit, 67108864);
        QCOMPARE(stats->received, received);
        QCOMPARE(stats->blockRead, blockRead);
        QCOMPARE(stats->processes, 1);
    }

    void stream_data()
    {
        QTest::addColumn<qsizetype>("piece");
        QTest::addColumn<int>("least");
        for (const qsizetype piece : {1, 7, 0}) {
            for (const char *engine : {"docker-20.10.24", "docker-26.1.5", "docker-26.1.5-cgroupv2"})
                QTest::addRow("%s by %d", engine, int(piece)) << piece << 3;
            for (const char *engine : {"podman-4.3.1", "podman-5.4.2", "podman-5.4.2-cgroupv2"})
                QTest::addRow("%s by %d", engine, int(piece)) << piece << 1;
        }
    }
    void stream()
    {
        QFETCH(qsizetype, piece);
        QFETCH(int, least);
        const QString engine = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0);
        ReplayServer server;
        server.add({.bytes = Transcript::load(engine, u"stats-stream"_s).response, .piece = piece});
        EngineClient client(server.endpoint());
        StatsStream *stream = client.containers().stats(u"web"_s, this);
        QList<ContainerStats> samples;
        connect(stream, &StatsStream::sample, this, [&](const ContainerStats &stats) { samples.append(stats); });
        QTRY_VERIFY(samples.size() >= least);
        QCOMPARE(server.seen().value(0).target, QByteArray("/containers/web/stats?stream=1"));
        for (qsizetype i = 1; i < samples.size(); ++i)
            QVERIFY(samples[i].timeNano > samples[i - 1].timeNano && samples[i].cpuNanos > samples[i - 1].cpuNanos);
        delete stream;
    }

    void theEndOfAContainer_data()
    {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("stopped");
        QTest::newRow("docker-26.1.5 killed") << u"stats-stream-killed"_s << 1;
        QTest::newRow("docker-26.1.5 removed") << u"stats-stream-removed"_s << 0;
        QTest::newRow("podman-5.4.2 killed") << u"stats-stream-killed"_s << 0;
    }
    void theEndOfAContainer()
    {
        QFETCH(QString, call);
        QFETCH(int, stopped);
        const QString engine = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0);
        const Transcript transcript = Transcript::load(engine, call);
        QVERIFY(transcript.isValid());
        ReplayServer server;
        server.add({.bytes = transcript.response, .thenClose = true});
        EngineClient client(server.endpoint());
        StatsStream *stream = client.containers().stats(u"web"_s, this);
        int notRunning = 0;
        connect(stream, &StatsStream::sample, this, [&](const ContainerStats &stats) { notRunning += !stats.isRunning(); });
        const Result<void> end = awaitEnd(stream);
        QCOMPARE(bool(end), transcript.ended);
        QVERIFY(notRunning >= stopped);
    }

    void oneThatDoesNotRun_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("docker-20.10.24") << QString();
        QTest::newRow("podman-4.3.1") << u"protocol"_s; // 200 without a body
        QTest::newRow("podman-5.4.2") << u"engine"_s;   // an error object in a 200
    }
    void oneThatDoesNotRun()
    {
        QFETCH(QString, kind);
        ReplayServer server;
        server.add({.bytes = Transcript::load(QString::fromLatin1(QTest::currentDataTag()), u"stats-notrunning-nostream"_s).response});
        EngineClient client(server.endpoint());
        const auto stats = await<ContainerStats>([&](auto done) { client.containers().statsOnce(u"web"_s, this, done); });
        QCOMPARE(failure(stats).toLower(), kind);
        QVERIFY(!stats || !stats->isRunning());
    }

    void oddValues_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("memory");
        QTest::newRow("no object") << QByteArray("[]") << qint64(-1);
        QTest::newRow("null parts") << QByteArray("{\"read\":\"2026-11-23T07:30:26Z\",\"cpu_stats\":null,\"memory_stats\":null,\"networks\":null}") << qint64(-1);
        QTest::newRow("other types") << QByteArray("{\"read\":\"2026-11-23T07:30:26Z\",\"cpu_stats\":[],\"memory_stats\":\"x\",\"networks\":[1],\"blkio_stats\":7}") << qint64(-1);
        QTest::newRow("cache larger than usage") << QByteArray("{\"read\":\"2026-11-23T07:30:26Z\",\"memory_stats\":{\"usage\":5,\"stats\":{\"inactive_file\":9}}}") << qint64(5);
        QTest::newRow("cgroup v1 cache first") << QByteArray("{\"read\":\"2026-11-23T07:30:26Z\",\"memory_stats\":{\"usage\":9,\"stats\":{\"total_inactive_file\":4,\"inactive_file\":1}}}") << qint64(5);
        QTest::newRow("limit beyond 64 bits") << QByteArray("{\"read\":\"2026-11-23T07:30:26Z\",\"memory_stats\":{\"usage\":9,\"limit\":18446744073709551615}}") << qint64(9);
    }
    void oddValues()
    {
        QFETCH(QByteArray, json);
        QFETCH(qint64, memory);
        const ContainerStats stats = parse(json);
        QCOMPARE(stats.memory, memory);
        QCOMPARE(stats.memoryLimit, 0);
    }

    void networksAndDevicesAreSummed()
    {
        const ContainerStats stats = parse("{\"read\":\"2026-11-23T07:30:26.5Z\",\"networks\":{\"a\":{\"rx_bytes\":1,\"tx_bytes\":10},\"b\":{\"rx_bytes\":2,\"tx_bytes\":20}},"
                                           "\"blkio_stats\":{\"io_service_bytes_recursive\":[{\"op\":\"Read\",\"value\":3},{\"op\":\"read\",\"value\":4},{\"op\":\"Write\",\"value\":5},{\"op\":\"Total\",\"value\":99}]}}");
        QCOMPARE(stats.received, 3);
        QCOMPARE(stats.sent, 30);
        QCOMPARE(stats.blockRead, 7);
        QCOMPARE(stats.blockWritten, 5);
        QCOMPARE(stats.timeNano % 1'000'000'000, 500'000'000);
    }
};

LONGSHORE_TEST_MAIN(tst_Stats)
#include "tst_stats.moc"
