// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/files/imagelayers.h"

#include "model/format.h"
#include "model/images/instructiontext.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

namespace
{

/// What never makes a layer; RUN, COPY, ADD and WORKDIR may, even an empty one.
bool isMetadata(const QString &instruction)
{
    static const QStringList words{u"ENV"_s, u"CMD"_s, u"LABEL"_s, u"EXPOSE"_s, u"ENTRYPOINT"_s, u"USER"_s, u"VOLUME"_s, u"STOPSIGNAL"_s,
                                   u"ONBUILD"_s, u"ARG"_s, u"SHELL"_s, u"HEALTHCHECK"_s, u"MAINTAINER"_s};
    return words.contains(instruction.section(u' ', 0, 0));
}

/// Positions of layers for the steps, base first; empty when they do not add up.
QList<int> layersOf(const QList<ImageLayer> &rows, int count, const std::function<bool(const ImageLayer &)> &makesOne)
{
    QList<int> layers;
    int next = 0;
    for (const ImageLayer &row : rows)
        layers.append(makesOne(row) ? next++ : -1);
    return next == count ? layers : QList<int>();
}

QList<int> layersOf(const QList<ImageLayer> &rows, int count, const QList<ImageStep> &steps)
{
    QList<int> layers;
    if (steps.size() == rows.size()) {
        for (const ImageStep &step : steps)
            layers.append(step.layer);
        return layers;
    }
    layers = layersOf(rows, count, [](const ImageLayer &row) { return row.size > 0; });
    if (layers.isEmpty())
        layers = layersOf(rows, count, [](const ImageLayer &row) { return row.size > 0 || !isMetadata(row.instruction); });
    return layers.isEmpty() ? layersOf(rows, count, [](const ImageLayer &row) { return row.size > 0 || row.instruction.startsWith(u"RUN "_s)
                                                                                     || row.instruction.startsWith(u"COPY "_s) || row.instruction.startsWith(u"ADD "_s); })
                            : layers;
}

} // namespace

QList<int> sharedWith(const QStringList &layers, const QList<QStringList> &others)
{
    QList<int> shared(layers.size(), 0);
    for (const QStringList &other : others) {
        for (qsizetype i = 0; i < qMin(layers.size(), other.size()) && layers[i] == other[i]; ++i)
            ++shared[i];
    }
    for (int &count : shared)
        count = qMax(0, count - 1);
    return shared;
}

QList<ImageLayer> joinLayers(const QList<ImageHistoryEntry> &history, const QStringList &layers, const QList<ImageStep> &steps, const QList<int> &shared)
{
    QList<ImageLayer> rows;
    for (qsizetype i = history.size() - 1; i >= 0; --i)
        rows.append({int(rows.size()) + 1, instructionText(history[i].createdBy), history[i].size, -1, 0});
    const QList<int> positions = layersOf(rows, int(layers.size()), steps);
    for (qsizetype i = 0; i < positions.size(); ++i) {
        rows[i].layer = positions[i];
        rows[i].shared = shared.value(positions[i]);
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

QVariant ImageLayersModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ImageLayer &layer = at(index.row());
    switch (role) {
    case ShareRole: return m_largest > 0 ? double(layer.size) / double(m_largest) : 0.0;
    case IsOwnRole: return layer.shared == 0;
    case LayerRole: return layer.layer;
    case Qt::TextAlignmentRole:
        return int((index.column() == NumberColumn || index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return index.column() == InstructionColumn ? layer.instruction : QVariant();
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (Column(index.column())) {
    case NumberColumn: return QString::number(layer.number);
    case InstructionColumn: return layer.instruction;
    case SizeColumn: return format::bytes(layer.size);
    case SharedColumn:
        return layer.layer < 0 ? tr("metadata only") : layer.shared == 0 ? tr("own") : layer.shared == 1 ? tr("1 image") : tr("%1 images").arg(format::count(layer.shared));
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
