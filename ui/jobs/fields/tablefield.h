// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/fields/fieldeditor.h"

class QToolButton;
class QTreeView;

namespace longshore
{

class ArrayTableModel;
class MarkLabel;

/// A list of flat objects as a table that is edited in place; rows are added, removed, moved and pasted below it. What
/// is wrong is tinted in its cell and said under the table.
class TableField : public FieldEditor
{
    Q_OBJECT
public:
    TableField(FormModel &model, const FieldSpec &spec, const QString &path, QWidget *parent);

    /// Whether a list fits a table: asked for by its format, or small; its items are objects of single values.
    static bool canShow(const FieldSpec &spec);

    void refresh(const QString &) override {} // the table model follows the form
    void reload() override;
    void showProblems() override;
    bool goTo(const QString &fieldPath) override;
    void focusField() override;

protected:
    void showValue() override {}
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    QWidget *makeButtons();
    void add();
    void remove();
    void move(int by);
    void paste();
    void showState();
    void fitHeight();
    int currentRow() const;

    ArrayTableModel *m_table;
    QTreeView *m_view;
    MarkLabel *m_problem;
    QToolButton *m_add = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
};

} // namespace longshore
