// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

class QMenu;
class QPoint;
class QWidget;

namespace longshore
{

class TaskList;

/// Lets a person choose one of the run's stages, asks for a file, then saves its data folder there as a task. Without a
/// list of tasks nobody sees how it goes on.
void chooseAndSaveSnapshot(QWidget *parent, TaskList *tasks, const RunSummary &run, const QPoint &globalPos);

/// Asks for a file, then writes all of the run's capsule there as a task.
void askAndExportCapsule(QWidget *parent, TaskList *tasks, const RunSummary &run);

} // namespace longshore
