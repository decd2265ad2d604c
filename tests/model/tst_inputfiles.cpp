// SPDX-License-Identifier: GPL-3.0-or-later
// Input files: which ones, their names and manifests (F16, F17, I11, I12, §5.2).
#include "tests/support/inputbench.h"
#include "tests/support/testmain.h"

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

class TestInputFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F16_files();
    void F17_slicedFile();
    void I11_whichFiles_data();
    void I11_whichFiles();
    void I12_adaptiveFiles();
    void processedTags();
    void manifest52_allKeys();
};

void TestInputFiles::F16_files()
{
    Bench bench;
    const StorageFile file = bench.add(u"photo.jpg"_s, {u"a"_s}, "bytes");
    const InputRequest request = bench.request("{'files':[{'tags':['a']}]}");
    const Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY2(staged, staged ? "" : qPrintable(staged.error().sentence()));
    const QString name = u"in/files/%1_photo.jpg"_s.arg(file.id);
    QCOMPARE(read(request.folder + u'/' + name), QByteArray("bytes"));
    const QByteArray manifest = manifestOf(request, name);
    QVERIFY2(manifest.startsWith("{\"id\":" + QByteArray::number(file.id) + ",\"name\":\"photo.jpg\",\"created\":\""),
             manifest.constData());
    QVERIFY2(
        manifest.endsWith(q(
            "'is_public':false,'is_encrypted':true,'is_sliced':false,'tags':['a'],'max_age_days':15,'size_bytes':5}")),
        manifest.constData());
    QCOMPARE(staged->files, (QList<StagedFile>{{file.id, u"photo.jpg"_s, name, 5, false}}));
}

void TestInputFiles::F17_slicedFile()
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

void TestInputFiles::I11_whichFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QStringList>("names");
    const auto row = [](const char *name, const char *file, const QStringList &names) {
        QTest::newRow(name) << QByteArray(file) << names;
    };
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

void TestInputFiles::I11_whichFiles()
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

void TestInputFiles::I12_adaptiveFiles()
{
    Bench bench;
    const StorageFile first = bench.add(u"one"_s, {u"a"_s}, "1");
    const QByteArray mapping = "{'files':[{'tags':['a'],'changed_since':'adaptive'}]}";
    InputRequest request = bench.request(mapping);
    Result<StagedInput> staged = stageInput(request, bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 1);
    const QByteArray entry = "\"files\":[{\"tags\":[{\"name\":\"a\"}],\"lastImportId\":";
    QVERIFY2(staged->storageState.contains(entry + QByteArray::number(first.id) + '}'),
             staged->storageState.constData());

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

void TestInputFiles::processedTags()
{
    Bench bench;
    const StorageFile file = bench.add(u"one"_s, {u"a"_s}, "1");
    const Result<StagedInput> staged = stageInput(
        bench.request(
            "{'files':[{'tags':['a'],'processed_tags':['done']},{'tags':['a'],'processed_tags':['done','seen']}]}"),
        bench.storage.get());
    QVERIFY(staged);
    QCOMPARE(staged->files.size(), 1);
    QCOMPARE(staged->processedTags, (QMap<qint64, QStringList>{{file.id, {u"done"_s, u"seen"_s}}}));
}

void TestInputFiles::manifest52_allKeys()
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
             q("{'id':7,'name':'n','created':'2015-01-25T00:35:14+0000','is_public':true,'is_encrypted':false,'is_"
               "sliced':false,'tags':[],"
               "'max_age_days':0,'size_bytes':12}"));
}

LONGSHORE_TEST_MAIN(TestInputFiles)
#include "tst_inputfiles.moc"
