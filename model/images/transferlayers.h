// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/streams/progressstream.h"

#include <QAbstractTableModel>
#include <QHash>

namespace longshore
{

/// One layer on its way to or from a registry.
struct TransferLayer {
    enum class State { Waiting, Downloading, Downloaded, Extracting, Pushing, Done, AlreadyThere };

    QString id;
    State state = State::Waiting;
    qint64 size = -1;    ///< bytes as sent, -1 = not told
    qint64 moved = 0;    ///< of them came or went
    qint64 unpacked = 0; ///< pull: of them are unpacked, as far as the engine tells

    bool isOver() const { return state == State::Done || state == State::AlreadyThere; }
};

/// The layers of one pull or push as the engine tells of them, in the order in which it named them. Engines tell
/// different things: Docker bytes, the containerd store some of them, Podman only states (engine-api.md §3, §4).
class TransferLayers : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Id, State, Amount, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole + 1, ///< int of TransferLayer::State
        ShareRole                     ///< double 0…1 of what the state is about; -1 = not known
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// Takes what is about a layer; everything else is ignored.
    void take(const ProgressMessage &message);
    /// The stream ended well: whatever was not told is done.
    void setDone();
    const QList<TransferLayer> &layers() const { return m_layers; }

    // Totals over the layers that are not there already.
    qint64 moved() const;
    /// 0 = no engine told any size.
    qint64 size() const;
    qint64 unpacked() const;
    int overCount() const;
    /// Every layer whose size is told has come, and none waits.
    bool isAllMoved() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString stateText(const TransferLayer &layer) const;
    QString amountText(const TransferLayer &layer) const;

    QList<TransferLayer> m_layers;
    QHash<QString, int> m_rowOf;
};

/// "48 of 112 MB"; the unit once where both have it.
QString amountOf(qint64 part, qint64 whole);

} // namespace longshore
