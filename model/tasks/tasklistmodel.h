// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tasks/tasklist.h"

#include <QAbstractListModel>

namespace longshore
{

/// The task list as rows, newest first. Icons and colours are the view's business.
class TaskListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole + 1, ///< int of Task::State
        CurrentRole,                  ///< qint64
        TotalRole,                    ///< qint64, 0 = not known
        StepRole,                     ///< QString: what is being done, the result, or the error's sentence
        StartedRole,                  ///< QDateTime
        EndedRole,                    ///< QDateTime, invalid while it runs
        ElapsedMsRole,                ///< qint64
        CancellableRole,              ///< bool
        TaskRole                      ///< Task *
    };

    explicit TaskListModel(TaskList &list, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    /// Qt::DisplayRole is the title, Qt::AccessibleTextRole title, state and step in one sentence.
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    Task *taskAt(int row) const;

private:
    QList<Task *> m_tasks; ///< our own copy, so that rows change between begin… and end…
};

/// "Running", "Done", "Failed", "Cancelled" (translated).
QString toText(Task::State state);

} // namespace longshore
