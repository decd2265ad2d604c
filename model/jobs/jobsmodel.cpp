// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/jobs/jobsmodel.h"

#include "model/format.h"
#include "model/listdiff.h"
#include "model/run/runsmodel.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace longshore
{

void JobsModel::applySnapshot(const QList<JobEntry> &jobs)
{
    const ListDiff diff = diffLists(
        m_jobs, jobs, [](const JobEntry &job) { return job.path; },
        [](const JobEntry &a, const JobEntry &b) { return a == b; });
    for (const RowRange &range : diff.removed) {
        beginRemoveRows({}, range.first, range.last);
        m_jobs.remove(range.first, range.last - range.first + 1);
        endRemoveRows();
    }
    for (int row = 0; row < diff.kept.size(); ++row)
        m_jobs[row] = jobs[diff.kept[row]];
    for (const RowRange &range : diff.changed)
        Q_EMIT dataChanged(index(range.first, 0), index(range.last, FolderColumn));
    if (diff.inserted.isEmpty())
        return;
    const int first = int(m_jobs.size());
    beginInsertRows({}, first, first + int(diff.inserted.size()) - 1);
    for (const int place : diff.inserted)
        m_jobs.append(jobs[place]);
    endInsertRows();
}

/// A ULID sorts by time.
bool JobsModel::learn(const RunSummary &run)
{
    const auto known = m_runs.constFind(run.jobId);
    if (known != m_runs.cend() && known->id.value > run.id.value)
        return false;
    m_runs.insert(run.jobId, run);
    return true;
}

void JobsModel::setRuns(const QList<RunSummary> &runs)
{
    m_runs.clear();
    for (const RunSummary &run : runs)
        learn(run);
    if (!m_jobs.isEmpty())
        Q_EMIT dataChanged(index(0, LastRunColumn), index(int(m_jobs.size()) - 1, LastRunColumn));
}

void JobsModel::upsertRun(const RunSummary &run)
{
    if (!learn(run))
        return;
    for (int row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs[row].id == run.jobId)
            Q_EMIT dataChanged(index(row, LastRunColumn), index(row, LastRunColumn));
    }
}

void JobsModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_jobs.isEmpty())
        Q_EMIT dataChanged(index(0, LastRunColumn), index(int(m_jobs.size()) - 1, ChangedColumn));
}

int JobsModel::rowOf(const QString &path) const
{
    for (int row = 0; row < m_jobs.size(); ++row) {
        if (m_jobs[row].path == path)
            return row;
    }
    return -1;
}

const RunSummary *JobsModel::lastRun(const JobEntry &job) const
{
    const auto known = m_runs.constFind(job.id);
    return known == m_runs.cend() || job.id.isEmpty() ? nullptr : &*known;
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FolderColumn + 1;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobEntry &job = m_jobs.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(job, Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == ChangedColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case EntryRole:
        return QVariant::fromValue(job);
    case RunRole: {
        const RunSummary *run = lastRun(job);
        return QVariant::fromValue(run ? *run : RunSummary());
    }
    case SortRole:
        return sortKey(job, Column(index.column()));
    default:
        return {};
    }
}

QString JobsModel::display(const JobEntry &job, Column column) const
{
    switch (column) {
    case NameColumn:
        return job.name;
    case ImageColumn:
        return !job.problem.isEmpty() ? job.problem : job.image.isEmpty() ? tr("no component chosen") : job.image;
    case LastRunColumn: {
        const RunSummary *run = lastRun(job);
        if (!run)
            return tr("never run");
        const QString words = run->verdict ? toWords(*run->verdict) : RunsModel::stateWords(run->state);
        return tr("%1, %2 ago").arg(words, format::age(run->created, m_now));
    }
    case ChangedColumn:
        return tr("%1 ago").arg(format::age(job.modified, m_now));
    case FolderColumn:
        return homeShort(QFileInfo(job.path).absolutePath());
    }
    return {};
}

QVariant JobsModel::sortKey(const JobEntry &job, Column column) const
{
    if (column == ChangedColumn)
        return job.modified;
    if (column == LastRunColumn) {
        const RunSummary *run = lastRun(job);
        return run ? run->id.value : QString();
    }
    return display(job, column).toLower();
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ChangedColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Job");
    case ImageColumn:
        return tr("Image");
    case LastRunColumn:
        return tr("Last run");
    case ChangedColumn:
        return tr("Changed");
    case FolderColumn:
        return tr("Folder");
    default:
        return {};
    }
}

} // namespace longshore
