// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/arraytablemodel.h"
#include "ui/jobs/fields/checkdelegate.h"

namespace longshore
{

/// Cells of a TableField: combo boxes for choices, text else; a wrong cell is tinted and has a mark.
class TableDelegate : public CheckDelegate
{
    Q_OBJECT
public:
    TableDelegate(const ArrayTableModel &table, FormModel &form, QObject *parent);

    CellLook look(const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;

private:
    const ArrayTableModel &m_table;
    FormModel &m_form;
};

} // namespace longshore
