// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/formmodel.h"

#include <QAbstractTableModel>

namespace longshore
{

/// A list of objects of a form as a table: a row for each item, a column for each of its fields. Cells are edited
/// through the form. GUI thread.
class ArrayTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role {
        WrongRole = Qt::UserRole ///< bool: the cell has an error
    };

    /// `spec` is the list's, and outlives this; `path` its concrete path.
    ArrayTableModel(FormModel &form, const FieldSpec &spec, const QString &path, QObject *parent);

    const FieldSpec &field(int column) const { return *m_columns[std::size_t(column)]; }
    QString cellPath(const QModelIndex &index) const;
    /// The index of the cell at or above a path of the form; invalid when it is none.
    QModelIndex indexOf(const QString &fieldPath) const;
    /// "Row 3: “Strin” …" for the first error in the table; empty when there is none.
    QString problemSentence() const;

    /// Appends a row for each line of `text`, columns parted by tabs, else by semicolons or commas; quotes as in CSV.
    /// A first line of column titles or keys is taken as the order of the columns. Returns how many rows came.
    int addText(const QString &text);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void itemsChanged();
    void write(const QModelIndex &index, const QString &text);
    QString display(const QModelIndex &index) const;

    FormModel &m_form;
    const FieldSpec &m_spec;
    QString m_path;
    std::vector<const FieldSpec *> m_columns;
    int m_rows = 0;
};

} // namespace longshore
