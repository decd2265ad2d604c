// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/images/namevaluesmodel.h"

#include "model/component/secrets.h"
#include "model/secretnames.h"

#include <algorithm>

namespace longshore
{

void NameValuesModel::setRows(const QList<Row> &offered, const QMap<QString, QString> &values)
{
    beginResetModel();
    m_rows = offered;
    m_offered.clear();
    QMap<QString, QString> rest = values;
    for (Row &row : m_rows) {
        m_offered.append(row.name);
        row.value = rest.take(row.name);
    }
    for (auto value = rest.cbegin(); value != rest.cend(); ++value)
        m_rows.append({value.key(), value.value(), {}});
    endResetModel();
}

QMap<QString, QString> NameValuesModel::values() const
{
    QMap<QString, QString> values;
    for (const Row &row : m_rows) {
        if (!row.name.isEmpty() && (!row.value.isEmpty() || !m_offered.contains(row.name)))
            values.insert(row.name, row.value);
        else if (row.name.isEmpty() && !row.value.isEmpty())
            values.insert(row.name, row.value); // to be refused, not lost
    }
    return values;
}

int NameValuesModel::addRow()
{
    const int row = int(m_rows.size());
    beginInsertRows({}, row, row);
    m_rows.append(Row());
    endInsertRows();
    return row;
}

void NameValuesModel::removeRowAt(int row)
{
    if (row < 0 || row >= m_rows.size())
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

bool NameValuesModel::isWrong(int row) const
{
    const Row &own = m_rows[row];
    if (own.name.isEmpty())
        return !own.value.isEmpty();
    return std::count_if(m_rows.begin(), m_rows.end(), [&own](const Row &other) { return other.name == own.name; }) > 1;
}

QString NameValuesModel::shownValue(const Row &row)
{
    const QString &value = row.value.isEmpty() ? row.preset : row.value;
    const QString shown = !value.isEmpty() && looksSecret(row.name) ? QString::fromUtf8(maskDots) : value;
    return row.value.isEmpty() && !row.preset.isEmpty() ? tr("%1 (as in the Dockerfile)").arg(shown) : shown;
}

int NameValuesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int NameValuesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant NameValuesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    if (role == WrongRole)
        return isWrong(index.row());
    if (role == Qt::EditRole || (role == Qt::DisplayRole && index.column() == NameColumn))
        return index.column() == NameColumn ? row.name : row.value;
    if (role == Qt::DisplayRole)
        return shownValue(row);
    return {};
}

bool NameValuesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    Row &row = m_rows[index.row()];
    (index.column() == NameColumn ? row.name : row.value) = index.column() == NameColumn ? value.toString().trimmed() : value.toString();
    // A name that is there twice marks two rows.
    Q_EMIT dataChanged(this->index(0, 0), this->index(int(m_rows.size()) - 1, 1));
    return true;
}

QVariant NameValuesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

Qt::ItemFlags NameValuesModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? QAbstractTableModel::flags(index) | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

} // namespace longshore
