// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/logs/linedecoder.h"
#include "model/logs/logexport.h"
#include "model/tasks/tasklist.h"
#include "tests/support/logfixtures.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <csignal>
#include <sys/resource.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 noon = 1'700'000'000'000'000'000; // 2023-11-14 22:13:20 UTC

LogRows allRows(const LogStore &store)
{
    LogRows rows;
    rows.setLines(store.firstLine(), store.endLine());
    return rows;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

struct Collect : RowSink {
    QList<LogFixtureRow> rows;
    void row(const NewRow &row) override
    {
        rows.append({row.text.toByteArray(), row.source, row.level, row.time, row.flags, {row.runs.begin(), row.runs.end()}});
    }
};

QList<LogFixtureRow> decoded(const QByteArray &bytes)
{
    Collect collect;
    LineDecoder decoder(collect);
    StoredFrame frame;
    frame.source = LogSource::Stdout;
    frame.bytes = bytes;
    decoder.frame(frame);
    decoder.finish();
    return collect.rows;
}

} // namespace

class TestLogExport : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"out.log"_s);

    static QList<LogFixtureRow> sample()
    {
        return {{"plain", LogSource::Stdout, LogLevel::None, noon},
                {"a \"quote\", a \\ and a\ttab: größe", LogSource::Stderr, LogLevel::Error, noon + 123'456'789},
                {"no time", LogSource::Stdout, LogLevel::Warning, 0},
                {"", LogSource::Stdout, LogLevel::None, noon + 1'000'000'000},
                {"-- restarted --", LogSource::Engine, LogLevel::None, noon + 2'000'000'001, LineNote}};
    }

private Q_SLOTS:
    void formats_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("plain") << int(LogFileFormat::Plain)
                               << QByteArray("plain\na \"quote\", a \\ and a\ttab: größe\nno time\n\n-- restarted --\n");
        QTest::newRow("timestamps") << int(LogFileFormat::Timestamps)
                                    << QByteArray("2023-11-14T22:13:20.000000000Z plain\n"
                                                  "2023-11-14T22:13:20.123456789Z a \"quote\", a \\ and a\ttab: größe\n"
                                                  "- no time\n2023-11-14T22:13:21.000000000Z \n2023-11-14T22:13:22.000000001Z -- restarted --\n");
        QTest::newRow("json") << int(LogFileFormat::JsonLines)
                              << QByteArray("{\"time\":\"2023-11-14T22:13:20.000000000Z\",\"stream\":\"stdout\",\"level\":null,\"line\":1,\"text\":\"plain\"}\n"
                                            "{\"time\":\"2023-11-14T22:13:20.123456789Z\",\"stream\":\"stderr\",\"level\":\"error\",\"line\":2,\"text\":\"a \\\"quote\\\", a \\\\ and a\\ttab: größe\"}\n"
                                            "{\"time\":null,\"stream\":\"stdout\",\"level\":\"warning\",\"line\":3,\"text\":\"no time\"}\n"
                                            "{\"time\":\"2023-11-14T22:13:21.000000000Z\",\"stream\":\"stdout\",\"level\":null,\"line\":4,\"text\":\"\"}\n"
                                            "{\"time\":\"2023-11-14T22:13:22.000000001Z\",\"stream\":\"longshore\",\"level\":null,\"line\":5,\"text\":\"-- restarted --\"}\n");
    }
    void formats()
    {
        QFETCH(int, format);
        QFETCH(QByteArray, content);
        const auto store = logOf(sample());
        const auto written = writeLog({store, allRows(*store), 0, 5, LogFileFormat(format), m_path});
        QVERIFY(written);
        QCOMPARE(contentOf(m_path), content);
        QCOMPARE(written->lines, 5u);
        QCOMPARE(written->bytes, content.size());
        if (format == int(LogFileFormat::JsonLines))
            for (const QByteArray &line : content.trimmed().split('\n'))
                QVERIFY(QJsonDocument::fromJson(line).isObject());
    }
    void coloursComeBackAsTheyWere()
    {
        QByteArray log = "none \x1b[1mbold\x1b[0m \x1b[31mred\x1b[39m\n\x1b[38;5;200;48;5;17mpalette\n\x1b[0;93;104mbright\x1b[0m\n"
                         "\x1b[2;3;4;7;9mall\x1b[0m end\ncolour to the end \x1b[32mgreen\nnext \x1b[0mplain\n";
        const QList<LogFixtureRow> rows = decoded(log);
        const auto store = logOf(rows);
        QVERIFY(writeLog({store, allRows(*store), 0, 6, LogFileFormat::Ansi, m_path}));
        QVERIFY(contentOf(m_path).startsWith("none \x1b[0;1mbold\x1b[0m \x1b[0;31mred\x1b[0m\n\x1b[0;38;5;200;48;5;17mpalette\x1b[0m\n"));
        const QList<LogFixtureRow> again = decoded(contentOf(m_path));
        QCOMPARE(again.size(), rows.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            QCOMPARE(again[i].text, rows[i].text);
            QVERIFY(again[i].runs == rows[i].runs);
        }
    }
    void linesThatWereCutAreWhole()
    {
        QList<LogFixtureRow> rows = rowsOf({"one ", "long line", "other ", "stderr", "end"});
        rows[0].flags = rows[2].flags = LineContinues;
        rows[3].source = LogSource::Stderr;
        const auto store = logOf(rows);
        QVERIFY(writeLog({store, allRows(*store), 0, 5, LogFileFormat::Plain, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("one long line\nother \nstderr\nend\n"));
        QVERIFY(writeLog({store, allRows(*store), 0, 1, LogFileFormat::Plain, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("one \n"));
        QVERIFY(writeLog({store, allRows(*store), 0, 2, LogFileFormat::Timestamps, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("- one long line\n"));
    }
    void filteredRowsAndSelections()
    {
        QByteArrayList texts;
        for (int i = 0; i < 100; ++i)
            texts << QByteArray::number(i);
        const auto store = logOf(texts);
        LogRows rows;
        rows.reset(false, false);
        rows.append(0, std::vector<quint32>{3, 20, 30, 99});
        rows.fold(20, 2);
        QVERIFY(writeLog({store, rows, 0, 4, LogFileFormat::Plain, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("3\n20\n21\n22\n30\n99\n"));
        QVERIFY(writeLog({store, rows, 2, 3, LogFileFormat::Plain, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("30\n"));
        QVERIFY(writeLog({store, allRows(*store), 97, 1000, LogFileFormat::Plain, m_path}));
        QCOMPARE(contentOf(m_path), QByteArray("97\n98\n99\n"));
    }
    void allOfItFromAnyMemory_data()
    {
        QTest::addColumn<LogMemory>("memory");
        QTest::newRow("hot") << LogMemory{};
        QTest::newRow("cold") << LogMemory{0, qint64(1) << 30};
        QTest::newRow("dropped") << LogMemory{0, 150'000};
    }
    void allOfItFromAnyMemory()
    {
        QFETCH(LogMemory, memory);
        const QList<LogFixtureRow> rows = randomRows(21, 40'000);
        const auto store = logOf(rows, memory);
        QByteArray expected;
        for (qsizetype i = qsizetype(store->firstLine()); i < rows.size(); ++i)
            expected += rows[i].text + (rows[i].flags & LineContinues && i + 1 < rows.size() && rows[i].source == rows[i + 1].source ? "" : "\n");
        LogRows all;
        all.setLines(0, store->endLine());
        const auto written = writeLog({store, all, 0, store->endLine(), LogFileFormat::Plain, m_path});
        QVERIFY(contentOf(m_path) == expected);
        QCOMPARE(written->lost, store->firstLine());
        QCOMPARE(written->lines + written->lost, quint64(rows.size()));
    }
    void errorsAreSentences_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("full");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such folder") << m_folder.filePath(u"none/x.log"_s) << false << u"No such file or directory. Choose another folder."_s;
        QTest::newRow("a folder") << m_folder.path() << false << u"save the log as "_s;
        QTest::newRow("full disk") << m_folder.filePath(u"full.log"_s) << true << u"File too large. Free some space and try again."_s;
    }
    void errorsAreSentences()
    {
        QFETCH(QString, path);
        QFETCH(bool, full);
        QFETCH(QString, says);
        const auto store = logOf(randomRows(22, 40'000));
        rlimit old{};
        ::getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{1'000'000, old.rlim_max};
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        if (full)
            ::setrlimit(RLIMIT_FSIZE, &small);
        const auto written = writeLog({store, allRows(*store), 0, store->endLine(), LogFileFormat::Plain, path});
        ::setrlimit(RLIMIT_FSIZE, &old);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!written);
        QVERIFY2(written.error().sentence().contains(says), qPrintable(written.error().sentence()));
        QVERIFY(QDir(m_folder.path()).entryList({u"*full*"_s, u"none*"_s}, QDir::Files).isEmpty());
    }
    void asATask()
    {
        const auto store = logOf(randomRows(23, 40'000));
        TaskList list;
        Task *task = list.add(u"Save"_s);
        exportLog({store, allRows(*store), 0, store->endLine(), LogFileFormat::JsonLines, m_path}, task);
        QTRY_COMPARE_WITH_TIMEOUT(task->state(), Task::State::Finished, 60'000);
        QVERIFY2(task->step().startsWith(u"Saved 40,000 lines ("_s), qPrintable(task->step()));
        QCOMPARE(contentOf(m_path).count('\n'), 40'000);
    }
    void cancelledLeavesTheOldFile()
    {
        const auto store = logOf(randomRows(24, 40'000));
        QVERIFY(writeLog({store, allRows(*store), 0, 1, LogFileFormat::Plain, m_path}));
        const QByteArray before = contentOf(m_path);
        TaskList list;
        Task *task = list.add(u"Save"_s);
        exportLog({store, allRows(*store), 0, store->endLine(), LogFileFormat::Plain, m_path}, task);
        task->cancel();
        QTRY_COMPARE_WITH_TIMEOUT(task->state(), Task::State::Cancelled, 60'000);
        QCOMPARE(contentOf(m_path), before);
    }
};

LONGSHORE_TEST_MAIN(TestLogExport)
#include "tst_logexport.moc"
