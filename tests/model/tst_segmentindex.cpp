// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/crc32c.h"
#include "model/logs/logsegment.h"
#include "model/logs/segmentindex.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

/// Reading a stored log from the middle: rows have the numbers they have from the beginning.
class tst_SegmentIndex : public QObject
{
    Q_OBJECT

    /// One row as it ended: its number and stream, the frame it ended in, and how far into it.
    struct Row {
        quint64 number;
        LogSource source;
        quint64 seq;
        qsizetype end;
        bool operator==(const Row &) const = default;
    };

    static std::vector<Row> readFrom(const QString &capsule, const IndexEntry &entry)
    {
        std::vector<Row> rows;
        LogReader reader(capsule);
        reader.seek(entry.segment, qint64(entry.offset));
        RowCounter counter = entry.counter;
        quint64 number = entry.rows;
        for (;;) {
            const auto batch = reader.read();
            if (!batch || batch->frames.isEmpty())
                return rows;
            for (const StoredFrame &frame : batch->frames) {
                bool newline = false;
                qsizetype at = 0;
                for (qsizetype length; (length = counter.next(frame.source, frame.bytes.sliced(at), &newline)) >= 0;) {
                    at += length;
                    rows.push_back({number++, frame.source, frame.seq, at});
                    if (at == frame.bytes.size())
                        break;
                }
            }
        }
    }

    static QByteArray piece(QRandomGenerator &random)
    {
        switch (random.bounded(12)) {
        case 0: return QByteArray(random.bounded(1, 20'000), 'x');                 // a part of a line
        case 1: return "loading " + QByteArray::number(random.bounded(100)) + "%\r"; // progress
        case 2: return QByteArray(random.bounded(60'000, 200'000), 'y') + '\n';    // A06
        case 3: return QByteArray(random.bounded(1, 30'000), 'z') + "\r\n";
        case 4: return "\n";
        case 5: return "one\ntwo\nthr";
        default: return QByteArray(random.bounded(0, 4000), 'a') + '\n';
        }
    }

    static void fill(const QString &capsule, quint32 seed, int bytes, qint64 segmentSize = 1 << 20)
    {
        QRandomGenerator random(seed);
        LogWriter writer(capsule, segmentSize);
        for (int written = 0, i = 0; written < bytes; ++i) {
            const QByteArray text = piece(random);
            const bool note = random.bounded(40) == 0;
            const LogSource source = note ? LogSource::Engine : random.bounded(3) ? LogSource::Stdout : LogSource::Stderr;
            QVERIFY(writer.append(source, note ? LogAppNote : 0, i, note ? QByteArray("a note\n") : text));
            written += int(text.size());
        }
        QVERIFY(writer.sync());
    }

private Q_SLOTS:
    void checksumByEitherWayIsTheSame()
    {
        QRandomGenerator random(1);
        QByteArray bytes(5000, Qt::Uninitialized);
        for (char &c : bytes)
            c = char(random.bounded(256));
        for (int i = 0; i < 300; ++i) {
            const qsizetype from = random.bounded(100), size = random.bounded(int(bytes.size()) - 100);
            QCOMPARE(crc32c(~0u, bytes.constData() + from, size), crc32cByTable(~0u, bytes.constData() + from, size));
        }
        QCOMPARE(~crc32c(~0u, "123456789", 9), 0xe3069283u); // the check value of CRC-32C
        QCOMPARE(~crc32cByTable(~0u, "123456789", 9), 0xe3069283u);
    }

    void rowsAreNumberedAlikeFromEachEntry_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 6; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void rowsAreNumberedAlikeFromEachEntry()
    {
        QFETCH(quint32, seed);
        QTemporaryDir dir;
        fill(dir.path(), seed, 4 << 20);
        const auto index = SegmentIndex::open(dir.path());
        QVERIFY(index);
        QVERIFY(index->entries().size() > 8);
        QCOMPARE(index->entries().front(), IndexEntry());
        const std::vector<Row> all = readFrom(dir.path(), IndexEntry());
        QVERIFY(all.size() > 100);
        for (const IndexEntry &entry : index->entries()) {
            const std::vector<Row> rows = readFrom(dir.path(), entry);
            QVERIFY(rows.size() + entry.rows == all.size());
            QVERIFY(std::equal(rows.begin(), rows.end(), all.end() - std::ptrdiff_t(rows.size())));
        }
        for (quint64 row = 0; row < all.size() + 5; row += 7) {
            const IndexEntry *entry = index->at(row);
            QVERIFY(entry && entry->rows <= row);
            QVERIFY(entry == &index->entries().back() || (entry + 1)->rows > row);
            QVERIFY(index->wholeAt(row) && index->wholeAt(row)->rows <= row);
        }
    }

    void damagedIndexIsMadeAnew_data()
    {
        QTest::addColumn<QString>("damage");
        for (const char *damage : {"missing", "missing all", "empty", "another version", "cut", "torn", "bit flip", "another log's", "garbage"})
            QTest::newRow(damage) << QString::fromLatin1(damage);
    }
    void damagedIndexIsMadeAnew()
    {
        QFETCH(QString, damage);
        QTemporaryDir dir, other;
        fill(dir.path(), 3, 10 << 20, 3 << 20); // an index that lacks little is taken as it is
        const auto good = SegmentIndex::open(dir.path());
        QVERIFY(good);
        QFile file(LogFormat::indexPath(dir.path(), 1));
        QVERIFY(file.open(QIODevice::ReadWrite));
        if (damage.startsWith(u"missing"_s)) {
            file.remove();
            for (int i = 0; damage == u"missing all"_s && i < 10; ++i)
                QFile::remove(LogFormat::indexPath(dir.path(), i));
        } else if (damage == u"empty"_s) {
            file.resize(0);
        } else if (damage == u"another version"_s) {
            file.seek(4);
            file.write("\1");
        } else if (damage == u"cut"_s) {
            file.resize(IndexFormat::headerSize + IndexFormat::entrySize);
        } else if (damage == u"torn"_s) {
            file.resize(file.size() - 5);
        } else if (damage == u"bit flip"_s) {
            file.seek(IndexFormat::headerSize + IndexFormat::entrySize + 17);
            file.write("\xa5");
        } else if (damage == u"another log's"_s) {
            file.resize(IndexFormat::headerSize);
            file.seek(IndexFormat::headerSize);
            file.write(IndexFormat::encode({1, 5, 100, 3, 0, {}}));
        } else {
            file.resize(0);
            file.write(QByteArray(1000, 'g'));
        }
        file.close();
        const auto before = QDir(dir.path()).entryInfoList();
        const auto again = SegmentIndex::open(dir.path());
        QVERIFY(again);
        QCOMPARE(QDir(dir.path()).entryInfoList(), before); // nothing is written
        std::vector<IndexEntry> expected = good->entries();
        if (damage == u"torn"_s)
            std::erase(expected, *std::find_if(expected.rbegin(), expected.rend(), [](const IndexEntry &entry) { return entry.segment == 1; }));
        QVERIFY(again->entries() == expected);
    }

    void missingLogHasNoEntries()
    {
        QTemporaryDir dir;
        const auto index = SegmentIndex::open(dir.path());
        QVERIFY(index);
        QVERIFY(index->entries().empty());
        QVERIFY(!index->at(0));
        QVERIFY(!index->wholeAt(0));
    }

    void indexBehindACutSegmentIsIgnored()
    {
        QTemporaryDir dir;
        fill(dir.path(), 4, 3 << 20);
        const auto good = SegmentIndex::open(dir.path());
        QVERIFY(good);
        const IndexEntry last = good->entries().back();
        QVERIFY(last.offset > 0);
        QVERIFY(QFile::resize(LogFormat::segmentPath(dir.path(), last.segment), qint64(last.offset)));
        const auto cut = SegmentIndex::open(dir.path());
        QVERIFY(cut);
        QCOMPARE(cut->entries().size(), good->entries().size() - 1);
    }
};

LONGSHORE_TEST_MAIN(tst_SegmentIndex)
#include "tst_segmentindex.moc"
