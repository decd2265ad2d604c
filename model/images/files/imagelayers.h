// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dockerclient/types/image.h"
#include "model/images/files/imagearchive.h"

#include <QAbstractTableModel>
#include <QHash>

namespace longshore
{

/// One step of an image's history, as the Layers tab shows it.
struct ImageLayer {
    int number = 0;      ///< from 1, base first
    QString instruction; ///< instructionText
    qint64 size = 0;
    int layer = -1;      ///< position among the layers; -1: metadata only
    int shared = 0;      ///< other images of this engine that have this layer, and all below

    bool operator==(const ImageLayer &) const = default;
};

/// How many other images have each of these layers and all below it. `others` are the layers of every image, this one too.
QList<int> sharedWith(const QStringList &layers, const QList<QStringList> &others);

/// Joins what an engine tells of the history (newest first) with the layers. Which steps made one is told by their sizes and
/// instructions, or for certain by `steps` of an index; when they do not add up, no step has one.
QList<ImageLayer> joinLayers(const QList<ImageHistoryEntry> &history, const QStringList &layers, const QList<ImageStep> &steps, const QList<int> &shared);

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
    QList<ImageLayer> m_layers;
    qint64 m_largest = 0;
};

} // namespace longshore
