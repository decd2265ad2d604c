// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace longshore
{

/// The first rows of a table, as text. Rows may be shorter or longer than the header says; columns without a name are
/// numbered. Cells come as they are: show them as plain text.
class PreviewModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        MissingRole = Qt::UserRole, ///< bool: the row has no such cell
        FullTextRole                ///< the whole cell where the shown one is cut
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setTable(const QStringList &columns, const QList<QStringList> &rows);
    void clear() { setTable({}, {}); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_columns;
    QList<QStringList> m_rows;
    int m_width = 0;
};

} // namespace longshore
