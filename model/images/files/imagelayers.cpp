// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagelayers.h"

#include "model/format.h"
#include "model/images/instructiontext.h"
#include "model/images/layersizes.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

QList<QStringList> sharersOf(const QStringList &layers, const QMap<QString, QStringList> &others)
{
    QList<QStringList> sharers(layers.size());
    for (auto other = others.cbegin(); other != others.cend(); ++other) {
        for (qsizetype i = 0; i < qMin(layers.size(), other->size()) && layers[i] == (*other)[i]; ++i)
            sharers[i].append(other.key());
    }
    return sharers;
}

QList<ImageLayer> joinLayers(const QList<ImageHistoryEntry> &history, const QStringList &layers, const QList<ImageStep> &steps, const QList<QStringList> &sharers)
{
    QList<int> made;
    if (steps.size() == history.size()) {
        for (const ImageStep &step : steps)
            made.append(step.layer);
    } else {
        made = layersOfSteps(layers, history);
    }
    QList<ImageLayer> rows(history.size());
    QStringList above; // of a step between two layers: who has the upper one went through it
    for (qsizetype i = rows.size() - 1; i >= 0; --i) {
        const ImageHistoryEntry &step = history[rows.size() - 1 - i];
        const int layer = made.value(i, -1);
        if (layer >= 0)
            above = sharers.value(layer);
        rows[i] = {int(i) + 1, instructionText(step.createdBy), step.size, layer, above};
    }
    return rows;
}

void ImageLayersModel::setLayers(const QList<ImageLayer> &layers)
{
    if (layers == m_layers)
        return;
    const bool isSame = layers.size() == m_layers.size()
        && std::equal(layers.begin(), layers.end(), m_layers.begin(), [](const ImageLayer &a, const ImageLayer &b) { return a.instruction == b.instruction; });
    if (!isSame)
        beginResetModel();
    m_layers = layers;
    m_largest = 0;
    for (const ImageLayer &layer : layers)
        m_largest = qMax(m_largest, layer.size);
    if (!isSame)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int ImageLayersModel::rowOf(int layer) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (at(row).layer == layer)
            return row;
    }
    return -1;
}

int ImageLayersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_layers.size());
}

int ImageLayersModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString ImageLayersModel::sharedText(const ImageLayer &layer)
{
    if (layer.sharers.isEmpty() && layer.layer < 0)
        return layer.size > 0 ? format::none() : tr("metadata only");
    if (layer.sharers.isEmpty())
        return tr("own");
    return layer.sharers.size() == 1 ? tr("1 image") : tr("%1 images").arg(format::count(layer.sharers.size()));
}

QString ImageLayersModel::sharersText(const ImageLayer &layer)
{
    constexpr qsizetype most = 12;
    QStringList lines = layer.sharers.mid(0, most);
    if (layer.sharers.size() > most)
        lines << tr("and %1 more").arg(format::count(layer.sharers.size() - most));
    return lines.join(u'\n');
}

QVariant ImageLayersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ImageLayer &layer = at(index.row());
    switch (role) {
    case ShareRole: return m_largest > 0 ? double(layer.size) / double(m_largest) : 0.0;
    case IsOwnRole: return layer.sharers.isEmpty();
    case LayerRole: return layer.layer;
    case Qt::TextAlignmentRole:
        return int((index.column() == NumberColumn || index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return index.column() == InstructionColumn ? QVariant(layer.instruction) : index.column() == SharedColumn ? QVariant(sharersText(layer)) : QVariant();
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (Column(index.column())) {
    case NumberColumn: return QString::number(layer.number);
    case InstructionColumn: return layer.instruction;
    case SizeColumn: return format::bytes(layer.size);
    case SharedColumn: return sharedText(layer);
    case BarColumn:
    case ColumnCount: break;
    }
    return {};
}

QVariant ImageLayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == NumberColumn || section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case NumberColumn: return u"#"_s;
    case InstructionColumn: return tr("Instruction");
    case SizeColumn: return tr("Size");
    case SharedColumn: return tr("Shared with");
    case BarColumn:
    case ColumnCount: break;
    }
    return {};
}

} // namespace longshore
