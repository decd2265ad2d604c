// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagetreemodel.h"

#include "model/format.h"

#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

// An index of a bucket has the id 0, one of a table the key of its bucket.

QModelIndex StorageTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_buckets[parent.row()].key : 0);
}

int StorageTreeModel::rowOfKey(quintptr key) const
{
    const auto found = std::find_if(m_buckets.begin(), m_buckets.end(), [key](const Bucket &bucket) { return bucket.key == key; });
    return found == m_buckets.end() ? -1 : int(found - m_buckets.begin());
}

QModelIndex StorageTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    const int row = rowOfKey(child.internalId());
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr(0));
}

int StorageTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_buckets.size());
    return parent.internalId() == 0 && parent.column() == 0 ? int(m_buckets[parent.row()].tables.size()) : 0;
}

int StorageTreeModel::columnCount(const QModelIndex &) const
{
    return ImportColumn + 1;
}

void StorageTreeModel::applySnapshot(const QList<StorageBucket> &buckets, const QList<StorageTable> &tables)
{
    QList<Bucket> wanted;
    for (const StorageBucket &bucket : buckets)
        wanted.append({bucket, {}, 0});
    std::sort(wanted.begin(), wanted.end(), [](const Bucket &a, const Bucket &b) { return a.bucket.id < b.bucket.id; });
    for (const StorageTable &table : tables) {
        const auto home = std::find_if(wanted.begin(), wanted.end(), [&](const Bucket &bucket) { return bucket.bucket.id == table.bucket(); });
        if (home != wanted.end())
            home->tables.append(table);
    }
    for (int row = int(m_buckets.size()) - 1; row >= 0; --row) {
        const auto kept = std::any_of(wanted.begin(), wanted.end(), [&](const Bucket &bucket) { return bucket.bucket.id == m_buckets[row].bucket.id; });
        if (kept)
            continue;
        beginRemoveRows({}, row, row);
        m_buckets.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < wanted.size(); ++row) {
        QList<StorageTable> &fresh = wanted[row].tables;
        std::sort(fresh.begin(), fresh.end(), [](const StorageTable &a, const StorageTable &b) { return a.id < b.id; });
        if (row >= m_buckets.size() || m_buckets[row].bucket.id != wanted[row].bucket.id) {
            beginInsertRows({}, row, row);
            m_buckets.insert(row, {wanted[row].bucket, {}, ++m_lastKey});
            endInsertRows();
        } else if (m_buckets[row].bucket != wanted[row].bucket) {
            m_buckets[row].bucket = wanted[row].bucket;
            Q_EMIT dataChanged(createIndex(row, 0, quintptr(0)), createIndex(row, ImportColumn, quintptr(0)));
        }
        applyTables(row, fresh);
    }
}

void StorageTreeModel::applyTables(int bucketRow, const QList<StorageTable> &tables)
{
    QList<StorageTable> &now = m_buckets[bucketRow].tables;
    const QModelIndex parent = createIndex(bucketRow, 0, quintptr(0));
    for (int row = int(now.size()) - 1; row >= 0; --row) {
        const auto kept = std::any_of(tables.begin(), tables.end(), [&](const StorageTable &table) { return table.id == now[row].id; });
        if (kept)
            continue;
        beginRemoveRows(parent, row, row);
        now.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < tables.size(); ++row) {
        if (row >= now.size() || now[row].id != tables[row].id) {
            beginInsertRows(parent, row, row);
            now.insert(row, tables[row]);
            endInsertRows();
        } else if (now[row] != tables[row]) {
            now[row] = tables[row];
            Q_EMIT dataChanged(index(row, 0, parent), index(row, ImportColumn, parent));
        }
    }
}

void StorageTreeModel::setNow(const QDateTime &now)
{
    m_now = now;
    for (int row = 0; row < m_buckets.size(); ++row) {
        const QModelIndex parent = createIndex(row, 0, quintptr(0));
        if (const int last = rowCount(parent) - 1; last >= 0)
            Q_EMIT dataChanged(index(0, ImportColumn, parent), index(last, ImportColumn, parent));
    }
}

const StorageBucket *StorageTreeModel::bucket(const QString &id) const
{
    for (const Bucket &bucket : m_buckets) {
        if (bucket.bucket.id == id)
            return &bucket.bucket;
    }
    return nullptr;
}

const StorageTable *StorageTreeModel::table(const QString &id) const
{
    return tableAt(find(id));
}

QModelIndex StorageTreeModel::find(const QString &id) const
{
    for (int row = 0; row < m_buckets.size(); ++row) {
        if (m_buckets[row].bucket.id == id)
            return createIndex(row, 0, quintptr(0));
        for (int table = 0; table < m_buckets[row].tables.size(); ++table) {
            if (m_buckets[row].tables[table].id == id)
                return createIndex(table, 0, m_buckets[row].key);
        }
    }
    return {};
}

int StorageTreeModel::tableCount() const
{
    int count = 0;
    for (const Bucket &bucket : m_buckets)
        count += int(bucket.tables.size());
    return count;
}

const StorageTreeModel::Bucket *StorageTreeModel::bucketAt(const QModelIndex &index) const
{
    return index.isValid() && index.internalId() == 0 ? &m_buckets[index.row()] : nullptr;
}

const StorageTable *StorageTreeModel::tableAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0)
        return nullptr;
    const int row = rowOfKey(index.internalId());
    return row < 0 ? nullptr : &m_buckets[row].tables[index.row()];
}

QString StorageTreeModel::timeText(const QDateTime &time) const
{
    return time.isValid() ? format::age(time, m_now) : format::none();
}

QVariant StorageTreeModel::bucketData(const StorageBucket &bucket, Column column, int role) const
{
    switch (role) {
    case IdRole: return bucket.id;
    case BucketRole: return true;
    case FilterRole: return bucket.id;
    case SortRole:
        return column == RowsColumn ? QVariant(bucket.rows) : column == SizeColumn ? QVariant(bucket.bytes) : QVariant(bucket.id);
    default: break;
    }
    switch (column) {
    case NameColumn: return bucket.id;
    case RowsColumn: return format::count(bucket.rows);
    case SizeColumn: return format::bytes(bucket.bytes);
    default: return QString();
    }
}

QVariant StorageTreeModel::tableData(const StorageTable &table, Column column, int role) const
{
    switch (role) {
    case IdRole: return table.id;
    case BucketRole: return false;
    case FilterRole: return QString(table.id + u' ' + table.columnNames().join(u' '));
    case SortRole:
        switch (column) {
        case RowsColumn: return table.rows;
        case SizeColumn: return table.bytes;
        case ColumnsColumn: return table.columns.size();
        case ImportColumn: return table.lastImportDate;
        default: return table.id;
        }
    default: break;
    }
    switch (column) {
    case NameColumn: return table.name();
    case RowsColumn: return format::count(table.rows);
    case SizeColumn: return format::bytes(table.bytes);
    case ColumnsColumn: return format::count(table.columns.size());
    case ImportColumn: return timeText(table.lastImportDate);
    }
    return {};
}

QVariant StorageTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return index.column() == NameColumn ? QVariant() : QVariant(int(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != IdRole && role != BucketRole && role != FilterRole && role != SortRole)
        return {};
    if (const Bucket *bucket = bucketAt(index))
        return bucketData(bucket->bucket, Column(index.column()), role);
    if (const StorageTable *table = tableAt(index))
        return tableData(*table, Column(index.column()), role);
    return {};
}

QVariant StorageTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section != NameColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Table");
    case RowsColumn: return tr("Rows");
    case SizeColumn: return tr("Size");
    case ColumnsColumn: return tr("Columns");
    case ImportColumn: return tr("Last import");
    default: return {};
    }
}

StorageSortFilter::StorageSortFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(StorageTreeModel::SortRole);
    setRecursiveFilteringEnabled(true);
}

void StorageSortFilter::setWords(const QString &text)
{
    m_words = text.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

/// A bucket with a word in its name shows all its tables: their ids hold its name.
bool StorageSortFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QString text = sourceModel()->index(row, 0, parent).data(StorageTreeModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace longshore
