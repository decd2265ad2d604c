// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/logsegment.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace longshore;
using namespace Qt::StringLiterals;

class tst_LogSegment : public QObject
{
    Q_OBJECT

    static QByteArrayList all(LogReader &reader, qint64 step = 1 << 20)
    {
        QByteArrayList lines;
        for (;;) {
            const auto batch = reader.read(step);
            if (!batch || batch->frames.isEmpty())
                return lines;
            for (const StoredFrame &frame : batch->frames)
                lines.append(frame.bytes.toByteArray());
        }
    }

    static QByteArray encode(const StoredFrame &frame)
    {
        QByteArray bytes;
        LogFormat::encode(frame, &bytes);
        return bytes;
    }

private Q_SLOTS:
    void frameRoundTrip()
    {
        const QByteArray bytes("a\xff\x1b[31m\0b", 9);
        StoredFrame frame{LogSource::Stderr, LogPartial | LogRedacted, 1'795'419'277'262'941'473, 77, bytes};
        const QByteArray encoded = encode(frame);
        QCOMPARE(encoded.size(), LogFormat::headerSize + bytes.size());
        QCOMPARE(encoded.left(2), QByteArray("SL"));
        StoredFrame read;
        QCOMPARE(LogFormat::decode(encoded, &read), LogFormat::Decoded::Frame);
        QCOMPARE(read.source, LogSource::Stderr);
        QCOMPARE(read.flags, quint8(LogPartial | LogRedacted));
        QCOMPARE(read.engineTime, 1'795'419'277'262'941'473);
        QCOMPARE(read.seq, 77u);
        QCOMPARE(read.bytes.toByteArray(), bytes);
    }

    // The sum is CRC-32C: its check value over "123456789" pins the format for other programs.
    void checksumIsCrc32c()
    {
        StoredFrame frame{LogSource::Stdout, 0, 0, 0, {}};
        const QByteArray encoded = encode(frame);
        QCOMPARE(encoded.mid(24, 4).toHex(), QByteArray("bcf07cbd")); // little endian, over the 24 bytes before it
    }

    void F63_anyBitFlipIsSeen()
    {
        StoredFrame frame{LogSource::Stdout, 0, 5, 6, "some bytes of a log\n"};
        const QByteArray good = encode(frame);
        for (qsizetype bit = 0; bit < good.size() * 8; ++bit) {
            QByteArray bad = good;
            bad[bit / 8] = char(bad[bit / 8] ^ (1 << (bit % 8)));
            StoredFrame read;
            QVERIFY2(LogFormat::decode(bad, &read) != LogFormat::Decoded::Frame, qPrintable(QString::number(bit)));
        }
    }

    // Killed before the first frame of a segment was whole (F35).
    void F35_goesOnBehindASegmentThatHoldsNothing_data()
    {
        QTest::addColumn<int>("segments");
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<bool>("hasIndex");
        for (const int segments : {0, 1}) {
            QTest::addRow("%d before, empty", segments) << segments << QByteArray() << true;
            QTest::addRow("%d before, no index", segments) << segments << QByteArray() << false;
            QTest::addRow("%d before, half a frame", segments) << segments << QByteArray("SL\0\0") << true;
        }
    }
    void F35_goesOnBehindASegmentThatHoldsNothing()
    {
        QFETCH(int, segments);
        QFETCH(QByteArray, rest);
        QFETCH(bool, hasIndex);
        QTemporaryDir dir;
        if (segments > 0) {
            LogWriter writer(dir.path());
            QVERIFY(writer.append(LogSource::Stdout, 0, 1, "first\n") && writer.flush());
        }
        QFile segment(LogFormat::segmentPath(dir.path(), segments)), index(LogFormat::indexPath(dir.path(), segments));
        QVERIFY(segment.open(QIODevice::WriteOnly) && segment.write(rest) == rest.size());
        segment.close();
        QVERIFY(!hasIndex || index.open(QIODevice::WriteOnly));
        const auto writer = LogWriter::resume(dir.path());
        QVERIFY2(writer, qPrintable(writer ? QString() : writer.error().sentence()));
        const auto appended = (*writer)->append(LogSource::Stdout, 0, 2, "second\n");
        QVERIFY2(appended, qPrintable(appended ? QString() : appended.error().sentence()));
        QVERIFY((*writer)->sync());
        LogReader reader(dir.path());
        QByteArray all;
        for (;;) {
            const auto batch = reader.read();
            QVERIFY(batch);
            if (batch->frames.isEmpty())
                break;
            for (const StoredFrame &frame : batch->frames)
                all += QByteArray::number(frame.seq) + ' ' + frame.bytes.toByteArray();
        }
        QCOMPARE(all, segments > 0 ? QByteArray("0 first\n1 second\n") : QByteArray("0 second\n"));
    }

    void writesAndReadsAcrossSegments()
    {
        QTemporaryDir dir;
        LogWriter writer(dir.path(), 1000);
        QByteArrayList expected;
        for (int i = 0; i < 200; ++i) {
            expected.append("line " + QByteArray::number(i) + '\n');
            QVERIFY(writer.append(LogSource::Stdout, 0, i, expected.last()));
        }
        QVERIFY(writer.sync());
        QCOMPARE(writer.rowCount(), 200u);
        QVERIFY(QFile::exists(LogFormat::segmentPath(dir.path(), 3)));
        LogReader reader(dir.path());
        QCOMPARE(all(reader), expected);
        reader.rewind();
        QCOMPARE(all(reader), expected);
        QVERIFY(!reader.damaged());
        QFile index(LogFormat::indexPath(dir.path(), 1));
        QVERIFY(index.open(QIODevice::ReadOnly));
        QCOMPARE(index.size(), IndexFormat::headerSize + IndexFormat::entrySize);
    }

    void F62_tornTail()
    {
        QTemporaryDir dir;
        {
            LogWriter writer(dir.path());
            for (const char *line : {"one\n", "two\n", "three\n"})
                QVERIFY(writer.append(LogSource::Stdout, 0, 0, line));
            QVERIFY(writer.sync());
        }
        QFile file(LogFormat::segmentPath(dir.path(), 0));
        const qint64 whole = QFileInfo(file.fileName()).size();
        for (qint64 cut = 1; cut < LogFormat::headerSize + 6; ++cut) {
            QVERIFY(file.resize(whole - cut));
            LogReader reader(dir.path());
            QCOMPARE(all(reader), QByteArrayList({"one\n", "two\n"}));
            QVERIFY(!reader.damaged());
        }
        QVERIFY(file.open(QIODevice::Append));
        file.write(QByteArray(100, 'x'));
        file.close();
        LogReader reader(dir.path());
        QCOMPARE(all(reader), QByteArrayList({"one\n", "two\n"}));
        QVERIFY(reader.damaged());
    }

    void longFramesAreCut()
    {
        QTemporaryDir dir;
        LogWriter writer(dir.path());
        const QByteArray big(3 * LogFormat::maxFrame / 2, 'x');
        QVERIFY(writer.append(LogSource::Stdout, 0, 1, big));
        QVERIFY(writer.sync());
        LogReader reader(dir.path());
        const auto frames = all(reader);
        QCOMPARE(frames.size(), 2);
        QCOMPARE(frames[0] + frames[1], big);
    }

    void missingLogIsEmpty()
    {
        QTemporaryDir dir;
        LogReader reader(dir.path());
        const auto batch = reader.read();
        QVERIFY(batch);
        QVERIFY(batch->frames.isEmpty());
    }

    void tailFollows()
    {
        QTemporaryDir dir;
        LogWriter writer(dir.path());
        LogTail tail(dir.path());
        QByteArray seen;
        connect(&tail, &LogTail::frames, this, [&](const LogBatch &batch) {
            for (const StoredFrame &frame : batch.frames)
                seen += frame.bytes;
        });
        QSignalSpy caughtUp(&tail, &LogTail::caughtUp);
        QTRY_VERIFY(!caughtUp.isEmpty());
        for (int i = 0; i < 5; ++i) {
            QVERIFY(writer.append(LogSource::Stdout, 0, 0, QByteArray::number(i)));
            QVERIFY(writer.flush());
            QTRY_COMPARE(seen.size(), i + 1); // by the watcher: nobody pokes
        }
        QCOMPARE(seen, QByteArray("01234"));
    }

    void F57_fullDiskIsAnError()
    {
        LogWriter writer(u"/proc"_s);
        const auto result = writer.append(LogSource::Stdout, 0, 0, "x");
        QVERIFY(!result);
        QVERIFY(!writer.append(LogSource::Stdout, 0, 0, "x"));
    }
};

QTEST_GUILESS_MAIN(tst_LogSegment)
#include "tst_logsegment.moc"
