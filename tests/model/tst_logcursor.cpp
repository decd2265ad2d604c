// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logcursor.h"
#include "dockerclient/streams/logdemux.h"
#include "tests/support/testmain.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QtEndian>

using namespace longshore;
using namespace Qt::StringLiterals;
using Way = LogCursor::Way;

namespace
{

constexpr qint64 second = 1'000'000'000;
constexpr qint64 t0 = 1'795'419'000 * second;

struct Line {
    qint64 time;
    LogSource source;
    QByteArray text;
};

/// An engine's log and the ways it may be asked for.
struct Log {
    QList<Line> lines;
    bool coarse = false;
    bool untilFirst = false; ///< `since` counts up to the first line that matches

    QList<LogFrame> from(const QString &since) const
    {
        const QStringList parts = since.split(u'.');
        const qint64 asked = parts.value(0).toLongLong() * second + parts.value(1).toLongLong();
        QList<LogFrame> frames;
        for (const Line &line : lines) {
            if (line.time >= asked || (untilFirst && !frames.isEmpty()))
                frames.append({line.source, coarse ? line.time - line.time % second : line.time, line.text});
        }
        return frames;
    }
    /// The same as an engine sends it.
    QByteArray wire(const QString &since) const
    {
        QByteArray bytes;
        for (const LogFrame &frame : from(since)) {
            QByteArray stamped = QDateTime::fromSecsSinceEpoch(frame.engineTime / second, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1();
            stamped += (coarse ? QByteArray() : '.' + QByteArray::number(frame.engineTime % second).rightJustified(9, '0')) + "Z ";
            stamped += frame.bytes;
            QByteArray header(8, '\0');
            header[0] = char(frame.source);
            qToBigEndian(quint32(stamped.size()), header.data() + 4);
            bytes += header + stamped;
        }
        return bytes;
    }
};

/// What a reader made of it.
struct Taken {
    std::array<QByteArray, 4> bytes;
    bool mismatch = false;
    void take(LogCursor &cursor, const QList<LogFrame> &frames)
    {
        for (const LogFrame &frame : frames) {
            const auto fresh = cursor.take(frame);
            mismatch = !fresh;
            if (mismatch)
                return;
            bytes[size_t(frame.source)] += *fresh;
        }
    }
    QByteArray out() const { return bytes[1]; }
    QByteArray err() const { return bytes[2]; }
};

} // namespace

/// Reliability M7, M17 and §5.5: what was taken of a log is neither taken again nor lost.
class tst_LogCursor : public QObject
{
    Q_OBJECT

    static Line out(qint64 ms, const char *text) { return {t0 + ms * 1'000'000, LogSource::Stdout, text}; }
    static Line err(qint64 ms, const char *text) { return {t0 + ms * 1'000'000, LogSource::Stderr, text}; }

private Q_SLOTS:
    void M7_asksForASecondBeforeTheNewest()
    {
        LogCursor cursor;
        cursor.begin(Way::Since);
        QCOMPARE(cursor.since(), QString());
        Taken taken;
        taken.take(cursor, Log{{out(0, "a"), out(2500, "b")}}.from({}));
        cursor.begin(Way::Since);
        QCOMPARE(cursor.since(), u"1795419001.500000000"_s);
        cursor.begin(Way::Count);
        QCOMPARE(cursor.since(), QString());
        QCOMPARE(cursor.total(), 2);
        QCOMPARE(cursor.newest(), t0 + 2'500'000'000);
    }

    void aPartOfALogNeverAsksForWhatWasBefore()
    {
        LogCursor cursor(false);
        Taken taken;
        taken.take(cursor, Log{{out(500, "a"), out(900, "b")}}.from({}));
        cursor.begin(Way::Since);
        QCOMPARE(cursor.since(), u"1795419000.500000000"_s);
    }

    void resume_data()
    {
        QTest::addColumn<QList<Line>>("before");
        QTest::addColumn<QList<Line>>("after");
        QTest::addColumn<bool>("coarse");
        QTest::addColumn<bool>("untilFirst");
        QTest::addColumn<bool>("fits"); // else it is seen that it does not
        const QList<Line> lines{out(0, "one\n"), err(100, "e1\n"), out(2200, "two\n"), out(2300, "three\n"), err(2300, "e2\n")};
        const auto row = [&](const char *name, const QList<Line> &before, const QList<Line> &after, bool coarse = false, bool untilFirst = false, bool fits = true) {
            QTest::newRow(name) << before << after << coarse << untilFirst << fits;
        };
        row("M7 nothing new", lines, lines);
        row("M7 new lines", lines, lines + QList{out(2301, "four\n"), err(2302, "e3\n")});
        row("M7 new lines with the same stamp", lines, lines + QList{out(2300, "four\n"), err(2300, "e3\n")});
        row("M17 whole seconds, nothing new", lines, lines, true);
        row("M17 whole seconds, the same second", lines, lines + QList{out(2400, "four\n"), err(2900, "e3\n")}, true);
        row("M17 whole seconds, a later one", lines, lines + QList{out(7000, "four\n")}, true);
        row("a line stamped before one of the other stream", lines, lines + QList{out(2310, "x\n"), err(2301, "late\n"), out(2302, "y\n")});
        row("the other stream's first line, stamped earlier", {out(5, "a\n")}, {out(5, "a\n"), err(4, "b\n")});
        row("M6 a frame cut anew", {out(5, "abcdef")}, {out(5, "abc"), out(5, "defghi\n")});
        row("nothing before", {}, lines);
        row("clock set back after the break", {out(100'000, "a\n")}, {out(100'000, "a\n"), out(50'000, "b\n")}, false, true);
        row("clock set back before the break", {out(102'000, "b\n"), out(50'000, "c\n")}, {out(102'000, "b\n"), out(50'000, "c\n"), out(51'000, "d\n")}, false, false, false);
        row("M9 the engine lost the newest", lines, {out(9000, "later\n")}, false, false, false);
        row("M9 another log", lines, {out(2300, "THREE\n"), err(2300, "e2\n")}, false, false, false);
    }
    void resume()
    {
        QFETCH(QList<Line>, before);
        QFETCH(QList<Line>, after);
        QFETCH(bool, coarse);
        QFETCH(bool, untilFirst);
        QFETCH(bool, fits);
        LogCursor cursor;
        Taken taken;
        taken.take(cursor, Log{before, coarse, false}.from({}));
        cursor.begin(Way::Since);
        taken.take(cursor, Log{after, coarse, untilFirst}.from(cursor.since()));
        QCOMPARE(taken.mismatch, !fits);
        if (!fits)
            return;
        QVERIFY(!cursor.lacks());
        QByteArray expected, expectedErr;
        for (const Line &line : after)
            (line.source == LogSource::Stdout ? expected : expectedErr) += line.text;
        QCOMPARE(taken.out(), expected);
        QCOMPARE(taken.err(), expectedErr);
    }

    void whenSinceFailsItCounts()
    {
        Log log{{out(100'000, "a\n"), out(102'000, "b\n"), out(50'000, "c\n")}}; // the clock was set back
        LogCursor cursor;
        Taken taken;
        taken.take(cursor, log.from({}));
        log.lines.append(out(51'000, "d\n"));
        cursor.begin(Way::Since);
        taken.take(cursor, log.from(cursor.since()));
        QVERIFY(taken.mismatch);
        cursor.begin(Way::Count);
        taken.take(cursor, log.from(cursor.since()));
        QVERIFY(!taken.mismatch);
        QCOMPARE(taken.out(), QByteArray("a\nb\nc\nd\n"));
    }

    void anEngineThatIgnoresSinceIsSeen()
    {
        const Log log{{out(0, "a\n"), out(9000, "b\n")}};
        LogCursor cursor;
        Taken taken;
        taken.take(cursor, log.from({}));
        cursor.begin(Way::Since);
        taken.take(cursor, log.from({}));
        QVERIFY(taken.mismatch);
        QCOMPARE(taken.out(), QByteArray("a\nb\n"));
    }

    void M9_afterALossItGoesOnByTime()
    {
        Log log{{out(0, "a\n"), out(5000, "b\n"), out(6000, "c\n")}};
        LogCursor cursor;
        Taken taken;
        taken.take(cursor, log.from({}));
        log.lines = {out(5000, "b\n"), out(7000, "d\n"), out(8000, "e\n")};
        for (const Way way : {Way::Since, Way::Count}) {
            cursor.begin(way);
            taken.take(cursor, log.from(cursor.since()));
            QVERIFY(taken.mismatch || cursor.lacks());
        }
        cursor.begin(Way::Time);
        taken.take(cursor, log.from(cursor.since()));
        QVERIFY(!taken.mismatch);
        QVERIFY(taken.out().endsWith("d\ne\n"));
        QCOMPARE(taken.out().count("d\n"), 1);
    }

    void countTellsWhatTheEngineLacks()
    {
        Log log{{out(0, "a\n"), err(1, "b\n"), out(2, "c\n")}};
        LogCursor cursor;
        Taken taken;
        taken.take(cursor, log.from({}));
        cursor.begin(Way::Count);
        taken.take(cursor, log.from({}));
        QVERIFY(!taken.mismatch && !cursor.lacks()); // equal
        log.lines.removeLast();
        cursor.begin(Way::Count);
        taken.take(cursor, log.from({}));
        QVERIFY(!taken.mismatch && cursor.lacks()); // shorter
        log.lines.append(out(2, "C\n"));
        cursor.begin(Way::Count);
        taken.take(cursor, log.from({}));
        QVERIFY(taken.mismatch); // another
        QCOMPARE(taken.out(), QByteArray("a\nc\n"));
    }

    // Any cut of the bytes on the wire, as often as one likes, gives the same log.
    void anyBreakGivesTheSameBytes_data()
    {
        QTest::addColumn<bool>("coarse");
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed) {
            QTest::addRow("M7 nanoseconds, seed %u", seed) << false << seed;
            QTest::addRow("M17 seconds, seed %u", seed) << true << seed;
        }
    }
    void anyBreakGivesTheSameBytes()
    {
        QFETCH(bool, coarse);
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        Log whole{{}, coarse};
        qint64 time = t0;
        for (int i = 0; i < 400; ++i) {
            time += random.bounded(4) ? random.bounded(20'000'000) : 0; // M6: pieces of one line share a stamp
            const QByteArray text = QByteArray::number(i) + QByteArray(random.bounded(60), 'x') + (random.bounded(5) ? "\n" : "");
            whole.lines.append({time, random.bounded(3) ? LogSource::Stdout : LogSource::Stderr, text});
        }
        LogCursor cursor;
        Taken taken;
        Log known{{}, coarse};
        while (known.lines.size() < whole.lines.size()) {
            known.lines = whole.lines.first(qMin<qsizetype>(whole.lines.size(), known.lines.size() + random.bounded(1, 30)));
            cursor.begin(Way::Since);
            const QByteArray wire = known.wire(cursor.since());
            const QByteArray came = known.lines.size() < whole.lines.size() ? wire.first(random.bounded(int(wire.size()) + 1)) : wire;
            LogDemux demux(false);
            QList<LogFrame> frames;
            demux.feed(came, frames);
            taken.take(cursor, frames);
            QVERIFY(!taken.mismatch);
            frames.clear();
            demux.end(frames);
            taken.take(cursor, frames);
            QVERIFY(!taken.mismatch);
        }
        QByteArray expected, expectedErr;
        for (const Line &line : whole.lines)
            (line.source == LogSource::Stdout ? expected : expectedErr) += line.text;
        QCOMPARE(taken.out(), expected);
        QCOMPARE(taken.err(), expectedErr);
    }
};

Q_DECLARE_METATYPE(QList<Line>)

LONGSHORE_TEST_MAIN(tst_LogCursor)
#include "tst_logcursor.moc"
