// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QTreeView;

namespace longshore
{

class ArrayTableModel;
class MarkLabel;
class RowButtons;

/// A list of flat objects as a table that is edited in place; rows are added, removed, moved and pasted below it. What
/// is wrong is tinted in its cell and said under the table.
class TableField : public FieldEditor
{
    Q_OBJECT
public:
    /// `addWord` is what stands on the button that adds a row.
    TableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent, const QString &addWord = tr("Add row"));

    /// Whether a list fits a table: asked for by its format, or small; its items are objects of single values.
    static bool canShow(const FieldSpec &spec);

    void refresh(const QString &) override {} // the table model follows the form
    void reload() override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;

protected:
    ArrayTableModel &table() const { return *m_table; }
    QTreeView *view() const { return m_view; }
    int currentRow() const;
    /// A row was added: its first cell is opened.
    virtual void begin(const QModelIndex &first);
    /// The model has other rows, or another one is the current one.
    virtual void showState();
    void showValue() override {}
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeButtons(const QString &addWord);
    void add();
    void remove();
    void move(int by);
    void paste();
    ArrayTableModel *m_table;
    QTreeView *m_view;
    MarkLabel *m_problem;
    RowButtons *m_buttons = nullptr; ///< null: read only
};

} // namespace longshore
