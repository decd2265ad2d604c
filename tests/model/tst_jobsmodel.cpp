// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace's files, the list made of them, and what a job would send.
#include "model/jobs/imagejob.h"
#include "model/jobs/jobpreview.h"
#include "model/jobs/jobsmodel.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace longshore;
using namespace Qt::StringLiterals;

namespace
{

void save(const QString &path, const QString &name, const QString &image = u"x/y:1"_s)
{
    JobDocument job = JobDocument::create(name, image);
    QVERIFY(job.save(path));
}

QStringList names(const QList<JobEntry> &jobs)
{
    QStringList list;
    for (const JobEntry &job : jobs)
        list.append(job.name);
    return list;
}

RunSummary run(const QString &id, const QString &job, Verdict verdict)
{
    RunSummary summary;
    summary.id = RunId(id);
    summary.jobId = job;
    summary.state = RunState::Finished;
    summary.verdict = verdict;
    summary.created = QDateTime::fromString(u"2026-11-28T10:00:00Z"_s, Qt::ISODate);
    return summary;
}

} // namespace

class TestJobsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsJobFiles();
    void namesNewFiles_data();
    void namesNewFiles();
    void duplicateRenameRemove();
    void listsAgainWhenAFileChanges();
    void showsTheNewestRun();
    void previewOfEachStage();
    void previewMasksSecrets();
    void previewTellsWhatIsWrong();
};

void TestJobsModel::findsJobFiles()
{
    const QTemporaryDir folder;
    save(folder.filePath(u"b.job.json"_s), u"B"_s);
    save(folder.filePath(u"deep/er/a.job.json"_s), u"A"_s);
    save(folder.filePath(u"1/2/3/4/5/far.job.json"_s), u"Far"_s);
    save(folder.filePath(u".hidden/h.job.json"_s), u"Hidden"_s);
    save(folder.filePath(u"config.json"_s), u"No job file"_s);
    QFile broken(folder.filePath(u"broken.job.json"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("{") == 1);
    broken.close();
    // The same folder twice, and one that is missing.
    const QList<JobEntry> jobs = listJobs({folder.path(), folder.path() + u"/deep"_s, folder.filePath(u"none"_s)});
    QCOMPARE(names(jobs), (QStringList{u"B"_s, u"broken"_s, u"A"_s}));
    QCOMPARE(jobs[0].image, u"x/y:1"_s);
    QVERIFY(jobs[0].problem.isEmpty() && !jobs[0].id.isEmpty());
    QVERIFY(jobs[1].problem.contains(u"ends too early"_s));
}

void TestJobsModel::namesNewFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("words") << u"Split comments"_s << u"split-comments.job.json"_s;
    QTest::newRow("taken") << u"Taken"_s << u"taken-2.job.json"_s;
    QTest::newRow("path") << u"../a/b"_s << u"a-b.job.json"_s;
    QTest::newRow("letters") << u"Übung 1"_s << u"übung-1.job.json"_s;
    QTest::newRow("nothing left") << u"///"_s << u"job.job.json"_s;
}

void TestJobsModel::namesNewFiles()
{
    QFETCH(QString, name);
    QFETCH(QString, file);
    const QTemporaryDir folder;
    save(folder.filePath(u"taken.job.json"_s), u"T"_s);
    const JobFolders folders({folder.path()});
    QCOMPARE(folders.freePath(name), folder.filePath(file));
}

void TestJobsModel::duplicateRenameRemove()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"split.job.json"_s);
    save(path, u"Split"_s);
    JobFolders folders({folder.path()});
    const Result<QString> copy = folders.duplicate(path);
    QVERIFY(copy);
    QCOMPARE(*copy, folder.filePath(u"split-2.job.json"_s));
    QCOMPARE(JobDocument::load(*copy)->name(), u"Split (copy)"_s);
    QVERIFY(JobDocument::load(*copy)->id() != JobDocument::load(path)->id()); // its runs are its own
    const Result<QString> renamed = folders.rename(*copy, u"Other"_s);
    QVERIFY(renamed);
    QCOMPARE(*renamed, folder.filePath(u"other.job.json"_s));
    QCOMPARE(JobDocument::load(*renamed)->name(), u"Other"_s);
    QVERIFY(!QFile::exists(*copy));
    QVERIFY(folders.remove(*renamed));
    QVERIFY(!QFile::exists(*renamed));
    QVERIFY(!folders.duplicate(*renamed));
    QVERIFY(!folders.rename(*renamed, u"x"_s));
}

void TestJobsModel::listsAgainWhenAFileChanges()
{
    const QTemporaryDir parent;
    const QString folder = parent.filePath(u"Longshore"_s); // not there yet
    JobFolders folders({folder});
    QStringList seen;
    connect(&folders, &JobFolders::listed, &folders, [&seen](const QList<JobEntry> &jobs) { seen = names(jobs); });
    QSignalSpy listed(&folders, &JobFolders::listed);
    folders.refresh();
    QVERIFY(listed.wait());
    QCOMPARE(seen, QStringList());
    save(folder + u"/a.job.json"_s, u"A"_s);
    QTRY_COMPARE(seen, QStringList{u"A"_s});
    QSignalSpy changed(&folders, &JobFolders::fileChanged);
    save(folder + u"/a.job.json"_s, u"A2"_s);
    QTRY_COMPARE(seen, QStringList{u"A2"_s});
    QVERIFY(!changed.isEmpty());
    save(folder + u"/a.job.json"_s, u"A3"_s); // the watch survives a file that was replaced
    QTRY_COMPARE(seen, QStringList{u"A3"_s});
    QVERIFY(QFile::remove(folder + u"/a.job.json"_s));
    QTRY_COMPARE(seen, QStringList());
}

void TestJobsModel::showsTheNewestRun()
{
    JobsModel model;
    const QAbstractItemModelTester tester(&model);
    model.setNow(QDateTime::fromString(u"2026-11-28T12:00:00Z"_s, Qt::ISODate));
    model.applySnapshot({{u"/w/a.job.json"_s, u"a"_s, u"A"_s, u"x:1"_s, {}, {}}, {u"/w/b.job.json"_s, u"b"_s, u"B"_s, {}, {}, {}}});
    const auto cell = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(cell(0, JobsModel::LastRunColumn), u"never run"_s);
    QCOMPARE(cell(1, JobsModel::ImageColumn), u"no component chosen"_s);
    model.setRuns({run(u"02"_s, u"a"_s, Verdict::UserError), run(u"01"_s, u"a"_s, Verdict::Success)});
    QVERIFY2(cell(0, JobsModel::LastRunColumn).contains(u"user error, 2 h ago"_s, Qt::CaseInsensitive), qPrintable(cell(0, JobsModel::LastRunColumn)));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.upsertRun(run(u"03"_s, u"a"_s, Verdict::Success));
    model.upsertRun(run(u"00"_s, u"a"_s, Verdict::UserError)); // older
    QCOMPARE(changed.size(), 1);
    QVERIFY(cell(0, JobsModel::LastRunColumn).contains(u"success"_s, Qt::CaseInsensitive));
    model.applySnapshot({{u"/w/b.job.json"_s, u"b"_s, u"B2"_s, {}, {}, {}}, {u"/w/c.job.json"_s, u"c"_s, u"C"_s, {}, {}, {}}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(0, JobsModel::NameColumn), u"B2"_s);
    QCOMPARE(model.rowOf(u"/w/c.job.json"_s), 1);
}

void TestJobsModel::previewOfEachStage()
{
    JobDocument job = jobForImage(u"x/y:1"_s, {});
    const QByteArray processor = "{\"definition\": {\"component\": \"p\"}}";
    QVERIFY(job.setJsonAt(u"components.p"_s, "{\"id\": \"p\", \"data\": {\"definition\": {\"type\": \"dockerhub\", \"uri\": \"p/p\"}}}"));
    QVERIFY(job.setJsonAt(u"configuration.processors"_s, "{\"before\": [" + processor + "], \"after\": [" + processor + ", {\"definition\": {\"component\": \"who\"}}]}"));
    QVERIFY(job.setJsonAt(u"extra"_s, "{\"memory\": \"512m\", \"env\": {\"A\": \"b c\"}}"));
    const Result<JobPreview> preview = previewJob(job);
    QVERIFY2(preview, preview ? "" : qPrintable(preview.error().sentence()));
    QCOMPARE(preview->stages.size(), 3);
    QCOMPARE(preview->unknownComponents, QStringList{u"who"_s});
    QCOMPARE(preview->stages[0].title, u"before: p"_s);
    const StagePreview &main = preview->stages[1];
    QVERIFY(main.isMain);
    QVERIFY(main.config.contains("\"action\": \"run\""));
    QVERIFY(main.request.contains("\"x/y:1\"") && main.request.contains("536870912"));
    QVERIFY2(main.dockerRun.startsWith("docker run \\\n  --rm"_L1), qPrintable(main.dockerRun));
    QVERIFY(main.dockerRun.contains("  -e 'A=b c' \\\n"_L1));
    QVERIFY(main.dockerRun.contains("  --memory 512m"_L1));
    QVERIFY(main.dockerRun.contains("./data:/data"_L1));
}

void TestJobsModel::previewMasksSecrets()
{
    JobDocument job = jobForImage(u"x/y:1"_s, {});
    QVERIFY(job.setParameters("{\"#clear\": \"opensesame\", \"#stored\": {\"$secret\": \"id\"}}"));
    QVERIFY(job.setJsonAt(u"extra.env.COPY"_s, "\"opensesame\""));
    const Result<JobPreview> preview = previewJob(job);
    QVERIFY2(preview, preview ? "" : qPrintable(preview.error().sentence()));
    for (const QByteArray &text : {preview->stages[0].config, preview->stages[0].request, preview->stages[0].dockerRun.toUtf8()})
        QVERIFY2(!text.contains("opensesame"), text.constData());
}

void TestJobsModel::previewTellsWhatIsWrong()
{
    JobDocument job = jobForImage(u"x/y:1"_s, {});
    QVERIFY(job.setJsonAt(u"input"_s, "{\"mode\": \"folder\", \"folder\": \"/nowhere/at/all\"}"));
    const Result<JobPreview> preview = previewJob(job);
    QVERIFY(!preview);
    QVERIFY(preview.error().sentence().contains(u"/nowhere/at/all"_s));
}

LONGSHORE_TEST_MAIN(TestJobsModel)
#include "tst_jobsmodel.moc"
