// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineclient.h"
#include "model/run/statssampler.h"
#include "tests/support/calls.h"
#include "tests/support/replayserver.h"
#include "tests/support/testmain.h"
#include "tests/support/transcript.h"

#include <QSignalSpy>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// Samples of a run: taken from what engines sent, kept in the capsule, read again.
class tst_StatsSampler : public QObject
{
    Q_OBJECT

    static QByteArray object(int second, qint64 cpuMs, qint64 memory)
    {
        return "{\"read\":\"2026-11-23T07:30:" + QByteArray::number(second).rightJustified(2, '0') + ".5Z\",\"cpu_stats\":{\"cpu_usage\":{\"total_usage\":"
            + QByteArray::number(cpuMs * 1'000'000) + "},\"online_cpus\":2},\"memory_stats\":{\"usage\":" + QByteArray::number(memory) + ",\"limit\":1000}}\n";
    }
    static QByteArray stream(const QByteArray &body) { return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n"; }

private Q_SLOTS:
    void dockerIsAskedOnceAndFollowed()
    {
        QTemporaryDir capsule;
        ReplayServer server;
        server.add(200, object(10, 100, 300));
        const QByteArray stopped = "{\"read\":\"0001-01-01T00:00:00Z\",\"memory_stats\":{}}\n";
        // The stream's first object comes again, as it does when it was asked for within the same second.
        server.add({.bytes = stream(object(10, 100, 300) + object(11, 1600, 812) + object(12, 1700, 500) + stopped)});
        EngineClient client(server.endpoint());
        StatsSampler sampler(client, capsule.path(), nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({u"c1"_s}, 2);
        QTRY_COMPARE(sampled.size(), 3);
        QCOMPARE(sampler.peakMemory(), 812);
        QCOMPARE(server.seen()[1].target, QByteArray("/containers/c1/stats?stream=1"));
        sampler.stop();
        sampler.stop();

        const Result<RunSamples> read = readRunSamples(capsule.path());
        QVERIFY(read);
        QCOMPARE(read->samples.size(), 3);
        QCOMPARE(read->samples[0].cpu, -1.0);
        QCOMPARE(read->samples[1].cpu, 150.0);
        QCOMPARE(read->samples[2].cpu, 10.0);
        QCOMPARE(read->samples[1].stage, 2);
        QCOMPARE(read->samples[1].memoryLimit, 1000);
        QCOMPARE(read->samples[1].time - read->samples[0].time, 1000);
        QCOMPARE(read->samples[1].received, -1);
        QCOMPARE(peakMemory(read->samples), 812);
        // A second stage counts anew and adds to the same file.
        server.add(200, object(20, 5, 100));
        server.add({.bytes = stream(object(21, 6, 100))});
        sampler.start({u"c2"_s}, 3);
        QTRY_COMPARE(sampled.size(), 5);
        QCOMPARE(sampler.peakMemory(), 812);
        const Result<RunSamples> more = readRunSamples(capsule.path(), read->end);
        QCOMPARE(more->samples.size(), 2);
        QCOMPARE(more->samples[0].cpu, -1.0);
        QVERIFY(sampler.trouble().isEmpty());
    }

    void podmanIsAskedAgain()
    {
        QTemporaryDir capsule;
        ReplayServer server;
        for (const char *call : {"ping-get", "version"})
            server.add({.bytes = Transcript::load(u"podman-5.4.2"_s, QLatin1String(call)).response});
        server.add({.bytes = Transcript::load(u"podman-5.4.2"_s, u"stats-oneshot"_s).response});
        server.add({.bytes = Transcript::load(u"podman-5.4.2"_s, u"stats-notrunning-nostream"_s).response});
        EngineClient client(server.endpoint());
        QVERIFY(await<EngineVersion>([&](auto done) { client.negotiate(this, done); }));
        StatsSampler sampler(client, capsule.path(), nullptr);
        sampler.start({u"c1"_s});
        QTRY_COMPARE(server.seen().size(), 4);
        QVERIFY(server.seen()[3].target.contains("stream=0"));
        QCOMPARE(sampler.peakMemory(), 12288);
    }

    void failuresAreNoFailures_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("gone") << 404;
        QTest::newRow("cannot tell") << 500;
    }
    void failuresAreNoFailures()
    {
        QFETCH(int, status);
        QTemporaryDir capsule;
        ReplayServer server;
        server.add(status, "{\"message\":\"no\"}");
        EngineClient client(server.endpoint());
        StatsSampler sampler(client, capsule.path(), nullptr);
        sampler.start({u"c1"_s});
        QTRY_COMPARE(server.seen().size(), 1);
        QCOMPARE(sampler.peakMemory(), 0);
        QVERIFY(readRunSamples(capsule.path())->samples.isEmpty());
    }

    void aFolderThatCannotBeWrittenIsSaid()
    {
        ReplayServer server;
        server.add(200, object(10, 100, 300));
        EngineClient client(server.endpoint());
        StatsSampler sampler(client, u"/proc/nowhere"_s, nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({u"c1"_s});
        QTRY_COMPARE(sampled.size(), 1);
        QVERIFY(sampler.trouble().contains(u"stats.csv"_s));
    }

    void damagedFilesAreReadAsFarAsTheyGo_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("samples");
        const QByteArray good = "1795419050000,0,12.5,1,2,3,4,5,6\n";
        QTest::newRow("empty") << QByteArray() << 0;
        QTest::newRow("no header") << good << 1;
        QTest::newRow("unfinished line") << QByteArray(good + "17954190") << 1;
        QTest::newRow("other things between") << QByteArray("?\n,,,\n" + good + "a,b,c,d,e,f,g,h,i\n" + QByteArray(good).replace("12.5", "nan")) << 1;
        QTest::newRow("columns of a later version") << QByteArray("1,2,3,4,5,6,7,8,9,10\n") << 0;
    }
    void damagedFilesAreReadAsFarAsTheyGo()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, samples);
        QTemporaryDir capsule;
        QFile file(runSamplesPath(capsule.path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const Result<RunSamples> read = readRunSamples(capsule.path());
        QVERIFY(read);
        QCOMPARE(read->samples.size(), samples);
        QCOMPARE(read->end, text.lastIndexOf('\n') + 1);
    }
};

LONGSHORE_TEST_MAIN(tst_StatsSampler)
#include "tst_statssampler.moc"
