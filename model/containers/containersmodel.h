// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/containers/containerfilter.h"
#include "model/containers/containerstate.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace longshore
{

/// The containers of one engine, stopped ones too. It is fed, it never fetches; a snapshot becomes row operations, so
/// that selection and scroll position survive. Rows keep the order in which they came: ContainerSortFilter orders and
/// filters.
class ContainersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, State, Image, Since, Created, Ports, Command, Id, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole, ///< number, time or text
        StateRole,               ///< ContainerState
        PendingRole,             ///< bool: something is being done to it, and the State column says what
        NoteRole                 ///< muted words after the text
    };

    explicit ContainersModel(QObject *parent = nullptr);

    /// Everything the engine has now (`GET /containers/json?all=1`).
    void applySnapshot(const QList<ContainerSummary> &containers);
    /// How a container ended; ignored when the snapshot does not have it.
    void setExit(const ContainerId &id, const ContainerExit &exit);
    /// What is being done to a container; nothing = no more.
    void setPending(const ContainerId &id, std::optional<ContainerAction> action);
    /// The time that ages count from; rows announce their new age.
    void setNow(const QDateTime &now);
    QDateTime now() const { return m_now; }

    struct Totals {
        int all = 0;
        int running = 0; ///< paused and restarting ones are not
        bool operator==(const Totals &) const = default;
    };
    Totals totals() const;

    const ContainerSummary &at(int row) const { return m_rows.at(row).summary; }
    ContainerState state(int row) const { return m_rows.at(row).state; }
    /// Null when it is not known how the container of this row ended.
    const ContainerExit *exit(int row) const;
    /// Since when it is up or ended; invalid when the engine does not say.
    QDateTime since(int row) const { return m_rows.at(row).since; }
    std::optional<ContainerAction> pending(int row) const;
    ContainerFilterSubject subject(int row) const;
    /// -1 when there is none.
    int rowOf(const ContainerId &id) const;
    /// By name, id or the beginning of an id; -1 when there is none.
    int find(const QString &text) const;
    /// Its first name, or its short id when it has none.
    static QString nameOf(const ContainerSummary &container);
    /// The image in its familiar form; a short id for an untagged one.
    static QString imageOf(const ContainerSummary &container);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        ContainerSummary summary;
        ContainerState state;
        QDateTime since;
        QString image;
    };

    Row rowFor(const ContainerSummary &container) const;
    void announce(int row, Column first, Column last);
    QString text(const Row &row, int column) const;
    QString note(const Row &row, int column) const;
    QString fullText(const Row &row, int column) const;
    QVariant sortKey(const Row &row, int column) const;

    QList<Row> m_rows;
    QHash<ContainerId, ContainerExit> m_exits;
    QHash<ContainerId, ContainerAction> m_pending;
    QDateTime m_now;
};

} // namespace longshore
