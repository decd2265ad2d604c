// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagelisting.h"

#include <QAbstractTableModel>

namespace longshore
{

/// The files of the Storage, newest first. Fed by `applySnapshot` as row operations; never fetches. Names come as they are:
/// show them as plain text.
class StorageFilesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, TagsColumn, SizeColumn, CreatedColumn, ExpiryColumn };
    enum Role {
        IdRole = Qt::UserRole, ///< qint64
        ExpiredRole,           ///< bool: it is kept no longer
        SortRole,              ///< a value that sorts; as in StorageTreeModel, for StorageSortFilter
        FilterRole             ///< name, tags and id
    };

    using QAbstractTableModel::QAbstractTableModel;

    void applySnapshot(const QList<StorageFile> &files);
    void setNow(const QDateTime &now);
    const StorageFile &at(int row) const { return m_files.at(row); }
    int rowOf(qint64 id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString display(const StorageFile &file, Column column) const;
    static QVariant sortKey(const StorageFile &file, Column column);

    QList<StorageFile> m_files; ///< by id, descending
    QDateTime m_now;
};

} // namespace longshore
