// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QList>
#include <QMap>

namespace longshore
{

/// Names and values that are edited as a table: build arguments, labels. Rows that are offered (from the Dockerfile)
/// count only once they have a value. What looks secret by its name is in the clear only in Qt::EditRole. GUI thread.
class NameValuesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn };
    enum Role {
        WrongRole = Qt::UserRole ///< bool: a value without a name, or a name twice
    };
    struct Row {
        QString name;
        QString value;
        QString preset; ///< shown where there is no value; what holds then

        bool operator==(const Row &) const = default;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// `offered` first, then further `values`.
    void setRows(const QList<Row> &offered, const QMap<QString, QString> &values);
    const QList<Row> &rows() const { return m_rows; }
    /// Those with a name, and with a value unless they have no preset and were added by hand.
    QMap<QString, QString> values() const;
    int addRow(); ///< an empty one; its number
    void removeRowAt(int row);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    bool isWrong(int row) const;
    static QString shownValue(const Row &row);

    QList<Row> m_rows;
    QStringList m_offered;
};

} // namespace longshore
