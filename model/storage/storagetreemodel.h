// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/storage/storagelisting.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

namespace longshore
{

/// Buckets, and in them their tables. Fed by `applySnapshot` as row operations, so that selection, scroll and expansion
/// survive; never fetches. Names come as they are: show them as plain text.
class StorageTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, RowsColumn, SizeColumn, ColumnsColumn, ImportColumn };
    enum Role {
        IdRole = Qt::UserRole, ///< of the bucket or table
        BucketRole,            ///< bool
        SortRole,              ///< a value that sorts
        FilterRole             ///< what a filter looks at: ids, and the names of a table's columns
    };

    using QAbstractItemModel::QAbstractItemModel;

    void applySnapshot(const QList<StorageBucket> &buckets, const QList<StorageTable> &tables);
    /// What ages count from.
    void setNow(const QDateTime &now);
    /// Null when there is none.
    const StorageBucket *bucket(const QString &id) const;
    const StorageTable *table(const QString &id) const;
    QModelIndex find(const QString &id) const;
    int tableCount() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Bucket {
        StorageBucket bucket;
        QList<StorageTable> tables; ///< by id
        quintptr key = 0;           ///< stays while the bucket does, whatever its row
    };
    int rowOfKey(quintptr key) const;
    void applyTables(int bucketRow, const QList<StorageTable> &tables);
    const Bucket *bucketAt(const QModelIndex &index) const;
    const StorageTable *tableAt(const QModelIndex &index) const;
    QVariant bucketData(const StorageBucket &bucket, Column column, int role) const;
    QVariant tableData(const StorageTable &table, Column column, int role) const;
    QString timeText(const QDateTime &time) const;

    QList<Bucket> m_buckets; ///< by id
    quintptr m_lastKey = 0;
    QDateTime m_now;
};

/// Sorts by `SortRole`, filters by words in `FilterRole`; a bucket stays while one of its tables does.
class StorageSortFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit StorageSortFilter(QObject *parent = nullptr);
    void setWords(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QStringList m_words;
};

} // namespace longshore
