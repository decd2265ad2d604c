// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/api/images.h"
#include "dockerclient/engineclient.h"
#include "dockerclient/streams/progressstream.h"
#include "model/run/statssampler.h"
#include "tests/support/calls.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QBuffer>
#include <QFile>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUuid>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What a real engine tells of a container that works.
class tst_EngineStats : public QObject
{
    Q_OBJECT

    std::unique_ptr<EngineClient> m_client;
    const QString m_mark = QUuid::createUuid().toString(QUuid::Id128).left(8);
    const QString m_image = u"127.0.0.1:1/longshore-test-stats:"_s + m_mark;
    QStringList m_made;

    ContainersApi &containers() { return m_client->containers(); }
    QString run(const QString &script)
    {
        ContainerSpec spec;
        spec.image = m_image;
        spec.entrypoint = {u"/bin/busybox"_s, u"sh"_s, u"-c"_s};
        spec.cmd = {script};
        spec.networkMode = u"none"_s;
        spec.memory = 256 << 20;
        const auto created = await<CreatedContainer>(
            [&](auto done) { containers().create(u"longshore-test-%1-%2"_s.arg(m_mark).arg(m_made.size()), spec, this, done); });
        if (!created)
            qFatal("%s", qPrintable(created.error().sentence()));
        m_made.append(created->id.value);
        const auto started = await<bool>([&](auto done) { containers().start(created->id.value, this, done); });
        if (!started)
            qFatal("%s", qPrintable(started.error().sentence()));
        return created->id.value;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QString text = qEnvironmentVariable("LONGSHORE_TEST_ENGINE");
        if (text.isEmpty())
            QSKIP("LONGSHORE_TEST_ENGINE names no engine");
        QFile busybox(QStandardPaths::findExecutable(u"busybox"_s));
        if (!busybox.open(QIODevice::ReadOnly))
            QSKIP("there is no busybox (package busybox-static)");
        const auto endpoint = Endpoint::parse(text);
        QVERIFY(endpoint);
        m_client = std::make_unique<EngineClient>(*endpoint);
        QVERIFY((await<EngineVersion>([&](auto done) { m_client->negotiate(this, done); })));
        QByteArray context = TarBuilder()
                                 .file("Dockerfile", "FROM scratch\nCOPY busybox /bin/busybox\nENV PATH=/bin\n")
                                 .file("busybox", busybox.readAll(), 0755)
                                 .bytes();
        QBuffer buffer(&context);
        QVERIFY(buffer.open(QIODevice::ReadOnly));
        ImagesApi::BuildOptions options;
        options.tags = {m_image};
        const auto built = awaitEnd(m_client->images().build(options, &buffer, this));
        QVERIFY2(built, built ? "" : qPrintable(built.error().sentence()));
    }

    void cleanupTestCase()
    {
        if (!m_client)
            return;
        for (const QString &id : std::as_const(m_made))
            (void)await<void>([&](auto done) { containers().remove(id, {true, true}, this, done); });
        (void)await<ImageRemoval>([&](auto done) { m_client->images().remove(m_image, {true, false}, this, done); });
    }

    void aComponentThatWorksIsSampledEachSecond()
    {
        QTemporaryDir capsule;
        // 40 MiB held by the shell, and one core kept busy.
        const QString id = run(u"x=$(busybox head -c 41943040 /dev/zero | busybox tr '\\0' x); while :; do :; done"_s);
        StatsSampler sampler(*m_client, capsule.path(), nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({id}, 1);
        QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 8, 60'000);
        (void)await<void>([&](auto done) { containers().kill(id, u"SIGKILL"_s, this, done); });
        sampler.stop();

        const Result<RunSamples> read = readRunSamples(capsule.path());
        QVERIFY(read);
        const QList<RunSample> &samples = read->samples;
        QCOMPARE(samples.size(), sampled.size());
        QVERIFY2(sampler.peakMemory() > 40'000'000 && sampler.peakMemory() <= 256 << 20, qPrintable(QString::number(sampler.peakMemory())));
        double most = 0;
        for (qsizetype i = 1; i < samples.size(); ++i) {
            const qint64 apart = samples[i].time - samples[i - 1].time;
            QVERIFY2(apart > 0 && apart < 20'000, qPrintable(QString::number(apart)));
            QCOMPARE(samples[i].memoryLimit, 256 << 20);
            most = qMax(most, samples[i].cpu);
        }
        QVERIFY2(most > 5 && most < 500, qPrintable(QString::number(most))); // of a machine that others use, too
        QVERIFY(sampler.trouble().isEmpty());
    }

    void oneThatEndsAtOnceAndIsRemoved()
    {
        QTemporaryDir capsule;
        const QString id = run(u"busybox sleep 2"_s);
        StatsSampler sampler(*m_client, capsule.path(), nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({id});
        QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 1, 20'000);
        (void)await<void>([&](auto done) { containers().remove(id, {true, true}, this, done); });
        const qsizetype before = sampled.size();
        QTest::qWait(2500); // it asks for what is gone, and is told so
        QVERIFY(sampled.size() <= before + 1);
        sampler.stop();
    }
};

LONGSHORE_TEST_MAIN(tst_EngineStats)
#include "tst_engine_stats.moc"
