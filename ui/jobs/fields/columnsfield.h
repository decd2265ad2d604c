// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QLineEdit;
class QTreeWidget;

namespace longshore
{

class RowButtons;

/// Some columns of a table, in an order (`suggest: columns`): what the form's sources know of the table with its types,
/// a tick for each that is chosen. The order of the rows is the order of the columns; none chosen: all of them.
class ColumnsField : public FieldEditor
{
    Q_OBJECT
public:
    ColumnsField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

    void focusField() override;

protected:
    void showValue() override;

private:
    QWidget *makeFoot();
    void addRow(const QString &name, const QString &type, bool chosen);
    void write();
    void move(int by);
    void addTyped();
    void showState();

    QTreeWidget *m_tree;
    QLineEdit *m_new = nullptr;
    RowButtons *m_buttons = nullptr;
};

} // namespace longshore
