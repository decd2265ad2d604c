// SPDX-License-Identifier: GPL-3.0-or-later
// How the outputs of a functional case are compared, and how a difference reads.
#include "model/cases/foldercompare.h"
#include "model/cases/jsoncompare.h"
#include "model/cases/linediff.h"
#include "model/json/json.h"
#include "tests/support/testmain.h"
#include "tests/support/tree.h"

#include <nlohmann/json.hpp>
#include <random>

using namespace longshore;
using namespace Qt::StringLiterals;
using Kind = FolderDifference::Kind;

namespace
{

/// Applies a unified diff without cuts: the proof that it says what changed.
QByteArray patched(const QByteArray &before, const QString &diff)
{
    QList<QByteArray> lines = before.split('\n');
    lines.removeLast();
    QList<QByteArray> out;
    int at = 0;
    for (const QString &line : diff.split(u'\n')) {
        if (line.startsWith(u"@@"_s)) {
            const int start = line.section(u' ', 1, 1).section(u',', 0, 0).mid(1).toInt() - 1;
            while (at < start)
                out.append(lines[at++]);
        } else if (line.startsWith(u'-')) {
            ++at;
        } else if (line.startsWith(u'+')) {
            out.append(line.mid(1).toUtf8());
        } else {
            out.append(lines[at++]);
        }
    }
    while (at < lines.size())
        out.append(lines[at++]);
    return out.isEmpty() ? QByteArray() : out.join('\n') + '\n';
}

} // namespace

class TestCaseCompare : public QObject
{
    Q_OBJECT

    static QString paths(const QList<FolderDifference> &differences)
    {
        QStringList list;
        for (const FolderDifference &difference : differences)
            list.append(toString(difference.kind) + u' ' + difference.path);
        return list.join(u", "_s);
    }

private Q_SLOTS:
    void diff_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("diff");
        QTest::newRow("equal") << QByteArray("a\nb\n") << QByteArray("a\nb\n") << QString();
        QTest::newRow("changed") << QByteArray("a\nb\nc\n") << QByteArray("a\nx\nc\n")
                                 << u"@@ -1,3 +1,3 @@\n a\n-b\n+x\n c"_s;
        QTest::newRow("added") << QByteArray("a\n") << QByteArray("a\nb\n") << u"@@ -1,1 +1,2 @@\n a\n+b"_s;
        QTest::newRow("all gone") << QByteArray("a\n") << QByteArray() << u"@@ -1,1 +1,0 @@\n-a"_s;
        QTest::newRow("no last line end") << QByteArray("a\n") << QByteArray("a")
                                          << u"@@ -1,1 +1,1 @@\n-a\n+a\n\\ no end of line at the end of the file"_s;
        QTest::newRow("far apart") << QByteArray("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n")
                                   << QByteArray("x\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ny\n")
                                   << u"@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -9,4 +9,4 @@\n 9\n 10\n 11\n-12\n+y"_s;
    }
    void diff()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QTEST(unifiedDiff(before, after), "diff");
    }

    /// Random texts: the diff turns one into the other, whatever was searched or given up.
    void diffIsComplete()
    {
        std::mt19937 random(4);
        for (int round = 0; round < 400; ++round) {
            const auto text = [&random] {
                QByteArray lines;
                for (int i = int(random() % 30); i > 0; --i)
                    lines += char('a' + random() % 4) + QByteArray("\n");
                return lines;
            };
            const QByteArray a = text(), b = text();
            DiffLimits limits;
            limits.lines = 1'000'000;
            limits.changes = round % 2 ? 2000 : 3;
            limits.context = round % 4;
            QCOMPARE(patched(a, unifiedDiff(a, b, limits)), b);
        }
    }

    void longDiffsAreCut()
    {
        QByteArray a, b;
        for (int i = 0; i < 50'000; ++i) {
            a += "line " + QByteArray::number(i) + '\n';
            b += "other " + QByteArray::number(i) + '\n';
        }
        const QStringList lines = unifiedDiff(a, b).split(u'\n');
        QCOMPARE(lines.size(), 61);
        QCOMPARE(lines.last(), u"… 99941 more lines"_s);
        QVERIFY(unifiedDiff(QByteArray(1000, 'x') + '\n', "y\n").contains(u"… (1000 characters)"_s));
    }

    void json_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<bool>("equal");
        QTest::newRow("key order") << QByteArray("{\"a\":1,\"b\":[1,2]}") << QByteArray("{ \"b\": [1, 2], \"a\": 1 }")
                                   << true;
        QTest::newRow("list order") << QByteArray("[1,2]") << QByteArray("[2,1]") << false;
        QTest::newRow("number spelling") << QByteArray("[1,1.50,1e2]") << QByteArray("[1.0,1.5,100]") << true;
        QTest::newRow("long numbers") << QByteArray("[12345678901234567890123]")
                                      << QByteArray("[12345678901234567890124]") << false;
        QTest::newRow("number and text") << QByteArray("[1]") << QByteArray("[\"1\"]") << false;
        QTest::newRow("null and missing") << QByteArray("{\"a\":null}") << QByteArray("{}") << false;
        QTest::newRow("escapes") << QByteArray("\"\\u010d\\/\"") << QByteArray("\"č/\"") << true;
        QTest::newRow("nested") << QByteArray("{\"a\":{\"x\":[{\"y\":true}]}}")
                                << QByteArray("{\"a\":{\"x\":[{\"y\":false}]}}") << false;
    }
    void json()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QTEST(equalJson(*scanJson(a, u"a"_s), *scanJson(b, u"b"_s)), "equal");
    }

    void equalFolders()
    {
        const test::Tree tree;
        tree.write(u"e/tables/a.csv"_s, "x\n1\n");
        tree.write(u"e/tables/a.csv.manifest"_s, "{\"a\": 1, \"b\": 2}");
        tree.write(u"e/tables/.gitkeep"_s, "");
        tree.folder(u"e/files"_s);
        tree.write(u"a/tables/a.csv"_s, "x\n1\n");
        tree.write(u"a/tables/a.csv.manifest"_s, "{\"b\":2,\"a\":1}\n");
        tree.write(u"a/state.json"_s, "{}");
        tree.write(u"a/files/.hidden"_s, "x");
        QCOMPARE(paths(compareFolders(tree.path(u"e"_s), tree.path(u"a"_s))), QString());
        QCOMPARE(paths(compareFolders(tree.path(u"none"_s), tree.path(u"nothing"_s))), QString());
    }

    void differencesAreNamed()
    {
        const test::Tree tree;
        tree.write(u"e/tables/missing.csv"_s, "x\n");
        tree.write(u"e/tables/changed.csv"_s, "x\n1\n");
        tree.write(u"e/tables/sliced/1"_s, "x\n");
        tree.write(u"e/files/m.manifest"_s, "{\"tags\":[\"a\"]}");
        tree.write(u"e/state.json"_s, "{\"n\":1}");
        tree.write(u"a/tables/changed.csv"_s, "x\n2\n");
        tree.write(u"a/tables/sliced"_s, "x\n");
        tree.write(u"a/files/m.manifest"_s, "{\"tags\":[\"b\"]}");
        tree.write(u"a/tables/surplus.csv"_s, "x\n");
        tree.folder(u"a/tables/empty.csv"_s);
        tree.write(u"a/other"_s, "x");
        const auto found = compareFolders(tree.path(u"e"_s), tree.path(u"a"_s));
        QCOMPARE(
            paths(found),
            u"changed files/m.manifest, surplus other, missing state.json, changed tables/changed.csv, "
            "surplus tables/empty.csv, missing tables/missing.csv, changed tables/sliced, missing tables/sliced/1, surplus tables/surplus.csv"_s);
        QVERIFY(found[3].diff.contains(u"-1\n+2"_s));
        QVERIFY(found[3].message.contains(u"from byte 2"_s));
        QVERIFY(found[0].diff.contains(u"-    \"a\"\n+    \"b\""_s));
    }

    void brokenJsonIsComparedAsBytes()
    {
        const test::Tree tree;
        tree.write(u"e/files/a.json"_s, "{\"a\":1}");
        tree.write(u"a/files/a.json"_s, "{\"a\":1,}");
        QCOMPARE(paths(compareFolders(tree.path(u"e"_s), tree.path(u"a"_s))), u"changed files/a.json"_s);
    }

    void binariesHaveNoDiff()
    {
        const test::Tree tree;
        tree.write(u"e/files/a.bin"_s, QByteArray("ab\0c", 4));
        tree.write(u"a/files/a.bin"_s, QByteArray("ab\0cd", 5));
        const auto found = compareFolders(tree.path(u"e"_s), tree.path(u"a"_s));
        QCOMPARE(found.size(), 1);
        QVERIFY(found[0].diff.isEmpty());
        QCOMPARE(found[0].message, u"It differs from byte 4 on. It has 5 bytes instead of 4."_s);
    }

    /// Names that the collector stores under another one are found again.
    void oddNames()
    {
        const test::Tree tree;
        const QString odd = QString::fromUtf8("a\\b\x07.csv");
        tree.write(u"e/files/"_s + odd, "x");
        tree.write(u"a/files/a%5Cb%07.csv"_s, "x");
        QCOMPARE(paths(compareFolders(tree.path(u"e"_s), tree.path(u"a"_s))), QString());
    }
};

LONGSHORE_TEST_MAIN(TestCaseCompare)
#include "tst_casecompare.moc"
