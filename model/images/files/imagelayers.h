// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/files/imagearchive.h"

#include <QAbstractTableModel>
#include <QMap>

namespace longshore
{

/// One step of an image's history, as the Layers tab shows it.
struct ImageLayer {
    int number = 0;      ///< from 1, base first
    QString instruction; ///< instructionText
    qint64 size = 0;
    int layer = -1;      ///< position among the layers; -1: metadata only
    QStringList sharers; ///< other images that have this layer and all below; of a step without one, the next layer above it

    bool operator==(const ImageLayer &) const = default;
};

/// Of each of these layers (diff ids, base first), which of the `others` (name -> layers) have it and all below it.
QList<QStringList> sharersOf(const QStringList &layers, const QMap<QString, QStringList> &others);

/// Joins what an engine tells of the history (newest first) with the layers, base first. Which steps made one layersOfSteps
/// tells, or for certain `steps` of an index; when they do not add up, no step has one.
QList<ImageLayer> joinLayers(const QList<ImageHistoryEntry> &history, const QStringList &layers, const QList<ImageStep> &steps, const QList<QStringList> &sharers);

/// The steps as a table, newest first.
class ImageLayersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NumberColumn, InstructionColumn, SizeColumn, BarColumn, SharedColumn, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< double: size beside the largest
        IsOwnRole,                ///< bool: no other image has it
        LayerRole                 ///< int, -1 for metadata only
    };
    using QAbstractTableModel::QAbstractTableModel;

    /// Base first. Rows that stay are told as changed, not as new.
    void setLayers(const QList<ImageLayer> &layers);
    const QList<ImageLayer> &layers() const { return m_layers; }
    /// The row that made this layer, -1 for none.
    int rowOf(int layer) const;
    const ImageLayer &at(int row) const { return m_layers[m_layers.size() - 1 - row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    static QString sharedText(const ImageLayer &layer);
    static QString sharersText(const ImageLayer &layer);

    QList<ImageLayer> m_layers;
    qint64 m_largest = 0;
};

} // namespace longshore
