// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/statssampler.h"
#include "tests/support/calls.h"
#include "tests/support/shellbench.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

/// What a real engine tells of a container that works.
class tst_EngineStats : public QObject
{
    Q_OBJECT

    std::unique_ptr<ShellBench> m_bench;

    QString run(const QString &script)
    {
        ContainerSpec spec;
        spec.memory = 256 << 20;
        const QString id = m_bench->make(script, spec);
        m_bench->start(id);
        return id;
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString obstacle = ShellBench::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        m_bench = std::make_unique<ShellBench>(u"stats"_s);
    }
    void cleanupTestCase() { m_bench.reset(); }

    void aComponentThatWorksIsSampledEachSecond()
    {
        QTemporaryDir capsule;
        // 40 MiB held by the shell, and one core kept busy.
        const QString id = run(u"x=$(busybox head -c 41943040 /dev/zero | busybox tr '\\0' x); while :; do :; done"_s);
        StatsSampler sampler(m_bench->client(), capsule.path(), nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({id}, 1);
        QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 8, 60'000);
        (void)await<void>([&](auto done) { m_bench->containers().kill(id, u"SIGKILL"_s, this, done); });
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
        StatsSampler sampler(m_bench->client(), capsule.path(), nullptr);
        QSignalSpy sampled(&sampler, &StatsSampler::sampled);
        sampler.start({id});
        QTRY_VERIFY_WITH_TIMEOUT(sampled.size() >= 1, 20'000);
        (void)await<void>([&](auto done) { m_bench->containers().remove(id, {true, true}, this, done); });
        const qsizetype before = sampled.size();
        QTest::qWait(2500); // it asks for what is gone, and is told so
        QVERIFY(sampled.size() <= before + 1);
        sampler.stop();
    }
};

LONGSHORE_TEST_MAIN(tst_EngineStats)
#include "tst_engine_stats.moc"
