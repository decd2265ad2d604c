// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/logs/logexport.h"

class QWidget;

namespace longshore
{

class TaskList;

/// Asks for a file and a format, then writes `what` there as a task. `name` is offered, without ending; `what`'s format
/// and path are filled in here. Without a list of tasks nobody sees how it goes on.
void askAndSaveLog(QWidget *parent, TaskList *tasks, const LogExport &what, const QString &name);

} // namespace longshore
