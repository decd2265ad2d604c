// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/jobs/variablesmodel.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace longshore
{

class MarkLabel;
class RowButtons;

/// `extra.env`: a table of names and values, or the same as text in bulk, one `NAME=value` a line; files of variables
/// can be read in.
class VariablesEdit : public QWidget
{
    Q_OBJECT
public:
    /// `editor` outlives the widget.
    VariablesEdit(JobEditor &editor, QWidget *parent);

private:
    QWidget *makeTable();
    QWidget *makeText();
    void setText(bool shown);
    void showTable();
    void showText();
    void readText();
    void add();
    void remove();
    void importFile();
    void readFile(const QString &path);
    void remark(const QString &sentence, bool isError);

    JobEditor &m_editor;
    VariablesModel *m_model;
    QStackedWidget *m_stack;
    QTreeView *m_table = nullptr;
    QPlainTextEdit *m_text = nullptr;
    RowButtons *m_buttons;
    MarkLabel *m_remark;
    bool m_busy = false;
};

} // namespace longshore
