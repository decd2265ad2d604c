// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/outputlisting.h"
#include "model/run/outputloading.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <unistd.h>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

using Files = QList<std::pair<const char *, const char *>>;

/// An `out` folder on the disk; names that end in a slash are folders, and single quotes in manifests are double ones.
class OutFolder
{
public:
    explicit OutFolder(const Files &files = {})
    {
        for (const auto &[name, text] : files)
            add(QString::fromUtf8(name), text);
    }

    void add(const QString &name, QByteArray text)
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(name.endsWith(u'/') ? path : QFileInfo(path).path());
        if (name.endsWith(u'/'))
            return;
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a test's file");
        file.write(name.endsWith(u".manifest") ? text.replace('\'', '"') : text);
    }

    QString path() const { return m_dir.path(); }

    OutputRequest request(QByteArray configuration = "{}") const
    {
        OutputRequest request;
        request.folder = m_dir.path();
        const auto found = scanOutputFolder(m_dir.path());
        request.entries = found ? found->entries : QList<CollectedEntry>();
        request.configuration = configuration.replace('\'', '"');
        request.component.id = u"acme.ex-a"_s;
        request.configurationId = u"7"_s;
        request.runId = u"r1"_s;
        return request;
    }

private:
    QTemporaryDir m_dir;
};

/// What is wrong, or what is planned: `source>table` and `file:name`, in order.
QString told(const Result<OutputPlan> &plan)
{
    if (!plan)
        return plan.error().happened;
    QStringList parts;
    for (const StorageFileUpload &file : plan->files)
        parts.append(u"file:"_s + file.name);
    for (const PlannedLoad &table : plan->tables)
        parts.append(table.source + u'>' + table.load.table);
    return parts.join(u' ');
}

QString plain(const Result<OutputPlan> &plan)
{
    QStringList lines;
    if (plan) {
        for (const Problem &problem : plan->problems)
            lines.append(problem.sentence());
    }
    return lines.join(u'\n');
}

constexpr const char *bucket = "{'storage':{'output':{'default_bucket':'in.c-x'}}}";

QByteArray mapped(const QByteArray &tables)
{
    return "{'storage':{'output':{'default_bucket':'in.c-x','tables':[" + tables + "]}}}";
}

} // namespace

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
    void O4_onceForEachMapping();
    void O5_componentsBucket();
    void O8_O10_schema();
    void O13_loadOptions();
    void O15_metadata();
    void O16_files_data();
    void O16_files();
    void A28_O17_mappingReplacesManifest();
    void O18_systemTags();
    void useFileStorageOnly();
    void writeAlways();
    void tokensAreStable();
    void M1_A27_acrossManifestAndMapping();
    void badConfiguration();
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

void TestOutputLoading::O4_onceForEachMapping()
{
    const OutFolder out(
        Files{{"tables/t.csv", "a,b\n"}, {"tables/t.csv.manifest", "{'incremental':true,'primary_key':['a']}"}});
    const auto plan = planOutput(out.request(mapped("{'source':'t.csv','destination':'in.c-a.one'},{'source':'t.csv','"
                                                    "destination':'in.c-a.two','primary_key':['b']}")));
    QCOMPARE(told(plan), u"t.csv>in.c-a.one t.csv>in.c-a.two"_s);
    QVERIFY(plan->tables[0].load.incremental && plan->tables[1].load.incremental);
    QCOMPARE(plan->tables[0].load.primaryKey, QStringList()); // A26
    QCOMPARE(plan->tables[1].load.primaryKey, QStringList({u"b"_s}));
}

void TestOutputLoading::O5_componentsBucket()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"}});
    OutputRequest request = out.request();
    request.component.defaultBucket = true;
    QCOMPARE(told(planOutput(request)), u"a.csv>in.c-acme-ex-a-7.a"_s);
    request.configurationId.clear();
    QCOMPARE(told(planOutput(request)), u"configuration id not set, but is required for default_bucket"_s);
    request.component.defaultBucket = false;
    const auto plan = planOutput(request);
    QVERIFY2(told(plan).startsWith(u"out/tables/a.csv: failed to resolve destination for output table \"a.csv\""),
             qPrintable(told(plan)));
}

void TestOutputLoading::O8_O10_schema()
{
    const OutFolder out(
        Files{{"tables/t.csv", "1,2\n"},
              {"tables/t.csv.manifest",
               "{'schema':[{'name':'id','primary_key':true,'data_type':{'base':{'type':'INTEGER'}}},{'name':'n'}]}"}});
    OutputRequest request = out.request(bucket);
    auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QVERIFY(plan->tables[0].load.columns.isEmpty() && plan->tables[0].load.schema.isEmpty() &&
            plan->tables[0].load.primaryKey.isEmpty());
    QVERIFY(plain(plan).contains(u"schema: is not used"));
    request.projectFeatures = QStringList{u"new-native-types"_s};
    request.component.dataTypesSupport = u"hints"_s;
    plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->tables[0].load.columns, QStringList({u"id"_s, u"n"_s}));
    QCOMPARE(plan->tables[0].load.primaryKey, QStringList({u"id"_s}));
    QCOMPARE(plan->tables[0].load.schema.size(), 2);
    QCOMPARE(plan->tables[0].load.columnMetadata[u"id"_s].first(),
             (StorageMetadata{0, u"KBC.datatype.basetype"_s, u"INTEGER"_s, u"acme.ex-a"_s, {}}));
    request.component.dataTypesSupport = u"authoritative"_s;
    QCOMPARE(told(planOutput(request)), u"out/tables/t.csv: schema: data_type.base is missing for columns: n"_s);
    const OutFolder bare(Files{{"tables/t.csv", "a\n"}});
    OutputRequest other = bare.request(bucket);
    other.projectFeatures = request.projectFeatures;
    other.component.dataTypesSupport = u"hints"_s;
    QCOMPARE(told(planOutput(other)), u"out/tables/t.csv: schema: configuration schema is missing"_s);
}

void TestOutputLoading::O13_loadOptions()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest",
                               "{'incremental':true,'delimiter':'\\t','enclosure':'','deduplication_strategy':'upsert',"
                               "'delete_where_column':'a','delete_where_values':['x']}"}});
    const auto plan =
        planOutput(out.request("{'storage':{'output':{'default_bucket':'in.c-x','treat_values_as_null':['NaN',0]}}}"));
    QVERIFY2(plan, qPrintable(told(plan)));
    const StorageLoad &load = plan->tables[0].load;
    QVERIFY(load.incremental);
    QCOMPARE(load.delimiter, '\t');
    QCOMPARE(load.enclosure, '\0');
    QCOMPARE(load.deduplication, u"upsert"_s);
    QCOMPARE(load.deletes, QList<StorageDelete>({{{}, {}, {{u"a"_s, false, {u"x"_s}}}}}));
    QCOMPARE(load.treatAsNull, QStringList({u"NaN"_s, u"0"_s}));
}

void TestOutputLoading::O15_metadata()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest",
                               "{'description':'words','metadata':[{'key':'k','value':'v'}],'table_metadata':{'m':5},"
                               "'column_metadata':{'a':[{'key':'c','value':'d'}]}}"}});
    OutputRequest request = out.request(bucket);
    request.rowId = u"9"_s;
    const auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    const auto item = [](const QString &key, const QString &value, const QString &provider) {
        return StorageMetadata{0, key, value, provider, {}};
    };
    const QString component = u"acme.ex-a"_s, system = u"system"_s;
    QCOMPARE(plan->tables[0].load.metadata,
             QList<StorageMetadata>({item(u"k"_s, u"v"_s, component), item(u"m"_s, u"5"_s, component),
                                     item(u"KBC.description"_s, u"words"_s, component),
                                     item(u"KBC.lastUpdatedBy.component.id"_s, component, system),
                                     item(u"KBC.lastUpdatedBy.configuration.id"_s, u"7"_s, system),
                                     item(u"KBC.lastUpdatedBy.configurationRow.id"_s, u"9"_s, system)}));
    QCOMPARE(plan->tables[0].whenCreated.size(), 3);
    QCOMPARE(plan->tables[0].whenCreated[0], item(u"KBC.createdBy.component.id"_s, component, system));
    QCOMPARE(plan->tables[0].load.description, u"words"_s);
    QCOMPARE(plan->tables[0].load.columnMetadata,
             (QMap<QString, QList<StorageMetadata>>{{u"a"_s, {item(u"c"_s, u"d"_s, component)}}}));
}

void TestOutputLoading::O16_files_data()
{
    QTest::addColumn<Files>("files");
    QTest::addColumn<QByteArray>("configuration");
    QTest::addColumn<bool>("failedPass");
    QTest::addColumn<QString>("expected");
    const QByteArray mapping = "{'storage':{'output':{'files':[{'source':'a','tags':['x']},{'source':'b'}]}}}";
    QTest::addRow("missing") << Files{{"files/a", "1"}} << mapping << false << u"file 'b' not found"_s;
    QTest::addRow("orphan") << Files{{"files/a.manifest", "{}"}} << QByteArray("{}") << false
                            << u"found orphaned file manifest: 'a.manifest'"_s;
    QTest::addRow("failed pass") << Files{{"files/a", "1"}, {"files/c.manifest", "{}"}} << mapping << true << QString();
    QTest::addRow("all there") << Files{{"files/a", "1"}, {"files/b", "1"}, {"files/c", "1"}} << mapping << false
                               << u"file:a file:b file:c"_s;
    QTest::addRow("bad manifest")
        << Files{{"files/a", "1"}, {"files/a.manifest", "{'foo':1}"}} << QByteArray("{}") << false
        << u"failed to write manifest for file: out/files/a.manifest: Unrecognized option \"foo\" under \"file\"."_s;
}

void TestOutputLoading::O16_files()
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

void TestOutputLoading::A28_O17_mappingReplacesManifest()
{
    const OutFolder out(Files{{"files/a", "1"},
                              {"files/a.manifest", "{'is_permanent':true,'tags':['m']}"},
                              {"files/b", "1"},
                              {"files/b.manifest", "{'is_permanent':true,'is_encrypted':false,'tags':['n']}"},
                              {"files/c", "1"}});
    const auto plan = planOutput(out.request("{'storage':{'output':{'files':[{'source':'a','tags':['a']}]}}}"));
    QVERIFY2(plan, qPrintable(told(plan)));
    QVERIFY(!plan->files[0].isPermanent && plan->files[0].isEncrypted);
    QCOMPARE(plan->files[0].tags.first(), u"a"_s);
    QVERIFY(!plan->files[0].tags.contains(u"m"_s));
    QVERIFY(plan->files[1].isPermanent && !plan->files[1].isEncrypted);
    QVERIFY(!plan->files[2].isPermanent && plan->files[2].isEncrypted && !plan->files[2].isPublic);
}

void TestOutputLoading::O18_systemTags()
{
    const OutFolder out(Files{{"files/a", "1"}, {"files/a.manifest", "{'tags':['x','x','runId: r1']}"}});
    OutputRequest request = out.request();
    request.rowId = u"9"_s;
    const auto plan = planOutput(request);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->files[0].tags, QStringList({u"x"_s, u"runId: r1"_s, u"componentId: acme.ex-a"_s,
                                               u"configurationId: 7"_s, u"configurationRowId: 9"_s}));
}

void TestOutputLoading::useFileStorageOnly()
{
    const OutFolder out(Files{{"tables/t.csv", "a\n"},
                              {"tables/t.csv.manifest", "{'columns':['a']}"},
                              {"tables/s.csv/1", "a\n"},
                              {"files/f", "1"}});
    OutputRequest request = out.request("{'runtime':{'use_file_storage_only':true},'storage':{'output':{'default_"
                                        "bucket':'in.c-x','table_files':{'tags':['t']}}}}");
    QVERIFY(!planOutput(request)); // the component does not have the feature: t.csv is a table, s.csv lacks columns
    request.component.features = QStringList{u"allow-use-file-storage-only"_s};
    const auto plan = planOutput(request);
    QCOMPARE(told(plan), u"file:f file:t.csv"_s);
    QVERIFY(plan->files[1].isPermanent && !plan->files[0].isPermanent);
    QCOMPARE(plan->files[1].tags.first(), u"t"_s);
    QVERIFY(plain(plan).contains(u"out/tables/s.csv"));
}

void TestOutputLoading::writeAlways()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"},
                              {"tables/a.csv.manifest", "{'write_always':true}"},
                              {"tables/b.csv", "a\n"},
                              {"tables/c.csv", "a\n"},
                              {"tables/c.csv.manifest", "{'foo':1}"},
                              {"tables/d.csv", "a\n"},
                              {"tables/e.csv", "a\n"},
                              {"tables/e.csv.manifest", "{'write_always':true,'columns':['_timestamp']}"},
                              {"files/f", "1"}});
    OutputRequest request = out.request(mapped("{'source':'d.csv','write_always':true},{'source':'nowhere.csv'}"));
    request.failedPass = true;
    const auto plan = planOutput(request);
    QCOMPARE(told(plan), u"a.csv>in.c-x.a d.csv>in.c-x.d"_s);
    QVERIFY2(plain(plan).contains(u"foo") && plain(plan).contains(u"_timestamp"), qPrintable(plain(plan)));
}

void TestOutputLoading::tokensAreStable()
{
    const OutFolder out(Files{{"tables/a.csv", "a\n"}, {"files/a.csv", "1"}});
    OutputRequest request = out.request(mapped("{'source':'a.csv'},{'source':'a.csv'}"));
    request.tokenPrefix = u"01RUN/2"_s;
    QStringList tokens;
    for (int pass = 0; pass < 2; ++pass) {
        const auto plan = planOutput(request);
        QVERIFY2(plan, qPrintable(told(plan)));
        QStringList found = {plan->files[0].token, plan->tables[0].load.token, plan->tables[1].load.token};
        QVERIFY(pass == 0 || tokens == found);
        tokens = found;
    }
    QCOMPARE(QSet<QString>(tokens.begin(), tokens.end()).size(), 3);
    QVERIFY(tokens[0].startsWith(u"01RUN/2/"));
    request.tokenPrefix.clear();
    QCOMPARE(planOutput(request)->files[0].token, QString());
}

void TestOutputLoading::M1_A27_acrossManifestAndMapping()
{
    const OutFolder out(Files{{"tables/a.csv", "1\n"}, {"tables/a.csv.manifest", "{'columns':['x']}"}});
    QCOMPARE(told(planOutput(out.request(mapped("{'source':'a.csv','schema':[{'name':'x'}]}")))),
             u"storage.output.tables.0: schema: only one of \"schema\" and \"columns\" may be set"_s);
    QCOMPARE(told(planOutput(
                 OutFolder(Files{{"tables/a.csv", "1\n"}, {"tables/a.csv.manifest", "{'schema':[{'name':'id'}]}"}})
                     .request(mapped("{'source':'a.csv','primary_key':['name2']}")))),
             u"storage.output.tables.0: primary_key: primary key column \"name2\" not found in manifest"_s); // A27
}

void TestOutputLoading::badConfiguration()
{
    const OutFolder out;
    QVERIFY(!planOutput(out.request("{")));
    QCOMPARE(
        told(planOutput(out.request("{'storage':{'output':{'tables':[{'source':'x','foo':1}]}}}"))),
        u"storage.output.tables.0: foo: Unrecognized option \"foo\" under \"container.storage.output.tables.0\"."_s);
    QVERIFY(!planOutput(out.request("{'storage':{'output':{'tables':5}}}")));
    QVERIFY(!planOutput(out.request("{'storage':{'output':{'files':[{'tags':[]}]}}}")));
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
