// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/component/state.h"
#include "model/json/json.h"
#include "model/run/inputmanifests.h"
#include "model/run/inputstaging.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <nlohmann/json.hpp>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

QByteArray q(QByteArray text)
{
    return text.replace('\'', '"');
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : "no file " + path.toUtf8();
}

QByteArray compact(const QByteArray &json)
{
    const Result<Json> parsed = scanJson(json, u"read"_s);
    return parsed ? writeJson(*parsed, JsonStyle::Compact) : "not JSON: " + json;
}

/// A Storage with one table and four files, and a data folder to stage into.
struct Bench {
    QTemporaryDir dir;
    std::shared_ptr<Storage> storage;
    QDateTime now = QDateTime::currentDateTimeUtc();
    QList<qint64> ids;

    Bench()
    {
        Result<std::shared_ptr<Storage>> opened = Storage::open(dir.filePath(u"storage"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        storage = *opened;
        load("\"id\",\"name\",\"kind\"\n\"1\",\"a\"\"b\",\"x\"\n\"2\",\"žluť\",\"y\"\n\"3\",\"\",\"x\"\n");
    }

    StorageTable load(const QByteArray &csv, bool incremental = false)
    {
        const QString path = dir.filePath(u"load.csv"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
            qFatal("no file");
        file.close();
        StorageLoad what;
        what.table = u"in.c-main.people"_s;
        what.sources = {path};
        what.primaryKey = {u"id"_s};
        what.incremental = incremental;
        const Result<StorageLoaded> loaded = storage->load(what);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().sentence()));
        return loaded->table;
    }

    StorageFile add(const QString &name, const QStringList &tags, const QByteArray &content)
    {
        const QString path = dir.filePath(u"upload"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qFatal("no file");
        file.close();
        StorageFileUpload upload;
        upload.name = name;
        upload.source = path;
        upload.tags = tags;
        const Result<StorageFile> added = storage->addFile(upload);
        if (!added)
            qFatal("%s", qPrintable(added.error().sentence()));
        return *added;
    }

    InputRequest request(const QByteArray &input)
    {
        InputRequest made;
        const Result<InputMapping> mapping = parseInputMapping(q("{'storage':{'input':" + input + "}}"));
        if (!mapping)
            qFatal("%s", qPrintable(mapping.error().sentence()));
        made.mapping = *mapping;
        made.folder = dir.filePath(u"data%1"_s.arg(++folders));
        made.now = now;
        return made;
    }

    int folders = 0;
};

QByteArray manifestOf(const InputRequest &request, const QString &path)
{
    return compact(read(request.folder + u'/' + path + u".manifest"_s));
}

} // namespace

class TestInputStaging : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F10_F11_F13_oneTable();
    void F10_destinations_data();
    void F10_destinations();
    void F12_tooLarge();
    void F15_parquet();
    void F8_yamlManifests();
    void F9_layoutOfManifests();
    void I7_twice();
    void I8_noSuchTable();
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
    void F16_files();
    void F17_slicedFile();
    void I11_whichFiles_data();
    void I11_whichFiles();
    void I12_adaptiveFiles();
    void processedTags();
    void manifest51_allKeys();
    void manifest52_allKeys();
    void cancelled();
    void hostileNames();
};

void TestInputStaging::F10_F11_F13_oneTable()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people'}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/in.c-main.people"_s),
             QByteArray("\"id\",\"name\",\"kind\"\n\"1\",\"a\"\"b\",\"x\"\n\"2\",\"žluť\",\"y\"\n\"3\",\"\",\"x\"\n"));
    QCOMPARE(staged->tables.size(), 1);
    QCOMPARE(staged->tables.first().path, u"in/tables/in.c-main.people"_s);
    QCOMPARE(staged->tables.first().rows, 3);
    QCOMPARE(staged->tables.first().columns, (QStringList{u"id"_s, u"name"_s, u"kind"_s}));
    const QByteArray manifest = manifestOf(request, u"in/tables/in.c-main.people"_s);
    QVERIFY2(manifest.startsWith(q("{'id':'in.c-main.people','uri':'https://connection.keboola.com/v2/storage/tables/in.c-main.people',"
                                   "'name':'people','primary_key':['id'],'distribution_key':[],'created':'")),
             manifest.constData());
    QVERIFY2(manifest.contains(q("'columns':['id','name','kind'],'metadata':[],'column_metadata':{'id':[],'name':[],'kind':[]}")), manifest.constData());
    QVERIFY(staged->problems.isEmpty());
    QVERIFY(QDir(request.folder + u"/in/files"_s).exists());
}

void TestInputStaging::F10_destinations_data()
{
    QTest::addColumn<QString>("destination");
    QTest::addColumn<QString>("path"); ///< empty = refused
    QTest::newRow("plain") << u"a.csv"_s << u"in/tables/a.csv"_s;
    QTest::newRow("folders") << u"x/y/a.csv"_s << u"in/tables/x/y/a.csv"_s;
    QTest::newRow("dots within") << u"x/../a.csv"_s << u"in/tables/a.csv"_s;
    QTest::newRow("spaces") << u"a b.csv"_s << u"in/tables/a b.csv"_s;
    QTest::newRow("out") << u"../files/a.csv"_s << QString();
    QTest::newRow("far out") << u"x/../../../a"_s << QString();
    QTest::newRow("absolute") << u"/etc/passwd"_s << QString();
    QTest::newRow("the folder itself") << u"."_s << QString();
    QTest::newRow("its parent") << u".."_s << QString();
    QTest::newRow("too long") << QString(256, u'a') << QString();
}

void TestInputStaging::F10_destinations()
{
    QFETCH(QString, destination);
    QFETCH(QString, path);
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','columns':['id']}]}");
    request.mapping.tables[0].destination = destination;
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QCOMPARE(staged.has_value(), !path.isEmpty());
    if (!staged) {
        QVERIFY(staged.error().kind == Error::Kind::BadInput);
        QVERIFY2(staged.error().sentence().contains(u"in.c-main.people"_s), qPrintable(staged.error().sentence()));
        return;
    }
    QCOMPARE(staged->tables.first().path, path);
    QCOMPARE(read(request.folder + u'/' + path), QByteArray("\"id\"\n\"1\"\n\"2\"\n\"3\"\n"));
}

void TestInputStaging::F12_tooLarge()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people'}]}");
    request.largestTable = 1;
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(!staged);
    QVERIFY2(staged.error().sentence().contains(u"in.c-main.people"_s) && staged.error().sentence().contains(u"limit of 1 bytes"_s),
             qPrintable(staged.error().sentence()));
}

void TestInputStaging::F15_parquet()
{
    Bench bench;
    const Result<StagedInput> staged = stageInput(bench.request("{'tables':[{'source':'in.c-main.people','file_type':'parquet'}]}"), bench.storage.get());
    QVERIFY(!staged);
    QVERIFY2(staged.error().happened.contains(u"parquet"_s), qPrintable(staged.error().happened));
}

void TestInputStaging::F8_yamlManifests()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a.csv'}]}");
    request.format = u"yaml"_s;
    QVERIFY(stageInput(request, bench.storage.get()));
    const QByteArray manifest = read(request.folder + u"/in/tables/a.csv.manifest"_s);
    QVERIFY2(manifest.startsWith("id: in.c-main.people\nuri: \"https://") && manifest.contains("primary_key:\n    - id\n"), manifest.constData());
}

void TestInputStaging::F9_layoutOfManifests()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a.csv'}]}");
    QVERIFY(stageInput(request, bench.storage.get()));
    const QByteArray manifest = read(request.folder + u"/in/tables/a.csv.manifest"_s);
    QVERIFY2(manifest.startsWith("{\n    \"id\": \"in.c-main.people\",\n    \"uri\": \"https:\\/\\/connection"), manifest.constData());
}

void TestInputStaging::I7_twice()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a'},{'source':'in.c-main.people','destination':'b','limit':1}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.size(), 2);
    QVERIFY(QFile::exists(request.folder + u"/in/tables/a"_s) && QFile::exists(request.folder + u"/in/tables/b.manifest"_s));
    QCOMPARE(QByteArray(staged->storageState).count("lastImportDate"), 1);
    // One destination for two: the platform lets the last one win; that is worth a word.
    const InputRequest same = bench.request("{'tables':[{'source':'in.c-main.people','destination':'a'},{'source':'in.c-main.people','destination':'a','limit':1}]}");
    const Result<StagedInput> last = stageInput(same, bench.storage.get());
    QVERIFY(last);
    QCOMPARE(last->problems.size(), 1);
    QCOMPARE(last->problems.first().path, u"storage.input.tables.1"_s);
    QCOMPARE(read(same.folder + u"/in/tables/a"_s).count('\n'), 2);
}

void TestInputStaging::I8_noSuchTable()
{
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.gone'}]}");
    for (Storage *storage : {bench.storage.get(), static_cast<Storage *>(nullptr)}) {
        const Result<StagedInput> staged = stageInput(request, storage);
        QVERIFY(!staged);
        QVERIFY(staged.error().kind == Error::Kind::NotFound);
        QVERIFY2(staged.error().sentence().contains(u"cannot import data from Storage: there is no table in.c-main.gone"_s),
                 qPrintable(staged.error().sentence()));
    }
}

void TestInputStaging::I9_selection_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("csv");
    const auto row = [](const char *name, const char *options, const char *csv) { QTest::newRow(name) << QByteArray(options) << q(csv); };
    row("columns in their order", "'columns':['kind','id']", "'kind','id'\n'x','1'\n'y','2'\n'x','3'\n");
    row("I4 eq", "'columns':['id'],'where_column':'kind','where_values':['x']", "'id'\n'1'\n'3'\n");
    row("I4 in", "'columns':['id'],'where_column':'id','where_values':['1','2']", "'id'\n'1'\n'2'\n");
    row("I4 ne", "'columns':['id'],'where_column':'kind','where_values':['x'],'where_operator':'ne'", "'id'\n'2'\n");
    row("limit after where", "'columns':['id'],'where_column':'kind','where_values':['x'],'limit':1", "'id'\n'1'\n");
    row("where not selected", "'columns':['name'],'where_column':'id','where_values':['2']", "'name'\n'žluť'\n");
    row("nothing", "'columns':['id'],'where_column':'id','where_values':['9']", "'id'\n");
}

void TestInputStaging::I9_selection()
{
    QFETCH(QByteArray, options);
    QFETCH(QByteArray, csv);
    Bench bench;
    const InputRequest request = bench.request("{'tables':[{'source':'in.c-main.people','destination':'t'," + options + "}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/t"_s), csv);
    QCOMPARE(staged->tables.first().rows, csv.count('\n') - 1);
}

void TestInputStaging::I9_fileSelection_data()
{
    I9_selection_data();
}

void TestInputStaging::I9_fileSelection()
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

void TestInputStaging::fileTables_asTheyAre()
{
    Bench bench;
    const QByteArray csv = "\xEF\xBB\xBFid;odd\r\n1;\"x";
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','changed_since':'adaptive'}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    write(bench.dir.filePath(u"y.csv"_s), csv);
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/in.c-x.y"_s), csv); // F10: no .csv is added
    QCOMPARE(staged->problems.size(), 3); // no time stamps, byte order mark, CRLF
    const QByteArray manifest = manifestOf(request, u"in/tables/in.c-x.y"_s);
    QVERIFY2(manifest.contains(q("'primary_key':[]")) && manifest.contains(q("'columns':['id;odd']")), manifest.constData());
}

void TestInputStaging::fileTables_gzip()
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

void TestInputStaging::fileTables_wrong_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << QByteArray() << u"its first line must name the columns"_s;
    QTest::newRow("no such column") << QByteArray("a,b\n1,2\n") << QByteArray(",'columns':['c']") << u"it has no column \"c\""_s;
    QTest::newRow("no such where column") << QByteArray("a,b\n1,2\n") << QByteArray(",'where_column':'c','where_values':['1']") << u"it has no column \"c\""_s;
    QTest::newRow("ragged") << QByteArray("a,b\n1\n") << QByteArray(",'limit':5") << u"y.csv"_s;
}

void TestInputStaging::fileTables_wrong()
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

void TestInputStaging::I5_I6_adaptive()
{
    Bench bench;
    const QByteArray mapping = "{'tables':[{'source':'in.c-main.people','destination':'t','changed_since':'adaptive','columns':['id']}]}";
    InputRequest request = bench.request(mapping);
    Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->tables.first().rows, 3); // no state: all of it
    const auto next = [&](const QByteArray &before) { return nextStoredState(before, "{}", staged->storageState).value_or("?"); };
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

void TestInputStaging::I6_days()
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

void TestInputStaging::F16_files()
{
    Bench bench;
    const StorageFile file = bench.add(u"photo.jpg"_s, {u"a"_s}, "bytes");
    const InputRequest request = bench.request("{'files':[{'tags':['a']}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    const QString name = u"in/files/%1_photo.jpg"_s.arg(file.id);
    QCOMPARE(read(request.folder + u'/' + name), QByteArray("bytes"));
    const QByteArray manifest = manifestOf(request, name);
    QVERIFY2(manifest.startsWith("{\"id\":" + QByteArray::number(file.id) + ",\"name\":\"photo.jpg\",\"created\":\""), manifest.constData());
    QVERIFY2(manifest.endsWith(q("'is_public':false,'is_encrypted':true,'is_sliced':false,'tags':['a'],'max_age_days':15,'size_bytes':5}")),
             manifest.constData());
    QCOMPARE(staged->files, (QList<StagedFile>{{file.id, u"photo.jpg"_s, name, 5, false}}));
}

void TestInputStaging::F17_slicedFile()
{
    Bench bench;
    const QString slices = bench.dir.filePath(u"slices"_s);
    QVERIFY(QDir().mkpath(slices));
    write(slices + u"/part1"_s, "1\n");
    write(slices + u"/part2"_s, "22\n");
    StorageFileUpload upload;
    upload.name = u"big.csv"_s;
    upload.source = slices;
    upload.tags = {u"s"_s};
    const Result<StorageFile> file = bench.storage->addFile(upload);
    QVERIFY2(file, file ? "" : qPrintable(file.error().sentence()));
    const InputRequest request = bench.request("{'files':[{'tags':['s']}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    const QString name = u"in/files/%1_big.csv"_s.arg(file->id);
    QCOMPARE(read(request.folder + u'/' + name + u"/part1"_s), QByteArray("1\n"));
    QCOMPARE(read(request.folder + u'/' + name + u"/part2"_s), QByteArray("22\n"));
    QVERIFY(manifestOf(request, name).contains("\"is_sliced\":true"));
    QCOMPARE(staged->files.first().bytes, 5);
}

void TestInputStaging::I11_whichFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const char *file, const QStringList &names) { QTest::newRow(name) << QByteArray(file) << names; };
    row("all of the tags", "{'tags':['a','b']}", {u"two"_s});
    row("newest first", "{'tags':['a'],'limit':1}", {u"two"_s});
    row("source tags", "{'source':{'tags':[{'name':'a'},{'name':'b','match':'exclude'}]}}", {u"one"_s});
    row("query", "{'query':'tags:\\'a\\' AND NOT tags:\\'b\\''}", {u"one"_s});
    row("query with a limit", "{'query':'name:o* OR name:t*','limit':2}", {u"three"_s, u"two"_s});
    row("query and source tags", "{'query':'o*','source':{'tags':[{'name':'a'}]}}", {u"one"_s});
    row("not yet", "{'tags':['a'],'changed_since':'+1 day'}", {});
    row("since", "{'tags':['a'],'changed_since':'-1 day'}", {u"two"_s, u"one"_s});
    row("none", "{'tags':['zzz']}", {});
}

void TestInputStaging::I11_whichFiles()
{
    QFETCH(QByteArray, file);
    Bench bench;
    bench.add(u"one"_s, {u"a"_s}, "1");
    bench.add(u"two"_s, {u"a"_s, u"b"_s}, "2");
    bench.add(u"three"_s, {u"c"_s}, "3");
    InputRequest request = bench.request("{'files':[" + file.replace("\\'", "\\\"") + "]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    QStringList names;
    for (const StagedFile &one : staged->files)
        names.append(one.name);
    QTEST(names, "names");
}

void TestInputStaging::I12_adaptiveFiles()
{
    Bench bench;
    const StorageFile first = bench.add(u"one"_s, {u"a"_s}, "1");
    const QByteArray mapping = "{'files':[{'tags':['a'],'changed_since':'adaptive'}]}";
    InputRequest request = bench.request(mapping);
    Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 1);
    const QByteArray entry = "\"files\":[{\"tags\":[{\"name\":\"a\"}],\"lastImportId\":";
    QVERIFY2(staged->storageState.contains(entry + QByteArray::number(first.id) + '}'), staged->storageState.constData());

    request = bench.request(mapping);
    request.state = nextStoredState({}, "{}", staged->storageState).value_or("?");
    staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QVERIFY(staged->files.isEmpty());
    QVERIFY(staged->storageState.contains(entry + QByteArray::number(first.id) + '}')); // carried over

    const StorageFile second = bench.add(u"two"_s, {u"a"_s}, "2");
    request.folder += u'x';
    staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 1);
    QVERIFY(staged->storageState.contains(entry + QByteArray::number(second.id) + '}'));

    // The same tag as source tag is another entry.
    InputRequest other = bench.request("{'files':[{'source':{'tags':[{'name':'a'}]},'changed_since':'adaptive'}]}");
    other.state = request.state;
    staged = stageInput(other, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 2);
    QVERIFY(staged->storageState.contains(q("[{'name':'a','match':'include'}]")));
}

void TestInputStaging::processedTags()
{
    Bench bench;
    const StorageFile file = bench.add(u"one"_s, {u"a"_s}, "1");
    const Result<StagedInput> staged = stageInput(
        bench.request("{'files':[{'tags':['a'],'processed_tags':['done']},{'tags':['a'],'processed_tags':['done','seen']}]}"), bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 1);
    QCOMPARE(staged->processedTags, (QMap<qint64, QStringList>{{file.id, {u"done"_s, u"seen"_s}}}));
}

void TestInputStaging::manifest51_allKeys()
{
    const QDateTime time(QDate(2015, 1, 25), QTime(0, 35, 14), Qt::UTC);
    StorageTable table;
    table.id = u"in.c-m.t"_s;
    table.typed = true;
    table.description = u"What"_s;
    table.created = time;
    table.primaryKey = {u"id"_s};
    table.columns = {{u"id"_s, {{u"base"_s, {u"INTEGER"_s, u"9"_s, {}}}, {u"snowflake"_s, {u"NUMBER"_s, u"38,0"_s, u"0"_s}}}, false, u"key"_s},
                     {u"x"_s, {}, true, {}}};
    table.metadata = {{5, u"k"_s, u"v"_s, u"system"_s, time}};
    table.columnMetadata = {{u"id"_s, {{6, u"c"_s, u"w"_s, u"p"_s, time}}}};
    const QByteArray json = writeJson(inputTableManifest(table, {}, u"host"_s), JsonStyle::Compact);
    QCOMPARE(json, q("{'id':'in.c-m.t','uri':'https://host/v2/storage/tables/in.c-m.t','name':'t','primary_key':['id'],'distribution_key':[],"
                     "'created':'2015-01-25T00:35:14+0000','last_change_date':null,'last_import_date':null,'description':'What','columns':['id','x'],"
                     "'metadata':[{'key':'k','value':'v','id':5,'provider':'system','timestamp':'2015-01-25T00:35:14+0000'}],"
                     "'column_metadata':{'id':[{'key':'c','value':'w','id':6,'provider':'p','timestamp':'2015-01-25T00:35:14+0000'}],'x':[]},"
                     "'schema':[{'name':'id','data_type':{'base':{'type':'INTEGER'},'snowflake':{'type':'NUMBER','length':'38,0','default':'0'}},"
                     "'nullable':false,'primary_key':true,'description':'key'},{'name':'x','nullable':true,'primary_key':false}]}"));
    const QByteArray some = writeJson(inputTableManifest(table, {u"x"_s}, u"host"_s), JsonStyle::Compact);
    QVERIFY(some.contains(q("'columns':['x']")) && some.contains(q("'column_metadata':{'x':[]},'schema':[{'name':'x'")));
}

void TestInputStaging::manifest52_allKeys()
{
    const QDateTime time(QDate(2015, 1, 25), QTime(0, 35, 14), Qt::UTC);
    StorageFile file;
    file.id = 7;
    file.name = u"n"_s;
    file.created = time;
    file.isPermanent = true;
    file.isPublic = true;
    file.isEncrypted = false;
    file.bytes = 12;
    QCOMPARE(writeJson(inputFileManifest(file), JsonStyle::Compact),
             q("{'id':7,'name':'n','created':'2015-01-25T00:35:14+0000','is_public':true,'is_encrypted':false,'is_sliced':false,'tags':[],"
               "'max_age_days':0,'size_bytes':12}"));
}

void TestInputStaging::cancelled()
{
    Bench bench;
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','limit':1}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"y.csv"_s));
    write(bench.dir.filePath(u"y.csv"_s), "a\n1\n");
    const Result<StagedInput> staged = stageInput(request, nullptr, [](qint64, qint64) { return false; });
    QVERIFY(!staged);
    QVERIFY(staged.error().kind == Error::Kind::Cancelled);
}

void TestInputStaging::hostileNames()
{
    Bench bench;
    const QString outside = bench.dir.filePath(u"secret"_s);
    write(outside, "secret");
    QVERIFY(QFile::link(outside, bench.dir.filePath(u"link.csv"_s)));
    InputRequest request = bench.request("{'tables':[{'source':'in.c-x.y','destination':'a'},{'source':'in.c-x.y','destination':'a/b'}]}");
    request.fileTables.insert(u"in.c-x.y"_s, bench.dir.filePath(u"link.csv"_s)); // the user's own link is fine
    const Result<StagedInput> staged = stageInput(request, nullptr);
    QVERIFY(!staged); // a file is where a folder has to be
    QVERIFY2(staged.error().sentence().contains(u"in the way"_s) || staged.error().sentence().contains(u"in its way"_s),
             qPrintable(staged.error().sentence()));
    QCOMPARE(read(request.folder + u"/in/tables/a"_s), QByteArray("secret"));
}

LONGSHORE_TEST_MAIN(TestInputStaging)
#include "tst_inputstaging.moc"
