// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/storage/storagefilesmodel.h"

#include "model/format.h"
#include "model/storage/storagetreemodel.h"

#include <QSet>
#include <algorithm>

namespace longshore
{

using namespace Qt::StringLiterals;

static_assert(int(StorageFilesModel::SortRole) == int(StorageTreeModel::SortRole)
              && int(StorageFilesModel::FilterRole) == int(StorageTreeModel::FilterRole));

void StorageFilesModel::applySnapshot(const QList<StorageFile> &files)
{
    QList<StorageFile> wanted = files;
    std::sort(wanted.begin(), wanted.end(), [](const StorageFile &a, const StorageFile &b) { return a.id > b.id; });
    QSet<qint64> ids;
    for (const StorageFile &file : std::as_const(wanted))
        ids.insert(file.id);
    for (int row = int(m_files.size()) - 1; row >= 0; --row) {
        if (ids.contains(m_files[row].id))
            continue;
        beginRemoveRows({}, row, row);
        m_files.removeAt(row);
        endRemoveRows();
    }
    if (m_files.isEmpty() && !wanted.isEmpty()) {
        beginInsertRows({}, 0, int(wanted.size()) - 1);
        m_files = wanted;
        return endInsertRows();
    }
    for (int row = 0; row < wanted.size(); ++row) {
        if (row >= m_files.size() || m_files[row].id != wanted[row].id) {
            beginInsertRows({}, row, row);
            m_files.insert(row, wanted[row]);
            endInsertRows();
        } else if (m_files[row] != wanted[row]) {
            m_files[row] = wanted[row];
            Q_EMIT dataChanged(index(row, 0), index(row, ExpiryColumn));
        }
    }
}

void StorageFilesModel::setNow(const QDateTime &now)
{
    m_now = now;
    if (!m_files.isEmpty())
        Q_EMIT dataChanged(index(0, CreatedColumn), index(int(m_files.size()) - 1, ExpiryColumn));
}

int StorageFilesModel::rowOf(qint64 id) const
{
    const auto found = std::find_if(m_files.begin(), m_files.end(), [id](const StorageFile &file) { return file.id == id; });
    return found == m_files.end() ? -1 : int(found - m_files.begin());
}

int StorageFilesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_files.size());
}

int StorageFilesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ExpiryColumn + 1;
}

QVariant StorageFilesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const StorageFile &file = m_files[index.row()];
    switch (role) {
    case Qt::DisplayRole: return display(file, Column(index.column()));
    case Qt::TextAlignmentRole:
        return index.column() >= SizeColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IdRole: return file.id;
    case SortRole: return sortKey(file, Column(index.column()));
    case FilterRole: return QString(file.name + u' ' + file.tags.join(u' ') + u' ' + QString::number(file.id));
    case ExpiredRole: return file.expires.isValid() && m_now.isValid() && file.expires < m_now;
    default: return {};
    }
}

QString StorageFilesModel::display(const StorageFile &file, Column column) const
{
    switch (column) {
    case NameColumn: return file.name;
    case TagsColumn: return file.tags.join(u", "_s);
    case SizeColumn: return format::bytes(file.bytes);
    case CreatedColumn: return format::age(file.created, m_now);
    case ExpiryColumn:
        if (!file.expires.isValid())
            return tr("kept");
        return file.expires < m_now ? tr("expired") : tr("in %1").arg(format::age(m_now, file.expires));
    }
    return {};
}

QVariant StorageFilesModel::sortKey(const StorageFile &file, Column column)
{
    switch (column) {
    case NameColumn: return file.name;
    case TagsColumn: return file.tags.join(u' ');
    case SizeColumn: return file.bytes;
    case CreatedColumn: return file.id;
    case ExpiryColumn: return file.expires.isValid() ? file.expires : QDateTime(QDate(9999, 1, 1), QTime(0, 0), Qt::UTC);
    }
    return {};
}

QVariant StorageFilesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section >= SizeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("File");
    case TagsColumn: return tr("Tags");
    case SizeColumn: return tr("Size");
    case CreatedColumn: return tr("Created");
    case ExpiryColumn: return tr("Goes");
    default: return {};
    }
}

} // namespace longshore
