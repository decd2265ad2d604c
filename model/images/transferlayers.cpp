// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/transferlayers.h"

#include "model/format.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

struct Status {
    const char *text; ///< how it begins
    TransferLayer::State state;
};

/// Docker 20 to 26, its containerd store, Podman 4 and 5.
constexpr std::array statuses = {
    Status{"Pulling fs layer", TransferLayer::State::Waiting},
    Status{"Waiting", TransferLayer::State::Waiting},
    Status{"Preparing", TransferLayer::State::Waiting},
    Status{"Downloading", TransferLayer::State::Downloading},
    Status{"Verifying Checksum", TransferLayer::State::Downloaded},
    Status{"Download complete", TransferLayer::State::Downloaded},
    Status{"Extracting", TransferLayer::State::Extracting},
    Status{"Pull complete", TransferLayer::State::Done},
    Status{"Already exists", TransferLayer::State::AlreadyThere},
    Status{"Pushing", TransferLayer::State::Pushing},
    Status{"Pushed", TransferLayer::State::Done},
    Status{"Layer already exists", TransferLayer::State::AlreadyThere},
    Status{"Mounted from", TransferLayer::State::AlreadyThere},
};

std::optional<TransferLayer::State> stateOf(const QString &status)
{
    for (const Status &known : statuses) {
        if (status.startsWith(QLatin1String(known.text)))
            return known.state;
    }
    return std::nullopt;
}

/// The engine counts a layer's bytes with a little of their packing: more than the whole is the whole.
void takeAmounts(TransferLayer &layer, const ProgressMessage &message)
{
    if (message.total > 0)
        layer.size = qMax(layer.size, message.total);
    const qint64 part = layer.size > 0 ? qBound<qint64>(0, message.current, layer.size) : qMax<qint64>(0, message.current);
    switch (layer.state) {
    case TransferLayer::State::Downloading:
    case TransferLayer::State::Pushing: layer.moved = part; break;
    case TransferLayer::State::Extracting:
        layer.moved = qMax<qint64>(0, layer.size);
        layer.unpacked = message.total > 0 ? part : layer.unpacked; // the containerd store counts seconds there
        break;
    case TransferLayer::State::Downloaded: layer.moved = qMax<qint64>(0, layer.size); break;
    case TransferLayer::State::Done: layer.moved = layer.unpacked = qMax<qint64>(0, layer.size); break;
    case TransferLayer::State::Waiting:
    case TransferLayer::State::AlreadyThere: break;
    }
}

} // namespace

QString amountOf(qint64 part, qint64 whole)
{
    QString first = format::bytes(part);
    const QString second = format::bytes(whole);
    const QString unit = second.section(u' ', -1);
    if (first.endsWith(u' ' + unit))
        first.chop(unit.size() + 1);
    return TransferLayers::tr("%1 of %2").arg(first, second);
}

void TransferLayers::take(const ProgressMessage &message)
{
    const auto state = stateOf(message.status);
    if (message.id.isEmpty() || !state)
        return; // "Pulling from a/b" has the tag there
    int row = m_rowOf.value(message.id, -1);
    if (row < 0) {
        row = int(m_layers.size());
        beginInsertRows({}, row, row);
        m_layers.append({.id = message.id});
        m_rowOf.insert(message.id, row);
        endInsertRows();
    }
    TransferLayer &layer = m_layers[row];
    // Podman names a layer that is there twice; nothing goes back from its end.
    if (layer.isOver() && *state != TransferLayer::State::Done && *state != TransferLayer::State::AlreadyThere)
        return;
    layer.state = *state;
    takeAmounts(layer, message);
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void TransferLayers::setDone()
{
    for (TransferLayer &layer : m_layers) {
        if (layer.isOver())
            continue;
        layer.state = TransferLayer::State::Done;
        layer.moved = layer.unpacked = qMax<qint64>(0, layer.size);
    }
    if (!m_layers.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_layers.size()) - 1, ColumnCount - 1));
}

qint64 TransferLayers::moved() const
{
    return std::accumulate(m_layers.begin(), m_layers.end(), qint64(0), [](qint64 sum, const TransferLayer &layer) { return sum + layer.moved; });
}

qint64 TransferLayers::size() const
{
    return std::accumulate(m_layers.begin(), m_layers.end(), qint64(0), [](qint64 sum, const TransferLayer &layer) {
        return sum + (layer.state == TransferLayer::State::AlreadyThere ? 0 : qMax<qint64>(0, layer.size));
    });
}

qint64 TransferLayers::unpacked() const
{
    return std::accumulate(m_layers.begin(), m_layers.end(), qint64(0), [](qint64 sum, const TransferLayer &layer) { return sum + layer.unpacked; });
}

int TransferLayers::overCount() const
{
    return int(std::count_if(m_layers.begin(), m_layers.end(), [](const TransferLayer &layer) { return layer.isOver(); }));
}

bool TransferLayers::isAllMoved() const
{
    return std::all_of(m_layers.begin(), m_layers.end(), [](const TransferLayer &layer) {
        return layer.isOver() || layer.state == TransferLayer::State::Downloaded || layer.state == TransferLayer::State::Extracting;
    });
}

int TransferLayers::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_layers.size());
}

int TransferLayers::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString TransferLayers::stateText(const TransferLayer &layer) const
{
    switch (layer.state) {
    case TransferLayer::State::Waiting: return tr("Waiting");
    case TransferLayer::State::Downloading: return tr("Downloading");
    case TransferLayer::State::Downloaded: return tr("Downloaded");
    case TransferLayer::State::Extracting: return tr("Extracting");
    case TransferLayer::State::Pushing: return tr("Pushing");
    case TransferLayer::State::Done: return tr("Done");
    case TransferLayer::State::AlreadyThere: return tr("Already there");
    }
    return {};
}

QString TransferLayers::amountText(const TransferLayer &layer) const
{
    switch (layer.state) {
    case TransferLayer::State::Downloading:
    case TransferLayer::State::Pushing: return layer.size > 0 ? amountOf(layer.moved, layer.size) : format::bytes(layer.moved);
    case TransferLayer::State::Extracting:
        if (layer.size > 0 && layer.unpacked > 0)
            return tr("%1 %").arg(layer.unpacked * 100 / layer.size);
        [[fallthrough]];
    default: return layer.size > 0 ? format::bytes(layer.size) : QString();
    }
}

QVariant TransferLayers::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TransferLayer &layer = m_layers[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Id ? layer.id.left(12) : index.column() == State ? stateText(layer) : amountText(layer);
    case Qt::AccessibleTextRole: return tr("Layer %1, %2, %3").arg(layer.id.left(12), stateText(layer), amountText(layer));
    case Qt::TextAlignmentRole: return QVariant(index.column() == Amount ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case StateRole: return int(layer.state);
    case ShareRole:
        if (layer.isOver() || layer.state == TransferLayer::State::Downloaded)
            return 1.0;
        if (layer.state == TransferLayer::State::Extracting)
            return layer.size > 0 && layer.unpacked > 0 ? double(layer.unpacked) / double(layer.size) : -1.0;
        return layer.size > 0 ? double(layer.moved) / double(layer.size) : layer.state == TransferLayer::State::Waiting ? 0.0 : -1.0;
    default: return {};
    }
}

QVariant TransferLayers::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Id ? tr("Layer") : section == State ? tr("State") : tr("Size");
}

} // namespace longshore
