// SPDX-License-Identifier: GPL-3.0-or-later
#include "dockerclient/streams/logdemux.h"
#include "tests/support/testmain.h"

#include <QRandomGenerator>
#include <QtEndian>

using namespace longshore;

namespace
{

/// A frame that owns its bytes.
struct Frame {
    LogSource source = LogSource::Stdout;
    qint64 time = 0;
    QByteArray bytes;

    bool operator==(const Frame &) const = default;
};

struct Outcome {
    QList<Frame> frames;
    bool whole = true;
    bool broken = false;
    bool fellBack = false;
    QByteArray engineError;

    bool operator==(const Outcome &) const = default;
};

constexpr qint64 second = 1'000'000'000;
constexpr qint64 t0 = 1795419026 * second; // 2026-11-23T07:30:26Z

QByteArray frame(int type, const QByteArray &payload)
{
    QByteArray header(8, '\0');
    header[0] = char(type);
    qToBigEndian(quint32(payload.size()), header.data() + 4);
    return header + payload;
}

QByteArray header(int type, quint32 size)
{
    QByteArray header(8, '\0');
    header[0] = char(type);
    qToBigEndian(size, header.data() + 4);
    return header;
}

/// Feeds `bytes` in parts whose sizes `next` gives.
template<class Next>
Outcome demux(bool tty, const QByteArray &bytes, Next next)
{
    LogDemux demux(tty);
    Outcome outcome;
    QList<LogFrame> views;
    const auto keep = [&] {
        for (const LogFrame &view : views)
            outcome.frames.append({view.source, view.engineTime, view.bytes.toByteArray()});
    };
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype size = qMin(next(), bytes.size() - at);
        const QByteArray part = bytes.mid(at, size); // its own memory: a view that outlives its read is found by ASan
        views.clear();
        demux.feed(part, views);
        keep();
        at += size;
    }
    views.clear();
    outcome.whole = demux.end(views);
    keep();
    outcome.broken = demux.isBroken();
    outcome.fellBack = demux.fellBack();
    outcome.engineError = demux.engineError();
    return outcome;
}

Outcome demux(bool tty, const QByteArray &bytes)
{
    return demux(tty, bytes, [&bytes] { return bytes.size(); });
}

/// The pieces of a raw log may follow the reads; what counts is which bytes have which time.
QList<Frame> joined(const QList<Frame> &frames)
{
    QList<Frame> result;
    for (const Frame &frame : frames) {
        if (!result.isEmpty() && result.last().time == frame.time && !result.last().bytes.endsWith('\n'))
            result.last().bytes += frame.bytes;
        else
            result.append(frame);
    }
    return result;
}

} // namespace

class tst_LogDemux : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frames_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<Frame>>("expected");
        const QByteArray docker = "2026-11-23T07:30:26.844183678Z ";
        const QByteArray podman = "2026-11-23T07:30:26Z ";
        const qint64 exact = t0 + 844183678;

        QTest::newRow("empty") << QByteArray() << QList<Frame>();
        QTest::newRow("docker, both streams") << frame(1, docker + "out1\n") + frame(2, docker + "err1\n")
            << QList<Frame>{{LogSource::Stdout, exact, "out1\n"}, {LogSource::Stderr, exact, "err1\n"}};
        QTest::newRow("podman cuts to seconds") << frame(1, podman + "late\n") << QList<Frame>{{LogSource::Stdout, t0, "late\n"}};
        QTest::newRow("podman, a line without its end") << frame(1, podman + "no newline") + frame(1, podman + "late\n")
            << QList<Frame>{{LogSource::Stdout, t0, "no newline"}, {LogSource::Stdout, t0, "late\n"}};
        QTest::newRow("podman 5, nothing but a stamp") << frame(1, podman + "x") + frame(1, podman) + frame(1, "2026-11-23T07:30:26Z") + frame(1, podman + "\n")
            << QList<Frame>{{LogSource::Stdout, t0, "x"}, {LogSource::Stdout, t0, ""}, {LogSource::Stdout, t0, ""}, {LogSource::Stdout, t0, "\n"}};
        QTest::newRow("M6 every piece of a long line has its stamp") << frame(1, docker + QByteArray(16384, 'x')) + frame(1, docker + "y\n")
            << QList<Frame>{{LogSource::Stdout, exact, QByteArray(16384, 'x')}, {LogSource::Stdout, exact, "y\n"}};
        QTest::newRow("an offset instead of Z") << frame(1, "2026-11-23T09:00:26.5+01:30 x\n") << QList<Frame>{{LogSource::Stdout, t0 + second / 2, "x\n"}};
        QTest::newRow("no stamp") << frame(2, "bare\n") << QList<Frame>{{LogSource::Stderr, 0, "bare\n"}};
        QTest::newRow("a stamp of the component's own stays") << frame(1, podman + podman + "x\n") << QList<Frame>{{LogSource::Stdout, t0, podman + "x\n"}};
        QTest::newRow("no such month") << frame(1, "2026-13-23T07:30:26Z x\n") << QList<Frame>{{LogSource::Stdout, 0, "2026-13-23T07:30:26Z x\n"}};
        QTest::newRow("a byte that is no text") << frame(1, docker + "A\xff\xfe" "B\n") << QList<Frame>{{LogSource::Stdout, exact, "A\xff\xfe" "B\n"}};
        QTest::newRow("frames of length zero are nothing") << frame(1, {}) + frame(2, {}) + frame(1, podman + "x\n") << QList<Frame>{{LogSource::Stdout, t0, "x\n"}};
    }
    void frames()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<Frame>, expected);
        const Outcome outcome = demux(false, bytes);
        QCOMPARE(outcome.frames, expected);
        QVERIFY(outcome.whole && !outcome.broken && !outcome.fellBack);
    }

    void anyCutGivesTheSameFrames_data() { frames_data(); }
    void anyCutGivesTheSameFrames()
    {
        QFETCH(QByteArray, bytes);
        const Outcome whole = demux(false, bytes);
        for (const qsizetype step : {1, 2, 3, 7, 8, 9, 64, 4096})
            QCOMPARE(demux(false, bytes, [step] { return step; }), whole);
    }

    void anyCutGivesTheSameFramesOfARandomLog()
    {
        QRandomGenerator random(20261123);
        for (int round = 0; round < 40; ++round) {
            QByteArray bytes;
            for (int i = 0; i < 60; ++i) {
                const QByteArray stamp = random.bounded(4) ? "2026-11-23T07:30:26." + QByteArray::number(100'000'000 + random.bounded(800'000'000)) + "Z " : QByteArray();
                QByteArray text(random.bounded(random.bounded(8) ? 200 : 40'000), '\0');
                for (char &c : text)
                    c = char(random.bounded(256));
                bytes += frame(int(random.bounded(1, 3)), stamp + text);
            }
            if (round % 3 == 0)
                bytes.chop(int(random.bounded(1, 100)));
            const Outcome whole = demux(false, bytes);
            for (int cut = 0; cut < 10; ++cut) {
                const int most = cut % 2 ? 50 : 20'000;
                QVERIFY(demux(false, bytes, [&] { return qsizetype(random.bounded(1, most)); }) == whole);
            }
        }
    }

    void withATerminalLinesAreStamped()
    {
        const QByteArray bytes = "2026-11-23T07:30:26Z one\r\n2026-11-23T07:30:27.5Z two\r\n\r\n2026-11-23T07:30:28Z $ ";
        const QList<Frame> expected{{LogSource::Stdout, t0, "one\r\n"}, {LogSource::Stdout, t0 + second + second / 2, "two\r\n"},
                                    {LogSource::Stdout, 0, "\r\n"}, {LogSource::Stdout, t0 + 2 * second, "$ "}};
        QCOMPARE(demux(true, bytes).frames, expected);
        for (const qsizetype step : {1, 2, 7, 19, 20, 21, 22})
            QCOMPARE(joined(demux(true, bytes, [step] { return step; }).frames), expected);
    }

    void A45_aPromptIsShownBeforeItsLineEnds()
    {
        LogDemux demux(true);
        QList<LogFrame> frames;
        demux.feed("2026-11-23T07:30:26Z Password: ", frames);
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames[0].bytes, QByteArrayView("Password: "));
    }

    void A45_rawBytesWhereFramesBelong()
    {
        const QByteArray bytes = "2026-11-23T07:30:26Z hello\r\n2026-11-23T07:30:27Z you\r\n";
        for (const qsizetype step : {1, 5, 1000}) {
            const Outcome outcome = demux(false, bytes, [step] { return step; });
            QVERIFY(outcome.fellBack && outcome.whole && !outcome.broken);
            QCOMPARE(joined(outcome.frames), (QList<Frame>{{LogSource::Stdout, t0, "hello\r\n"}, {LogSource::Stdout, t0 + second, "you\r\n"}}));
        }
    }

    void A44_aLaterHeaderThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("bad");
        QTest::newRow("type 9") << header(9, 3) + "abc";
        QTest::newRow("a byte that is not zero") << QByteArray("\x01\x00\x01\x00\x00\x00\x00\x03" "abc", 11);
        QTest::newRow("text") << QByteArray("hello\n");
    }
    void A44_aLaterHeaderThatIsNone()
    {
        QFETCH(QByteArray, bad);
        const Outcome outcome = demux(false, frame(1, "good\n") + bad + frame(1, "never\n"));
        QVERIFY(outcome.broken);
        QCOMPARE(outcome.frames, (QList<Frame>{{LogSource::Stdout, 0, "good\n"}}));
    }

    void A44_aHugeFrameIsPassedOnInPieces()
    {
        LogDemux demux(false);
        QList<LogFrame> frames;
        demux.feed(header(1, 0xFFFFFFFFu), frames);
        const QByteArray part(256 << 10, 'x');
        qsizetype total = 0;
        for (int i = 0; i < 200; ++i) {
            frames.clear();
            demux.feed(part, frames);
            for (const LogFrame &piece : frames) {
                QCOMPARE(piece.bytes.size(), LogDemux::MaxPiece);
                total += piece.bytes.size();
            }
        }
        QCOMPARE(total, 200 * part.size());
        frames.clear();
        QVERIFY(!demux.end(frames));
    }

    void A44_aTruncatedFrame_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("within the header") << QByteArray("\x01\x00\x00", 3) << QByteArray();
        QTest::newRow("after the header") << header(1, 5) << QByteArray();
        QTest::newRow("within the time stamp") << header(1, 50) + "2026-11-23T07:3" << QByteArray();
        QTest::newRow("after the time stamp") << header(1, 50) + "2026-11-23T07:30:26Z" << QByteArray();
        QTest::newRow("within the text") << header(1, 50) + "2026-11-23T07:30:26Z abc" << QByteArray("abc");
        QTest::newRow("within a long frame") << header(1, 100'000) + QByteArray(99'999, 'x') << QByteArray(99'999, 'x');
    }
    void A44_aTruncatedFrame()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, rest);
        const Outcome outcome = demux(false, bytes);
        QVERIFY(!outcome.whole);
        QByteArray all;
        for (const Frame &frame : outcome.frames)
            all += frame.bytes;
        QCOMPARE(all, rest);
    }

    void A44_type3IsTheEnginesOwnFailure()
    {
        const Outcome outcome = demux(false, frame(1, "x\n") + frame(3, "error grabbing logs"));
        QCOMPARE(outcome.engineError, QByteArray("error grabbing logs"));
        QCOMPARE(outcome.frames.last(), (Frame{LogSource::Engine, 0, "error grabbing logs"}));
        QVERIFY(outcome.whole);
    }
};

LONGSHORE_TEST_MAIN(tst_LogDemux)
#include "tst_logdemux.moc"
