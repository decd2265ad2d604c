// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace longshore
{

class RunService;
class Task;
class TaskList;

/// Shows the long work within runs as tasks: building a missing image, with its steps, to be cancelled like any other.
/// GUI thread.
class RunTasks : public QObject
{
    Q_OBJECT
public:
    RunTasks(RunService &service, TaskList &tasks, QObject *parent);

private:
    void runChanged(const RunSummary &run);
    void progress(const RunId &id, int step, int count, const QString &text);
    void finished(const RunId &id, const RunResult &result);

    RunService &m_service;
    TaskList &m_tasks;
    QHash<RunId, QPointer<Task>> m_builds;
};

} // namespace longshore
