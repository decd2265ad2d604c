// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/engineclient.h"
#include "model/logs/logreader.h"
#include "model/run/logcapture.h"
#include "tests/support/fakeengine.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;
using longshore::test::FakeEngine;

/// Reliability §5.5: stored == the engine's log, whatever happens to the stream. No engine needed.
class tst_LogFaults : public QObject
{
    Q_OBJECT

    static constexpr LogFollower::Timing fast{2, 40, 2000, 2000};

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<LogCapture> m_capture;
    std::unique_ptr<QSignalSpy> m_finished;

    void begin(const QList<QByteArray> &secrets = {}, const LogFollower::Timing &timing = fast)
    {
        m_client = std::make_unique<EngineClient>(m_engine->endpoint());
        m_capture = std::make_unique<LogCapture>(*m_client, m_dir->path(), Redactor(secrets), nullptr, timing);
        m_finished = std::make_unique<QSignalSpy>(m_capture.get(), &LogCapture::finished);
        m_capture->start(ContainerId{QString::fromLatin1(m_engine->id())}, false);
        QTRY_COMPARE(m_engine->logReaders(), 1);
    }
    void end()
    {
        m_engine->exit(0);
        m_engine->endLogs();
        m_capture->drain();
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(m_finished->first().first().value<Result<void>>());
    }
    QByteArray stored(LogSource source) const
    {
        QByteArray all;
        LogReader reader(m_dir->path());
        for (;;) {
            const auto batch = reader.read();
            if (!batch || batch->frames.isEmpty())
                return all;
            for (const StoredFrame &frame : batch->frames)
                all += frame.source == source ? frame.bytes.toByteArray() : QByteArray();
        }
    }
    QByteArray notes() const { return stored(LogSource::Engine); }
    void verifyStored()
    {
        QCOMPARE(stored(LogSource::Stdout), m_engine->logged(1));
        QCOMPARE(stored(LogSource::Stderr), m_engine->logged(2));
        QCOMPARE(notes(), QByteArray());
        QVERIFY(m_capture->comparison().compared);
        QCOMPARE(m_capture->comparison().trouble, QString());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<FakeEngine>();
        m_engine->makeContainer();
    }
    void cleanup()
    {
        m_capture.reset();
        m_client.reset();
        m_engine.reset();
    }

    void M7_dropsAnywhere_data()
    {
        QTest::addColumn<FakeEngine::Stamps>("stamps");
        QTest::addColumn<FakeEngine::Since>("since");
        QTest::newRow("nanoseconds, since per frame") << FakeEngine::Stamps::Nanoseconds << FakeEngine::Since::PerFrame;
        QTest::newRow("nanoseconds, since up to the first") << FakeEngine::Stamps::Nanoseconds << FakeEngine::Since::UpToFirst;
        QTest::newRow("M17 whole seconds") << FakeEngine::Stamps::Seconds << FakeEngine::Since::PerFrame;
        QTest::newRow("since refused") << FakeEngine::Stamps::Nanoseconds << FakeEngine::Since::Refused;
        QTest::newRow("since ignored") << FakeEngine::Stamps::Nanoseconds << FakeEngine::Since::Ignored;
    }
    void M7_dropsAnywhere()
    {
        QFETCH(FakeEngine::Stamps, stamps);
        QFETCH(FakeEngine::Since, since);
        const int drops = qEnvironmentVariableIsSet("LONGSHORE_SOAK") ? 500 : 20;
        m_engine->setStamps(stamps, 90'000'000);
        m_engine->setSince(since);
        QRandomGenerator random(7);
        QList<qsizetype> cuts;
        for (int i = 0; i < drops; ++i)
            cuts.append(random.bounded(2500));
        m_engine->cutLogs(cuts.mid(1));
        begin();
        m_engine->breakLogs();
        QTimer component;
        int line = 0;
        connect(&component, &QTimer::timeout, this, [&] {
            m_engine->write("line " + QByteArray::number(++line) + QByteArray(random.bounded(80), 'x') + (random.bounded(6) ? "\n" : ""),
                            random.bounded(3) ? 1 : 2);
        });
        component.start(1);
        QTRY_COMPARE_WITH_TIMEOUT(m_engine->cutsLeft(), 0, 60'000);
        component.stop();
        m_engine->write("the last words\n");
        end();
        verifyStored();
        QVERIFY(m_engine->count("follow") >= drops);
    }

    void F14_theStreamDiesWithoutAWord()
    {
        begin();
        m_engine->write("one\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\n"));
        m_engine->stallLogs();
        m_engine->write("two\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\ntwo\n"));
        QVERIFY(m_engine->count("_ping") > 0);
        end();
        verifyStored();
    }

    void F14_itsEndIsLost()
    {
        begin();
        m_engine->write("one\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\n"));
        m_engine->stallLogs();
        m_engine->write("two\n");
        end();
        verifyStored();
    }

    void M12_aQuietComponentIsNotFollowedAnew()
    {
        begin();
        m_engine->write("one\n");
        QTRY_VERIFY(m_engine->count("_ping") >= 4);
        QCOMPARE(m_engine->count("follow"), 1);
        end();
        verifyStored();
    }

    void M12_whatStreamsIsNotPolled()
    {
        begin({}, {2, 400, 2000, 2000});
        for (int i = 0; i < 60; ++i) {
            m_engine->write("line\n");
            QTRY_COMPARE(stored(LogSource::Stdout).size(), 5 * (i + 1));
        }
        QCOMPARE(m_engine->count("_ping"), 0);
        end();
        verifyStored();
    }

    void M9_theEngineLosesLinesWhileTheStreamIsDown()
    {
        begin();
        m_engine->setStamps(FakeEngine::Stamps::Nanoseconds, 2'000'000'000);
        for (int i = 0; i < 9; ++i)
            m_engine->write("line " + QByteArray::number(i) + '\n');
        QTRY_COMPARE(stored(LogSource::Stdout), m_engine->logged(1));
        const QByteArray before = m_engine->logged(1);
        m_engine->cutLogs({0, 0, 0});
        m_engine->breakLogs();
        m_engine->write("lost\n");
        m_engine->write("kept\n");
        m_engine->forget(2, 8);
        QTRY_COMPARE(stored(LogSource::Stdout), before + "kept\n");
        QVERIFY2(notes().contains("may be missing"), notes().constData());
        m_engine->write("after\n");
        end();
        QCOMPARE(stored(LogSource::Stdout), before + "kept\nafter\n");
        QVERIFY(!m_capture->comparison().trouble.isEmpty());
    }

    void comparisonFindsWhatWasMissed()
    {
        begin({}, {2, 60'000, 2000, 2000});
        m_engine->write("one\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\n"));
        m_engine->stallLogs();
        m_engine->write("two\n");
        m_engine->write("three\n", 2);
        m_engine->exit(0);
        m_engine->endLogs();
        m_capture->drain(1);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(stored(LogSource::Stdout), QByteArray("one\ntwo\n"));
        QCOMPARE(stored(LogSource::Stderr), QByteArray("three\n"));
        QCOMPARE(notes(), QByteArray()); // nothing is missing
        QCOMPARE(m_capture->comparison().missed, 10);
    }

    void comparisonSaysWhatTheEngineLost()
    {
        begin();
        for (const char *line : {"one\n", "two\n", "three\n"})
            m_engine->write(line);
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\ntwo\nthree\n"));
        m_engine->forget(2, 1);
        end();
        QCOMPARE(stored(LogSource::Stdout), QByteArray("one\ntwo\nthree\n"));
        QVERIFY2(m_capture->comparison().trouble.contains(u"shorter"_s), qPrintable(m_capture->comparison().trouble));
        QVERIFY(notes().contains("shorter"));
    }

    void comparisonSeesAnotherLog()
    {
        begin({}, {2, 60'000, 2000, 2000});
        m_engine->write("one\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\n"));
        m_engine->stallLogs();
        m_engine->forget(0, 1);
        m_engine->write("uno\n");
        m_engine->exit(0);
        m_engine->endLogs();
        m_capture->drain(1);
        QTRY_COMPARE(m_finished->size(), 1);
        QCOMPARE(stored(LogSource::Stdout), QByteArray("one\nuno\n")); // nothing of either is lost
        QVERIFY(notes().startsWith("The engine's own log is not the one"));
        QVERIFY2(m_capture->comparison().trouble.contains(u"is not the one"_s), qPrintable(m_capture->comparison().trouble));
    }

    void comparisonThatIsImpossibleIsSaid()
    {
        begin();
        m_engine->write("one\n");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("one\n"));
        m_engine->removeOutside();
        m_capture->drain(1);
        QTRY_COMPARE(m_finished->size(), 1);
        QVERIFY(m_finished->first().first().value<Result<void>>());
        QVERIFY(!m_capture->comparison().compared);
        QVERIFY(notes().contains("could not be compared"));
    }

    void aSecretAcrossABreakStaysHidden()
    {
        begin({"S3cr3t-Value"});
        m_engine->write("token S3cr3t");
        QTRY_COMPARE(stored(LogSource::Stdout), QByteArray("token "));
        m_engine->breakLogs();
        m_engine->write("-Value.\n");
        end();
        QCOMPARE(stored(LogSource::Stdout), QByteArray("token [hidden].\n"));
        QCOMPARE(m_capture->comparison().trouble, QString()); // raw bytes are compared, not redacted ones
    }
};

LONGSHORE_TEST_MAIN(tst_LogFaults)
#include "tst_log_faults.moc"
