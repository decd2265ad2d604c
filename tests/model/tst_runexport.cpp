// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/dataarchive.h"
#include "model/run/runexport.h"
#include "model/run/snapshot.h"
#include "model/tasks/tasklist.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

struct Folder {
    void put(const QString &name, const QByteArray &bytes) const
    {
        const QString path = dir.filePath(name);
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s cannot be written", qPrintable(path));
    }
    void stage(int number, int priority, bool isMain, const QByteArray &input, const QByteArray &output, const QByteArray &row = {}) const
    {
        put(u"run/stages/%1/stage.json"_s.arg(number), "{\"stage\":0,\"priority\":" + QByteArray::number(priority) + ",\"main\":" + (isMain ? "true" : "false") +
                                                           ",\"row\":\"" + row + "\",\"input\":\"" + input + "\",\"output\":\"" + output + "\"}");
    }
    QString run() const { return dir.filePath(u"run"_s); }

    QTemporaryDir dir;
};

QStringList namesIn(const QString &zip)
{
    QStringList names;
    const auto listing = listArchive(zip, false, {});
    if (!listing)
        return {listing.error().sentence()};
    for (const DataEntry &entry : listing->entries) {
        if (!entry.isFolder)
            names << entry.name;
    }
    names.sort();
    return names;
}

QByteArray contentOf(const QString &zip, const QString &name)
{
    const auto head = readArchiveFile(zip, name, 1 << 20);
    return head ? head->bytes : head.error().sentence().toUtf8();
}

} // namespace

/// Debug mode's zips of what a capsule kept (contract §12), and the capsule as a zip.
class tst_RunExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void B2_names()
    {
        Folder folder;
        folder.stage(0, 0, false, "", "stages/0/out");
        folder.stage(1, 1, true, "", "out");
        folder.put(u"run/debug/stage_1.zip"_s, "z");
        QStringList names;
        for (const StageSnapshot &snapshot : stageSnapshots(folder.run()))
            names << snapshot.name + (snapshot.zip.isEmpty() ? QString() : u" kept"_s);
        QCOMPARE(names, (QStringList{u"stage_0.zip"_s, u"stage_1.zip kept"_s, u"stage_output.zip"_s}));
    }

    void B2_eachRowHasItsOwn()
    {
        Folder folder;
        folder.stage(0, 0, true, "", "stages/0/out", "a");
        folder.stage(1, 0, true, "", "", "b"); // failed: nothing behind it
        folder.put(u"run/debug/b/stage_0.zip"_s, "z");
        const QList<StageSnapshot> snapshots = stageSnapshots(folder.run());
        QCOMPARE(snapshots.size(), 3);
        QVERIFY(snapshots[0].zip.isEmpty() && snapshots[1].isEnd && snapshots[2].zip.endsWith(u"/debug/b/stage_0.zip"_s));
    }

    void B3_theFirstStage()
    {
        Folder folder;
        folder.put(u"data/in/tables/t.csv"_s, "id\n");
        folder.put(u"data/in/state.json"_s, "{\"#old\":\"C4nary\",\"n\":1}");
        folder.put(u"data/config.json"_s, "{\"#token\":\"C4nary\"}"); // the user's own is not what the component got
        folder.stage(0, 0, true, folder.dir.filePath(u"data"_s).toUtf8(), "out");
        folder.put(u"run/stages/0/config.json"_s, "{\"#token\":\"[hidden]\"}");
        folder.put(u"run/out/tables/o.csv"_s, "x\n");
        folder.put(u"run/out/state.json"_s, "C4nary");
        folder.put(u"run/stages/0/state.json"_s, "{\"#new\":\"[hidden]\"}");
        const QString zip = folder.dir.filePath(u"a.zip"_s);
        QVERIFY(saveStageSnapshot(folder.run(), stageSnapshots(folder.run())[0], zip));
        QCOMPARE(namesIn(zip), (QStringList{u"config.json"_s, u"in/state.json"_s, u"in/tables/t.csv"_s}));
        QCOMPARE(contentOf(zip, u"config.json"_s), QByteArray("{\"#token\":\"[hidden]\"}"));
        QVERIFY(contentOf(zip, u"in/state.json"_s).contains("[hidden]"));
        for (const QString &name : namesIn(zip))
            QVERIFY(!contentOf(zip, name).contains("C4nary"));
        QVERIFY(saveStageSnapshot(folder.run(), stageSnapshots(folder.run())[1], zip));
        QCOMPARE(contentOf(zip, u"out/tables/o.csv"_s), QByteArray("x\n"));
        QVERIFY(contentOf(zip, u"out/state.json"_s).contains("\"#new\": \"[hidden]\""));
    }

    void B3_whatIsHandedOver()
    {
        Folder folder;
        folder.stage(0, 0, false, "", "stages/0/out");
        folder.stage(1, 1, true, "stages/0/out", "");
        folder.put(u"run/stages/0/out/files/f"_s, "handed");
        folder.put(u"run/stages/1/config.json"_s, "{}");
        const QString zip = folder.dir.filePath(u"a.zip"_s);
        QVERIFY(saveStageSnapshot(folder.run(), stageSnapshots(folder.run())[1], zip));
        QCOMPARE(contentOf(zip, u"in/files/f"_s), QByteArray("handed"));
    }

    void B5_whatTheDebugRunArchivedIsCopied()
    {
        Folder folder;
        folder.stage(0, 0, true, "", "");
        folder.put(u"run/debug/stage_0.zip"_s, QByteArray(700'000, 'z'));
        const QString zip = folder.dir.filePath(u"a.zip"_s);
        ZipProgress progress;
        const auto written = saveStageSnapshot(folder.run(), stageSnapshots(folder.run())[0], zip, {}, &progress);
        QVERIFY(written && written->bytes == 700'000 && progress.done == 700'000 && progress.total == 700'000);
        QFile file(zip);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == QByteArray(700'000, 'z'));
    }

    void errorsLeaveNothing()
    {
        Folder folder;
        folder.stage(0, 0, true, folder.dir.filePath(u"gone"_s).toUtf8(), "");
        const StageSnapshot first = stageSnapshots(folder.run())[0];
        const QString zip = folder.dir.filePath(u"a.zip"_s);
        QVERIFY(saveStageSnapshot(folder.run(), first, zip).error().kind == Error::Kind::NotFound); // no config.json
        folder.put(u"run/stages/0/config.json"_s, "{}");
        QVERIFY(saveStageSnapshot(folder.run(), first, zip).error().kind == Error::Kind::Disk); // the user's folder is gone
        QVERIFY(!QFileInfo::exists(zip));
        QVERIFY(saveStageSnapshot(folder.run(), StageSnapshot{7, false, {}, {}}, zip).error().kind == Error::Kind::NotFound);
        RunSummary run;
        run.id.value = u"X"_s;
        run.capsule = folder.run();
        const CancelToken cancelled;
        cancelled.cancel();
        QVERIFY(exportCapsule(run, zip, cancelled).error().kind == Error::Kind::Cancelled);
        QVERIFY(exportCapsule(run, folder.dir.filePath(u"no/such/a.zip"_s)).error().kind == Error::Kind::Disk);
        QCOMPARE(QDir(folder.dir.path()).entryList({u"a.zip*"_s}, QDir::Files | QDir::Hidden), QStringList());
    }

    void theCapsuleAsATask()
    {
        Folder folder;
        folder.put(u"run/lock"_s, "");
        folder.put(u"run/run.json"_s, "{}");
        folder.put(u"run/out/files/f"_s, "x");
        folder.put(u"run/out/state.json"_s, "{\"#kept\":\"C4nary\"}"); // of a stage that failed
        folder.put(u"run/stages/0/out/state.json"_s, "no JSON C4nary");
        RunSummary run;
        run.id.value = u"01X"_s;
        run.capsule = folder.run();
        TaskList tasks;
        Task *task = tasks.add(u"export"_s);
        const QString zip = folder.dir.filePath(u"a.zip"_s);
        exportCapsuleAs(task, run, zip);
        QTRY_VERIFY(!task->isRunning());
        QVERIFY2(task->state() == Task::State::Finished, qPrintable(task->step()));
        QCOMPARE(namesIn(zip), (QStringList{u"01X/out/files/f"_s, u"01X/out/state.json"_s, u"01X/run.json"_s}));
        QVERIFY(!contentOf(zip, u"01X/out/state.json"_s).contains("C4nary"));
        Task *stopped = tasks.add(u"export"_s);
        exportCapsuleAs(stopped, run, zip);
        stopped->cancel();
        QTRY_VERIFY(!stopped->isRunning()); // as it happens: done already, or cancelled
        QVERIFY(stopped->state() != Task::State::Failed);
    }
};

LONGSHORE_TEST_MAIN(tst_RunExport)
#include "tst_runexport.moc"
