// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/datasnapshot.h"
#include "model/run/datatreemodel.h"
#include "tests/support/calls.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QTemporaryDir>
#include <archive.h>
#include <archive_entry.h>

using namespace longshore;
using namespace longshore::test;
using namespace Qt::StringLiterals;

namespace
{

/// A capsule made by hand.
struct Files {
    void put(const QString &name, const QByteArray &bytes)
    {
        const QString path = dir.filePath(name);
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(path));
    }
    QTemporaryDir dir;
};

void writeZip(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &entries)
{
    archive *zip = archive_write_new();
    archive_write_set_format_zip(zip);
    if (archive_write_open_filename(zip, QFile::encodeName(path).constData()) != ARCHIVE_OK)
        qFatal("%s", archive_error_string(zip));
    for (const auto &[name, bytes] : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.constData());
        archive_entry_set_filetype(entry, name.endsWith('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, bytes.size());
        archive_write_header(zip, entry);
        archive_write_data(zip, bytes.constData(), size_t(bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
}

QStringList names(const QList<DataEntry> &entries)
{
    QStringList found;
    for (const DataEntry &entry : entries)
        found << entry.name + (entry.isFolder ? u"/"_s : QString());
    return found;
}

QStringList changes(const QList<ComparedEntry> &entries)
{
    const char marks[] = {'=', '+', '-', '!'};
    QStringList found;
    for (const ComparedEntry &entry : entries) {
        if (!entry.entry.isFolder)
            found << QLatin1Char(marks[int(entry.change)]) + entry.entry.name;
    }
    return found;
}

} // namespace

/// The data folder of a run, stage by stage.
class tst_DataSnapshot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatACapsuleHas()
    {
        Files files;
        QCOMPARE(dataSnapshots(files.dir.path()), QList<DataSnapshot>());
        files.put(u"stages/10/out/tables/a.csv"_s, "a\n");
        files.put(u"stages/2/in/tables/a.csv"_s, "a\n");
        files.put(u"stages/2/config.json"_s, "{}");
        files.put(u"stages/2/before.zip"_s, "no zip");
        files.put(u"stages/x/in/a"_s, "a");
        files.put(u"stages/0/stage.json"_s, "{\"stage\":0,\"priority\":0,\"input\":\"stages/0/data\"}");
        files.put(u"stages/0/data/in/tables/a.csv"_s, "a\n");
        files.put(u"debug/stage_0.zip"_s, "no zip");
        files.put(u"stages/3/stage.json"_s, "{\"priority\":1,\"input\":\"stages/2/in\",\"output\":null}");
        files.put(u"out/tables/a.csv"_s, "a\n");
        QStringList found;
        for (const DataSnapshot &one : dataSnapshots(files.dir.path()))
            found << u"%1 %2 %3 %4"_s.arg(one.stage).arg(one.name, one.part, one.isArchive ? u"archive"_s : QDir(files.dir.path()).relativeFilePath(one.path));
        QCOMPARE(found, (QStringList{u"0 data  stages/0/data"_s, u"0 stage_0.zip  archive"_s, u"2 before.zip  archive"_s, u"2 in in stages/2/in"_s, u"3 in in stages/2/in"_s, u"10 out out stages/10/out"_s, u"-1 out out out"_s}));
    }

    void aFolderIsListedWithoutFollowingLinks()
    {
        Files files;
        files.put(u"d/tables/b.csv"_s, "12345");
        files.put(u"d/tables/.hidden"_s, "1");
        files.put(u"d/a"_s, "");
        QVERIFY(QFile::link(u"/etc"_s, files.dir.filePath(u"d/link"_s)));
        const DataSnapshot snapshot{0, u"in"_s, files.dir.filePath(u"d"_s), u"in"_s, false, false};
        const Result<DataListing> listing = listSnapshot(snapshot, true);
        QVERIFY(listing);
        QCOMPARE(names(listing->entries), (QStringList{u"a"_s, u"link"_s, u"tables/"_s, u"tables/.hidden"_s, u"tables/b.csv"_s}));
        QCOMPARE(listing->entries[1].note, u"a link"_s);
        QCOMPARE(listing->entries[4].size, 5);
        QCOMPARE(listing->entries[4].digest.size(), 32);
        QCOMPARE(readSnapshotFile(snapshot, u"tables/b.csv"_s)->bytes, QByteArray("12345"));
        QCOMPARE(failure(readSnapshotFile(snapshot, u"link"_s)), u"bad-input"_s);
        QCOMPARE(failure(readSnapshotFile(snapshot, u"gone"_s)), u"not-found"_s);
        const CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(failure(listSnapshot(snapshot, true, cancelled)), u"cancelled"_s);
        QCOMPARE(failure(listSnapshot({0, {}, u"/nowhere"_s, {}, false, false}, false)), u"not-found"_s);
    }

    void aZipIsListedAndRead()
    {
        Files files;
        const QString path = files.dir.filePath(u"stage.zip"_s);
        writeZip(path, {{"in/", ""}, {"./in/tables/a.csv", "one"}, {"config.json", "{}"}, {"/out/b", "twelve bytes"}});
        const DataSnapshot snapshot{0, u"stage.zip"_s, path, {}, true, false};
        const Result<DataListing> listing = listSnapshot(snapshot, true);
        QVERIFY(listing);
        QCOMPARE(names(listing->entries), (QStringList{u"config.json"_s, u"in/"_s, u"in/tables/a.csv"_s, u"out/b"_s}));
        QCOMPARE(listing->entries[3].size, 12);
        QCOMPARE(listing->entries[2].digest.size(), 32);
        QCOMPARE(readSnapshotFile(snapshot, u"out/b"_s, 6)->bytes, QByteArray("twelve"));
        QCOMPARE(failure(readSnapshotFile(snapshot, u"out/c"_s)), u"not-found"_s);
    }

    void damagedArchivesAreSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no archive") << QByteArray("hello world, this is no archive at all");
        QTest::newRow("cut") << QByteArray("PK\x03\x04\x14\0\0\0\0\0", 10);
    }
    void damagedArchivesAreSaid()
    {
        QFETCH(QByteArray, bytes);
        Files files;
        files.put(u"x.zip"_s, bytes);
        const DataSnapshot snapshot{0, u"x.zip"_s, files.dir.filePath(u"x.zip"_s), {}, true, false};
        QCOMPARE(failure(listSnapshot(snapshot, false)), u"bad-input"_s);
        QVERIFY(!readSnapshotFile(snapshot, u"a"_s));
    }

    void B5_changesBetweenSnapshots_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("nothing to compare with") << u"two"_s << QString() << QStringList{u"=new"_s, u"=tables/a.csv"_s, u"=tables/same.csv"_s};
        QTest::newRow("two parts") << u"two"_s << u"one"_s << QStringList{u"-gone"_s, u"+new"_s, u"!tables/a.csv"_s, u"=tables/same.csv"_s};
        QTest::newRow("a part and a whole one") << u"two"_s << u"whole"_s << QStringList{u"+new"_s, u"!tables/a.csv"_s, u"=tables/same.csv"_s};
        QTest::newRow("a whole one and a part") << u"whole"_s << u"two"_s << QStringList{u"=config.json"_s, u"-in/new"_s, u"!in/tables/a.csv"_s, u"=in/tables/same.csv"_s};
    }
    void B5_changesBetweenSnapshots()
    {
        QFETCH(QString, shown);
        QFETCH(QString, before);
        QFETCH(QStringList, expected);
        Files files;
        files.put(u"one/tables/a.csv"_s, "abc");
        files.put(u"one/tables/same.csv"_s, "same");
        files.put(u"one/gone"_s, "");
        files.put(u"two/tables/a.csv"_s, "abd"); // as long as before
        files.put(u"two/tables/same.csv"_s, "same");
        files.put(u"two/new"_s, "");
        files.put(u"whole/in/tables/a.csv"_s, "abcdef");
        files.put(u"whole/in/tables/same.csv"_s, "same");
        files.put(u"whole/config.json"_s, "{}");
        const auto snapshot = [&](const QString &name) { return DataSnapshot{0, name, files.dir.filePath(name), name == u"whole"_s ? QString() : u"in"_s, false, false}; };
        const auto compared = compareSnapshots(snapshot(shown), before.isEmpty() ? std::nullopt : std::optional(snapshot(before)));
        QVERIFY(compared);
        QCOMPARE(changes(compared->entries), expected);
    }

    void theTreeMakesMissingFoldersAndMarksWhatChanged()
    {
        DataTreeModel model;
        const QAbstractItemModelTester tester(&model);
        model.setEntries({{{u"a/b/c.csv"_s, false, 10, {}, {}}, DataChange::Changed, 7},
                          {{u"a/d"_s, false, 5, {}, {}}, DataChange::Same, -1},
                          {{u"x"_s, true, 0, {}, {}}, DataChange::Same, -1},
                          {{u"x/y"_s, false, 3, {}, {}}, DataChange::Removed, -1}},
                         true);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.fileCount(), 2);
        QCOMPARE(model.changeCount(), 2);
        QCOMPARE(model.totalSize(), 15);
        const QModelIndex file = model.find(u"a/b/c.csv"_s);
        QCOMPARE(file.data().toString(), u"c.csv"_s);
        QCOMPARE(file.parent().data().toString(), u"b"_s);
        QVERIFY(file.parent().data(DataTreeModel::FolderRole).toBool());
        QCOMPARE(file.siblingAtColumn(DataTreeModel::ChangeColumn).data().toString(), u"changed, was 7 B"_s);
        QCOMPARE(model.index(0, DataTreeModel::ChangeColumn).data().toString(), u"changed inside"_s);
        QCOMPARE(model.find(u"x/y"_s).siblingAtColumn(DataTreeModel::ChangeColumn).data().toString(), u"removed"_s);
        QCOMPARE(DataChange(model.find(u"a/d"_s).data(DataTreeModel::ChangeRole).toInt()), DataChange::Same);
        model.setEntries({}, false);
        QCOMPARE(model.rowCount(), 0);
    }
};

LONGSHORE_TEST_MAIN(tst_DataSnapshot)
#include "tst_datasnapshot.moc"
