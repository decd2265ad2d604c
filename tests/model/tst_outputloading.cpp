// SPDX-License-Identifier: GPL-3.0-or-later
// Which entries of an out folder become tables and files, and where a CSV has its header (F4, F18–F25, O1, O2).
#include "tests/support/outputplans.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestOutputLoading : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F4_F18_F21_F25_O3_A31_sources_data();
    void F4_F18_F21_F25_O3_A31_sources();
    void A29_A30_O1_O2_sources_data();
    void A29_A30_O1_O2_sources();
    void A32_F19_slices();
    void F20_O7_slicedNeedsColumns_data();
    void F20_O7_slicedNeedsColumns();
    void F22_header_data();
    void F22_header();
    void F24_slicingFeature_data();
    void F24_slicingFeature();
    void F4_F18_F25_ignored();
    void hostileFolder();
    void safeNames();
    void readCollected_roundTrip();
    void manyFiles();
};

void TestOutputLoading::F4_F18_F21_F25_O3_A31_sources_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("expected");
    QTest::addRow("nothing") << Files() << QString();
    QTest::addRow("F4 strays") << Files{{"stray.csv", "a\n"}, {"other/x.csv", "a\n"}, {"state.json", "{}"}}
                               << QString();
    QTest::addRow("F18 files and folders") << Files{{"tables/b.csv", "a\n"},
                                                    {"tables/a", "a\n"},
                                                    {"tables/s.csv/1", "1\n"},
                                                    {"tables/s.csv.manifest", "{'columns':['x']}"}}
                                           << u"a>in.c-x.a b.csv>in.c-x.b s.csv>in.c-x.s"_s;
    QTest::addRow("A31 hidden") << Files{{"tables/.hidden", "a\n"},
                                         {"tables/.x.manifest", "{}"},
                                         {"tables/.git/x", "a"}}
                                << QString();
    QTest::addRow("F18 version control") << Files{{"tables/CVS/x", "a"}, {"tables/_svn/x", "a"}, {"tables/_darcs/", ""}}
                                         << QString();
    QTest::addRow("F18 a folder named as a manifest") << Files{{"tables/x.manifest/y", "a"}} << QString();
    QTest::addRow("F21 manifest beside the folder")
        << Files{{"tables/s.csv/1", "1\n"}, {"tables/s.csv.manifest", "{'columns':['x'],'destination':'t'}"}}
        << u"s.csv>in.c-x.t"_s;
    QTest::addRow("F25 files") << Files{{"files/a.bin", "1"},
                                        {"files/dir/b", "2"},
                                        {"files/.c", "3"},
                                        {"files/a.bin.manifest", "{}"}}
                               << u"file:a.bin"_s;
    QTest::addRow("O3 without a mapping") << Files{{"tables/in.c-q.t.csv", "a\n"}} << u"in.c-q.t.csv>in.c-q.t"_s;
    QTest::addRow("5.5 names of manifests")
        << Files{{"tables/a.csv.gz", "x"}, {"tables/a.csv.gz.manifest", "{'destination':'in.c-g.t'}"}}
        << u"a.csv.gz>in.c-g.t"_s;
}

void TestOutputLoading::F4_F18_F21_F25_O3_A31_sources()
{
    QFETCH(Files, files);
    QFETCH(QString, expected);
    const OutFolder out(files);
    QCOMPARE(told(planOutput(out.request(bucket))), expected);
}

void TestOutputLoading::A29_A30_O1_O2_sources_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<bool>("failedPass");
    QTest::addColumn<QString>("expected");
    const Files orphans = {{"tables/x.csv.manifest", "{}"}, {"tables/w.csv.manifest", "{}"}};
    const QString orphaned = u"found orphaned table manifest: \"w.csv.manifest\", \"x.csv.manifest\""_s;
    QTest::addRow("A29 O1 orphaned manifest") << orphans << QByteArray(bucket) << false << orphaned;
    QTest::addRow("A29 O1 in the failed pass") << orphans << QByteArray(bucket) << true << orphaned;
    const QByteArray missing =
        mapped("{'source':'y.csv','destination':'in.c-a.y'},{'source':'x.csv','destination':'in.c-a.x'}");
    QTest::addRow("A30 O2 no such source")
        << Files() << missing << false << u"table sources not found: \"x.csv\", \"y.csv\""_s;
    QTest::addRow("A30 O2 in the failed pass") << Files() << missing << true << QString();
}

void TestOutputLoading::A29_A30_O1_O2_sources()
{
    QFETCH(Files, files);
    QFETCH(QByteArray, configuration);
    QFETCH(bool, failedPass);
    QFETCH(QString, expected);
    const OutFolder out(files);
    OutputRequest request = out.request(configuration);
    request.failedPass = failedPass;
    QCOMPARE(told(planOutput(request)), expected);
}

void TestOutputLoading::A32_F19_slices()
{
    const OutFolder out(Files{{"tables/t.csv/p2", "2\n"},
                              {"tables/t.csv/p1", "1\n"},
                              {"tables/t.csv/sub/p3", "3\n"},
                              {"tables/t.csv/.p4", "4\n"},
                              {"tables/t.csv/x.manifest", "5\n"},
                              {"tables/t.csv.manifest", "{'columns':['a']}"}});
    const auto plan = planOutput(out.request(bucket));
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables.size(), 1);
    const QString folder = out.path() + u"/tables/t.csv/"_s;
    QCOMPARE(plan->tables[0].load.sources,
             QStringList({folder + u"p1"_s, folder + u"p2"_s, folder + u"x.manifest"_s})); // F19
    QCOMPARE(plan->tables[0].load.columns, QStringList({u"a"_s}));
    QCOMPARE(plan->tables[0].bytes, 6);
}

void TestOutputLoading::F20_O7_slicedNeedsColumns_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QByteArray>("mapping");
    QTest::addColumn<bool>("types");
    QTest::addColumn<bool>("good");
    QTest::addRow("none") << QByteArray("{}") << QByteArray() << false << false;
    QTest::addRow("of the manifest") << QByteArray("{'columns':['a']}") << QByteArray() << false << true;
    QTest::addRow("of the mapping") << QByteArray("{}") << QByteArray("{'source':'t.csv','columns':['a']}") << false
                                    << true;
    QTest::addRow("schema, types off") << QByteArray("{'schema':[{'name':'a'}]}") << QByteArray() << false << false;
    QTest::addRow("schema, types on") << QByteArray("{'schema':[{'name':'a'}]}") << QByteArray() << true << true;
}

void TestOutputLoading::F20_O7_slicedNeedsColumns()
{
    QFETCH(QByteArray, manifest);
    QFETCH(QByteArray, mapping);
    QFETCH(bool, types);
    QFETCH(bool, good);
    const OutFolder out(Files{{"tables/t.csv/1", "1\n"}, {"tables/t.csv.manifest", manifest.constData()}});
    OutputRequest request = out.request(mapped(mapping));
    if (types) {
        request.projectFeatures = QStringList{u"new-native-types"_s};
        request.component.dataTypesSupport = u"hints"_s;
    }
    QCOMPARE(told(planOutput(request)),
             good ? u"t.csv>in.c-x.t"_s : u"out/tables/t.csv: sliced file \"t.csv\": columns specification missing"_s);
}

void TestOutputLoading::F22_header_data()
{
    QTest::addColumn<QByteArray>("manifest");
    QTest::addColumn<QStringList>("columns");
    QTest::addColumn<bool>("skip");
    QTest::addRow("first line") << QByteArray("{}") << QStringList() << false;
    QTest::addRow("has_header alone") << QByteArray("{'has_header':true}") << QStringList() << false;
    QTest::addRow("columns") << QByteArray("{'columns':['a','b']}") << QStringList{u"a"_s, u"b"_s} << false;
    QTest::addRow("columns and has_header")
        << QByteArray("{'columns':['a','b'],'has_header':true}") << QStringList{u"a"_s, u"b"_s} << true;
    QTest::addRow("columns and no header")
        << QByteArray("{'columns':['a','b'],'has_header':false}") << QStringList{u"a"_s, u"b"_s} << false;
}

void TestOutputLoading::F22_header()
{
    QFETCH(QByteArray, manifest);
    QFETCH(QStringList, columns);
    QFETCH(bool, skip);
    const OutFolder out(Files{{"tables/t.csv", "a,b\n1,2\n"}, {"tables/t.csv.manifest", manifest.constData()}});
    const auto plan = planOutput(out.request(bucket));
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables[0].load.columns, columns);
    QCOMPARE(plan->tables[0].load.skipHeader, skip);
}

void TestOutputLoading::F24_slicingFeature_data()
{
    QTest::addColumn<QByteArray>("tables");
    QTest::addColumn<bool>("feature");
    QTest::addColumn<QString>("part"); ///< empty = fine
    const QByteArray two = "{'source':'t.csv','destination':'in.c-a.a'},{'source':'t.csv','destination':'in.c-a.b'}";
    QTest::addRow("off") << two << false << QString();
    QTest::addRow("two destinations") << two << true << u"has more than one destination"_s;
    QTest::addRow("delimiter") << QByteArray("{'source':'t.csv','delimiter':';'}") << true
                               << u"\"delimiter\", \"enclosure\" or \"columns\""_s;
    QTest::addRow("columns") << QByteArray("{'source':'t.csv','columns':['a']}") << true << u"are not supported"_s;
    QTest::addRow("plain") << QByteArray("{'source':'t.csv'}") << true << QString();
    QTest::addRow("empty file") << QByteArray("{'source':'e.csv','delimiter':';'}") << true << QString();
}

void TestOutputLoading::F24_slicingFeature()
{
    QFETCH(QByteArray, tables);
    QFETCH(bool, feature);
    QFETCH(QString, part);
    const OutFolder out(
        Files{{"tables/t.csv", "a\n1\n"}, {"tables/e.csv", ""}, {"tables/e.csv.manifest", "{'columns':['a']}"}});
    OutputRequest request = out.request(mapped(tables));
    if (feature)
        request.projectFeatures = QStringList{u"output-mapping-slice"_s};
    const auto plan = planOutput(request);
    QVERIFY2(part.isEmpty() ? bool(plan) : !plan && plan.error().happened.contains(part), qPrintable(told(plan)));
}

void TestOutputLoading::F4_F18_F25_ignored()
{
    const OutFolder out(Files{{"tables/.a", "a"}, {"tables/t.csv", "a\n"}, {"files/d/e", "x"}, {"x.txt", "x"}});
    const OutputRequest request = out.request(bucket);
    const OutputListing listing = listOutputFolder(out.path(), request.entries);
    QStringList ignored = listing.ignored;
    ignored.sort();
    QCOMPARE(ignored, QStringList({u"out/files/d"_s, u"out/files/d/e"_s, u"out/tables/.a"_s, u"out/x.txt"_s}));
}

void TestOutputLoading::hostileFolder()
{
    OutFolder out(Files{{"tables/a.csv", "a\n"}, {"tables/b.csv", "a\n"}, {"tables/b.csv.manifest", "[[[["}});
    out.add(u"tables/a.csv.manifest"_s, QByteArray(100'000, '['));
    auto plan = planOutput(out.request(bucket));
    QVERIFY(!plan);
    QCOMPARE(plan.error().happened.count(u'\n'), 1); // both are named
    QVERIFY2(plan.error().happened.contains(u"out/tables/a.csv: read out/tables/a.csv.manifest as json"),
             qPrintable(plan.error().happened));

    const OutFolder links(Files{{"tables/a.csv", "a\n"}});
    QCOMPARE(::symlink("/etc/passwd", qPrintable(links.path() + u"/tables/l.csv"_s)), 0);
    QCOMPARE(::symlink("/etc/passwd", qPrintable(links.path() + u"/tables/a.csv.manifest"_s)), 0);
    const auto found = scanOutputFolder(links.path());
    QVERIFY(found);
    QCOMPARE(found->refused.size(), 2);
    QCOMPARE(told(planOutput(links.request(bucket))), u"a.csv>in.c-x.a"_s);
    // Swapped for a link after it was listed: not followed.
    OutputRequest request = links.request(bucket);
    request.entries.append({"tables/a.csv.manifest", u"tables/a.csv.manifest"_s, false, 2, {}, 0644});
    QVERIFY(!planOutput(request));
    QVERIFY(!scanOutputFolder(links.path() + u"/nowhere"_s));
}

void TestOutputLoading::safeNames()
{
    OutFolder out;
    out.add(u"tables/bad%0Aname.csv"_s, "a\n");
    out.add(u"tables/%FF.csv"_s, "a\n");
    OutputRequest request = out.request("{'storage':{'output':{'default_bucket':'in.c-x','tables':[{'source':'"
                                        "bad\\nname.csv','destination':'in.c-a.t'}]}}}");
    request.entries = {{"tables", u"tables"_s, true, 0, {}, 0755},
                       {"tables/bad\nname.csv", u"tables/bad%0Aname.csv"_s, false, 2, {}, 0644}};
    auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables[0].load.sources, QStringList({out.path() + u"/tables/bad%0Aname.csv"_s}));
    request.entries.append({"tables/\xff.csv", u"tables/%FF.csv"_s, false, 2, {}, 0644});
    QVERIFY2(told(planOutput(request)).contains(u"the name is no UTF-8"), qPrintable(told(planOutput(request))));
}

void TestOutputLoading::readCollected_roundTrip()
{
    const auto found = readCollected("{\"entries\":[{\"name\":\"tables\",\"type\":\"directory\",\"mode\":493},{"
                                     "\"name\":\"a\\ufffd\",\"nameBase64\":\"Yf8=\","
                                     "\"stored\":\"a%FF\",\"type\":\"file\",\"mode\":420,\"size\":5,\"sha256\":\"ab\"},"
                                     "{\"name\":\"x\",\"stored\":\"../../x\",\"type\":\"file\"},7]}");
    QVERIFY(found);
    QCOMPARE(found->entries, QList<CollectedEntry>({{"tables", u"tables"_s, true, 0, {}, 493},
                                                    {"a\xff", u"a%FF"_s, false, 5, "ab", 420}}));
    QCOMPARE(found->bytes, 5);
    QVERIFY(!readCollected("[]"));
    QVERIFY(!readCollected("{"));
}

void TestOutputLoading::manyFiles()
{
    const OutFolder out(Files{{"tables/one.csv", "a\n"}, {"tables/one.csv.manifest", "{'destination':'in.c-q.t'}"}});
    OutputRequest request = out.request();
    const CollectedEntry table = request.entries[1], manifest = request.entries[2];
    QCOMPARE(table.name, "tables/one.csv");
    for (int i = 0; i < 25'000; ++i) {
        const QByteArray name = "tables/t" + QByteArray::number(i);
        request.entries.append({name, table.stored, false, 2, {}, 0644});
        request.entries.append({name + ".manifest", manifest.stored, false, manifest.size, {}, 0644});
    }
    QElapsedTimer clock;
    clock.start();
    const auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables.size(), 25'001);
    QVERIFY2(clock.elapsed() < 30'000, "50,000 files must not take quadratic time");
}

LONGSHORE_TEST_MAIN(TestOutputLoading)
#include "tst_outputloading.moc"
