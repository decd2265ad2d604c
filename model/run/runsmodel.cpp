// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/run/runsmodel.h"

#include "model/format.h"

#include <QLocale>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

static bool newer(const RunSummary &run, const RunId &id)
{
    return run.id.value > id.value;
}

void RunsModel::applySnapshot(const QList<RunSummary> &runs)
{
    QList<RunSummary> wanted = runs;
    std::sort(wanted.begin(), wanted.end(),
              [](const RunSummary &a, const RunSummary &b) { return a.id.value > b.id.value; });
    for (int row = int(m_runs.size()) - 1; row >= 0; --row) {
        const auto found = std::lower_bound(wanted.begin(), wanted.end(), m_runs[row].id, newer);
        if (found == wanted.end() || found->id != m_runs[row].id)
            remove(m_runs[row].id);
    }
    if (m_runs.isEmpty() && !wanted.isEmpty()) {
        beginInsertRows({}, 0, int(wanted.size()) - 1);
        m_runs = wanted;
        endInsertRows();
        return;
    }
    for (const RunSummary &run : std::as_const(wanted))
        upsert(run);
}

void RunsModel::upsert(const RunSummary &run)
{
    const auto found = std::lower_bound(m_runs.begin(), m_runs.end(), run.id, newer);
    const int row = int(found - m_runs.begin());
    if (found == m_runs.end() || found->id != run.id) {
        beginInsertRows({}, row, row);
        m_runs.insert(row, run);
        endInsertRows();
    } else if (*found != run) {
        *found = run;
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

void RunsModel::remove(const RunId &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_runs.removeAt(row);
    endRemoveRows();
}

int RunsModel::rowOf(const RunId &id) const
{
    const auto found = std::lower_bound(m_runs.begin(), m_runs.end(), id, newer);
    return found == m_runs.end() || found->id != id ? -1 : int(found - m_runs.begin());
}

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : OutputsColumn + 1;
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunSummary &run = m_runs.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(run, Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() >= DurationColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case SummaryRole: return QVariant::fromValue(run);
    case VerdictRole: return run.verdict ? int(*run.verdict) : -1;
    case StateRole: return int(run.state);
    case SortRole: return sortKey(run, Column(index.column()));
    default: return {};
    }
}

QString RunsModel::stateWords(RunState state)
{
    switch (state) {
    case RunState::Queued: return tr("waiting");
    case RunState::Resolving: return tr("looking for the image");
    case RunState::Building: return tr("building the image");
    case RunState::Preparing: return tr("preparing the inputs");
    case RunState::Creating: return tr("creating");
    case RunState::Uploading: return tr("sending data");
    case RunState::Starting: return tr("starting");
    case RunState::Running: return tr("running");
    case RunState::Draining: return tr("reading the log");
    case RunState::Collecting: return tr("collecting outputs");
    case RunState::Removing: return tr("removing the container");
    case RunState::Storing: return tr("storing the outputs");
    case RunState::Finished: return tr("finished");
    case RunState::Interrupted: return tr("interrupted");
    }
    return {};
}

QString RunsModel::display(const RunSummary &run, Column column)
{
    const QLocale locale;
    switch (column) {
    case VerdictColumn: return run.verdict ? toWords(*run.verdict) : stateWords(run.state);
    case JobColumn: return run.jobName.isEmpty() ? run.jobId : run.jobName;
    case ImageColumn: {
        const QString at = run.imageDigest.section(u'@', 1);
        return at.isEmpty() ? run.imageReference : u"%1@%2"_s.arg(run.imageReference, at.left(19));
    }
    case StartColumn: return locale.toString(run.created.toLocalTime(), u"yyyy-MM-dd HH:mm:ss"_s);
    case DurationColumn:
        return run.durationMs < 0 ? QString() : tr("%1 s").arg(locale.toString(double(run.durationMs) / 1000, 'f', 1));
    case PeakColumn: return run.peakMemory > 0 ? format::binaryBytes(run.peakMemory) : QString();
    case RowsColumn: return run.rowsOut < 0 ? QString() : locale.toString(run.rowsOut);
    case OutputsColumn: {
        const int outputs = run.tablesOut + run.filesOut;
        return outputs == 0 ? QString() : locale.toString(outputs);
    }
    }
    return {};
}

QVariant RunsModel::sortKey(const RunSummary &run, Column column)
{
    switch (column) {
    case StartColumn: return run.id.value;
    case DurationColumn: return run.durationMs;
    case PeakColumn: return run.peakMemory;
    case RowsColumn: return run.rowsOut;
    case OutputsColumn: return run.tablesOut + run.filesOut;
    default: return display(run, column);
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section >= DurationColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case VerdictColumn: return tr("Verdict");
    case JobColumn: return tr("Job");
    case ImageColumn: return tr("Image");
    case StartColumn: return tr("Start");
    case DurationColumn: return tr("Duration");
    case PeakColumn: return tr("Peak memory");
    case RowsColumn: return tr("Rows out");
    case OutputsColumn: return tr("Outputs");
    default: return {};
    }
}

} // namespace longshore
