// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows of an input table are staged, from Storage and from files (I5, I6, I9).
#include "tests/support/inputbench.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestInputSelection : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void I9_selection_data();
    void I9_selection();
    void I9_fileSelection_data();
    void I9_fileSelection();
    void fileTables_asTheyAre();
    void fileTables_gzip();
    void fileTables_wrong_data();
    void fileTables_wrong();
    void I5_I6_adaptive();
    void I6_days();
};

void TestInputSelection::I9_selection_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("csv");
    const auto row = [](const char *name, const char *options, const char *csv) {
        QTest::newRow(name) << QByteArray(options) << q(csv);
    };
    row("columns in their order", "'columns':['kind','id']", "'kind','id'\n'x','1'\n'y','2'\n'x','3'\n");
    row("I4 eq", "'columns':['id'],'where_column':'kind','where_values':['x']", "'id'\n'1'\n'3'\n");
    row("I4 in", "'columns':['id'],'where_column':'id','where_values':['1','2']", "'id'\n'1'\n'2'\n");
    row("I4 ne", "'columns':['id'],'where_column':'kind','where_values':['x'],'where_operator':'ne'", "'id'\n'2'\n");
    row("limit after where", "'columns':['id'],'where_column':'kind','where_values':['x'],'limit':1", "'id'\n'1'\n");
    row("where not selected", "'columns':['name'],'where_column':'id','where_values':['2']", "'name'\n'žluť'\n");
    row("nothing", "'columns':['id'],'where_column':'id','where_values':['9']", "'id'\n");
}

void TestInputSelection::I9_selection()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, csv);
    Bench bench;
    const InputRequest request =
        bench.request("{'tables':[{'source':'in.c-main.people','destination':'t'," + options + "}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/t"_s), csv);
    QCOMPARE(staged->tables.first().rows, csv.count('\n') - 1);
}

void TestInputSelection::I9_fileSelection_data()
{
    I9_selection_data();
}

void TestInputSelection::I9_fileSelection()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, csv);
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','destination':'t'," + options + "}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    write(bench.dir.filePath(u"y.csv"_s), "id,name,kind\n1,\"a\"\"b\",x\n2,žluť,y\n3,,x\n");
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/t"_s), csv);
    QVERIFY(staged->tables.first().fromFile);
    const QByteArray header = csv.left(csv.indexOf('\n'));
    QVERIFY(manifestOf(request, u"in/tables/t"_s).contains("\"columns\":[" + header + ']'));
}

void TestInputSelection::fileTables_asTheyAre()
{
    Bench bench;
    const QByteArray csv = "\xEF\xBB\xBFid;odd\r\n1;\"x";
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','changed_since':'adaptive'}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    write(bench.dir.filePath(u"y.csv"_s), csv);
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/in.c-x.y"_s), csv); // F10: no .csv is added
    QCOMPARE(staged->problems.size(), 3);                           // no time stamps, byte order mark, CRLF
    const QByteArray manifest = manifestOf(request, u"in/tables/in.c-x.y"_s);
    QVERIFY2(manifest.contains(q("'primary_key':[]")) && manifest.contains(q("'columns':['id;odd']")),
             manifest.constData());
}

void TestInputSelection::fileTables_gzip()
{
    // printf 'id\n7\n' | gzip -n
    const QByteArray gzip = QByteArray::fromHex("1f8b0800000000000003cb4ce132e70200894e019b05000000");
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y'}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv.gz"_s));
    write(bench.dir.filePath(u"y.csv.gz"_s), gzip);
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/in.c-x.y"_s), QByteArray("\"id\"\n\"7\"\n"));
}

void TestInputSelection::fileTables_wrong_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << QByteArray() << u"its first line must name the columns"_s;
    QTest::newRow("no such column") << QByteArray("a,b\n1,2\n") << QByteArray(",'columns':['c']")
                                    << u"it has no column \"c\""_s;
    QTest::newRow("no such where column")
        << QByteArray("a,b\n1,2\n") << QByteArray(",'where_column':'c','where_values':['1']")
        << u"it has no column \"c\""_s;
    QTest::newRow("ragged") << QByteArray("a,b\n1\n") << QByteArray(",'limit':5") << u"y.csv"_s;
}

void TestInputSelection::fileTables_wrong()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, options);
    QFETCH(QString, says);
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y'" + options + "}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    QVERIFY(!stageInput(request, nullptr)); // no such file
    write(bench.dir.filePath(u"y.csv"_s), content);
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY(!staged);
    QVERIFY2(staged.error().sentence().contains(says), qPrintable(staged.error().sentence()));
}

void TestInputSelection::I5_I6_adaptive()
{
    Bench bench;
    const QByteArray mapping =
        "{'tables':[{'source':'in.c-main.people','destination':'t','changed_since':'adaptive','columns':['id']}]}";
    InputRequest request = bench.request(mapping);
    Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.first().rows, 3); // no state: all of it
    const auto next = [&](const QByteArray &before) {
        return nextStoredState(before, "{}", staged->storageState).value_or("?");
    };
    QByteArray state = next({});
    QVERIFY2(state.contains(q("'tables':[{'source':'in.c-main.people','lastImportDate':'")), state.constData());

    request = bench.request(mapping);
    request.state = state;
    staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(staged->tables.first().rows, 0); // nothing came since
    state = next(state);

    bench.load("\"id\",\"name\",\"kind\"\n\"4\",\"d\",\"x\"\n\"2\",\"new\",\"y\"\n", true);
    request = bench.request(mapping);
    request.state = state;
    staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.first().rows, 2);

    request.state = q("{'storage':{'input':{'tables':[{'source':'in.c-main.people','lastImportDate':'once'}]}}}");
    QVERIFY(!stageInput(request, bench.storage.get()));
    request.state = q("{'foo':1}");
    QVERIFY(!stageInput(request, bench.storage.get()));
}

void TestInputSelection::I6_days()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'t','days':1}]}");
    Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.first().rows, 3);
    QVERIFY(staged->storageState.contains("in.c-main.people")); // adaptive or not
    request.now = bench.now.addDays(3);
    staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.first().rows, 0);
}

LONGSHORE_TEST_MAIN(TestInputSelection)
#include "tst_inputselection.moc"
