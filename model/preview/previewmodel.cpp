// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/preview/previewmodel.h"

#include <algorithm>

namespace longshore
{

namespace
{

constexpr qsizetype longestCell = 500;
/// More columns than anybody looks through; a view of them all would stall.
constexpr qsizetype mostColumns = 1000;

} // namespace

void PreviewModel::setTable(const QStringList &columns, const QList<QStringList> &rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = rows;
    qsizetype width = columns.size();
    for (const QStringList &row : rows)
        width = std::max(width, row.size());
    m_width = int(std::min(width, mostColumns));
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_width;
}

QVariant PreviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QStringList &row = m_rows[index.row()];
    const bool missing = index.column() >= row.size();
    if (role == MissingRole)
        return missing;
    if (missing)
        return {};
    const QString &cell = row[index.column()];
    if (role == FullTextRole)
        return cell;
    if (role == Qt::DisplayRole)
        return cell.size() > longestCell ? cell.left(longestCell) + QChar(0x2026) : cell;
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || section < 0)
        return {};
    if (orientation == Qt::Vertical)
        return section + 1;
    const QString name = m_columns.value(section);
    return name.isEmpty() ? tr("column %1").arg(section + 1) : name;
}

} // namespace longshore
