// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runexports.h"

#include "model/run/runexport.h"
#include "model/run/runstages.h"
#include "model/tasks/tasklist.h"
#include "ui/widgets/plaintext.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <functional>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

QString words(const char *text)
{
    return QCoreApplication::translate("RunExports", text);
}

void ask(QWidget *parent, const QString &title, const QString &name, const std::function<void(const QString &)> &save)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({words(QT_TRANSLATE_NOOP("RunExports", "Zip archives (*.zip)"))});
    dialog->setDefaultSuffix(u"zip"_s);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, save);
    dialog->open();
}

Task *makeTask(QWidget *parent, TaskList *tasks, const QString &path)
{
    const QString title = words(QT_TRANSLATE_NOOP("RunExports", "Save %1")).arg(QFileInfo(path).fileName());
    return tasks ? tasks->add(title) : new Task(title, QDateTime::currentDateTime, parent);
}

QString labelOf(const StageSnapshot &snapshot, const QList<StageSummary> &stages)
{
    QString name, row;
    for (const StageSummary &stage : stages) {
        if (stage.number == snapshot.stage) {
            name = stage.shortName();
            row = stage.rowId;
        }
    }
    QString label = words(snapshot.isEnd ? QT_TRANSLATE_NOOP("RunExports", "After stage %1, %2") : QT_TRANSLATE_NOOP("RunExports", "Before stage %1, %2"))
                        .arg(QString::number(snapshot.stage + 1), name);
    if (!row.isEmpty())
        label += words(QT_TRANSLATE_NOOP("RunExports", ", row %1")).arg(row);
    return withoutMnemonic(visibleText(label));
}

} // namespace

void chooseAndSaveSnapshot(QWidget *parent, TaskList *tasks, const RunSummary &run, const QPoint &globalPos)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(u"snapshotMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QList<StageSnapshot> snapshots = stageSnapshots(run.capsule);
    const QList<StageSummary> stages = stagesOf(run);
    for (const StageSnapshot &snapshot : snapshots) {
        QAction *action = menu->addAction(labelOf(snapshot, stages));
        QObject::connect(action, &QAction::triggered, parent, [parent, tasks, run, snapshot] {
            ask(parent, words(QT_TRANSLATE_NOOP("RunExports", "Save a stage's data folder")), snapshot.name, [=](const QString &path) {
                saveStageSnapshotAs(makeTask(parent, tasks, path), run.capsule, snapshot, path);
            });
        });
    }
    if (snapshots.isEmpty())
        menu->addAction(words(QT_TRANSLATE_NOOP("RunExports", "No stage of this run was begun")))->setEnabled(false);
    menu->popup(globalPos);
}

void askAndExportCapsule(QWidget *parent, TaskList *tasks, const RunSummary &run)
{
    ask(parent, words(QT_TRANSLATE_NOOP("RunExports", "Export the run")), run.id.value + u".zip"_s,
        [=](const QString &path) { exportCapsuleAs(makeTask(parent, tasks, path), run, path); });
}

} // namespace longshore
