// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/jobfolders.h"
#include "model/run/runtypes.h"

#include <QAbstractTableModel>
#include <QHash>

namespace longshore
{

/// The Jobs list: the job files of the workspace, each with its newest run. Fed by `applySnapshot` and the runs as row
/// operations, so that selection and scroll survive; never fetches. Texts come as they are: show them as plain text.
class JobsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ImageColumn, LastRunColumn, ChangedColumn, FolderColumn };
    enum Role {
        EntryRole = Qt::UserRole, ///< JobEntry
        RunRole,                  ///< RunSummary of the newest run; an empty id when there is none
        SortRole                  ///< a value that sorts
    };

    using QAbstractTableModel::QAbstractTableModel;

    void applySnapshot(const QList<JobEntry> &jobs);
    void setRuns(const QList<RunSummary> &runs); ///< all that are known
    void upsertRun(const RunSummary &run);
    void setNow(const QDateTime &now); ///< what ages are told from
    const JobEntry &at(int row) const { return m_jobs.at(row); }
    int rowOf(const QString &path) const;
    const RunSummary *lastRun(const JobEntry &job) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString display(const JobEntry &job, Column column) const;
    QVariant sortKey(const JobEntry &job, Column column) const;
    bool learn(const RunSummary &run);

    QList<JobEntry> m_jobs;
    QHash<QString, RunSummary> m_runs; ///< job id -> newest
    QDateTime m_now;
};

} // namespace longshore
