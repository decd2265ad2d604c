// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preview/filepreview.h"
#include "model/preview/previewmodel.h"
#include "model/run/outputlook.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QTemporaryDir>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(longshore::FilePreview::Kind)

/// What files look like at once.
class tst_FilePreview : public QObject
{
    Q_OBJECT
    using Kind = FilePreview::Kind;
    using Rows = QList<QStringList>;

    static FileHead whole(const QByteArray &bytes) { return {bytes, bytes.size()}; }
    static bool put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void F6_csvAsItStands_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<Rows>("rows");
        QTest::newRow("plain") << QByteArray("a,b\n1,2\n") << true << Rows{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
        QTest::newRow("quoted") << QByteArray("\"a\"\"x\",\"b\nc\"\r\n\"\",2") << true << Rows{{u"a\"x"_s, u"b\nc"_s}, {QString(), u"2"_s}};
        QTest::newRow("cut last line") << QByteArray("a,b\n1,2\n3,\"4") << false << Rows{{u"a"_s, u"b"_s}, {u"1"_s, u"2"_s}};
        QTest::newRow("last line without an end") << QByteArray("a\n1") << true << Rows{{u"a"_s}, {u"1"_s}};
        QTest::newRow("blank lines, byte order mark") << QByteArray("\xef\xbb\xbf" "a\n\n\r\n1\n") << true << Rows{{u"a"_s}, {u"1"_s}};
        QTest::newRow("ragged") << QByteArray("a,b\n1\n1,2,3\n") << true << Rows{{u"a"_s, u"b"_s}, {u"1"_s}, {u"1"_s, u"2"_s, u"3"_s}};
        QTest::newRow("quote inside a field") << QByteArray("a\n5\" disk\n") << true << Rows{{u"a"_s}, {u"5\" disk"_s}};
        QTest::newRow("one empty quoted field") << QByteArray("\"\"") << true << Rows{{QString()}};
        QTest::newRow("no UTF-8") << QByteArray("\xff\n") << true << Rows{{QString(QChar(0xfffd))}};
        QTest::newRow("nothing") << QByteArray() << true << Rows{};
    }
    void F6_csvAsItStands()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, isWhole);
        QFETCH(Rows, rows);
        QCOMPARE(readCsvHead(text, isWhole, 100), rows);
        QCOMPARE(readCsvHead(text, isWhole, 1), rows.mid(0, 1));
    }

    void kinds_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("table") << u"a.csv"_s << QByteArray("a,b\n1,2\n") << Kind::Table;
        QTest::newRow("tabs") << u"a.TSV"_s << QByteArray("a\tb\n") << Kind::Table;
        QTest::newRow("manifest") << u"a.csv.manifest"_s << QByteArray("{\"columns\":[]}") << Kind::Json;
        QTest::newRow("broken json is text") << u"a.json"_s << QByteArray("{") << Kind::Text;
        QTest::newRow("text") << u"notes"_s << QByteArray("hello\n") << Kind::Text;
        QTest::newRow("latin 1 is text") << u"notes"_s << QByteArray("caf\xe9\n") << Kind::Text;
        QTest::newRow("binary") << u"x.csv"_s << QByteArray("a\0b", 3) << Kind::Binary;
        QTest::newRow("empty") << u"x.csv"_s << QByteArray() << Kind::Empty;
    }
    void kinds()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(Kind, kind);
        const FilePreview preview = makePreview(name, whole(bytes));
        QCOMPARE(preview.kind, kind);
        QCOMPARE(bool(preview.json), kind == Kind::Json);
        if (name == u"a.TSV"_s)
            QCOMPARE(preview.columns.size(), 2);
    }

    void moreRowsThanAreShown()
    {
        QByteArray text = "a\n";
        for (int i = 0; i < 500; ++i)
            text += QByteArray::number(i) + '\n';
        const FilePreview preview = makePreview(u"a.csv"_s, whole(text));
        QCOMPARE(preview.rows.size(), 200);
        QVERIFY(!preview.isWhole);
        QCOMPARE(preview.facts(), u"first 200 rows · 1 column · 1.9 kB"_s);
        QCOMPARE(makePreview(u"a.csv"_s, whole("a\n1\n")).facts(), u"1 row · 1 column · 4 B"_s);
        QCOMPARE(makePreview(u"notes"_s, {"12345", 14'200}).facts(), u"14.2 kB · first 5 B shown"_s);
        QCOMPARE(makePreview(u"notes"_s, whole("12345")).facts(), u"5 B"_s);
        QVERIFY(makePreview(u"a.py"_s, whole("12345")).facts().contains(u"Python"_s));
    }

    void F20_F22_outputsByTheirManifest()
    {
        QTemporaryDir dir;
        const QString table = dir.filePath(u"t"_s);
        QVERIFY(put(table, "1;'x'\n2;'y'\n"));
        QVERIFY(put(table + u".manifest"_s, "{\"columns\":[\"id\",\"name\"],\"delimiter\":\";\",\"enclosure\":\"'\"}"));
        const Result<FilePreview> preview = previewOutput(table, true, 2);
        QVERIFY(preview);
        QCOMPARE(preview->columns, (QStringList{u"id"_s, u"name"_s}));
        QCOMPARE(preview->rows, (Rows{{u"1"_s, u"x"_s}, {u"2"_s, u"y"_s}}));
        QCOMPARE(preview->rowCount, 2);
        // A sliced table is a folder; its slices have no header.
        QVERIFY(QDir(dir.path()).mkdir(u"s"_s) && put(dir.filePath(u"s/part2"_s), "3\n4\n") && put(dir.filePath(u"s/part1"_s), "1\n2\n"));
        QVERIFY(put(dir.filePath(u"s.manifest"_s), "{\"columns\":[\"id\"]}"));
        const Result<FilePreview> sliced = previewOutput(dir.filePath(u"s"_s), true, 4);
        QVERIFY(sliced);
        QCOMPARE(sliced->rows, (Rows{{u"1"_s}, {u"2"_s}}));
        QCOMPARE(sliced->size, 8);
        QCOMPARE(failure(previewOutput(dir.filePath(u"gone"_s), true)), u"not-found"_s);
    }

    void cellsThatAreNotThere()
    {
        PreviewModel model;
        const QAbstractItemModelTester tester(&model);
        const QString longText(1000, u'x');
        model.setTable({u"a"_s, QString()}, {{u"1"_s}, {u"1"_s, longText, u"3"_s}});
        QCOMPARE(model.columnCount(), 3);
        QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), u"column 2"_s);
        QVERIFY(model.index(0, 1).data(PreviewModel::MissingRole).toBool());
        QCOMPARE(model.index(1, 1).data().toString().size(), 501);
        QCOMPARE(model.index(1, 1).data(PreviewModel::FullTextRole).toString(), longText);
        model.clear();
        QCOMPARE(model.columnCount(), 0);
    }
};

LONGSHORE_TEST_MAIN(tst_FilePreview)
#include "tst_filepreview.moc"
