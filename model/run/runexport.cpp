// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runexport.h"

#include "model/component/dataformat.h"
#include "model/component/secrets.h"
#include "model/format.h"
#include "model/run/capsulefiles.h"
#include "model/run/folderwalk.h"
#include "model/run/keptrequest.h"
#include "model/run/snapshot.h"
#include "model/tasks/task.h"

#include <QDir>
#include <QFileInfo>
#include <QTimer>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int progressEveryMs = 100;

using Work = std::function<Result<ZipWritten>(const CancelToken &, ZipProgress *)>;

QString inWords(const ZipWritten &written, const QString &path)
{
    QString words = u"Saved %1 (%2)"_s.arg(path, format::bytes(written.bytes));
    for (const QString &note : written.notes)
        words += u"; left out or changed: "_s + note;
    return words;
}

void start(Task *task, const QString &path, const Work &work)
{
    const CancelToken token;
    QObject::connect(task, &Task::cancelRequested, task, [token] { token.cancel(); });
    QObject::connect(task, &QObject::destroyed, task, [token] { token.cancel(); });
    const auto progress = std::make_shared<ZipProgress>();
    auto *timer = new QTimer(task);
    QObject::connect(timer, &QTimer::timeout, task, [task, progress] { task->setProgress(progress->done, progress->total); });
    timer->start(progressEveryMs);
    // The task's own token is not runAsync's: a cancelled task has to be ended, too.
    runAsync(task, [work, token, progress] { return work(token, progress.get()); },
             [task, timer, path](const Result<ZipWritten> &written) {
                 timer->stop();
                 written ? task->finish(inWords(*written, path)) : task->fail(written.error());
             });
}

/// in/state.json of a data folder of the user's. What cannot be masked is left out.
QByteArray maskedState(const QString &folder, const QString &format)
{
    QFile file(folder + u"/in/"_s + stateFileName(format));
    constexpr qint64 most = 64 << 20;
    if (format != "json"_L1 || !file.open(QIODevice::ReadOnly))
        return "{}";
    return maskSecrets(file.read(most)).value_or("{}");
}

/// The stage's /data from what the capsule kept of it.
SnapshotTask rebuilt(const QString &capsule, const StageSummary &stage, const QByteArray &config, bool isEnd)
{
    SnapshotTask task;
    const auto kept = keptRequest(capsule);
    task.staging.format = kept ? componentOf(*kept, stage.componentId, stage.isMain).configurationFormat : u"json"_s;
    task.staging.withState = stage.isMain;
    task.staging.state = "{}";
    task.maskedConfig = config;
    const QString input = stage.input.isEmpty() ? QString() : QDir(capsule).absoluteFilePath(stage.input);
    if (stage.priority > 0)
        task.staging.handedOver = input; // Q2
    else
        task.staging.dataFolder = input;
    if (stage.isMain && stage.priority == 0 && !input.isEmpty())
        task.staging.state = maskedState(input, task.staging.format);
    if (isEnd) {
        task.output = QDir(capsule).absoluteFilePath(stage.output);
        task.outState = keptStageState(capsule, stage.number);
    }
    return task;
}

bool isState(const QByteArray &path)
{
    return path.endsWith("/state.json") || path.endsWith("/state.yml");
}

/// State files of a capsule: those that Longshore keeps are masked, one that a stage left which failed is as the
/// component wrote it.
std::vector<TarPart> maskedStates(const QString &capsule, const QByteArray &prefix)
{
    std::vector<TarPart> parts;
    FolderWalk walk(capsule, {});
    while (const auto entry = walk.next()) {
        QFile file(capsule + u'/' + QFile::decodeName(entry->path));
        constexpr qint64 most = 64 << 20;
        if (!isState(entry->path) || !S_ISREG(entry->info.st_mode) || !file.open(QIODevice::ReadOnly))
            continue;
        if (const auto masked = maskSecrets(file.read(most)))
            parts.push_back(TarPart::file(prefix + '/' + entry->path, *masked, 0600));
    }
    return parts;
}

} // namespace

QList<StageSnapshot> stageSnapshots(const QString &capsule)
{
    QList<StageSnapshot> found;
    const QList<StageSummary> stages = storedStages(capsule);
    const auto add = [&](const StageSummary &stage, bool isEnd) {
        StageSnapshot snapshot{stage.number, isEnd, isEnd ? u"stage_output.zip"_s : u"stage_%1.zip"_s.arg(stage.priority), {}};
        for (const QString &row : {QString(), stage.rowId}) { // a folder for each row only where there are several
            if (const QString zip = snapshotPath(capsule, row, snapshot.name); QFileInfo(zip).isFile())
                snapshot.zip = zip;
        }
        found.append(snapshot);
    };
    for (qsizetype i = 0; i < stages.size(); ++i) {
        add(stages[i], false);
        const bool isLast = i + 1 == stages.size() || stages[i + 1].priority == 0;
        if (isLast && !stages[i].output.isEmpty()) // B2: none where an image failed
            add(stages[i], true);
    }
    return found;
}

Result<ZipWritten> saveStageSnapshot(const QString &capsule, const StageSnapshot &snapshot, const QString &path, const CancelToken &token,
                                     ZipProgress *progress)
{
    const QString asked = u"save the stage snapshot %1"_s.arg(path);
    if (!snapshot.zip.isEmpty())
        return copyZip(snapshot.zip, path, asked, token, progress);
    const QList<StageSummary> stages = storedStages(capsule);
    if (snapshot.stage < 0 || snapshot.stage >= stages.size())
        return fail(Error::make(Error::Kind::NotFound, asked, u"the run has no stage %1"_s.arg(snapshot.stage + 1)));
    const auto config = storedStageConfig(capsule, snapshot.stage);
    if (!config)
        return fail(config.error());
    SnapshotTask task = rebuilt(capsule, stages[snapshot.stage], *config, snapshot.isEnd);
    task.path = path;
    return writeSnapshot(task, token, progress);
}

Result<ZipWritten> exportCapsule(const RunSummary &run, const QString &path, const CancelToken &token, ZipProgress *progress)
{
    TarPart all;
    all.type = TarPart::Type::Folder;
    all.path = run.id.value.toUtf8();
    all.source = run.capsule;
    all.skip = [](const QByteArray &relative) { return relative == "lock" || isState(relative); };
    std::vector<TarPart> parts = maskedStates(run.capsule, all.path);
    parts.push_back(std::move(all));
    return writeZip(std::move(parts), path, u"export the run as %1"_s.arg(path), token, progress);
}

void saveStageSnapshotAs(Task *task, const QString &capsule, const StageSnapshot &snapshot, const QString &path)
{
    start(task, path, [=](const CancelToken &token, ZipProgress *progress) { return saveStageSnapshot(capsule, snapshot, path, token, progress); });
}

void exportCapsuleAs(Task *task, const RunSummary &run, const QString &path)
{
    start(task, path, [=](const CancelToken &token, ZipProgress *progress) { return exportCapsule(run, path, token, progress); });
}

} // namespace longshore
