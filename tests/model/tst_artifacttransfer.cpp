// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/artifacttransfer.h"
#include "model/storage/storage.h"
#include "tests/support/tarbuilder.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

/// A Storage, and the artifact folders of stages that use it.
struct Bench {
    Bench()
    {
        auto opened = Storage::open(dir.filePath(u"storage"_s));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().sentence()));
        storage = *opened;
    }
    bool put(const QString &name, const QByteArray &bytes) const
    {
        QFile file(dir.filePath(name));
        return QDir().mkpath(QFileInfo(file.fileName()).path()) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    ArtifactTask task(const QString &job, bool zip = true) const
    {
        ArtifactTask task;
        task.settings.zip = zip;
        task.owner = {u"default"_s, u"x.y"_s, u"7"_s, job, {}};
        task.storage = storage->directory();
        task.folder = dir.filePath(job);
        task.tokenPrefix = u"run-"_s + job;
        return task;
    }
    ArtifactTask fetching(const QString &job, bool zip = true, int limit = 0) const
    {
        ArtifactTask task = this->task(job, zip);
        task.settings.kind = ArtifactSettings::Kind::Runs;
        task.settings.limit = limit;
        return task;
    }
    /// `path=content` of all files below the folder, sorted.
    QStringList files(const QString &folder) const
    {
        QStringList all;
        QDirIterator walk(dir.filePath(folder), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            all << QDir(dir.filePath(folder)).relativeFilePath(file.fileName()) + u'=' + (file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : u"?"_s);
        }
        all.sort();
        return all;
    }
    QTemporaryDir dir;
    std::shared_ptr<Storage> storage;
};

QString sentences(const MovedArtifacts &moved)
{
    QStringList lines;
    for (const Problem &problem : moved.problems)
        lines << problem.sentence();
    return lines.join(u'\n');
}

} // namespace

/// Artifacts between a stage's folder and the embedded Storage (contract §7.5).
class tst_ArtifactTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s7_5_thereAndBack_data()
    {
        QTest::addColumn<bool>("zip");
        QTest::addColumn<QStringList>("names"); ///< in Storage
        QTest::addColumn<QStringList>("files"); ///< of the next job
        QTest::newRow("one archive") << true << QStringList{u"artifacts.tar.gz"_s}
                                     << QStringList{u"runs/j1/deep/er/b=B"_s, u"runs/j1/model é.bin=M"_s};
        QTest::newRow("each file by its name") << false << QStringList{u"b"_s, u"model é.bin"_s} << QStringList{u"runs/j1/b=B"_s, u"runs/j1/model é.bin=M"_s};
    }
    void s7_5_thereAndBack()
    {
        QFETCH(bool, zip);
        QFETCH(QStringList, names);
        QFETCH(QStringList, files);
        Bench bench;
        QVERIFY(bench.put(u"j1/out/current/model é.bin"_s, "M") && bench.put(u"j1/out/current/deep/er/b"_s, "B"));
        for (int again = 0; again < 2; ++again) { // the second time changes nothing
            const MovedArtifacts stored = storeArtifacts(bench.task(u"j1"_s, zip));
            QCOMPARE(sentences(stored), QString());
            QStringList found;
            for (const RunArtifact &artifact : stored.files)
                found << artifact.name;
            found.sort();
            QCOMPARE(found, names);
        }
        const auto kept = bench.storage->files();
        QCOMPARE(kept->size(), names.size());
        QCOMPARE(kept->first().tags, (QStringList{u"artifact"_s, u"branchId-default"_s, u"componentId-x.y"_s, u"configId-7"_s, u"jobId-j1"_s}));
        QVERIFY(!QFile::exists(bench.dir.filePath(u"j1/artifacts.tar.gz"_s)));
        const MovedArtifacts fetched = fetchArtifacts(bench.fetching(u"j2"_s, zip));
        QCOMPARE(sentences(fetched), QString());
        QCOMPARE(fetched.files.size(), names.size());
        QCOMPARE(bench.files(u"j2/in"_s), files);
    }

    void s7_5_latestJobs()
    {
        Bench bench;
        for (int job = 1; job <= 3; ++job) {
            QVERIFY(bench.put(u"j%1/out/current/n"_s.arg(job), QByteArray::number(job)));
            QCOMPARE(storeArtifacts(bench.task(u"j%1"_s.arg(job))).files.size(), 1);
        }
        QCOMPARE(fetchArtifacts(bench.fetching(u"a"_s, true, 2)).files.size(), 2);
        QCOMPARE(bench.files(u"a/in"_s), (QStringList{u"runs/j2/n=2"_s, u"runs/j3/n=3"_s}));
        // Two rows of one job: both archives go to the same folder, and the newer file stays.
        ArtifactTask other = bench.task(u"j3"_s);
        other.tokenPrefix = u"another row"_s;
        QVERIFY(bench.put(u"j3/out/current/n"_s, "33") && bench.put(u"j3/out/current/m"_s, "m"));
        QCOMPARE(storeArtifacts(other).files.size(), 1);
        QCOMPARE(fetchArtifacts(bench.fetching(u"b"_s, true, 1)).files.size(), 2);
        QCOMPARE(bench.files(u"b/in"_s), (QStringList{u"runs/j3/m=m"_s, u"runs/j3/n=33"_s}));
        ArtifactTask custom = bench.fetching(u"c"_s);
        custom.owner = {u"default"_s, u"other.component"_s, u"8"_s, u"c"_s, {}};
        QCOMPARE(fetchArtifacts(custom).files.size(), 0);
        custom.settings.kind = ArtifactSettings::Kind::Custom;
        custom.settings.componentId = u"x.y"_s;
        custom.settings.configId = u"7"_s;
        custom.settings.branchId = u"default"_s;
        custom.settings.limit = 1;
        QCOMPARE(fetchArtifacts(custom).files.size(), 2);
        QCOMPARE(bench.files(u"c/in"_s).first(), u"custom/j3/m=m"_s);
    }

    void s7_5_sharedNeedsAnOrchestration()
    {
        Bench bench;
        QVERIFY(bench.put(u"j1/out/shared/s"_s, "S"));
        const MovedArtifacts alone = storeArtifacts(bench.task(u"j1"_s));
        QVERIFY(alone.files.isEmpty() && sentences(alone).contains(u"same orchestration"_s));
        ArtifactTask task = bench.task(u"j1"_s);
        task.owner.orchestrationId = u"o1"_s;
        QVERIFY(bench.put(u"j1/out/current/c"_s, "C"));
        QCOMPARE(storeArtifacts(task).files.size(), 2);
        ArtifactTask fetch = bench.task(u"j2"_s);
        fetch.settings.kind = ArtifactSettings::Kind::Shared;
        QVERIFY(sentences(fetchArtifacts(fetch)).contains(u"of none"_s));
        fetch.owner.orchestrationId = u"o1"_s;
        QCOMPARE(fetchArtifacts(fetch).files.size(), 1);
        QCOMPARE(bench.files(u"j2/in"_s), QStringList{u"shared/j1/s=S"_s});
    }

    void s7_5_whatFailsIsAWarning()
    {
        Bench bench;
        QVERIFY(storeArtifacts(bench.task(u"none"_s)).problems.isEmpty()); // the component removed the folder
        QVERIFY(bench.put(u"j1/out/current/small"_s, "s") && bench.put(u"j1/out/current/large"_s, "l"));
        QVERIFY(QFile::resize(bench.dir.filePath(u"j1/out/current/large"_s), largestArtifact + 1)); // sparse
        const MovedArtifacts stored = storeArtifacts(bench.task(u"j1"_s, false));
        QCOMPARE(stored.files.size(), 1);
        QVERIFY2(sentences(stored).contains(u"large was not stored: it exceeds the maximum of 1"_s), qPrintable(sentences(stored)));
        ArtifactTask broken = bench.task(u"j1"_s);
        broken.storage = u"/proc/none"_s;
        QVERIFY(sentences(storeArtifacts(broken)).contains(u"Not stored"_s));
        broken.settings.kind = ArtifactSettings::Kind::Runs;
        broken.folder = bench.dir.filePath(u"elsewhere"_s);
        QVERIFY(sentences(fetchArtifacts(broken)).contains(u"None were fetched"_s));
        const MovedArtifacts noArchive = fetchArtifacts(bench.fetching(u"j2"_s)); // `small` is no tar.gz
        QVERIFY(noArchive.files.isEmpty());
        QVERIFY2(sentences(noArchive).contains(u"(small) was not fetched"_s), qPrintable(sentences(noArchive)));
        ArtifactTask dated = bench.fetching(u"j2"_s, false);
        dated.settings.dateSince = u"some day"_s;
        QVERIFY(sentences(fetchArtifacts(dated)).contains(u"is no date"_s));
        dated.settings.dateSince = u"+1 day"_s;
        QVERIFY(fetchArtifacts(dated).files.isEmpty());
        dated.token.cancel();
        QVERIFY(fetchArtifacts(dated).files.isEmpty());
    }

    // A18, A20: an archive that somebody imported into Storage is no friend.
    void A18_hostileArchives_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"../escape", "/escape", "./../escape", "a/../../escape"})
            QTest::newRow(name) << QByteArray(name);
    }
    void A18_hostileArchives()
    {
        QFETCH(QByteArray, name);
        Bench bench;
        QVERIFY(bench.put(u"x.tar"_s, TarBuilder().file(name, "e").file("./good", "g").bytes()));
        StorageFileUpload upload;
        upload.name = u"artifacts.tar.gz"_s;
        upload.source = bench.dir.filePath(u"x.tar"_s);
        upload.tags = artifactTags(bench.task(u"j1"_s).owner, false);
        QVERIFY(bench.storage->addFile(upload));
        const MovedArtifacts fetched = fetchArtifacts(bench.fetching(u"j2"_s));
        QCOMPARE(fetched.files.size(), 1);
        QCOMPARE(bench.files(u"j2"_s), QStringList{u"in/runs/j1/good=g"_s});
        QVERIFY(!QFile::exists(bench.dir.filePath(u"j2/in/runs/escape"_s)) && !QFile::exists(u"/escape"_s));
    }
};

LONGSHORE_TEST_MAIN(tst_ArtifactTransfer)
#include "tst_artifacttransfer.moc"
