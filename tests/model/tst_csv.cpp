// SPDX-License-Identifier: GPL-3.0-or-later
// The CSV dialect (contract F6, F7, F23): what is read, what is written, and that buffers do not show.
#include "model/storage/csvreader.h"
#include "model/storage/csvwriter.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <zlib.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray gzip(const QByteArray &bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        qFatal("no zlib");
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    QString write(const QByteArray &bytes) const
    {
        QFile file(m_dir.filePath(u"a.csv"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return file.fileName();
    }
    /// Records as lists; an error is a last record of its own.
    QList<QByteArrayList> read(const QByteArray &bytes, const CsvDialect &dialect = {}) const
    {
        auto source = CsvSource::open(write(bytes));
        if (!source)
            return {{source.error().sentence().toUtf8()}};
        CsvReader reader(std::move(*source), dialect);
        QList<QByteArrayList> records;
        while (reader.next()) {
            QByteArrayList record;
            for (const std::string_view field : reader.fields())
                record.append(QByteArray(field.data(), qsizetype(field.size())));
            records.append(record);
        }
        if (reader.error())
            records.append({"error: " + reader.error()->happened.toUtf8()});
        return records;
    }

private Q_SLOTS:
    void F7_reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<QByteArrayList>>("records");
        using Records = QList<QByteArrayList>;
        QTest::newRow("nothing") << QByteArray() << Records{};
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << Records{{"a", "b"}, {"1", "2"}};
        QTest::newRow("no last line end") << QByteArray("a,b\n1,2") << Records{{"a", "b"}, {"1", "2"}};
        QTest::newRow("empty last field at the end") << QByteArray("a,b\n1,") << Records{{"a", "b"}, {"1", ""}};
        QTest::newRow("enclosed") << QByteArray("\"a\",\"b\"\n\"1\",\"\"\n") << Records{{"a", "b"}, {"1", ""}};
        QTest::newRow("enclosed at the end") << QByteArray("\"a\"") << Records{{"a"}};
        QTest::newRow("doubled") << QByteArray("\"a \"\"b\"\" c\",\"\"\"\",\"\"\"\"\"\"\n") << Records{{"a \"b\" c", "\"", "\"\""}};
        QTest::newRow("line end within") << QByteArray("\"a\nb\r\nc\",x\n") << Records{{"a\nb\r\nc", "x"}};
        QTest::newRow("delimiter within") << QByteArray("\"a,b\",c\n") << Records{{"a,b", "c"}};
        QTest::newRow("enclosure within a plain field") << QByteArray("a\"b,c\n") << Records{{"a\"b", "c"}};
        QTest::newRow("blanks count") << QByteArray(" a , b\n") << Records{{" a ", " b"}};
        QTest::newRow("CRLF") << QByteArray("a,\"b\"\r\n1,2\r\n") << Records{{"a", "b"}, {"1", "2"}};
        QTest::newRow("CR at the very end") << QByteArray("\"a\"\r") << Records{{"a"}};
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf\"a\"\n") << Records{{"a"}};
        QTest::newRow("blank lines") << QByteArray("\n\n") << Records{{""}, {""}};
        QTest::newRow("not UTF-8") << QByteArray("\xff\xfe\xfd,\x80\n").mid(2) << Records{{"\xfd", "\x80"}};
        QTest::newRow("open") << QByteArray("a\n\"b\n") << Records{{"a"}, {"error: line 2: the enclosure opened here is never closed"}};
        QTest::newRow("NUL") << QByteArray("a\n\"x\ny\0\"\n", 9) << Records{{"a"}, {"error: line 3: there is a NUL byte"}};
    }
    void F7_reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QList<QByteArrayList>, records);
        QCOMPARE(read(bytes), records);
    }

    void F7_dialects_data()
    {
        QTest::addColumn<char>("delimiter");
        QTest::addColumn<char>("enclosure");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArrayList>("record");
        QTest::newRow("tab") << '\t' << '"' << QByteArray("a,b\t\"c\td\"\n") << QByteArrayList{"a,b", "c\td"};
        QTest::newRow("semicolon, apostrophe") << ';' << '\'' << QByteArray("'a;''b''';\"c\"\n") << QByteArrayList{"a;'b'", "\"c\""};
        QTest::newRow("no enclosure") << ',' << '\0' << QByteArray("\"a,b\"\n") << QByteArrayList{"\"a", "b\""};
    }
    void F7_dialects()
    {
        QFETCH(char, delimiter);
        QFETCH(char, enclosure);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArrayList, record);
        QCOMPARE(read(bytes, {delimiter, enclosure}), QList<QByteArrayList>{record});
    }

    void F23_gzip()
    {
        QByteArray text = "a,b\n";
        for (int i = 0; i < 300'000; ++i)
            text += QByteArray::number(i) + ",\"x\ny\"\n";
        const QList<QByteArrayList> expected = read(text);
        QCOMPARE(expected.size(), 300'001);
        QCOMPARE(read(gzip(text)), expected);
        QCOMPARE(read(gzip(text.left(1000)) + gzip(text.mid(1000))), expected); // two members
        const QByteArray whole = gzip(text);
        QVERIFY(read(whole.left(whole.size() / 2)).last().first().startsWith("error: the gzip is damaged: it ends too early"));
    }

    void F6_writes()
    {
        QFile file(m_dir.filePath(u"out.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        CsvWriter writer(file.handle(), file.fileName());
        for (const char *field : {"col1", "col 2", ""})
            writer.field(field);
        QVERIFY(writer.endLine());
        for (const char *field : {"a,b", "say \"hi\"", "x\ny"})
            writer.field(field);
        QVERIFY(writer.endLine());
        QVERIFY(writer.finish());
        file.close();
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("\"col1\",\"col 2\",\"\"\n\"a,b\",\"say \"\"hi\"\"\",\"x\ny\"\n"));
    }

    /// What is written is read again, whatever it is and wherever the buffers end.
    void F6_roundTrip()
    {
        QRandomGenerator random(4711);
        for (int round = 0; round < 6; ++round) {
            QList<QByteArrayList> records;
            for (int i = 0; i < 2000; ++i) {
                QByteArrayList record;
                for (int field = 0; field < 3; ++field) {
                    QByteArray text;
                    const int size = i % 500 == 7 ? 700'000 + int(random.bounded(5000)) : int(random.bounded(40));
                    for (int at = 0; at < size; ++at)
                        text += "ab\",\n\r\xc3\xa9;"[random.bounded(9)];
                    record.append(text);
                }
                records.append(record);
            }
            QFile file(m_dir.filePath(u"round.csv"_s));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            CsvWriter writer(file.handle(), file.fileName());
            for (const QByteArrayList &record : records) {
                for (const QByteArray &field : record)
                    writer.field({field.data(), size_t(field.size())});
                writer.endLine();
            }
            QVERIFY(writer.finish());
            file.close();
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(read(bytes) == records);
            if (round == 0)
                QVERIFY(read(gzip(bytes)) == records);
        }
    }

    void longRecord()
    {
        QByteArray bytes = "a\n\"";
        bytes += QByteArray(CsvReader::maximumRecord + (4 << 20), 'x');
        const QList<QByteArrayList> records = read(bytes);
        QCOMPARE(records.size(), 2);
        QCOMPARE(records.last().first(), QByteArray("error: line 2: the record that begins here is longer than 64 MB"));
    }

    void noFile_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("kind");
        QTest::newRow("missing") << m_dir.filePath(u"nowhere"_s) << int(Error::Kind::NotFound);
        QTest::newRow("folder") << m_dir.path() << int(Error::Kind::BadInput);
        QTest::newRow("device") << u"/dev/zero"_s << int(Error::Kind::BadInput);
        QVERIFY(QFile::link(write("a\n"), m_dir.filePath(u"link"_s)));
        QTest::newRow("symbolic link") << m_dir.filePath(u"link"_s) << int(Error::Kind::BadInput);
    }
    void noFile()
    {
        QFETCH(QString, path);
        QFETCH(int, kind);
        const auto source = CsvSource::open(path);
        QVERIFY(!source);
        QCOMPARE(int(source.error().kind), kind);
        QVERIFY(source.error().sentence().contains(path));
    }
};

LONGSHORE_TEST_MAIN(TestCsv)
#include "tst_csv.moc"
