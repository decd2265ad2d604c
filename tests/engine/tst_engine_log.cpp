// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/api/containers.h"
#include "dockerclient/engineclient.h"
#include "model/logs/containerfeed.h"
#include "model/logs/logroom.h"
#include "model/logs/logtails.h"
#include "model/run/logcapture.h"
#include "tests/support/calls.h"
#include "tests/support/enginesignal.h"
#include "tests/support/shellbench.h"
#include "tests/support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

struct Hashes {
    QCryptographicHash out{QCryptographicHash::Sha256};
    QCryptographicHash err{QCryptographicHash::Sha256};
    qint64 bytes = 0;
    void add(LogSource source, QByteArrayView text)
    {
        (source == LogSource::Stderr ? err : out).addData(text);
        bytes += text.size();
    }
    QByteArray result() const { return QByteArray::number(bytes) + ' ' + out.result().toHex() + ' ' + err.result().toHex(); }
};

/// A container, its capture, and how that ended.
struct Captured {
    QTemporaryDir dir;
    QString id;
    std::unique_ptr<LogCapture> capture;
    std::unique_ptr<QSignalSpy> finished;

    QByteArray stored(bool notes = false) const
    {
        Hashes hashes;
        QByteArray text;
        LogReader reader(dir.path());
        for (;;) {
            const auto batch = reader.read();
            if (!batch || batch->frames.isEmpty())
                return notes ? text : hashes.result();
            for (const StoredFrame &frame : batch->frames) {
                if (frame.flags & LogAppNote)
                    text += frame.bytes;
                else
                    hashes.add(frame.source, frame.bytes);
            }
        }
    }
};

class Text : public FrameSink
{
public:
    void frame(const StoredFrame &frame) override { bytes += frame.bytes; }
    void batchEnd() override { }
    QByteArray bytes;
};

// Lines on both streams, pieces of lines, bytes that are no UTF-8 (M5), progress, a line longer than any frame (M6).
const QString chatter = u"i=0; while [ $i -lt 40 ]; do echo \"line $i\"; printf 'part %s ' $i; [ $((i % 3)) != 0 ] || echo \"e $i\" >&2; "
                        "i=$((i+1)); done; printf 'A\\377\\376B\\n 10%%\\r 100%%\\r\\n'; busybox head -c 40000 /dev/zero | busybox tr '\\0' x; printf end"_s;
const QString endless = u"trap 'exit 0' TERM; i=0; while :; do echo \"line $i\"; [ $((i % 5)) != 0 ] || echo \"e $i\" >&2; i=$((i+1)); [ $((i % 50)) != 0 ] || busybox usleep 20000; done"_s;

} // namespace

/// Reliability M5 to M11, M17, F15, F17 on a real engine: the stored log is the engine's log.
class tst_EngineLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<ShellBench> m_bench;

    ContainersApi &containers() { return m_bench->containers(); }
    static bool soak() { return qEnvironmentVariableIsSet("LONGSHORE_SOAK"); }

    bool running(const QString &id)
    {
        const auto details = await<ContainerDetails>([&](auto done) { containers().inspect(id, this, done); });
        return details && details->running;
    }
    QString make(const QString &script)
    {
        ContainerSpec spec;
        spec.logDriver = u"json-file"_s;
        spec.logOptions = {{u"max-size"_s, u"1000g"_s}, {u"max-file"_s, u"1"_s}};
        return m_bench->make(script, spec);
    }
    void start(const QString &id) { m_bench->start(id); }
    void remove(const QString &id)
    {
        const auto removed = await<void>([&](auto done) { containers().remove(id, {true, true}, this, done); });
        QVERIFY2(removed, removed ? "" : qPrintable(removed.error().sentence()));
    }
    std::unique_ptr<Captured> capture(const QString &script)
    {
        auto captured = std::make_unique<Captured>();
        captured->id = make(script);
        start(captured->id);
        captured->capture = std::make_unique<LogCapture>(m_bench->client(), captured->dir.path(), Redactor(), nullptr);
        captured->finished = std::make_unique<QSignalSpy>(captured->capture.get(), &LogCapture::finished);
        captured->capture->start(ContainerId{captured->id}, false);
        return captured;
    }
    bool isOver(const QString &id)
    {
        const auto details = await<ContainerDetails>([&](auto done) { containers().inspect(id, this, done); });
        return details && !details->running;
    }
    void finish(Captured &captured)
    {
        QTRY_VERIFY_WITH_TIMEOUT(isOver(captured.id), 60'000);
        captured.capture->drain();
        QTRY_COMPARE_WITH_TIMEOUT(captured.finished->size(), 1, 60'000);
        QVERIFY(captured.finished->first().first().value<Result<void>>());
    }
    QByteArray engineLog(const QString &id)
    {
        Hashes hashes;
        LogStream *stream = containers().logs(id, {}, this);
        connect(stream, &LogStream::frames, this, [&](const QList<LogFrame> &frames) {
            for (const LogFrame &frame : frames)
                hashes.add(frame.source, frame.bytes);
        });
        const auto ended = awaitEnd(stream);
        return ended ? hashes.result() : ended.error().sentence().toUtf8();
    }
    /// As the engine stored it, to the byte, and nothing to say about it.
    void verifyStored(Captured &captured)
    {
        QCOMPARE(captured.stored(), engineLog(captured.id));
        QCOMPARE(captured.stored(true), QByteArray());
        QVERIFY(captured.capture->comparison().compared);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString obstacle = ShellBench::obstacle(); !obstacle.isEmpty())
            QSKIP(qPrintable(obstacle));
        m_bench = std::make_unique<ShellBench>(u"log"_s);
    }
    void cleanupTestCase() { m_bench.reset(); }

    void storedIsWhatTheEngineStored()
    {
        const int runs = soak() ? 1000 : 50, together = 5;
        for (int run = 0; run < runs; run += together) {
            std::vector<std::unique_ptr<Captured>> round;
            for (int i = 0; i < together; ++i)
                round.push_back(capture(chatter));
            for (auto &captured : round) {
                finish(*captured);
                QVERIFY(captured->stored().split(' ').first().toInt() > 40'000);
                verifyStored(*captured);
                remove(captured->id);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    // M11: without live-restore an engine that comes back ends its containers; what it logged is what is stored.
    void restartOfTheEngine_data()
    {
        QTest::addColumn<QByteArray>("signal");
        for (int i = 0; i < (soak() ? 10 : 1); ++i) {
            QTest::addRow("F15 kill -9, %d", i) << QByteArray("KILL");
            QTest::addRow("F17 SIGTERM, %d", i) << QByteArray("TERM");
        }
    }
    void restartOfTheEngine()
    {
        QFETCH(QByteArray, signal);
        if (!engineIsOurs())
            QSKIP("this engine is not ours to stop");
        const auto captured = capture(endless);
        QTRY_VERIFY(readLogTails(captured->dir.path(), 0, 100'000)->out.size() > 20'000);
        QVERIFY(restartEngine(m_bench->client(), signal));
        if (m_bench->isPodman()) { // its containers do not belong to the service
            const auto killed = await<void>([&](auto done) { containers().kill(captured->id, u"SIGKILL"_s, this, done); });
            QVERIFY2(killed, killed ? "" : qPrintable(killed.error().sentence()));
        }
        finish(*captured);
        verifyStored(*captured);
        remove(captured->id);
    }

    // What a view of any container gets: lines of both streams, levels, and the part that was asked for (feature 84).
    void theRoomOpensAContainersLog_data()
    {
        QTest::addColumn<int>("tail");
        QTest::newRow("all") << -1;
        QTest::newRow("last lines") << 10;
    }
    void theRoomOpensAContainersLog()
    {
        QFETCH(int, tail);
        const QString id = make(u"i=0; while [ $i -lt 100 ]; do echo \"INFO line $i\"; i=$((i+1)); done; echo 'ERROR last'; exit 3"_s);
        start(id);
        const QTemporaryDir dir;
        LogRoom room(dir.path());
        LogFollower::Range range;
        range.tail = tail;
        if (tail >= 0) { // all is written before its end is asked for
            QTRY_VERIFY(!running(id));
        }
        LogDocument *document = room.openContainer(m_bench->endpoint(), ContainerId{id}, range, this);
        QTRY_COMPARE_WITH_TIMEOUT(document->state(), LogState::Ended, 20'000);
        const quint64 expected = tail < 0 ? 101 : quint64(tail);
        QCOMPARE(document->store()->endLine(), expected);
        QCOMPARE(document->store()->counts().errors, 1u);
        LogLines lines(document->store());
        QCOMPARE(lines.line(expected - 1).text, QByteArray("ERROR last"));
        QCOMPARE(lines.line(expected - 2).text, QByteArray("INFO line 99"));
        QVERIFY(lines.line(0).time > 0);
        remove(id);
    }

    void F85_restartOfAContainer()
    {
        const QString id = make(u"echo begin; trap 'echo bye; exit 3' TERM; while :; do busybox sleep 0.1; done"_s);
        start(id);
        Text text;
        ContainerFeed feed(m_bench->endpoint(), ContainerId{id}, text);
        feed.start();
        for (int i = 1; i <= 2; ++i) {
            QTRY_COMPARE_WITH_TIMEOUT(text.bytes.count("begin\n"), i, 20'000);
            (void)await<void>([&](auto done) { containers().stop(id, 5, this, done); });
            start(id); // one at a time: of two within half a second only the last may be told
            QTRY_COMPARE_WITH_TIMEOUT(text.bytes.count("Container restarted at 20"), i, 20'000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(text.bytes.count("begin\n"), 3, 20'000);
        const QByteArrayList lines = text.bytes.trimmed().split('\n');
        QByteArrayList written;
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const bool divider = lines[i].startsWith("Container restarted at 20");
            if (!divider)
                written.append(lines[i]);
            // Podman's stream goes on over a quick restart, in whole seconds: there the place is not exact.
            QVERIFY2(m_bench->isPodman() || divider == (i == 2 || i == 5), text.bytes.constData());
            QVERIFY2(!divider || lines[i].endsWith("exit code 3 before"), lines[i].constData());
        }
        QCOMPARE(written, (QByteArrayList{"begin", "bye", "begin", "bye", "begin"}));
        QSignalSpy states(&feed, &ContainerFeed::stateChanged);
        remove(id);
        QTRY_VERIFY(!states.isEmpty() && states.last().first().value<ContainerFeed::State>() == ContainerFeed::State::Removed);
        QVERIFY(text.bytes.endsWith("The container was removed.\n"));
    }
};

LONGSHORE_TEST_MAIN(tst_EngineLog)
#include "tst_engine_log.moc"
