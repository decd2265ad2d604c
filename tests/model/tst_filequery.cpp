// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/mapping/filequery.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QList<StorageFile> files()
{
    const auto file = [](qint64 id, const QString &name, const QStringList &tags, int day) {
        StorageFile made;
        made.id = id;
        made.name = name;
        made.tags = tags;
        made.created = QDateTime(QDate(2026, 1, day), QTime(12, 0), Qt::UTC);
        return made;
    };
    return {file(1, u"Report.csv"_s, {u"a"_s, u"x"_s}, 1), file(2, u"photo.jpg"_s, {u"a"_s, u"b"_s}, 2),
            file(3, u"notes one.txt"_s, {u"b"_s, u"two words"_s}, 3), file(4, u"archive.zip"_s, {}, 4)};
}

} // namespace

class TestFileQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void I11_understood_data();
    void I11_understood();
    void I11_refused_data();
    void I11_refused();
};

void TestFileQuery::I11_understood_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QList<int>>("found");
    const auto row = [](const char *query, const QList<int> &found) { QTest::newRow(query) << QString::fromLatin1(query) << found; };
    row("", {1, 2, 3, 4});
    row("tags:a", {1, 2});
    row("tags:\"a\"", {1, 2});
    row("tags:\"two words\"", {3});
    row("tags:\"a\" AND NOT tags:\"b\"", {1});
    row("tags:a AND -tags:b", {1});
    row("tags:a !tags:b", {1});
    row("tags:a OR tags:b", {1, 2, 3});
    row("tags:a || tags:b", {1, 2, 3});
    row("tags:a && tags:b", {2});
    row("tags:(a b)", {1, 2, 3});
    row("tags:(a AND b)", {2});
    row("NOT tags:a", {3, 4});
    row("NOT NOT tags:a", {1, 2});
    row("tags:x OR tags:a AND tags:b", {1, 2});
    row("(tags:x OR tags:a) AND tags:b", {2});
    row("id:(1 OR 2)", {1, 2});
    row("id:3", {3});
    row("id:[2 TO *]", {2, 3, 4});
    row("id:[2 TO 3]", {2, 3});
    row("name:report", {1});
    row("name:*.csv", {1});
    row("name:ph?to*", {2});
    row("name:\"notes one\"", {3});
    row("report", {1});
    row("b", {2, 3});
    row("report archive", {1, 4});
    row("no\\:such", {});
    row("created:[\"2026-01-03T00:00:00+00:00\" TO *]", {3, 4});
    row("created:[2026-01-02 TO 2026-01-03]", {2});
    row("created:>=2026-01-04", {4});
    row("(tags:\"a\") AND created:[\"2026-01-02\" TO *]", {2});
    row("*", {1, 2, 3, 4});
    row("a.c", {});
}

void TestFileQuery::I11_understood()
{
    QFETCH(QString, query);
    const Result<FileQuery> parsed = FileQuery::parse(query);
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().sentence()));
    QList<int> found;
    for (const StorageFile &file : files()) {
        if (parsed->matches(file))
            found.append(int(file.id));
    }
    QTEST(found, "found");
}

void TestFileQuery::I11_refused_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *query, const char *says) { QTest::newRow(query) << QString::fromLatin1(query) << QString::fromLatin1(says); };
    row("tags:", "nothing stands behind \"tags:\"");
    row("tags:a AND", "a word is missing");
    row("OR a", "a word is missing");
    row("(a", "a parenthesis is not closed");
    row("a)", "closes what was not opened");
    row("\"a", "is not closed");
    row("size:5", "\"size:5\" is not understood");
    row("id:x", "\"x\" is no id");
    row("+a", "a + is not understood");
    row("created:yes", "is not understood");
    row("name:[a TO b]", "the range [a TO b] is not understood");
    row("created:{a TO b}", "a range in braces");
    row("]", "is not understood");
    QTest::newRow("deep") << QString(200, u'(') + u'a' << u"nested too deep"_s;
    QTest::newRow("long") << QString(10'000, u'a') << u"too long"_s;
}

void TestFileQuery::I11_refused()
{
    QFETCH(QString, query);
    QFETCH(QString, says);
    const Result<FileQuery> parsed = FileQuery::parse(query);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().happened.contains(says), qPrintable(parsed.error().happened));
}

LONGSHORE_TEST_MAIN(TestFileQuery)
#include "tst_filequery.moc"
