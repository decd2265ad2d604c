// SPDX-License-Identifier: GPL-3.0-or-later
// Logs of runs as documents: whole ones, growing ones, and long ones that are left in their capsule's segments.
#include "model/logs/logroom.h"
#include "model/logs/logsegment.h"
#include "model/logs/spillfile.h"
#include "tests/support/testmain.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray textOf(quint64 line)
{
    return "line " + QByteArray::number(line) + ' ' + QByteArray(int(line % 151), char('a' + line % 26));
}

/// Writes numbered lines, some coloured, some in pieces, on both streams.
class Writer
{
public:
    explicit Writer(const QString &capsule, qint64 segmentSize = LogFormat::segmentSize) : m_log(capsule, segmentSize) {}
    void write(quint64 lines)
    {
        for (quint64 i = 0; i < lines; ++i, ++m_next) {
            QByteArray bytes = m_next % 10 == 3 ? "\x1b[31m" + textOf(m_next) + "\x1b[0m\n" : textOf(m_next) + '\n';
            const auto source = m_next % 5 ? LogSource::Stdout : LogSource::Stderr;
            const qint64 time = 1'700'000'000'000'000'000 + qint64(m_next) * 1'000'000;
            if (m_next % 7 == 2) {
                add(source, LogPartial, time, bytes.first(4));
                bytes = bytes.sliced(4);
            }
            add(source, 0, time, bytes);
        }
        QVERIFY(m_log.flush());
    }
    void writeRaw(const QByteArray &bytes)
    {
        add(LogSource::Stdout, 0, 0, bytes);
        QVERIFY(m_log.flush());
    }

private:
    void add(LogSource source, quint8 flags, qint64 time, const QByteArray &bytes) { QVERIFY(m_log.append(source, flags, time, bytes)); }
    LogWriter m_log;
    quint64 m_next = 0;
};

bool isLine(const LogLine &line, quint64 number)
{
    return line.text == textOf(number) && line.source == (number % 5 ? LogSource::Stdout : LogSource::Stderr)
        && line.time == 1'700'000'000'000'000'000 + qint64(number) * 1'000'000 && line.runs.empty() == (number % 10 != 3);
}

} // namespace

class TestLogRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFinishedLogIsReadWhole();
    void aGrowingLogIsFollowed();
    void unfinishedRowsAreShownAndThenReplaced();
    void aLongLogIsLeftInItsSegments_data();
    void aLongLogIsLeftInItsSegments();
    void rowsInSegmentsFitWhateverTheyHold_data();
    void rowsInSegmentsFitWhateverTheyHold();
    void behindDamageRowsAreNotes();
    void beyondTheCapLinesComeFromTheSegments();
    void anEmptyLogWaitsAndEnds();
    void aDocumentMayGoWhileItsLogIsRead();
    void theSpillFileGivesBackWhatItTook();
    void aSpillFolderThatCannotBeUsedIsNoCrash();
};

void TestLogRoom::aFinishedLogIsReadWhole()
{
    const QTemporaryDir dir;
    Writer(dir.path()).write(1000);
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QCOMPARE(document->state(), LogState::Connecting);
    document->endSource();
    QTRY_COMPARE(document->state(), LogState::Ended);
    QCOMPARE(document->store()->endLine(), 1000u);
    LogLines lines(document->store());
    for (quint64 i = 0; i < 1000; ++i)
        QVERIFY2(isLine(lines.line(i), i), qPrintable(QString::number(i)));
}

void TestLogRoom::aGrowingLogIsFollowed()
{
    const QTemporaryDir dir;
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->state(), LogState::Waiting);
    QSignalSpy grown(document, &LogDocument::grown);
    Writer writer(dir.path());
    writer.write(10);
    document->poke();
    QTRY_COMPARE(document->store()->endLine(), 10u);
    QCOMPARE(document->state(), LogState::Streaming);
    writer.write(10);
    document->poke();
    QTRY_COMPARE(document->store()->endLine(), 20u);
    QCOMPARE(grown.size(), 1); // nobody took notice
    document->store()->noticed();
    writer.write(1);
    document->poke();
    QTRY_COMPARE(grown.size(), 2);
}

void TestLogRoom::unfinishedRowsAreShownAndThenReplaced()
{
    const QTemporaryDir dir;
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    Writer writer(dir.path());
    writer.writeRaw("50 %\r60 %");
    document->poke();
    QTRY_COMPARE(document->partials().size(), 1);
    QCOMPARE(document->partials()[0].text, "60 %");
    QCOMPARE(document->store()->endLine(), 0u);
    writer.writeRaw("\rdone\nlast");
    document->poke();
    QTRY_COMPARE(document->store()->endLine(), 1u);
    QTRY_COMPARE(document->partials().size(), 1);
    QTRY_COMPARE(document->partials()[0].text, "last");
    document->endSource();
    QTRY_COMPARE(document->state(), LogState::Ended);
    QCOMPARE(document->store()->endLine(), 2u);
    QVERIFY(document->partials().isEmpty());
}

void TestLogRoom::aLongLogIsLeftInItsSegments_data()
{
    QTest::addColumn<qint64>("segmentSize");
    QTest::addColumn<bool>("withIndex");
    QTest::newRow("one segment") << (qint64(1) << 30) << true;
    QTest::newRow("many segments") << (qint64(1) << 20) << true;
    QTest::newRow("no index files") << (qint64(4) << 20) << false;
}

void TestLogRoom::aLongLogIsLeftInItsSegments()
{
    QFETCH(qint64, segmentSize);
    QFETCH(bool, withIndex);
    constexpr quint64 many = 150'000;
    const QTemporaryDir dir;
    Writer writer(dir.path(), segmentSize);
    writer.write(many);
    if (!withIndex) {
        for (int i = 0; QFile::exists(LogFormat::indexPath(dir.path(), i)); ++i)
            QVERIFY(QFile::remove(LogFormat::indexPath(dir.path(), i)));
    }
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->store()->endLine(), many);
    QVERIFY(document->store()->memory() < (1 << 20));
    LogLines lines(document->store());
    for (quint64 i = 0; i < many; ++i)
        QVERIFY2(isLine(lines.line(i), i), qPrintable(QString::number(i)));
    writer.write(100);
    document->poke();
    QTRY_COMPARE(document->store()->endLine(), many + 100);
    QVERIFY(isLine(lines.line(many + 99), many + 99));
}

void TestLogRoom::rowsInSegmentsFitWhateverTheyHold_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("text that becomes four times as long") << QByteArray("\xc2\xad").repeated(500) << QByteArray("[U+00AD]").repeated(500);
    QTest::newRow("colours on each character") << QByteArray("\x1b[31ma\x1b[mb").repeated(100) << QByteArray("ab").repeated(100);
}

void TestLogRoom::rowsInSegmentsFitWhateverTheyHold()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, shown);
    const quint64 many = quint64(10 << 20) / quint64(raw.size());
    const QTemporaryDir dir;
    Writer writer(dir.path());
    QByteArray bytes;
    for (quint64 i = 0; i < many; ++i) {
        bytes += raw + QByteArray::number(i) + '\n';
        if (i % 16 == 15 || i + 1 == many)
            writer.writeRaw(std::exchange(bytes, {}));
    }
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->store()->endLine(), many);
    LogLines lines(document->store());
    for (quint64 i = 0; i < many; ++i)
        QCOMPARE(lines.line(i).text, QByteArray(shown + QByteArray::number(i)));
}

void TestLogRoom::behindDamageRowsAreNotes()
{
    constexpr quint64 many = 150'000;
    const QTemporaryDir dir;
    Writer(dir.path(), 1 << 20).write(many);
    QFile segment(LogFormat::segmentPath(dir.path(), 3));
    QVERIFY(segment.open(QIODevice::ReadWrite) && segment.seek(segment.size() / 2));
    QCOMPARE(segment.write("damage"), 6);
    segment.close();
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->store()->endLine(), many);
    const auto store = document->store();
    LogLines lines(store);
    quint64 lost = 0;
    for (quint64 i = 0; i < many; ++i) {
        const LogLine line = lines.line(i);
        const bool isNote = line.flags & LineNote;
        lost += isNote;
        QVERIFY2(isNote ? line.text.isEmpty() : isLine(line, i), qPrintable(QString::number(i)));
    }
    QVERIFY(lost > 0 && lost < 20'000);
    for (quint32 chunk = 0; chunk + 1 < store->chunkCount(); ++chunk) // whole, so that none is read again for a line that it lacks
        QCOMPARE(store->firstLineOf(chunk) + store->chunk(chunk).count(), store->firstLineOf(chunk + 1));
}

void TestLogRoom::beyondTheCapLinesComeFromTheSegments()
{
    constexpr quint64 many = 100'000;
    const QTemporaryDir dir;
    LogRoom room(dir.filePath(u"cache"_s), nullptr, {1 << 20, 2 << 20});
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->state(), LogState::Waiting);
    Writer writer(dir.path());
    writer.write(many);
    document->poke();
    QTRY_COMPARE(document->store()->endLine(), many);
    QVERIFY(document->store()->memory() <= (2 << 20));
    QCOMPARE(document->store()->firstLine(), 0u);
    LogLines lines(document->store());
    for (quint64 i = 0; i < many; ++i)
        QVERIFY2(isLine(lines.line(i), i), qPrintable(QString::number(i)));
}

void TestLogRoom::anEmptyLogWaitsAndEnds()
{
    const QTemporaryDir dir;
    LogRoom room(dir.filePath(u"cache"_s));
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->state(), LogState::Waiting);
    document->endSource();
    QTRY_COMPARE(document->state(), LogState::Ended);
    QVERIFY(document->isEmpty());
}

void TestLogRoom::aDocumentMayGoWhileItsLogIsRead()
{
    const QTemporaryDir dir;
    Writer(dir.path()).write(50'000);
    LogRoom room(dir.filePath(u"cache"_s));
    for (int i = 0; i < 20; ++i)
        delete room.openRun(dir.path(), this);
    LogDocument *document = room.openRun(dir.path(), this);
    QTRY_COMPARE(document->store()->endLine(), 50'000u);
}

void TestLogRoom::theSpillFileGivesBackWhatItTook()
{
    const QTemporaryDir dir;
    const QString folder = dir.filePath(u"cache/logs"_s);
    const auto store = std::make_shared<LogStore>(LogMemory{1 << 20, 2 << 20}, nullptr, std::make_unique<SpillFile>(folder));
    constexpr quint64 many = 100'000;
    for (quint64 i = 0; i < many; ++i) {
        const QByteArray text = textOf(i);
        store->append({text, {}, 1, 0, LogSource::Stdout, LogLevel::None, 0});
    }
    store->publish();
    QVERIFY(store->memory() <= (2 << 20));
    QCOMPARE(store->firstLine(), 0u);
    QVERIFY(QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)); // it has no name
    LogLines lines(store);
    for (quint64 i = 0; i < many; ++i)
        QCOMPARE(lines.line(i).text, textOf(i));
}

void TestLogRoom::aSpillFolderThatCannotBeUsedIsNoCrash()
{
    LogStore store(LogMemory{1 << 20, 1 << 20}, nullptr, std::make_unique<SpillFile>(u"/proc/none"_s));
    for (quint64 i = 0; i < 100'000; ++i) {
        const QByteArray text = QByteArray::number(i * 0x9e3779b97f4a7c15, 16) + QByteArray::number(i * 0xc2b2ae3d27d4eb4f, 16);
        store.append({text, {}, 1, 0, LogSource::Stdout, LogLevel::None, 0});
    }
    QVERIFY(store.droppedSome());
    QVERIFY(store.memory() <= (1 << 20));
}

LONGSHORE_TEST_MAIN(TestLogRoom)
#include "tst_logroom.moc"
