// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/run/runtypes.h"

#include <QAbstractTableModel>

namespace longshore
{

/// One event of a run's journal: before an engine call its intent, after it what came of it (reliability §5.1).
struct RunEvent {
    qint64 seq = 0;
    QString kind;         ///< "create_intent", "created", …
    QDateTime time;       ///< UTC, of this machine
    qint64 monoNanos = 0; ///< monotonic; comparable within one start of the machine only
    QByteArray payload;   ///< JSON

    bool operator==(const RunEvent &) const = default;
    bool isIntent() const { return kind.endsWith(QLatin1String("_intent")); }
    /// The kind as people read it: "Create the container". Translated where it is known, else the kind's own words.
    QString words() const;
};

/// A run's journal as a table, oldest first. Texts come as they are: show them as plain text.
class RunEventsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TimeColumn, StepColumn, KindColumn, TookColumn, DetailsColumn };
    enum Role {
        IntentRole = Qt::UserRole, ///< bool: asked, not yet known how it ended
        PayloadRole,               ///< QByteArray
        ProblemRole                ///< bool: an intent that nothing followed
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Events are only ever added; what is there keeps its rows. `ended`: nothing more will come.
    void setEvents(const QList<RunEvent> &events, bool ended);
    const RunEvent &at(int row) const { return m_events.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant display(int row, Column column) const;
    bool isOpen(int row) const;

    QList<RunEvent> m_events;
    bool m_ended = false;
};

} // namespace longshore
