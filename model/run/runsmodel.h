// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QAbstractTableModel>

namespace longshore
{

/// The Runs list, newest first. Fed by `applySnapshot` and `upsert` as row operations, so that selection and scroll
/// survive; never fetches. Engine texts come as they are: show them as plain text.
class RunsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { VerdictColumn, JobColumn, ImageColumn, StartColumn, DurationColumn, PeakColumn, RowsColumn, OutputsColumn };
    enum Role {
        SummaryRole = Qt::UserRole, ///< RunSummary
        VerdictRole,                ///< int, Verdict, or -1 before the end: the view's icon and colour
        StateRole,                  ///< int, RunState
        SortRole                    ///< a value that sorts
    };

    using QAbstractTableModel::QAbstractTableModel;

    void applySnapshot(const QList<RunSummary> &runs);
    /// New or changed, by id.
    void upsert(const RunSummary &run);
    void remove(const RunId &id);
    int rowOf(const RunId &id) const;
    /// The state in words people read; translated.
    static QString stateWords(RunState state);
    const RunSummary &at(int row) const { return m_runs.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString display(const RunSummary &run, Column column);
    static QVariant sortKey(const RunSummary &run, Column column);

    QList<RunSummary> m_runs; ///< by id, descending: a ULID sorts by time
};

} // namespace longshore
