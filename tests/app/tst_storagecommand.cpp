// SPDX-License-Identifier: GPL-3.0-or-later
// `longshore storage` as a person at a terminal meets it, without any engine (product.md, "Command line").
#include "tests/support/program.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace longshore;
using test::Ended;
using test::Program;
using nlohmann::json;

class TestStorageCommand : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    Ended storage(const QStringList &arguments) const
    {
        return test::runLongshore(QStringList{u"--store"_s, m_dir.filePath(u"store"_s), u"storage"_s} + arguments);
    }
    static void checkGood(const Ended &ended) { QVERIFY2(!ended.crashed && ended.code == 0, ended.err.constData()); }
    static void checkRefused(const Ended &ended, int code, const QString &words)
    {
        QVERIFY2(!ended.crashed, ended.err.constData());
        QVERIFY2(ended.code == code, (QByteArray::number(ended.code) + ": " + ended.err).constData());
        QVERIFY2(QString::fromUtf8(ended.err).contains(words), ended.err.constData());
    }

private Q_SLOTS:
    void init() { QDir(m_dir.filePath(u"store"_s)).removeRecursively(); }

    void usage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QStringList{} << u"needs one of ls, import, export, drop"_s;
        QTest::newRow("unknown") << QStringList{u"fly"_s} << u"'fly' is none of"_s;
        QTest::newRow("import nothing") << QStringList{u"import"_s} << u"needs FILE"_s;
        QTest::newRow("import without a table") << QStringList{u"import"_s, u"a.csv"_s} << u"needs TABLE"_s;
        QTest::newRow("surplus") << QStringList{u"import"_s, u"a"_s, u"b"_s, u"c"_s} << u"'c' is one argument too many"_s;
        QTest::newRow("option of another action") << QStringList{u"drop"_s, u"in.c-a"_s, u"--key"_s, u"id"_s} << u"--key does not go with: storage drop"_s;
        QTest::newRow("key of a file") << QStringList{u"import"_s, u"--file"_s, u"a"_s, u"--key"_s, u"id"_s} << u"--key does not go with"_s;
        QTest::newRow("delimiter") << QStringList{u"import"_s, u"a"_s, u"in.c-a.b"_s, u"--delimiter"_s, u"::"_s} << u"--delimiter is one character"_s;
        QTest::newRow("limit") << QStringList{u"export"_s, u"in.c-a.b"_s, u"--limit"_s, u"many"_s} << u"--limit is a number of rows"_s;
        QTest::newRow("where") << QStringList{u"export"_s, u"in.c-a.b"_s, u"--where"_s, u"x"_s} << u"--where is COLUMN=VALUE"_s;
        QTest::newRow("two columns") << QStringList{u"export"_s, u"in.c-a.b"_s, u"--where"_s, u"x=1"_s, u"--where"_s, u"y=1"_s} << u"same column only"_s;
        QTest::newRow("time") << QStringList{u"export"_s, u"in.c-a.b"_s, u"--changed-since"_s, u"yesterday"_s} << u"is a time such as"_s;
        QTest::newRow("key and none") << QStringList{u"import"_s, u"a"_s, u"in.c-a.b"_s, u"--key"_s, u"x"_s, u"--no-key"_s} << u"exclude each other"_s;
        QTest::newRow("bad id") << QStringList{u"import"_s, u"/dev/null"_s, u"people"_s} << u"'people' is not a table id"_s;
        QTest::newRow("tag") << QStringList{u"ls"_s, u"--tag"_s, u"x"_s} << u"--tag goes with 'ls files' only"_s;
        QTest::newRow("file number") << QStringList{u"drop"_s, u"--file"_s, u"x"_s} << u"'x' is not a number"_s;
    }
    void usage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, words);
        checkRefused(storage(arguments), 64, words);
        const Ended ended = storage(arguments + QStringList{u"--json"_s});
        checkRefused(ended, 64, words);
        QCOMPARE(ended.objects().last().value("event", ""), std::string("error"));
    }

    void help()
    {
        const Ended ended = storage({u"--help"_s});
        checkGood(ended);
        for (const char *word : {"storage ls", "storage import FILE TABLE", "storage export", "storage drop", "--incremental", "--key"})
            QVERIFY2(ended.out.contains(word), word);
    }

    void tables()
    {
        const QString table = u"in.c-main.people"_s;
        const QString csv = write(u"a.csv"_s, "id,na me\n1,a\n2,\"say \"\"hi\"\"\"\n");
        checkGood(storage({u"import"_s, csv, table, u"--key"_s, u"id"_s}));
        const Ended more = storage({u"import"_s, write(u"b.csv"_s, "id\tna me\r\n2\tb\r\n3\t'c'\r\n"), table, u"--incremental"_s, u"--delimiter"_s,
                                    u"tab"_s, u"--enclosure"_s, u"'"_s, u"--json"_s});
        checkGood(more);
        QVERIFY(more.err.contains("CRLF"));
        QVERIFY(more.objects().last()["importedRows"] == json(2));
        QVERIFY(more.objects().last()["table"]["rows"] == json(3));
        QVERIFY(more.objects().last()["table"]["primaryKey"] == json({"id"})); // kept, as none was given
        QCOMPARE(storage({u"export"_s, table}).out, QByteArray("\"id\",\"na me\"\n\"1\",\"a\"\n\"2\",\"b\"\n\"3\",\"c\"\n"));
        QCOMPARE(storage({u"export"_s, table, u"-"_s, u"--columns"_s, u"na me"_s, u"--where"_s, u"id!=2"_s, u"--limit"_s, u"1"_s}).out,
                 QByteArray("\"na me\"\n\"a\"\n"));
        const QString out = m_dir.filePath(u"out/people.csv"_s);
        checkGood(storage({u"export"_s, table, out}));
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), storage({u"export"_s, table}).out);
        QVERIFY(storage({u"ls"_s}).out.startsWith("in.c-main.people "));
        QVERIFY(storage({u"ls"_s, u"in.c-main"_s}).out.startsWith("in.c-main.people "));
        QVERIFY(storage({u"ls"_s, table}).out.contains("Primary key   id"));
        QCOMPARE(storage({u"ls"_s, table, u"--json"_s}).objects().last()["table"]["columns"].size(), size_t(2));
        checkGood(storage({u"import"_s, csv, table, u"--no-key"_s}));
        QVERIFY(storage({u"ls"_s, table, u"--json"_s}).objects().last()["table"]["primaryKey"] == json::array());

        checkRefused(storage({u"import"_s, write(u"bad.csv"_s, "id,na me\n1\n"), table}), 64, u"bad.csv: line 2: 1 field where 2 are expected"_s);
        checkRefused(storage({u"import"_s, m_dir.filePath(u"nowhere.csv"_s), table}), 66, u"nowhere.csv"_s);
        checkRefused(storage({u"export"_s, u"in.c-main.nope"_s}), 66, u"no such table"_s);
        checkRefused(storage({u"ls"_s, u"in.c-nope"_s}), 66, u"no such bucket"_s);
        checkRefused(storage({u"drop"_s, u"in.c-main"_s}), 64, u"--force"_s);
        checkGood(storage({u"drop"_s, u"in.c-main"_s, u"--force"_s}));
        checkRefused(storage({u"drop"_s, table}), 66, u"no such table"_s);
    }

    void files()
    {
        const QString source = write(u"picture.bin"_s, QByteArray("\0\x1b[31m", 6));
        const Ended added = storage({u"import"_s, u"--file"_s, source, u"--tag"_s, u"a"_s, u"--tag"_s, u"b c"_s, u"--json"_s});
        checkGood(added);
        QVERIFY(added.objects().last()["file"]["tags"] == json({"a", "b c"}));
        QVERIFY(storage({u"ls"_s, u"files"_s, u"--tag"_s, u"b c"_s}).out.contains("picture.bin"));
        QVERIFY(!storage({u"ls"_s, u"files"_s, u"--tag"_s, u"c"_s}).out.contains("picture.bin"));
        QCOMPARE(storage({u"export"_s, u"--file"_s, u"1"_s}).out, QByteArray("\0\x1b[31m", 6));
        checkGood(storage({u"export"_s, u"--file"_s, u"1"_s, m_dir.filePath(u"copy"_s)}));
        checkRefused(storage({u"export"_s, u"--file"_s, u"1"_s, m_dir.filePath(u"copy"_s)}), 64, u"there already"_s);
        checkGood(storage({u"drop"_s, u"--file"_s, u"1"_s}));
        checkRefused(storage({u"drop"_s, u"--file"_s, u"1"_s}), 66, u"no such file"_s);
    }

    void closedPipe()
    {
        QByteArray big = "id\n";
        for (int i = 0; i < 300'000; ++i)
            big += QByteArray::number(i) + '\n';
        checkGood(storage({u"import"_s, write(u"big.csv"_s, big), u"in.c-main.big"_s}));
        Program program(u"set -o pipefail; \"$LONGSHORE\" --store '%1' storage export in.c-main.big | head -1"_s.arg(m_dir.filePath(u"store"_s)));
        const Ended ended = program.end();
        checkGood(ended);
        QCOMPARE(ended.out, QByteArray("\"id\"\n"));
    }

    /// Two programs at once on one store.
    void twoPrograms()
    {
        QByteArray big = "id\n";
        for (int i = 0; i < 50'000; ++i)
            big += QByteArray::number(i) + '\n';
        const QString csv = write(u"two.csv"_s, big);
        checkGood(storage({u"import"_s, csv, u"in.c-main.two"_s}));
        const QStringList arguments{u"--store"_s, m_dir.filePath(u"store"_s), u"storage"_s, u"import"_s, csv, u"in.c-main.two"_s, u"--incremental"_s};
        std::vector<std::unique_ptr<Program>> programs;
        for (int i = 0; i < 3; ++i)
            programs.push_back(std::make_unique<Program>(arguments));
        for (const auto &program : programs)
            checkGood(program->end());
        QVERIFY(storage({u"ls"_s, u"in.c-main.two"_s, u"--json"_s}).objects().last()["table"]["rows"] == json(200'000));
    }
};

LONGSHORE_TEST_MAIN(TestStorageCommand)
#include "tst_storagecommand.moc"
