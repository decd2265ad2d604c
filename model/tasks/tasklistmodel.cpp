// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/tasks/tasklistmodel.h"

#include <QCoreApplication>

namespace longshore
{

using namespace Qt::StringLiterals;

QString toText(Task::State state)
{
    switch (state) {
    case Task::State::Running: return QCoreApplication::translate("Task", "Running");
    case Task::State::Finished: return QCoreApplication::translate("Task", "Done");
    case Task::State::Failed: return QCoreApplication::translate("Task", "Failed");
    case Task::State::Cancelled: return QCoreApplication::translate("Task", "Cancelled");
    }
    return {};
}

TaskListModel::TaskListModel(TaskList &list, QObject *parent)
    : QAbstractListModel(parent)
    , m_tasks(list.tasks())
{
    connect(&list, &TaskList::added, this, [this](Task *task) {
        beginInsertRows({}, 0, 0);
        m_tasks.prepend(task);
        endInsertRows();
    });
    connect(&list, &TaskList::removed, this, [this](Task *task) {
        const int row = int(m_tasks.indexOf(task));
        if (row < 0)
            return;
        beginRemoveRows({}, row, row);
        m_tasks.removeAt(row);
        endRemoveRows();
    });
    connect(&list, &TaskList::taskChanged, this, [this](Task *task) {
        const QModelIndex changed = index(int(m_tasks.indexOf(task)));
        if (changed.isValid())
            Q_EMIT dataChanged(changed, changed);
    });
}

int TaskListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tasks.size());
}

QVariant TaskListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    Task *task = m_tasks[index.row()];
    switch (role) {
    case Qt::DisplayRole: return task->title();
    case Qt::AccessibleTextRole: {
        const QString text = u"%1, %2"_s.arg(task->title(), toText(task->state()));
        return task->step().isEmpty() ? text : text + u", "_s + task->step();
    }
    case StateRole: return int(task->state());
    case CurrentRole: return task->current();
    case TotalRole: return task->total();
    case StepRole: return task->step();
    case StartedRole: return task->started();
    case EndedRole: return task->ended();
    case ElapsedMsRole: return task->elapsedMs();
    case CancellableRole: return task->isCancellable();
    case TaskRole: return QVariant::fromValue(task);
    default: return {};
    }
}

QHash<int, QByteArray> TaskListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{StateRole, "state"}, {CurrentRole, "current"}, {TotalRole, "total"}, {StepRole, "step"},
                  {StartedRole, "started"}, {EndedRole, "ended"}, {ElapsedMsRole, "elapsedMs"},
                  {CancellableRole, "cancellable"}, {TaskRole, "task"}});
    return names;
}

Task *TaskListModel::taskAt(int row) const
{
    return m_tasks.value(row);
}

} // namespace longshore
